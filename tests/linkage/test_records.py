# SPDX-License-Identifier: AGPL-3.0-or-later
"""A record as linkage sees it, made of its statements."""

from __future__ import annotations

from amparo.core.dates import PartialDate
from amparo.core.statements import Schema, Statement
from amparo.linkage import LinkRecord, record_of


def said(prop: str, value: str, *, written: str = "", schema: Schema = Schema.PERSON) -> Statement:
    return Statement(
        "list/1", schema, "", prop, value, "list", "list/1", written=written, language="uk"
    )


def made(*statements: Statement) -> LinkRecord:
    return record_of("list/1", "list", statements, name_order="family_first")


def test_statements_of_person_and_case_are_gathered() -> None:
    found = made(
        said("name", "Крикунова Вікторія"),
        said("birth_date", "1986"),
        said("gender", "female"),
        said("place", "Сватове"),
        said("case_place", "Павлоград"),
        said("case_provision", "UA/KK/111-1"),
        said("case_country", "UA"),
        said("case_court", "Павлоградський суд"),
        said("case_opened", "2023-08-14"),
        said("workplace_before", "employment_centre"),
        said("provision", "UA/KK/111-1/5", schema=Schema.CHARGE),
        said("workplace", "occupation_pension_fund", schema=Schema.CHARGE),
        said("court", "Дніпровський суд", schema=Schema.SENTENCE),
        said("date", "2025-10-08", schema=Schema.SENTENCE),
    )
    assert found == LinkRecord(
        key="list/1",
        source="list",
        name="Крикунова Вікторія",
        name_order="family_first",
        language="uk",
        birth=PartialDate.from_edtf("1986"),
        gender="female",
        places=frozenset({"Сватове", "Павлоград"}),
        provisions=frozenset({"UA/KK/111-1", "UA/KK/111-1/5"}),
        countries=frozenset({"UA"}),
        courts=frozenset({"Павлоградський суд", "Дніпровський суд"}),
        case_dates=(PartialDate.from_edtf("2023-08-14"), PartialDate.from_edtf("2025-10-08")),
        workplaces=frozenset({"employment_centre", "occupation_pension_fund"}),
    )


def test_the_country_is_known_from_the_provision() -> None:
    assert made(said("case_provision", "RU/UK/205.2")).countries == {"RU"}


def test_the_name_is_taken_as_written() -> None:
    assert made(said("name", "krikunova", written="КРИКУНОВА В.")).name == "КРИКУНОВА В."


def test_contradicting_births_are_left_out() -> None:
    assert made(said("birth_date", "1986"), said("birth_date", "1987")).birth is None
    assert made(said("gender", "male"), said("gender", "female")).gender == ""


def test_a_description_or_silence_is_nobody() -> None:
    assert made(said("name", "17-летний житель Тюмени")).unnamed
    assert made().unnamed
    assert not made(said("name", "Горинов А.")).unnamed
