# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table tests/cases/claims_numbers.yml: claim and figures -> verdict and rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from amparo.claims import Check, Evidence, check, load_claims, load_figures
from amparo.core.dates import PartialDate
from amparo.core.truth import Truth

TABLE = yaml.safe_load((Path(__file__).parents[1] / "cases" / "claims_numbers.yml").read_text())


def written(path: Path, data: object) -> Path:
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def outcome(row: dict[str, Any], folder: Path) -> Check:
    figures = []
    for number, given in enumerate(row["figures"], 1):
        figure = {"key": f"f{number}", "topic": "t", **TABLE["figure"], **given}
        figures.append({name: value for name, value in figure.items() if value is not None})
    claim = {
        "key": "c",
        "kind": "quantity",
        "topic": "t",
        "quote": {"en": "words"},
        "asserts": TABLE["claim"] | row.get("claim", {}),
    }
    speech = {"speech": "s", "date": "2025-06-24", "claims": [claim]}
    loaded = load_claims(written(folder / "claims.yaml", speech), {"en": "the words said"})[0]
    return check(loaded, Evidence(load_figures(written(folder / "figures.yaml", figures))))


@pytest.mark.parametrize("row", TABLE["rows"], ids=lambda row: row["name"])
def test_row_of_the_table(row: dict[str, Any], tmp_path: Path) -> None:
    got = outcome(row, tmp_path)
    rules = {finding.rule for finding in got.findings}
    assert (got.verdict.value, rules) == (row["verdict"], set(row["rules"]))


def test_the_table_names_every_verdict_and_every_rule_about_numbers() -> None:
    verdicts = {row["verdict"] for row in TABLE["rows"]}
    assert verdicts == {
        "supported", "supported_in_part", "not_supported_as_worded", "contradicted", "disputed",
        "undetermined",
    }  # fmt: skip
    rules = {rule for row in TABLE["rows"] for rule in row["rules"]}
    assert rules == {
        "no-figure", "nothing-of-the-kind", "part-and-whole", "upper-bound", "same-population",
        "other-population", "sum-of-series", "spread", "one-source-two-numbers", "known-later",
        "second-hand", "not-recorded", "known-cases-only",
    }  # fmt: skip


def test_a_sum_tells_which_figures_it_is_of(tmp_path: Path) -> None:
    row = next(row for row in TABLE["rows"] if row["name"].startswith("offences over years"))
    sums = [one for one in outcome(row, tmp_path).comparison if one.figure.sum_of]
    assert [(one.figure.number.low, one.figure.sum_of) for one in sums] == [(11000, ("f1", "f2"))]
    assert sums[0].bears_out is Truth.TRUE
    assert sums[0].figure.time() == PartialDate.from_edtf("2024-12-31")
