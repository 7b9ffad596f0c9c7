# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is worth saying of a claimed number and the figures beside it, rule by rule.

To add a rule: write a function from a `Situation` to findings, give its findings a `rule` name
of its own, add it to RULES and the name to docs/claims.md (a test compares both).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from amparo.claims.assertions import QuantityAssertion
from amparo.claims.comparing import (
    Series,
    bounds_from_above,
    close_to,
    match,
    near_in_time,
    only_known,
    passing,
    superseded,
)
from amparo.claims.figures import Coverage
from amparo.claims.numbers import Qualifier
from amparo.claims.outcome import ComparisonRow, Effect, Finding, joined, weakest
from amparo.claims.words import DIMENSIONS, LABELS, Counting
from amparo.core.dates import PartialDate
from amparo.core.messages import Message, say
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth, all_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from amparo.claims.figures import Figure


@dataclass(frozen=True, slots=True)
class Situation:
    """What is asserted, the figures set beside it, the series among them, the day of the claim."""

    asserted: QuantityAssertion
    rows: tuple[ComparisonRow, ...]
    series: tuple[Series, ...]
    said: PartialDate | None

    def row(self, key: str) -> ComparisonRow | None:
        """Give the row of a figure."""
        return next((row for row in self.rows if row.figure.key == key), None)

    def telling(self) -> list[ComparisonRow]:
        """Give the rows whose number is close to the claimed one, or may bear it out."""
        return [
            row
            for row in self.rows
            if close_to(self.asserted, row)
            or (row.bears_out is Truth.TRUE and match(row) is not Truth.FALSE)
        ]

    def counting(self) -> list[ComparisonRow]:
        """Give the rows beside which their institution has none that counts instead."""
        older = superseded(self.asserted, self.rows)
        return [row for row in self.rows if row not in older]


def no_figure(at: Situation) -> list[Finding]:
    """Say that there is nothing to compare with."""
    if at.rows:
        return []
    message = say("No figure on this subject was found; there is no source to name.")
    return [Finding(message, (), Knowledge.NOT_FOUND, Effect.UNKNOWN, "no-figure")]


def nothing_of_the_kind(at: Situation) -> list[Finding]:
    """Say that figures exist, but none of the unit in the state that is claimed."""
    if not at.rows or any(all_of([row.unit, row.state]) is not Truth.FALSE for row in at.rows):
        return []
    message = say(
        "No source was found that counts this: {unit}, {state}.",
        unit=LABELS[at.asserted.unit],
        state=LABELS[at.asserted.state],
    )
    return [Finding(message, (), Knowledge.NOT_FOUND, Effect.UNKNOWN, "nothing-of-the-kind")]


def same_population(at: Situation) -> list[Finding]:
    """Say what each figure that counts exactly what is claimed does to the claim."""
    templates: dict[Truth, Callable[[Message, str], Message]] = {
        Truth.TRUE: lambda number, who: say(
            "{who} counts the same and bears the number out: {number}.", who=who, number=number
        ),
        Truth.FALSE: lambda number, who: say(
            "{who} counts the same and gives another number: {number}.", who=who, number=number
        ),
        Truth.UNKNOWN: lambda number, who: say(
            "{who} counts the same, but its number does not decide: {number}.",
            who=who,
            number=number,
        ),
    }
    return [
        _finding(
            templates[row.bears_out](row.figure.number.said(), row.figure.institution),
            [row.figure],
            Effect.QUALIFIES if only_known(at.asserted, row) else Effect.of(row.bears_out),
            "same-population",
        )
        for row in at.counting()
        if match(row) is Truth.TRUE
    ]


def superseded_figures(at: Situation) -> list[Finding]:
    """Say which figures that count the same give way to another of their institution."""
    return [
        _finding(
            say(
                "{who}, {number}: not used, since {who} has a figure nearer to the day claimed.",
                who=row.figure.institution,
                number=row.figure.number.said(),
            ),
            [row.figure],
            Effect.QUALIFIES,
            "superseded",
        )
        for row in superseded(at.asserted, at.rows)
        if match(row) is Truth.TRUE
    ]


def upper_bound(at: Situation) -> list[Finding]:
    """Say which complete counts of the same or a wider group stay below the claimed number."""
    return [
        _finding(
            say(
                "{who} counts all of them, or more, and stays below: {number} ({state}).",
                who=row.figure.institution,
                number=row.figure.number.said(),
                state=LABELS[row.figure.state],
            ),
            [row.figure],
            Effect.CONTRADICTS,
            "upper-bound",
        )
        for row in at.counting()
        if bounds_from_above(at.asserted, row)
    ]


def part_and_whole(at: Situation) -> list[Finding]:
    """Say where the number is that of a whole of which only a part is in the claimed state."""
    findings = []
    for row in at.rows:
        whole = at.row(row.figure.part_of) if row.figure.part_of else None
        if whole is None or not close_to(at.asserted, whole) or row.bears_out is not Truth.FALSE:
            continue
        if all_of([row.unit, row.state]) is Truth.TRUE and whole.state is Truth.FALSE:
            message = say(
                "The number claimed is near that of a wider group. {who}: {whole} ({whole_state}),"
                " of these {part} ({part_state}).",
                who=row.figure.institution,
                whole=whole.figure.number.said(),
                whole_state=LABELS[whole.figure.state],
                part=row.figure.number.said(),
                part_state=LABELS[row.figure.state],
            )
            figures = [whole.figure, row.figure]
            findings.append(_finding(message, figures, Effect.CONTRADICTS, "part-and-whole"))
    return findings


def other_population(at: Situation) -> list[Finding]:
    """Say where the number counts something else, and in what that differs."""
    findings = []
    for row in at.telling():
        differs = [DIMENSIONS[name] for name, of in row.dimensions.items() if of is Truth.FALSE]
        if not differs:
            continue
        message = say(
            "This number counts something else. {who}: {number} ({unit}, {state}). "
            "Different from the claim: {differences}.",
            who=row.figure.institution,
            number=row.figure.number.said(),
            unit=LABELS[row.figure.unit],
            state=LABELS[row.figure.state],
            differences=joined(differs),
        )
        findings.append(_finding(message, [row.figure], Effect.QUALIFIES, "other-population"))
    return findings


def sum_of_series(at: Situation) -> list[Finding]:
    """Say between which dates a sum of periods passes the claimed number, or that it does not."""
    findings = []
    for series in at.series:
        who, unit = series.sums[-1].institution, LABELS[series.sums[-1].unit]
        around = passing(series, at.asserted.number.low)
        if around is None:
            last = series.sums[-1]
            message = say(
                "{who}, {unit}, added up: {total} ({end}).",
                who=who,
                unit=unit,
                total=last.number.said(),
                end=_end(last),
            )
        else:
            before, after = around
            message = say(
                "{who}, {unit}, added up: {before} ({before_end}), {after} ({after_end}). "
                "{at_claim}",
                who=who,
                unit=unit,
                before=before.number.said(),
                before_end=_end(before),
                after=after.number.said(),
                after_end=_end(after),
                at_claim=_passed_at_claim(before, after, at.said),
            )
        findings.append(_finding(message, series.parts, Effect.QUALIFIES, "sum-of-series"))
    return findings


def spread(at: Situation) -> list[Finding]:
    """Say between which numbers the sources lie on the unit and state claimed."""
    rows = [
        row
        for row in at.rows
        if all_of([row.unit, row.state]) is Truth.TRUE
        and row.figure.number.qualifier is not Qualifier.ORDER_OF_MAGNITUDE
        and row.counting is not Truth.FALSE
        and not row.figure.sum_of
    ]
    numbers = sorted({row.figure.number.low for row in rows})
    if len(numbers) < 2:  # noqa: PLR2004 - a spread needs two
        return []
    given: dict[str, str | int | Message] = {
        "state": LABELS[at.asserted.state],
        "low": numbers[0],
        "high": numbers[-1],
    }
    figures = [row.figure for row in rows]
    if any(row.bears_out is Truth.TRUE for row in rows):
        message = say("Sources differ on “{state}”: from {low} to {high}.", **given)
        return [_finding(message, figures, Effect.QUALIFIES, "spread")]
    message = say(
        "Sources differ on “{state}”: from {low} to {high}. None gives the number claimed.",
        **given,
    )
    certain = all(row.bears_out is Truth.FALSE and not only_known(at.asserted, row) for row in rows)
    effect = Effect.CONTRADICTS if certain else Effect.QUALIFIES
    return [_finding(message, figures, effect, "spread")]


def one_source_two_numbers(at: Situation) -> list[Finding]:
    """Say where one institution gives numbers that exclude each other for the same thing."""
    findings = []
    for one, other in combinations([row.figure for row in at.rows], 2):
        words = [
            (figure.institution, figure.unit, figure.state, figure.reason, figure.area)
            for figure in (one, other)
        ]
        if words[0] != words[1] or {one.counting, other.counting} != {Counting.STOCK}:
            continue
        if near_in_time(one.time(), other.time()) is not Truth.TRUE:
            continue
        (low, high), (other_low, other_high) = one.number.interval(), other.number.interval()
        if high < other_low or other_high < low:
            message = say(
                "{who} itself gives two numbers: {one}; {other}.",
                who=one.institution,
                one=one.number.said(),
                other=other.number.said(),
            )
            figures = [one, other]
            findings.append(_finding(message, figures, Effect.QUALIFIES, "one-source-two-numbers"))
    return findings


def known_later(at: Situation) -> list[Finding]:
    """Say which telling figures could not be known when the claim was made."""
    return [
        _finding(
            say(
                "{who}, {number}: published after the claim, so not known then.",
                who=row.figure.institution,
                number=row.figure.number.said(),
            ),
            [row.figure],
            Effect.QUALIFIES,
            "known-later",
        )
        for row in at.rows
        if row.known_then is Truth.FALSE
        and (close_to(at.asserted, row) or match(row) is Truth.TRUE)
    ]


def second_hand(at: Situation) -> list[Finding]:
    """Say that no source of the number was read itself."""
    telling = [row.figure for row in at.telling()]
    if not telling or any(figure.knowledge is Knowledge.SEEN for figure in telling):
        return []
    message = say("The number comes from second-hand sources only; no first source was read.")
    return [_finding(message, telling, Effect.QUALIFIES, "second-hand")]


def not_recorded(at: Situation) -> list[Finding]:
    """Say what the telling figures leave open."""
    findings = []
    for name, label in DIMENSIONS.items():
        silent = [row.figure for row in at.telling() if row.dimensions[name] is Truth.UNKNOWN]
        if silent:
            message = say("Figures with this number leave open: {what}.", what=label)
            findings.append(_finding(message, silent, Effect.UNKNOWN, "not-recorded"))
    return findings


def known_cases_only(at: Situation) -> list[Finding]:
    """Say which lower figures count only what the institution came to know."""
    lower = [
        row.figure
        for row in at.rows
        if row.figure.coverage is Coverage.KNOWN_CASES
        and row.bears_out is Truth.FALSE
        and all_of([row.unit, row.state]) is Truth.TRUE
    ]
    if not lower:
        return []
    who = ", ".join(dict.fromkeys(figure.institution for figure in lower))
    message = say("Known cases only, so there may be more: {who}.", who=who)
    return [_finding(message, lower, Effect.QUALIFIES, "known-cases-only")]


RULES: tuple[Callable[[Situation], list[Finding]], ...] = (
    no_figure,
    nothing_of_the_kind,
    part_and_whole,
    upper_bound,
    same_population,
    superseded_figures,
    other_population,
    sum_of_series,
    spread,
    one_source_two_numbers,
    known_later,
    second_hand,
    not_recorded,
    known_cases_only,
)


def _finding(message: Message, figures: Iterable[Figure], effect: Effect, rule: str) -> Finding:
    used: Sequence[Figure] = list(figures)
    sources = tuple(dict.fromkeys(figure.source for figure in used))
    return Finding(message, sources, weakest(figure.knowledge for figure in used), effect, rule)


def _end(figure: Figure) -> PartialDate | str:
    return figure.time() or "?"


def _passed_at_claim(before: Figure, after: Figure, said: PartialDate | None) -> Message:
    """Say whether the number was passed on the day of the claim, as far as the dates tell."""
    below_until, passed_by = before.time(), after.time()
    if said is not None and passed_by is not None and passed_by.before(said) is Truth.TRUE:
        return say("The number was passed before the claim.")
    if said is not None and below_until is not None and said.before(below_until) is Truth.TRUE:
        return say("The number was not yet passed at the claim.")
    return say("Whether it was passed on the day of the claim is not known.")
