# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table tests/cases/amendments.yml: a wording -> its operations, or not read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from amparo.texts.operations import Op, Operation, Position, Target, Unit
from amparo.texts.wording.reading import read_wording

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "amendments.yml").read_text("utf-8"))
FORMS = {
    "insert paragraph", "replace words", "replace paragraph", "insert at end",
    "insert beside words", "delete quoted", "replace sentence", "sub-amendment", "delete sentence",
    "insert after sentence", "at the beginning", "all words after", "several commands",
    "command after quotation", "everywhere", "placeholders", "nested command",
    "straight in straight", "curly", "guillemets", "mixed marks", "closing mark missing",
    "no marks", "place by comma", "several sentences", "in paragraph", "missing comma", "typo",
    "add", "with the following", "leading punctuation", "sub-paragraph", "several paragraphs",
    "range", "title", "recommendation or opinion", "oral", "not read",
}  # fmt: skip
IN_TARGET = {field.name for field in fields(Target)}
OF_OPERATION = {field.name for field in fields(Operation)} - {"target", "span"}
SEVERAL = (Unit.PARAGRAPHS, Unit.SUBPARAGRAPHS)


def operation(given: dict[str, Any]) -> Operation:
    """Give the operation that a case describes."""
    place: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in given.items()
        if name in IN_TARGET
    }
    rest = {name: value for name, value in given.items() if name in OF_OPERATION}
    assert set(given) == set(place) | set(rest), f"unknown fields in {given}"
    rest |= {"op": Op(given["op"]), "position": Position(given["position"])}
    if "unit" in given:
        rest["unit"] = Unit(given["unit"])
    return Operation(target=Target(**place), **rest)


def described(one: Operation) -> dict[str, Any]:
    """Give the fields that are not at their default, spaces put right; the span is no field."""
    words = {"quoted", "until", "text"}
    found = {name: getattr(one.target, name) for name in IN_TARGET}
    found |= {name: getattr(one, name) for name in OF_OPERATION - words}
    lines = one.text.split("\n") if one.unit in SEVERAL else [one.text]
    found["text"] = "\n".join(line for line in map(spaced, lines) if line)
    found |= {name: spaced(getattr(one, name)) for name in ("quoted", "until")}
    kept = {name: value for name, value in found.items() if value not in ("", (), 0, False)}
    return {name: kept[name] for name in sorted(kept)}


def spaced(text: str) -> str:
    """Give words with one space between them; a no-break space is a letter like others."""
    return re.sub(r"[ \t\n]+", " ", text).strip(" ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_wording_says_what_is_to_be_done(case: dict[str, Any]) -> None:
    reading = read_wording(case["wording"], to=case.get("to", ""))
    got = [described(one) for one in reading.operations]
    wanted = [described(operation(given)) for given in case.get("operations", [])]
    unread = [f"{item.text!r}: {item.reason.text()}" for item in reading.not_read]
    assert got == wanted, f"{case['wording']}\nnot read: {unread}"
    assert bool(unread) is case.get("not_read", False), f"{case['wording']}\nnot read: {unread}"
    assert not case["wording"] or reading.language == case["lang"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_operation_and_each_gap_shows_the_wording_it_comes_from(case: dict[str, Any]) -> None:
    wording = case["wording"]
    reading = read_wording(wording, to=case.get("to", ""))
    for one in reading.operations:
        assert 0 <= one.span[0] < one.span[1] <= len(wording)
        piece = spaced(wording[slice(*one.span)])
        assert all(spaced(line) in piece for line in one.text.split("\n")), (piece, one.text)
    for gap in reading.not_read:
        assert gap.text in wording
        assert gap.reason.text()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_part_is_told_where_all_operations_name_one(case: dict[str, Any]) -> None:
    reading = read_wording(case["wording"], to=case.get("to", ""))
    parts = {given.get("part", "") for given in case.get("operations", [])}
    assert len(parts) != 1 or {reading.part} == parts


def test_the_table_has_every_form_often_enough() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 190
    assert sum(case["lang"] == "fr" for case in CASES) >= 55
    forms = Counter(case["form"] for case in CASES)
    assert set(forms) == FORMS
    assert [form for form, count in forms.items() if count < 5] == []
    unread = [case for case in CASES if case.get("not_read")]
    assert len(unread) >= 15
    assert all("operations" in case for case in CASES if case not in unread)
