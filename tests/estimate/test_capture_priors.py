# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from amparo.estimate.capture_priors import capture_prior


@pytest.mark.parametrize("lists", [3, 5, 12])
def test_so_many_for_one_seen_as_was_said(lists: int) -> None:
    on, off = capture_prior(lists, 1.2, 4.0)
    missed = 1 - np.random.default_rng(1).beta(on, off, (100_000, lists))
    factor = 1 / (1 - missed.prod(axis=1))
    assert np.quantile(factor, [0.05, 0.95]) == pytest.approx([1.2, 4.0], rel=0.04)


@pytest.mark.parametrize("wrong", [(3, 1.0, 5.0), (3, 5.0, 2.0), (0, 1.1, 5.0), (3, 1.1, 5.0, 1.0)])
def test_what_is_no_expansion_factor(wrong: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="expansion factor"):
        capture_prior(*wrong)  # type: ignore[arg-type]  # the table of cases mixes kinds
