# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person is told to look at in a text that results."""

from __future__ import annotations

import pytest

from amendable import amendment, draft, operation
from amparo.texts.applying.consolidation import consolidate
from amparo.texts.applying.remarks import references
from amparo.texts.operations import Operation, Unit

SUB = Unit.SUBPARAGRAPH


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("see paragraph 8.2 above", ["8.2"]),
        ("in paragraphs 4.1 to 4.4, 5 and 7", ["4.1", "4.4", "5", "7"]),
        ("in paragraph 17 of this resolution", ["17"]),
        ("paragraph 3 of Resolution 1900 (2012)", []),
        ("paragraph 3 of Article 5 and paragraph 4", ["4"]),
        ("aux paragraphes 5 et 6.1 ci-dessus", ["5", "6.1"]),
        ("au paragraphe 5 de la présente résolution", ["5"]),
        ("le paragraphe 5 de la Résolution 1900", []),
        ("Article 5, sub-paragraph 8.a.", ["8.a"]),
        ("in 2014 there were 8.2 million", []),
    ],
)
def test_paragraphs_that_a_text_names(text: str, numbers: list[str]) -> None:
    assert [number for _, number in references(text)] == numbers


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (operation("insert", "start", "1", text="Nevertheless"), "a capital may stand"),
        (operation("insert", "after", "1", sentences=(1,), text="it is sad."), "a small letter"),
        (operation("delete", "words", "1", "and for justice"), "two marks follow each other"),
        (operation("insert", "end", "2.1", text="It is urgent."), "follows the semicolon"),
        (
            operation("insert", "end", "1", text="It is urgent", unit=Unit.SENTENCE),
            "no mark closes",
        ),
        (operation("insert", "after", "2.3", text="go;", unit=SUB), "the last item of a list"),
        (operation("insert", "after", "2.3", text="go.", unit=SUB), "others follow"),
        (operation("replace", "words", "1", "the war", "aggression"), None),
        (operation("insert", "after", "2.1", text="go;", unit=SUB), "is paragraph 2.3 now"),
        (operation("delete", "whole", "2.2"), "was deleted"),
    ],
)
def test_what_is_remarked(command: Operation, words: str | None) -> None:
    found = consolidate(draft(), [amendment("7", command)])
    said = [item.text.text() for item in found.remarks]
    assert not found.refused
    assert bool(said) == (words is not None)
    assert any((words or "") in text for text in said) == (words is not None)


def test_a_remark_names_the_amendment_and_the_paragraph() -> None:
    document = draft()
    change = amendment("7", operation("insert", "start", "1", text="Nevertheless"))
    remark = consolidate(document, [change]).remarks[0]
    assert (remark.amendment, remark.paragraph) == ("7", next(document.walk()).key)


def test_what_was_odd_in_the_draft_is_not_remarked() -> None:
    document = draft("1. To:\n1.1. go.\n1.2. stay;\n2. Two,, here.")
    change = amendment("1", operation("insert", "after", "2", "Two", "words"))
    assert [item.text.text() for item in consolidate(document, [change]).remarks] == []
