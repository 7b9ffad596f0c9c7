# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happened in each case, and when, against the day of a vote.

A date known to the day is a point. Any other is a bar from the first to the last day that it
may be, never a point; an event without a date has its words and no mark.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt

from amparo.core.dates import PartialDate, Precision
from amparo.core.messages import say
from amparo.demands.events import CaseEvent, EventKind, date_words, prosecution_events
from amparo.demands.records import stated_values
from amparo.pictures.layout import (
    Across,
    Rows,
    chart_of,
    inked,
    layered,
    pixel_y,
    rule_layer,
    words_layers,
)
from amparo.pictures.picture import Ink, Picture, Size, Table, drawn
from amparo.resources import label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from amparo.core.cases import Person, Prosecution

_LOOKS = {
    EventKind.OPENED: ("circle", Ink.BLUE),
    EventKind.CHARGED: ("circle", Ink.BLUE),
    EventKind.RESTRAINT: ("triangle-down", Ink.PURPLE),
    EventKind.RESTRAINT_END: ("triangle-up", Ink.PURPLE),
    EventKind.SENTENCE: ("square", Ink.ORANGE),
    EventKind.APPEAL: ("diamond", Ink.ORANGE),
    EventKind.RELEASE: ("cross", Ink.GREEN),
}

# Years from which on a narrow axis names every second one.
_CROWDED = 8


@dataclass(frozen=True, slots=True)
class _Case:
    """One prosecution with its heading and events."""

    heading: str
    events: tuple[CaseEvent, ...]


def cases_over_time(
    persons: Sequence[Person],
    vote_day: PartialDate,
    language: str = "en",
    *,
    size: Size = Size.WIDE,
) -> Picture:
    """Draw the events of all prosecutions of the persons, with the vote as a labelled rule.

    Raises:
        ValueError: none of the persons has a prosecution.
    """
    cases = [
        _Case(_heading(person, number, language), tuple(prosecution_events(prosecution)))
        for person in persons
        for number, prosecution in enumerate(person.prosecutions)
    ]
    if not cases:
        msg = "there is no prosecution to draw"
        raise ValueError(msg)
    chart = _chart(cases, vote_day, language, size)
    head = (say("Case"), say("What happened"), say("Date"), say("Sources"))
    table = Table(
        head=tuple(item.text(language) for item in head),
        rows=tuple(
            (
                case.heading,
                event.words.text(language),
                date_words(event.date).text(language),
                ", ".join(event.sources),
            )
            for case in cases
            for event in case.events
        ),
    )
    undated = sum(not event.date.stated for case in cases for event in case.events)
    alternative = say(
        "What happened in each case, by date. Persons: {persons}; cases: {cases};"
        " events: {events}; without a date: {undated}; vote: {vote}.",
        persons=len(persons),
        cases=len(cases),
        events=len(table.rows),
        undated=undated,
        vote=vote_day,
    )
    title = say("Cases over time")
    return drawn(chart, title=title, alt=alternative, table=table, language=language)


def year_fraction(value: date, *, end: bool = False) -> float:
    """Give a day's beginning (or its end) as a number of years: 2024-07-02 begins at 2024.5."""
    days = 366 if calendar.isleap(value.year) else 365
    return value.year + (value.timetuple().tm_yday - 1 + end) / days


def _heading(person: Person, number: int, language: str) -> str:
    name = person.name(language) or say("unnamed person").text(language)
    what = _subject(person.prosecutions[number], language)
    if len(person.prosecutions) == 1:
        return f"{name}: {what}" if what else name
    case = say("{name}, case {number}", name=name, number=number + 1).text(language)
    return f"{case}: {what}" if what else case


def _subject(prosecution: Prosecution, language: str) -> str:
    """Name the provisions (article and part), else the conduct, of all charges."""
    provisions = dict.fromkeys(
        value for charge in prosecution.charges for value in stated_values(charge.provision)
    )
    if provisions:
        articles = [_article(key) for key in provisions]
        return say("art. {articles}", articles=", ".join(articles)).text(language)
    kinds = dict.fromkeys(
        value for charge in prosecution.charges for value in stated_values(charge.conduct_kind)
    )
    return ", ".join(label("conduct_kind", kind, language) for kind in kinds)


def _article(provision: str) -> str:
    """Shorten a provision key to its article, and its part in brackets."""
    article, *part = provision.split("/")[2:]
    return f"{article} ({part[0]})" if part else article


def _chart(
    cases: Sequence[_Case], vote_day: PartialDate, language: str, size: Size
) -> alt.LayerChart:
    rows = Rows(size, column=340)
    vote = say("Vote: {date}", date=vote_day).text(language)
    rows.row(vote, bold_first=True, color=Ink.CLAIM)
    data: list[dict[str, Any]] = []
    for case in cases:
        rows.heading(case.heading)
        for event in case.events:
            words = f"{event.words.text(language)} · {date_words(event.date).text(language)}"
            if not event.date.stated:
                rows.words(words)
                continue
            y = rows.row(words)
            data.extend(_mark(event, date, y) for date in stated_values(event.date))
    years = [year for item in data for year in (int(item["start"]), int(item["end"]) + 1)]
    first, last = vote_day.bounds()
    years += [first.year, last.year + 1]
    step = 1 if size is Size.WIDE or max(years) - min(years) < _CROWDED else 2
    ticks = {"values": list(range(min(years), max(years) + 1, step)), "format": "d", "grid": True}
    across = Across(rows, (min(years), max(years)), "", ticks)
    middle = (year_fraction(first) + year_fraction(last, end=True)) / 2
    return layered(
        rows, [rule_layer(across, middle), *_mark_layers(across, data), *words_layers(rows)]
    )


def _mark(event: CaseEvent, date: PartialDate, y: float) -> dict[str, Any]:
    """Give the data of one date: exact ones are drawn as points, all others as bars."""
    first, last = date.bounds()
    start, end = year_fraction(first), year_fraction(last, end=True)
    shape, color = _LOOKS[event.kind]
    exact = date.precision is Precision.DAY and not (date.approximate or date.doubtful)
    return {
        "y": y,
        "y0": y - 6,
        "y1": y + 6,
        "start": start,
        "end": end,
        "at": (start + end) / 2,
        "exact": exact,
        "doubtful": date.doubtful,
        "kind": str(event.kind),
        "date": date.to_edtf(),
        "shape": shape,
        "color": color,
    }


def _mark_layers(across: Across, data: list[dict[str, Any]]) -> list[alt.Chart]:
    points = [item for item in data if item["exact"]]
    bars = [item for item in data if not item["exact"]]
    y = pixel_y(across.rows)
    layers = [
        chart_of([item for item in bars if item["doubtful"] is doubtful])
        .mark_rule(strokeWidth=3, strokeDash=[2, 2] if doubtful else [1, 0])
        .encode(x=across.field("start"), x2="end:Q", y=y, color=inked())
        for doubtful in (False, True)
    ]
    ends = [
        {**item, "edge": item[side], "y": item["y0"]} for item in bars for side in ("start", "end")
    ]
    layers.append(
        chart_of(ends)
        .mark_rule(strokeWidth=2)
        .encode(x=across.field("edge"), y=y, y2="y1:Q", color=inked())
    )
    layers.append(
        chart_of(points)
        .mark_point(filled=True, size=90, opacity=1)
        .encode(x=across.field("at"), y=y, color=inked(), shape=alt.Shape("shape:N", scale=None))
    )
    return layers
