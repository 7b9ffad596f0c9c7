# SPDX-License-Identifier: AGPL-3.0-or-later
"""Averaging over graphs against published figures and runs of dga 2.0.2 (R).

dga sums n0 from 1 to a number its user gives; the runs of notes/estimate.md ended at about 30 n.
Where that cuts the posterior off, the figure on the whole grid is another and stands beside it.
"""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import nbinom

from amparo.estimate import GateVerdict, ListTable
from amparo.estimate.graph_averaging import GraphPrior, average
from amparo.estimate.graph_estimates import delta_sensitivity, graph_estimate
from amparo.estimate.unseen_grid import Grid
from list_tables import list_table

# Spina bifida in upstate New York: Madigan and York 1997, Biometrika 84:19.
SPINA_BIFIDA = ListTable.from_patterns(
    ("birth", "death", "rehabilitation"),
    [[mask >> j & 1 for j in range(3)] for mask in range(1, 8)],
    [60, 49, 4, 247, 112, 142, 12],
)
KOSOVO = list_table("kosovo_1999")


def test_kosovo() -> None:
    found = graph_estimate(KOSOVO)
    assert found.mean == pytest.approx(12_749, abs=1)
    assert found.median == pytest.approx(12_595, abs=4)
    assert (found.low, found.high) == pytest.approx((9_827, 16_544), abs=2)
    best = found.diagnostics["best"]
    assert [row["model"] for row in best[:2]] == [
        "ABA*EXH*OSCE + EXH*HRW*OSCE",
        "ABA*EXH*OSCE + HRW*OSCE",
    ]
    assert [row["weight"] for row in best[:2]] == pytest.approx([0.986, 0.011], abs=5e-4)
    assert found.settings["saturated"] == "excluded"
    assert found.gates == ()


def test_madigan_and_york_themselves() -> None:
    # Their prior of N: Poisson, the rate being Gamma(13.14) of scale 55.17; the first list and the
    # second depend on each other.
    posterior = average(
        SPINA_BIFIDA,
        delta=1,
        saturated=True,
        log_prior=lambda size: nbinom.logpmf(size, 13.14, 1 / (1 + 55.17)),
        grid=Grid.at(np.arange(1.0, 301.0)),
    )
    place = int(posterior.ranking[0])
    best, every = posterior.unseen_of(place), posterior.unseen
    half = np.array([0.5])
    assert posterior.cliques(place) == (("birth", "death"), ("rehabilitation",))
    assert posterior.weights[place] == pytest.approx(0.37, abs=0.005)
    assert best.quantiles(half)[0] + posterior.n == 731
    assert best.mode + posterior.n == 729
    assert every.quantiles(half)[0] + posterior.n == 731
    assert every.mode + posterior.n == 728


def test_madigan_and_york_five_lists() -> None:
    table = list_table("congenital_anomaly_massachusetts_5lists")
    unseen = average(table, delta=0.5, grid=Grid.at(np.arange(1.0, 301.0))).unseen
    assert table.n + (unseen.mean or 0) == pytest.approx(617.8, abs=0.05)
    assert [table.n + bound for bound in unseen.tails(0.95)] == [588, 655]
    assert table.n + unseen.mode == 614


DGA = {
    "uk_modern_slavery_2013_5lists": (21_282, 22_992, 10_389, 33_509),
    "netherlands_trafficking_5lists": (88_565, 50_379, 41_671, 203_390),
    "new_orleans_5lists": (936, 869, 511, 1_762),
    "western_us_5lists": (2_254, 2_133, 1_343, 3_871),
    "australia_trafficking_4lists": (2_713, 2_253, 1_189, 7_309),
    "korea_palembang_comfort_women_3lists": (204, 164, 132, 401),
    "peru_1980_2000_3lists": (93_858, 93_795, 88_498, 99_633),
    "gaza_2023_24": (75_527, 79_333, 52_154, 82_404),
    "diabetes_casale_4lists": (2_474, 2_471, 2_376, 2_589),
    "scotland_pwid_2006_4lists": (32_805, 32_787, 26_139, 40_508),
    "taiwan_hav_1995_3lists": (426, 402, 354, 630),
}


@pytest.mark.parametrize("name", sorted(DGA))
def test_dga_on_its_own_grid(name: str) -> None:
    table = list_table(name)
    nodes = Grid.of(table.n, 30 * table.n).nodes[1:]
    unseen = average(table, grid=Grid.at(nodes)).unseen
    mean = float(unseen.grid.weights @ (unseen.density * unseen.grid.nodes))
    low, high = unseen.tails(0.95)
    found = [mean, unseen.quantiles(np.array([0.5]))[0], low, high]
    assert [table.n + x for x in found] == pytest.approx(DGA[name], rel=0.005)


@pytest.mark.parametrize("name", sorted(DGA))
def test_dga_by_default(name: str) -> None:
    found = graph_estimate(list_table(name))
    _, median, low, high = DGA[name]
    assert (found.median, found.low) == pytest.approx((median, low), rel=0.005)
    assert found.high == pytest.approx(CUT_OFF.get(name, high), rel=0.005)
    assert found.diagnostics["grid"]["beyond"] < 1e-3


# The upper ends where N = 30 n cuts the posterior off.
CUT_OFF = {
    "netherlands_trafficking_5lists": 210_280,
    "australia_trafficking_4lists": 7_929,
    "korea_palembang_comfort_women_3lists": 428,
}


@pytest.mark.parametrize(
    ("name", "delta", "median"),
    [
        ("uk_modern_slavery_2013_5lists", 1 / 128, 13_263),
        ("uk_modern_slavery_2013_5lists", 1 / 32, 22_990),
        ("uk_modern_slavery_2013_5lists", 1 / 8, 11_733),
        ("uk_modern_slavery_2013_5lists", 1 / 2, 2_793),
        ("uk_modern_slavery_2013_5lists", 1, 2_807),
        ("kosovo_1999", 1 / 64, 12_511),
        ("kosovo_1999", 1 / 16, 12_595),
        ("kosovo_1999", 1 / 2, 11_323),
        ("kosovo_1999", 1, 4_617),
    ],
)
def test_sensitivity_to_delta_as_measured_with_the_saturated_graph(
    name: str, delta: float, median: float
) -> None:
    found = graph_estimate(list_table(name), delta=delta, saturated=True)
    assert found.median == pytest.approx(median, rel=0.005)


def test_sensitivity_goes_through_the_default() -> None:
    rows = delta_sensitivity(KOSOVO)
    assert [row.delta for row in rows] == [1 / 64, 1 / 16, 1 / 4]
    assert rows[0].median == pytest.approx(12_511, rel=0.001)
    default = graph_estimate(KOSOVO)
    assert (rows[1].median, rows[1].low) == (default.median, default.low)
    assert (rows[1].high, default.settings["delta"]) == (default.high, 1 / 16)


def test_the_saturated_graph_speaks_through_a_gate() -> None:
    without = graph_estimate(KOSOVO, delta=1)
    found = graph_estimate(KOSOVO, delta=1, saturated=True)
    (gate,) = found.gates
    assert (gate.key, gate.verdict) == ("saturated_graph", GateVerdict.WARN)
    assert "the prior alone" in gate.reason.text()
    assert found.settings["saturated"] == "included"
    assert found.median < without.median / 2


def test_lists_that_do_not_overlap_give_a_gate() -> None:
    table = ListTable.from_patterns("ABC", np.eye(3, dtype=int), [40, 50, 60])
    # With the default delta the prior alone would decide; with next to none of it nothing does.
    found = graph_estimate(table, delta=1e-4)
    assert [gate.key for gate in found.gates] == ["mass_at_end"]
    assert found.gates[0].verdict is GateVerdict.LOWER_BOUND
    assert found.diagnostics["grid"]["beyond"] > 1e-3
    assert found.mean is None


def test_diagnostics_hang_together() -> None:
    found = graph_estimate(SPINA_BIFIDA, level=0.9)
    told = found.diagnostics
    assert told["graphs"] == 7
    assert sum(row["weight"] for row in told["best"]) == pytest.approx(1)
    assert told["best"][0]["words"] == (
        "Lists birth and death depend on each other. List rehabilitation depends on no other."
    )
    by_edge = {tuple(row["lists"]): row["probability"] for row in told["edges"]}
    for pair, probability in by_edge.items():
        having = [r["weight"] for r in told["best"] if any({*pair} <= {*c} for c in r["cliques"])]
        assert probability == pytest.approx(sum(having))
    for near, far in pairwise(told["span"]):
        assert far["low"] <= near["low"] <= near["high"] <= far["high"]
        assert near["models"] <= far["models"]
    shortest = told["shortest"]
    assert shortest["high"] - shortest["low"] <= found.high - found.low
    assert shortest["low"] <= told["mode"] <= shortest["high"]
    assert json.loads(json.dumps(found.to_json())) == found.to_json()


def test_draws_follow_the_posterior_and_the_seed() -> None:
    found = graph_estimate(KOSOVO, draws=40_000, seed=3)
    assert found.draws is not None
    assert np.quantile(found.draws, [0.025, 0.5, 0.975]) == pytest.approx(
        [found.low, found.median, found.high], rel=0.01
    )
    again, other = (graph_estimate(KOSOVO, draws=40_000, seed=seed) for seed in (3, 4))
    assert np.array_equal(found.draws, np.asarray(again.draws))
    assert not np.array_equal(found.draws, np.asarray(other.draws))


def test_the_prior_of_graphs_is_a_setting() -> None:
    found = graph_estimate(SPINA_BIFIDA, graph_prior=GraphPrior.EDGES)
    assert found.settings["graph_prior"] == "edges"
    assert found.diagnostics["best"] != graph_estimate(SPINA_BIFIDA).diagnostics["best"]


def test_six_lists() -> None:
    # Joining two lists gave dga 22,992; all six separately are near the 12,350 of a downhill search
    # among log-linear models (Silverman, Chan and Vincent 2024, table 6).
    found = graph_estimate(list_table("uk_modern_slavery_2013_6lists"))
    assert found.diagnostics["graphs"] == 18_153
    assert found.median == pytest.approx(12_350, rel=0.02)
