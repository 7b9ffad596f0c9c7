# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.estimate import GateVerdict, ListTable
from amparo.estimate.bounds import (
    chao,
    chao_lists,
    chao_mth,
    chapman,
    coverage,
    log_interval,
    pairs,
    sample_coverage,
)
from list_tables import cases, list_table

REFERENCES = cases("estimate_references")
PATTERNS = [[j >> k & 1 for k in range(3)] for j in range(1, 8)]
FULL = st.lists(st.integers(1, 60), min_size=7, max_size=7)


def test_chapman() -> None:
    size, variance = chapman(1000, 800, 600)
    assert size == pytest.approx(1333.1115, abs=1e-4)
    assert variance == pytest.approx(1001 * 801 * 400 * 200 / (601**2 * 602))


def test_every_pair_has_its_estimate() -> None:
    found = {pair.lists: pair for pair in pairs(list_table("kosovo_1999"))}
    assert len(found) == 6
    pair = found["ABA", "EXH"]
    assert (pair.sizes, pair.both) == ((1528, 1910), 403)
    assert pair.estimate == pytest.approx(1529 * 1911 / 404 - 1)
    assert 1528 + 1910 - 403 < pair.low < pair.estimate < pair.high


def test_chao_plain_and_corrected() -> None:
    table = list_table("kosovo_1999")
    assert chao(table).median == pytest.approx(4400 + 3218**2 / (2 * 882))
    assert chao(table, corrected=True).median == pytest.approx(4400 + 3218 * 3217 / (2 * 883))
    assert table.n < chao(table).low < chao(table).median < chao(table).high


@pytest.mark.parametrize(("name", "size"), REFERENCES["chao_mth"].items())
def test_chao_by_maximum_likelihood(name: str, size: float) -> None:
    assert chao_mth(list_table(name)).median == pytest.approx(size, abs=0.06)


@pytest.mark.parametrize(("name", "size"), REFERENCES["chao_lists"].items())
def test_chao_with_lists(name: str, size: float) -> None:
    found = chao_lists(list_table(name))
    assert found.median == pytest.approx(size, abs=0.06)
    assert found.low < found.median < found.high


def test_independent_lists_meet_the_bounds_that_know_lists_and_not_the_plain_one() -> None:
    table = list_table("independent")
    assert chao_lists(table).median == pytest.approx(1000)
    assert chao_mth(table).median == pytest.approx(1000)
    assert chao(table).median == pytest.approx(875 + 125 * 3 / 2)


def test_nobody_on_two_lists_bounds_nothing_from_above() -> None:
    table = ListTable.from_patterns(["a", "b"], [[1, 0], [0, 1]], [9, 4])
    assert chao(table).median == chao_lists(table).median == math.inf
    assert chao(table).low == 13
    assert chao(table, corrected=True).median == 13 + 13 * 12 / 2


def test_patterns_that_cannot_occur_leave_the_bound_with_their_pairs() -> None:
    whole = list_table("independent")
    apart = (whole.patterns[:, 0] & whole.patterns[:, 1]) == 0
    table = ListTable.from_patterns(
        whole.lists, whole.patterns[apart], whole.counts[apart], whole.patterns[~apart]
    )
    assert chao_lists(table).median - table.n == pytest.approx(125)
    assert chao_mth(table).median - table.n == pytest.approx(125)
    with pytest.raises(ValueError, match="impossible"):
        chao(table)


def test_sample_coverage_of_a_table_with_little_of_it() -> None:
    found = sample_coverage(list_table("taiwan_hav_1995"))
    # CARE1 gives 508 by one step (low coverage) and 971 in full.
    assert found.median == pytest.approx(508, abs=0.5)
    assert found.diagnostics["full"] == pytest.approx(971, abs=0.5)
    assert found.diagnostics["coverage"] == pytest.approx(0.513, abs=5e-4)
    assert found.verdict is GateVerdict.LOWER_BOUND
    assert "51 %" in found.gates[0].reason.text()
    assert 271 < found.low < found.median < found.high


def test_sample_coverage_without_dependence() -> None:
    table = list_table("independent")
    assert coverage(table) == pytest.approx(0.75)
    found = sample_coverage(table)
    assert found.median == pytest.approx(1000)
    assert found.gates == ()
    with pytest.raises(ValueError, match="three lists"):
        sample_coverage(list_table("kosovo_1999"))
    with pytest.raises(ValueError, match="nobody is on two"):
        sample_coverage(ListTable.from_records(["a", "b", "c"], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]))


def test_an_interval_never_goes_below_those_seen() -> None:
    assert log_interval(100, 100, 5) == (100, 100)
    low, high = log_interval(100, 101, 1e6)
    assert 100 < low < 101 < high


@settings(deadline=None)
@given(counts=FULL, order=st.permutations(range(3)), factor=st.integers(2, 20))
def test_order_changes_nothing_and_scale_scales(
    counts: list[int], order: list[int], factor: int
) -> None:
    table = ListTable.from_patterns(["a", "b", "c"], PATTERNS, counts)
    turned = ListTable.from_patterns(
        ["abc"[j] for j in order], [[p[j] for j in order] for p in PATTERNS], counts
    )
    for method in (chao, chao_lists, chao_mth):
        found = method(table)
        other = method(turned)
        assert (found.median, found.low, found.high) == (other.median, other.low, other.high)
        assert found.low >= table.n
        assert method(table.scaled(factor)).median == pytest.approx(factor * found.median, rel=1e-5)
