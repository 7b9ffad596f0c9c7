# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is on which lists together: every combination a row, the most people first."""

from __future__ import annotations

import re

import altair as alt
import pytest

from amparo.estimate import ListTable
from amparo.pictures.picture import Size
from amparo.pictures.upset import MOST_ROWS, upset

TABLE = ListTable.from_patterns(
    ["Watch & Co <A>", "B", "C"], [[1, 0, 0], [1, 1, 0], [0, 1, 1]], [1200, 40, 7]
)


def test_rows_come_by_people_and_the_table_has_all() -> None:
    found = upset(TABLE)
    assert found.table.rows == (
        ("Watch & Co <A>", "1", "1,200"),
        ("B, Watch & Co <A>", "2", "40"),
        ("B, C", "2", "7"),
    )
    assert "1,247 people on 3 lists" in found.alt.text()
    assert "On more than one list: 47" in found.alt.text()


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("language", ["en", "ru", "uk", "fr"])
def test_the_drawing_is_complete_and_named(size: Size, language: str) -> None:
    found = upset(TABLE, language, size=size)
    assert "<title>" in found.svg
    assert "<desc>" in found.svg
    assert "Watch &amp; Co" in found.svg
    assert "<script" not in found.svg
    width = re.search(r'viewBox="0 0 (\d+)', found.svg)
    assert width is not None
    assert int(width[1]) <= int(size)
    assert upset(TABLE, language, size=size).svg == found.svg
    alt.Chart.from_dict(found.spec)  # the grammar of Vega-Lite is checked here


def test_combinations_beyond_what_is_drawn_are_in_the_table() -> None:
    codes = [[code >> j & 1 for j in range(6)] for code in range(1, 64)]
    found = upset(ListTable.from_patterns("ABCDEF", codes, range(100, 163)))
    assert len(found.table.rows) == 63
    assert f"in the table only: {63 - MOST_ROWS}" in found.alt.text()


def test_nobody_gives_no_picture() -> None:
    with pytest.raises(ValueError, match="nobody"):
        upset(ListTable.from_patterns("AB", [[1, 0]], [0]))
