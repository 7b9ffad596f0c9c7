# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures: a number with what it counts, where, when, how, and who says so.

Each number of a source is a figure of its own: "2,976 prosecuted, of whom 1,407 deprived of
liberty" is two, the second a part of the first (`part_of`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.claims.numbers import Number
from amparo.claims.reading import Entry, once_only
from amparo.claims.words import Area, Counting, Reason, State, Unit
from amparo.core.dates import PartialDate, Period
from amparo.core.sources import Knowledge
from amparo.core.yaml_files import read_marked

if TYPE_CHECKING:
    from pathlib import Path


class Coverage(StrEnum):
    """Whether the figure can count all there are: an authority's record, or what is known."""

    KNOWN_CASES = "known_cases"
    ALL = "all"
    ESTIMATE = "estimate"
    UNKNOWN = "unknown"


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
        YamlFileError: with every fault of the file.
        OSError: the file cannot be read.
    """
    top = read_marked(path)
    entries = [Entry(item) for item in top.entries()]
    figures = [_figure(entry) for entry in entries]
    read = list(zip(figures, entries, strict=True))
    once_only([(figure.key, entry) for figure, entry in read], "figures")
    keys = {figure.key for figure in figures}
    for figure, entry in read:
        if figure.part_of and figure.part_of not in keys:
            entry.marked.fault(f"part_of: there is no figure {figure.part_of!r}")
    top.raise_faults(path)
    return tuple(figures)


def _figure(entry: Entry) -> Figure:
    figure = Figure(
        key=entry.text("key"),
        topic=entry.text("topic"),
        number=entry.said_number(),
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
