# SPDX-License-Identifier: AGPL-3.0-or-later
"""Persons derived from statements: nothing lost, nothing merged away, always the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.cases import Known, Stated
from amparo.core.dates import DateError, PartialDate
from amparo.core.statements import PROPERTIES, Choice, Kind, Schema, Statement, derive_person


def person_says(prop: str, value: str, source: str = "list-a", **more: str) -> Statement:
    record = more.pop("record", f"{source}/1")
    return Statement(record, Schema.PERSON, "", prop, value, source, record, **more)  # type: ignore[arg-type]  # only texts are given


def part_says(schema: Schema, entity: str, parent: str, prop: str, value: str) -> Statement:
    return Statement(entity, schema, parent, prop, value, "note", "note/1")


OWN = [
    person_says("name", "Шеляженко Юрій", written="ШЕЛЯЖЕНКО Юрій", language="uk"),
    person_says("name", "Yurii Sheliazhenko", "list-b", language="en"),
    person_says("birth_date", "1981", written="1981 р. н.", language="uk"),
    person_says("place", "Київ"),
    person_says("gender", "male", "list-b"),
    person_says("occupation", "secretary", "list-b"),
]
TREE = [
    part_says(Schema.PROSECUTION, "p1", "list-a/1", "country", "UA"),
    part_says(Schema.CHARGE, "p1-c1", "p1", "provision", "UA/KK/436-2"),
    part_says(Schema.CHARGE, "p1-c2", "p1", "provision", "UA/KK/436"),
    part_says(Schema.RESTRAINT, "p1-r1", "p1", "kind", "night_house_arrest"),
    part_says(Schema.RESTRAINT, "p1-r1", "p1", "start", "2023-08-15"),
    part_says(Schema.SENTENCE, "p2-s1", "p2", "months", "60"),
    part_says(Schema.APPEAL, "p2-a1", "p2", "outcome", "reduced"),
    part_says(Schema.RELEASE, "p2-x1", "p2", "kind", "served"),
    part_says(Schema.PROSECUTION, "p2", "list-a/1", "stage", "appeal"),
]


@given(st.permutations(OWN))
def test_the_order_of_different_properties_does_not_matter(rows: list[Statement]) -> None:
    first_name = next(row for row in rows if row.prop == "name")
    if first_name is not OWN[0]:  # the order of one property's values is the order shown
        rows = [OWN[0] if row is OWN[1] else OWN[1] if row is OWN[0] else row for row in rows]

    assert derive_person("P", [*rows, *TREE]) == derive_person("P", [*OWN, *TREE])


@given(st.permutations(TREE))
def test_each_prosecution_has_its_parts_in_whatever_order_they_come(rows: list[Statement]) -> None:
    person = derive_person("P", rows)
    cases = {case.key: case for case in person.prosecutions}

    assert set(cases) == {"p1", "p2"}
    assert {charge.key for charge in cases["p1"].charges} == {"p1-c1", "p1-c2"}
    assert cases["p1"].restraints[0].start.value == PartialDate.from_edtf("2023-08-15")
    assert cases["p2"].sentences[0].months.value == 60
    assert [appeal.outcome.value for appeal in cases["p2"].appeals] == ["reduced"]
    assert [release.kind.value for release in cases["p2"].releases] == ["served"]
    assert (cases["p2"].charges, cases["p1"].sentences) == ((), ())


def test_a_prosecution_of_which_only_a_charge_is_stated_is_there() -> None:
    person = derive_person("P", [part_says(Schema.CHARGE, "c", "p9", "provision", "RU/UK/207.3")])

    assert [case.key for case in person.prosecutions] == ["p9"]
    assert person.prosecutions[0].country == Known()
    assert person.prosecutions[0].charges[0].provision.value == "RU/UK/207.3"


def test_sources_that_agree_are_both_kept_and_nothing_is_disputed() -> None:
    rows = [person_says("place", "Київ"), person_says("place", "Київ", "list-b")]
    place = derive_person("P", rows).facts["place"]

    assert (place.value, place.disputed, place.sources) == ("Київ", False, ("list-a", "list-b"))


def test_sources_that_differ_are_disputed_until_somebody_chooses() -> None:
    rows = [person_says("place", "Київ"), person_says("place", "Одеса", "list-b")]
    choice = Choice("list-b/1", "place", "Одеса", "list-b", "the judgment says so")
    open_place = derive_person("P", rows).facts["place"]
    chosen_place = derive_person("P", rows, [choice]).facts["place"]

    assert (open_place.disputed, open_place.value) == (True, None)
    assert open_place.values == chosen_place.values == ("Київ", "Одеса")
    assert (chosen_place.disputed, chosen_place.value) == (False, "Одеса")
    assert chosen_place.reason == "the judgment says so"


@pytest.mark.parametrize("field", ["entity", "prop", "value", "source"])
def test_a_choice_of_what_nobody_states_chooses_nothing(field: str) -> None:
    rows = [person_says("place", "Київ"), person_says("place", "Одеса", "list-b")]
    choice = Choice("list-b/1", "place", "Одеса", "list-b", "reason")

    place = derive_person("P", rows, [replace(choice, **{field: "other"})]).facts["place"]
    assert place == derive_person("P", rows).facts["place"]
    assert place.disputed


def test_what_was_written_and_in_which_language_stays() -> None:
    person = derive_person("P", OWN)

    assert person.names.stated[0] == Stated(
        "Шеляженко Юрій", "list-a", "ШЕЛЯЖЕНКО Юрій", "uk", None
    )
    assert person.birth_date.value is not None
    assert (person.birth_date.value.written, person.birth_date.value.language) == (
        "1981 р. н.",
        "uk",
    )
    assert person.name("en") == "Yurii Sheliazhenko"
    assert person.name("fr") == "Шеляженко Юрій"


def test_nothing_stated_is_nothing_known() -> None:
    person = derive_person("P", [])

    assert (person.names, person.birth_date, person.facts) == (Known(), Known(), {})
    assert (person.name(), person.prosecutions) == ("", ())


@pytest.mark.parametrize("schema", list(Schema))
def test_an_unknown_property_is_refused(schema: Schema) -> None:
    stray = Statement("e", schema, "p", "shoe_size", "43", "list-a", "list-a/1")

    with pytest.raises(KeyError, match="shoe_size"):
        derive_person("P", [stray])


def test_a_date_that_is_not_in_the_machine_form_is_refused() -> None:
    with pytest.raises(DateError):
        derive_person("P", [person_says("birth_date", "05.06.1981")])


def test_each_property_has_a_kind() -> None:
    for schema, properties in PROPERTIES.items():
        for prop, kind in properties.items():
            assert Statement("e", schema, "", prop, "", "s", "r").kind() is kind
            assert isinstance(kind, Kind)


def test_what_could_not_be_read_is_kept_and_contradicts_nobody() -> None:
    unread = person_says("case_provision", "", written="ст. какая-то")
    rows = [unread, person_says("case_provision", "RU/UK/207.3", "list-b")]
    provision = derive_person("P", rows).facts["case_provision"]

    assert (provision.value, provision.disputed) == ("RU/UK/207.3", False)
    assert [item.written for item in provision.stated] == ["ст. какая-то", ""]
    assert derive_person("P", [unread]).facts["case_provision"].value is None
