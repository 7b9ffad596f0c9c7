# SPDX-License-Identifier: AGPL-3.0-or-later
"""Declining names, and reading declined names back."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.names import read_name
from amparo.names.evidence import name_resource
from amparo.names.inflection import (
    GENDERS,
    LANGUAGES,
    OBLIQUE,
    Case,
    Nominative,
    Part,
    decline,
    nominatives,
    undeclined,
)

CASES = Path(__file__).parents[1] / "cases" / "names_inflection.yml"
ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text("utf-8"))
PARTS: tuple[Part, ...] = get_args(Part)

# SYNTHETIC: common words combined by us.
FAMILIES = (
    "Смирнов Соловьёв Калинин Ковальский Чёрный Толстой Полевой Шевченко Шевчук Юркевич Жуковец "
    "Коломиец Коваль Гайдай Цой Сорока Кучма Берия Саркисян Думбадзе Седых Мороз Франк Швец Шульц"
)
WOMEN = (
    "Смирнова Соловьёва Калинина Ковальская Чёрная Толстая Полевая Шевченко Шевчук Юркевич "
    "Жуковец Коваль Гайдай Цой Сорока Кучма Саркисян Думбадзе Седых Мороз Швец"
)
UKRAINIANS = (
    "Шевченко Бойко Коваленко Шевчук Поліщук Ковальський Чорний Коломієць Кравець Швець Палій "
    "Гайдай Сорока Кучма Зозуля Мазур Стельмах Бабич Коваль Горінов Пушкін"
)


def said(row: dict[str, Any]) -> list[str]:
    cases = row["cases"].split()
    return [row["name"]] * len(OBLIQUE) if cases == ["same"] else cases


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['language']} {row['name']}")
def test_the_table_of_cases_is_written(row: dict[str, Any]) -> None:
    part, gender, language = row["part"], row["gender"], row["language"]
    written = [decline(row["name"], part, gender, case, language) for case in OBLIQUE]
    assert written == said(row)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['language']} {row['name']}")
def test_the_table_of_cases_is_read_back(row: dict[str, Any]) -> None:
    part, gender, language = row["part"], row["gender"], row["language"]
    plain = row["name"].replace("ё", "е")
    for case, form in zip(OBLIQUE, said(row), strict=True):
        read = undeclined(form, part, gender, case, language)
        assert plain in [name.replace("ё", "е") for name in read]


def test_a_form_is_given_with_each_gender_and_case_that_it_can_have() -> None:
    found = nominatives("Горинова", "family", "ru")
    assert Nominative("Горинова", "female", "") in found
    assert Nominative("Горинов", "male", "genitive") in found
    assert Nominative("Горинов", "male", "dative") not in found


def test_capitals_stay_capitals() -> None:
    assert decline("ГОРИНОВ", "family", "male", "genitive") == "ГОРИНОВА"
    assert undeclined("ГОРИНОВЫМ", "family", "male", "instrumental")[0] == "ГОРИНОВ"


def test_the_nominative_and_latin_letters_stay_as_they_are() -> None:
    assert decline("Горинов", "family", "male", "") == "Горинов"
    assert decline("Gorinov", "family", "male", "genitive") == "Gorinov"
    assert undeclined("Gorinova", "family", "male", "genitive") == ()


@pytest.mark.parametrize(
    ("language", "gender", "families", "given_names", "patronymics"),
    [
        ("ru", "male", FAMILIES, "Алексей Юрий Пётр Лев Илья Игорь", "Петрович Ильич Юрьевич"),
        ("ru", "female", WOMEN, "Анна Ольга Мария Александра Любовь", "Петровна Ильинична"),
        ("uk", "male", UKRAINIANS, "Олексій Юрій Петро Микола Ілля", "Вадимович Ілліч Юрійович"),
    ],
)
@pytest.mark.parametrize("case", ["genitive", "dative", "instrumental"])
def test_full_names_are_read_back(
    language: str, gender: str, families: str, given_names: str, patronymics: str, case: Case
) -> None:
    """A patronymic in an oblique case decides: surname, given name and gender come back."""
    wrong = []
    for parts in product(families.split(), given_names.split(), patronymics.split()):
        words = [
            decline(word, part, gender, case, language)
            for word, part in zip(parts, PARTS, strict=True)
        ]
        reading = read_name(" ".join(words), language=language)
        read = (*reading.family, *reading.given, *reading.patronymic)
        if [word.replace("ё", "е") for word in read] != [word.replace("ё", "е") for word in parts]:
            wrong.append((words, read))
        assert (reading.gender, bool(reading.case)) == (gender, True)
    assert wrong == []


def test_every_row_of_the_table_can_be_reached_and_has_all_cases() -> None:
    table = name_resource("inflection")
    assert sorted(table) == sorted(LANGUAGES)
    for parts in table.values():
        assert sorted(parts) == sorted(PARTS)
        for genders in parts.values():
            assert sorted(genders) == sorted(GENDERS)
            for row in (row for rows in genders.values() for row in rows):
                assert row["cases"] == "same" or len(row["cases"].split()) == len(OBLIQUE), row
                assert re.compile(row["ends"]).flags


names = st.text(alphabet="абвгдежзийклмнопрстуфхцчшщыьэюяёіїєґў", min_size=4, max_size=12)


@given(
    names.map(str.capitalize),
    st.sampled_from(PARTS),
    st.sampled_from(GENDERS),
    st.sampled_from(OBLIQUE),
    st.sampled_from(LANGUAGES),
)
def test_what_is_written_can_be_read(
    name: str, part: Part, gender: str, case: Case, language: str
) -> None:
    """Whatever word is declined, its nominative is among those that are read back."""
    form = decline(name, part, gender, case, language)
    plain = name.replace("ё", "е")
    read = [item.replace("ё", "е") for item in undeclined(form, part, gender, case, language)]
    assert form == name or plain in read
