# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading names: which word is what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.names import NameReading, read_name
from amparo.names.given import given_names, patronymic_of
from amparo.names.reading import Order, is_initial

CASES = Path(__file__).parents[1] / "cases" / "names_reading.yml"
ROWS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text("utf-8"))


def parts(reading: NameReading) -> str:
    return " | ".join(map(" ".join, (reading.family, reading.given, reading.patronymic)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_the_table_of_names(row: dict[str, Any]) -> None:
    reading = read_name(
        row["name"], order=row.get("order", "unknown"), language=row.get("language")
    )
    assert parts(reading) == row["is"], row["why"]
    assert reading.case == row.get("case", ""), row["why"]
    assert reading.gender == row.get("gender", reading.gender), row["why"]
    assert {*row.get("also", ())} <= {parts(item) for item in reading.alternatives}, row["why"]


def test_the_table_of_names_is_long() -> None:
    assert len(ROWS) >= 120


@given(st.sampled_from(ROWS), st.sampled_from(["unknown", "family_first", "given_first"]))
def test_weights_are_shares_and_readings_are_few_and_differ(
    row: dict[str, Any], order: Order
) -> None:
    readings = read_name(row["name"], order=order).readings
    assert sum(item.weight for item in readings) == pytest.approx(1)
    assert len(readings) <= 4
    assert len({(parts(item), item.case) for item in readings}) == len(readings)
    assert all(item.alternatives == () for item in readings[1:])
    assert readings[0].weight == max(item.weight for item in readings)


def test_a_nominative_has_by_far_the_greater_weight_where_both_are_possible() -> None:
    woman, man = read_name("Горинова Александра").readings
    assert (woman.case, man.case) == ("", "genitive")
    assert woman.weight > 10 * man.weight


@given(st.permutations(ROWS[:40]))
def test_a_reading_does_not_depend_on_what_was_read_before(rows: list[dict[str, Any]]) -> None:
    read_name.cache_clear()
    found = {row["name"]: read_name(row["name"]) for row in rows}
    read_name.cache_clear()
    assert found == {row["name"]: read_name(row["name"]) for row in reversed(rows)}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Горинов Алексей Александрович", "Горинов | Алексей | Александрович"),
        ("Алексей Александрович Горинов", "Горинов | Алексей | Александрович"),
        ("Gorinov, Alexey", "Gorinov | Alexey | "),
        ("Кропачева, Мария Петровна", "Кропачева | Мария | Петровна"),
        ("KAGARLITSKY Boris", "KAGARLITSKY | Boris | "),
        ("Boris KAGARLITSKY", "KAGARLITSKY | Boris | "),
        ("Петро КРОПИВА КОВАЛЬ", "КРОПИВА КОВАЛЬ | Петро | "),
        ("ГОРИНОВ АЛЕКСЕЙ", "ГОРИНОВ | АЛЕКСЕЙ | "),
        ("Горинов А. А.", "Горинов | А. | А."),
        ("Горинов А.А.", "Горинов | А. | А."),
        ("А.А.Горинов", "Горинов | А. | А."),
        ("Горинов А А", "Горинов | А | А"),
        ("Sergey V. Petrenko", "Petrenko | Sergey | V."),
        ("Petrenko Sergey V.", "Petrenko | Sergey | V."),
        ("Иван Иванович Юревич", "Юревич | Иван | Иванович"),
        ("Юревич Иван Иванович", "Юревич | Иван | Иванович"),
        ("Кузьменко Ольга Іллівна", "Кузьменко | Ольга | Іллівна"),
        ("Някрасава Алена Іванаўна", "Някрасава | Алена | Іванаўна"),
        ("Olga Sergeevna Tarasiuk", "Tarasiuk | Olga | Sergeevna"),
        ("Мамедов Ахмед Али оглы", "Мамедов | Ахмед | Али оглы"),
        ("Катерина Володимирівна Гончар ПЕТРЕНКО", "Гончар ПЕТРЕНКО | Катерина | Володимирівна"),
        ("Горинова Алексея Александровича", "Горинов | Алексей | Александрович"),
        ("Шеляженко Юрій Вадимович (секретар)", "Шеляженко | Юрій | Вадимович"),
        ("Иванов И. И., 37 лет", "Иванов | И. | И."),
        ("17-летний Иван Дорошенко", "Дорошенко | Иван | "),
    ],
)
def test_parts_of_a_name_without_declared_order(written: str, expected: str) -> None:
    assert parts(read_name(written)) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [("family_first", "Мирон | Максим | "), ("given_first", "Максим | Мирон | ")],
)
def test_the_declared_order_decides_where_the_words_do_not(order: Order, expected: str) -> None:
    reading = read_name("Мирон Максим", order=order)
    assert parts(reading) == expected
    assert reading.alternatives == ()


def test_a_patronymic_in_the_middle_is_believed_before_the_declared_order() -> None:
    reading = read_name("Алексей Александрович Горинов", order="family_first")
    assert parts(reading) == "Горинов | Алексей | Александрович"


def test_both_orders_are_kept_where_nothing_decides() -> None:
    readings = read_name("Хошанг Гагам").readings
    assert {parts(item) for item in readings} == {"Хошанг | Гагам | ", "Гагам | Хошанг | "}


def test_a_single_word_may_be_either_part() -> None:
    assert {parts(item) for item in read_name("Горинов").readings} == {
        "Горинов |  | ",
        " | Горинов | ",
    }


def test_given_name_and_patronymic_without_surname_is_an_alternative() -> None:
    readings = read_name("Роман Абрамович").readings
    assert [parts(item) for item in readings] == ["Абрамович | Роман | ", " | Роман | Абрамович"]


@pytest.mark.parametrize(
    "written",
    [
        "17-летний житель Тюмени",
        "a 17-year-old resident",
        "мешканка Сватового, 37 років",
        "неизвестный",
        "Неизвестная женщина",
        "un habitant de Svatove, 40 ans",
        "16-летняя школьница",
        "N.N.",
        "Н.Н.",
        "37 років",
        "",
        "  ",
        "—",
    ],
)
def test_descriptions_name_nobody(written: str) -> None:
    reading = read_name(written)
    assert reading.unnamed
    assert parts(reading) == " |  | "


@pytest.mark.parametrize(
    "written",
    [
        "Неизвестный Эрнст Иосифович",
        "Неизвестный Э. И.",
        "Невідомський Петро",
        "Солдатов Иван",
        "Н. Н. Иванов",
        "Иванов Иван, житель Тюмени",
        "Манн Томас",
        "Oldman Gary",
        "Янс Пётр",
    ],
)
def test_names_that_resemble_descriptions_are_names(written: str) -> None:
    reading = read_name(written)
    assert not reading.unnamed
    assert reading.family


@pytest.mark.parametrize(
    ("written", "gender"),
    [
        ("Горинов Алексей", "male"),
        ("Шевчук Александра", "female"),
        ("Шевчук Гагам Петровна", "female"),
        ("Шевчук Саша", ""),
        ("Горинова А.", "female"),
        ("Гончар А.", ""),
        ("Горинова Александра Петровича", "male"),
    ],
)
def test_gender_comes_from_patronymic_given_name_or_a_plain_surname(
    written: str, gender: str
) -> None:
    assert read_name(written).gender == gender


@pytest.mark.parametrize(
    ("word", "gender", "father", "inflected"),
    [
        ("Александрович", "male", "aleksandr", False),
        ("Олександрівна", "female", "aleksandr", False),
        ("Аляксандравіч", "male", "aleksandr", False),
        ("Aleksandrovich", "male", "aleksandr", False),
        ("Alexandrovna", "female", "aleksandr", False),
        ("Ильинична", "female", "ilya", False),
        ("Іллівна", "female", "ilya", False),
        ("Павловна", "female", "pavel", False),
        ("Яковлевич", "male", "yakov", False),
        ("Якович", "male", "yakov", False),
        ("Александровича", "male", "aleksandr", True),
        ("Сергеевной", "female", "sergei", True),
        ("Гагамович", "male", "gagam", False),
    ],
)
def test_patronymics(word: str, gender: str, father: str, inflected: bool) -> None:  # noqa: FBT001 - a table's column
    found = patronymic_of(word)
    assert found is not None
    assert (found.gender, found.father, found.inflected) == (gender, father, inflected)


@pytest.mark.parametrize("word", ["Горинов", "Kagarlitsky", "Анна", "Гринчич", "А."])
def test_words_that_are_no_patronymics(word: str) -> None:
    assert patronymic_of(word) is None


def test_the_language_is_told_by_letters_only_one_language_has() -> None:
    written = ["Соловьёв Мирон", "Їжакевич Іван", "Быкаў Васіль", "Горинов Максим"]
    assert [read_name(name).language for name in written] == ["ru", "uk", "be", ""]


def test_the_language_is_told_by_a_given_name_that_only_one_language_has() -> None:
    written = ["Горинов Алексей", "Гончар Аляксей", "Гончар Микола", "Gorinov Alexei"]
    assert [read_name(name).language for name in written] == ["ru", "be", "uk", ""]


def test_the_table_of_given_names_is_long_and_unambiguous() -> None:
    groups = given_names()
    assert len(groups) >= 60
    owners: dict[str, set[str]] = {}
    for item in groups:
        for key in item.keys:
            owners.setdefault(key, set()).add(item.name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


@given(st.text(max_size=40))
def test_any_text_is_read_and_no_word_is_invented(text: str) -> None:
    reading = read_name(text)
    for item in reading.readings:
        words = [*item.family, *item.given, *item.patronymic]
        assert item.unnamed or words
        assert all(word in item.written or "." in word for word in words if word.isascii())


@given(st.sampled_from("АБВГДОЮЯ"), st.sampled_from(["{}.", "{}"]))
def test_initials_are_recognised(letter: str, form: str) -> None:
    assert is_initial(form.format(letter))
