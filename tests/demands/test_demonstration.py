# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demonstration's demands against its cases: references hold, and nothing is said too much."""

import pytest

from amparo.core.sources import Knowledge
from amparo.core.statements import derive_person
from amparo.core.truth import Truth
from amparo.demands.reading import read_chamber, read_demands
from amparo.demands.records import Chamber, Demand
from amparo.demands.way import DemandWay, StationKind, StationState, way_of
from amparo.exchange.case_files import read_case_file
from amparo.resources import resource

WITHOUT_AMENDMENT = {"collaboration-verdicts", "objectors"}


@pytest.fixture(scope="module")
def chamber() -> Chamber:
    return read_chamber(resource("demo", "chamber.yaml"))


@pytest.fixture(scope="module")
def demands(chamber: Chamber) -> dict[str, Demand]:
    return read_demands(resource("demo", "demands.yaml"), chamber)


@pytest.fixture(scope="module")
def ways(chamber: Chamber, demands: dict[str, Demand]) -> dict[str, DemandWay]:
    records = read_case_file(resource("demo", "cases.yaml"))
    persons = {item.key: derive_person(item.key, item.statements) for item in records}
    return {key: way_of(demand, chamber, persons) for key, demand in demands.items()}


def test_every_named_record_is_among_the_cases(ways: dict[str, DemandWay]) -> None:
    assert {key: way.missing for key, way in ways.items()} == dict.fromkeys(ways, ())


def test_demands_without_a_known_amendment_say_so(ways: dict[str, DemandWay]) -> None:
    states = {key: way.station(StationKind.AMENDMENT).state for key, way in ways.items()}
    none = {key for key, state in states.items() if state is StationState.NONE}
    assert none == WITHOUT_AMENDMENT
    for key in none:
        assert ways[key].station(StationKind.OUTCOME).state is StationState.NONE


def test_outcomes_are_reported_and_never_known(ways: dict[str, DemandWay]) -> None:
    for key in ways.keys() - WITHOUT_AMENDMENT:
        outcome = ways[key].station(StationKind.OUTCOME)
        assert outcome.state is StationState.REPORTED
        assert outcome.knowledge is Knowledge.UNVERIFIED
        assert outcome.sources == ("note-ev5",)


def test_no_adopted_text_is_said_to_take_a_demand_up(ways: dict[str, DemandWay]) -> None:
    states = {way.station(StationKind.ADOPTED_TEXT).state for way in ways.values()}
    assert states == {StationState.UNKNOWN}


def test_nobody_is_said_to_be_held_or_free_on_the_day_of_the_vote(
    ways: dict[str, DemandWay],
) -> None:
    held = {case.state.deprived_of_liberty for way in ways.values() for case in way.cases}
    assert held == {Truth.UNKNOWN}, "no source of the demonstration says so"


def test_the_one_sentence_known_to_have_come_after_the_vote(ways: dict[str, DemandWay]) -> None:
    (case,) = ways["collaboration-verdicts"].cases
    assert case.person.name() == "Viktoriya Krikunova"
    assert "Events known after this day: 1" in [str(words) for words in case.state.words]
