# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures: a number with what it counts, where, when, how, and who says so.

Each number of a source is a figure of its own: "2,976 prosecuted, of whom 1,407 deprived of
liberty" is two, the second a part of the first (`part_of`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.claims.reading import ClaimDataError, Entry, read_yaml
from amparo.claims.words import Area, Counting, Reason, State, Unit
from amparo.core.messages import Message, say
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.core.dates import PartialDate, Period

# "About" in a speech is read as within ten per cent, in a source as within five
# (docs/decisions/0006-claim-checks.md).
ABOUT_IN_SPEECH = 0.10
ABOUT_IN_SOURCE = 0.05


class Qualifier(StrEnum):
    """How the number is said; ORDER_OF_MAGNITUDE is "hundreds", "thousands"."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    ORDER_OF_MAGNITUDE = "order_of_magnitude"


class Coverage(StrEnum):
    """Whether the figure can count all there are: an authority's record, or what is known."""

    KNOWN_CASES = "known_cases"
    ALL = "all"
    ESTIMATE = "estimate"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as said, and the whole numbers it leaves open."""

    low: int
    high: int | None = None
    qualifier: Qualifier = Qualifier.EXACT

    def interval(self, about: float = ABOUT_IN_SOURCE) -> tuple[float, float]:
        """Give the least and the greatest number meant."""
        high = self.low if self.high is None else self.high
        match self.qualifier:
            case Qualifier.MORE_THAN:
                return self.low + 1, math.inf
            case Qualifier.AT_LEAST:
                return self.low, math.inf
            case Qualifier.ABOUT:
                return self.low * (1 - about), high * (1 + about)
            case _:
                return self.low, high

    def bears_out(self, claimed: Number) -> Truth:
        """Say whether this number, from a source, makes the claimed number true.

        TRUE where all numbers it leaves open are claimed ones, FALSE where none is.
        """
        (low, high), (least, most) = self.interval(), claimed.interval(ABOUT_IN_SPEECH)
        if high < least or low > most:
            return Truth.FALSE
        return Truth.of(True if least <= low and high <= most else None)

    def said(self) -> Message:
        """Say the number as it was said."""
        if self.qualifier is Qualifier.ORDER_OF_MAGNITUDE or (
            self.high is not None and self.high != self.low
        ):
            return say("{low} to {high}", low=self.low, high=self.high or self.low)
        match self.qualifier:
            case Qualifier.ABOUT:
                return say("about {number}", number=self.low)
            case Qualifier.MORE_THAN:
                return say("more than {number}", number=self.low)
            case Qualifier.AT_LEAST:
                return say("at least {number}", number=self.low)
            case _:
                return Message("{number}", (("number", self.low),))


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one source.

    `as_of` is the day of a stock or the end of a cumulative count, `period` the time of a flow
    or cumulative count, `published` when the source could be read. `part_of` is the key of the
    figure of which this is a part, `sum_of` the figures of which this is our own sum.
    """

    key: str
    topic: str
    number: Number
    unit: Unit
    state: State
    reason: Reason
    area: Area
    counting: Counting
    institution: str
    source: str
    knowledge: Knowledge
    as_of: PartialDate | None = None
    period: Period | None = None
    published: PartialDate | None = None
    coverage: Coverage = Coverage.UNKNOWN
    definition: str = ""
    note: str = ""
    part_of: str = ""
    sum_of: tuple[str, ...] = ()

    def time(self) -> PartialDate | None:
        """Give the day for which it counts: its date, else the end of its period."""
        if self.as_of is not None:
            return self.as_of
        return self.period.end if self.period else None

    def public_from(self) -> PartialDate | None:
        """Give the day from which it could be known: published, else the day it counts for."""
        return self.published or self.time()


def load_figures(path: Path) -> tuple[Figure, ...]:
    """Read a file of figures, in its order.

    Raises:
        ClaimDataError: any entry has a fault; every fault of the file is named.
    """
    faults: list[str] = []
    figures = [_figure(data, number, faults) for number, data in enumerate(read_yaml(path), 1)]
    keys = [figure.key for figure in figures]
    faults += [f"figure {key}: the key stands twice" for key in {*keys} if keys.count(key) > 1]
    faults += [
        f"figure {figure.key}, part_of: there is no figure {figure.part_of!r}"
        for figure in figures
        if figure.part_of and figure.part_of not in keys
    ]
    if faults:
        raise ClaimDataError(path.name, faults)
    return tuple(figures)


def _figure(data: dict[str, object], number: int, faults: list[str]) -> Figure:
    entry = Entry(data, f"figure {data.get('key', number)}", faults)
    low, high, qualifier = entry.bounds()
    if qualifier not in set(Qualifier):
        entry.fault("qualifier", f"{qualifier!r} is not one of: {', '.join(Qualifier)}")
        qualifier = Qualifier.EXACT
    figure = Figure(
        key=entry.text("key"),
        topic=entry.text("topic"),
        number=Number(low, high, Qualifier(qualifier)),
        unit=entry.word("unit", Unit),
        state=entry.word("state", State),
        reason=entry.word("reason", Reason),
        area=entry.word("area", Area),
        counting=entry.word("counting", Counting),
        institution=entry.text("institution"),
        source=entry.text("source"),
        knowledge=entry.word("knowledge", Knowledge),
        as_of=entry.date("as_of"),
        period=entry.period("period"),
        published=entry.date("published"),
        coverage=entry.word("coverage", Coverage, default=Coverage.UNKNOWN),
        definition=entry.text("definition", needed=False),
        note=entry.text("note", needed=False),
        part_of=entry.text("part_of", needed=False),
    )
    entry.finish()
    return figure
