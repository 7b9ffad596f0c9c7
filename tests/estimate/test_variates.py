# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from amparo.estimate import variates

if TYPE_CHECKING:
    from collections.abc import Callable

DRAWS = 20_000


def drawn(draw: Callable[..., float], *arguments: float) -> np.ndarray:
    state = variates.seeded(np.random.SeedSequence(7))
    return np.array([draw(state, *arguments) for _ in range(DRAWS)])


@pytest.mark.parametrize(
    ("draw", "arguments", "law"),
    [
        (variates.uniform, (), stats.uniform()),
        (variates.normal, (), stats.norm()),
        (variates.gamma, (1.0,), stats.gamma(1)),
        (variates.gamma, (40.0,), stats.gamma(40)),
        (variates.log_gamma, (0.3,), stats.loggamma(0.3)),
    ],
)
def test_continuous(draw: Callable[..., float], arguments: tuple[float, ...], law: object) -> None:
    assert stats.kstest(drawn(draw, *arguments), law.cdf).pvalue > 0.001  # type: ignore[attr-defined]  # scipy's laws have no common type


@pytest.mark.parametrize(
    ("draw", "arguments", "law"),
    [
        (variates.binomial, (5.0, 0.3), stats.binom(5, 0.3)),
        (variates.binomial, (60.0, 0.9), stats.binom(60, 0.9)),
        (variates.binomial, (100.0, 0.4), stats.binom(100, 0.4)),
        (variates.poisson, (0.7,), stats.poisson(0.7)),
        (variates.poisson, (30.0,), stats.poisson(30)),
    ],
)
def test_counts(draw: Callable[..., float], arguments: tuple[float, ...], law: object) -> None:
    values = drawn(draw, *arguments)
    places = np.arange(0, values.max() + 1)
    expected = law.pmf(places) * DRAWS  # type: ignore[attr-defined]  # as above
    counted = np.array([(values == place).sum() for place in places])
    often = expected > 5
    distance = ((counted - expected)[often] ** 2 / expected[often]).sum()
    assert stats.chi2.sf(distance, often.sum() - 1) > 0.001


def test_ends_and_vast_means() -> None:
    state = variates.seeded(np.random.SeedSequence(1))
    assert variates.binomial(state, 9.0, 0.0) == 0
    assert variates.binomial(state, 9.0, 1.0) == 9
    assert variates.poisson(state, 0.0) == 0
    assert variates.poisson(state, 1e18) == pytest.approx(1e18, rel=1e-8)
    assert variates.log_gamma(state, 1e-6) < -1000


def test_the_state_is_all_there_is() -> None:
    state = variates.seeded(np.random.SeedSequence(3))
    kept = state.copy()
    assert [variates.normal(state) for _ in range(5)] == [variates.normal(kept) for _ in range(5)]
