# SPDX-License-Identifier: AGPL-3.0-or-later
"""N as a function of xi where it is not certain who is who: a mixture over the drawn partitions."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq

from amparo.estimate.analysis import assumption_of
from amparo.estimate.claimed import Claimed, judge_analysis
from amparo.estimate.estimates import LEVEL, Estimate
from amparo.estimate.identifying import Sensitivity
from amparo.estimate.pooling import Part, Partitions, pool

if TYPE_CHECKING:
    from amparo.estimate.linked import Linked
    from amparo.estimate.tables import ListTable

# No xi beyond this (or its inverse) is looked at.
_FARTHEST_XI = 1e6
# Draws of the shares kept in all tables together, and of one table at least.
_SHARES_KEPT = 100_000
_LEAST_KEPT = 400


@dataclass(frozen=True, slots=True, eq=False)
class SensitivityOfWays(Sensitivity):
    """N under an assumption, every partition weighing the same; `ways` are (times, of a table).

    What it has of a single table is of the first of them.
    """

    ways: tuple[tuple[int, Sensitivity], ...] = ()

    @classmethod
    def over(cls, ways: tuple[tuple[int, Sensitivity], ...]) -> SensitivityOfWays:
        """Make one of how often each table was drawn and what holds for it."""
        _, first = ways[0]
        return cls(first.table, first.shares, first.assumption, first.fit, first.seed, ways=ways)

    def at(self, xi: float = 1.0, *, level: float = LEVEL) -> Estimate:
        """Estimate N under xi: the draws of all tables, pooled."""
        tables = tuple(found.table for _, found in self.ways)
        each = {found.table.digest: found for _, found in self.ways}

        def parts(table: ListTable) -> list[Part]:
            return [Part(1.0, each[table.digest].at(xi, level=level))]

        ways = Partitions(tables, tuple(times for times, _ in self.ways))

        def bare(table: ListTable) -> list[Part]:
            return [Part(1.0, replace(part.estimate, gates=())) for part in parts(table)]

        try:
            found = pool(ways, parts, method="xi", seed=self.seed, level=level).estimate
        except ValueError:
            # Refused in every way: the gates stay with the figure, as in a single table.
            found = pool(ways, bare, method="xi", seed=self.seed, level=level).estimate
            found = found.with_gates(parts(tables[0])[0].estimate.gates)
        return replace(found, settings={"xi": xi, **found.settings})

    def share_above(self, number: float, xi: float = 1.0) -> float:
        """Give the probability that N exceeds a number under xi."""
        weight = np.array([times for times, _ in self.ways], np.float64)
        shares = np.array([found.share_above(number, xi) for _, found in self.ways])
        return float(weight @ shares / weight.sum())

    def flip(self, claimed: float, *, probability: float = 0.5) -> float | None:
        """Give the xi at which "N exceeds the claimed number" has just this probability.

        None where no xi from a millionth to a million decides.
        """

        def away(log_xi: float) -> float:
            return self.share_above(claimed, float(np.exp(log_xi))) - probability

        end = float(np.log(_FARTHEST_XI))
        if away(-end) < 0 or away(end) > 0:
            return None
        return float(np.exp(brentq(away, -end, end, xtol=1e-4)))


def thinned(found: Sensitivity, tables: int) -> Sensitivity:
    """Give it with fewer draws of the shares, the fewer the more tables there are."""
    size = max(_LEAST_KEPT, _SHARES_KEPT // tables)
    if len(found.shares) <= size:
        return found
    dice = np.random.default_rng((found.seed, 5))
    return replace(found, shares=found.shares[dice.choice(len(found.shares), size, replace=False)])


def assumption_of_ways(partitions: Partitions, seed: int) -> SensitivityOfWays:
    """Give N as a function of xi, pooled over the tables.

    Raises:
        ValueError: as `analysis.assumption_of`.
    """
    return SensitivityOfWays.over(
        tuple(
            (times, thinned(assumption_of(table, seed), len(partitions.tables)))
            for table, times in zip(partitions.tables, partitions.times, strict=True)
        )
    )


def judge_linked(number: int, linked: Linked) -> Claimed:
    """Put "more than `number`" beside the analysis of all ways; documented is the least of them.

    N by xi is worked out where it was not asked for, over all tables too.
    """
    analysis = linked.analysis
    if analysis.assumption is None:
        with suppress(ValueError):
            assumption = assumption_of_ways(linked.partitions, analysis.asked.seed)
            analysis = replace(analysis, assumption=assumption)
    return replace(judge_analysis(number, analysis), documented=linked.partitions.n[0])
