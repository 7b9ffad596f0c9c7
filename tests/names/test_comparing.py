# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comparing names: the table of pairs, and what must hold for every pair."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.truth import Truth
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


def test_an_initial_gives_weak_evidence_only() -> None:
    found = compare_names(read_name("Горинов А. А."), read_name("Горинов Алексей Александрович"))
    given_part = next(item for item in found.evidence if item.feature == "given_initial")
    assert given_part.agreement is Truth.UNKNOWN
    full = compare_names(read_name("Горинов Алексей"), read_name("Горинов Алексей"))
    assert found.weight < full.weight


def test_a_different_patronymic_outweighs_all_other_parts() -> None:
    left, right = read_name("Дорошенко Пётр Петрович"), read_name("Дорошенко Пётр Павлович")
    assert compare_names(left, right).weight < 0


def test_a_very_common_surname_weighs_less() -> None:
    common = compare_names(read_name("Иванова Анна"), read_name("Anna Ivanova"))
    rare = compare_names(read_name("Крикунова Анна"), read_name("Anna Krikunova"))
    assert common.found("family_common")
    assert common.weight < rare.weight


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
