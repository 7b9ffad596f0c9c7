# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the gates look at, gathered from an estimate and its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from amparo.estimate.checking import Checks
from amparo.estimate.overlap import Overlap

if TYPE_CHECKING:
    from amparo.estimate.estimates import Estimate
    from amparo.estimate.tables import ListTable

# Models within so much of the best (BIC, or twice the log of the weight) have at least a twentieth
# of its weight; a method that weighs otherwise says what is near in its diagnostics.
NEAR = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the rules look at; None: was not looked at, or the method does not have it.

    `rhat` is the largest, `ess` the least of bulk and tail; `at_cap` and `at_end` are shares;
    `span` is the least and the largest N of the models near the best, `prior_span` the least and
    the largest median with a quarter, half and twice the usual prior; `existence` is the code of a
    model that stands alone; `saturated` is the weight of the graph without any independence where
    it was averaged over, `unchecked` the weight of models with as many parameters as patterns.
    """

    overlap: Overlap
    rhat: float | None = None
    ess: float | None = None
    checks: Checks | None = None
    at_cap: float | None = None
    at_end: float | None = None
    span: tuple[float, float] | None = None
    prior_span: tuple[float, float] | None = None
    existence: int | None = None
    saturated: float | None = None
    unchecked: float | None = None

    @property
    def factor(self) -> float:
        """How many times the largest N of the models is the least; 1 where there is no span."""
        return self.span[1] / self.span[0] if self.span else 1.0

    @property
    def prior_factor(self) -> float:
        """How many times the largest median is the least; 1 where no other prior was tried."""
        return self.prior_span[1] / self.prior_span[0] if self.prior_span else 1.0


def evidence_of(table: ListTable, estimate: Estimate, checks: Checks | None = None) -> Evidence:
    """Gather what an estimate's diagnostics say of it."""
    told = estimate.diagnostics
    return Evidence(
        overlap=Overlap.of(table),
        rhat=told.get("rhat"),
        ess=min((told[key] for key in ("ess_bulk", "ess_tail") if key in told), default=None),
        checks=checks,
        at_cap=told.get("at_cap", told.get("share_at_cap")),
        at_end=told.get("grid", {}).get("beyond"),
        span=_near_span(told),
        prior_span=_prior_span(estimate),
        existence=told.get("existence"),
        saturated=_saturated(table, estimate)
        if estimate.settings.get("saturated") == "included"
        else None,
        unchecked=_unchecked(table, told),
    )


def _near_span(told: dict[str, Any]) -> tuple[float, float] | None:
    near = next(
        (row for row in told.get("span", ()) if row["within"] == told.get("near", NEAR)), None
    )
    return (near["low"], near["high"]) if near else None


def _prior_span(estimate: Estimate) -> tuple[float, float] | None:
    rows = estimate.diagnostics.get("delta")
    if not rows:
        return None
    medians = [estimate.median, *(row["median"] for row in rows)]
    return min(medians), max(medians)


def _saturated(table: ListTable, estimate: Estimate) -> float | None:
    """Give the weight of the graph that is one clique, if it is among the best that are shown."""
    if estimate.settings.get("saturated") != "included":
        return None
    everything = [list(table.lists)]
    best: list[dict[str, Any]] = estimate.diagnostics.get("best", [])
    return float(sum(row["weight"] for row in best if row.get("cliques") == everything))


def _unchecked(table: ListTable, told: dict[str, Any]) -> float | None:
    """Give the weight of the models with a parameter for each pattern that can be seen."""
    patterns = 2 ** len(table.lists) - 1 - len(table.impossible)
    told_of = [row for row in told.get("best", ()) if "parameters" in row]
    if not told_of:
        return None
    return float(sum(row["weight"] for row in told_of if row["parameters"] >= patterns))
