# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words in other letters and languages, women's surnames, patronymics."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.synthetic.lexicon import (
    FAMILY,
    FEMALE,
    GIVEN,
    LANGUAGES,
    MALE,
    PATRONYMIC,
    family,
    feminine,
    lexicon,
)
from amparo.synthetic.patronymics import patronymic
from amparo.synthetic.spelling import crossed, latin, latin_systems

CASES = Path(__file__).resolve().parents[1] / "cases" / "synthetic_spelling.yml"
SPELLINGS = [
    (row["word"], row["language"], system, wanted)
    for row in yaml.safe_load(CASES.read_text("utf-8"))
    for system, wanted in row.items()
    if system not in {"word", "language"}
]


@pytest.mark.parametrize(("word", "language", "system", "wanted"), SPELLINGS)
def test_a_word_is_spelled_as_the_system_says(
    word: str, language: str, system: str, wanted: str
) -> None:
    assert latin(word, system, language) == wanted


@pytest.mark.parametrize("system", latin_systems())
@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_no_cyrillic_letter_is_left(data: st.DataObject, system: str, language: str) -> None:
    words = lexicon()
    kind = data.draw(st.sampled_from([FAMILY, GIVEN, PATRONYMIC]))
    gender = data.draw(st.sampled_from([MALE, FEMALE]))
    last = {
        FAMILY: len(words.families),
        GIVEN: len(words.given[gender]),
        PATRONYMIC: len(words.given[MALE]),
    }
    number = data.draw(st.integers(0, last[kind] - 1))
    word = words.nominative(kind, number, gender, language)
    found = latin(word, system, language)
    assert not any("Ѐ" <= letter <= "ӿ" for letter in found), (word, found)
    assert found[0].isupper()


@pytest.mark.parametrize(
    ("word", "origin", "language", "wanted"),
    [
        ("Никитин", "ru", "uk", "Нікітін"),
        ("Достоевский", "ru", "uk", "Достоєвський"),
        ("Щербаков", "ru", "uk", "Щербаков"),
        ("Климович", "ru", "be", "Клімовіч"),
        ("Ковалёнок", "ru", "be", "Кавалёнак"),
        ("Савицкий", "ru", "be", "Савіцкі"),
        ("Лисенко", "uk", "ru", "Лисенко"),
        ("Білоус", "uk", "ru", "Билоус"),
        ("Лук’яненко", "uk", "ru", "Лукьяненко"),
        ("Коваленко", "uk", "be", "Каваленка"),
    ],
)
def test_a_surname_crosses_into_another_language(
    word: str, origin: str, language: str, wanted: str
) -> None:
    assert crossed(word, origin, language) == wanted


@pytest.mark.parametrize(
    ("male", "native", "female"),
    [
        ("Иванов", "ru", "Иванова"),
        ("Никитин", "ru", "Никитина"),
        ("Савицкий", "ru", "Савицкая"),
        ("Толстой", "ru", "Толстая"),
        ("Седых", "ru", "Седых"),
        ("Лукашевич", "ru", "Лукашевич"),
        ("Хачатрян", "ru", "Хачатрян"),
        ("Шевченко", "uk", "Шевченко"),
        ("Вишневський", "uk", "Вишневська"),
        ("Волошин", "uk", "Волошин"),
    ],
)
def test_a_womans_surname_agrees(male: str, native: str, female: str) -> None:
    assert feminine(male, native) == female


def test_a_womans_surname_agrees_in_every_language() -> None:
    forms = [family("ru", "Савицкий", FEMALE, language) for language in LANGUAGES]
    assert forms == ["Савицкая", "Савицька", "Савіцкая"]


@pytest.mark.parametrize(
    ("father", "language", "son", "daughter"),
    [
        ("Александр", "ru", "Александрович", "Александровна"),
        ("Сергей", "ru", "Сергеевич", "Сергеевна"),
        ("Юрий", "ru", "Юрьевич", "Юрьевна"),
        ("Игорь", "ru", "Игоревич", "Игоревна"),
        ("Илья", "ru", "Ильич", "Ильинична"),
        ("Лев", "ru", "Львович", "Львовна"),
        ("Микола", "uk", "Миколайович", "Миколаївна"),
        ("Сергій", "uk", "Сергійович", "Сергіївна"),
        ("Андрій", "uk", "Андрійович", "Андріївна"),
        ("Василь", "uk", "Васильович", "Василівна"),
        ("Петро", "uk", "Петрович", "Петрівна"),
        ("Станіслаў", "be", "Станіслававіч", "Станіславаўна"),
        ("Мікалай", "be", "Мікалаевіч", "Мікалаеўна"),
        ("Сяргей", "be", "Сяргеевіч", "Сяргееўна"),
        ("Аляксандр", "be", "Аляксандравіч", "Аляксандраўна"),
    ],
)
def test_a_patronymic_follows_from_the_father(
    father: str, language: str, son: str, daughter: str
) -> None:
    assert patronymic(father, language) == (son, daughter)
