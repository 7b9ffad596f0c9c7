# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.core.messages import say
from amparo.estimate import Estimate, Gate, GateVerdict, ListTable
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.linked_answers import STRESS_BEYOND, stress_cells, stress_said
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.stress import StressRow, false_links, links, missed_links, stress
from list_tables import list_table

TABLE = list_table("independent")
LINKS = links(TABLE)
RATES = st.floats(0, 0.3)


@settings(max_examples=20, deadline=None)
@given(RATES, st.integers(0, 99))
def test_missed_links_make_so_many_people_more_and_lose_no_record(rate: float, seed: int) -> None:
    found = missed_links(TABLE, rate, np.random.default_rng(seed))
    assert found.n == TABLE.n + round(rate * LINKS)
    assert (found.sizes == TABLE.sizes).all()


@settings(max_examples=20, deadline=None)
@given(RATES, st.integers(0, 99))
def test_false_links_make_so_many_people_fewer_and_lose_no_record(rate: float, seed: int) -> None:
    found = false_links(TABLE, rate, np.random.default_rng(seed))
    assert found.n == TABLE.n - round(rate * LINKS)
    assert (found.sizes == TABLE.sizes).all()


def test_links_are_the_lists_of_each_but_one_and_the_rate_is_their_share() -> None:
    table = ListTable.from_patterns("ABC", [[1, 0, 0], [1, 1, 0], [1, 1, 1]], [900, 40, 30])
    assert links(table) == 40 + 2 * 30
    for rate, more in ((0.05, 5), (0.1, 10), (0.2, 20), (1.0, 100)):
        dice = np.random.default_rng(1)
        assert missed_links(table, rate, dice).n == 970 + more
    # Nobody on one list is there to be joined but to those not on A.
    assert false_links(table, 0.1, np.random.default_rng(1)).n == 970
    every = missed_links(table, 1.0, np.random.default_rng(1))
    assert every.frequencies.tolist() == [1070, 0, 0]


def test_each_link_is_missed_with_the_same_chance() -> None:
    table = ListTable.from_patterns("ABC", [[1, 1, 0], [1, 1, 1]], [1000, 500])
    found = missed_links(table, 0.2, np.random.default_rng(1))
    # 400 of 2,000 links: half of them of the 500 on three lists, few of whom lose both.
    people = {tuple(p): f for p, f in zip(found.patterns.tolist(), found.counts, strict=True)}
    assert people[1, 1, 1] == pytest.approx(500 * 0.8**2, abs=30)


def test_the_errors_of_a_higher_rate_hold_those_of_a_lower_one() -> None:
    one, other = (missed_links(TABLE, rate, np.random.default_rng(3)) for rate in (0.1, 0.2))
    # Who is on all lists still at the higher rate was so at the lower one.
    assert one.frequencies[-1] >= other.frequencies[-1]
    for way, sign in ((missed_links, 1), (false_links, -1)):
        counts = [way(TABLE, rate, np.random.default_rng(3)).n for rate in (0.05, 0.1, 0.2)]
        assert sorted(counts, reverse=sign < 0) == counts


def test_no_impossible_pattern_comes_of_a_false_link() -> None:
    patterns, never = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1]], [[1, 1, 0], [1, 1, 1]]
    table = ListTable.from_patterns("ABC", patterns, [30, 30, 30, 1], never)
    found = false_links(table, 45.0, np.random.default_rng(1))
    # When everybody on C alone is joined to somebody no more can be made.
    assert found.n == 61


def test_missed_links_raise_the_figure_and_false_ones_lower_it() -> None:
    def estimate(table: ListTable) -> object:
        return loglinear_estimate(table, draws=500)

    rates = {"missed": (0.1, 0.2), "false": (0.1, 0.2)}
    rows = stress(TABLE, estimate, rates=rates, repeats=4)  # type: ignore[arg-type]  # object is an Estimate
    factors = {(row.kind, row.rate): row.factor or 0.0 for row in rows}
    assert 1.04 < factors["missed", 0.1] < factors["missed", 0.2] < 1.5
    assert 0.6 < factors["false", 0.2] < factors["false", 0.1] < 0.96
    assert rows[0].errors == round(0.1 * LINKS)
    assert rows[0].title.text() == "if 10 % of links were missed"
    assert rows[-1].title.text() == "if 20 % of links were false"
    assert not any(row.beyond for row in rows)
    assert rows[0].to_json()["factor"] == pytest.approx(rows[0].factor)


def test_more_links_missed_make_kosovo_larger() -> None:
    rows = stress(list_table("kosovo_1999"), graph_estimate)
    factors = [row.factor or 0 for row in rows]
    assert 1 < factors[0] < factors[1] < factors[2] < 1.5
    assert 1 > factors[3] > factors[4]
    assert [row.errors for row in rows] == [75, 151, 302, 75, 151]


def test_a_table_that_cannot_bear_the_errors_shows_no_figure() -> None:
    patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]]
    table = ListTable.from_patterns("ABC", patterns, [300, 300, 300, 12, 12, 12])
    rows = stress(table, graph_estimate, rates={"missed": (0.1, 1.0)}, repeats=4)
    assert [row.beyond for row in rows] == [False, True]
    shown = [[cell.text() for cell in row] for row in stress_cells(rows, "en")]
    # Without any link the lists share nobody and are refused: there is no factor either.
    assert shown[1] == ["if 100 % of links were missed", "–", "–", "–"]
    assert rows[1].errors == 36
    told = rows[1].to_json()
    assert [told[key] for key in ("median", "low", "high", "factor")] == [None] * 4
    assert told["beyond"]
    assert rows[0].to_json()["median"]
    assert list(stress_said(rows))[1:] == [STRESS_BEYOND]


def test_a_row_some_of_whose_tables_are_refused_or_at_the_cap_shows_no_figure() -> None:
    draws = np.full(100, 2000.0)
    fine = Estimate.from_draws("stress", draws, diagnostics={"share_at_cap": 0.01})
    capped = Estimate.from_draws("stress", draws, diagnostics={"share_at_cap": 0.02})
    refused = fine.with_gates([Gate("islands", GateVerdict.REFUSE, say("They share nobody."))])
    rows = [StressRow("missed", 0.1, 5, each, 2.0) for each in (fine, capped, refused)]
    rows += [StressRow("missed", 0.1, 5, fine, factor) for factor in (10.1, 0.09)]
    assert [row.beyond for row in rows] == [False, True, True, True, True]
    shown = [[cell.text() for cell in row][1:] for row in stress_cells(rows, "en")]
    assert shown[:3] == [["2,000", "2,000 to 2,000", "2.00"], ["–"] * 3, ["–"] * 3]
    assert shown[3:] == [["–", "–", "> 10"], ["–", "–", "< 0.1"]]
