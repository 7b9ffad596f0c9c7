# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of words beside (wide) or above (narrow) a lane in which marks are drawn.

Words never stand inside the lanes, so they cannot cover a mark at any width or language.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import Any, Literal

import altair as alt

from amparo.core.languages import Script, script_of
from amparo.pictures.picture import Ink, Size

FONT_SIZE = 12
_LINE = 16
_LANE = 18
_GAP = 4
# The mean advance of sans-serif letters as a part of the font size, a little on the wide side.
_ADVANCE = {Script.CYRILLIC: 0.6, Script.MIXED: 0.58}
_ADVANCE_LATIN = 0.53


@dataclass(slots=True)
class Rows:
    """The rows of one picture; `texts` and `lanes` are ready to be drawn as they are added."""

    size: Size
    column: int
    height: int = 0
    texts: list[dict[str, Any]] = field(default_factory=list)
    lanes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Where the lanes begin, in pixels."""
        return self.column if self.size is Size.WIDE else 0

    @property
    def width(self) -> int:
        """The width of the whole drawing without its margins."""
        return int(self.size) - 40

    def heading(self, text: str) -> None:
        """Add words that stand over the rows that follow."""
        top = self.height
        self.height += 6
        self._write(text, self._room, bold=True, color=Ink.TEXT)
        self.height += 2
        if self.left:
            self.lanes.append({"y": top, "y2": self.height})

    def row(self, *lines: str, bold_first: bool = False, color: str = Ink.TEXT) -> float:
        """Add words and their lane; give the height of the lane's middle."""
        top = self.height
        for number, line in enumerate(lines):
            ink = Ink.MUTED if number else color
            self._write(line, self._room, bold=bold_first and not number, color=ink)
        start = top if self.left else self.height
        self.height = max(self.height, start + _LANE)
        middle = (start + self.height) / 2
        self.height += _GAP
        self.lanes.append({"y": start, "y2": self.height if self.left else self.height - _GAP})
        return middle

    def words(self, text: str) -> None:
        """Add muted words with nothing to mark beside them."""
        if self.left:
            self.row(text, color=Ink.MUTED)
        else:
            self._write(text, self._room, bold=False, color=Ink.MUTED)
            self.height += _GAP

    @property
    def _room(self) -> int:
        return self.left - 10 if self.left else self.width

    def _write(self, text: str, room: int, *, bold: bool, color: str) -> None:
        advance = _ADVANCE.get(script_of(text), _ADVANCE_LATIN) * (1.06 if bold else 1)
        letters = int(room / (FONT_SIZE * advance))
        for line in textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False):
            middle = self.height + _LINE / 2
            self.texts.append({"y": middle, "text": line, "bold": bold, "color": color})
            self.height += _LINE


@dataclass(frozen=True, slots=True)
class Across:
    """The x axis of a picture: `field("a")` encodes a field of the data on it."""

    rows: Rows
    domain: tuple[float, float]
    title: str
    ticks: dict[str, Any]

    def field(self, name: str) -> alt.X:
        """Give the encoding of a field on this axis."""
        scale = alt.Scale(
            domain=list(self.domain), range=[self.rows.left, self.rows.width], nice=False
        )
        return alt.X(
            f"{name}:Q", scale=scale, axis=alt.Axis(**self.ticks), title=self.title or None
        )


def chart_of(values: list[dict[str, Any]]) -> alt.Chart:
    """Give an empty chart of these rows of data."""
    return alt.Chart(alt.Data(values=values))  # type: ignore[no-untyped-call]  # altair's own gap


def inked() -> alt.Color:
    """Give the encoding by which the field `color` holds an ink."""
    return alt.Color("color:N", scale=None)


def pixel_y(rows: Rows) -> alt.Y:
    """Give the encoding by which the field `y` holds a height in pixels from the top."""
    scale = alt.Scale(domain=[rows.height, 0], nice=False, zero=False)
    return alt.Y("y:Q", scale=scale, axis=None)


def words_layers(rows: Rows) -> list[alt.Chart]:
    """Give the layers that write the words of all rows."""
    weights: list[tuple[Literal["normal", "bold"], bool]] = [("normal", False), ("bold", True)]
    return [
        chart_of(chosen)
        .mark_text(align="left", baseline="middle", fontSize=FONT_SIZE, fontWeight=weight)
        .encode(x=alt.value(0), y=pixel_y(rows), text="text:N", color=inked())
        for weight, bold in weights
        if (chosen := [item for item in rows.texts if item["bold"] is bold])
    ]


def rule_layer(across: Across, value: float) -> alt.Chart:
    """Give the layer that marks one value of x in every lane."""
    values = [{**lane, "x": value} for lane in across.rows.lanes]
    rule = chart_of(values).mark_rule(color=Ink.CLAIM, strokeWidth=2, strokeDash=[5, 3])
    encoded: alt.Chart = rule.encode(x=across.field("x"), y=pixel_y(across.rows), y2="y2:Q")
    return encoded


def layered(rows: Rows, layers: list[alt.Chart]) -> alt.LayerChart:
    """Lay the layers over each other at the size of the rows."""
    return alt.LayerChart(layer=layers, width=rows.width, height=rows.height)
