# SPDX-License-Identifier: AGPL-3.0-or-later
"""Folded keys: spellings that must meet, names that must not, and what holds for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.names import search_key
from amparo.names.folding import consonant_key, sound_key, sounds_agree


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        ("Горінов Горинов Gorinov Horinov ГОРИНОВ", "gorinov"),
        ("Шеляженко Sheliazhenko Shelyazhenko Szelażenko Šeljaženko", "shelazhenko"),
        ("Кагарлицкий Кагарлицький Kagarlitsky Kagarlitskii Kaharlytskyi", "kagarlitski"),
        ("Мифтахов Міфтахов Miftakhov Miftahov", "miftagov"),
        ("Крикунова Крікунова Krikunova Krykunova", "krikunova"),
        ("Юрий Юрій Yuri Yurii Iurii Jurij Iouri", "iuri"),
        ("Щербаков Shcherbakov Scherbakov Ščerbakov Schtscherbakow", "sherbakov"),
        ("Соловьёв Соловьев Соловйов Solovyov Soloviev", "solovev"),
        ("Евгений Yevgeny Evgenii Jewgenij", "evgeni"),
        ("Дар’я Дар'я Дарья Darya Daria", "dara"),
        ("Чарнышоў Charnyshou", "charnishev"),
        ("Юрійович Юрьевич Yurievich Yuriyovych", "iurevich"),
    ],
)
def test_spellings_of_one_word_meet(spellings: str, key: str) -> None:
    assert {search_key(word) for word in spellings.split()} == {key}


def test_french_spellings_meet_where_the_language_is_told() -> None:
    assert sound_key("Cheliajenko", "fr") == sound_key("Шеляженко")
    assert sound_key("Cheliajenko") != sound_key("Шеляженко")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Александр", "Александра"),
        ("Петренко", "Петров"),
        ("Яна", "Анна"),
        ("Жуков", "Зуков"),
        ("Чубенко", "Шубенко"),
        # One name in two languages: the table of given names joins it, not the key.
        ("Сергей", "Сергій"),
    ],
)
def test_words_that_do_not_meet(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


def test_latin_letters_inside_a_cyrillic_word_are_read_as_cyrillic() -> None:
    assert search_key("Вiктaр") == search_key("Віктар")


def test_latin_h_is_either_sound_but_the_two_are_not_one() -> None:
    g, kh, h = sound_key("Голодов"), sound_key("Холодов"), sound_key("Holodov")
    assert sounds_agree(g, h)
    assert sounds_agree(kh, h)
    assert not sounds_agree(g, kh)


def test_a_hyphen_separates_words_and_digits_stay() -> None:
    assert search_key("Петренко-Гончар, 111-1") == "petrenko gonchar 111 1"


def test_the_beginning_of_a_word_finds_the_word() -> None:
    assert search_key("Кагарлицкий").startswith(search_key("Кагарл"))


def test_belarusian_vowels_meet_in_the_key_of_consonants() -> None:
    assert consonant_key("Някрасава") == consonant_key("Некрасова")
    assert consonant_key("Tsikhanouski") == consonant_key("Тихановский")


LETTERS = st.text(
    "абвгґдеєёжзиіїйклмнопрстуўфхцчшщьыъэюя ’-abcdefghijklmnopqrstuvwxyzšžčł", max_size=25
)


@given(LETTERS)
def test_case_and_normal_form_do_not_matter(text: str) -> None:
    assert search_key(text.upper()) == search_key(text)
    assert search_key(unicodedata.normalize("NFD", text)) == search_key(text)


@given(st.text("бвгдеёиоурстн", min_size=1, max_size=12), st.data())
def test_combining_accents_and_ye_yo_do_not_matter(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    stressed = word[: at + 1] + "\u0301" + word[at + 1 :]
    assert search_key(stressed) == search_key(word)
    assert search_key(word.replace("ё", "е")) == search_key(word)


@given(st.text(max_size=40))
def test_a_key_is_lower_case_with_single_spaces(text: str) -> None:
    key = search_key(text)
    assert key == " ".join(key.split())
    assert not any(letter in key for letter in "HXWCJ")
