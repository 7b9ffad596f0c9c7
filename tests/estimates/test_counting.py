# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who belongs to a population, case by case (tests/cases/estimates_counting.yml)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from amparo.core.statements import Schema, Statement, derive_person
from amparo_desk.estimates.counting import FIELDS, REASONS, Criteria, placed
from amparo_desk.estimates.models import Population

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.core.cases import Person

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "estimates_counting.yml").read_text("utf-8")
)


def person(told: dict[str, Any]) -> Person:
    return derive_person("p", _statements(told))


PARTS = (
    (Schema.RESTRAINT, "custody", ("start", "end")),
    (Schema.SENTENCE, "sentence", ("kind", "date")),
    (Schema.RELEASE, "release", ("kind", "date")),
)


def say(entity: str, schema: Schema, parent: str, prop: str, value: object) -> Statement:
    return Statement(entity, schema, parent, prop, str(value), "list", "list/1")


def _statements(told: dict[str, Any]) -> Iterator[Statement]:
    yield say("list/1", Schema.PERSON, "", "name", told.get("name", "Anna Vymyshlena"))
    for prop, value in told.get("person", {}).items():
        yield say("list/1", Schema.PERSON, "", prop, value)
    for prop, value in told.get("listed", {}).items():
        yield say("list/1", Schema.PERSON, "", f"case_{prop}", value)
    for number, case in enumerate(told.get("cases", []), 1):
        yield from _of_case(f"case{number}", case)


def _of_case(key: str, case: dict[str, Any]) -> Iterator[Statement]:
    yield say(key, Schema.PROSECUTION, "list/1", "stage", "known")
    for prop in ("country", "opened"):
        if prop in case:
            yield say(key, Schema.PROSECUTION, "list/1", prop, case[prop])
    for provision in case.get("charges", []):
        yield say(f"{key}/{provision}", Schema.CHARGE, key, "provision", provision)
    if "custody" in case:
        yield say(f"{key}/custody", Schema.RESTRAINT, key, "kind", "custody")
    for schema, name, props in PARTS:
        for prop, value in zip(props, case.get(name, []), strict=False):
            yield say(f"{key}/{name}", schema, key, prop, value)


def criteria(told: dict[str, Any], by: tuple[str, ...] = ()) -> Criteria:
    stated = told["population"]
    population = Population(
        kind=stated["kind"],
        condition=stated["condition"],
        begin=str(stated["begin"]),
        end=str(stated.get("end", stated["begin"])),
        country=stated.get("country", ""),
        undetermined=stated.get("undetermined", "out"),
        assessment="pace-1900" if "outcomes" in stated else "",
        outcomes=stated.get("outcomes", []),
        by=list(by),
    )
    assessed = {
        f"case{number}": case["assessed"]
        for number, case in enumerate(told.get("cases", []), 1)
        if "assessed" in case
    }
    return Criteria.of(population, assessed)


@pytest.mark.parametrize("told", CASES, ids=lambda told: str(told["it"]))
def test_who_counts(told: dict[str, Any]) -> None:
    found = placed(person(told), criteria(told))
    assert found.counts is (told["counts"] == "yes")
    expected = told.get("not_known", "") if found.counts else told["counts"]
    assert found.reason == expected
    assert not expected or expected in REASONS


def test_every_reason_has_a_case() -> None:
    used = {told["counts"] for told in CASES} - {"yes"}
    # Whether somebody is on a list is seen where lists are: tests/estimates/test_gathering.py.
    assert used == REASONS.keys() - {"no_list"}


IN_2024 = {"kind": "flow", "condition": "prosecuted", "begin": "2024"}
LABELS: list[tuple[dict[str, Any], str, str]] = [
    ({"person": {"gender": "female"}, "cases": [{"opened": "2024-01-01"}]}, "gender", "female"),
    ({"cases": [{"opened": "2024-01-01"}]}, "gender", ""),
    ({"cases": [{"opened": "2024-01-01", "country": "RU"}]}, "country", "RU"),
    ({"cases": [{"opened": "2024-01-01", "charges": ["UA/KK/111-1/2"]}]}, "country", "UA"),
    (
        {"cases": [{"opened": "2024-01-01", "charges": ["RU/UK/207.3/2", "RU/UK/207.3/1"]}]},
        "article",
        "RU/UK/207.3",
    ),
    # A case that does not count gives no label.
    (
        {
            "cases": [
                {"opened": "2024-01-01", "country": "RU"},
                {"opened": "2021-01-01", "country": "UA"},
            ]
        },
        "country",
        "RU",
    ),
    (
        {
            "cases": [
                {"opened": "2024-01-01", "country": "UA"},
                {"opened": "2024-02-01", "country": "RU"},
            ]
        },
        "country",
        "RU + UA",
    ),
]


@pytest.mark.parametrize(("told", "field", "label"), LABELS)
def test_the_label_of_a_stratum(told: dict[str, Any], field: str, label: str) -> None:
    found = placed(person(told), criteria({**told, "population": IN_2024}, by=(field,)))
    assert found.counts
    assert found.labels == (label,)
    assert field in FIELDS


def test_a_gender_on_which_sources_differ_is_not_known() -> None:
    said = [
        *_statements({"cases": [{"opened": "2024-01-01"}], "person": {"gender": "female"}}),
        Statement("other/1", Schema.PERSON, "", "gender", "male", "other", "other/1"),
    ]
    found = placed(derive_person("p", said), criteria({"population": IN_2024}, by=("gender",)))
    assert found.labels == ("",)
