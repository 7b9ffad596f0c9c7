# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures by source, drawn against the number that was claimed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import altair as alt

from amparo.core.dates import PartialDate
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


class MarkKind(StrEnum):
    """What has happened to those whom a figure counts; OTHER is any other unit or state."""

    PROSECUTED = "prosecuted"
    DEPRIVED_OF_LIBERTY = "deprived_of_liberty"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure to be drawn: who says it, when, what is counted, from `low` to `high`.

    Equal bounds are one number; `high` None is "or more", `low` None "up to". `counted` says in
    words what is counted where the kind alone does not; `about` is the source's "about"; `said`
    is the number in words where the bounds would say it otherwise ("more than 1,000").
    """

    label: str
    kind: MarkKind
    low: float | None
    high: float | None
    date: PartialDate | None = None
    counted: Message | None = None
    about: bool = False
    said: Message | None = None


_LOOKS = {
    MarkKind.PROSECUTED: ("circle", Ink.BLUE),
    MarkKind.DEPRIVED_OF_LIBERTY: ("square", Ink.ORANGE),
    MarkKind.OTHER: ("diamond", Ink.PURPLE),
}
_KINDS = {
    MarkKind.PROSECUTED: say("prosecuted"),
    MarkKind.DEPRIVED_OF_LIBERTY: say("deprived of liberty"),
    MarkKind.OTHER: say("other count"),
}


def figures_against_claim(
    value: float, claim: Message, figures: Sequence[Mark], language: str = "en", *,
    size: Size = Size.WIDE,
) -> Picture:  # fmt: skip
    """Draw figures by source (x: number) with the claimed number as a labelled rule.

    Raises:
        ValueError: no figure was given.
    """
    if not figures:
        msg = "there is no figure to draw against the claim"
        raise ValueError(msg)
    chart = _chart(value, claim, figures, language, size)
    table = Table(
        head=tuple(
            item.text(language)
            for item in (say("Source"), say("Date"), say("Number"), say("What is counted"))
        ),
        rows=tuple(
            (mark.label, _date(mark, language), amount(mark).text(language),
             counted(mark).text(language))
            for mark in figures
        ),
    )  # fmt: skip
    alternative = say(
        "Figures by source against the claim: {claim}. Figures: {count}; reaching the number"
        " claimed: {reaching}; of these deprived of liberty: {held}.",
        claim=claim,
        count=len(figures),
        reaching=len(_reaching(value, figures)),
        held=sum(m.kind is MarkKind.DEPRIVED_OF_LIBERTY for m in _reaching(value, figures)),
    )
    title = say("Figures by source against the claim")
    return drawn(chart, title=title, alt=alternative, table=table, language=language)


def amount(mark: Mark) -> Message:
    """Say how many: as the source says it, else one number, a range, or an open bound."""
    if mark.said is not None:
        return mark.said
    if mark.low is None:
        said = say("number not known") if mark.high is None else say("up to {n}", n=mark.high)
    elif mark.high is None:
        said = say("{n} or more", n=mark.low)
    elif mark.low == mark.high:
        said = Message("{n}", (("n", mark.low),))
    else:
        said = say("{low} to {high}", low=mark.low, high=mark.high)
    return say("about {number}", number=said) if mark.about else said


def counted(mark: Mark) -> Message:
    """Say what is counted."""
    return mark.counted or _KINDS[mark.kind]


def _reaching(value: float, figures: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in figures if mark.low is not None and mark.low >= value]


def _date(mark: Mark, language: str) -> str:
    date = say("date not known") if mark.date is None else say("{date}", date=mark.date)
    return date.text(language)


def _chart(
    value: float, claim: Message, figures: Sequence[Mark], language: str, size: Size
) -> alt.LayerChart:
    rows = Rows(size, column=300)
    top = max([value, *(n for mark in figures for n in (mark.low, mark.high) if n is not None)])
    rows.row(say("Claimed: {claim}", claim=claim).text(language), bold_first=True, color=Ink.CLAIM)
    data: list[dict[str, Any]] = []
    for mark in figures:
        said = say("{amount}: {counted}", amount=amount(mark), counted=counted(mark))
        y = rows.row(said.text(language), f"{mark.label}, {_date(mark, language)}", bold_first=True)
        shape, color = _LOOKS[mark.kind]
        open_low, open_high = mark.low is None, mark.high is None
        if open_low and open_high:
            continue
        low = 0 if mark.low is None else mark.low
        high = top * 1.06 if mark.high is None else mark.high
        data.append(
            {
                "y": y,
                "zero": 0,
                "at": mark.high if open_low else mark.low,
                "low": low,
                "high": high,
                "open": open_high,
                "single": open_low or open_high or low == high,
                "shape": shape,
                "color": color,
                "label": mark.label,
            }
        )
    ticks = {"tickCount": 3 if size is Size.NARROW else 5, "format": ",d", "grid": True}
    across = Across(rows, (0, top * 1.08), say("Number").text(language), ticks)
    layers = [rule_layer(across, value), *_mark_layers(across, data), *words_layers(rows)]
    return layered(rows, layers)


def _mark_layers(across: Across, data: list[dict[str, Any]]) -> list[alt.Chart]:
    y = pixel_y(across.rows)
    zero, at, low, high = (across.field(name) for name in ("zero", "at", "low", "high"))
    shape = alt.Shape("shape:N", scale=None)
    ranged = [item for item in data if item["low"] < item["high"]]
    opened = [item for item in data if item["open"]]
    return [
        chart_of(data)
        .mark_rule(strokeWidth=1, opacity=0.6)
        .encode(x=zero, x2="at:Q", y=y, color=inked()),
        chart_of(ranged)
        .mark_rule(strokeWidth=6, opacity=0.5)
        .encode(x=low, x2="high:Q", y=y, color=inked()),
        chart_of(opened)
        .mark_point(shape="triangle-right", filled=True, size=110, opacity=1)
        .encode(x=high, y=y, color=inked()),
        chart_of([item for item in data if item["single"]])
        .mark_point(filled=True, size=130, opacity=1)
        .encode(x=at, y=y, color=inked(), shape=shape),
    ]
