# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dates as people write them: the table of cases, and what holds for every text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.date_reading import UnreadableDateError, check_form, read_date
from amparo.core.date_words import marks
from amparo.core.dates import DateError, PartialDate, Precision

if TYPE_CHECKING:
    from datetime import date

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "dates.yml").read_text("utf-8"))
FIELDS = {"text", "expected", "language", "read_in", "formats", "says", "comment"}
years = st.integers(1000, 2999).map(str)
days = st.dates()


def _id(case: dict[str, Any]) -> str:
    return f"{case['text']} {case.get('formats', '')} {case.get('language', '')}"


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_case_is_read_as_the_table_says(case: dict[str, Any]) -> None:
    assert set(case) <= FIELDS
    kwargs = {"language": case.get("language"), "formats": case.get("formats", ())}

    if case["expected"] == "refused":
        with pytest.raises(DateError) as refused:
            read_date(case["text"], **kwargs)
        assert case.get("says", "") in str(refused.value)
    else:
        found = read_date(case["text"], **kwargs)
        assert found.to_edtf() == case["expected"]
        assert found.written == case["text"]
        assert found.language == case.get("read_in", found.language)


def test_the_table_is_large_enough_to_be_worth_its_name() -> None:
    assert len(CASES) >= 100
    assert len({_id(case) for case in CASES}) == len(CASES)


def test_no_word_means_two_dates() -> None:
    meanings: dict[str, set[str]] = {}
    for _, word, mark in marks():
        meanings.setdefault(word, set()).add(mark)

    assert {word for word, found in meanings.items() if len(found) > 1} == set()


@pytest.mark.parametrize("language", ["en", "fr", "ru", "uk", "be"])
def test_each_month_and_season_is_read_in_each_language(language: str) -> None:
    words = [(word, mark) for spoken, word, mark in marks() if spoken == language]
    found = {
        mark: read_date(f"{word} 2022", language=language).to_edtf()
        for word, mark in words
        if mark[:1] in {"M", "S"}
    }

    assert found == {
        mark: f"2022-{mark[1:]}"
        for mark in [*(f"M{n:02}" for n in range(1, 13)), *(f"S{n}" for n in range(21, 25))]
    }


def test_a_refusal_names_the_declared_forms() -> None:
    with pytest.raises(UnreadableDateError) as refused:
        read_date("June 2022", formats=["DD.MM.YYYY", "YYYY"])

    assert refused.value.advice.text() == "Declared are the forms DD.MM.YYYY, YYYY."


@pytest.mark.parametrize("form", ["DD.MM.YYYY", "MONTH D, YYYY", "YYYY", "WORDS", "EDTF"])
def test_a_form_can_be_declared(form: str) -> None:
    check_form(form)
    with pytest.raises(DateError):
        check_form(form + "?")


@given(years, st.sampled_from(["", " г.", " року", "?", " (?)"]))
def test_a_year_is_never_more_than_a_year(year: str, after: str) -> None:
    found = read_date(year + after)

    assert found.precision is Precision.YEAR
    assert found.width_days() in {365, 366}
    assert str(found.earliest.year) == str(found.latest.year) == year


@given(days.filter(lambda day: 1000 <= day.year <= 2999))
def test_each_way_of_writing_a_day_reads_the_same(day: date) -> None:
    iso = day.isoformat()
    texts = [
        iso,
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year} г.",
    ]

    assert {read_date(text).to_edtf() for text in texts} == {iso}
    assert read_date(f"{day.month}/{day.day}/{day.year}", formats=["MM/DD/YYYY"]).to_edtf() == iso


@given(st.text("0123456789 .-/?~,гмарт[]", max_size=14))
def test_any_text_is_read_or_refused_and_never_beyond_what_it_has(text: str) -> None:
    try:
        found = read_date(text)
    except UnreadableDateError as refused:
        assert refused.problem.text()  # noqa: PT017 - either outcome is right
        return
    digits = sum(sign.isdigit() for sign in text)
    least = {Precision.DAY: 6, Precision.MONTH: 4, Precision.YEAR: 4}
    assert digits >= least.get(found.precision, 4)
    assert PartialDate.from_edtf(found.to_edtf()) == found
