# SPDX-License-Identifier: AGPL-3.0-or-later
"""A tenth of the links missed: one linkage is confidently wrong, drawn ways pooled hold the truth.

Records with pair probabilities -> partitions drawn by the linkage engine -> tables -> pooled.
"""

from __future__ import annotations

import numpy as np
import pytest
from bench.estimate_linkage import PEOPLE, estimates, evidence

from amparo.estimate.pooling import partition_tables

SEEDS = range(5)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_pooled_interval_holds_the_truth_where_one_linkage_does_not(seed: int) -> None:
    found = estimates(evidence(seed, 15))
    true, cautious, pooled = (found[name] for name in ("truth", "cautious", "pooled"))
    # What a simulation of others gives with LCMCR: 1,005 without errors, 1,100 (1,025 to 1,186).
    assert true.low <= PEOPLE <= true.high
    assert cautious.low > PEOPLE
    assert 1.06 < cautious.median / PEOPLE < 1.2
    assert pooled.low <= PEOPLE <= pooled.high
    assert pooled.median / PEOPLE < cautious.median / PEOPLE - 0.05
    assert 0.02 < pooled.diagnostics["linkage_share"] < 0.4


def test_the_made_evidence_is_as_probable_as_it_says() -> None:
    records = [evidence(seed, 40) for seed in SEEDS]
    for made in records:
        (truth,) = partition_tables(made.truth, made.lists).tables
        (cautious,) = partition_tables(made.cautious, made.lists).tables
        drawn = partition_tables(made.drawn, made.lists)
        mean = np.average([table.n for table in drawn.tables], weights=drawn.times)
        missed = cautious.n - truth.n
        # As many links are missed as a tenth of the people on one list; drawn ways miss none.
        assert missed == pytest.approx(0.1 * truth.singletons.sum(), rel=0.15)
        assert mean == pytest.approx(truth.n, abs=0.3 * missed)


def test_what_the_linkage_knows_nothing_of_no_draw_can_mend() -> None:
    medians = {
        known: np.mean(
            [estimates(evidence(seed, 8, known=known))["pooled"].median for seed in SEEDS]
        )
        for known in (0.0, 1.0)
    }
    assert medians[1.0] / PEOPLE < 1.04
    assert medians[0.0] / PEOPLE > 1.08
