# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comparing names: the table of pairs, and what must hold for every pair."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.names import Level, compare_names, read_name
from amparo.names.given import given_names

CASES = Path(__file__).parents[1] / "cases" / "names.yml"


def table() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = yaml.safe_load(CASES.read_text("utf-8"))
    return rows


def features(left: str, right: str) -> set[str]:
    found = compare_names(read_name(left), read_name(right))
    return {item.feature for item in found.evidence}


@pytest.mark.parametrize("row", table(), ids=lambda row: f"{row['left']} / {row['right']}")
def test_the_table_of_pairs(row: dict[str, str]) -> None:
    left, right = read_name(row["left"]), read_name(row["right"])
    assert compare_names(left, right).level == row["level"], row["why"]


@pytest.mark.parametrize("row", table(), ids=lambda row: f"{row['right']} / {row['left']}")
def test_it_does_not_matter_which_name_is_first(row: dict[str, str]) -> None:
    left, right = read_name(row["left"]), read_name(row["right"])
    one, other = compare_names(left, right), compare_names(right, left)
    assert (one.level, one.weight) == (other.level, other.weight)


def test_the_table_is_long_enough_and_has_every_level() -> None:
    assert len(table()) >= 80
    assert {row["level"] for row in table()} == set(Level)


def test_a_missing_patronymic_gives_no_evidence() -> None:
    found = features("Горинов Алексей Александрович", "Горинов Алексей")
    assert found == {"family_same", "given_same"}


def weight_of(left: str, right: str, feature: str) -> float:
    found = compare_names(read_name(left), read_name(right))
    return next(item.weight for item in found.evidence if item.feature == feature)


def test_an_initial_gives_weak_evidence_only() -> None:
    initial = weight_of("Горинов А.", "Горинов Алексей", "given_initial")
    written_out = weight_of("Горинов Алексей", "Горинов Алексей", "given_same")
    assert 0 < initial < written_out


def test_a_different_patronymic_is_almost_a_veto() -> None:
    left, right = read_name("Дорошенко Пётр Петрович"), read_name("Дорошенко Пётр Павлович")
    assert compare_names(left, right).probability() < 0.2
    silent = compare_names(left, read_name("Дорошенко Пётр"))
    assert compare_names(left, right).weight < silent.weight - 10


def test_a_common_surname_weighs_less_than_a_rare_one() -> None:
    common = weight_of("Иванова Анна", "Anna Ivanova", "family_same")
    rare = weight_of("Крикунова Анна", "Anna Krikunova", "family_same")
    assert 0 < common < rare - 5


def test_a_probability_follows_the_prior() -> None:
    found = compare_names(read_name("Горинов Алексей"), read_name("Oleksii Horinov"))
    assert found.probability(0.5) > found.probability() > found.probability(1e-9)


def test_evidence_is_said_in_words_that_hold_both_names() -> None:
    found = compare_names(read_name("Горинов Алексей"), read_name("Oleksii Horinov"))
    assert str(found.evidence[0].words) == "the surnames are the same: Горинов, Horinov"


NAMES: Any = st.sampled_from(
    [form for item in given_names() for form in item.full if " " not in form]
)


@given(NAMES, NAMES)
def test_different_genders_are_never_the_same(one: str, other: str) -> None:
    left, right = read_name(f"Шевчук, {one}"), read_name(f"Шевчук, {other}")
    found = compare_names(left, right)
    if left.gender and right.gender and left.gender != right.gender:
        assert found.level is Level.DIFFERENT
    else:
        assert found.level in Level


@given(st.text(max_size=30))
def test_any_text_can_be_compared_with_itself(text: str) -> None:
    reading = read_name(text)
    found = compare_names(reading, reading)
    assert found.level is not Level.DIFFERENT
