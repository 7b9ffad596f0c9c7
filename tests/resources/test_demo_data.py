# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demonstration's sources, cases and lists say what the facts say, and no more."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from amparo.core.sources import Source, SourceKind
from amparo.core.statements import Kind, derive_person
from amparo.exchange.case_files import read_case_file
from amparo.exchange.lists import ListRow, read_list
from amparo.exchange.mapping import read_mapping
from amparo.exchange.sources import read_sources
from amparo.law.citations import provision_keys
from amparo.law.provisions import load_provisions
from amparo.resources import resource

if TYPE_CHECKING:
    from amparo.core.cases import Person, Prosecution

FACTS = Path(__file__).parents[3] / "shared/facts/event-2025-06-24.json"
needs_facts = pytest.mark.skipif(not FACTS.exists(), reason="../shared is not there")
LANGUAGES = ("ru", "uk", "en")


@cache
def sources() -> dict[str, Source]:
    return {source.key: source for source in read_sources(resource("demo", "sources.yaml"))}


@cache
def people() -> dict[str, Person]:
    records = read_case_file(resource("demo", "cases.yaml"), sources=sources())
    return {one.key.partition("/")[2]: derive_person(one.key, one.statements) for one in records}


@cache
def rows(language: str) -> tuple[ListRow, ...]:
    folder = resource("demo", "lists")
    mapping = read_mapping(folder / f"{language}.mapping.yaml")
    return read_list(folder / f"{language}.csv", mapping).rows


def only_case(name: str) -> Prosecution:
    (prosecution,) = people()[name].prosecutions
    return prosecution


@cache
def facts() -> dict[str, Any]:
    return {one["id"]: one for one in json.loads(FACTS.read_text("utf-8"))["facts"]}


# --- sources ---


@needs_facts
def test_every_fact_is_a_source_with_its_status_date_and_pages() -> None:
    for key, fact in facts().items():
        source = sources()[f"note-{key}"]
        assert source.knowledge == fact["status"], key
        assert source.pages == tuple(fact["sources"]), key
        assert source.published == fact.get("date", ""), key
        assert source.statement, key
        assert bool(source.note) or "note" not in fact, key


@needs_facts
def test_every_number_of_a_fact_stands_in_its_source_and_no_other() -> None:
    # What stands in a statement is in the fact's statement, what stands in a note is in either.
    for key, fact in facts().items():
        source = sources()[f"note-{key}"]
        said, caveat = numbers(fact["statement"]), numbers(fact.get("note", ""))
        mentioned = numbers(source.statement)
        assert mentioned - said == set(), key
        assert said - mentioned <= numbers(source.note), key
        assert numbers(source.note) <= said | caveat | {"1", "2"}, key


def numbers(text: str) -> set[str]:
    joined = re.sub(r"(?<=\d)[\s,](?=\d{3}(?!\d))", "", text)
    return set(re.findall(r"\d+", joined))


@needs_facts
def test_no_address_is_used_that_the_facts_do_not_name() -> None:
    text = FACTS.read_text("utf-8")
    found = set()
    for path in resource("demo").rglob("*"):
        if path.name in {"sources.yaml", "cases.yaml"} or path.parent.name == "lists":
            found |= set(re.findall(r"https?://[^\s\"'<>]+", path.read_text("utf-8")))
    assert found
    assert {address for address in found if address not in text} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_are_called_synthetic_wherever_they_are_met(language: str) -> None:
    source = sources()[f"list-{language}"]
    assert source.synthetic
    assert source.kind is SourceKind.LIST
    assert "SYNTHETIC" in source.title
    folder = resource("demo", "lists")
    assert "SYNTHETIC" in folder.joinpath(f"{language}.csv").read_text("utf-8").splitlines()[0]
    assert "SYNTHETIC" in read_mapping(folder / f"{language}.mapping.yaml").title


def test_nothing_but_the_lists_is_synthetic() -> None:
    synthetic = {source.key for source in sources().values() if source.synthetic}
    assert synthetic == {f"list-{language}" for language in LANGUAGES}


# --- cases ---


def test_every_statement_has_a_source_that_is_there() -> None:
    records = read_case_file(resource("demo", "cases.yaml"))
    used = {statement.source for record in records for statement in record.statements}
    assert used <= sources().keys()
    assert {record.source for record in records} <= used


def test_every_provision_charged_is_one_that_is_held() -> None:
    for person in people().values():
        for prosecution in person.prosecutions:
            for charge in prosecution.charges:
                for key in charge.provision.values:
                    assert load_provisions().get(key) is not None


def test_kagarlitsky_has_one_case_whose_sentence_was_replaced_on_appeal() -> None:
    case = only_case("kagarlitsky")
    fine, colony = case.sentences
    assert (fine.kind.value, fine.amount.value) == ("fine", "600 000 RUB")
    assert (colony.kind.value, colony.months.value) == ("imprisonment", 60)
    assert colony.replaces.value == fine.key
    assert str(colony.date.value) == "13 February 2024"
    assert [appeal.outcome.value for appeal in case.appeals] == ["replaced", "upheld"]


def test_gorinov_has_two_cases_over_what_he_said() -> None:
    first, second = people()["gorinov"].prosecutions
    assert first.charges[0].provision.value == "RU/UK/207.3"
    assert second.charges[0].provision.value == "RU/UK/205.2/1"
    assert [case.sentences[0].months.value for case in (first, second)] == [84, 36]
    assert first.appeals[0].outcome.value == "reduced"
    cassation = second.appeals[1]
    assert cassation.outcome.value == "upheld"
    assert cassation.date.value is not None
    assert cassation.date.value.to_edtf() == "[2024-11-01..2025-12-23]"
    assert str(cassation.date.value) == "reported 23 December 2025"


def test_miftakhovs_first_conviction_was_for_hooliganism_and_its_length_is_not_known() -> None:
    first, second = people()["miftakhov"].prosecutions
    assert first.charges[0].conduct_kind.value == "hooliganism"
    assert first.charges[0].provision.values == ()
    assert first.sentences[0].months.values == ()
    assert str(first.releases[0].date.value) == "4 September 2023"
    assert second.charges[0].provision.value == "RU/UK/205.2/1"
    assert second.sentences[0].months.value == 48


def test_krikunovas_charge_is_about_the_pension_fund_and_the_employment_centre_was_before() -> None:
    charge = only_case("krikunova").charges[0]
    assert charge.workplace.value == "occupation_pension_fund"
    assert people()["krikunova"].facts["workplace_before"].value == "employment_centre"
    assert only_case("krikunova").sentences[0].months.value == 60


def test_what_only_a_partisan_source_says_of_krikunova_is_unverified() -> None:
    krikunova = people()["krikunova"]
    (stated,) = krikunova.birth_date.stated
    assert (stated.source, stated.knowledge) == ("note-kri1b", "unverified")
    assert (str(stated.value.earliest), str(stated.value.latest)) == ("1987-06-11", "1988-06-10")
    assert krikunova.facts["description"].stated[0].knowledge == "unverified"


def test_sheliazhenkos_article_is_disputed_between_sources() -> None:
    case = only_case("sheliazhenko")
    provision = case.charges[0].provision
    assert provision.disputed
    assert provision.values == ("UA/KK/436-2", "UA/KK/436")
    assert provision.sources == ("note-she1-436-2", "note-she1-436")
    assert case.charges[0].standing.value == "under_investigation"
    assert case.sentences == ()
    assert case.restraints[0].end.values == ()


def test_no_birth_date_is_known_but_from_the_partisan_source() -> None:
    assert [name for name, one in people().items() if one.birth_date.stated] == ["krikunova"]


def test_every_date_keeps_how_it_was_written() -> None:
    for record in read_case_file(resource("demo", "cases.yaml")):
        for statement in record.statements:
            if statement.kind() is Kind.DATE:
                assert statement.written, statement


# --- lists ---


def test_no_list_has_the_same_heading_or_order_as_another() -> None:
    headings = [tuple(rows(language)[0].raw) for language in LANGUAGES]
    assert len(set(headings)) == len(headings)
    names = {
        row.raw[heading]
        for language in LANGUAGES
        for row in rows(language)
        for heading in row.raw
        if values(row)["name"] == row.raw[heading]
    }
    assert len(names) == sum(len(rows(language)) for language in LANGUAGES)


def values(row: ListRow) -> dict[str, str]:
    return {statement.prop: statement.value for statement in row.statements}


def test_the_ukrainian_list_has_one_bare_name_and_another_article_than_the_english_one() -> None:
    ukrainian = {values(row)["name"]: values(row) for row in rows("uk")}
    english = {values(row)["name"]: values(row) for row in rows("en")}
    assert ukrainian["Олексій Горінов"].keys() == {"name"}
    assert ukrainian["Юрій Шеляженко"]["case_provision"] == "UA/KK/436"
    assert english["Iurii Sheliazhenko"]["case_provision"] == "UA/KK/436-2"


def test_the_lists_have_as_many_rows_as_documented() -> None:
    assert [len(rows(language)) for language in LANGUAGES] == [4, 5, 4]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_mapping_of_articles_agrees_with_the_reader_of_citations(language: str) -> None:
    for row in rows(language):
        country = values(row)["case_country"]
        for statement in row.statements:
            if statement.prop == "case_provision":
                assert provision_keys(statement.written, country=country) == (statement.value,)
