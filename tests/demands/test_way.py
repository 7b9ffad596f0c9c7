# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way of a demand: each station says what is known, a missing one says so."""

from dataclasses import replace

import pytest

from amparo.core.sources import Knowledge
from amparo.core.truth import Truth
from amparo.demands.records import CaseFilter, Demand, Outcome, Step, StepKind
from amparo.demands.way import DemandWay, StationKind, StationState, way_of
from demands.made_up import chamber, person, words

AMENDED = Step(StepKind.AMENDMENT, "note-a", Knowledge.UNVERIFIED, "am")
FORMULATED = Step(StepKind.FORMULATED, "note-f", Knowledge.SEEN)
SPOKEN = Step(StepKind.SPOKEN, "note-s", Knowledge.SEEN, "mem")


def demand(*steps: Step, concerns: CaseFilter | None = None) -> Demand:
    return Demand("d", words("ask"), words("group"), ("mem",), steps, concerns or CaseFilter())


def station(way: DemandWay, kind: StationKind) -> tuple[StationState, str]:
    found = way.station(kind)
    return found.state, str(found.words)


def test_stations_come_in_the_order_in_which_a_demand_passes_them() -> None:
    way = way_of(demand(), chamber(), {})
    assert [item.kind for item in way.stations] == list(StationKind)


def test_a_demand_without_an_amendment_says_so_and_has_no_outcome() -> None:
    # The chamber has an adopted amendment on something else; it must not leak into this way.
    way = way_of(demand(FORMULATED, SPOKEN), chamber(Outcome.ADOPTED), {})
    assert station(way, StationKind.AMENDMENT) == (
        StationState.NONE,
        "No amendment on this demand is known.",
    )
    assert station(way, StationKind.OUTCOME) == (
        StationState.NONE,
        "No outcome, because no amendment is known.",
    )
    lines = [str(line.words) for item in way.stations for line in item.lines]
    everything = " ".join([str(item.words) for item in way.stations] + lines).lower()
    assert "adopted," not in everything
    assert "votes" not in everything


@pytest.mark.parametrize(
    ("outcomes", "knowledge", "expected"),
    [
        ([Outcome.ADOPTED], Knowledge.UNVERIFIED, "Adopted, as one source reports."),
        ([Outcome.REJECTED], Knowledge.SECONDARY, "Rejected, as one source reports."),
        ([Outcome.ADOPTED], Knowledge.SEEN, "Amendment adopted."),
        ([Outcome.ADOPTED, Outcome.REJECTED], Knowledge.SEEN, "The outcome is not established."),
        ([Outcome.UNKNOWN], Knowledge.SEEN, "The outcome is not established."),
        ([], Knowledge.SEEN, "The outcome is not established."),
    ],
)
def test_outcome_with_how_well_it_is_known(
    outcomes: list[Outcome], knowledge: Knowledge, expected: str
) -> None:
    way = way_of(demand(AMENDED), chamber(*outcomes, knowledge=knowledge), {})
    assert str(way.station(StationKind.OUTCOME).words) == expected


def test_an_amendment_without_a_reported_outcome_leaves_the_outcome_open() -> None:
    one = chamber(Outcome.ADOPTED)
    two = replace(one, amendments={**one.amendments, "second": one.amendments["am"]})
    second = replace(AMENDED, ref="second")
    assert station(way_of(demand(AMENDED, second), two, {}), StationKind.OUTCOME) == (
        StationState.UNKNOWN,
        "The outcome is not established.",
    )
    both = replace(two, votes=(*two.votes, replace(two.votes[0], amendment="second")))
    assert station(way_of(demand(AMENDED, second), both, {}), StationKind.OUTCOME) == (
        StationState.REPORTED,
        "Adopted, as one source reports.",
    )


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.ADOPTED, "Adopted, as reported. Sources: 2."),
        (Outcome.REJECTED, "Rejected, as reported. Sources: 2."),
    ],
)
def test_two_sources_of_an_outcome_are_counted(outcome: Outcome, expected: str) -> None:
    held = chamber(outcome)
    two = replace(held, votes=(*held.votes, replace(held.votes[0], source="note-c")))
    assert station(way_of(demand(AMENDED), two, {}), StationKind.OUTCOME)[1] == expected


def test_unknown_votes_number_and_wording_are_said_to_be_unknown() -> None:
    way = way_of(demand(AMENDED), chamber(Outcome.ADOPTED), {})
    (amendment,) = way.station(StationKind.AMENDMENT).lines
    (vote,) = way.station(StationKind.OUTCOME).lines
    assert str(amendment.words) == "Number: not known; wording: not known"
    assert str(vote.words) == "Votes in favour, against and abstentions: not known"
    assert way.station(StationKind.OUTCOME).sources == ("note-b",)
    assert way.station(StationKind.OUTCOME).knowledge is Knowledge.UNVERIFIED


def test_a_foreign_motion_is_said_to_be_none_of_the_assembly() -> None:
    foreign = Step(StepKind.MOTION, "note-m", Knowledge.SEEN, "mot")
    own = Step(StepKind.MOTION, "note-o", Knowledge.SEEN, "own")
    lines = way_of(demand(foreign, own), chamber(), {}).station(StationKind.CARRIED).lines
    assert [str(line.words) for line in lines] == [
        "Motion n° 1: not a motion of the Assembly",
        "Motion Doc. 1",
    ]


def test_nobody_carrying_it_is_said() -> None:
    nobody = Demand("d", words("ask"), words("group"), steps=(FORMULATED,))
    assert station(way_of(nobody, chamber(), {}), StationKind.CARRIED) == (
        StationState.NONE,
        "Nobody is known to have carried it into the debate, apart from an amendment.",
    )


def test_a_motion_without_a_known_carrier_names_nobody() -> None:
    motion = Step(StepKind.MOTION, "note-m", Knowledge.SEEN, "mot")
    unsigned = Demand("d", words("ask"), words("group"), steps=(motion,))
    found = way_of(unsigned, chamber(), {}).station(StationKind.CARRIED)
    assert str(found.words) == "By whom it was carried is not known."


def test_a_carrier_without_a_reported_step_is_still_named_with_a_source() -> None:
    found = way_of(demand(FORMULATED), chamber(), {}).station(StationKind.CARRIED)
    assert str(found.words) == "Carried by: A. Member"
    assert found.sources == ("note-p",)


@pytest.mark.parametrize(
    ("knowledge", "expected"),
    [
        (Knowledge.SEEN, StationState.KNOWN),
        (Knowledge.SECONDARY, StationState.REPORTED),
        (Knowledge.UNVERIFIED, StationState.REPORTED),
        (Knowledge.MEMORY, StationState.REPORTED),
        (Knowledge.NOT_FOUND, StationState.UNKNOWN),
    ],
)
def test_a_station_is_as_well_known_as_its_source(
    knowledge: Knowledge, expected: StationState
) -> None:
    way = way_of(demand(Step(StepKind.FORMULATED, "note-f", knowledge)), chamber(), {})
    assert way.station(StationKind.DEMAND).state is expected


def test_two_records_of_one_person_are_followed_once_and_missing_ones_are_named() -> None:
    someone = person({"opened": "2023"}, key="p")
    concerns = CaseFilter(named=("list/1", "list/9"))
    way = way_of(
        demand(FORMULATED, concerns=concerns), chamber(), {"list/1": someone, "list/2": someone}
    )
    assert [item.person.key for item in way.cases] == ["p"]
    assert way.missing == ("list/9",)
    assert station(way, StationKind.CASES) == (
        StationState.UNKNOWN,
        "Persons concerned: 1; perhaps concerned: 0; named but not in the register: 1",
    )


def test_a_case_of_which_too_little_is_known_is_perhaps_concerned() -> None:
    concerns = CaseFilter(countries=("RU",), conduct_kinds=("anti_war_speech",))
    persons = {
        "l/1": person({"country": ["RU"]}, key="unclear"),
        "l/2": person({"country": ["UA"]}, key="elsewhere"),
    }
    way = way_of(demand(concerns=concerns), chamber(), persons)
    assert [(item.person.key, item.matches) for item in way.cases] == [("unclear", Truth.UNKNOWN)]
    assert station(way, StationKind.CASES)[0] is StationState.UNKNOWN


def test_a_demand_that_concerns_no_case_in_the_register_says_so() -> None:
    way = way_of(demand(), chamber(), {"l/1": person({"country": ["RU"]})})
    assert station(way, StationKind.CASES) == (
        StationState.NONE,
        "No case in the register falls under this demand as we read it.",
    )
