# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from bench.linkage import measures
from bench.linkage.measures import Bin, Pairs, Score
from hypothesis import given
from hypothesis import strategies as st

TOOL = Path(__file__).resolve().parents[3] / "shared" / "tools" / "score_linkage.py"
LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30)


def both(labels: list[tuple[int, int]]) -> tuple[measures.Codes, measures.Codes]:
    return measures.codes(f for f, _ in labels), measures.codes(t for _, t in labels)


def pairs(*rows: tuple[int, int, float]) -> Pairs:
    left, right, score = zip(*rows, strict=True)
    return Pairs(np.array(left), np.array(right), np.array(score, dtype=float))


def by_definition(found: measures.Codes, truth: measures.Codes) -> tuple[Score, Score]:
    """Score pair by pair and record by record, in the slow words of the definitions."""
    every = range(len(truth))
    joined = {(a, b) for a in every for b in range(a) if found[a] == found[b]}
    true = {(a, b) for a in every for b in range(a) if truth[a] == truth[b]}
    both = len(joined & true)
    inside = [sum(found[a] == found[b] and truth[a] == truth[b] for b in every) for a in every]
    precision = np.mean([inside[a] / sum(found[a] == found[b] for b in every) for a in every])
    recall = np.mean([inside[a] / sum(truth[a] == truth[b] for b in every) for a in every])
    cubed = Score(
        float(precision), float(recall), float(2 * precision * recall / (precision + recall))
    )
    return measures.score_of(both, len(joined), len(true)), cubed


@given(LABELS)
def test_scores_are_those_of_the_definition(labels: list[tuple[int, int]]) -> None:
    found, truth = both(labels)
    score, cubed = by_definition(found, truth)
    assert measures.cluster_score(found, truth) == pytest.approx(score)
    assert measures.b_cubed(found, truth) == pytest.approx(cubed)


@pytest.mark.skipif(not TOOL.exists(), reason="../shared is not here")
def test_scores_are_those_of_the_shared_tool(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    truth, found = rng.integers(0, 40, 100), rng.integers(0, 45, 100)
    found[::3] = truth[::3] + 100
    kinds = rng.choice(["ru", "uk", "en"], 100).tolist()
    files = {"clusters": found, "truth": truth, "records": kinds}
    for name, values in files.items():
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle)
            writer.writerow(["record_id", "lang" if name == "records" else "person_id"])
            writer.writerows(enumerate(values))
    said = subprocess.run(  # noqa: S603 - a script of ours on files made above
        [sys.executable, str(TOOL), str(tmp_path / "clusters"), str(tmp_path / "truth"),
         "--records", str(tmp_path / "records"), "--json"],
        capture_output=True, check=True,
    )  # fmt: skip
    theirs = json.loads(said.stdout)
    score = [theirs[f"pair_{name}"] for name in ("precision", "recall", "f1")]
    cubed = [theirs[f"b3_{name}"] for name in ("precision", "recall", "f")]
    assert measures.cluster_score(found, truth) == pytest.approx(score)
    assert measures.b_cubed(found, truth) == pytest.approx(cubed)
    ours = measures.recall_by_kind(found, truth, kinds)
    assert {k: [round(share, 4), n] for k, (share, n) in ours.items()} == (
        theirs["recall_by_scripts"]
    )


def test_best_threshold_keeps_equal_scores_together() -> None:
    # Persons 0,0 1,1 2,2; two pairs of the same score, one of them wrong, cannot be told apart.
    truth = np.array([0, 0, 1, 1, 2, 2])
    scored = pairs((0, 1, 0.9), (2, 3, 0.6), (0, 2, 0.6), (4, 5, 0.6), (1, 4, 0.2))
    threshold, score = measures.best_threshold(scored, truth)
    assert threshold == 0.6
    assert score == pytest.approx(Score(3 / 4, 1, 6 / 7))
    assert measures.at_threshold(scored, truth, 0.6) == score
    assert measures.at_threshold(scored, truth, 0.61) == pytest.approx(Score(1, 1 / 3, 1 / 2))


def test_a_true_pair_that_was_never_compared_is_missed() -> None:
    truth = np.array([0, 0, 0])
    assert measures.best_threshold(pairs((0, 1, 0.5)), truth)[1].recall == pytest.approx(1 / 3)


def test_nothing_compared_scores_nothing() -> None:
    none = Pairs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    truth = np.array([0, 0, 1])
    assert measures.best_threshold(none, truth)[1] == Score(0, 0, 0)
    clusters, cubed = measures.best_clusters(none, truth)
    assert clusters == Score(0, 0, 0)
    assert cubed.precision == 1


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), min_size=1, max_size=40))
def test_components_are_the_connected_ones(edges: list[tuple[int, int]]) -> None:
    left, right = (np.array(side) for side in zip(*edges, strict=True))
    label = measures.components(20, left, right)
    groups = {number: {number} for number in range(20)}
    for one, other in edges:
        if groups[one] is not groups[other]:
            groups[one] |= groups[other]
            for member in groups[one]:
                groups[member] = groups[one]
    assert label.tolist() == [min(groups[number]) for number in range(20)]


def test_best_clusters_count_what_closure_joins() -> None:
    # 0-1 and 1-2 are joined, so 0-2 is too: one pair of three is right, though of the scored two.
    truth = np.array([0, 0, 1])
    clusters, _ = measures.best_clusters(pairs((0, 1, 0.5), (1, 2, 0.5)), truth)
    assert clusters == pytest.approx(Score(1 / 3, 1, 1 / 2))


def test_calibration_error_is_the_weighted_gap() -> None:
    probability = np.array([0.05, 0.05, 0.95, 0.95, 0.95, 1.0])
    same = np.array([False, True, True, True, True, True])
    bins = measures.reliability(probability, same, 10)
    assert bins[0] == pytest.approx(Bin(0.05, 0.5, 2))
    assert bins[1] == pytest.approx(Bin(0.9625, 1.0, 4))
    assert len(bins) == 2
    assert measures.calibration_error(bins) == pytest.approx((0.45 * 2 + 0.0375 * 4) / 6)


def test_sure_pairs_are_left_out_of_the_undecided() -> None:
    assert measures.between(np.array([0.001, 0.01, 0.5, 0.99, 0.999])).tolist() == [
        False, True, True, True, False,
    ]  # fmt: skip


def test_slope_of_linear_growth_is_one() -> None:
    assert measures.slope([10, 100, 1000], [3, 30, 300]) == pytest.approx(1)
    assert measures.slope([10, 100, 1000], [1, 100, 10000]) == pytest.approx(2)
