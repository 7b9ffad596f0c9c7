# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text of an assembly: parts, numbered paragraphs in levels, headings, footnotes.

A paragraph's number is counted through its levels ("8.5.1"); its `key` never changes, whatever is
inserted before it, so that several amendments can be resolved against one draft.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# What a part of a document is; "" where the text does not say.
PartKind = Literal["", "resolution", "recommendation", "opinion", "order"]
# How English and French name each kind.
PART_KINDS: Mapping[str, PartKind] = {
    "resolution": "resolution",
    "recommendation": "recommendation",
    "opinion": "opinion",
    "order": "order",
    "résolution": "resolution",
    "recommandation": "recommendation",
    "avis": "opinion",
    "directive": "order",
}
Language = Literal["en", "fr"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `text` is what stands before its sub-paragraphs (the chapeau).

    `number` is "" for a heading and for words that continue after sub-paragraphs.
    """

    key: str
    number: str
    text: str
    children: tuple[Paragraph, ...] = ()
    heading: bool = False

    def walk(self) -> Iterator[Paragraph]:
        """Give this paragraph and all below it, in the order of reading."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def level(self) -> int:
        """How deep it stands: 1 for "8", 3 for "8.5.1", 0 without a number."""
        return len(self.number.split(".")) if self.number else 0


@dataclass(frozen=True, slots=True)
class Part:
    """A draft resolution, recommendation or opinion with its own numbering.

    `letter` and `heading` are as printed ("A", "Draft resolution"), "" where nothing is.
    """

    kind: PartKind
    paragraphs: tuple[Paragraph, ...]
    letter: str = ""
    heading: str = ""

    def walk(self) -> Iterator[Paragraph]:
        """Give all paragraphs in the order of reading."""
        for paragraph in self.paragraphs:
            yield from paragraph.walk()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its mark as printed, its words, the paragraph that it belongs to and where."""

    mark: str
    text: str
    paragraph: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """How plain text writes a document: the mark after a number, the gap between paragraphs."""

    dot: str = "."
    gap: str = "\n"


@dataclass(frozen=True, slots=True)
class Document:
    """A text in one language."""

    parts: tuple[Part, ...]
    title: str = ""
    language: Language = "en"
    footnotes: tuple[Footnote, ...] = ()
    style: Style = field(default_factory=Style)

    def walk(self) -> Iterator[Paragraph]:
        """Give the paragraphs of all parts in the order of reading."""
        for part in self.parts:
            yield from part.walk()

    def part(self, kind: str) -> Part | None:
        """Give the part of a kind; the only part whatever it is called, where it says nothing."""
        for part in self.parts:
            if part.kind == kind:
                return part
        only = self.parts[0] if len(self.parts) == 1 else None
        return only if only and ("" in (only.kind, kind)) else None


def find(part: Part, number: str) -> Paragraph | None:
    """Give the paragraph of a number, None if there is none."""
    wanted = number.strip(" .")
    return next((item for item in part.walk() if item.number == wanted), None)


def parent_of(part: Part, key: str) -> Paragraph | None:
    """Give the paragraph directly above, None for one of the first level."""
    return next(
        (item for item in part.walk() if any(child.key == key for child in item.children)), None
    )
