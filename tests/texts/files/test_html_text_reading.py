# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page with marked changes comes back as the resulting text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.applying.consolidation import consolidate
from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.files.document_files import read_document_bytes, read_document_text
from amparo.texts.files.html_text import write_html
from amparo.texts.files.page_lines import TextFileError
from amparo.texts.plain import read_document, write_document
from made_texts import made_document
from marked_text import HARBOURS

if TYPE_CHECKING:
    from random import Random

    from amparo.texts.document import Language

DRAFT = """A. Draft resolution
1. The Assembly thinks 2 < 3 & 1.
2. It asks A to:
2.1. free all; and
2.2. [struck: repeal] the law.
I. The end
3. It will return.
II. Later
4. It waits.
"""
AMENDMENTS = """Amendment 1
Delete paragraph 1.
Amendment 2
In paragraph 2.1, replace the word "all" with the words "all of them".
Amendment 3
After paragraph 3, insert the following paragraph:
"It hopes."
Amendment 4
Delete paragraph 99.
"""


def test_struck_words_and_what_is_said_of_changes_are_no_words_of_the_text() -> None:
    document = read_document_text(write_html(HARBOURS))

    assert document.title == "Safe harbours"
    (part,) = document.parts
    assert (part.kind, part.letter, part.heading) == ("resolution", "A", "Draft resolution")
    assert [(item.number, item.text, item.heading) for item in document.walk()] == [
        ("1", "The Assembly knows & <notes>:", False),
        ("1.1", "new;", False),
        ("1.2", "kept.", False),
        ("", "Measures", True),
        ("3", "The end.", False),
    ]


def test_words_copied_from_such_a_page_are_refused_with_what_to_do() -> None:
    copied = "1. The Assembly [struck: thinks Amendment 3 end of what is struck] knows.\n"
    with pytest.raises(TextFileError, match="as HTML, or save the resulting text"):
        read_document_text(copied)
    with pytest.raises(TextFileError, match="marked changes"):
        read_document_text(f"<html><body><p>{copied}</p></body></html>")


@pytest.mark.parametrize("title", ["", "On prisoners\n"])
def test_the_page_of_a_consolidation_gives_the_same_text_as_the_consolidation(title: str) -> None:
    found = consolidate(read_document(title + DRAFT), read_amendments(AMENDMENTS))

    again = read_document_bytes(write_html(found).encode())

    assert found.applied
    assert found.refused
    assert write_document(again) == write_document(found.document)
    assert again.language == found.document.language


@given(rng=st.randoms(use_true_random=False), language=st.sampled_from(["en", "fr"]))
def test_a_text_without_changes_comes_back(rng: Random, language: Language) -> None:
    document = made_document(rng, language)

    again = read_document_text(write_html(consolidate(document, [])))

    assert again.parts == document.parts
    assert (again.title, again.language) == (document.title, document.language)
