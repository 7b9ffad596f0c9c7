# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is said of linkage beside an estimate: who is who, and what errors of linkage would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from amparo.core.messages import Message, say
from amparo.estimate.answers import interval_said, whole
from amparo.estimate.gates import HOPELESS_SPAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.estimate.linked import Linked
    from amparo.estimate.stress import StressRow

STRESS_HEAD = (say("Errors of linkage"), say("Median"), say("95 % interval"), say("Times"))
STRESS_SAID = say(
    "So many errors were made at random and the figure worked out again, by one method. A figure"
    " that holds as many already is off by about as many times: as a rule links that were missed"
    " make it too high, false links too low. A rate is a share of the links found: somebody on"
    " three lists is two links."
)

STRESS_BEYOND = say(
    "Where there is no figure, the lists say nothing with so many errors: they share too few"
    " people, or the figure would be more than ten times as large or as small."
)


def linked_said(linked: Linked) -> Iterator[Message]:
    """Say how sure it is who is who, and how much of the doubt comes from it."""
    low, high = linked.partitions.n
    tables = len(linked.partitions.tables)
    if tables == 1:
        yield say("All {ways} ways of linking that were drawn give one table.", ways=linked.ways)
    else:
        yield say(
            "It is not certain which records are the same person: {ways} ways of linking were"
            " drawn. They give {tables} tables, with {low} to {high} people.",
            ways=linked.ways,
            tables=tables,
            low=low,
            high=high,
        )
    if linked.shares:
        yield linked.shares.said
    if linked.class_ways is not None and linked.class_ways < linked.ways:
        yield say(
            "Latent classes take long: they are of {some} of the {ways} ways, drawn at random, and"
            " are left out of these shares.",
            some=linked.class_ways,
            ways=linked.ways,
        )
    # Broken after each eight figures, so that lines can end there.
    digest = linked.partitions.digest
    parts = " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
    yield say("SHA-256 of all tables together: {digest}.", digest=parts)


def stress_cells(rows: Sequence[StressRow], language: str) -> Iterator[tuple[Message, ...]]:
    """Give the cells of each row: errors, median, interval, and how many times the median."""
    for row in rows:
        if row.estimate is None or row.factor is None or row.beyond:
            yield row.title, *_words("–", "–", _beyond(row))
            continue
        yield (
            row.title,
            *_words(
                whole(row.estimate.median, language),
                interval_said(row.estimate, language),
                format_decimal(round(row.factor, 2), "0.00", locale=language),
            ),
        )


def stress_said(rows: Sequence[StressRow]) -> Iterator[Message]:
    """Say what the rows mean."""
    yield STRESS_SAID
    if any(row.beyond for row in rows):
        yield STRESS_BEYOND


def lines(linked: Linked, language: str = "en") -> Iterator[str]:
    """Say all of it, line by line."""
    yield from (said.text(language) for said in linked_said(linked))
    if linked.stress:
        yield ""
        yield from stress_lines(linked.stress, language)


def stress_lines(rows: Sequence[StressRow], language: str = "en") -> Iterator[str]:
    """Give the table of errors as lines, with what it means."""
    cells = [
        tuple(cell.text(language) for cell in row)
        for row in (STRESS_HEAD, *stress_cells(rows, language))
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for first, *others in cells:
        right = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *right])
    yield from (said.text(language) for said in stress_said(rows))


def _beyond(row: StressRow) -> str:
    """Say how many times the figure would be, where one may be had at all."""
    if row.refused or row.factor is None or 1 / HOPELESS_SPAN <= row.factor <= HOPELESS_SPAN:
        return "–"
    return "> 10" if row.factor > 1 else "< 0.1"


def _words(*texts: str) -> tuple[Message, ...]:
    """Make messages of what is written in its language already."""
    return tuple(Message("{text}", (("text", text),)) for text in texts)
