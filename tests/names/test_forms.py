# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a word from fine to coarse: each coarser form keeps what the finer ones joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.names.forms import genderless, word_forms


@pytest.mark.parametrize(
    ("masculine", "feminine"),
    [
        ("Горинов", "Горинова"), ("Соловьёв", "Соловьёва"), ("Пушкин", "Пушкина"),
        ("Ковальский", "Ковальская"), ("Ковальський", "Ковальська"), ("Някрасаў", "Някрасава"),
        ("Kovalskyi", "Kovalska"), ("Gorinov", "Gorinova"), ("Навроцкий", "Навроцкая"),
    ],
)  # fmt: skip
def test_both_genders_of_a_surname_have_one_stem(masculine: str, feminine: str) -> None:
    assert word_forms(masculine).stems & word_forms(feminine).stems
    assert not word_forms(masculine).sounds & word_forms(feminine).sounds


@pytest.mark.parametrize("word", ["Ева", "Нина", "Сова", "Дина"])
def test_a_short_word_is_no_feminine_of_another(word: str) -> None:
    (sounds,) = word_forms(word).sounds
    assert genderless(sounds) == sounds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Некрасов", "Някрасаў"), ("Тихановский", "Cichanouski"), ("Хрущёв", "Chruszczow"),
        ("Жуков", "Joukov"), ("Щербаков", "Schtscherbakow"), ("Михайлов", "Michajlow"),
        ("Гончар", "Honchar"), ("Холодов", "Holodov"), ("Горинов", "Горинова"),
    ],
)  # fmt: skip
def test_words_that_one_block_must_hold_share_an_outline(one: str, other: str) -> None:
    assert word_forms(one).outlines & word_forms(other).outlines


def test_words_of_different_consonants_share_none() -> None:
    assert not word_forms("Горинов").outlines & word_forms("Дорошенко").outlines


LETTERS = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў'", max_size=14)
LATIN = st.text("abcdefghijklmnopqrstuvwxyzšžčłéï", max_size=14)


@given(LETTERS | LATIN, LETTERS | LATIN)
def test_what_agrees_in_a_finer_form_agrees_in_every_coarser_one(one: str, other: str) -> None:
    a, b = word_forms(one), word_forms(other)
    agree = [
        bool(getattr(a, form) & getattr(b, form))
        for form in ("sounds", "stems", "vowels", "consonants", "outlines")
    ]
    assert agree == sorted(agree)


@given(LETTERS | LATIN)
def test_case_does_not_matter(word: str) -> None:
    assert word_forms(word.upper()) == word_forms(word)
