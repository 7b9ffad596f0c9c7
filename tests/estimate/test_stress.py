# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.estimate import ListTable
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.linked_answers import STRESS_BEYOND, stress_cells, stress_said
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.stress import false_links, missed_links, stress
from list_tables import list_table

TABLE = list_table("independent")
RATES = st.floats(0, 0.3)


@settings(max_examples=20, deadline=None)
@given(RATES, st.integers(0, 99))
def test_missed_links_make_so_many_people_more_and_lose_no_record(rate: float, seed: int) -> None:
    found = missed_links(TABLE, rate, np.random.default_rng(seed))
    assert found.n == TABLE.n + round(rate * 375)
    assert (found.sizes == TABLE.sizes).all()


@settings(max_examples=20, deadline=None)
@given(RATES, st.integers(0, 99))
def test_false_links_make_so_many_people_fewer_and_lose_no_record(rate: float, seed: int) -> None:
    found = false_links(TABLE, rate, np.random.default_rng(seed))
    assert found.n == TABLE.n - round(rate * 375)
    assert (found.sizes == TABLE.sizes).all()


def test_no_more_links_are_missed_or_made_than_there_are() -> None:
    small = ListTable.from_patterns("AB", [[1, 0], [1, 1]], [50, 2])
    apart = missed_links(small, 1.0, np.random.default_rng(1))
    assert (apart.n, apart.frequencies.tolist()) == (54, [54, 0])
    assert false_links(small, 1.0, np.random.default_rng(1)) == small


def test_no_impossible_pattern_comes_of_a_false_link() -> None:
    patterns, never = [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[1, 1, 0], [1, 1, 1]]
    table = ListTable.from_patterns("ABC", patterns, [30, 30, 30], never)
    found = false_links(table, 0.5, np.random.default_rng(1))
    # 45 are wanted; when everybody on C alone is joined to somebody no more can be made.
    assert found.n == 60


def test_missed_links_raise_the_figure_and_false_ones_lower_it() -> None:
    def estimate(table: ListTable) -> object:
        return loglinear_estimate(table, draws=500)

    rates = {"missed": (0.1, 0.2), "false": (0.1, 0.2)}
    rows = stress(TABLE, estimate, rates=rates, repeats=4)  # type: ignore[arg-type]  # object is an Estimate
    factors = {(row.kind, row.rate): row.factor for row in rows}
    assert 1.04 < factors["missed", 0.1] < factors["missed", 0.2] < 1.5
    assert 0.6 < factors["false", 0.2] < factors["false", 0.1] < 0.96
    assert rows[0].errors == round(0.1 * 375)
    assert rows[0].title.text() == "if 10 % of links were missed"
    assert rows[-1].title.text() == "if 20 % of links were false"
    assert not any(row.beyond for row in rows)
    assert rows[0].to_json()["factor"] == pytest.approx(rows[0].factor)


def test_a_table_that_cannot_bear_the_errors_shows_no_figure() -> None:
    patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]]
    table = ListTable.from_patterns("ABC", patterns, [300, 300, 300, 12, 12, 12])
    rows = stress(table, graph_estimate, rates={"missed": (0.01, 0.039)}, repeats=2)
    assert [row.beyond for row in rows] == [False, True]
    title, median, interval, times = (cell.text() for cell in list(stress_cells(rows, "en"))[1])
    assert (title, median, interval, times) == ("if 4 % of links were missed", "–", "–", "> 10")
    assert list(stress_said(rows))[1:] == [STRESS_BEYOND]
