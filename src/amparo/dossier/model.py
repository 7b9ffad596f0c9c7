# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dossier as a document: sections, blocks and inline parts, before any rendering.

A part of a line is plain text (in the dossier's language or in none, such as a date), a
`Message` (said in the dossier's language), `Foreign` text with the language it is in, a
`Badge` (a word of a closed list, such as how well something is known), a `Cite` or a `NewLine`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from amparo.core.messages import Message
from amparo.core.sources import Source


class DossierError(ValueError):
    """A dossier that cannot be written; the message names every fault found."""


class Tone(StrEnum):
    """How a badge is set; always besides its word, never instead of it."""

    PLAIN = "plain"
    SURE = "sure"
    CAUTION = "caution"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Text in a language of its own (BCP 47 tag), e.g. a name as a Ukrainian list writes it."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A word of a closed list: how well known, a verdict, a station's state."""

    words: Message
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Cite:
    """Where the statement before it comes from: keys of `Dossier.sources`."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewLine:
    """A new line inside a cell or an item."""


Part: TypeAlias = str | Message | Foreign | Badge | Cite | NewLine
Line: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    parts: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one line each."""

    items: tuple[Line, ...]


class Align(StrEnum):
    """Where a column's text stands: numbers at the end, everything else at the start."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a head row; the first cell of each row is its header.

    `align` names each column's side; empty means all at the start.
    """

    caption: Line
    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    align: tuple[Align, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture (SVG text) with its words for those who do not see it, and its numbers."""

    svg: str
    alt: Message
    caption: Line
    table: Table | None = None


class CalloutKind(StrEnum):
    """Why a block is set apart."""

    NOTE = "note"
    SYNTHETIC = "synthetic"
    UNKNOWN = "unknown"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class Callout:
    """A block set apart from the text; its kind is written as its first words."""

    kind: CalloutKind
    parts: Line


Block: TypeAlias = Paragraph | Bullets | Table | PictureBlock | Callout


@dataclass(frozen=True, slots=True)
class Section:
    """A section; `key` is its anchor (letters, digits and hyphens), unique in the dossier."""

    key: str
    heading: Line
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole document, in one language; `sources` in the order of their numbers.

    The first `lead` sections stand before the contents, on paper on the first page.

    `labels` stand on the first page (the SYNTHETIC notice). `made_on` is the date printed and
    put into the file; nothing looks at a clock, so equal dossiers give equal files.
    """

    title: Message
    subtitle: Message
    language: str
    made_on: dt.date
    labels: tuple[Message, ...] = ()
    sections: tuple[Section, ...] = ()
    sources: tuple[Source, ...] = ()
    lead: int = 0
