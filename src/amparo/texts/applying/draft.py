# SPDX-License-Identifier: AGPL-3.0-or-later
"""A draft made ready for finding places in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.texts.applying.edits import TITLE
from amparo.texts.document import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.texts.document import Document


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: its part, its parent ("" for none), its place among its siblings.

    `index` counts the paragraphs of the whole draft in the order of reading; `last` is the index
    of the last one below it, its own if there is none.
    """

    paragraph: Paragraph
    part: int
    parent: str
    at: int
    index: int
    last: int


class Draft:
    """A document with the places of its paragraphs by key."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.places: dict[str, Place] = {}
        self.reading: list[Place] = []
        for number, part in enumerate(document.parts):
            self._enter(part.paragraphs, number, "")

    def _enter(self, paragraphs: Sequence[Paragraph], part: int, parent: str) -> None:
        for at, paragraph in enumerate(paragraphs):
            index = len(self.reading)
            place = Place(paragraph, part, parent, at, index, index)
            self.reading.append(place)
            self._enter(paragraph.children, part, paragraph.key)
            self.reading[index] = Place(paragraph, part, parent, at, index, len(self.reading) - 1)
            self.places[paragraph.key] = self.reading[index]

    def text(self, key: str) -> str:
        """Give the words of a paragraph, or the title."""
        return self.document.title if key == TITLE else self.places[key].paragraph.text

    def below(self, key: str) -> Iterator[Place]:
        """Give a paragraph and all below it in the order of reading."""
        place = self.places[key]
        yield from self.reading[place.index : place.last + 1]

    def above(self, key: str) -> Iterator[str]:
        """Give the keys of a paragraph and of all above it."""
        while key:
            yield key
            key = self.places[key].parent if key in self.places else ""

    def of_part(self, part: int) -> list[Place]:
        """Give the paragraphs of a part in the order of reading."""
        return [place for place in self.reading if place.part == part]

    def siblings(self, part: int, parent: str) -> Sequence[Paragraph]:
        """Give what stands directly below a paragraph, or on the first level."""
        if parent:
            return self.places[parent].paragraph.children
        return self.document.parts[part].paragraphs

    def numbered(self, part: int, number: str) -> Place | None:
        """Give the paragraph of a number, None if there is none."""
        wanted = number.strip(" .")
        return next(
            (p for p in self.reading if p.part == part and p.paragraph.number == wanted), None
        )

    def name(self, key: str) -> str:
        """Give what a paragraph is called for people: its number, else its first words."""
        if key == TITLE:
            return TITLE
        paragraph = self.places[key].paragraph
        return paragraph.number or " ".join(paragraph.text.split()[:4])
