# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.estimate import GateVerdict, ListTable
from amparo.estimate.identifying import (
    XIS,
    NoHighestInteraction,
    Sensitivity,
    TwoLists,
    of_loglinear,
)
from amparo.estimate.loglinear import fit_all
from amparo.estimate.mixture import loglinear_estimate
from list_tables import cases, list_table

REFERENCES = cases("estimate_references")


def test_kosovo_under_no_highest_interaction() -> None:
    found = Sensitivity.of(list_table("kosovo_1999"), draws=100_000).curve()
    for estimate, (xi, median) in zip(found, sorted(REFERENCES["xi"].items()), strict=True):
        assert estimate.settings["xi"] == xi
        assert estimate.median == pytest.approx(median, rel=0.01)
    assert (found[2].low, found[2].high) == pytest.approx((9_413, 36_037), rel=0.02)


def test_both_assumptions_hold_in_an_independent_table() -> None:
    table = list_table("independent").scaled(1000)
    for assumption in (NoHighestInteraction(), TwoLists(0, 1)):
        found = Sensitivity.of(table, assumption=assumption, draws=4_000).at()
        assert found.median == pytest.approx(1_000_000, rel=0.005)


def test_two_lists_leave_those_on_the_third_out() -> None:
    shares = np.zeros((1, 7))
    # Lists 0 and 1: 30 on the one alone, 20 on the other alone, 10 on both; 15 on list 2 alone.
    shares[0, [0, 1, 2, 3]] = np.array([30, 20, 10, 15]) / 75
    assert TwoLists(0, 1).odds(shares, 1.0)[0] == pytest.approx((60 - 15) / 75)
    assert TwoLists(0, 1).odds(shares, 2.0)[0] == pytest.approx((30 - 15) / 75)
    assert TwoLists(0, 1).odds(shares, 5.0)[0] < 0


def test_draws_that_contradict_the_assumption_are_counted() -> None:
    table = ListTable.from_patterns(
        ["a", "b", "c"], [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1]], [30, 20, 10, 75]
    )
    sensitivity = Sensitivity.of(table, assumption=TwoLists(0, 1), draws=2_000)
    share = sensitivity.at(1.0).diagnostics["contradicting"]
    assert 0.5 < share < 1
    with pytest.raises(ValueError, match="contradicts"):
        sensitivity.at(50.0)


def test_log_linear_models_are_the_estimate_at_xi_one() -> None:
    table = list_table("kosovo_1999")
    fits = fit_all(table)
    found = Sensitivity.of(table, of_loglinear(fits), fit="loglinear").at()
    assert found.settings["fit"] == "loglinear"
    assert found.median == pytest.approx(loglinear_estimate(table).median, rel=0.02)


def test_another_fit_comes_in_by_its_sampler() -> None:
    def certain(
        table: ListTable, number: int, dice: np.random.Generator
    ) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        return np.full((number, 7), 1 / 7)

    table = list_table("independent")
    found = Sensitivity.of(table, certain, fit="latent classes", draws=4_000).at()
    assert found.median == pytest.approx(1000, rel=0.01)


def test_the_xi_at_which_a_claim_flips() -> None:
    sensitivity = Sensitivity.of(list_table("kosovo_1999"))
    flips = sensitivity.flip(12_000)
    assert flips is not None
    assert 1 < flips < 2
    assert sensitivity.share_above(12_000, flips) == pytest.approx(0.5, abs=0.001)
    assert sensitivity.at(flips).median == pytest.approx(12_000, rel=0.005)
    assert sensitivity.share_above(12_000, flips / 2) > 0.5 > sensitivity.share_above(12_000, 4)
    sure = sensitivity.flip(12_000, probability=0.95)
    assert sure is not None
    assert sure < flips


def test_a_flip_leaves_contradicting_draws_out_as_the_estimate_does() -> None:
    table = ListTable.from_patterns(
        ["a", "b", "c"], [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1]], [30, 20, 10, 60]
    )
    sensitivity = Sensitivity.of(table, assumption=TwoLists(0, 1), draws=2_000)
    flips = sensitivity.flip(150)
    assert flips is not None
    assert sensitivity.at(flips).diagnostics["contradicting"] > 0
    assert sensitivity.share_above(150, flips) == pytest.approx(0.5, abs=0.01)


def test_what_is_documented_flips_nowhere() -> None:
    sensitivity = Sensitivity.of(list_table("kosovo_1999"), draws=100)
    assert sensitivity.flip(4_399) is None
    assert sensitivity.share_above(4_399) == 1.0


def test_patterns_that_nobody_shows_are_told_where_no_model_fills_them() -> None:
    assert Sensitivity.of(list_table("kosovo_1999"), draws=100).at().gates == ()
    (gate,) = Sensitivity.of(list_table("korea"), draws=100).at().gates
    assert (gate.key, gate.verdict) == ("empty_patterns", GateVerdict.WARN)
    assert gate.reason.text().startswith("Nobody shows 1 of the 7 patterns")
    (gate,) = Sensitivity.of(list_table("artificial_3"), draws=100).at().gates
    assert gate.verdict is GateVerdict.REFUSE
    fits = fit_all(list_table("korea"))
    modelled = Sensitivity.of(list_table("korea"), of_loglinear(fits), fit="loglinear", draws=100)
    assert modelled.at().gates == ()


def test_impossible_patterns_and_no_xi_are_refused() -> None:
    table = ListTable.from_patterns(["a", "b"], [[1, 0], [0, 1]], [4, 3], [[1, 1]])
    with pytest.raises(ValueError, match="cannot be seen"):
        Sensitivity.of(table)
    with pytest.raises(ValueError, match="above 0"):
        Sensitivity.of(list_table("korea"), draws=10).at(0)


@settings(deadline=None, max_examples=20)
@given(
    counts=st.lists(st.integers(0, 40), min_size=7, max_size=7).filter(any),
    order=st.permutations(range(3)),
)
def test_order_changes_nothing_and_n_falls_in_xi(counts: list[int], order: list[int]) -> None:
    patterns = [[j >> k & 1 for k in range(3)] for j in range(1, 8)]
    table = ListTable.from_patterns(["a", "b", "c"], patterns, counts)
    turned = ListTable.from_patterns(
        ["abc"[j] for j in order], [[p[j] for j in order] for p in patterns], counts
    )
    found = [e.median for e in Sensitivity.of(table, draws=500).curve()]
    assert found == [e.median for e in Sensitivity.of(turned, draws=500).curve(XIS)]
    assert found == sorted(found, reverse=True)
    assert found[-1] >= table.n
