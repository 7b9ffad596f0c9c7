# SPDX-License-Identifier: AGPL-3.0-or-later
"""How two sides compare: in a word, and letter by letter."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.statements import Schema, Statement
from amparo_desk.pages.letters import likest, marked
from amparo_desk.pages.pairs import contradicted, lines_of, names_of
from amparo_desk.register.queries.review import Row
from amparo_desk.register.queries.said import Said


def said(record: str, prop: str, value: str, source: str = "list-a") -> Said:
    return Said(1, 0, Statement(record, Schema.PERSON, "", prop, value, source, record))


@pytest.mark.parametrize(
    ("prop", "left", "right", "word", "tone"),
    [
        ("name", "Анна Выдумкина", "Анна Выдумкина", "agrees", "sure"),
        ("name", "Anna Vydumkina", "Выдумкина Анна", "the same in another spelling", "sure"),
        ("name", "Anna Vydumkina", "Anna Vymyshlena", "written differently", "caution"),
        ("birth_date", "1980", "1980-03-01", "can be the same", "open"),
        ("birth_date", "1981", "1980-03-01", "differs", "caution"),
        ("gender", "female", "male", "differs", "caution"),
    ],
)
def test_how_two_sides_compare_is_said_in_a_word(
    prop: str, left: str, right: str, word: str, tone: str
) -> None:
    row = Row(f"person.{prop}", (said("a", prop, left),), (said("b", prop, right),))
    with translation.override("en"):
        (line,), one_sided = lines_of([row], ("a", "b"))
        assert (str(line.word), line.tone, one_sided) == (word, tone, [])


@pytest.mark.parametrize(
    ("left", "right", "feature", "contradictions"),
    [
        ("1980", "1980-03-01", "patronymic_same", []),
        ("1981", "1980-03-01", "patronymic_same", ["birth dates"]),
        ("", "1980-03-01", "patronymic_same", []),
        ("1980", "1980", "patronymic_different", ["patronymics"]),
    ],
)
def test_what_joining_would_contradict_is_said(
    left: str, right: str, feature: str, contradictions: list[str]
) -> None:
    # The record's own year may be lacking: what another of the same person says counts too.
    row = Row(
        "person.birth_date", (said("c", "birth_date", left),), (said("b", "birth_date", right),)
    )
    with translation.override("en"):
        found = contradicted([row], [{"feature": feature, "weight": 1.0}])
    assert found == [f"Their records give different {words}." for words in contradictions]


def test_a_records_name_is_its_own_not_that_of_another_record_of_its_person() -> None:
    row = Row(
        "person.name",
        (said("a", "name", "A B"), said("c", "name", "A C")),
        (said("d", "name", "A D"),),
    )
    left, right = names_of([row], ("a", "b"))
    assert left is not None
    assert (left.text, right) == ("A B", None)
    assert names_of([], ("a", "b")) == [None, None]


def test_what_only_one_side_says_stands_apart() -> None:
    row = Row("person.gender", (said("a", "gender", "male"),), ())
    with translation.override("en"):
        both, (line,) = lines_of([row], ("a", "b"))
    assert (both, line.word, line.tone) == ([], "", "")


def test_a_value_stands_once_with_all_its_sources_and_says_if_only_others_give_it() -> None:
    row = Row(
        "person.name",
        (said("a", "name", "A B"), said("c", "name", "A B", "list-c"), said("c", "name", "A C")),
        (said("b", "name", "A B"),),
    )
    with translation.override("en"):
        (line,), _one = lines_of([row], ("a", "b"))
    own, other = line.sides[0]
    assert (own.sources, own.elsewhere) == (("list-a", "list-c"), False)
    assert other.elsewhere


@pytest.mark.parametrize(
    ("text", "other", "marks"),
    [
        ("Gorinov Aleksei", "Aleksei Gorinov", ""),
        ("Gorynov Aleksei", "Aleksei Gorinov", "y"),
        ("Горинов А.", "Горинов Алексей", "А"),
        ("Gorinov", "", "Gorinov"),
        ("Gorinov Petr", "GORINOV", "Petr"),
    ],
)
def test_the_letters_that_differ_are_marked_whatever_the_order(
    text: str, other: str, marks: str
) -> None:
    assert "".join(piece for piece, differs in marked(text, other) if differs) == marks


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_pieces_are_the_text(text: str, other: str) -> None:
    assert "".join(piece for piece, _differs in marked(text, other)) == text


def test_the_likest_of_none_is_none() -> None:
    assert likest("a", []) == ""
