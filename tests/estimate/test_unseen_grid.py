# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sums over n0 on a grid against sums over every number."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from amparo.estimate.unseen_grid import Grid, Unseen


def test_the_grid_has_small_numbers_and_reaches_the_top() -> None:
    grid = Grid.of(1000, 1e6)
    assert grid.nodes[:50].tolist() == list(range(50))
    assert grid.nodes[-1] >= 1e6
    assert (np.diff(grid.nodes) >= 1).all()
    assert len(grid.nodes) < 2000


def test_the_weights_sum_what_is_linear_exactly() -> None:
    grid = Grid.at(np.array([0.0, 1, 2, 5, 11, 30]))
    assert grid.weights.sum() == pytest.approx(31)
    assert grid.weights @ grid.nodes == pytest.approx(sum(range(31)))


@pytest.mark.parametrize("mean", [0.4, 7.0, 900.0, 80_000.0])
def test_the_sharpest_distribution_there_can_be(mean: float) -> None:
    grid = Grid.of(10**9, 200_000)
    unseen = Unseen(grid, poisson.logpmf(grid.nodes, mean))
    assert unseen.log_total == pytest.approx(0, abs=1e-4)
    assert unseen.mean == pytest.approx(mean)
    found = unseen.quantiles(np.array([0.025, 0.5, 0.975]))
    assert found == pytest.approx(poisson.ppf([0.025, 0.5, 0.975], mean), abs=1, rel=2e-4)


def test_a_wide_distribution() -> None:
    grid = Grid.of(500, 100_000)
    law = nbinom(3, 0.001)
    unseen = Unseen(grid, law.logpmf(grid.nodes) + 17)
    assert unseen.log_total == pytest.approx(17, abs=1e-4)
    assert unseen.tails(0.9) == pytest.approx(law.ppf([0.05, 0.95]), rel=1e-3)
    low, high = unseen.shortest(0.9)
    assert law.cdf(high) - law.cdf(low - 1) == pytest.approx(0.9, abs=2e-3)
    assert law.pmf(low) == pytest.approx(law.pmf(high), rel=0.2)
    assert unseen.mode == pytest.approx(1998, rel=0.01)
    assert unseen.beyond < 1e-9


def test_draws_follow_it_and_the_seed() -> None:
    grid = Grid.of(500, 100_000)
    law = nbinom(3, 0.001)
    unseen = Unseen(grid, law.logpmf(grid.nodes))
    draws = unseen.draws(20_000, 7)
    assert draws.mean() == pytest.approx(law.mean(), rel=0.02)
    assert (draws == np.floor(draws)).all()
    assert (draws == unseen.draws(20_000, 7)).all()
    assert (draws != unseen.draws(20_000, 8)).any()


@pytest.mark.parametrize("power", [1.5, 2.5, 6.0])
def test_what_lies_beyond_a_tail_of_a_known_power(power: float) -> None:
    near, far = (
        Unseen(grid, -power * np.log1p(grid.nodes))
        for grid in (Grid.of(100, 1e4), Grid.of(100, 1e9))
    )
    assert near.decay == pytest.approx(power, rel=1e-3)
    reached = np.interp(near.grid.nodes[-1], far.grid.nodes, far.below) * (1 - far.beyond)
    assert near.beyond == pytest.approx(1 - reached, rel=0.01)
    assert (near.mean is None) == (power < 3)


def test_a_tail_without_sum_is_all_beyond_the_grid() -> None:
    grid = Grid.of(100, 1e4)
    unseen = Unseen(grid, -0.9 * np.log1p(grid.nodes))
    assert unseen.beyond == 1
    assert unseen.mean is None


def test_every_so_many_nodes_with_the_last() -> None:
    grid = Grid.of(100, 1000)
    coarse = grid.every(16)
    assert coarse.nodes[0] == 0
    assert coarse.nodes[-1] == grid.nodes[-1]
    assert coarse.weights.sum() == pytest.approx(grid.nodes[-1] + 1)
