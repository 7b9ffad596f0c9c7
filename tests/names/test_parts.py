# SPDX-License-Identifier: AGPL-3.0-or-later
"""How one part of two names agrees: the table of levels, and what holds for all words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.names.evidence import feature_weights
from amparo.names.given import given_names
from amparo.names.parts import (
    FAMILY,
    GIVEN,
    PATRONYMIC,
    family_level,
    father_of,
    first_letters,
    given_level,
    part_text,
    patronymic_level,
)

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE: dict[str, list[dict[str, str]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "names_parts.yml").read_text("utf-8")
)
LEVELS: dict[str, tuple[Callable[[str, str], str], tuple[str, ...]]] = {
    "family": (family_level, FAMILY),
    "given": (given_level, GIVEN),
    "patronymic": (patronymic_level, PATRONYMIC),
}
ROWS = [(part, row) for part, rows in TABLE.items() for row in rows]


@pytest.mark.parametrize(
    ("part", "row"), ROWS, ids=[f"{row['left']} / {row['right']}" for _, row in ROWS]
)
def test_the_table_of_levels_in_both_directions(part: str, row: dict[str, str]) -> None:
    level, _ = LEVELS[part]
    left, right = (part_text(tuple(row[side].split())) for side in ("left", "right"))
    assert level(left, right) == row["level"], row.get("why", "")
    assert level(right, left) == row["level"], row.get("why", "")


@pytest.mark.parametrize("part", LEVELS)
def test_every_level_but_the_missing_one_has_its_weight(part: str) -> None:
    _, names = LEVELS[part]
    assert {name for name in names if name not in feature_weights()} == {f"{part}_missing"}


@pytest.mark.parametrize("part", LEVELS)
def test_levels_stand_in_the_order_of_what_they_say_of_likeness(part: str) -> None:
    weights = feature_weights()
    assert weights[f"{part}_same"].m > max(
        weights[name].m for name in LEVELS[part][1][1:-1] if "initial" not in name
    )
    assert weights[f"{part}_different"].bits < -5


WORDS: Any = st.text("абвгдежзийклмнопрстуфхцчшщыэюяіїєґў", min_size=2, max_size=12)


@given(WORDS, WORDS)
def test_levels_are_symmetric_and_a_word_is_the_same_as_itself(one: str, other: str) -> None:
    for part, (level, names) in LEVELS.items():
        assert level(one, other) == level(other, one) in names
        assert level(one, one) == f"{part}_same"


FORMS = [(item.name, form) for item in given_names() for form in item.full if " " not in form]


@given(st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_two_full_forms_of_one_given_name_are_the_same_whatever_the_language(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    if one[0] == other[0]:
        assert given_level(part_text((one[1],)), part_text((other[1],))) == "given_same"


def test_the_first_letter_of_a_given_name_is_an_initial_that_fits() -> None:
    misfits = {
        form
        for _, form in FORMS
        if given_level(f"{part_text((form,))[0].upper()}.", part_text((form,))) != "given_initial"
    }
    assert misfits == set()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("Петренко-Гончар",), "Петренко Гончар"),
        (("А.",), "А."),
        (("А.-М.",), "А.-М."),
        (("Дар'я",), "Даря"),
        ((), ""),
    ],
)
def test_a_part_is_one_text(words: tuple[str, ...], text: str) -> None:
    assert part_text(words) == text


def test_the_father_is_one_in_all_spellings_and_both_genders() -> None:
    written = ("Алексеевич", "Алексеевна", "Олексійович", "Аляксееўна", "Alekseevich", "Oleksiivna")
    assert {father_of(word) for word in written} == {"aleksei"}


def test_an_initial_may_be_the_letter_of_the_name_in_any_language() -> None:
    assert first_letters("Алексей") >= {"a", "o"}
    assert first_letters("Х.") == first_letters("Г.") == {"g"}
