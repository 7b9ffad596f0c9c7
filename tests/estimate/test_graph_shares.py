# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws of the shares: what the graph says holds in each draw, and N comes out the same again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from amparo.estimate import ListTable
from amparo.estimate.checking import check_fit
from amparo.estimate.graph_averaging import average
from amparo.estimate.graph_shares import in_perfect_order, of_graphs
from amparo.estimate.graphs import decomposable_graphs
from amparo.estimate.identifying import Sensitivity
from list_tables import list_table


@pytest.mark.parametrize("lists", [3, 4, 5])
def test_each_clique_meets_those_before_in_one_of_them(lists: int) -> None:
    graphs = decomposable_graphs(lists)
    for terms in graphs.terms:
        ordered = in_perfect_order(np.flatnonzero(terms > 0).tolist())
        before = 0
        for place, (clique, separator) in enumerate(ordered):
            assert separator == clique & before
            if place:
                assert any(separator & ~other == 0 for other, _ in ordered[:place])
            before |= clique
        found = Counter(separator for _, separator in ordered[1:])
        assert found == {mask: -int(terms[mask]) for mask in np.flatnonzero(terms < 0).tolist()}


@pytest.mark.parametrize("name", ["kosovo_1999", "korea", "uk_modern_slavery_2013_5lists"])
def test_without_the_highest_interaction_they_give_the_same_number(name: str) -> None:
    # No decomposable graph but the saturated one has the interaction of all lists: of the shares
    # alone the assumption xi = 1 must bring back what was summed over n0.
    table = list_table(name)
    posterior = average(table)
    found = Sensitivity.of(table, of_graphs(posterior), fit="graphs", draws=8000).at(1.0)
    low, median, high = posterior.unseen.quantiles(np.array([0.025, 0.5, 0.975])) + table.n
    assert found.median == pytest.approx(median, rel=0.01)
    # 200 of the draws lie beyond each end; the upper tail of Korea is the heaviest.
    assert (found.low, found.high) == pytest.approx((low, high), rel=0.04)


def test_independence_holds_in_each_draw() -> None:
    table = ListTable.from_patterns(
        "ABC",
        [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]],
        [800, 800, 6400, 400, 400, 400, 3200],
    )
    posterior = average(table)
    assert posterior.cliques(int(posterior.ranking[0])) == (("A", "B"), ("C",))
    alone = replace(posterior, kept=posterior.ranking[:1])
    shares = of_graphs(alone)(table, 500, np.random.default_rng(1))
    assert shares.sum(axis=1) == pytest.approx(1)
    odds = shares[:, [4, 5, 6]] / shares[:, [0, 1, 2]]
    assert odds == pytest.approx(np.repeat(odds[:, :1], 3, axis=1))
    assert odds.mean() == pytest.approx(0.5, rel=0.05)


def test_impossible_patterns_have_no_share() -> None:
    table = ListTable.from_patterns(
        "ABC",
        [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1]],
        [60, 49, 247, 112, 142],
        [[1, 1, 0], [1, 1, 1]],
    )
    shares = of_graphs(average(table))(table, 200, np.random.default_rng(1))
    assert (shares[:, [2, 6]] == 0).all()
    assert (shares[:, [0, 1, 3, 4, 5]] > 0).all()
    assert shares.mean(axis=0)[3] == pytest.approx(247 / 610, abs=0.05)


def test_kosovo_fits() -> None:
    table = list_table("kosovo_1999")
    shares = of_graphs(average(table))(table, 2000, np.random.default_rng(1))
    assert not check_fit(table, shares).fails
