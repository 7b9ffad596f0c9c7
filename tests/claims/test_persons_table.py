# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table tests/cases/claims_persons.yml: a person's cases -> verdict and rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from amparo.claims import Evidence, check
from amparo.claims.assertions import (
    Assertion,
    ChargeAssertion,
    ConductAssertion,
    Kind,
    RepeatedSentenceAssertion,
)
from amparo.claims.speech import Claim
from amparo.claims.words import Reason
from amparo.core.dates import PartialDate
from amparo.core.statements import derive_person
from amparo.exchange.case_files import read_case_file

TABLE = yaml.safe_load((Path(__file__).parents[1] / "cases" / "claims_persons.yml").read_text())
KEY = "note-a/person"
ASSERTED: dict[str, tuple[Kind, Assertion]] = {
    "sentenced_twice": (
        Kind.REPEATED_SENTENCE,
        RepeatedSentenceAssertion((KEY,), 2, Reason.ANTI_WAR),
    ),
    "charged_for_work_at_employment_centre": (
        Kind.CONDUCT,
        ConductAssertion(KEY, "employment_centre"),
    ),
    "charged_under_436_2": (Kind.CHARGE, ChargeAssertion(KEY, "UA/KK/436-2", "charged")),
}
ROWS = [(section, row) for section, rows in TABLE.items() for row in rows]


def claim_of(section: str) -> Claim:
    kind, asserted = ASSERTED[section]
    day = PartialDate.from_edtf("2025-06-24")
    return Claim("c", "s", kind, "t", asserted, date=day)


def evidence_of(row: dict[str, Any], folder: Path) -> Evidence:
    person = {"name": "SYNTHETIC Person"}
    if "before" in row:
        person["workplace_before"] = row["before"]
    told: dict[str, list[dict[str, Any]]] = {"note-a": []}
    for case in row["cases"]:
        fields = {"country": "RU", **case}
        told.setdefault(fields.pop("told_by", "note-a"), []).append(fields)
    records = [
        {"record": f"{source}/person", "source": source, "person": person, "prosecutions": cases}
        for source, cases in told.items()
    ]
    path = folder / "cases.yaml"
    path.write_text(yaml.safe_dump(records), encoding="utf-8")
    statements = [one for made in read_case_file(path) for one in made.statements]
    return Evidence(persons={KEY: derive_person(KEY, statements)})


@pytest.mark.parametrize(("section", "row"), ROWS, ids=[f"{s}: {r['name']}" for s, r in ROWS])
def test_row_of_the_table(section: str, row: dict[str, Any], tmp_path: Path) -> None:
    got = check(claim_of(section), evidence_of(row, tmp_path))
    rules = {finding.rule for finding in got.findings}
    assert (got.verdict.value, rules) == (row["verdict"], set(row["rules"]))
    assert all(finding.sources for finding in got.findings)
    effects = {finding.rule: finding.effect.value for finding in got.findings}
    assert effects.items() >= row.get("effects", {}).items()
    qualifying = {
        "sentence-replaced",
        "workplace-before",
        "judged-later",
        "charge-later",
        "second-hand",
        "case-ended-in-acquittal",
        "conduct-of-charge",
        "one-case",
    }
    assert {effects[rule] for rule in qualifying & rules} <= {"qualifies"}


@pytest.mark.parametrize("section", ASSERTED)
def test_a_person_on_no_list_leaves_the_claim_undetermined(section: str) -> None:
    got = check(claim_of(section), Evidence())
    assert got.verdict.value == "undetermined"
    assert [(one.rule, one.sources) for one in got.findings] == [("person-known", ())]
    assert "No source" in got.findings[0].message.text()
