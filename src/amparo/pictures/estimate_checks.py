# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a statistician looks at beside an estimate: misfits, before and after, chains."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from collections.abc import Sequence

_INKS = (Ink.BLUE, Ink.ORANGE, Ink.PURPLE, Ink.GREEN)
_SHAPES = ("circle", "square", "diamond", "triangle-up")
# In quarters of the interval that is to be expected; farther off is drawn at the edge.
_BAND, _EDGE = 2.0, 4.0
# More numbers than this are in the table, but not drawn: those farthest off are.
MOST_ROWS = 40
_HEIGHT = 240
_SLICES = 48
_FARTHEST = 100.0  # times those seen
_TAILS = (0.025, 0.5, 0.975)


@dataclass(frozen=True, slots=True)
class Expected:
    """What one method expects of a number: the middle and the ends of 95 %."""

    low: int
    middle: float
    high: int

    def off(self, observed: int) -> float:
        """Say how far a number is off; from -2 to 2 it is as expected."""
        return (observed - self.middle) / max((self.high - self.low) / 4, 0.5)


@dataclass(frozen=True, slots=True)
class Checked:
    """A number of the table, and what each method (in one order) expects; None: not checked."""

    label: Message
    observed: int
    expected: tuple[Expected | None, ...]

    @property
    def farthest(self) -> float:
        """How far off it is by the method by which it is farthest."""
        return max((abs(e.off(self.observed)) for e in self.expected if e), default=0.0)


class Traced(Enum):
    """What a picture of chains shows."""

    UNSEEN = "unseen"
    CLASSES = "classes"


def misfits(
    methods: Sequence[Message],
    rows: Sequence[Checked],
    language: str = "en",
    *,
    size: Size = Size.WIDE,
) -> Picture:
    """Draw how far each number of a table is from what methods expect, a mark for each method.

    Raises:
        ValueError: there is no number or no method.
    """
    if not rows or not methods:
        message = "there is nothing to compare"
        raise ValueError(message)
    far = [row for row in rows if row.farthest > _BAND]
    said = say(
        "{number} numbers of the table beside what {methods} methods expect of them. Farther off"
        " than 95 in 100 by one method or more: {far}.",
        number=len(rows),
        methods=len(methods),
        far=len(far),
    )
    left = len(rows) - MOST_ROWS
    if left > 0:
        said = say("{said} Those nearest are in the table only: {left}.", said=said, left=left)
    head = (say("What was counted"), say("Counted"), *methods)
    return drawn(
        _misfits(methods, _shown(rows), language, size),
        title=say("What was counted, beside what each method expects"),
        alt=said,
        table=Table(
            head=tuple(item.text(language) for item in head),
            rows=tuple(_cells(row, language) for row in rows),
        ),
        language=language,
    )


def before_and_after(
    before: Sequence[float], after: Sequence[float], language: str = "en", *, size: Size = Size.WIDE
) -> Picture:
    """Draw how many times as many there are as were seen, before and after the lists spoke.

    Args:
        before: draws of N/n from the prior.
        after: draws of N/n from the posterior.
        language: of the words.
        size: of the picture.

    Raises:
        ValueError: there are no draws, or one below 1.
    """
    if not before or not after or min(*before, *after) < 1:
        message = "there must be draws of N/n of 1 or more"
        raise ValueError(message)
    quantiles = [_quantiles(draws) for draws in (before, after)]
    head = ("", say("2.5 %"), say("Median"), say("97.5 %"))
    names = (say("before the lists are compared"), say("after"))
    written = [[_times(value, language) for value in row] for row in quantiles]
    return drawn(
        _before_and_after(before, after, names, language, size),
        title=say("How many times as many there are as are documented, before and after"),
        alt=say(
            "Before the lists are compared the median is {before} ({before_low} to {before_high}),"
            " after it is {after} ({low} to {high}).",
            before=written[0][1],
            before_low=written[0][0],
            before_high=written[0][2],
            after=written[1][1],
            low=written[1][0],
            high=written[1][2],
        ),
        table=Table(
            head=tuple(str(h) if isinstance(h, str) else h.text(language) for h in head),
            rows=tuple(
                (name.text(language), *row) for name, row in zip(names, written, strict=True)
            ),
        ),
        language=language,
    )


def traces(
    chains: Sequence[Sequence[float]],
    language: str = "en",
    *,
    what: Traced = Traced.UNSEEN,
    size: Size = Size.WIDE,
) -> Picture:
    """Draw what was drawn in its order, a line for each chain; people at their logarithms.

    Raises:
        ValueError: there is no chain, or one without draws.
    """
    if not chains or not all(len(chain) for chain in chains):
        message = "there is no chain to draw"
        raise ValueError(message)
    medians = [sorted(chain)[len(chain) // 2] for chain in chains]
    names = {
        Traced.UNSEEN: say("The chains of latent classes: people on no list"),
        Traced.CLASSES: say("The chains of latent classes: classes in use"),
    }
    head = (say("Chain"), say("Median"))
    return drawn(
        _traces(chains, what, language, size),
        title=names[what],
        alt=say(
            "{number} chains; their medians go from {low} to {high}. Chains that met cover each"
            " other from left to right.",
            number=len(chains),
            low=round(min(medians)),
            high=round(max(medians)),
        ),
        table=Table(
            head=tuple(item.text(language) for item in head),
            rows=tuple(
                (str(place), format_decimal(round(median), locale=language))
                for place, median in enumerate(medians, 1)
            ),
        ),
        language=language,
    )


def _shown(rows: Sequence[Checked]) -> list[Checked]:
    kept = sorted(rows, key=lambda row: -row.farthest)[:MOST_ROWS]
    return [row for row in rows if row in kept]


def _cells(row: Checked, language: str) -> tuple[str, ...]:
    cells = [row.label.text(language), format_decimal(row.observed, locale=language)]
    for expected in row.expected:
        if expected is None:
            cells.append("")
            continue
        said = say("{low} to {high}", low=expected.low, high=expected.high).text(language)
        # The mark says what the picture says by its place.
        cells.append(f"{said} *" if abs(expected.off(row.observed)) > _BAND else said)
    return tuple(cells)


def _misfits(
    methods: Sequence[Message], rows: Sequence[Checked], language: str, size: Size
) -> alt.LayerChart:
    laid = Rows(size, column=330)
    marks: list[dict[str, Any]] = []
    for place, method in enumerate(methods):
        y = laid.row(method.text(language), bold_first=True)
        marks.append({"x": -_EDGE, "y": y, **_mark(place)})
    bands = []
    first = len(laid.lanes)
    for row in rows:
        counted = format_decimal(row.observed, locale=language)
        y = laid.row(f"{row.label.text(language)}: {counted}")
        for place, expected in enumerate(row.expected):
            if expected:
                # Side by side: marks at the same place would hide each other.
                off = max(-_EDGE, min(_EDGE, expected.off(row.observed)))
                step = (place - (len(methods) - 1) / 2) * 3
                marks.append({"x": off, "y": y + step, **_mark(place)})
    bands = [{**lane, "x": -_BAND, "x2": _BAND} for lane in laid.lanes[first:]]
    title = say("From fewer than expected to more; shaded: 95 of 100").text(language)
    ticks = {"values": [-4, -2, 0, 2, 4], "grid": False, "labels": False}
    across = Across(laid, (-_EDGE - 0.4, _EDGE + 0.4), title, ticks)
    y_axis = pixel_y(laid)
    layers = [
        chart_of(bands)
        .mark_rect(fill=Ink.GRID, opacity=0.6)
        .encode(x=across.field("x"), x2="x2:Q", y=y_axis, y2="y2:Q"),
        *(
            chart_of([mark for mark in marks if mark["shape"] == shape])
            .mark_point(shape=shape, filled=True, size=55, opacity=0.9)
            .encode(x=across.field("x"), y=y_axis, color=inked())
            for shape in dict.fromkeys(mark["shape"] for mark in marks)
        ),
        *words_layers(laid),
    ]
    return layered(laid, layers)


def _mark(place: int) -> dict[str, str]:
    return {"color": _INKS[place % len(_INKS)], "shape": _SHAPES[place % len(_SHAPES)]}


def _quantiles(draws: Sequence[float]) -> list[float]:
    ordered = sorted(draws)
    return [ordered[min(int(share * len(ordered)), len(ordered) - 1)] for share in _TAILS]


def _times(value: float, language: str) -> str:
    """Write a ratio in three digits."""
    pattern = "#,##0" if value >= _FARTHEST else "#,##0.00"
    return format_decimal(value, pattern, locale=language)


def _before_and_after(
    before: Sequence[float],
    after: Sequence[float],
    names: tuple[Message, Message],
    language: str,
    size: Size,
) -> alt.LayerChart:
    ends = [_quantiles(draws)[2] for draws in (before, after)]
    top = math.log10(max(2.0, min(max(1.3 * ends[1], ends[0]), _FARTHEST)))
    shares = [_histogram(draws, top) for draws in (before, after)]
    high = max(map(max, shares))
    ticks = [n for n in (1, 1.5, 2, 3, 5, 10, 20, 50, 100) if math.log10(n) <= top]
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(
            values=[math.log10(n) for n in ticks],
            labelExpr="format(round(pow(10, datum.value) * 10) / 10, '~g')",
            grid=True,
        ),
        title=say("Times those documented").text(language),
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, 1.25 * high], nice=False), axis=None)
    layers = []
    for place, share in enumerate(shares):
        ink = (Ink.ORANGE, Ink.BLUE)[place]
        data = [{"x": top * at / _SLICES, "y": value} for at, value in enumerate([*share, 0.0])]
        layers.append(
            chart_of(data)
            .mark_area(interpolate="step-after", color=ink, opacity=0.25)
            .encode(x=x, y=y)
        )
        layers.append(
            chart_of(data)
            .mark_line(
                interpolate="step-after",
                color=ink,
                strokeWidth=2,
                strokeDash=[1, 0] if place else [5, 3],
            )
            .encode(x=x, y=y)
        )
        line = f"{'━' if place else '╌'} {names[place].text(language)}"
        layers.append(
            chart_of([{"text": line}])
            .mark_text(align="right", color=ink, fontSize=12, fontWeight="bold")
            .encode(
                x=alt.value(int(size) - 130), y=alt.value(10 + 18 * place), text=alt.Text("text:N")
            )
        )
    return alt.LayerChart(layer=layers, width=int(size) - 120, height=_HEIGHT)


def _histogram(draws: Sequence[float], top: float) -> list[float]:
    """Give the share of the draws in each slice of the axis of logarithms."""
    found = [0.0] * _SLICES
    for value in draws:
        place = int(math.log10(value) / top * _SLICES)
        if place < _SLICES:
            found[place] += 1 / len(draws)
    return found


def _traces(
    chains: Sequence[Sequence[float]], what: Traced, language: str, size: Size
) -> alt.LayerChart:
    people = what is Traced.UNSEEN
    # Nobody has no logarithm.
    thinned = [
        [max(chain[at], 0.5) if people else chain[at] for at in _spread(len(chain))]
        for chain in chains
    ]
    least, top = min(map(min, thinned)), max(map(max, thinned))
    titles = {
        Traced.UNSEEN: say("People on no list, by logarithms"),
        Traced.CLASSES: say("Classes in use"),
    }
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format=".0%", tickCount=5, grid=False),
        title=say("Course of the run").text(language),
    )
    room = [least, max(top, least * 1.1)] if people else [0, top + 1]
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=room, type="log" if people else "linear", nice=False),
        axis=alt.Axis(format=",d", tickCount=5, grid=True),
        title=titles[what].text(language),
    )
    layers = [
        chart_of([{"x": at / max(1, len(chain) - 1), "y": float(v)} for at, v in enumerate(chain)])
        .mark_line(color=_INKS[number % len(_INKS)], strokeWidth=1, opacity=0.8)
        .encode(x=x, y=y)
        for number, chain in enumerate(thinned)
    ]
    return alt.LayerChart(layer=layers, width=int(size) - 120, height=_HEIGHT)


def _spread(number: int) -> list[int]:
    """Give at most so many places as are drawn, at equal distances."""
    count = min(number, 150)
    edges = [round(place * number / count) for place in range(count + 1)]
    return [first for first, _ in pairwise(edges)]
