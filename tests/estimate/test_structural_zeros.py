# SPDX-License-Identifier: AGPL-3.0-or-later
"""Patterns that nobody can show: taken out of every likelihood, or said; never a 0 seen."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import gammaln

from amparo.estimate import ListTable, chao, pairs, sample_coverage
from amparo.estimate.analysis import Analysis, Asked, analyse
from amparo.estimate.bounds import chao_lists, chao_mth, untied_pairs
from amparo.estimate.heterogeneity import heterogeneity_estimate
from amparo.estimate.loglinear import fit_all
from amparo.estimate.overlap import Overlap
from amparo.estimate.stress import missed_links
from list_tables import cases

CASES: list[dict[str, Any]] = cases("estimate_structural")["cases"]
# SYNTHETIC: who is on a cannot be on c; people differ, no model fits exactly.
UNEVEN = ListTable.from_patterns(
    "abcd",
    [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [1, 1, 0, 0], [1, 0, 0, 1],
     [0, 1, 1, 0], [0, 1, 0, 1], [0, 0, 1, 1], [1, 1, 0, 1], [0, 1, 1, 1]],
    [310, 190, 160, 120, 88, 61, 47, 70, 39, 44, 52],
    [p for p in product((0, 1), repeat=4) if p[0] and p[2]],
)  # fmt: skip


def digits(pattern: object, width: int) -> list[int]:
    return [int(digit) for digit in str(pattern).rjust(width, "0")]


def table_of(case: dict[str, Any], *, as_zero: bool = False) -> ListTable:
    width = len(case["lists"])
    never = [
        pattern
        for shape in case["impossible"]
        for pattern in product((0, 1), repeat=width)
        if all(sign in ("x", str(bit)) for sign, bit in zip(shape, pattern, strict=True))
    ]
    patterns = [digits(pattern, width) for pattern in case["people"]]
    people = list(case["people"].values())
    return ListTable.from_patterns(case["lists"], patterns, people, () if as_zero else never)


@cache
def analysed(place: int) -> Analysis:
    return analyse(table_of(CASES[place]), Asked(sweeps=4000))


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("place", range(len(CASES)), ids=[named(case) for case in CASES])
def test_each_method_takes_them_out_exactly_or_says_why_there_is_none(place: int) -> None:
    case, found = CASES[place], analysed(place)
    medians = {e.method: e.median for e in found.estimates}
    assert found.bound is not None
    medians["chao"] = found.bound.median
    assert {name: medians[name] for name in case["exact"]} == {
        name: pytest.approx(case["truth"], rel=0.02) for name in case["exact"]
    }
    said = {item.method: item.gate.reason.text() for item in found.missing}
    assert set(medians) | set(said) == {*found.asked.methods}
    others = {name: way for name, way in OTHERS.items() if name in case["without"]}
    said |= {name: refused(way, found.table) for name, way in others.items()}
    for name, words in case["without"].items():
        assert words in said[name]
    low, high = found.statement.low or 0, found.statement.high or 0
    assert low < case["truth"] < high


def refused(way: Any, table: ListTable) -> str:  # noqa: ANN401 - any method
    with pytest.raises(ValueError, match="impossible") as caught:
        way(table)
    return str(caught.value)


OTHERS = {"chao_plain": chao, "sample_coverage": sample_coverage}


@pytest.mark.parametrize("case", [c for c in CASES if "as_zero" in c], ids=named)
def test_taken_for_zero_a_bound_would_be_none(case: dict[str, Any]) -> None:
    # Only that what is stated changes the figure shows that it is not taken for 0.
    wrong = chao_mth(table_of(case, as_zero=True))
    assert wrong.median == pytest.approx(case["as_zero"], rel=0.01)
    assert wrong.low > case["truth"]
    assert chao_mth(table_of(case)).low < case["truth"]
    assert chao_lists(table_of(case)).median < 1.001 * case["truth"]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_pair_whose_overlap_is_stated_has_no_figure(case: dict[str, Any]) -> None:
    table = table_of(case)
    shown = [pair.lists for pair in pairs(table)]
    assert shown == [tuple(pair.split()) for pair in case["pairs"]]
    assert len(shown) + len(untied_pairs(table)) == len(Overlap.of(table).pairs)
    assert {pair.lists for pair in Overlap.of(table).pairs if not pair.possible} <= set(
        untied_pairs(table)
    )
    assert untied_pairs(table_of(case, as_zero=True)) == ()
    assert all(pair.low < case["truth"] < pair.high for pair in pairs(table))


def by_hand(table: ListTable, columns: np.ndarray) -> tuple[float, float]:
    """Maximise the Poisson likelihood over the cells that can be: n0 and log likelihood."""
    width = len(table.lists)
    cells = np.array([c for c in range(1, 2**width) if c not in set(table.impossible_codes)])
    counts = np.zeros(len(cells))
    counts[np.searchsorted(cells, table.codes)] = table.counts
    x = columns[cells]

    def minus(beta: np.ndarray) -> tuple[float, np.ndarray]:
        mu = np.exp(x @ beta)
        return float(mu.sum() - counts @ (x @ beta)), x.T @ (mu - counts)

    start = np.r_[np.log(table.n), np.full(x.shape[1] - 1, -1.0)]
    found = minimize(minus, start, jac=True, method="BFGS", options={"gtol": 1e-7, "maxiter": 5000})
    return float(np.exp(found.x[0])), -float(found.fun) - float(gammaln(counts + 1).sum())


def columns_of(table: ListTable, terms: list[int]) -> np.ndarray:
    every = np.arange(2 ** len(table.lists))
    return np.column_stack([np.ones(len(every)), *((every & t) == t for t in terms)]).astype(float)


def test_log_linear_models_are_those_of_the_cells_that_can_be() -> None:
    fits = fit_all(UNEVEN)
    sure = np.flatnonzero(fits.codes == 0)
    assert len(sure) > 20
    for place in sure[:: len(sure) // 12].tolist():
        terms = fits.design.terms[fits.models[place]].tolist()
        unseen, likelihood = by_hand(UNEVEN, columns_of(UNEVEN, terms))
        assert fits.sizes[place] - UNEVEN.n == pytest.approx(unseen, rel=1e-3)
        assert fits.loglik[place] == pytest.approx(likelihood, abs=1e-3)
    # A term that no cell shows is no parameter: there is no a with c.
    assert not [t for t in fits.design.terms.tolist() if t & 0b101 == 0b101]


def test_models_of_people_who_differ_are_those_of_the_cells_that_can_be() -> None:
    found = heterogeneity_estimate(UNEVEN)
    heights = {
        "poisson": lambda k: 2.0**k - 1,
        "normal": lambda k: k**2 / 2,
        "gamma": lambda k: np.log(3.5) - np.log(3.5 + k),
    }
    number = np.bitwise_count(np.arange(16)).astype(float)
    for row in found.diagnostics["best"][:4]:
        groups = [group.split("*") for group in row["model"].split(" + ")]
        single = {(name,) for name in UNEVEN.lists} | {tuple(group) for group in groups}
        terms = [sum(1 << UNEVEN.lists.index(name) for name in group) for group in sorted(single)]
        columns = columns_of(UNEVEN, terms)
        height = heights[row["shape"]](number)
        unseen, _ = by_hand(UNEVEN, np.column_stack([columns, height / np.abs(height).max()]))
        assert row["n"] - UNEVEN.n == pytest.approx(unseen, rel=5e-3)


def test_chao_by_likelihood_is_that_of_the_cells_that_can_be() -> None:
    number = np.bitwise_count(np.arange(16)).astype(float)
    columns = np.column_stack([columns_of(UNEVEN, [1, 2, 4, 8]), np.maximum(number - 2, 0)])
    unseen, _ = by_hand(UNEVEN, columns)
    assert chao_mth(UNEVEN).median - UNEVEN.n == pytest.approx(unseen, rel=1e-3)


def test_latent_classes_of_one_class_alone_have_the_likelihood_of_the_cells_that_can_be() -> None:
    # With independent lists the posterior of n0 is known from a grid over their probabilities.
    case = CASES[0]
    table = table_of(case)
    estimate = next(e for e in analysed(0).estimates if e.method == "lcm")
    axis = (np.arange(60) + 0.5) / 60
    a, b, c = np.meshgrid(axis, axis, axis, indexing="ij")
    chance = {
        code: np.prod([p if code >> j & 1 else 1 - p for j, p in enumerate((a, b, c))], axis=0)
        for code in range(8)
    }
    seen = sum(chance[code] for code in range(1, 8) if code not in set(table.impossible_codes))
    log = sum(f * np.log(chance[c] / seen) for c, f in zip(table.codes, table.counts, strict=True))
    weight = np.exp(log - log.max())
    odds = (weight * chance[0] / seen).sum() / weight.sum()
    # More classes widen it; the middle is the same.
    assert estimate.median == pytest.approx(table.n * (1 + odds), rel=0.01)


def test_links_missed_on_paper_make_no_impossible_pattern() -> None:
    table = table_of(CASES[2])
    made = missed_links(table, 0.2, np.random.default_rng(1))
    assert not set(made.codes) & set(table.impossible_codes)
    assert table.n < made.n < table.n * 1.2
