# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo_desk.pages.passages import Piece, Span, in_sentence, pieces

TEXT = "One thing. They hold 300 men there. An end."


def test_a_text_is_cut_where_claims_begin_and_end() -> None:
    assert pieces("abcdef", [Span(1, 3, "x")]) == [
        Piece("a", ""),
        Piece("bc", "x"),
        Piece("def", ""),
    ]


def test_the_shorter_of_two_claims_has_the_words_of_both() -> None:
    found = pieces("abcdef", [Span(0, 6, "long"), Span(2, 4, "short")])
    assert found == [Piece("ab", "long"), Piece("cd", "short"), Piece("ef", "long")]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_no_letter_is_lost_or_said_twice(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [
        Span(min(pair), min(max(pair), len(text)), str(number))
        for number, pair in enumerate(ends)
        if min(pair) <= len(text)
    ]
    assert "".join(piece.text for piece in pieces(text, spans)) == text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("300 men", ("They hold ", "300 men", " there.")),
        ("They hold 300 men there.", ("", "They hold 300 men there.", "")),
        ("thing. They", ("One ", "thing. They", " hold 300 men there.")),
    ],
)
def test_a_passage_stands_in_its_sentence(words: str, expected: tuple[str, str, str]) -> None:
    start = TEXT.index(words)
    assert in_sentence(TEXT, Span(start, start + len(words), "x")) == expected
