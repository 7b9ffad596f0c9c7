# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from amparo.estimate import ListTable
from amparo.estimate.checking import check_fit, prior_against_posterior, replicated
from amparo.estimate.identifying import dirichlet, of_loglinear
from amparo.estimate.loglinear import fit_all
from list_tables import list_table


def test_the_p_value_of_a_cell_is_that_of_its_binomial() -> None:
    table = ListTable.from_patterns("AB", [[1, 0], [0, 1], [1, 1]], [10, 10, 20])
    found = check_fit(table, np.array([[0.25, 0.5, 0.25]]))
    cell = next(c for c in found.checks if c.lists == ("A",))
    above = binom.sf(10, 40, 0.25) + binom.pmf(10, 40, 0.25) / 2
    assert cell.p == pytest.approx(2 * min(above, 1 - above))
    assert (cell.observed, cell.expected) == (10, 10)
    assert (cell.low, cell.high) == tuple(binom.ppf([0.025, 0.975], 40, 0.25))
    assert {check.kind for check in found.checks} == {"cell", "times", "pair"}


def test_the_table_itself_passes_and_independence_of_dependent_lists_fails() -> None:
    table = list_table("kosovo_1999")
    good = check_fit(table, dirichlet(table, 500, np.random.default_rng(1)))
    assert not good.fails
    sizes = table.sizes / table.n
    codes = np.arange(1, 16)[:, None] >> np.arange(4) & 1
    independent = np.where(codes == 1, sizes, 1 - sizes).prod(axis=1)
    bad = check_fit(table, (independent / independent.sum())[None])
    assert bad.fails
    assert bad.adjusted < 1e-6
    assert "Farthest" not in bad.said.text()
    assert f"{len(bad.checks)} checks" in bad.said.text()


def test_a_right_fit_is_seldom_said_to_fail() -> None:
    share = np.array([0.2, 0.2, 0.1, 0.2, 0.1, 0.1, 0.1])
    codes = np.arange(1, 8)[:, None] >> np.arange(3) & 1
    failed = 0
    for counts in replicated(500, np.tile(share, (100, 1)), seed=4):
        table = ListTable.from_patterns("ABC", codes, counts)
        failed += check_fit(table, share[None]).fails
    assert failed <= 4


def test_fits_of_log_linear_models_can_be_checked() -> None:
    table = list_table("kosovo_1999")
    shares = of_loglinear(fit_all(table))(table, 300, np.random.default_rng(1))
    assert not check_fit(table, shares).fails


def test_impossible_patterns_are_not_checked() -> None:
    table = ListTable.from_patterns("AB", [[1, 0], [0, 1]], [10, 10], [[1, 1]])
    found = check_fit(table, np.array([[0.5, 0.5, 0.0]]))
    assert [(c.kind, c.lists, c.times) for c in found.checks] == [
        ("cell", ("A",), 0),
        ("cell", ("B",), 0),
        ("times", (), 1),
    ]


def test_shares_of_another_table_are_refused() -> None:
    with pytest.raises(ValueError, match="7 patterns"):
        check_fit(list_table("korea"), np.ones((5, 15)) / 15)


def test_data_that_change_nothing_share_all_with_the_prior() -> None:
    dice = np.random.default_rng(1)
    prior = 100 * np.exp(dice.gamma(2, size=20_000))
    same = prior_against_posterior(100, prior, prior)
    assert same.shared == pytest.approx(1)
    assert same.narrowing == pytest.approx(0)
    posterior = 100 * np.exp(2 + 0.05 * dice.standard_normal(20_000))
    told = prior_against_posterior(100, prior, posterior)
    assert told.shared < 0.15
    assert told.narrowing > 0.99
    with pytest.raises(ValueError, match="at least 100"):
        prior_against_posterior(100, prior - 50, posterior)
