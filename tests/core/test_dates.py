# SPDX-License-Identifier: AGPL-3.0-or-later
"""Partial dates: the machine form, and comparison against every concrete day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amparo.core.dates import DateError, PartialDate, Period, Precision, season_bounds
from amparo.core.truth import Truth

MARKS = st.sampled_from(["", "~", "?", "%"])


@st.composite
def edtf(draw: st.DrawFn, first: date = date.min, last: date = date.max) -> str:
    """Machine forms of every precision, with every mark."""
    day = draw(st.dates(first, last))
    kind = draw(st.sampled_from(list(Precision)))
    if kind is Precision.SPAN:
        other = draw(
            st.dates(day, min(last, day + timedelta(days=60)) if last != date.max else last)
        )
        body = f"[{day.isoformat()}..{other.isoformat()}]"
    elif kind is Precision.SEASON:
        body = f"{day.isoformat()[:4]}-{draw(st.integers(21, 24))}"
    else:
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[kind]
        body = day.isoformat()[:length]
    return body + draw(MARKS)


near = edtf(date(2021, 1, 1), date(2022, 12, 31)).map(PartialDate.from_edtf)


def days_of(value: PartialDate) -> list[date]:
    first, last = value.bounds()
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


@given(edtf())
def test_the_machine_form_is_read_back_as_it_was(text: str) -> None:
    value = PartialDate.from_edtf(text)

    assert value.to_edtf() == text
    assert PartialDate.from_edtf(value.to_edtf()) == value


@pytest.mark.parametrize("text", ["0022", "0999-05", "0001-24", "9999-24", "0001-01-01~"])
def test_the_ends_of_the_calendar_keep_their_zeros(text: str) -> None:
    assert PartialDate.from_edtf(text).to_edtf() == text


@pytest.mark.parametrize(
    "text", ["", "22", "0000", "2022-00", "2022-13", "2022-25", "2022-02-30", "2022-6-5",
             "２０２２", "[2023-05-20..2023-05-15]", "2022-06-05T00:00", "2022-03/2022-05"]
)  # fmt: skip
def test_what_is_no_machine_form_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        PartialDate.from_edtf(text)


@given(near, near)
def test_before_agrees_with_every_pair_of_days(one: PartialDate, other: PartialDate) -> None:
    assume(not one.doubtful and not other.doubtful)
    (first, last), (other_first, other_last) = one.bounds(), other.bounds()
    step = timedelta(days=1)
    # The extreme days and their neighbours decide: "earlier" is monotone in both days.
    mine = {first, last, min(first + step, last), max(last - step, first)}
    theirs = {other_first, other_last, min(other_first + step, other_last)}
    outcomes = {a < b for a, b in product(mine, theirs)}

    expected = Truth.of(outcomes.pop() if len(outcomes) == 1 else None)
    assert one.before(other) is expected


@given(near, near)
def test_same_day_agrees_with_every_pair_of_days(one: PartialDate, other: PartialDate) -> None:
    assume(not one.doubtful and not other.doubtful)
    mine, theirs = set(days_of(one)), set(days_of(other))
    possible, certain = bool(mine & theirs), len(mine | theirs) == 1

    expected = Truth.TRUE if certain else Truth.UNKNOWN if possible else Truth.FALSE
    assert one.same_day(other) is expected
    assert one.compatible(other) is possible


@given(near, near)
def test_before_and_after_mirror_each_other(one: PartialDate, other: PartialDate) -> None:
    assert one.before(other) is other.after(one)
    if one.before(other) is Truth.TRUE:
        assert other.before(one) is Truth.FALSE
        assert one.same_day(other) is Truth.FALSE


@given(near, near)
def test_a_doubtful_date_decides_nothing(one: PartialDate, other: PartialDate) -> None:
    assume(one.doubtful)

    assert {one.before(other), one.after(other), one.same_day(other)} == {Truth.UNKNOWN}


@given(near, near, near)
def test_within_agrees_with_every_day(
    value: PartialDate, start: PartialDate, end: PartialDate
) -> None:
    assume(not (value.doubtful or start.doubtful or end.doubtful))
    first, last = value.bounds()
    inside = value.within(Period(start, end))

    if inside is Truth.TRUE:
        assert start.bounds()[1] <= first
        assert last <= end.bounds()[0]
    if inside is Truth.FALSE:
        assert last < start.bounds()[0] or first > end.bounds()[1]
    assert value.within(Period()) is Truth.TRUE


@given(near)
def test_about_is_wider_than_not_about(value: PartialDate) -> None:
    exact = PartialDate(value.earliest, value.latest, value.precision)
    about = PartialDate(value.earliest, value.latest, value.precision, approximate=True)

    assert about.width_days() > exact.width_days()
    assert set(days_of(exact)) <= set(days_of(about))


def test_widening_stops_at_the_ends_of_the_calendar() -> None:
    assert PartialDate.from_edtf("0001~").bounds()[0] == date.min
    assert PartialDate.from_edtf("9999~").bounds()[1] == date.max


def test_two_equal_years_are_not_the_same_day() -> None:
    year = PartialDate.from_edtf("1980")

    assert year == PartialDate.from_edtf("1980")
    assert year.same_day(year) is Truth.UNKNOWN


@pytest.mark.parametrize(("season", "months"), [(21, (3, 6)), (22, (6, 9)), (23, (9, 12))])
def test_a_season_reaches_over_both_ways_of_counting(season: int, months: tuple[int, int]) -> None:
    first, last = season_bounds(2022, season)

    assert (first.month, last.month) == months
    assert (first.day, last.day >= 21) == (1, True)


def test_winter_reaches_over_both_winters_of_its_year() -> None:
    assert season_bounds(2022, 24) == (date(2021, 12, 1), date(2023, 3, 21))


def test_a_span_that_runs_backwards_is_refused() -> None:
    with pytest.raises(DateError, match="runs forwards"):
        PartialDate(date(2022, 2, 1), date(2022, 1, 1), Precision.SPAN)


def test_what_was_written_is_shown_and_is_no_part_of_equality() -> None:
    written = PartialDate.from_edtf("2022-03", written="март 2022", language="ru")

    assert str(written) == "март 2022"
    assert written == PartialDate.from_edtf("2022-03")
    assert str(PartialDate.from_edtf("2022-03")) == "2022-03"
