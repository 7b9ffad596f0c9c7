# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures against a claim, and offences per year: what is drawn is what was given."""

from typing import Any

import pytest

from amparo.core.messages import say
from amparo.pictures.figures import Mark, MarkKind, amount, figures_against_claim
from amparo.pictures.layout import Rows
from amparo.pictures.offences import recorded_offences
from amparo.pictures.picture import Ink, Picture, Size

HELD, CASES = MarkKind.DEPRIVED_OF_LIBERTY, MarkKind.PROSECUTED


def drawn(*marks: Mark) -> Picture:
    return figures_against_claim(3000, say("many"), marks)


def point_data(picture: Picture) -> list[list[dict[str, Any]]]:
    return [
        picture.spec["datasets"][layer["data"]["name"]]
        if "name" in layer["data"]
        else layer["data"]["values"]
        for layer in picture.spec["layer"]
        if layer["mark"]["type"] == "point"
    ]


@pytest.mark.parametrize(
    ("low", "high", "about", "expected"),
    [
        (1407, 1407, False, "1,407"),
        (2976, 2976, True, "about 2,976"),
        (1000, None, False, "1,000 or more"),
        (None, 500, False, "up to 500"),
        (100, 999, False, "100 to 999"),
        (None, None, False, "number not known"),
    ],
)
def test_a_number_is_said_with_its_bounds(
    low: float | None, high: float | None, *, about: bool, expected: str
) -> None:
    assert str(amount(Mark("A", HELD, low, high, about=about))) == expected


def test_a_number_in_the_source_s_words_is_kept() -> None:
    mark = Mark("A", HELD, 1001, None, said=say("more than {n}", n=1000))
    assert "more than 1,000: deprived of liberty" in drawn(mark).svg


def test_kinds_differ_in_shape_and_not_only_in_colour() -> None:
    picture = drawn(*(Mark("A", kind, 5, 5) for kind in MarkKind))
    _, points = point_data(picture)
    assert len({item["shape"] for item in points}) == len(MarkKind)
    assert len({item["color"] for item in points}) == len(MarkKind)


def test_a_range_is_no_point_and_an_open_bound_has_an_arrow() -> None:
    arrows, points = point_data(
        drawn(Mark("Range", HELD, 100, 999), Mark("Open", HELD, 1000, None))
    )
    assert [item["label"] for item in points] == ["Open"]
    assert [item["label"] for item in arrows] == ["Open"]


def test_a_number_nobody_knows_has_words_and_no_mark() -> None:
    picture = drawn(Mark("A", HELD, None, None))
    assert "number not known: deprived of liberty" in picture.svg
    assert point_data(picture) == [[], []]


def test_the_alternative_text_counts_what_reaches_the_claim() -> None:
    picture = drawn(Mark("A", CASES, 3425, 3425), Mark("B", HELD, 1407, 1407))
    said = str(picture.alt)
    assert "Figures: 2; reaching the number claimed: 1; of these deprived of liberty: 0." in said


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="no figure"):
        drawn()


def test_years_with_a_gap_are_refused() -> None:
    with pytest.raises(ValueError, match="without a gap"):
        recorded_offences([(2022, 1), (2024, 2)], 10)
    with pytest.raises(ValueError, match="without a gap"):
        recorded_offences([], 10)


def test_the_alternative_text_says_when_the_sum_passes_the_number() -> None:
    series = [(2022, 3000), (2023, 4000)]
    assert "passes 5,000 in the course of: 2023" in str(recorded_offences(series, 5000).alt)
    assert "does not pass 7,000" in str(recorded_offences(series, 7000).alt)


def test_the_table_holds_the_running_sum() -> None:
    table = recorded_offences([(2022, 3000), (2023, 4000)], 5000).table
    assert table.rows == (("2022", "3,000", "3,000"), ("2023", "4,000", "7,000"))


def test_words_never_stand_in_a_lane_of_a_narrow_picture() -> None:
    rows = Rows(Size.NARROW, column=300)
    rows.heading("A heading " * 8)
    rows.row("Слова " * 30, "more words")
    rows.words("nothing to mark")
    rows.row("x")
    for text in rows.texts:
        top, bottom = text["y"] - 7, text["y"] + 7
        assert not any(lane["y"] < bottom and top < lane["y2"] for lane in rows.lanes), text
    assert rows.height >= max(lane["y2"] for lane in rows.lanes)


def test_the_lanes_of_a_wide_picture_leave_no_gap_for_the_rule() -> None:
    rows = Rows(Size.WIDE, column=300)
    rows.heading("A heading")
    rows.row("one", "two")
    rows.words("nothing to mark")
    rows.row("claimed", color=Ink.CLAIM)
    edges = [(lane["y"], lane["y2"]) for lane in rows.lanes]
    assert [end for _, end in edges[:-1]] == [start for start, _ in edges[1:]]
