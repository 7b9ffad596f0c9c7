# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences with what stands above them: "calls on X to:" counts for each sub-paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.texts.demands.terms import Term, terms
from amparo.texts.document import Paragraph
from amparo.texts.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.texts.document import Document, Language


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence: `text` begins with the chapeaux above it and has the sentence from `own` on.

    `places` say of each piece of `text` where it stands: from here on, number of the paragraph,
    offset in that paragraph's text.
    """

    part: str
    paragraph: Paragraph
    text: str
    own: int
    places: tuple[tuple[int, str, int], ...]
    terms: tuple[Term, ...]

    def place(self, at: int) -> tuple[str, int]:
        """Give the paragraph's number, and the place in its text, of a place in `text`."""
        start, number, offset = max(place for place in self.places if place[0] <= at)
        return number, offset + at - start


def passages(document: Document) -> Iterator[Passage]:
    """Give all sentences of all paragraphs; headings are none."""
    for part in document.parts:
        for paragraph in part.paragraphs:
            yield from _below(paragraph, part.kind, document.language, "", ())


def _below(
    paragraph: Paragraph,
    part: str,
    language: Language,
    above: str,
    places: tuple[tuple[int, str, int], ...],
) -> Iterator[Passage]:
    if paragraph.heading:
        return
    spans = sentences(paragraph.text, language)
    for start, end in spans:
        # A chapeau leads on to what is below only with its last sentence, and each sentence of
        # a sub-paragraph is led to by it.
        text = above + paragraph.text[start:end]
        here = (*places, (len(above), paragraph.number, start))
        yield Passage(part, paragraph, text, len(above), here, tuple(terms(text, language)))
    start, end = spans[-1] if spans else (0, 0)
    leads = f"{above}{paragraph.text[start:end]} "
    for child in paragraph.children:
        here = (*places, (len(above), paragraph.number, start))
        yield from _below(child, part, language, leads, here)
