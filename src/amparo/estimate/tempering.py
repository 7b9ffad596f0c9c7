# SPDX-License-Identifier: AGPL-3.0-or-later
"""Replica exchange between the prior and the posterior, so that chains can leave a mode.

A ladder of levels leads from nobody to everybody: level l has the share beta_l of each count. A
fraction of a person is a mixture of both whole numbers (see `log_likelihood`), so that each level
is sampled like the last; at the lowest each sweep is a fresh draw from the prior. Below the last
levels alpha has a wider prior, under which classes come and go more easily. Neighbours exchange
states, the even pairs and the odd pairs in turn, which carries states up and down the ladder
without wandering about (Okabe et al. 2001; Syed, Bouchard-Cote, Deligiannidis and Doucet 2022). The
steps are set in trial rounds so that each exchange is refused equally often. A round trip is a
state that came from the prior and reached the posterior: what the posterior's draws hold is then
not where a chain happened to start.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from amparo.estimate.class_state import (
    ALPHA,
    LOG_UNSEEN,
    OCCUPIED,
    RATE,
    SCALARS,
    SHAPE,
    Floats,
    Ints,
    Seeds,
    State,
)
from amparo.estimate.sampler import draw_unseen, log_likelihood, sweep
from amparo.estimate.variates import compiled, seeded, uniform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# Columns of what is recorded of the posterior's level.
UNSEEN, CLASSES_USED, CONCENTRATION, LOG_CHANCE_UNSEEN = 0, 1, 2, 3
RECORDED = 4

MOST_LEVELS = 96
TRIALS = (200, 400)  # sweeps of the rounds that set the levels
_FIRST_STEP = 0.45  # of log(1 + people) between levels of the first round
_WIDE = 1.0  # shape and rate of alpha's prior below the last levels
_TAIL = 3.0  # how long the last levels are, in the units of log(1 + people)
_STRETCH_EVERY = 2  # sweeps


class Replicas(NamedTuple):
    """Where one chain stands, as arrays; `run` takes it further. L levels, K classes, J lists.

    `place[l]` is the row of the state that is at level l; `heading[r]` is 1 where the state of row
    r was last at the prior, 2 where it was last at the posterior, 0 where at neither yet.
    """

    random: Seeds  # (4,)
    cells: Ints  # (C,) patterns seen, nobody's list, impossible patterns
    position: Floats  # (L,) on the way from the prior to the posterior
    tables: Floats  # (L, P) counts of each level
    priors: Floats  # (L, 4)
    nu: Floats  # (L, K)
    on: Floats  # (L, J, K)
    off: Floats  # (L, J, K)
    scalars: Floats  # (L, SCALARS)
    weights: Floats  # (L, C, K)
    log_p: Floats  # (L, C)
    place: Ints  # (L,)
    heading: Ints  # (L,)
    done: Ints  # (2,) sweeps, states that came from the prior to the posterior
    refused: Floats  # (L - 1,) expected refusals of exchanges
    offered: Floats  # (L - 1,) offered exchanges
    rises: Floats  # (L - 1, 2) likelihood ratios to the next level: log of the greatest, sum by it

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Give the arrays by name, to be stored."""
        return self._asdict()

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Replicas:
        """Take up what `arrays` gave."""
        return cls(*(np.array(arrays[name]) for name in cls._fields))

    @property
    def round_trips(self) -> int:
        """How many states came from the prior to the posterior since the levels were set."""
        return int(self.done[1])

    @property
    def barrier(self) -> float:
        """The sum of the shares of exchanges refused: how far prior and posterior are apart."""
        return float((self.refused / np.maximum(self.offered, 1)).sum())

    @property
    def log_evidence(self) -> float:
        """Log of the mean of prod_c (p_c/q)^f_c under the prior, step by step up the ladder."""
        met = self.offered > 0
        greatest, total = self.rises[met].T
        return float((greatest + np.log(total / self.offered[met])).sum())


@dataclass(frozen=True, slots=True)
class Draws:
    """What one chain gave: S rows of the columns above, T states kept whole."""

    rows: Floats  # (S, RECORDED)
    nu: Floats  # (T, K) logs
    on: Floats  # (T, J, K) logs

    def joined(self, more: Draws) -> Draws:
        """Give these draws and those after them."""
        return Draws(
            np.concatenate([self.rows, more.rows]),
            np.concatenate([self.nu, more.nu]),
            np.concatenate([self.on, more.on]),
        )


def start(
    cells: Ints,
    counts: Ints,
    lists: int,
    classes: int,
    prior: Floats,
    seed: np.random.SeedSequence,
    *,
    tempered: bool = True,
) -> Replicas:
    """Give a chain at its start: every level has its own draw from the prior.

    Not tempered there is one level, the posterior: quicker, and a chain may stay where it began.
    """
    top = math.log1p(counts.sum()) + _TAIL
    position = np.array([top])
    if tempered:
        below = np.linspace(math.log(2), top - _TAIL, math.ceil((top - _TAIL) / _FIRST_STEP))
        position = np.concatenate([[0.0], below, top - _TAIL * np.array([0.75, 0.5, 0.25, 0.0])])
    position, tables, priors = _levels(position, counts, prior)
    levels, wide = len(position), len(cells)
    found = Replicas(
        seeded(seed),
        cells.astype(np.int64),
        position,
        tables,
        priors,
        np.zeros((levels, classes)),
        np.zeros((levels, lists, classes)),
        np.zeros((levels, lists, classes)),
        np.ones((levels, SCALARS)),
        np.zeros((levels, wide, classes)),
        np.zeros((levels, wide)),
        *_counters(levels),
    )
    nobody = np.zeros(len(counts))
    for level in range(levels):
        sweep(found.random, prior, found.cells, nobody, nobody, 0, _state(found, level))
    return found


def respaced(chain: Replicas, counts: Ints, prior: Floats) -> Replicas:
    """Space the levels so that each exchange is refused equally often, as many as that takes.

    With the refusals added up to B over the ladder, about 2 B levels carry the most states up
    (Syed et al. 2022). A new level begins with the state of the old level next to it.
    """
    refused = np.maximum(chain.refused / np.maximum(chain.offered, 1), 1e-3)
    barrier = np.concatenate([[0.0], np.cumsum(refused)])
    number = int(min(max(math.ceil(2 * barrier[-1]) + 2, 3), MOST_LEVELS))
    position = np.interp(np.linspace(0, barrier[-1], number), barrier, chain.position)
    position[-1] = chain.position[-1]
    position, tables, priors = _levels(position, counts, prior)
    nearest = np.abs(chain.position[None, :] - position[:, None]).argmin(axis=1)
    rows = chain.place[nearest]
    return Replicas(
        chain.random,
        chain.cells,
        position,
        tables,
        priors,
        chain.nu[rows],
        chain.on[rows],
        chain.off[rows],
        chain.scalars[rows],
        chain.weights[rows],
        chain.log_p[rows],
        *_counters(len(position)),
    )


def settled(chain: Replicas, counts: Ints, prior: Floats) -> Replicas:
    """Run the trial rounds, each followed by spacing the levels anew; one level is only run in."""
    for sweeps in TRIALS:
        run(chain, sweeps, 1, 1)
        if len(chain.position) > 1:
            chain = respaced(chain, counts, prior)
    return chain


def run(chain: Replicas, sweeps: int, rows: int, whole: int) -> Draws:
    """Take a chain further by sweeps of every level; record `rows` draws, `whole` of them whole."""
    lists, classes = chain.on.shape[1:]
    drawn = Draws(
        np.zeros((rows, RECORDED)), np.zeros((whole, classes)), np.zeros((whole, lists, classes))
    )
    _run(chain, sweeps, drawn.rows, drawn.nu, drawn.on)
    return drawn


def _levels(position: Floats, counts: Ints, prior: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the positions that differ, their tables and their priors."""
    people = float(counts.sum())
    top = math.log1p(people)
    full = position >= top - 1e-9
    share = np.where(full, 1.0, np.expm1(np.minimum(position, top)) / people)
    tables = np.where(full[:, None], counts, share[:, None] * counts)
    last = np.clip((position - top) / _TAIL, 0, 1)[:, None]
    priors = np.repeat(prior[None], len(position), axis=0)
    gamma = [SHAPE, RATE]
    priors[:, gamma] = _WIDE + (prior[gamma] - _WIDE) * last
    both = np.column_stack([tables, priors])
    kept = np.append((np.diff(both, axis=0) != 0).any(axis=1), True)
    return position[kept], tables[kept].astype(np.float64), priors[kept]


def _counters(levels: int) -> tuple[Ints, Ints, Ints, Floats, Floats, Floats]:
    between = levels - 1
    rises = np.column_stack([np.full(between, -np.inf), np.zeros(between)])
    return (
        np.arange(levels),
        np.zeros(levels, np.int64),
        np.zeros(2, np.int64),
        np.zeros(between),
        np.zeros(between),
        rises,
    )


@compiled
def _state(chain: Replicas, row: int) -> State:
    return State(
        chain.nu[row],
        chain.on[row],
        chain.off[row],
        chain.scalars[row],
        chain.weights[row],
        chain.log_p[row],
    )


@compiled
def _run(chain: Replicas, sweeps: int, record: Floats, kept_nu: Floats, kept_on: Floats) -> None:
    random, tables, place, heading = chain.random, chain.tables, chain.place, chain.heading
    done = chain.done
    levels = len(tables)
    usual = np.log(tables[levels - 1] / tables[levels - 1].sum())
    people = tables[levels - 1].sum()
    every = max(sweeps // len(record), 1)
    every_kept = max(sweeps // len(kept_nu), 1)
    for step in range(1, sweeps + 1):
        stretches = 1 if done[0] % _STRETCH_EVERY == 0 else 0
        for level in range(levels):
            sweep(
                random,
                chain.priors[level],
                chain.cells,
                tables[level],
                usual,
                stretches,
                _state(chain, place[level]),
            )
        top = _state(chain, place[levels - 1])
        if step % every == 0 and step // every <= len(record):
            row = record[step // every - 1]
            row[UNSEEN] = draw_unseen(random, people, top.scalars)
            row[CLASSES_USED] = top.scalars[OCCUPIED]
            row[CONCENTRATION] = top.scalars[ALPHA]
            row[LOG_CHANCE_UNSEEN] = top.scalars[LOG_UNSEEN]
        if step % every_kept == 0 and step // every_kept <= len(kept_nu):
            kept_nu[step // every_kept - 1] = top.nu
            kept_on[step // every_kept - 1] = top.on
        if levels > 1:
            _exchange(chain, usual, done[0] % 2)
            heading[place[0]] = 1
            if heading[place[levels - 1]] == 1:
                done[1] += 1
            heading[place[levels - 1]] = 2
        done[0] += 1


@compiled
def _exchange(chain: Replicas, usual: Floats, first: int) -> None:
    """Offer every second pair of neighbours to exchange their states."""
    place, rises = chain.place, chain.rises
    for level in range(first, len(place) - 1, 2):
        low, high = place[level], place[level + 1]
        up = _rise(chain, usual, level, _state(chain, low))
        down = _rise(chain, usual, level, _state(chain, high))
        chance = math.exp(min(up - down, 0.0))
        chain.offered[level] += 1.0
        chain.refused[level] += 1.0 - chance
        if up > rises[level, 0]:
            rises[level, 1] = rises[level, 1] * math.exp(rises[level, 0] - up) + 1.0
            rises[level, 0] = up
        else:
            rises[level, 1] += math.exp(up - rises[level, 0])
        if uniform(chain.random) < chance:
            place[level], place[level + 1] = high, low


@compiled
def _rise(chain: Replicas, usual: Floats, level: int, state: State) -> float:
    """Give how much more probable a state is at the next level, as a logarithm."""
    now, then = chain.priors[level], chain.priors[level + 1]
    alpha = state.scalars[ALPHA]
    found: float = log_likelihood(chain.tables[level + 1], usual, state)
    found -= log_likelihood(chain.tables[level], usual, state)
    found += (then[SHAPE] - now[SHAPE]) * math.log(alpha)
    found -= (then[RATE] - now[RATE]) * alpha
    found += then[SHAPE] * math.log(then[RATE]) - now[SHAPE] * math.log(now[RATE])
    return found - math.lgamma(then[SHAPE]) + math.lgamma(now[SHAPE])
