# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first linkage on real spellings (XLINK, which stands beside the repository if at all).

Numbers asserted are those measured, less a margin; bench/linkage_first.py prints them.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from amparo.linkage import CautiousLinker, LinkRecord, LinkResult, Verdict

XLINK = Path(__file__).parents[3] / "shared" / "data" / "xlink"


@pytest.fixture(scope="module")
def truth() -> dict[str, str]:
    if not XLINK.is_dir():
        pytest.skip(f"the data set is not there: {XLINK}")
    with (XLINK / "truth.csv").open(newline="", encoding="utf-8") as handle:
        return {row["record_id"]: row["person_id"] for row in csv.DictReader(handle)}


@pytest.fixture(scope="module")
def result(truth: dict[str, str]) -> LinkResult:
    with (XLINK / "records.csv").open(newline="", encoding="utf-8") as handle:
        records = [
            LinkRecord(row["record_id"], row["source_list"], row["name"])
            for row in csv.DictReader(handle)
        ]
    return CautiousLinker().link(records, [])


def test_nothing_is_joined_on_names_alone(result: LinkResult) -> None:
    assert {item.verdict for item in result.findings} == {Verdict.REVIEW}


def test_most_true_pairs_come_before_people_and_few_others(
    result: LinkResult, truth: dict[str, str]
) -> None:
    pairs = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    right = sum(truth[item.left] == truth[item.right] for item in result.findings)
    assert right / pairs > 0.93
    assert right / len(result.findings) > 0.95
