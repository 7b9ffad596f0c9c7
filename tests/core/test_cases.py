# SPDX-License-Identifier: AGPL-3.0-or-later
"""When values of several sources are a dispute, and which one is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.cases import Known, Stated, could_be_same
from amparo.core.dates import PartialDate


def known(*said: tuple[str, str], dates: bool = False) -> Known[object]:
    return Known(
        tuple(
            Stated(PartialDate.from_edtf(value) if dates else value, source)
            for source, value in said
        )
    )


@pytest.mark.parametrize(
    ("said", "disputed", "value"),
    [
        # Two sources, two articles.
        ([("a", "UA/KK/436"), ("b", "UA/KK/436-2")], True, None),
        # One names the part, the other does not: the more precise one is shown.
        ([("a", "RU/UK/205.2"), ("b", "RU/UK/205.2/1")], False, "RU/UK/205.2/1"),
        # Two parts are two.
        ([("a", "RU/UK/205.2/1"), ("b", "RU/UK/205.2/2")], True, None),
        # One source names two articles in one row: nobody disagrees, yet there is no one value.
        ([("a", "RU/UK/205.2"), ("a", "RU/UK/207.3")], False, None),
        # The other source has one of the two.
        ([("a", "RU/UK/205.2"), ("a", "RU/UK/207.3"), ("b", "RU/UK/207.3")], False, None),
        # Something written that could not be read contradicts nobody.
        ([("a", "UA/KK/111-1"), ("b", "")], False, "UA/KK/111-1"),
        ([], False, None),
    ],
)
def test_provisions_of_several_sources(
    said: list[tuple[str, str]],
    disputed: bool,  # noqa: FBT001 - a column of the table
    value: str | None,
) -> None:
    found = known(*said)
    assert (found.disputed, found.value) == (disputed, value)


@pytest.mark.parametrize(
    ("first", "second", "disputed", "value"),
    [
        ("1980", "1980-06-05", False, "1980-06-05"),
        ("1980", "1981", True, None),
        ("1980~", "1981", False, "1981"),
        ("2022?", "1980", False, "1980"),
        ("2022-09", "2022-23", False, "2022-09"),
    ],
)
def test_dates_of_two_sources(
    first: str,
    second: str,
    disputed: bool,  # noqa: FBT001 - a column of the table
    value: str | None,
) -> None:
    found = known(("a", first), ("b", second), dates=True)
    shown = found.value
    assert found.disputed is disputed
    assert (shown.to_edtf() if isinstance(shown, PartialDate) else shown) == value


def test_words_of_two_languages_are_not_compared() -> None:
    russian = Stated("5 лет колонии", "a", language="ru")
    ukrainian = Stated("5 років колонії", "b", language="uk")
    other = Stated("7 лет колонии", "c", language="ru")
    assert not Known((russian, ukrainian), in_words=True).disputed
    assert Known((russian, ukrainian, other), in_words=True).disputed
    assert Known((russian, ukrainian)).disputed


def test_a_choice_ends_a_dispute() -> None:
    said = known(("a", "UA/KK/436"), ("b", "UA/KK/436-2"))
    chosen = Known(said.stated, chosen=said.stated[1], reason="the indictment says so")
    assert (chosen.disputed, chosen.value) == (False, "UA/KK/436-2")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "x/1", ""]))))
def test_a_disputed_value_is_never_shown(said: list[tuple[str, str]]) -> None:
    found = known(*said)
    assert not (found.disputed and found.value is not None)


@given(st.sampled_from(["x", "y", "x/1", "x/1/a"]), st.sampled_from(["x", "y", "x/1", "xy"]))
def test_being_possibly_the_same_is_symmetric(one: str, other: str) -> None:
    assert could_be_same(one, other) == could_be_same(other, one)
