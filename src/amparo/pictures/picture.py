# SPDX-License-Identifier: AGPL-3.0-or-later
"""A picture is an SVG, what it shows in words, and the table behind it.

The SVG is complete in itself: no script, no font file, no address but the namespaces. It
carries both palettes and follows the reader's light or dark setting on a screen; paper and
programs that know no media queries get the light one. The same input gives the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape

import vl_convert

from amparo.core.messages import Message

if TYPE_CHECKING:
    from altair import LayerChart


class Size(IntEnum):
    """The width in pixels for which a picture is laid out: a page, or a telephone."""

    WIDE = 720
    NARROW = 360


@dataclass(frozen=True, slots=True)
class Table:
    """The table behind a picture, in the picture's language."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, its alternative text and its table; `spec` is the Vega-Lite chart it shows."""

    svg: str
    alt: Message
    table: Table
    spec: dict[str, Any]

    def png(self, *, scale: float = 2.0) -> bytes:
        """Give it as PNG in the light palette, `scale` times its size in pixels."""
        data: bytes = vl_convert.svg_to_png(self.svg, scale=scale)
        return data


class Ink:
    """The light palette; `_DARK` gives the dark partner of each. Every colour is told apart.

    Blue, orange and purple after M. Okabe and K. Ito (Color Universal Design, 2008), darkened
    to a contrast of at least 4.5 on the background; shape or words always say the same.
    """

    PAPER = "#fdfdfc"
    TEXT = "#1b1c1e"
    MUTED = "#55585c"
    GRID = "#dcdee1"
    BLUE = "#0b639e"
    ORANGE = "#b04a00"
    PURPLE = "#7d3f73"
    GREEN = "#0e6b50"
    CLAIM = "#a8102a"


_DARK = {
    Ink.PAPER: "#15181c",
    Ink.TEXT: "#eff1f3",
    Ink.MUTED: "#b3b9c0",
    Ink.GRID: "#3a4048",
    Ink.BLUE: "#6fb9f0",
    Ink.ORANGE: "#ff9f5a",
    Ink.PURPLE: "#dca0d0",
    Ink.GREEN: "#5fd0a8",
    Ink.CLAIM: "#ff8b98",
}

_STYLE = (
    "<style>text{font-family:Arial,Helvetica,sans-serif}"
    "@media screen and (prefers-color-scheme:dark){"
    + "".join(
        f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}'
        for light, dark in _DARK.items()
    )
    + "}</style>"
)

# d3 number formats for the axis; the language's own grouping of thousands.
_NUMBER_LOCALES: dict[str, Literal["en-US", "fr-FR", "ru-RU", "uk-UA"]] = {
    "en": "en-US",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "uk": "uk-UA",
}


def drawn(
    chart: LayerChart, *, title: Message, alt: Message, table: Table, language: str
) -> Picture:
    """Draw a chart: SVG with title and description in the language, sized by its container."""
    # Checking against the grammar of Vega-Lite takes two fifths of the time; a test does it.
    spec: dict[str, Any] = configured(chart).to_dict(validate=False)
    locale = _NUMBER_LOCALES.get(language, "en-US")
    svg = vl_convert.vegalite_to_svg(spec, format_locale=locale, allowed_base_urls=[])
    return Picture(_finished(svg, title.text(language), alt.text(language)), alt, table, spec)


def configured(chart: LayerChart) -> LayerChart:
    """Give the chart with our type, inks and margins."""
    made: LayerChart = (
        chart.configure(
            font="sans-serif",
            background=Ink.PAPER,
            padding=8,
            aria=False,
        )
        .configure_view(stroke=None)
        .configure_axis(
            domainColor=Ink.MUTED,
            gridColor=Ink.GRID,
            tickColor=Ink.MUTED,
            labelColor=Ink.TEXT,
            titleColor=Ink.TEXT,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            titlePadding=8,
        )
    )
    return made


def _finished(svg: str, title: str, description: str) -> str:
    size = re.search(r'width="(\d+)" height="(\d+)" viewBox="[\d .]+"', svg)
    if size is None:  # pragma: no cover - vl-convert always writes it
        msg = "the drawing has no size"
        raise ValueError(msg)
    width, height = size.groups()
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 {width} {height}"'
        f' style="max-width:{width}px" role="img"><title>{escape(title)}</title>'
        f"<desc>{escape(description)}</desc>{_STYLE}"
    )
    body = svg[svg.index(">") + 1 :]
    body = re.sub(r' (?:aria-[a-z]+|role|pointer-events|class)="[^"]*"', "", body)
    return head + _stable_ids(body)


def _stable_ids(body: str) -> str:
    """Number the identifiers from 0: the drawing program counts on from picture to picture."""
    names = dict.fromkeys(re.findall(r' id="([^"]+)"', body))
    for number, name in enumerate(names):
        body = re.sub(rf'(id="|url\(#){re.escape(name)}(?=["\)])', rf"\g<1>part{number}", body)
    return body
