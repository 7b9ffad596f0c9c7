# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of estimates: what they show, in words and numbers too, at both widths."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from amparo.core.messages import say
from amparo.pictures.estimates import (
    EstimateMark,
    XiMark,
    estimates_side_by_side,
    xi_curve,
    xi_said,
)
from amparo.pictures.picture import Size

MARKS = (
    EstimateMark(say("graphs"), 120, 90, 180, say("no gate speaks")),
    EstimateMark(say("bound"), None, 80, None, say("a lower bound only"), stands=False),
)
CURVE = tuple(XiMark(xi, 400 / xi, 300 / xi, 500 / xi) for xi in (4.0, 1.0, 0.25))


def words(svg: str) -> str:
    return " ".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own drawing


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("high", [180, 90_000])
def test_methods_beside_the_documented_count(size: Size, high: float) -> None:
    wide = EstimateMark(say("far"), 150, 90, high, say("a range only"))
    picture = estimates_side_by_side(60, (*MARKS, wide), claimed=100, size=size)
    told = words(picture.svg)
    assert "Documented: 60" in told
    assert "Claimed: more than 100" in told
    assert "90 to 180" in told
    assert picture.table.rows[1] == ("bound", "", "at least 80", "a lower bound only")
    assert "The least median is 80, the largest 150." in picture.alt.text()


def test_a_lower_bound_is_rounded_down_wherever_it_is_said() -> None:
    bound = EstimateMark(say("bound"), None, 1105.6, None, say("a lower bound only"), stands=False)
    picture = estimates_side_by_side(60, (bound,))
    assert picture.table.rows[0][2] == "at least 1,105"
    assert "at least 1,105" in words(picture.svg)
    assert "1,106" not in words(picture.svg) + picture.alt.text()


def test_far_numbers_stand_at_their_logarithms() -> None:
    far = EstimateMark(say("far"), 150, 90, 90_000, say("a range only"))
    near = words(estimates_side_by_side(60, MARKS).svg)
    assert "10,000" not in near
    assert "10,000" in words(estimates_side_by_side(60, (*MARKS, far)).svg)


def test_xi_is_drawn_from_low_to_high_and_in_the_table() -> None:
    picture = xi_curve(60, CURVE, claimed=900)
    assert [row[0] for row in picture.table.rows] == ["1/4", "1", "4"]
    assert picture.table.rows[0] == ("1/4", "1,600", "1,200 to 2,000")
    told = words(picture.svg)
    assert all(text in told for text in ("1/4", "xi"))
    assert "falls from 1,600 to 100" in picture.alt.text()


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(ValueError, match="no method"):
        estimates_side_by_side(60, ())
    with pytest.raises(ValueError, match="two values"):
        xi_curve(60, CURVE[:1])


def test_the_same_input_gives_the_same_bytes() -> None:
    assert xi_curve(60, CURVE).svg == xi_curve(60, CURVE).svg
    assert estimates_side_by_side(60, MARKS).svg == estimates_side_by_side(60, MARKS).svg


def test_xi_is_written_as_a_fraction_only_where_it_is_one() -> None:
    assert [xi_said(value) for value in (0.25, 0.5, 0.3, 1.0, 4.0)] == [
        "1/4",
        "1/2",
        "0.3",
        "1",
        "4",
    ]
