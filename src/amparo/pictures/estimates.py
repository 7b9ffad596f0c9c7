# SPDX-License-Identifier: AGPL-3.0-or-later
"""Estimates of how many there are in all: methods side by side, N by xi."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from babel.numbers import format_decimal

from amparo.core.messages import Message, say
from amparo.pictures.layout import (
    Across,
    Rows,
    chart_of,
    inked,
    layered,
    pixel_y,
    words_layers,
)
from amparo.pictures.picture import Ink, Picture, Size, Table, drawn

# Above so many times the documented count tenfold steps are drawn at equal distances.
_FAR = 10.0
_HEIGHT = 240


@dataclass(frozen=True, slots=True)
class EstimateMark:
    """One method: median and interval; `high` None: at least `low`; `stands`: no gate ends it."""

    label: Message
    median: float | None
    low: float
    high: float | None
    note: Message
    stands: bool = True


@dataclass(frozen=True, slots=True)
class XiMark:
    """N for one value of xi."""

    xi: float
    median: float
    low: float
    high: float


def estimates_side_by_side(
    documented: int,
    marks: Sequence[EstimateMark],
    language: str = "en",
    *,
    claimed: int | None = None,
    size: Size = Size.WIDE,
) -> Picture:
    """Draw medians with intervals, the documented count and the number claimed as rules.

    Raises:
        ValueError: there is no method.
    """
    if not marks:
        msg = "there is no method to draw"
        raise ValueError(msg)
    head = (say("Method"), say("Median"), say("95 % interval"), say("Gates"))
    middles = [
        math.floor(mark.low) if mark.median is None else round(mark.median) for mark in marks
    ]
    alternative = say(
        "{methods} methods beside {documented} documented people. The least median is {low}, the"
        " largest {high}.",
        methods=len(marks),
        documented=documented,
        low=min(middles),
        high=max(middles),
    )
    return drawn(
        _side_by_side(documented, marks, claimed, language, size),
        title=say("How many there are in all, by method"),
        alt=alternative,
        table=Table(
            head=tuple(item.text(language) for item in head),
            rows=tuple(
                (
                    mark.label.text(language),
                    "" if mark.median is None else _number(mark.median, language),
                    _interval(mark, language),
                    mark.note.text(language),
                )
                for mark in marks
            ),
        ),
        language=language,
    )


def xi_curve(
    documented: int,
    marks: Sequence[XiMark],
    language: str = "en",
    *,
    claimed: int | None = None,
    size: Size = Size.WIDE,
) -> Picture:
    """Draw N by the assumption that no list can check, with its intervals as a band.

    Raises:
        ValueError: fewer than two values of xi.
    """
    if len(marks) < 2:  # noqa: PLR2004 - a curve needs two points
        msg = "a curve needs two values of xi"
        raise ValueError(msg)
    marks = sorted(marks, key=lambda mark: mark.xi)
    head = (say("xi"), say("Median"), say("95 % interval"))
    alternative = say(
        "With xi from {least} to {most} the median of how many there are falls from {high} to"
        " {low}; the lists fit each of them equally well.",
        least=xi_said(marks[0].xi),
        most=xi_said(marks[-1].xi),
        high=round(marks[0].median),
        low=round(marks[-1].median),
    )
    return drawn(
        _curve(documented, marks, claimed, language, size),
        title=say("How many there are in all, by the assumption that no list can check"),
        alt=alternative,
        table=Table(
            head=tuple(item.text(language) for item in head),
            rows=tuple(
                (
                    xi_said(mark.xi),
                    _number(mark.median, language),
                    _from_to(mark.low, mark.high, language),
                )
                for mark in marks
            ),
        ),
        language=language,
    )


def xi_said(value: float) -> str:
    """Write xi, below 1 as a fraction where it is one.

    >>> xi_said(0.25), xi_said(4.0)
    ('1/4', '4')
    """
    inverse = 1 / value
    if value < 1 and math.isclose(inverse, round(inverse)):
        return f"1/{round(inverse)}"
    return f"{value:g}"


def _number(value: float, language: str) -> str:
    return format_decimal(round(value), locale=language)


def _from_to(low: float, high: float, language: str) -> str:
    return say("{low} to {high}", low=round(low), high=round(high)).text(language)


def _interval(mark: EstimateMark, language: str) -> str:
    if mark.high is None:
        # Down, as the table of methods and the statement have it: up would say too much.
        return say("at least {low}", low=math.floor(mark.low)).text(language)
    return _from_to(mark.low, mark.high, language)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a number of people stands on an axis: as it is, or by its logarithm."""

    domain: tuple[float, float]
    ticks: dict[str, Any]
    place: Callable[[float], float]

    @classmethod
    def of(cls, documented: int, top: float, count: int) -> _Scale:
        if top <= _FAR * max(documented, 1):
            ticks: dict[str, Any] = {"tickCount": count, "format": ",d", "grid": True}
            return cls((0.0, top * 1.05), ticks, float)
        low = math.log10(max(documented, 1)) - 0.05
        high = math.log10(top) + 0.05
        tens = [
            math.log10(unit * 10**power)
            for power in range(math.floor(low), math.ceil(high) + 1)
            for unit in ((1, 2, 5) if high - low < 2.5 and count > 3 else (1,))  # noqa: PLR2004 - room for labels
        ]
        label = "format(round(pow(10, datum.value)), ',d')"
        shown = [ten for ten in tens if low <= ten <= high]
        ticks = {"values": shown, "labelExpr": label, "grid": True}
        return cls((low, high), ticks, lambda value: math.log10(max(value, 1)))


def _side_by_side(
    documented: int,
    marks: Sequence[EstimateMark],
    claimed: int | None,
    language: str,
    size: Size,
) -> alt.LayerChart:
    rows = Rows(size, column=290)
    top = max(
        [documented, claimed or 0, *(v for m in marks for v in (m.median, m.low, m.high) if v)]
    )
    scale = _Scale.of(documented, top, 3 if size is Size.NARROW else 5)
    said = say("Documented: {documented}", documented=documented).text(language)
    documented_at = rows.row(said, bold_first=True)
    rules = [(documented, documented_at, Ink.TEXT)]
    if claimed is not None:
        words = say("Claimed: more than {number}", number=claimed).text(language)
        rules.append((claimed, rows.row(words, bold_first=True, color=Ink.CLAIM), Ink.CLAIM))
    data = [_mark_data(rows, mark, scale, language) for mark in marks]
    title = say("People, those on no list included").text(language)
    across = Across(rows, scale.domain, title, scale.ticks)
    y = pixel_y(rows)
    layers = [
        chart_of(
            [
                {**lane, "x": scale.place(v)}
                for v, *_ in rules[place : place + 1]
                for lane in rows.lanes
            ]
        )
        .mark_rule(color=ink, strokeWidth=2, strokeDash=[5, 3])
        .encode(x=across.field("x"), y=y, y2="y2:Q")
        for place, (_, _, ink) in enumerate(rules)
    ]
    ranged = chart_of([item for item in data if not item["open"]])
    opened = chart_of([item for item in data if item["open"]])
    layers += [
        ranged.mark_rule(strokeWidth=6, opacity=0.5).encode(
            x=across.field("low"), x2="high:Q", y=y, color=inked()
        ),
        opened.mark_point(shape="triangle-right", filled=True, size=130, opacity=1).encode(
            x=across.field("low"), y=y, color=inked()
        ),
        chart_of([item for item in data if item["at"] is not None])
        .mark_point(filled=True, size=130, opacity=1)
        .encode(x=across.field("at"), y=y, color=inked()),
        *words_layers(rows),
    ]
    return layered(rows, layers)


def _mark_data(rows: Rows, mark: EstimateMark, scale: _Scale, language: str) -> dict[str, Any]:
    middle = "" if mark.median is None else f"{_number(mark.median, language)}; "
    lines = (mark.label.text(language), middle + _interval(mark, language))
    y = rows.row(*lines, mark.note.text(language), bold_first=True)
    return {
        "y": y,
        "at": None if mark.median is None or mark.high is None else scale.place(mark.median),
        "low": scale.place(mark.low),
        "high": None if mark.high is None else scale.place(mark.high),
        "open": mark.high is None,
        "color": Ink.BLUE if mark.stands else Ink.MUTED,
    }


def _curve(
    documented: int, marks: Sequence[XiMark], claimed: int | None, language: str, size: Size
) -> alt.LayerChart:
    width = int(size) - 120
    top = max([claimed or 0, *(mark.high for mark in marks)])
    scale = _Scale.of(documented, top, 5)
    # Equal steps for equal factors.
    places = [math.log2(mark.xi) for mark in marks]
    labels = {round(place, 6): xi_said(mark.xi) for place, mark in zip(places, marks, strict=True)}
    written = " : ".join(
        f"abs(datum.value - {at}) < 0.001 ? '{text}'" for at, text in labels.items()
    )
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[places[0] - 0.2, places[-1] + 0.2], nice=False),
        axis=alt.Axis(values=places, labelExpr=f"{written} : ''", grid=False),
        title=say("xi").text(language),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=list(scale.domain), nice=False, zero=False),
        axis=alt.Axis(**scale.ticks),
        title=say("People, those on no list included").text(language),
    )
    data = [
        {"x": p, "y": scale.place(m.median), "low": scale.place(m.low), "y2": scale.place(m.high)}
        for p, m in zip(places, marks, strict=True)
    ]
    rules = [{"y": scale.place(documented), "color": Ink.TEXT}]
    if claimed is not None:
        rules.append({"y": scale.place(claimed), "color": Ink.CLAIM})
    band = [{"x": item["x"], "y": item["low"], "y2": item["y2"]} for item in data]
    layers = [
        chart_of(band).mark_area(color=Ink.BLUE, opacity=0.2).encode(x=x, y=y, y2="y2:Q"),
        chart_of(rules).mark_rule(strokeWidth=2, strokeDash=[5, 3]).encode(y=y, color=inked()),
        chart_of(data).mark_line(color=Ink.BLUE, strokeWidth=2).encode(x=x, y=y),
        chart_of(data).mark_point(color=Ink.BLUE, filled=True, size=90, opacity=1).encode(x=x, y=y),
    ]
    return alt.LayerChart(layer=layers, width=width, height=_HEIGHT)
