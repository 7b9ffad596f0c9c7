# SPDX-License-Identifier: AGPL-3.0-or-later
"""An analysis as plain data for programs and as lines for people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal

from amparo.core.messages import Message, say
from amparo.estimate.analysis import ALL, CHAO, XI, Analysis
from amparo.estimate.estimates import GateVerdict
from amparo.estimate.evidence import NEAR
from amparo.estimate.gates import WITHOUT_END
from amparo.estimate.statement import Kind, is_xi
from amparo.estimate.titles import TITLES, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amparo.estimate.claimed import Claimed
    from amparo.estimate.estimates import Estimate, Gate
    from amparo.estimate.gates import Missing
    from amparo.estimate.strata import Strata

VERDICTS: Mapping[GateVerdict | None, Message] = {
    GateVerdict.REFUSE: say("no figure"),
    GateVerdict.LOWER_BOUND: say("a lower bound only"),
    GateVerdict.RANGE: say("a range only"),
    GateVerdict.WARN: say("with a warning"),
    None: say("no gate speaks"),
}


def decided(analysis: Analysis) -> bool:
    """Say whether there is an estimate or a range, or the bound where only that was asked for."""
    kind = analysis.statement.kind
    only_bound = set(analysis.asked.methods) == {CHAO}
    return kind in {Kind.ESTIMATE, Kind.RANGE} or (only_bound and kind is Kind.LOWER_BOUND)


def estimates_by_method(analysis: Analysis) -> dict[str, Estimate]:
    """Give all that has a figure by the method asked for, Chao's bound and xi = 1 included."""
    known = {estimate.method: estimate for estimate in analysis.estimates}
    if analysis.bound and CHAO in analysis.asked.methods:
        known[CHAO] = analysis.bound
    if analysis.at_one:
        known[XI] = analysis.at_one
    return {name: known[name] for name in ALL if name in known}


def refused(analysis: Analysis) -> tuple[Gate, ...]:
    """Give the gates of the table that refuse every figure, Chao's and those by xi included."""
    return tuple(
        gate
        for method, gate in analysis.statement.gates
        if not method and gate.verdict is GateVerdict.REFUSE
    )


def bound_only(analysis: Analysis) -> bool:
    """Say whether a gate of the lists leaves but a lower bound, whatever a method gives."""
    gates = (gate for method, gate in analysis.statement.gates if not method)
    return any(gate.verdict is GateVerdict.LOWER_BOUND for gate in gates)


def curve_stands(analysis: Analysis) -> bool:
    """Say whether N by xi may be shown: no gate of the lists or of its fit takes it away."""
    ended = analysis.at_one is None or analysis.at_one.verdict in {
        GateVerdict.REFUSE,
        GateVerdict.LOWER_BOUND,
    }
    return not (ended or refused(analysis) or bound_only(analysis))


def shown_verdict(analysis: Analysis, estimate: Estimate) -> GateVerdict | None:
    """Give what remains of a method's estimate beside the statement.

    Where a gate of the lists speaks it holds for every method; N under an assumption is not shown
    where the methods asked for leave but a lower bound.
    """
    of_xi = analysis.at_one is not None and estimate.method == analysis.at_one.method
    of_kind = of_xi and analysis.statement.kind is Kind.LOWER_BOUND
    own = estimate.verdict
    if own is not GateVerdict.REFUSE and (of_kind or bound_only(analysis)):
        return GateVerdict.LOWER_BOUND
    return own


def verdict_said(analysis: Analysis, name: str, estimate: Estimate) -> Message:
    """Say what remains of a method's estimate; xi is an assumption, not a method."""
    verdict = GateVerdict.LOWER_BOUND if name == CHAO else shown_verdict(analysis, estimate)
    if name == XI and verdict is None:
        return say("an assumption, not a method")
    return VERDICTS[verdict]


def to_json(analysis: Analysis, *, claimed: Claimed | None = None) -> dict[str, Any]:
    """Give the analysis as data that JSON can hold; a mean is never without median and interval."""
    known = estimates_by_method(analysis)
    methods = {name: _of_estimate(estimate) for name, estimate in known.items()}
    if XI in methods:
        methods[XI]["diagnostics"]["curve"] = [
            {"xi": estimate.settings.get("xi"), **_figures(estimate.to_json())}
            for estimate in analysis.curve
        ]
    methods |= {item.method: _of_missing(item) for item in analysis.missing}
    ending = {GateVerdict.REFUSE, GateVerdict.LOWER_BOUND}
    of_table = [
        gate.to_json()
        for name, gate in analysis.statement.gates
        if not name and gate.verdict in ending
    ]
    for method in methods.values():
        method["gates"] = of_table + method["gates"]
    stated = analysis.statement.to_json()
    found: dict[str, Any] = {
        "n_observed": analysis.table.n,
        "methods": {name: methods[name] for name in ALL if name in methods},
        "statement": {
            "verdict": stated.pop("kind"),
            "words": stated.pop("said"),
            **stated,
        },
        "digest": analysis.table.digest,
        "seed": analysis.asked.seed,
    }
    if analysis.empty:
        found["empty_lists"] = list(analysis.empty)
    if analysis.prepared:
        found |= analysis.prepared.to_json()
    if claimed:
        found["claimed"] = claimed.to_json()
    return found


def strata_to_json(strata: Strata, *, claimed: Claimed | None = None) -> dict[str, Any]:
    """Give the analysis of all strata together, and each stratum's own under `strata`."""
    out = {labels: list(lists) for labels, lists in strata.unreached}
    found = {
        **to_json(strata.whole, claimed=claimed),
        "by": list(strata.by),
        "strata": [
            {
                "labels": dict(zip(strata.by, part.labels, strict=True)),
                **to_json(part),
                "unreached": out.get(part.labels, []),
            }
            for part in strata.parts
        ],
    }
    if strata.filled_in:
        found["missing_labels"] = strata.filled_in.to_json()
    return found


def lines(analysis: Analysis, language: str = "en") -> Iterator[str]:
    """Say the statement, a table of the methods and the gates, line by line."""
    yield analysis.statement.said.text(language)
    for message in notes(analysis):
        yield message.text(language)
    rows = [*method_rows(analysis, language)]
    if rows:
        yield ""
        yield from _aligned([tuple(head.text(language) for head in METHOD_HEAD), *rows])
    said = [message.text(language) for message in gate_lines(analysis)]
    if said:
        yield ""
        yield say("Gates:").text(language)
        yield from (f"- {text}" for text in said)
    yield ""
    told = say(
        "Seed {seed}; table {digest}.", seed=str(analysis.asked.seed), digest=analysis.table.digest
    )
    yield told.text(language)


METHOD_HEAD = (
    say("Method"),
    say("Median"),
    say("95 % interval"),
    say("Span over models"),
    say("Gates"),
)


def method_rows(analysis: Analysis, language: str) -> Iterator[tuple[str, ...]]:
    """Give a row for each method: title, median, interval, span over models near the best, gates.

    A figure that a gate takes away is not shown: the method's row says so instead.
    """
    for name, estimate in estimates_by_method(analysis).items():
        verdict = verdict_said(analysis, name, estimate).text(language)
        ended = shown_verdict(analysis, estimate)
        title = TITLES[name].text(language)
        if refused(analysis):
            yield title, "-", "-", "", VERDICTS[GateVerdict.REFUSE].text(language)
        elif name == CHAO:
            least = say("at least {low}", low=math.floor(estimate.low)).text(language)
            yield (
                title,
                whole(estimate.median, language),
                least,
                "",
                verdict,
            )
        elif ended is GateVerdict.REFUSE or (
            ended is GateVerdict.LOWER_BOUND and estimate.verdict is not ended
        ):
            yield title, "-", "-", "", verdict
        else:
            yield (
                title,
                whole(estimate.median, language),
                interval_said(estimate, language),
                span_said(estimate, language),
                verdict,
            )
    for item in analysis.missing:
        none = VERDICTS[GateVerdict.REFUSE].text(language)
        yield TITLES[item.method].text(language), "-", "-", "", none


def notes(analysis: Analysis) -> Iterator[Message]:
    """Say what was done to the table before it was estimated."""
    if analysis.prepared:
        yield from analysis.prepared.said
    if analysis.empty:
        yield say("Nobody is on {lists}: left out.", lists=", ".join(analysis.empty))


def gate_lines(analysis: Analysis) -> Iterator[Message]:
    """Say each gate that speaks with its method and what it leaves, gates of the table first.

    Those of xi, which is not pooled, stand last.
    """
    shown = [*analysis.statement.gates]
    if analysis.at_one and not any(name == analysis.at_one.method for name, _ in shown):
        shown += [(XI, gate) for gate in analysis.at_one.gates]
    named = ((XI if is_xi(name) else name, gate) for name, gate in shown)
    for name, gate in dict.fromkeys(named):
        yield _gate_said(name, gate)


def span_said(estimate: Estimate, language: str) -> str:
    """Say from where to where models near the best go; empty where the method has no models."""
    told = estimate.diagnostics
    rows = (row for row in told.get("span", ()) if row["within"] == told.get("near", NEAR))
    near = next(rows, None)
    return _from_to(near["low"], near["high"], language) if near else ""


def interval_said(estimate: Estimate, language: str) -> str:
    """Say the interval in whole people."""
    return _from_to(estimate.low, estimate.high, language)


def whole(value: float, language: str) -> str:
    """Write a number of people as the language does; one beyond all people is without end."""
    if not value < WITHOUT_END:
        return say("without end").text(language)
    return format_decimal(round(value), locale=language)


def _from_to(low: float, high: float, language: str) -> str:
    ends = {"low": whole(low, language), "high": whole(high, language)}
    return say("{low} to {high}", **ends).text(language)


def _gate_said(name: str, gate: Gate) -> Message:
    left = VERDICTS[gate.verdict]
    if not name:
        return say("{verdict}: {reason}", verdict=left, reason=gate.reason)
    return say(
        "{method}, {verdict}: {reason}", method=title_of(name), verdict=left, reason=gate.reason
    )


def _of_estimate(estimate: Estimate) -> dict[str, Any]:
    plain = estimate.to_json()
    return {
        **_figures(plain),
        "diagnostics": dict(plain["diagnostics"]),
        "gates": plain["gates"],
        "settings": plain["settings"],
        "seconds": plain["seconds"],
    }


def _figures(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "median": plain["median"],
        "mean": plain["mean"],
        "interval": [plain["low"], plain["high"]],
        "level": plain["level"],
    }


def _of_missing(item: Missing) -> dict[str, Any]:
    nothing: dict[str, Any] = {"median": None, "mean": None, "interval": None, "diagnostics": {}}
    return {**nothing, "gates": [item.gate.to_json()], "settings": {}, "seconds": 0.0}


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = (
            cell.rjust(width) if 0 < place < len(row) - 1 else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, *others]).rstrip()
