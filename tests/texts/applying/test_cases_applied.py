# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table tests/cases/amendments_applied.yml: draft and amendments -> the text that results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from amparo.texts.applying.consolidation import consolidate
from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.plain import read_document, write_document

if TYPE_CHECKING:
    from amparo.texts.marked import Consolidation

TABLE = Path(__file__).parents[2] / "cases" / "amendments_applied.yml"
CASES = yaml.safe_load(TABLE.read_text(encoding="utf-8"))


def applied(case: dict[str, Any], *, backwards: bool = False) -> Consolidation:
    amendments = read_amendments(case["amendments"])
    adopt = case.get("adopt", [one.key for one in amendments])
    order = -1 if backwards else 1
    return consolidate(read_document(case["draft"]), amendments[::order], adopt=adopt[::order])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_text_that_results(case: dict[str, Any]) -> None:
    got = applied(case)
    refused = {one.amendment: one.reason.text() for one in got.refused}
    assert write_document(got.document) == case.get("after", case["draft"]), refused


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_has_no_effect_is_refused_with_its_reason(case: dict[str, Any]) -> None:
    got = applied(case)
    reasons = {one.amendment: one.reason.text() for one in got.refused}
    wanted = case.get("refused", {})
    assert set(reasons) == set(wanted), reasons
    assert {key: word for key, word in wanted.items() if word not in reasons[key]} == {}, reasons
    adopted = case.get("adopt", [one.key for one in read_amendments(case["amendments"])])
    assert set(got.applied) == set(case.get("applied", adopted)) - set(wanted)
    falls = {one.amendment: one.because_of for one in got.refused if one.because_of}
    assert {key: by for key, by in falls.items() if "/" not in by} == case.get("because_of", {})


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if "nearest" in case or "remarks" in case],
    ids=lambda case: case["name"],
)
def test_what_a_person_should_look_at_is_offered(case: dict[str, Any]) -> None:
    got = applied(case)
    passages = [passage for one in got.refused for passage in one.nearest]
    assert any(case.get("nearest", "") in passage for passage in ["", *passages]), passages
    remarks = [one.text.text() for one in got.remarks]
    for words in case.get("remarks", []):
        assert any(words in remark for remark in remarks), remarks


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_order_of_adoption_makes_no_difference(case: dict[str, Any]) -> None:
    assert applied(case).document == applied(case, backwards=True).document


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_changes_shown_give_the_draft_and_the_text(case: dict[str, Any]) -> None:
    got = applied(case)
    draft = read_document(case["draft"])
    shown = [one for one in got.walk() if not one.heading]
    before = [(one.number_before, one.before) for one in shown if one.mark.value != "inserted"]
    after = [(one.number_after, one.after) for one in shown if one.mark.value != "struck"]
    assert before == [(one.number, one.text) for one in draft.walk()]
    assert after == [(one.number, one.text) for one in got.document.walk()]


def test_the_table_is_long_enough() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 60
