# SPDX-License-Identifier: AGPL-3.0-or-later
"""New text as paragraphs: numbers at the beginning of lines are structure, known or not."""

from __future__ import annotations

import pytest

from amparo.texts.applying.edits import NewParagraph
from amparo.texts.applying.new_paragraphs import new_paragraphs, own_number
from amparo.texts.operations import Unit

TREE = (NewParagraph("to do:", (NewParagraph("one;"), NewParagraph("two;"))), NewParagraph("end."))


@pytest.mark.parametrize(
    ("base", "below", "after"),
    [
        ("8.6.", "8.6.1. ", "8.7. "),
        ("X.X", "X.X.", "X.X "),
        ("XX.X.", "XX.X.X. ", "XX.X. "),
        ("x.", "x.", "x. "),
        ("X.1", "X.1.", "X.2 "),
        ("N.1", "N.1.", "N.2 "),
        ("[...].1", "[...].1.", "[...].2 "),
        ("[…].", "[…].", "[…]. "),
        ("8.X", "8.X.", "8.X "),
        ("X.a.", "X.a.", "X.b. "),
    ],
)
def test_numbers_are_structure(base: str, below: str, after: str) -> None:
    first, second = (below, below) if below.endswith(" ") else (f"{below}1 ", f"{below}2 ")
    text = f"{base} to do:\n{first}one;\n{second}two;\n{after}end."
    assert new_paragraphs(text, Unit.PARAGRAPHS, 2, "8.5") == TREE


@pytest.mark.parametrize(
    "text",
    ["N. Weir said so", "N.B. this", "n.b. this", "X marks it", "[...] the rest", "2.5 million"],
)
def test_words_that_look_like_numbers_stay(text: str) -> None:
    assert new_paragraphs(text, Unit.PARAGRAPH, 2, "8.5") == (NewParagraph(text),)


def test_ten_in_a_roman_list_stays() -> None:
    text = "viii. a\nix. b\nx. c"
    assert [item.text for item in new_paragraphs(text, Unit.PARAGRAPHS, 2)] == text.splitlines()


def test_the_depth_of_an_unknown_number_is_told() -> None:
    assert own_number("[...].1 to do", "8.5") == "X.1"
    assert own_number("X.X.1 to do", "8.5") == "X.X.1"
    assert own_number("to do", "8.5") == ""
