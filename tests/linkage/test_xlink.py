# SPDX-License-Identifier: AGPL-3.0-or-later
"""The floors that linkage must keep on real spellings (XLINK, beside the repository if at all).

`make bench-linkage` measures the same beside other tools; docs/bench-linkage.md has the figures.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from bench.linkage.measures import (
    Codes,
    Pairs,
    at_threshold,
    b_cubed,
    best_threshold,
    calibration_error,
    cluster_score,
    codes,
    recall_by_kind,
    reliability,
)

from amparo.linkage import Linkage, link
from linkable import rows_of_files

XLINK = Path(__file__).parents[3] / "shared" / "data" / "xlink"


class Measured(NamedTuple):
    """A linkage of XLINK, the truth and the language of its records, what is asked of it."""

    found: Linkage
    truth: Codes
    languages: list[str]
    pair_f1: float
    b3_f: float


FLOORS = {"names": (0.940, 0.972), "births": (0.955, 0.980)}


@pytest.fixture(scope="module", params=sorted(FLOORS))
def measured(request: pytest.FixtureRequest) -> Measured:
    if not XLINK.is_dir():
        pytest.skip(f"the data set is not there: {XLINK}")
    leave_out = ("births", "gender") if request.param == "names" else ()
    rows = rows_of_files([XLINK / "records.csv"], leave_out=leave_out)
    if leave_out:
        rows.genders = [""] * len(rows.keys)
    languages = dict(zip(rows.keys, rows.languages, strict=True))
    with (XLINK / "truth.csv").open(newline="", encoding="utf-8") as handle:
        person = {row["record_id"]: row["person_id"] for row in csv.DictReader(handle)}
    found = link(rows)
    keys = found.table.keys
    truth = codes(person[key] for key in keys)
    return Measured(found, truth, [languages[key] for key in keys], *FLOORS[request.param])


def test_clusters_reach_the_floors(measured: Measured) -> None:
    score = cluster_score(measured.found.labels, measured.truth)
    assert score.f1 >= measured.pair_f1
    assert score.precision >= 0.97
    assert b_cubed(measured.found.labels, measured.truth).f1 >= measured.b3_f


@pytest.mark.parametrize(("kind", "floor"), [("en-uk", 0.93), ("be-en", 0.85), ("ru-uk", 0.93)])
def test_recall_by_scripts_reaches_the_floors(measured: Measured, kind: str, floor: float) -> None:
    recall = recall_by_kind(measured.found.labels, measured.truth, measured.languages)
    assert recall[kind][0] >= floor


def test_probabilities_hold_and_the_threshold_is_near_the_best(measured: Measured) -> None:
    found = measured.found
    chance = found.probabilities
    left, right = (side.astype(np.int64) for side in (found.pairs.left, found.pairs.right))
    pairs = Pairs(left, right, chance)
    assert calibration_error(reliability(chance, pairs.same(measured.truth), 15)) <= 0.03
    default = at_threshold(pairs, measured.truth, found.costs.link).f1
    assert default >= best_threshold(pairs, measured.truth)[1].f1 - 0.005
