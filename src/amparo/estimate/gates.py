# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gates: when an estimate is refused or shrinks to a bound or a range, and why.

`RULES` is the whole of it, one row for each gate; docs/estimate-gates.md says the same for
readers. Rules with the scope TABLE look at the lists alone and hold for every method; the others
look at one estimate. What was not looked at (None) makes no gate speak.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.estimate.checking import ALARM
from amparo.estimate.estimates import Estimate, Gate, GateVerdict
from amparo.estimate.evidence import Evidence, evidence_of
from amparo.estimate.existence import Existence
from amparo.estimate.overlap import LEAST_PEOPLE, Overlap
from amparo.estimate.reasons import SaidError
from amparo.estimate.titles import title_of

if TYPE_CHECKING:
    from amparo.estimate.checking import Checks
    from amparo.estimate.tables import ListTable

LEAST_LISTS = 3
MOST_RHAT = 1.01
LEAST_ESS = 400
# Shares of draws at a cap, and of probability at the end of a grid.
MOST_AT_CAP = 0.01
MOST_AT_END = 1e-3
WIDE_SPAN = 3.0
HOPELESS_SPAN = 10.0
# From here on a number of people is none, and is not printed.
WITHOUT_END = 1e12
PRIOR_SPAN = 1.5
MOST_SATURATED = 0.05
HALF = 0.5


class Scope(StrEnum):
    """What a rule looks at."""

    TABLE = "table"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class Rule:
    """One gate: its key, what it looks at, what then remains, when it speaks and what it says.

    `condition` is the rule for readers of the documentation, in English.
    """

    key: str
    scope: Scope
    verdict: GateVerdict
    condition: str
    speaks: Callable[[Evidence], bool]
    reason: Callable[[Evidence], Message]


@dataclass(frozen=True, slots=True)
class Missing:
    """A method that gave no estimate of a table, with the gate that says why."""

    method: str
    gate: Gate

    @classmethod
    def because(cls, method: str, error: Exception) -> Missing:
        """Make one of what a method raised."""
        said = error.said if isinstance(error, SaidError) else None
        reason = (
            say(
                "The method “{method}” has no estimate of this table. {reason}",
                method=title_of(method),
                reason=said,
            )
            if said
            else say(
                "The method “{method}” has no estimate of this table ({error}).",
                method=title_of(method),
                error=str(error),
            )
        )
        return cls(method, Gate("no_estimate", GateVerdict.REFUSE, reason))


def table_gates(table: ListTable) -> tuple[Gate, ...]:
    """Give the gates that speak about the lists themselves; copies must be collapsed before."""
    return _spoken(Scope.TABLE, Evidence(overlap=Overlap.of(table)))


def estimate_gates(
    table: ListTable, estimate: Estimate, checks: Checks | None = None
) -> tuple[Gate, ...]:
    """Give the gates that speak about an estimate of a table, those it brought with it first."""
    found = _spoken(Scope.ESTIMATE, evidence_of(table, estimate, checks))
    known = {gate.key for gate in estimate.gates}
    worse = tuple(gate for gate in found if gate.key not in known or _is_worse(gate, estimate))
    replaced = {gate.key for gate in worse}
    return (*(gate for gate in estimate.gates if gate.key not in replaced), *worse)


def _few(e: Evidence) -> bool:
    return sum(size > 0 for size in e.overlap.sizes) < LEAST_LISTS


def _few_said(e: Evidence) -> Message:
    return say(
        "Lists with somebody on them, copies counted once: {number}. From fewer than three nothing"
        " can be said about how lists depend on each other.",
        number=sum(size > 0 for size in e.overlap.sizes),
    )


def _islands_said(e: Evidence) -> Message:
    islands = "; ".join(", ".join(island) for island in e.overlap.islands)
    return say(
        "The lists fall into groups that share nobody: {islands}. How far each group reaches into"
        " the other cannot be seen.",
        islands=islands,
    )


def _small_said(e: Evidence) -> Message:
    return say(
        "Fewer than {least} people are on: {lists}. What share of them is on other lists is mere"
        " chance. Leave such a list out, or join it with the list it belongs to.",
        least=LEAST_PEOPLE,
        lists=", ".join(e.overlap.small),
    )


def _within_said(e: Evidence) -> Message:
    if e.overlap.within[1:]:
        return say(
            "Of two lists each, nearly everybody on the first is on the second too: {pairs}. If one"
            " took its people over from the other, make them one list: a copy is no second"
            " sighting.",
            pairs=_pairs_said(e),
        )
    one, other = e.overlap.within[0]
    return say(
        "Nearly everybody on “{one}” is on “{other}” too. If one took its people over from the"
        " other, make them one list: a copy is no second sighting.",
        one=one,
        other=other,
    )


def _pairs_said(e: Evidence) -> str:
    return "; ".join(f"“{one}” / “{other}”" for one, other in e.overlap.within)


def _copies_leave_few_said(e: Evidence) -> Message:
    return say(
        "Nearly everybody on one list is on another: {pairs}. Lists left if these are copies:"
        " {number}, too few for a figure. Make them one list (at the command: --copies), or say why"
        " they are no copies.",
        pairs=_pairs_said(e),
        number=e.overlap.apart,
    )


def _not_met_said(e: Evidence) -> Message:
    return say(
        "The chains did not meet (R-hat {rhat}, at most {most} is allowed; effective draws {ess},"
        " at least {least} are needed): where they started decides the answer.",
        rhat="?" if e.rhat is None else f"{e.rhat:.3f}",
        most=f"{MOST_RHAT:.2f}",
        ess="?" if e.ess is None else f"{e.ess:.0f}",
        least=str(LEAST_ESS),
    )


def _misfit_said(e: Evidence) -> Message:
    checks = e.checks
    if checks is None:  # pragma: no cover - the rule does not speak then
        raise ValueError
    worst = checks.worst
    if checks.adjusted >= ALARM:
        # No number by itself is far off: to name one would be to name the wrong one.
        return say(
            "The fit does not give back the table it was made of: many numbers are off by a"
            " little, together by more than chance does. {checks}",
            checks=checks.said,
        )
    return say(
        "The fit does not give back the table it was made of. Farthest off: {what}: {observed},"
        " where {low} to {high} are to be expected. {checks}",
        what=worst.said,
        observed=worst.observed,
        low=worst.low,
        high=worst.high,
        checks=checks.said,
    )


def _span_said(e: Evidence) -> Message:
    low, high = e.span or (0.0, 0.0)
    if low >= WITHOUT_END:
        return say("Models that fit nearly as well as the best say that N is without end.")
    if not high < WITHOUT_END:
        return say(
            "Models that fit nearly as well as the best give from {low} to numbers without end: the"
            " lists do not choose among them.",
            low=round(low),
        )
    return say(
        "Models that fit nearly as well as the best give from {low} to {high}: the lists do not"
        " choose among them.",
        low=round(low),
        high=round(high),
    )


def _prior_said(e: Evidence) -> Message:
    low, high = e.prior_span or (0.0, 0.0)
    return say(
        "What is assumed beforehand decides: with a quarter, half or twice the usual prior count of"
        " each pattern the middle goes from {low} to {high}. The lists do not say which is right.",
        low=round(low),
        high=round(high),
    )


def _existence_said(e: Evidence) -> Message:
    if (e.existence or 0) & int(Existence.NOT_IDENTIFIED):
        return say("The model has more parameters than the table can tell apart.")
    return say("The model has no estimate: its likelihood grows without end.")


RULES = (
    Rule(
        "few_lists",
        Scope.TABLE,
        GateVerdict.REFUSE,
        "fewer than three lists with somebody on them, after copies were collapsed",
        _few,
        _few_said,
    ),
    Rule(
        "islands",
        Scope.TABLE,
        GateVerdict.REFUSE,
        "groups of lists that share nobody",
        lambda e: not e.overlap.connected,
        _islands_said,
    ),
    Rule(
        "small_list",
        Scope.TABLE,
        GateVerdict.REFUSE,
        f"a list of fewer than {LEAST_PEOPLE} people",
        lambda e: bool(e.overlap.small),
        _small_said,
    ),
    Rule(
        "perhaps_copied",
        Scope.TABLE,
        GateVerdict.WARN,
        "at least 95 % of a list is on one other list",
        lambda e: bool(e.overlap.within),
        _within_said,
    ),
    Rule(
        "copies_leave_few",
        Scope.TABLE,
        GateVerdict.LOWER_BOUND,
        "fewer than three lists are left if pairs with 95 % of one list on the other are one",
        lambda e: bool(e.overlap.within) and e.overlap.apart < LEAST_LISTS and not _few(e),
        _copies_leave_few_said,
    ),
    Rule(
        "chains_apart",
        Scope.ESTIMATE,
        GateVerdict.REFUSE,
        f"R-hat of log n0 above {MOST_RHAT}, or bulk or tail effective draws below {LEAST_ESS}",
        # Written so that a number that is none speaks too.
        lambda e: (
            (e.rhat is not None and not e.rhat <= MOST_RHAT)
            or (e.ess is not None and not e.ess >= LEAST_ESS)
        ),
        _not_met_said,
    ),
    Rule(
        "does_not_fit",
        Scope.ESTIMATE,
        GateVerdict.REFUSE,
        "posterior predictive checks fail: p < 0.01 corrected for their number, or of the whole",
        lambda e: e.checks is not None and e.checks.fails,
        _misfit_said,
    ),
    Rule(
        "at_cap",
        Scope.ESTIMATE,
        GateVerdict.LOWER_BOUND,
        "more than 1 % of the draws at the cap of N",
        lambda e: e.at_cap is not None and e.at_cap > MOST_AT_CAP,
        lambda e: say(
            "{share} % of the draws of N lie at its cap: the lists do not say where N ends.",
            share=round(100 * (e.at_cap or 0), 1),
        ),
    ),
    Rule(
        "mass_at_end",
        Scope.ESTIMATE,
        GateVerdict.LOWER_BOUND,
        "a thousandth of the probability, or more, at the end of the grid of N",
        lambda e: e.at_end is not None and e.at_end >= MOST_AT_END,
        lambda e: say(
            "{share} % of the probability lies at the end of the grid of N: the lists do not say"
            " where N ends.",
            share=round(100 * (e.at_end or 0), 1),
        ),
    ),
    Rule(
        "models_far_apart",
        Scope.ESTIMATE,
        GateVerdict.LOWER_BOUND,
        "models near the best more than a factor of ten apart (near: 6 of BIC, 2 of AIC)",
        lambda e: e.factor > HOPELESS_SPAN,
        _span_said,
    ),
    Rule(
        "models_apart",
        Scope.ESTIMATE,
        GateVerdict.RANGE,
        "models near the best more than a factor of three apart (near: 6 of BIC, 2 of AIC)",
        lambda e: WIDE_SPAN < e.factor <= HOPELESS_SPAN,
        _span_said,
    ),
    Rule(
        "prior_decides",
        Scope.ESTIMATE,
        GateVerdict.RANGE,
        f"medians a factor of {PRIOR_SPAN} apart or more with a quarter, half and twice the prior",
        lambda e: e.prior_factor > PRIOR_SPAN,
        _prior_said,
    ),
    Rule(
        "no_estimate",
        Scope.ESTIMATE,
        GateVerdict.REFUSE,
        "the log-linear model has no estimate, or is not identified",
        lambda e: bool(e.existence),
        _existence_said,
    ),
    Rule(
        "saturated_graph",
        Scope.ESTIMATE,
        GateVerdict.REFUSE,
        "the saturated graph was averaged over and has more than 5 % of the weight",
        lambda e: e.saturated is not None and e.saturated > MOST_SATURATED,
        lambda e: say(
            "The graph in which all lists depend on each other has {share} % of the weight. It says"
            " nothing of those on no list: to that share the answer is the prior.",
            share=round(100 * (e.saturated or 0), 1),
        ),
    ),
    Rule(
        "nothing_to_check",
        Scope.ESTIMATE,
        GateVerdict.WARN,
        "models with as many parameters as patterns have more than half of the weight",
        lambda e: e.unchecked is not None and e.unchecked > HALF,
        lambda e: say(
            "{share} % of the weight is of models that fit any table: nothing in the lists could"
            " contradict what they assume of those on no list.",
            share=round(100 * (e.unchecked or 0), 1),
        ),
    ),
)


def _spoken(scope: Scope, evidence: Evidence) -> tuple[Gate, ...]:
    return tuple(
        Gate(rule.key, rule.verdict, rule.reason(evidence))
        for rule in RULES
        if rule.scope is scope and rule.speaks(evidence)
    )


def _is_worse(gate: Gate, estimate: Estimate) -> bool:
    order = list(GateVerdict)
    own = [order.index(g.verdict) for g in estimate.gates if g.key == gate.key]
    return all(order.index(gate.verdict) < place for place in own)
