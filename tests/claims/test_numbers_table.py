# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table tests/cases/claims_numbers.yml: claim and figures -> verdict and rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from amparo.claims import Check, Evidence, check, load_claims, load_figures
from amparo.claims.comparing import passing, series_of
from amparo.core.dates import PartialDate
from amparo.core.truth import Truth

TABLE = yaml.safe_load((Path(__file__).parents[1] / "cases" / "claims_numbers.yml").read_text())


def written(path: Path, data: object) -> Path:
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def outcome(row: dict[str, Any], folder: Path, day: str = "2025-06-24") -> Check:
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
    speech = {"speech": "s", "date": day, "claims": [claim]}
    loaded = load_claims(written(folder / "claims.yaml", speech), {"en": "the words said"})[0]
    return check(loaded, Evidence(load_figures(written(folder / "figures.yaml", figures))))


# What a rule may do to a claim; a rule that only qualifies can never look like support.
EFFECTS = {
    "no-figure": {"unknown"},
    "nothing-of-the-kind": {"unknown"},
    "part-and-whole": {"contradicts"},
    "upper-bound": {"contradicts"},
    "same-population": {"supports", "contradicts", "qualifies", "unknown"},
    "superseded": {"qualifies"},
    "other-population": {"qualifies"},
    "sum-of-series": {"qualifies"},
    "spread": {"contradicts", "qualifies"},
    "one-source-two-numbers": {"qualifies"},
    "known-later": {"qualifies"},
    "second-hand": {"qualifies"},
    "not-recorded": {"unknown"},
    "known-cases-only": {"qualifies"},
}


@pytest.mark.parametrize("row", TABLE["rows"], ids=lambda row: row["name"])
def test_row_of_the_table(row: dict[str, Any], tmp_path: Path) -> None:
    got = outcome(row, tmp_path)
    rules = {finding.rule for finding in got.findings}
    effects = [finding.effect.value for finding in got.findings]
    assert "contradicts" not in effects or not row.get("contradicted_by_none")
    assert (got.verdict.value, rules) == (row["verdict"], set(row["rules"]))
    assert all(finding.effect.value in EFFECTS[finding.rule] for finding in got.findings)


def test_the_table_names_every_verdict_and_every_rule_about_numbers() -> None:
    verdicts = {row["verdict"] for row in TABLE["rows"]}
    assert verdicts == {
        "supported", "supported_in_part", "not_supported_as_worded", "contradicted", "disputed",
        "undetermined",
    }  # fmt: skip
    rules = {rule for row in TABLE["rows"] for rule in row["rules"]}
    assert rules == set(EFFECTS)


def test_a_sum_tells_which_figures_it_is_of(tmp_path: Path) -> None:
    row = next(row for row in TABLE["rows"] if row["name"].startswith("offences over years"))
    sums = [one for one in outcome(row, tmp_path).comparison if one.figure.sum_of]
    assert [(one.figure.number.low, one.figure.sum_of) for one in sums] == [(11000, ("f1", "f2"))]
    assert sums[0].bears_out is Truth.TRUE
    assert sums[0].figure.time() == PartialDate.from_edtf("2024-12-31")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2023-06-01", "The number was not yet passed at the claim."),
        ("2024-06-01", "Whether it was passed on the day of the claim is not known."),
        ("2025-06-01", "The number was passed before the claim."),
    ],
)
def test_whether_a_sum_was_passed_on_the_day_of_the_claim(
    tmp_path: Path, day: str, said: str
) -> None:
    row = next(row for row in TABLE["rows"] if row["name"].startswith("offences over years"))
    got = outcome(row, tmp_path, day)
    sums = [one.message.text() for one in got.findings if one.rule == "sum-of-series"]
    assert sums[0].endswith(said)


def test_a_number_is_passed_only_by_more_than_it(tmp_path: Path) -> None:
    row = next(row for row in TABLE["rows"] if row["name"].startswith("years add up"))
    figures = [one.figure for one in outcome(row, tmp_path).comparison if not one.figure.sum_of]
    (series,) = series_of(figures)
    around = {number: passing(series, number) for number in (1499, 1500, 2899, 2900, 4199, 4200)}
    assert {
        number: None if pair is None else (pair[0].number.low, pair[1].number.low)
        for number, pair in around.items()
    } == {
        1499: None,
        1500: (1500, 2900),
        2899: (1500, 2900),
        2900: (2900, 4200),
        4199: (2900, 4200),
        4200: None,
    }


def test_a_spread_says_whether_any_source_gives_the_number(tmp_path: Path) -> None:
    named = {row["name"]: row for row in TABLE["rows"]}
    said = [
        finding.message.text()
        for name in (
            "two sources, one bears it out and one does not",
            "two sources on the same group, both lower",
        )
        for finding in outcome(named[name], tmp_path).findings
        if finding.rule == "spread"
    ]
    assert said == [
        "Sources differ on “deprived of liberty”: from 900 to 3,100.",
        (
            "Sources differ on “deprived of liberty”: from 1,000 to 1,400. "
            "None gives the number claimed."
        ),
    ]
