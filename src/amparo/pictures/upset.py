# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which lists people are on together (an UpSet picture): a row for each combination of lists.

After A. Lex and others, "UpSet: Visualization of Intersecting Sets" (2014), turned by a quarter:
combinations are rows, so that as many as there are fit, and each has room for its number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
from babel.numbers import format_decimal

from amparo.core.messages import Message, say
from amparo.pictures.layout import FONT_SIZE, chart_of
from amparo.pictures.picture import Ink, Picture, Size, Table, drawn

if TYPE_CHECKING:
    from amparo.estimate.tables import ListTable

_ROW = 22
_DOT = 26
_GAP = 16
_NAME = 15
# Space for the number behind the longest bar.
_NUMBER = 56
# The mean advance of a letter as a part of the font size.
_ADVANCE = 0.6
# More combinations than this are in the table, but not drawn.
MOST_ROWS = 40


def upset(table: ListTable, language: str = "en", *, size: Size = Size.WIDE) -> Picture:
    """Draw how many people are on each combination of lists and on no other, most people first.

    Raises:
        ValueError: nobody is on a list.
    """
    if not table.n:
        msg = "nobody is on a list"
        raise ValueError(msg)
    order = sorted(range(len(table.counts)), key=lambda p: (-table.counts[p], table.codes[p]))
    rows = [(table.patterns[place].tolist(), int(table.counts[place])) for place in order]
    head = (say("Lists"), say("Number of lists"), say("People on these and on no other"))
    return drawn(
        _chart(table.lists, rows[:MOST_ROWS], language, size),
        title=say("Who is on which lists together"),
        alt=_alternative(table, rows),
        table=Table(
            head=tuple(item.text(language) for item in head),
            rows=tuple(
                (
                    _names(table.lists, pattern),
                    str(sum(pattern)),
                    format_decimal(count, locale=language),
                )
                for pattern, count in rows
            ),
        ),
        language=language,
    )


def _names(lists: tuple[str, ...], pattern: list[int]) -> str:
    return ", ".join(name for name, there in zip(lists, pattern, strict=True) if there)


def _alternative(table: ListTable, rows: list[tuple[list[int], int]]) -> Message:
    pattern, count = rows[0]
    said = say(
        "{people} people on {lists} lists. Most are on {most} and no other: {count}. On more than"
        " one list: {several}.",
        people=table.n,
        lists=len(table.lists),
        most=_names(table.lists, pattern),
        count=count,
        several=table.n - int(table.frequencies[0]),
    )
    left = len(rows) - MOST_ROWS
    if left <= 0:
        return said
    return say(
        "{said} Combinations with few people that are in the table only: {left}.",
        said=said,
        left=left,
    )


def _chart(
    lists: tuple[str, ...], rows: list[tuple[list[int], int]], language: str, size: Size
) -> alt.LayerChart:
    width = int(size) - 40
    step = min(_DOT, (width - _GAP - 2 * _NUMBER) / len(lists))
    left = len(lists) * step + _GAP
    top = _NAME * len(lists) + _GAP
    scale = (width - left - _NUMBER) / max(count for _, count in rows)
    height = top + _ROW * len(rows)
    marks: dict[str, list[dict[str, Any]]] = {
        "lane": [], "dot": [], "line": [], "bar": [], "number": [], "name": [], "lead": [],
    }  # fmt: skip
    for place, name in enumerate(lists):
        x, y = step * (place + 0.5), _NAME * (place + 0.5)
        # Names stand over each other, each with a line down to its column.
        marks["name"].append({"x": left - _GAP + 6, "y": y, "text": _short(name, width - left)})
        marks["lead"].append({"x": x, "x2": step * len(lists), "y": y, "y2": y})
        marks["lead"].append({"x": x, "x2": x, "y": y, "y2": top + _ROW * 0.5})
    for number, (pattern, count) in enumerate(rows):
        y = top + _ROW * (number + 0.5)
        on = [step * (place + 0.5) for place, there in enumerate(pattern) if there]
        if number % 2 == 0:
            marks["lane"].append({"x": 0, "x2": width, "y": y - _ROW / 2, "y2": y + _ROW / 2})
        marks["line"].append({"x": on[0], "x2": on[-1], "y": y, "y2": y})
        for place, there in enumerate(pattern):
            marks["dot"].append({"x": step * (place + 0.5), "y": y, "on": bool(there)})
        end = left + count * scale
        marks["bar"].append({"x": left, "x2": end, "y": y - 6, "y2": y + 6})
        said = format_decimal(count, locale=language)
        marks["number"].append({"x": end + 5, "y": y, "text": said})
    return alt.LayerChart(layer=_layers(marks, width, height), width=width, height=height)


def _short(name: str, room: float) -> str:
    letters = int(room / (FONT_SIZE * _ADVANCE))
    return name if len(name) <= letters else f"{name[: letters - 1]}…"


def _layers(marks: dict[str, list[dict[str, Any]]], width: float, height: float) -> list[alt.Chart]:
    across = alt.Scale(domain=[0, width], range=[0, width], nice=False)
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    x, y = alt.X("x:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    dots = chart_of(marks["dot"])
    return [
        chart_of(marks["lane"])
        .mark_rect(fill=Ink.GRID, opacity=0.35)
        .encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
        chart_of(marks["lead"])
        .mark_rule(color=Ink.MUTED, strokeWidth=1)
        .encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
        chart_of(marks["line"])
        .mark_rule(color=Ink.BLUE, strokeWidth=2)
        .encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
        dots.transform_filter("!datum.on")
        .mark_point(filled=True, fill=Ink.PAPER, stroke=Ink.MUTED, size=50, opacity=1)
        .encode(x=x, y=y),
        dots.transform_filter("datum.on")
        .mark_point(filled=True, fill=Ink.BLUE, size=90, opacity=1)
        .encode(x=x, y=y),
        chart_of(marks["bar"]).mark_rect(fill=Ink.BLUE).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
        *(
            chart_of(marks[name])
            .mark_text(align="left", baseline="middle", fontSize=FONT_SIZE, color=Ink.TEXT)
            .encode(x=x, y=y, text="text:N")
            for name in ("number", "name")
        ),
    ]
