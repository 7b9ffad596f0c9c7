# SPDX-License-Identifier: AGPL-3.0-or-later
"""Columns get the room their words need."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.dossier.widths import column_shares

LINE = 106


def cell(text: str) -> list[dict[str, Any]]:
    return [{"kind": "text", "text": text, "lang": None}]


def columns(*texts: tuple[str, ...]) -> list[list[list[dict[str, Any]]]]:
    return [[cell(text) for text in column] for column in texts]


def test_a_table_of_short_texts_is_as_narrow_as_they_are() -> None:
    assert column_shares(columns(("Name", "A"), ("Months", "84"))) == [0, 0]


def test_long_text_gets_what_short_columns_leave() -> None:
    first, second = column_shares(columns(("What", "Charge"), ("Words", "many words " * 30)))
    assert first < 15
    assert second > 85


def test_a_new_line_begins_a_line_and_a_citation_counts_little() -> None:
    stacked = [*cell("seen"), {"kind": "new_line", "text": "", "lang": None}, *cell("unverified")]
    cited = [*stacked, {"kind": "cite", "numbers": [1, 2]}]
    long = cell("many words " * 30)
    plain, with_numbers = (
        column_shares([[cell("How"), found], [cell("Words"), long]])[0]
        for found in (stacked, cited)
    )
    assert plain <= with_numbers < plain + 4 < 22


def test_cyrillic_needs_more_room_than_latin() -> None:
    long = "many words " * 30
    latin, cyrillic = (
        column_shares(columns(("X", name), ("Words", long)))[0]
        for name in ("aaaaaaaaaaaa", "ааааааaааааа")
    )
    assert cyrillic > latin


words = st.text("abcабв", min_size=1, max_size=9)
texts = st.lists(words, min_size=1, max_size=25).map(" ".join)


@settings(max_examples=50, deadline=None)
@given(
    st.integers(2, 5).flatmap(lambda n: st.lists(st.tuples(words, texts), min_size=n, max_size=n))
)
def test_no_word_is_cut(table: list[tuple[str, str]]) -> None:
    shares = column_shares(columns(*table))
    if not any(shares):
        assert all(len(text) < 30 for column in table for text in column)
        return
    # typst shares out the line in these proportions.
    letters = [share * LINE / sum(shares) for share in shares]
    for room, column in zip(letters, table, strict=True):
        assert room >= max(len(word) for text in column for word in text.split())
