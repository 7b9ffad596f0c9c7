# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.estimate import ListTable
from amparo.estimate.answers import whole
from amparo.estimate.checking import check_fit
from amparo.estimate.evidence import Evidence
from amparo.estimate.gates import RULES, estimate_gates
from amparo.estimate.heterogeneity import heterogeneity_estimate, heterogeneity_shares
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.overlap import Overlap
from amparo.estimate.simulation import designs
from list_tables import list_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo.estimate import Estimate

STRONG = next(design for design in designs() if design.key == "strong_classes")


def test_known_models_of_hepatitis_are_found() -> None:
    # Darroch's, Poisson and Gamma models of this table with main effects alone.
    found = heterogeneity_estimate(list_table("taiwan_hav_1995"), draws=500)
    alone = {
        row["shape"]: row["n"] for row in found.diagnostics["best"] if row["model"] == "E + P + Q"
    }
    assert alone["normal"] == pytest.approx(1313, abs=1)
    assert alone["poisson"] < alone["normal"] < alone["gamma"]


def test_where_people_differ_it_holds_the_truth_and_single_models_do_not() -> None:
    for seed in range(3):
        table = STRONG.table(seed)
        found = heterogeneity_estimate(table, draws=1000)
        assert found.low <= STRONG.people <= found.high
        assert loglinear_estimate(table, draws=1000).median < 0.9 * STRONG.people


def test_the_same_seed_gives_the_same_and_draws_are_at_least_the_documented() -> None:
    table = STRONG.table(1)
    one, other = (heterogeneity_estimate(table, draws=500, seed=5) for _ in range(2))
    assert one.draws is not None
    assert other.draws is not None
    assert np.array_equal(one.draws, other.draws)
    assert one.draws.min() >= table.n


def test_without_a_sign_of_differences_there_is_no_estimate() -> None:
    table = ListTable.from_patterns("ABC", [[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 0, 0]], [30] * 4)
    with pytest.raises(ValueError, match="people differ"):
        heterogeneity_estimate(table)
    with pytest.raises(ValueError, match="three lists"):
        heterogeneity_estimate(table.select(["A", "B"]))


def test_six_lists_go_too() -> None:
    six = next(design for design in designs() if len(design.lists) == 6)
    found = heterogeneity_estimate(six.table(2), draws=500)
    assert 0.7 * six.people < found.median < 2 * six.people


def test_a_table_that_its_models_cannot_give_back_is_found_out() -> None:
    kosovo = list_table("kosovo_1999")
    dice = np.random.default_rng(1)
    assert check_fit(kosovo, heterogeneity_shares(kosovo, 200, dice)).fails
    table = STRONG.table(1)
    assert not check_fit(table, heterogeneity_shares(table, 200, dice)).fails


@pytest.mark.parametrize("estimate", [loglinear_estimate, heterogeneity_estimate])
def test_an_estimate_at_the_cap_is_a_bound_and_its_number_is_never_told(
    estimate: Callable[..., Estimate],
) -> None:
    # Of billions one is on just two lists, millions on all three: the fit runs to the cap of N.
    patterns = [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    counts = [10**9, 10**9, 1, 10**9, 1, 1, 6 * 10**7]
    table = ListTable.from_patterns("ABC", patterns, counts)
    found = estimate(table, draws=500)
    assert found.diagnostics["share_at_cap"] == 1
    assert "at_cap" in [gate.key for gate in estimate_gates(table, found)]


def test_a_span_without_end_is_not_printed_as_a_number() -> None:
    rule = next(rule for rule in RULES if rule.key == "models_far_apart")
    fine = Evidence(overlap=Overlap.of(list_table("kosovo_1999")))
    for high in (1e15 + 8233, float("inf")):
        said = rule.reason(replace(fine, span=(48_211.0, high))).text()
        assert "from 48,211 to numbers without end" in said
    assert "say that N is without end" in rule.reason(replace(fine, span=(1e13, 1e15))).text()
    large = rule.reason(replace(fine, span=(6e7, 1e9))).text()
    assert "from 60,000,000 to 1,000,000,000:" in large


def test_a_number_beyond_all_people_is_written_as_without_end() -> None:
    assert [whole(n, "en") for n in (1e9, 1e12, float("inf"))] == [
        "1,000,000,000", "without end", "without end"
    ]  # fmt: skip
