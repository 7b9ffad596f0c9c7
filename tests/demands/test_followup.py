# SPDX-License-Identifier: AGPL-3.0-or-later
"""Follow-up: nothing undecided is placed, and nobody's silence is freedom or prison."""

from datetime import date as day
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.cases import Known, Person, Prosecution, Restraint, Sentence
from amparo.core.dates import PartialDate, Precision
from amparo.core.truth import Truth
from amparo.demands.events import Placement, case_events, date_words
from amparo.demands.followup import events_after, state_at
from demands.made_up import VOTE_DAY, date, known, person

TABLE = yaml.safe_load((Path(__file__).parent.parent / "cases" / "follow_up.yml").read_text())


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_follow_up_table(case: dict[str, Any]) -> None:
    expect = case["expect"]
    state = state_at(person(case), PartialDate.from_edtf(TABLE["day"]))
    found = {str(place): len(state.events(place)) for place in Placement}
    wanted = {str(place): expect.get(str(place), 0) for place in Placement}
    assert found == wanted
    assert state.deprived_of_liberty is Truth(expect["held"])
    assert state.reasons, "an answer without its reason"
    if "reasons" in expect:
        assert len(state.reasons) == expect["reasons"]


def test_nothing_after_the_vote_is_said_plainly() -> None:
    state = state_at(person({"opened": "2023"}), VOTE_DAY)
    assert "Nothing is known to have happened after this day." in [
        str(item) for item in state.words
    ]


def test_undecided_events_are_counted_beside_nothing_known() -> None:
    said = [str(w) for w in state_at(person({"sentences": [{"kind": "fine"}]}), VOTE_DAY).words]
    assert said == [
        "Whether anything happened after this day is open.",
        "Events whose dates leave open when they were: 1",
    ]


def test_a_person_without_prosecutions_is_unknown_with_a_reason() -> None:
    state = state_at(Person("p"), VOTE_DAY)
    assert state.deprived_of_liberty is Truth.UNKNOWN
    assert [str(why) for why in state.reasons] == ["No prosecution is known."]


def test_one_case_that_holds_is_enough_and_one_open_case_prevents_false() -> None:
    freed = {"releases": [{"kind": "served", "date": "2024"}]}
    held = {"restraints": [{"kind": "custody", "start": "2025-01", "end": "2025-12"}]}
    assert state_at(person(freed, held), VOTE_DAY).deprived_of_liberty is Truth.TRUE
    assert state_at(person(freed, {}), VOTE_DAY).deprived_of_liberty is Truth.UNKNOWN
    assert state_at(person(freed, freed), VOTE_DAY).deprived_of_liberty is Truth.FALSE


@pytest.mark.parametrize(
    ("kind", "expected"), [("exchanged", Truth.UNKNOWN), ("served", Truth.TRUE)]
)
def test_an_exchange_in_one_case_puts_custody_in_another_in_doubt(
    kind: str, expected: Truth
) -> None:
    held = {"restraints": [{"kind": "custody", "start": "2023", "end": "2026"}]}
    other = {"releases": [{"kind": kind, "date": "2024-08-01"}]}
    state = state_at(person(held, other), VOTE_DAY)
    assert state.deprived_of_liberty is expected


def test_sources_that_disagree_about_the_side_leave_an_event_undecided() -> None:
    two = Sentence("s", kind=known("fine"), date=date("2025-05", "2025-07"))
    someone = Person("p", prosecutions=(Prosecution("c", sentences=(two,)),))
    state = state_at(someone, VOTE_DAY)
    assert len(state.events(Placement.UNDECIDED)) == 1
    assert str(date_words(two.date)) == "May 2025 or July 2025 (sources differ)"


def test_sources_that_differ_on_the_same_side_still_place_it() -> None:
    two = Sentence("s", kind=known("fine"), date=date("2025-07", "2025-08-01"))
    someone = Person("p", prosecutions=(Prosecution("c", sentences=(two,)),))
    assert [event.words.text() for event in events_after(someone, VOTE_DAY)] == ["Sentence: fine"]


def test_latest_gives_all_events_that_the_dates_do_not_order() -> None:
    case = {
        "opened": "2022",
        "sentences": [{"kind": "fine", "date": "2024"}],
        "appeals": [{"outcome": "upheld", "date": "2024-02-13"}],
    }
    latest = [str(event.words) for event in state_at(person(case), VOTE_DAY).latest]
    assert latest == ["Sentence: fine", "Appeal: upheld"]


def test_sources_of_an_event_are_those_of_its_date_and_its_kind() -> None:
    (event,) = case_events(person({"sentences": [{"kind": "fine", "date": "2024"}]}))
    assert event.sources == ("source-0",)


days = st.dates(min_value=day(2020, 1, 1), max_value=day(2028, 12, 31))
spans = st.tuples(days, st.integers(0, 800)).map(
    lambda pair: PartialDate(pair[0], pair[0] + timedelta(pair[1]), Precision.SPAN)
)
maybe_dates: st.SearchStrategy[Known[PartialDate]] = st.one_of(st.just(Known()), spans.map(known))
kinds = st.sampled_from(["custody", "house_arrest", "night_house_arrest", "wanted"]).map(known)
restraints = st.builds(Restraint, st.just("r"), kinds, maybe_dates, maybe_dates)
sentences = st.builds(
    Sentence,
    st.just("s"),
    kind=st.sampled_from(["imprisonment", "fine"]).map(known),
    date=maybe_dates,
)
cases = st.builds(
    Prosecution,
    st.just("c"),
    restraints=st.lists(restraints, max_size=2).map(tuple),
    sentences=st.lists(sentences, max_size=2).map(tuple),
)


@given(cases, spans)
def test_every_event_stands_in_exactly_one_place_and_undated_ones_nowhere(
    case: Prosecution, when: PartialDate
) -> None:
    state = state_at(Person("p", prosecutions=(case,)), when)
    placed = [event for place in Placement for event in state.events(place)]
    assert len(placed) == len(case_events(Person("p", prosecutions=(case,))))
    decided = [e for p in Placement if p is not Placement.UNDECIDED for e in state.events(p)]
    assert all(event.date.stated for event in decided)


@given(spans, spans, st.integers(0, 400), st.integers(0, 400))
def test_knowing_a_date_better_never_turns_an_answer_round(
    wide: PartialDate, when: PartialDate, cut_front: int, cut_back: int
) -> None:
    first = min(wide.earliest + timedelta(cut_front), wide.latest)
    last = max(wide.latest - timedelta(cut_back), first)
    narrow = PartialDate(first, last, Precision.SPAN)

    def place(value: PartialDate) -> Placement:
        made = Sentence("s", kind=known("fine"), date=known(value))
        return case_events(Person("p", prosecutions=(Prosecution("c", sentences=(made,)),)))[
            0
        ].placed(when)

    if place(wide) is not Placement.UNDECIDED:
        assert place(narrow) is place(wide)


@given(cases, spans)
def test_held_is_true_only_with_a_restraint_whose_both_ends_are_known(
    case: Prosecution, when: PartialDate
) -> None:
    state = state_at(Person("p", prosecutions=(case,)), when)
    if state.deprived_of_liberty is Truth.TRUE:
        assert any(
            item.kind.value in {"custody", "house_arrest"} and item.start.stated and item.end.stated
            for item in case.restraints
        )
    assert state.deprived_of_liberty is not Truth.FALSE, "no release, yet said to be free"
