# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from amparo.estimate import ListTable
from amparo.estimate.class_prior import people_beforehand
from amparo.estimate.latent_classes import Settings
from list_tables import list_table

KOSOVO = list_table("kosovo_1999")


def test_one_class_gives_what_can_be_worked_out() -> None:
    # alpha near 0: one class. -log p_0 of J lists is then Gamma(J, 1), and N/n nearly 1/(1 - p_0).
    one = Settings(2, shape=1.0, rate=1e9)
    found = people_beforehand(KOSOVO, one, draws=40_000) / KOSOVO.n
    chance = np.exp(-np.random.default_rng(2).gamma(4, 1.0, 40_000))
    for share in (0.1, 0.5, 0.9):
        known = float(np.quantile(1 / (1 - chance), share))
        assert float(np.quantile(found, share)) == pytest.approx(known, rel=0.01)


def test_more_lists_make_it_surer_that_nearly_everybody_was_seen() -> None:
    # The prior that is the answer: docs/estimate-latent-classes.md.
    narrow, wide = (
        ListTable.from_patterns(names, np.eye(len(names), dtype=int), [50] * len(names))
        for names in ("ABC", "ABCDEFGH")
    )
    few = people_beforehand(narrow, Settings(5)) / narrow.n
    many = people_beforehand(wide, Settings(5)) / wide.n
    assert np.median(few) > 1.05
    assert np.median(many) < 1.02


def test_impossible_patterns_are_nobody() -> None:
    free = ListTable.from_patterns("ABC", [[1, 0, 0], [0, 1, 1]], [500, 500])
    bound = ListTable.from_patterns("ABC", [[1, 0, 0], [0, 1, 1]], [500, 500], [[1, 1, 0]])
    low, high = (people_beforehand(t, Settings(3), draws=20_000) for t in (free, bound))
    assert (low >= 1000).all()
    # Where less can be seen, more of those there are is unseen.
    assert np.median(high) > np.median(low)


def test_the_same_seed_gives_the_same_draws() -> None:
    assert (people_beforehand(KOSOVO, Settings(4)) == people_beforehand(KOSOVO, Settings(4))).all()
