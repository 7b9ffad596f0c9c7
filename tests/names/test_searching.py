# SPDX-License-Identifier: AGPL-3.0-or-later
"""A name is found however it is asked for; what is kept of it is stable text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.names import asked_keys, kept_keys, search_key


def finds(asked: str, name: str) -> bool:
    kept = kept_keys(name)
    words = asked_keys(asked)
    return bool(words) and all(any(key in kept for key in keys) for keys in words)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Сергей", "Siarhei Vymyshlenau"),
        ("Сергій", "Вымышленный Сергей"),
        ("Жуков", "Schukow Georgij"),
        ("Schukow", "Жуков Георгий"),
        ("Горинов", "Горинова Алексея Александровича"),
        ("Alexis", "Олексій Вигаданий"),
        ("Кагарл", "Boris Kagarlitsky"),
        ("саша", "Придуманова Александра"),
    ],
)
def test_it_is_found_in_another_language_spelling_and_case(asked: str, name: str) -> None:
    assert finds(asked, name)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Олександр", "Придуманова Аляксандра"),
        ("Егор", "Вигаданий Юрій"),
        ("митрий", "Вымышленный Дмитрий"),
        # The beginning of a word as it is written, not as some tradition might read it.
        ("zzzz", "Sheliazhenko Vymyshlennyi"),
        ("", "Вымышленный Дмитрий"),
    ],
)
def test_others_are_not(asked: str, name: str) -> None:
    assert not finds(asked, name)


@given(st.text(max_size=40))
def test_the_first_line_is_the_folded_key_and_a_text_finds_itself(text: str) -> None:
    kept = kept_keys(text)
    key = search_key(text)
    assert kept.split("\n")[0] == (f" {key}" if key else "")
    assert finds(text, text) == bool(asked_keys(text))
