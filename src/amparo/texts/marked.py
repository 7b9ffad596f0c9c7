# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text with its changes shown in place: what pages, DOCX and the resulting text are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.core.messages import Message
from amparo.texts.document import Document, PartKind

if TYPE_CHECKING:
    from collections.abc import Iterator


class Mark(StrEnum):
    """What happened to some words, or to a whole paragraph."""

    KEPT = "kept"
    INSERTED = "inserted"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one mark; `by` is the key of the amendment that inserted or struck them."""

    mark: Mark
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph before and after: an inserted one has no number before, a struck one none after.

    `key` is the key of the draft's paragraph; that of an inserted one names its amendment and
    place. The text before is what is kept and struck, the text after what is kept and inserted.
    """

    key: str
    mark: Mark
    level: int
    number_before: str
    number_after: str
    runs: tuple[Run, ...]
    heading: bool = False
    by: str = ""

    @property
    def before(self) -> str:
        """Give the words of the draft."""
        return "".join(run.text for run in self.runs if run.mark is not Mark.INSERTED)

    @property
    def after(self) -> str:
        """Give the words that result."""
        return "".join(run.text for run in self.runs if run.mark is not Mark.STRUCK)

    @property
    def changed(self) -> bool:
        """Say whether words of it changed; a new number alone is no change."""
        return any(run.mark is not Mark.KEPT for run in self.runs)


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A part, its paragraphs in the order of reading, struck ones where they stood."""

    kind: PartKind
    letter: str
    heading: str
    paragraphs: tuple[MarkedParagraph, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an amendment was not applied. `nearest` are passages of the draft that may be meant.

    `because_of` is the key of the adopted amendment that it collides with, "" for other reasons.
    """

    amendment: str
    reason: Message
    nearest: tuple[str, ...] = ()
    because_of: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should look at: a cross-reference, a list ending, a capital; never repaired."""

    amendment: str
    paragraph: str
    text: Message


@dataclass(frozen=True, slots=True)
class Consolidation:
    """The text after the adopted amendments, with all changes in place.

    `applied` are the keys of amendments that took effect, in the order of the text. `title` are
    the runs of the title, none where the draft has none.
    """

    document: Document
    parts: tuple[MarkedPart, ...]
    applied: tuple[str, ...]
    refused: tuple[Refusal, ...]
    remarks: tuple[Remark, ...] = ()
    title: tuple[Run, ...] = ()

    def walk(self) -> Iterator[MarkedParagraph]:
        """Give the marked paragraphs of all parts in the order of reading."""
        for part in self.parts:
            yield from part.paragraphs
