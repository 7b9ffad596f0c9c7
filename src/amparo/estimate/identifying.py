# SPDX-License-Identifier: AGPL-3.0-or-later
"""What no data can tell, made explicit: N as a function of an assumption about those on no list.

The table tells the shares q_c of the patterns among the people seen; how many are unseen follows
only from an assumption that ties them to the seen. Each assumption has a parameter xi, 1 where it
holds exactly. The fit to the table is the same for every xi, so that no fit can choose among them
(Aleshin-Guendel, Sadinle and Wakefield 2021, arXiv 2101.09304).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betainc

from amparo.core.messages import say
from amparo.estimate.estimates import LEVEL, Estimate, Gate, GateVerdict
from amparo.estimate.reasons import SaidError
from amparo.estimate.tables import ListTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.estimate.loglinear import LogLinear

XIS = (0.25, 0.5, 1.0, 2.0, 4.0)
DRAWS = 20_000
DIRICHLET = "dirichlet"
# Every pattern of the lists has a share of its own in each draw.
MOST_LISTS = 12
# With more of the patterns empty than this share the prior is the answer.
_MOST_EMPTY = 0.25
_MOST_UNSEEN = 1e15
_FARTHEST_XI = 1e6

# How the shares of the patterns were drawn: of (table, number of draws, generator) to (D, 2^J - 1),
# the columns in the order of the patterns' numbers from 1, each row with the sum 1.
Sampler = Callable[[ListTable, int, np.random.Generator], NDArray[np.float64]]


class Assumption(Protocol):
    """An assumption with its parameter: gives the odds p0 / (1 - p0) of being unseen."""

    @property
    def key(self) -> str:
        """Name it for settings."""
        ...

    def odds(self, shares: NDArray[np.float64], xi: float) -> NDArray[np.float64]:
        """Give the odds for draws of shares (D, 2^J - 1); below 0 where a draw contradicts it."""
        ...


@dataclass(frozen=True, slots=True)
class NoHighestInteraction:
    """Without those unseen all lists would interact with the odds xi; 1: no such interaction.

    R = product of q_c over patterns of an odd number of lists / that over even ones; the odds of
    being unseen are R / xi.
    """

    key: str = "no_highest_interaction"

    def odds(self, shares: NDArray[np.float64], xi: float) -> NDArray[np.float64]:
        """Give R / xi."""
        number = np.array([code.bit_count() for code in range(1, shares.shape[1] + 1)])
        logs = np.log(np.maximum(shares, 1e-300))
        ratio = logs @ np.where(number % 2 == 1, 1.0, -1.0)
        found: NDArray[np.float64] = np.exp(np.minimum(ratio - np.log(xi), 700.0))
        return found


@dataclass(frozen=True, slots=True)
class TwoLists:
    """Two lists (their places) are independent but for odds xi, whatever the others do.

    r = q10 q01 / q11 - xi q00 with the shares by these two lists; the odds of being unseen are
    r / xi. Where r < 0 the draw contradicts the assumption.
    """

    first: int
    second: int

    @property
    def key(self) -> str:
        """Name it for settings."""
        return f"two_lists_{self.first}_{self.second}"

    def odds(self, shares: NDArray[np.float64], xi: float) -> NDArray[np.float64]:
        """Give r / xi."""
        codes = np.arange(1, shares.shape[1] + 1)
        one, other = codes >> self.first & 1 == 1, codes >> self.second & 1 == 1
        both = np.maximum(shares[:, one & other].sum(axis=1), 1e-300)
        alone = shares[:, one & ~other].sum(axis=1) * shares[:, ~one & other].sum(axis=1)
        found: NDArray[np.float64] = alone / both / xi - shares[:, ~one & ~other].sum(axis=1)
        return found


def dirichlet(table: ListTable, number: int, dice: np.random.Generator) -> NDArray[np.float64]:
    """Draw the shares from Dirichlet(f + 1): no model of the table at all."""
    cells = _cells(table)
    found: NDArray[np.float64] = dice.dirichlet(cells + 1, size=number)
    return found


def of_loglinear(fits: LogLinear) -> Sampler:
    """Make a sampler of log-linear models: a model by weight, its coefficients normal.

    At xi = 1 and no highest interaction this is the estimate by the models themselves.
    """

    def draw(table: ListTable, number: int, dice: np.random.Generator) -> NDArray[np.float64]:
        layout, order = fits.design, fits.ranking
        held = dice.choice(order, number, p=fits.weights()[order])
        found = np.zeros((number, 2 ** len(table.lists) - 1))
        for place in np.unique(held).tolist():
            rows = np.flatnonzero(held == place)
            alive, active = fits.reduced.alive[place], fits.reduced.active[place]
            inside = layout.columns[np.ix_(alive, active)]
            beta = fits.beta[place, active]
            mu = np.exp(inside @ beta)
            # The coefficients' normal distribution: beta plus the inverse root of the information.
            root = np.linalg.cholesky((inside * mu[:, None]).T @ inside)
            away = np.linalg.solve(root.T, dice.standard_normal((len(beta), len(rows)))).T
            drawn = np.exp((beta + away) @ inside.T)
            cells = layout.cells[alive] - 1
            found[np.ix_(rows, cells)] = drawn / drawn.sum(axis=1, keepdims=True)
        return found

    return draw


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """N under one assumption for one fit of the table, for any xi.

    `shares` (D, 2^J - 1) are draws of the patterns' shares among the n people seen; `fit` names
    how they came about, `gates` are those of that fit: they speak against N by xi too.
    """

    table: ListTable
    shares: NDArray[np.float64]
    assumption: Assumption
    fit: str
    seed: int
    gates: tuple[Gate, ...] = ()

    @classmethod
    def of(
        cls,
        table: ListTable,
        sampler: Sampler = dirichlet,
        assumption: Assumption | None = None,
        *,
        fit: str = DIRICHLET,
        draws: int = DRAWS,
        seed: int = 1,
        gates: tuple[Gate, ...] = (),
    ) -> Sensitivity:
        """Draw the shares; the assumption is that of no highest interaction unless told.

        Raises:
            ValueError: more than 12 lists, or impossible patterns, of which no share can be tied
                to those unseen.
        """
        _cells(table)
        shares = sampler(table, draws, np.random.default_rng(seed))
        return cls(table, shares, assumption or NoHighestInteraction(), fit, seed, gates)

    def at(self, xi: float = 1.0, *, level: float = LEVEL) -> Estimate:
        """Estimate N under xi: n0 of the negative binomial (n, 1 - p0), the prior of N being 1 / N.

        Draws that contradict the assumption are left out; the diagnostics say their share. Where
        the shares are drawn without a model and nobody shows some of the patterns, what the prior
        gives to these enters N as a factor: a gate speaks.

        Raises:
            ValueError: xi is not above 0, or all draws contradict the assumption.
        """
        begun = time.perf_counter()
        odds = self._odds(xi)
        # The same random numbers for every xi, so that N falls in xi without jumps.
        dice = np.random.default_rng((self.seed, 1))
        mean = np.minimum(dice.standard_gamma(self.table.n, size=len(odds)) * odds, _MOST_UNSEEN)
        unseen = dice.poisson(mean).astype(np.float64)
        return Estimate.from_draws(
            "xi",
            self.table.n + unseen,
            level=level,
            settings={
                "xi": xi,
                "assumption": self.assumption.key,
                "fit": self.fit,
                "draws": len(self.shares),
                "seed": self.seed,
                "level": level,
            },
            diagnostics={
                "empty_patterns": int((_cells(self.table) == 0).sum()),
                "contradicting": 1 - len(odds) / len(self.shares),
                "at_cap": float((mean >= _MOST_UNSEEN).mean()),
            },
            gates=self._gates(),
            seconds=time.perf_counter() - begun,
        )

    def _gates(self) -> tuple[Gate, ...]:
        empty = int((_cells(self.table) == 0).sum())
        if self.fit != DIRICHLET or not empty:
            return self.gates
        every = self.shares.shape[1]
        reason = say(
            "Nobody shows {empty} of the {every} patterns of the lists; without a model of the"
            " patterns the prior decides about these, and with them about N.",
            empty=empty,
            every=every,
        )
        many = empty > _MOST_EMPTY * every
        verdict = GateVerdict.REFUSE if many else GateVerdict.WARN
        return (*self.gates, Gate("empty_patterns", verdict, reason))

    def curve(self, xis: Sequence[float] = XIS, *, level: float = LEVEL) -> tuple[Estimate, ...]:
        """Estimate N for each xi."""
        return tuple(self.at(xi, level=level) for xi in xis)

    def share_above(self, number: float, xi: float = 1.0) -> float:
        """Give the probability that N exceeds a number under xi."""
        return self._share_above(number, self._odds(xi))

    def flip(self, claimed: float, *, probability: float = 0.5) -> float | None:
        """Give the xi at which "N exceeds the claimed number" has just this probability.

        Below it the claim is more probable, above it less. None where no xi from a millionth to a
        million decides, as for a number that is documented already.
        """
        if claimed < self.table.n:
            return None

        def away(log_xi: float) -> float:
            odds = self.assumption.odds(self.shares, float(np.exp(log_xi)))
            kept = odds[odds >= 0]
            return (self._share_above(claimed, kept) if kept.size else 0.0) - probability

        end = float(np.log(_FARTHEST_XI))
        if away(-end) < 0 or away(end) > 0:
            return None
        return float(np.exp(brentq(away, -end, end, xtol=1e-4)))

    def _odds(self, xi: float) -> NDArray[np.float64]:
        if not xi > 0:
            message = f"xi must be above 0, not {xi}"
            raise ValueError(message)
        odds = self.assumption.odds(self.shares, xi)
        kept = odds[odds >= 0]
        if not kept.size:
            raise SaidError(say("What the lists show contradicts the assumption."))
        return kept

    def _share_above(self, number: float, odds: NDArray[np.float64]) -> float:
        """Average the exact probability that n0 of the negative binomial exceeds number - n."""
        beyond = np.floor(number) - self.table.n
        if beyond < 0:
            return 1.0
        return float(betainc(beyond + 1, self.table.n, odds / (1 + odds)).mean())


def _cells(table: ListTable) -> NDArray[np.float64]:
    """Give the counts of all patterns, by their numbers from 1."""
    width = len(table.lists)
    if width > MOST_LISTS:
        problem = say(
            "It holds up to {most} lists; these are {lists}.", most=MOST_LISTS, lists=width
        )
        raise SaidError(problem)
    if len(table.impossible):
        problem = say("A pattern that cannot be seen says nothing of those on no list.")
        raise SaidError(problem)
    found = np.zeros(2**width - 1)
    found[table.codes - 1] = table.counts
    return found
