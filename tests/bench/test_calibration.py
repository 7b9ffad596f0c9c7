# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from bench import estimate_calibration as calibration


@pytest.fixture(scope="module")
def band() -> calibration.Band:
    return calibration.Band.of(200)


def test_uniform_ranks_pass_as_often_as_they_should(band: calibration.Band) -> None:
    dice = np.random.default_rng(7)
    ranks = dice.integers(calibration.DRAWS + 1, size=(400, 200))
    assert 0.02 < np.mean([band.p(row) < 0.05 for row in ranks]) < 0.08
    assert 0.02 < np.mean([calibration.chi_square(row) < 0.05 for row in ranks]) < 0.08


@pytest.mark.parametrize(("a", "b"), [(1.4, 1.0), (1.0, 1.4), (0.6, 0.6), (1.8, 1.8)])
def test_a_posterior_too_high_low_narrow_or_wide_is_seen(
    band: calibration.Band, a: float, b: float
) -> None:
    dice = np.random.default_rng(7)
    ranks = (dice.beta(a, b, 200) * (calibration.DRAWS + 1)).astype(int)
    assert band.p(ranks) < 0.02
    assert any("*" in line.split("[")[0] for line in calibration.picture(ranks, band)) or any(
        "*" in line.split("]")[-1] for line in calibration.picture(ranks, band)
    )


@pytest.mark.parametrize("key", calibration.DESIGNS)
def test_a_replicate_has_a_rank_of_each_quantity_and_is_the_same_again(key: str) -> None:
    (row,) = calibration.run(key, [3])
    assert all(0 <= rank <= calibration.DRAWS for rank in row["ranks"].values())
    assert calibration.FEWEST <= row["people"] <= calibration.MOST
    assert calibration.run(key, [3]) == [row]
