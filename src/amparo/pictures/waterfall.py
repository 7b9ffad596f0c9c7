# SPDX-License-Identifier: AGPL-3.0-or-later
"""What speaks for and against one pair being one person, bit by bit, from the prior to the sum.

Each piece of evidence is a bar from where the ones before it left off to where it leads. One bit
doubles the odds or halves them; at 0 bits they are even, so every place of the axis is a
probability, which is written below the bits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import altair as alt
from babel.numbers import format_decimal, format_percent

from amparo.core.messages import Message, say
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

if TYPE_CHECKING:
    from collections.abc import Sequence

# Bits beyond which 2**-bits is nothing beside 1, and before which it is too large to be counted.
_CERTAIN = 1000.0
_COLUMN = 330
_TICKS = {Size.WIDE: 6, Size.NARROW: 4}
# A percentage is written with so many digits after the point at most, far from the middle.
_MOST_DIGITS = 6
# Vega's words for what is below a tick: bits, and the probability that they are.
_TICK_WORDS = (
    "[datum.value ? format(datum.value, '+d') : '0', format(1 / (1 + pow(2, -datum.value)),"
    " abs(datum.value) < 5 ? '.0%' : abs(datum.value) < 9 ? '.1%' : '.2%')]"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of evidence in words, and its weight in bits (log2 of a likelihood ratio)."""

    words: Message
    bits: float


def probability_of(bits: float) -> float:
    """Give the probability that so many bits are.

    >>> probability_of(0.0), probability_of(3.0), probability_of(-5000.0)
    (0.5, 0.8888888888888888, 0.0)
    """
    return 0.0 if bits < -_CERTAIN else 1 / (1 + 2.0**-bits)


def waterfall(
    prior: float, steps: Sequence[Step], language: str = "en", *, size: Size = Size.WIDE
) -> Picture:
    """Draw the way from the prior (bits) over each step to the sum, with its probability.

    Raises:
        ValueError: a number is not finite.
    """
    if not all(map(math.isfinite, (prior, *(step.bits for step in steps)))):
        msg = "a weight that is not finite cannot be drawn"
        raise ValueError(msg)
    ends = list(accumulate((step.bits for step in steps), initial=prior))
    total = ends[-1]
    rows = Rows(size, column=_COLUMN)
    before = say("Before any evidence").text(language)
    bars = [_bar(rows.row(before, _sum_words(prior, language), bold_first=True), 0.0, prior)]
    for step, start, end in zip(steps, ends, ends[1:], strict=False):
        y = rows.row(step.words.text(language), bits_text(step.bits, language))
        bars.append(_bar(y, start, end))
    together = say("Together").text(language)
    last = rows.row(together, _sum_words(total, language), bold_first=True, color=Ink.CLAIM)
    bars.append({**_bar(last, 0.0, total), "color": Ink.CLAIM})
    alternative, table = described(prior, steps, language)
    return drawn(
        _chart(rows, bars, [0.0, *ends], language),
        title=say("What speaks for and against one person"),
        alt=alternative,
        table=table,
        language=language,
    )


def described(prior: float, steps: Sequence[Step], language: str) -> tuple[Message, Table]:
    """Give the picture's alternative text and its table without drawing it."""
    ends = list(accumulate((step.bits for step in steps), initial=prior))
    alternative = say(
        "From {prior} before any evidence to {total} together: the probability that the two are"
        " one person is {probability}. Speaking for it: {speaking}; against it: {against}.",
        prior=bits_text(prior, language),
        total=bits_text(ends[-1], language),
        probability=percent(ends[-1], language),
        speaking=sum(step.bits > 0 for step in steps),
        against=sum(step.bits < 0 for step in steps),
    )
    return alternative, _table(prior, steps, ends, language)


def bits_text(bits: float, language: str) -> str:
    """Write a weight with its sign: +3.2 bits."""
    number = format_decimal(round(bits, 1) + 0.0, format="+0.0;−0.0", locale=language)
    return say("{number} bits", number=number).text(language)


def percent(bits: float, language: str) -> str:
    """Write the probability of so many bits, never rounded to 0 % or 100 %."""
    return percent_of(probability_of(bits), language)


def percent_of(probability: float, language: str) -> str:
    """Write a probability in per cent, never rounded to 0 % or 100 %.

    >>> percent_of(0.62, "en"), percent_of(0.999999, "en"), percent_of(1.0, "fr")
    ('62 %', '99.99990 %', 'above 99,999999 %')
    """
    smallest = 10.0 ** -(_MOST_DIGITS + 2)
    if not smallest <= probability <= 1 - smallest:
        low = probability < smallest
        bound = smallest if low else 1 - smallest
        number = format_percent(bound, format=f"0.{'0' * _MOST_DIGITS} %", locale=language)
        said = say("below {number}", number=number) if low else say("above {number}", number=number)
        return said.text(language)
    # Two digits of whatever is the smaller of the probability and what is missing to one.
    distance = min(probability, 1 - probability)
    digits = min(_MOST_DIGITS, max(0, math.ceil(-math.log10(distance)) - 1))
    form = "0" if digits == 0 else f"0.{'0' * digits}"
    return format_percent(probability, format=f"{form} %", locale=language)


def _sum_words(bits: float, language: str) -> str:
    return say(
        "{bits}: probability {probability}",
        bits=bits_text(bits, language),
        probability=percent(bits, language),
    ).text(language)


def _bar(y: float, start: float, end: float) -> dict[str, Any]:
    return {
        "y": y - 6,
        "y2": y + 6,
        "middle": y,
        "start": start,
        "end": end,
        "shape": "triangle-right" if end >= start else "triangle-left",
        "color": Ink.BLUE if end >= start else Ink.ORANGE,
    }


def _chart(
    rows: Rows, bars: list[dict[str, Any]], reached: list[float], language: str
) -> alt.LayerChart:
    low, high = math.floor(min(reached)) - 1, math.ceil(max(reached)) + 1
    title = say("bits, and the probability that they are").text(language)
    ticks = {"tickCount": _TICKS[rows.size], "labelExpr": _TICK_WORDS, "tickMinStep": 1}
    wide = rows.size is Size.WIDE
    across = Across(rows, (low, high), title, {**ticks, "grid": wide})
    # Where words stand between the lanes, lines from lane to lane would cross them.
    links = [
        {"at": bar["end"], "y": bar["y2"], "y2": after["y"]}
        for bar, after in pairwise(bars)
        if wide
    ]
    heads = [{**bar, "y": bar["middle"]} for bar in bars]
    y = pixel_y(rows)
    layers = [
        rule_layer(across, 0.0),
        chart_of(links)
        .mark_rule(color=Ink.MUTED, strokeDash=[2, 2], strokeWidth=1)
        .encode(x=across.field("at"), y=y, y2="y2:Q"),
        chart_of([bar for bar in bars if bar["start"] != bar["end"]])
        .mark_rect(opacity=0.85)
        .encode(x=across.field("start"), x2="end:Q", y=y, y2="y2:Q", color=inked()),
        chart_of(heads)
        .mark_point(filled=True, size=70, opacity=1)
        .encode(
            x=across.field("end"),
            y=y,
            color=inked(),
            shape=alt.Shape("shape:N", scale=None),
        ),
    ]
    return layered(rows, [*layers, *words_layers(rows)])


def _table(prior: float, steps: Sequence[Step], ends: list[float], language: str) -> Table:
    head = (say("Evidence"), say("Weight"), say("Sum so far"), say("Probability so far"))
    rows = [(say("Before any evidence").text(language), "", prior)]
    rows += [
        (step.words.text(language), bits_text(step.bits, language), end)
        for step, end in zip(steps, ends[1:], strict=True)
    ]
    return Table(
        head=tuple(item.text(language) for item in head),
        rows=tuple(
            (words, weight, bits_text(end, language), percent(end, language))
            for words, weight, end in rows
        ),
    )
