# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many there are in all, by Bayesian latent classes (Manrique-Vallier 2016).

People fall into classes; within a class lists are independent of each other, between classes all
differ. The model stands in `sampler`, how its chains are made to meet in `tempering`, the reasons
for its choices in docs/estimate-latent-classes.md.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.core.messages import say
from amparo.estimate import tempering
from amparo.estimate.chains import Meeting, meeting
from amparo.estimate.estimates import Estimate, Gate, GateVerdict
from amparo.estimate.reasons import SaidError
from amparo.estimate.tables import ListTable, drop_empty
from amparo.estimate.tempering import Draws, Replicas

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

METHOD = "latent_classes"
MOST_CLASSES = 10

# One block of each chain: between two blocks a run can be looked at, stopped, stored.
BLOCK = 2000
_ROWS, _WHOLE = 500, 10  # recorded in a block
_MOST_DRAWS = 20_000  # of N that an estimate holds
_TRACED = 150  # draws of each chain kept in their order, for a picture

# Gates, and when a run may stop before its sweeps are used up: well beyond them.
MOST_RHAT, FEWEST_DRAWS, FEWEST_TRIPS = 1.01, 400.0, 20
_ENOUGH_RHAT, _ENOUGH_DRAWS = 1.008, 1000.0
_SATURATED = 0.5  # share of draws in which every class is in use


@dataclass(frozen=True, slots=True)
class Settings:
    """What a result depends on besides the table.

    Sweeps are the most for each chain, in blocks of 2,000; a run stops before where its chains met.
    `on` and `off` are the Beta prior of being on a list (1, 1: uniform), see `capture_prior`;
    `shape` and `rate` the Gamma prior of alpha. Without `tempered` chains stay in the mode that
    they find, which R-hat may or may not show.
    """

    classes: int
    chains: int = 4
    sweeps: int = 200_000
    seed: int = 1
    on: float = 1.0
    off: float = 1.0
    shape: float = 0.25
    rate: float = 0.25
    tempered: bool = True

    def __post_init__(self) -> None:
        wrong = min(self.classes - 2, self.chains - 2, self.sweeps - 1) < 0
        if wrong or min(self.on, self.off, self.shape, self.rate) <= 0:
            message = (
                "at least two classes, two chains and one sweep, and priors above 0 are needed"
            )
            raise ValueError(message)

    @property
    def prior(self) -> NDArray[np.float64]:
        """Give the prior as the sampler takes it."""
        return np.array([self.shape, self.rate, self.on, self.off])


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands after a block: share of its most sweeps, and how well chains met."""

    share: float
    meeting: Meeting
    round_trips: int


@dataclass(slots=True)
class LatentClassRun:
    """A run as a sequence of blocks: `advance` until `done`; `arrays` at any time between them."""

    table: ListTable
    settings: Settings
    chains: list[Replicas]
    draws: list[Draws | None]
    seconds: float = 0.0
    _meeting: Meeting | None = field(default=None)

    @classmethod
    def begin(cls, table: ListTable, settings: Settings) -> LatentClassRun:
        """Give a run before its first block.

        Raises:
            ValueError: nobody is on a list, or there is only one list.
        """
        table = drop_empty(table)
        if len(table.lists) < 2:  # noqa: PLR2004 - said in words just below
            raise SaidError(say("It needs people on at least two lists."))
        cells = np.concatenate([table.codes, [0], table.impossible_codes])
        seeds = np.random.SeedSequence(settings.seed).spawn(settings.chains)
        chains = [
            tempering.start(
                cells,
                table.counts,
                len(table.lists),
                settings.classes,
                settings.prior,
                seed,
                tempered=settings.tempered,
            )
            for seed in seeds
        ]
        return cls(table, settings, chains, [None] * settings.chains)

    @property
    def sweeps(self) -> int:
        """How many sweeps of each chain are recorded."""
        first = self.draws[0]
        return 0 if first is None else len(first.rows) * BLOCK // _ROWS

    @property
    def round_trips(self) -> int:
        """How many states came from the prior to the posterior, over all chains."""
        return sum(chain.round_trips for chain in self.chains)

    @property
    def done(self) -> bool:
        """Whether chains met well or the sweeps are used up."""
        if not self.sweeps:
            return False
        enough = self.meeting.met(_ENOUGH_RHAT, _ENOUGH_DRAWS) and self._travelled
        return enough or self.sweeps >= self.settings.sweeps

    @property
    def _travelled(self) -> bool:
        return not self.settings.tempered or self.round_trips >= FEWEST_TRIPS

    @property
    def meeting(self) -> Meeting:
        """How well the chains met, on the logarithm of how many are on no list."""
        if self._meeting is None:
            self._meeting = meeting(np.log(self._column(tempering.UNSEEN) + 0.5))
        return self._meeting

    def advance(self) -> Progress:
        """Take every chain one block further, the first time after setting its levels."""
        began = time.perf_counter()
        with ThreadPoolExecutor(min(len(self.chains), os.cpu_count() or 1)) as pool:
            list(pool.map(self._advance_chain, range(len(self.chains))))
        self.seconds += time.perf_counter() - began
        self._meeting = None
        share = min(self.sweeps / self.settings.sweeps, 1.0)
        return Progress(share, self.meeting, self.round_trips)

    def _advance_chain(self, number: int) -> None:
        before = self.draws[number]
        if before is None:
            self.chains[number] = tempering.settled(
                self.chains[number], self.table.counts, self.settings.prior
            )
        new = tempering.run(self.chains[number], BLOCK, _ROWS, _WHOLE)
        self.draws[number] = new if before is None else before.joined(new)

    def _column(self, column: int) -> NDArray[np.float64]:
        """Give recorded values (chains, draws).

        Raises:
            ValueError: before the first block.
        """
        rows = [draws.rows[:, column] for draws in self.draws if draws is not None]
        if not rows:
            message = "the run has no block yet"
            raise ValueError(message)
        return np.stack(rows)

    def estimate(self) -> Estimate:
        """Give the estimate of what was drawn so far, with its diagnostics and gates.

        Raises:
            ValueError: before the first block.
        """
        people = (self._column(tempering.UNSEEN) + self.table.n).ravel()
        used = self._column(tempering.CLASSES_USED)
        saturated = float((used == self.settings.classes).mean())
        step = -(-people.size // _MOST_DRAWS)
        return Estimate.from_draws(
            METHOD,
            people[::step],
            settings=asdict(self.settings)
            | {"cap": None, "table": self.table.digest, "sweeps_drawn": self.sweeps},
            diagnostics=self._diagnostics(used, saturated),
            gates=self._gates(saturated),
            seconds=self.seconds,
        )

    def _diagnostics(self, used: NDArray[np.float64], saturated: float) -> dict[str, Any]:
        unseen = self._column(tempering.UNSEEN)
        medians = np.median(unseen, axis=1) + self.table.n
        return {
            **asdict(self.meeting),
            "chain_medians": [float(value) for value in medians],
            "round_trips": self.round_trips,
            "levels": [len(chain.position) for chain in self.chains],
            "barrier": [round(chain.barrier, 2) for chain in self.chains],
            "k_star": float(used.mean()),
            "share_all_classes": saturated,
            "alpha": float(np.median(self._column(tempering.CONCENTRATION))),
            "log_evidence": [
                chain.log_evidence for chain in self.chains if len(chain.position) > 1
            ],
            "sweeps": self.sweeps,
            "share_at_cap": 0.0,
            "trace": {"unseen": _spread(unseen), "classes": _spread(used)},
        }

    def _gates(self, saturated: float) -> list[Gate]:
        gates = []
        if not self.meeting.met(MOST_RHAT, FEWEST_DRAWS) or not self._travelled:
            reason = say(
                "The chains of the latent class model did not meet (R-hat {rhat}, effective draws "
                "{bulk} in the middle and {tail} in the tails, {trips} round trips): each may give "
                "another number.",
                rhat=f"{self.meeting.rhat:.3f}",
                bulk=f"{self.meeting.ess_bulk:.0f}",
                tail=f"{self.meeting.ess_tail:.0f}",
                trips=self.round_trips,
            )
            gates.append(Gate("chains_apart", GateVerdict.REFUSE, reason))
        if saturated > _SATURATED:
            reason = say(
                "All {classes} classes of the latent class model were in use in {share} % of the "
                "draws: more classes may give another number.",
                classes=self.settings.classes,
                share=round(100 * saturated),
            )
            gates.append(Gate("classes_used_up", GateVerdict.WARN, reason))
        return gates

    def replicate(self, random: np.random.Generator, number: int) -> NDArray[np.int64]:
        """Draw tables (number, P + 1) as the model would give them, each under another state.

        Columns are the counts of the table's patterns, the last is how many show a pattern that
        nobody showed; each table has the observed number of people.

        Raises:
            ValueError: before the first block.
        """
        chosen = random.integers(0, len(self.pattern_chances()), number)
        chances = self.pattern_chances()[chosen]
        return random.multinomial(self.table.n, chances).astype(np.int64)

    def pattern_chances(self) -> NDArray[np.float64]:
        """Give p_c / q of the stored states (T, P + 1): each pattern, and all others together.

        Raises:
            ValueError: before the first block.
        """
        kept = [draws for draws in self.draws if draws is not None]
        if not kept:
            message = "the run has no block yet"
            raise ValueError(message)
        nu = np.concatenate([draws.nu for draws in kept])
        on = np.concatenate([draws.on for draws in kept])
        off = np.log(-np.expm1(np.minimum(on, -1e-300)))

        def chance(patterns: NDArray[np.int8]) -> NDArray[np.float64]:
            logs = np.einsum("pj,tjk->tpk", patterns.astype(float), on)
            logs += np.einsum("pj,tjk->tpk", 1.0 - patterns, off)
            found: NDArray[np.float64] = np.exp(nu[:, None, :] + logs).sum(axis=2)
            return found

        hidden = chance(self.table.impossible).sum(axis=1)
        seen = -(np.exp(nu) * np.expm1(off.sum(axis=1))).sum(axis=1) - hidden
        known = chance(self.table.patterns) / seen[:, None]
        others = np.maximum(1 - known.sum(axis=1, keepdims=True), 0)
        whole = np.concatenate([known, others], axis=1)
        chances: NDArray[np.float64] = whole / whole.sum(axis=1, keepdims=True)
        return chances

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Give all that the run holds besides table and settings, for `numpy.savez`."""
        found: dict[str, NDArray[Any]] = {"seconds": np.array(self.seconds)}
        for number, (chain, draws) in enumerate(zip(self.chains, self.draws, strict=True)):
            found |= {f"chain{number}.{name}": array for name, array in chain.arrays().items()}
            if draws is not None:
                found |= {
                    f"draws{number}.rows": draws.rows,
                    f"draws{number}.nu": draws.nu,
                    f"draws{number}.on": draws.on,
                }
        return found

    @classmethod
    def resumed(
        cls, table: ListTable, settings: Settings, arrays: Mapping[str, NDArray[Any]]
    ) -> LatentClassRun:
        """Take up a run of this table and these settings where `arrays` left it.

        Raises:
            KeyError: the arrays are not those of such a run.
        """
        chains, draws = [], []
        for number in range(settings.chains):
            start = f"chain{number}."
            own = {k.removeprefix(start): v for k, v in arrays.items() if k.startswith(start)}
            chains.append(Replicas.from_arrays(own))
            drawn = f"draws{number}."
            begun = f"{drawn}rows" in arrays
            parts = [arrays[drawn + name] for name in ("rows", "nu", "on")] if begun else []
            draws.append(Draws(*parts) if parts else None)
        return cls(drop_empty(table), settings, chains, draws, float(arrays["seconds"]))


def _spread(values: NDArray[np.float64]) -> list[list[int]]:
    """Give each chain's values (chains, draws) at equal distances, so many as can be drawn."""
    places = np.linspace(0, values.shape[1] - 1, min(values.shape[1], _TRACED)).round().astype(int)
    found: list[list[int]] = values[:, places].round().astype(int).tolist()
    return found


def latent_class_estimate(
    table: ListTable,
    *,
    classes: int | None = None,
    chains: int = 4,
    sweeps: int = 200_000,
    seed: int = 1,
    prior: tuple[float, float] = (1.0, 1.0),
    progress: Callable[[Progress], None] | None = None,
) -> Estimate:
    """Estimate how many there are; the same seed gives the same numbers on any number of cores.

    Args:
        table: the lists; lists that nobody is on are left out.
        classes: K; without it min(2^J - 1, 10).
        chains: how many, each from its own draws of the prior.
        sweeps: the most for each chain.
        seed: of all that is drawn.
        prior: Beta prior of being on a list, see `capture_prior`.
        progress: told after each block.

    Raises:
        ValueError: nobody is on a list, there is only one list, a setting is out of range.
    """
    table = drop_empty(table)
    number = classes or max(default_classes(table), 2)
    settings = Settings(number, chains, sweeps, seed, *prior)
    run = LatentClassRun.begin(table, settings)
    while not run.done:
        told = run.advance()
        if progress:
            progress(told)
    return run.estimate()


def default_classes(table: ListTable) -> int:
    """Give min(2^J - 1, 10), 2 at least: more classes than patterns can never be told apart."""
    return max(2, min((1 << len(table.lists)) - 1, MOST_CLASSES))
