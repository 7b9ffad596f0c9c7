# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts, and amendments made of operations without any wording, for tests of applying them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from amparo.texts.operations import (
    Amendment,
    Op,
    Operation,
    Position,
    Reading,
    Target,
    Unit,
)
from amparo.texts.plain import read_document, write_document

if TYPE_CHECKING:
    from amparo.texts.document import Document, PartKind
    from amparo.texts.marked import Consolidation

DRAFT = """\
1. The Assembly regrets the war. It calls for peace, and for justice. Mr. Smith spoke.
2. The Assembly calls on member States to:
2.1. free all prisoners;
2.2. pay damages; and
2.3. report back.
3. It thanks the rapporteur, see paragraph 2.2 above.
"""


def draft(text: str = DRAFT, language: str = "en") -> Document:
    return read_document(text, language="fr" if language == "fr" else "en")


def operation(  # noqa: PLR0913 - an operation has these fields
    op: str,
    position: str,
    paragraphs: str = "",
    quoted: str = "",
    text: str = "",
    *,
    unit: Unit = Unit.WORDS,
    sentences: tuple[int, ...] = (),
    occurrence: int = 0,
    everywhere: bool = False,
    until: str = "",
    within: str = "",
    title: bool = False,
    part: PartKind = "",
) -> Operation:
    """Make an operation; `paragraphs` are numbers with spaces between them."""
    target = Target(part, tuple(paragraphs.split()), sentences, within, title=title)
    return Operation(
        Op(op), target, Position(position), quoted, text, unit, until, occurrence, everywhere
    )


def amendment(
    number: str, *operations: Operation, to: str = "", falls: tuple[str, ...] = ()
) -> Amendment:
    return Amendment(number, "", Reading(operations, ()), to=to, falls=falls)


def text_of(consolidation: Consolidation) -> str:
    return write_document(consolidation.document)


def lines_of(consolidation: Consolidation) -> list[str]:
    return text_of(consolidation).splitlines()


WORDS = ("peace", "war", "courts", "State", "law", "exile", "camps", "the", "of", "free", "camps,")


@st.composite
def drafts(draw: st.DrawFn) -> Document:
    """Draw small drafts of two levels; words come again, so that some quotations are ambiguous."""
    lines: list[str] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        lines.append(f"{number}. {draw(_text('.'))}")
        below = range(1, draw(st.integers(0, 3)) + 1)
        lines += [f"{number}.{count}. {draw(_text(';'))}" for count in below]
    return read_document("\n".join(lines), language="en")


@st.composite
def operations(draw: st.DrawFn, document: Document) -> Operation:
    """Draw a command on a draft: it may not be applicable."""
    paragraphs = list(document.walk())
    item = draw(st.sampled_from(paragraphs))
    spoken = item.text.split()
    start = draw(st.integers(0, len(spoken) - 1))
    quoted = " ".join(spoken[start : start + draw(st.integers(1, 3))])
    text = " ".join(draw(st.lists(st.sampled_from(("new", "fresh", "words")), min_size=1)))
    text += draw(st.sampled_from(("", "", ".", ";", ",")))
    form = draw(st.sampled_from(FORMS))
    op, position, unit, quotes, sentences = form
    return operation(
        op,
        position,
        item.number,
        quoted if quotes else "",
        "" if op == "delete" else text,
        unit=unit,
        sentences=sentences,
    )


FORMS = (
    ("insert", "after", Unit.WORDS, True, ()),
    ("insert", "before", Unit.WORDS, True, ()),
    ("replace", "words", Unit.WORDS, True, ()),
    ("delete", "words", Unit.WORDS, True, ()),
    ("replace", "rest", Unit.WORDS, True, ()),
    ("delete", "rest", Unit.WORDS, True, ()),
    ("delete", "until", Unit.WORDS, True, ()),
    ("insert", "end", Unit.WORDS, False, ()),
    ("insert", "end", Unit.SENTENCE, False, ()),
    ("insert", "start", Unit.WORDS, False, ()),
    ("insert", "after", Unit.SENTENCE, False, (1,)),
    ("replace", "whole", Unit.SENTENCE, False, (1,)),
    ("delete", "whole", Unit.SENTENCE, False, (2,)),
    ("insert", "after", Unit.PARAGRAPH, False, ()),
    ("insert", "before", Unit.PARAGRAPH, False, ()),
    ("insert", "end", Unit.SUBPARAGRAPH, False, ()),
    ("replace", "whole", Unit.PARAGRAPH, False, ()),
    ("delete", "whole", Unit.PARAGRAPH, False, ()),
)


@st.composite
def _text(draw: st.DrawFn, mark: str) -> str:
    spoken = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)
    count = draw(st.integers(1, 2))
    return " ".join(f"The {' '.join(draw(spoken))}{mark}" for _ in range(count))
