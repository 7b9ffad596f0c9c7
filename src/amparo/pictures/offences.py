# SPDX-License-Identifier: AGPL-3.0-or-later
"""Offences recorded per year, their running sum, and where it passes a number."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import altair as alt
from babel.numbers import format_decimal

from amparo.core.messages import Message, say
from amparo.pictures.layout import FONT_SIZE, chart_of
from amparo.pictures.picture import Ink, Picture, Size, Table, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEIGHT = 300
# A sum closer below the threshold than this part of the height is written under its point.
_NEAR = 0.1
_PLAIN: dict[str, Any] = {"fontSize": FONT_SIZE}
_BOLD: dict[str, Any] = {"fontSize": FONT_SIZE, "fontWeight": "bold"}


def recorded_offences(
    series: Sequence[tuple[int, int]],
    threshold: int,
    language: str = "en",
    *,
    size: Size = Size.WIDE,
) -> Picture:
    """Draw (year, offences recorded in it) as bars with the running sum and the threshold.

    Raises:
        ValueError: the series is empty, or its years do not follow each other.
    """
    years = [year for year, _ in series]
    if not years or any(later != year + 1 for year, later in pairwise(years)):
        msg = f"the years {years} do not follow each other without a gap"
        raise ValueError(msg)
    sums = list(accumulate(count for _, count in series))
    chart = _chart(series, sums, threshold, language, size)
    head = (say("Year"), say("Recorded in the year"), say("Sum since the first year"))
    table = Table(
        head=tuple(item.text(language) for item in head),
        rows=tuple(
            (str(year), format_decimal(count, locale=language), format_decimal(s, locale=language))
            for (year, count), s in zip(series, sums, strict=True)
        ),
    )
    return drawn(
        chart,
        title=say("Recorded offences per year and their sum"),
        alt=_alternative(years, sums, threshold),
        table=table,
        language=language,
    )


def _alternative(years: list[int], sums: list[int], threshold: int) -> Message:
    passed = [year for year, total in zip(years, sums, strict=True) if total > threshold]
    said = say(
        "Offences recorded per year, {first} to {last}; sum: {sum}.",
        first=str(years[0]),
        last=str(years[-1]),
        sum=sums[-1],
    )
    if passed:
        return say(
            "{said} The sum passes {threshold} in the course of: {year}.",
            said=said,
            threshold=threshold,
            year=str(passed[0]),
        )
    return say("{said} The sum does not pass {threshold}.", said=said, threshold=threshold)


def _chart(
    series: Sequence[tuple[int, int]],
    sums: list[int],
    threshold: int,
    language: str,
    size: Size,
) -> alt.LayerChart:
    top = max([threshold, *sums]) * 1.15
    data: list[dict[str, Any]] = [
        {
            "year": str(year),
            "count": count,
            "count_said": format_decimal(count, locale=language),
            "sum": total,
            "sum_said": format_decimal(total, locale=language),
            # The rising line leaves the upper left of a point free, and the lower right.
            "below": 0 <= threshold - total < top * _NEAR,
        }
        for (year, count), total in zip(series, sums, strict=True)
    ]
    x = alt.X(
        "year:N",
        title=say("Year").text(language),
        axis=alt.Axis(labelAngle=0, grid=False),
        scale=alt.Scale(paddingInner=0.35, paddingOuter=0.3),
    )
    layers = [
        *_bar_layers(data, x, top, language),
        *_threshold_layers(threshold, top, language),
        *_sum_layers(data, x, top, language),
        *_key_layers(language),
    ]
    return alt.LayerChart(layer=layers, width=int(size) - 80, height=_HEIGHT)


def _up(name: str, top: float, language: str) -> alt.Y:
    return alt.Y(
        f"{name}:Q",
        title=say("Offences").text(language),
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(format=",d", tickCount=5),
    )


def _bar_layers(data: list[dict[str, Any]], x: alt.X, top: float, language: str) -> list[alt.Chart]:
    # The numbers stand at the foot of the bars, where the line of the sums never comes.
    foot = [{**item, "foot": 0} for item in data]
    return [
        chart_of(data).mark_bar(color=Ink.BLUE).encode(x=x, y=_up("count", top, language)),
        chart_of(foot)
        .mark_text(color=Ink.PAPER, dy=-9, fontSize=FONT_SIZE, baseline="middle")
        .encode(x=x, y=_up("foot", top, language), text="count_said:N"),
    ]


def _sum_layers(data: list[dict[str, Any]], x: alt.X, top: float, language: str) -> list[alt.Chart]:
    y = _up("sum", top, language)
    return [
        chart_of(data).mark_line(color=Ink.ORANGE, strokeWidth=2).encode(x=x, y=y),
        chart_of(data)
        .mark_point(color=Ink.ORANGE, filled=True, size=80, opacity=1)
        .encode(x=x, y=y),
        chart_of([item for item in data if not item["below"]])
        .mark_text(color=Ink.ORANGE, align="right", dx=-7, dy=-9, **_BOLD)
        .encode(x=x, y=y, text="sum_said:N"),
        chart_of([item for item in data if item["below"]])
        .mark_text(color=Ink.ORANGE, align="left", dx=7, dy=12, **_BOLD)
        .encode(x=x, y=y, text="sum_said:N"),
    ]


def _key_layers(language: str) -> list[alt.Chart]:
    """Say above the drawing what the bars and what the line are."""
    lines = [
        ("square", Ink.BLUE, say("Recorded in the year"), -34),
        ("circle", Ink.ORANGE, say("Sum since the first year"), -16),
    ]
    layers = []
    for shape, color, words, y in lines:
        base = chart_of([{"words": words.text(language)}])
        at = alt.value(y)
        layers += [
            base.mark_point(shape=shape, filled=True, size=80, opacity=1, color=color).encode(
                x=alt.value(6), y=at
            ),
            base.mark_text(
                align="left", baseline="middle", color=Ink.TEXT, fontSize=FONT_SIZE
            ).encode(x=alt.value(16), y=at, text="words:N"),
        ]
    return layers


def _threshold_layers(threshold: int, top: float, language: str) -> list[alt.Chart]:
    words = say("Claimed: more than {n}", n=threshold).text(language)
    rule = chart_of([{"at": threshold, "words": words}])
    y = _up("at", top, language)
    return [
        rule.mark_rule(color=Ink.CLAIM, strokeWidth=2, strokeDash=[5, 3]).encode(y=y),
        rule.mark_text(color=Ink.CLAIM, align="left", dy=-9, **_BOLD).encode(
            x=alt.value(4), y=y, text="words:N"
        ),
    ]
