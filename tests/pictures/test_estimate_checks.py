# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures beside an estimate: what they show, in words and numbers too, at both widths."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import altair as alt
import numpy as np
import pytest

from amparo.core.messages import say
from amparo.pictures.estimate_checks import (
    MOST_ROWS,
    Checked,
    Expected,
    Traced,
    before_and_after,
    misfits,
    traces,
)
from amparo.pictures.picture import Picture, Size

METHODS = (say("graphs"), say("latent classes"))
ROWS = (
    Checked(say("on A alone"), 100, (Expected(90, 100.0, 110), Expected(60, 70.0, 80))),
    Checked(say("on B alone"), 7, (Expected(2, 5.0, 9), None)),
)


def words(svg: str) -> str:
    return " ".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own drawing


def points(svg: str) -> list[dict[str, str]]:
    return [item.attrib for item in ET.fromstring(svg).iter()]  # noqa: S314 - our own drawing


@pytest.mark.parametrize("size", list(Size))
def test_each_number_stands_beside_what_each_method_expects(size: Size) -> None:
    picture = misfits(METHODS, ROWS, size=size)
    told = words(picture.svg)
    assert all(text in told for text in ("on A alone: 100", "on B alone: 7", "latent classes"))
    assert picture.table.head[2:] == ("graphs", "latent classes")
    # Only what is farther off than 95 of 100 is marked; what was not checked is empty.
    assert picture.table.rows[0] == ("on A alone", "100", "90 to 110", "60 to 80 *")
    assert picture.table.rows[1] == ("on B alone", "7", "2 to 9", "")
    assert "Farther off than 95 in 100 by one method or more: 1." in picture.alt.text()


def test_of_many_numbers_the_farthest_are_drawn_and_all_are_in_the_table() -> None:
    off = Checked(say("far off"), 500, (Expected(2, 5.0, 9), Expected(2, 5.0, 9)))
    near = [Checked(say("number {n}", n=n), 5, off.expected) for n in range(MOST_ROWS + 5)]
    picture = misfits(METHODS, [*near, off])
    assert len(picture.table.rows) == MOST_ROWS + 6
    assert "far off: 500" in words(picture.svg)
    assert "in the table only: 6." in picture.alt.text()


def test_a_number_that_is_certain_is_not_divided_by_nothing() -> None:
    assert Expected(5, 5.0, 5).off(6) == 2.0


@pytest.mark.parametrize("size", list(Size))
def test_before_and_after_are_told_by_quantiles(size: Size) -> None:
    before = np.linspace(1, 3, 1001).tolist()
    after = np.linspace(2, 2.4, 1001).tolist()
    picture = before_and_after(before, after, size=size)
    assert picture.table.rows[0][1:] == ("1.05", "2.00", "2.95")
    assert picture.table.rows[1][1:] == ("2.01", "2.20", "2.39")
    assert "before the lists are compared" in words(picture.svg)
    assert "after it is 2.20 (2.01 to 2.39)" in picture.alt.text()


@pytest.mark.parametrize("what", list(Traced))
def test_each_chain_has_a_line_and_a_median(what: Traced) -> None:
    chains = [[float((at * step) % 37) for at in range(500)] for step in (3, 5, 7, 11)]
    picture = traces(chains, what=what)
    assert len(picture.table.rows) == 4
    lines = {item["stroke"] for item in points(picture.svg) if item.get("d", "").count("L") > 100}
    assert len(lines) == 4
    assert "4 chains" in picture.alt.text()


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(ValueError, match="no chain"):
        traces([[]])
    with pytest.raises(ValueError, match="nothing to compare"):
        misfits(METHODS, ())
    with pytest.raises(ValueError, match="of 1 or more"):
        before_and_after([0.5], [1.0])


@pytest.mark.parametrize(
    "picture",
    [
        misfits(METHODS, ROWS, "ru", size=Size.NARROW),
        before_and_after([1.0, 1.2, 2.0], [1.5, 1.6, 1.7], "uk"),
        traces([[3.0, 0.0, 5.0], [4.0, 4.0, 6.0]], "fr"),
        traces([[3.0, 1.0, 5.0], [4.0, 4.0, 6.0]], "en", what=Traced.CLASSES, size=Size.NARROW),
    ],
)
def test_the_chart_is_valid_and_complete_in_itself(picture: Picture) -> None:
    assert alt.LayerChart.from_dict(picture.spec, validate=True).to_dict()["layer"]
    assert "href" not in picture.svg
    assert len(set(picture.table.head)) == len(picture.table.head)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert misfits(METHODS, ROWS).svg == misfits(METHODS, ROWS).svg
