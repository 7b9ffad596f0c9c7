# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases over time: a date is drawn as precisely as it is known, and no more."""

from datetime import date as day
from typing import Any

import pytest

from amparo.core.cases import Charge, Known, Person, Prosecution, Sentence, Stated
from amparo.core.dates import PartialDate
from amparo.pictures.picture import Picture, Size
from amparo.pictures.timeline import cases_over_time, year_fraction

VOTE = PartialDate.from_edtf("2025-06-24")


def drawn(*dates: str, name: str = "Somebody") -> Picture:
    stated = tuple(Stated(PartialDate.from_edtf(text), "note") for text in dates)
    sentence = Sentence("s", kind=Known((Stated("fine", "note"),)), date=Known(stated))
    names = Known((Stated(name, "note"),) if name else ())
    someone = Person("p", names=names, prosecutions=(Prosecution("c", sentences=(sentence,)),))
    return cases_over_time([someone], VOTE)


def layers(picture: Picture, mark: str) -> list[list[dict[str, Any]]]:
    """The data of the layers of one kind of mark, as the chart's own description holds them."""
    return [
        picture.spec["datasets"][layer["data"]["name"]]
        if "name" in layer["data"]
        else layer["data"]["values"]
        for layer in picture.spec["layer"]
        if layer["mark"]["type"] == mark
    ]


def bars(picture: Picture) -> list[tuple[float, float]]:
    return [
        (item["start"], item["end"])
        for rows in layers(picture, "rule")
        for item in rows
        if "start" in item and "edge" not in item
    ]


def points(picture: Picture) -> list[str]:
    return [item["date"] for rows in layers(picture, "point") for item in rows]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", day(2024, 1, 1), day(2024, 12, 31)),
        ("2024-02", day(2024, 2, 1), day(2024, 2, 29)),
        ("2023-23", day(2023, 9, 1), day(2023, 12, 22)),
        ("[2023-05-15..2023-05-20]", day(2023, 5, 15), day(2023, 5, 20)),
        ("2023-05-15~", day(2023, 5, 14), day(2023, 5, 16)),
        ("2023-05-15?", day(2023, 5, 15), day(2023, 5, 15)),
    ],
)
def test_a_partial_date_is_a_bar_over_all_its_days_and_no_point(
    written: str, first: day, last: day
) -> None:
    picture = drawn(written)
    assert bars(picture) == [(year_fraction(first), year_fraction(last, end=True))]
    assert points(picture) == []


def test_a_full_date_is_a_point_and_no_bar() -> None:
    picture = drawn("2024-02-13")
    assert points(picture) == ["2024-02-13"]
    assert bars(picture) == []


def test_an_event_without_a_date_has_words_and_no_mark() -> None:
    picture = drawn()
    assert (points(picture), bars(picture)) == ([], [])
    assert "Sentence: fine · date not known" in picture.svg
    assert "without a date: 1" in picture.alt.text()


def test_disputed_dates_are_all_drawn() -> None:
    picture = drawn("2024-02-13", "2024-03")
    assert points(picture) == ["2024-02-13"]
    assert len(bars(picture)) == 1
    assert picture.table.rows[0][2] == "13 February 2024 or March 2024 (sources differ)"


def test_the_axis_holds_every_date_and_the_vote() -> None:
    axis = drawn("2019").spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert axis[0] <= 2019
    assert axis[1] >= 2026


def test_the_vote_is_a_labelled_rule_in_every_lane() -> None:
    picture = drawn("2024")
    rule = next(rows for rows in layers(picture, "rule") if "x" in rows[0])
    assert {2025 < item["x"] < 2026 for item in rule} == {True}
    assert "Vote: 24 June 2025" in picture.svg


def test_an_unnamed_person_is_kept() -> None:
    assert "unnamed person" in drawn("2024", name="").svg


def test_a_heading_names_the_article_else_the_conduct() -> None:
    article = Known((Stated("RU/UK/205.2/2", "n"),))
    conduct = Known((Stated("hooliganism", "n"),))
    by_article = Prosecution("c", charges=(Charge("g", provision=article),))
    by_conduct = Prosecution("d", charges=(Charge("g", conduct_kind=conduct),))
    person = Person("p", names=Known((Stated("X", "n"),)), prosecutions=(by_article, by_conduct))
    svg = cases_over_time([person], VOTE, size=Size.NARROW).svg
    assert "X, case 1: art. 205.2 (2)" in svg
    assert "X, case 2: hooliganism" in svg


def test_nobody_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="no prosecution to draw"):
        cases_over_time([Person("p")], VOTE)


def test_year_fraction_keeps_leap_years() -> None:
    assert year_fraction(day(2024, 7, 2)) == 2024.5
    assert year_fraction(day(2024, 12, 31), end=True) == 2025
    assert year_fraction(day(2023, 12, 31), end=True) == 2024
