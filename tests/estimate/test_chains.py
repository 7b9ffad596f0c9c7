# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import math

import numpy as np
import pytest

from amparo.estimate.chains import Meeting, ess_bulk, ess_tail, meeting, rhat


def test_rhat_worked_out_by_hand() -> None:
    # Halves 0 1 | 2 3 and 4 5 | 6 7: normal scores of ranks 1..8, two by two.
    draws = np.arange(8.0).reshape(2, 4)
    scores = np.array([-1.434, -0.852, -0.473, -0.153, 0.153, 0.473, 0.852, 1.434])
    halves = scores.reshape(4, 2)
    within = halves.var(axis=1, ddof=1).mean()
    between = 2 * halves.mean(axis=1).var(ddof=1)
    assert rhat(draws) == pytest.approx(math.sqrt((between / within + 1) / 2), abs=2e-2)


def test_chains_of_one_distribution_met() -> None:
    found = meeting(np.random.default_rng(1).normal(size=(4, 1000)))
    assert found.rhat < 1.005
    assert found.ess_bulk == pytest.approx(4000, rel=0.1)
    assert found.ess_tail == pytest.approx(4000, rel=0.15)
    assert found.met()


def test_of_an_autoregression_one_draw_in_19_counts() -> None:
    random = np.random.default_rng(2)
    chains = np.zeros((4, 20000))
    noise = random.normal(size=chains.shape)
    for step in range(1, chains.shape[1]):
        chains[:, step] = 0.9 * chains[:, step - 1] + noise[:, step]
    assert ess_bulk(chains) == pytest.approx(80000 * 0.1 / 1.9, rel=0.1)


def test_one_chain_elsewhere_is_seen_and_one_that_is_wider_too() -> None:
    draws = np.random.default_rng(3).normal(size=(4, 500))
    moved, wider = draws.copy(), draws.copy()
    moved[0] += 3
    wider[0] *= 10
    assert rhat(moved) > 1.3
    assert rhat(wider) > 1.1
    assert ess_bulk(moved) < 20
    assert ess_tail(wider) < 50


def test_ranks_are_all_that_counts_in_the_middle() -> None:
    draws = np.random.default_rng(4).standard_cauchy(size=(4, 300))
    assert ess_bulk(draws) == pytest.approx(ess_bulk(np.arctan(draws)))


def test_values_of_arviz() -> None:
    # arviz 0.23.4 on these numbers: rhat, ess bulk, ess tail.
    draws = np.sin(np.arange(400.0) ** 2).reshape(4, 100) + 0.1 * np.arange(4)[:, None]
    expected = (1.0375621946801799, 137.77526105358717, 301.55083285468106)
    found = (rhat(draws), ess_bulk(draws), ess_tail(draws))
    assert found == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("draws", [np.ones((4, 100)), np.zeros((4, 3)), np.full((2, 9), np.inf)])
def test_where_nothing_can_be_said_nothing_is_enough(draws: np.ndarray) -> None:
    found = meeting(draws)
    assert math.isnan(found.rhat)
    assert not found.met()
    assert not Meeting(1.0, math.nan, 500).met()
