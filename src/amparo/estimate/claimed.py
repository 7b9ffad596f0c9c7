# SPDX-License-Identifier: AGPL-3.0-or-later
"""A claimed number ("more than 3,000") beside what the lists say about all, those on none included.

Nothing here says true or false: it says what is documented, what is the least, how probable it is
under each method and assumption that there are more than claimed, and at which xi, the assumption
that no data can check, the claim turns from more probable than not to less.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from amparo.core.messages import Message, say
from amparo.estimate.analysis import assumption_of
from amparo.estimate.answers import VERDICTS, decided
from amparo.estimate.estimates import Estimate, Gate, GateVerdict
from amparo.estimate.gates import table_gates
from amparo.estimate.identifying import XIS, Sensitivity
from amparo.estimate.statement import Kind, lower_bound
from amparo.estimate.titles import TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.estimate.analysis import Analysis
    from amparo.estimate.tables import ListTable

_PERCENT = 100
# What is more or less certain is not said to be 0 or 100 %.
_LEAST_PERCENT = 1
# What gives no probability.
_SILENT = frozenset({GateVerdict.REFUSE, GateVerdict.LOWER_BOUND})


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """The probability that there are more than claimed by one method or under one assumption.

    None where the method has nothing to say; `gates` say why.
    """

    key: str
    assumption: Message
    probability: float | None
    gates: tuple[Gate, ...] = ()

    @property
    def said(self) -> Message:
        """Say it in words."""
        if self.probability is None:
            return say("{assumption}: cannot be said.", assumption=self.assumption)
        return say(
            "{assumption}: {probability}.",
            assumption=self.assumption,
            probability=self.probability_said or "",
        )

    @property
    def probability_said(self) -> Message | None:
        """Say the probability, and what gates leave of the figures that it is taken from."""
        if self.probability is None:
            return None
        found = percent(self.probability)
        verdict = _worst(self.gates)
        if verdict is None:
            return found
        return say("{probability} ({verdict})", probability=found, verdict=VERDICTS[verdict])


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the lists say of a claimed number.

    `bound` is the lower bound where there is one, `flip` the xi at which the claim is just as
    probable as not (None where none is), `gates` are those of the table: if one refuses, neither a
    bound nor probabilities are given. `of_xi` are the gates of the fit behind the rows by xi,
    `caveats` say what the statement about all leaves of the probabilities.
    """

    number: int
    documented: int
    bound: Estimate | None
    rows: tuple[ClaimRow, ...]
    flip: float | None
    xis: tuple[float, ...]
    gates: tuple[Gate, ...]
    of_xi: tuple[Gate, ...] = ()
    caveats: tuple[Message, ...] = ()

    @property
    def said(self) -> tuple[Message, ...]:
        """Say all of it, a sentence each."""
        found = [
            say(
                "Documented: {documented}; claimed: more than {number}.",
                documented=self.documented,
                number=self.number,
            )
        ]
        if self.documented > self.number:
            found.append(say("More than claimed are on the lists."))
            return tuple(found)
        found += [gate.reason for gate in self.gates]
        if self.bound:
            found.append(self._bound_said(self.bound))
        found += self.caveats
        if self.rows:
            found.append(say("Probability that there are more than {number}:", number=self.number))
        found += [row.said for row in self.rows]
        found += [
            say("By xi, {verdict}: {reason}", verdict=VERDICTS[gate.verdict], reason=gate.reason)
            for gate in self.of_xi
        ]
        if self.rows and self.flip is not None:
            found.append(self._flip_said(self.flip))
        return tuple(found)

    def _bound_said(self, bound: Estimate) -> Message:
        if bound.low > self.number:
            return say(
                "If being on one list makes it no less likely to be on another, there are at least"
                " {low}: more than claimed.",
                low=int(bound.low),
            )
        return say(
            "If being on one list makes it no less likely to be on another, there are at least"
            " {low}; that alone does not bear the claim out.",
            low=int(bound.low),
        )

    def _flip_said(self, flip: float) -> Message:
        at = _xi(flip)
        least, most = min(self.xis), max(self.xis)
        if flip > most:
            return say(
                "The claim would become less probable than not only above xi = {xi}, beyond the"
                " {least} to {most} that are tried.",
                xi=at,
                least=_xi(least),
                most=_xi(most),
            )
        if flip < least:
            return say(
                "The claim would become more probable than not only below xi = {xi}, beyond the"
                " {least} to {most} that are tried.",
                xi=at,
                least=_xi(least),
                most=_xi(most),
            )
        return say(
            "The claim is more probable than not below xi = {xi}, and less above: it stands and"
            " falls with an assumption that these lists cannot check.",
            xi=at,
        )

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            "number": self.number,
            "documented": self.documented,
            "lower_bound": self.bound.to_json() if self.bound else None,
            "rows": [
                {
                    "key": row.key,
                    "assumption": row.assumption.text(),
                    "probability": row.probability,
                    "gates": [gate.to_json() for gate in row.gates],
                }
                for row in self.rows
            ],
            "flip": self.flip,
            "gates": [gate.to_json() for gate in self.gates],
            "said": [said.text() for said in self.said],
        }


def judge_claim(
    number: int,
    table: ListTable,
    estimates: Sequence[Estimate],
    *,
    sensitivity: Sensitivity | None = None,
    xis: Sequence[float] = XIS,
    bound: Estimate | None = None,
) -> Claimed:
    """Put "more than `number`" beside estimates (with their gates) and N as a function of xi.

    An estimate, or a fit behind xi, that is refused or has only a lower bound gives no probability;
    nor does any where a gate of the lists leaves but a lower bound. `bound` is Chao's
    (`statement.lower_bound`) unless told.
    """
    gates = table_gates(table)
    if any(gate.verdict is GateVerdict.REFUSE for gate in gates):
        return Claimed(number, table.n, None, (), None, tuple(xis), gates)
    rows = [_of_method(number, estimate) for estimate in estimates]
    flip = None
    of_xi: tuple[Gate, ...] = ()
    if sensitivity is not None:
        of_xi = sensitivity.at().gates
        rows += [_of_xi(number, sensitivity, xi, of_xi) for xi in xis]
        flip = None if _worst(of_xi) in _SILENT else sensitivity.flip(number)
    least = bound or lower_bound(table)
    found = Claimed(number, table.n, least, tuple(rows), flip, tuple(xis), gates, of_xi)
    return _silenced(found) if _worst(gates) in _SILENT else found


def judge_analysis(number: int, analysis: Analysis, *, strata: bool = False) -> Claimed:
    """Put "more than `number`" beside an analysis, methods called by their titles.

    N by xi is worked out where it was not asked for: a claim stands and falls with it. With
    `strata` (the analysis is of all together) there is no one xi for all, and only the methods are
    given.
    """
    sensitivity = analysis.assumption
    if sensitivity is None and not strata:
        with suppress(ValueError):
            sensitivity = assumption_of(analysis.table, analysis.asked.seed)
    found = judge_claim(
        number,
        analysis.table,
        analysis.estimates,
        sensitivity=sensitivity,
        bound=analysis.bound,
    )
    rows = (replace(row, assumption=TITLES.get(row.key, row.assumption)) for row in found.rows)
    return _beside(analysis, replace(found, rows=tuple(rows)))


def _beside(analysis: Analysis, found: Claimed) -> Claimed:
    """Let no probability look firmer than the statement beside which it stands."""
    kind = analysis.statement.kind
    if kind is Kind.RANGE:
        told = say(
            "Only a range can be said of how many there are in all. Each probability below holds by"
            " one method, or under one assumption, alone."
        )
        return replace(found, caveats=(told,))
    if kind in {Kind.LOWER_BOUND, Kind.NOTHING} and not decided(analysis):
        return _silenced(found)
    return found


def _silenced(found: Claimed) -> Claimed:
    """Take the probabilities away: the statement is a lower bound, or less."""
    told = say("Only a lower bound can be said of how many there are: no probability is given.")
    rows = tuple(replace(row, probability=None) for row in found.rows)
    return replace(found, rows=rows, flip=None, caveats=(told,) if found.bound else ())


def _worst(gates: Sequence[Gate]) -> GateVerdict | None:
    said = {gate.verdict for gate in gates}
    return next((verdict for verdict in GateVerdict if verdict in said), None)


def percent(probability: float) -> Message:
    """Say a probability in whole percent, but never as certain."""
    whole = _PERCENT * probability
    if whole < _LEAST_PERCENT:
        return say("less than {percent} %", percent=_LEAST_PERCENT)
    if whole > _PERCENT - _LEAST_PERCENT:
        return say("more than {percent} %", percent=_PERCENT - _LEAST_PERCENT)
    return say("{percent} %", percent=round(whole))


def _of_method(number: int, estimate: Estimate) -> ClaimRow:
    known = estimate.verdict not in _SILENT and estimate.draws is not None
    name = say("By the method “{method}”", method=estimate.method)
    share = estimate.share_above(number) if known else None
    return ClaimRow(estimate.method, name, share, estimate.gates)


def _of_xi(number: int, sensitivity: Sensitivity, xi: float, gates: tuple[Gate, ...]) -> ClaimRow:
    key = sensitivity.assumption.key
    assumed = _assumed(key == "no_highest_interaction", xi)
    share = None if _worst(gates) in _SILENT else sensitivity.share_above(number, xi)
    return ClaimRow(f"{key}:{xi:g}", assumed, share, gates)


def _assumed(of_all: bool, xi: float) -> Message:  # noqa: FBT001 - which of two sentences
    if of_all and xi == 1:
        return say("If no dependence of all lists together is assumed (xi = 1)")
    if of_all:
        return say("If a dependence of all lists together is assumed, xi = {xi}", xi=_xi(xi))
    if xi == 1:
        return say("If two of the lists are assumed to be independent (xi = 1)")
    return say("If a dependence of two of the lists is assumed, xi = {xi}", xi=_xi(xi))


def _xi(value: float) -> str | float:
    """Give xi for a sentence; below 1 as a fraction where it is one."""
    inverse = 1 / value
    if value < 1 and abs(inverse - round(inverse)) < 1e-9:  # noqa: PLR2004 - exact but for rounding
        return f"1/{round(inverse)}"
    return float(f"{value:.3g}")
