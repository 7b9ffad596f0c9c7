# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything derived can be thrown away and made again with identical rows, keys included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.linkage import Judgement
from amparo_desk.register import domain
from amparo_desk.register.domain.deriving import DERIVED
from amparo_desk.register.models import Person, Record, Statement
from amparo_desk.register.queries import decisions, person_of, persons_by_record
from register.made_up import ANNA, BORIS, NOBODY, bring, case_record, derived_rows, record
from told_linkers import ByName

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User

pytestmark = pytest.mark.database


@pytest.fixture
def full(user: User) -> User:
    """Give a register that has something in each derived table that a case fills."""
    bring(user, ANNA, BORIS, NOBODY)
    bring(user, ANNA, key="list-b")
    domain.add_case_record(record=case_record(), user=user)
    domain.run_linkage(user=user, linker=ByName())
    return user


def test_a_rebuild_from_nothing_gives_identical_rows(full: User) -> None:
    before = derived_rows()
    assert before["Sentence"]
    assert before["Charge"]
    Record.objects.update(person=None)
    for model in reversed(DERIVED):
        model._default_manager.all().delete()
    assert derived_rows() != before
    assert domain.rebuild() == len(before["Person"])
    assert derived_rows() == before
    domain.rebuild()
    assert derived_rows() == before


def test_a_rebuild_mends_what_somebody_changed_by_hand(full: User) -> None:
    before = derived_rows()
    Person.objects.update(display_name="Somebody Else")
    Person.objects.create(key="p-nobody")
    domain.rebuild()
    assert derived_rows() == before


def test_progress_ends_with_all_persons(full: User) -> None:
    seen: list[tuple[int, int]] = []
    total = domain.rebuild(progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (total, total)


def test_each_value_names_the_statement_and_the_source_it_comes_from(full: User) -> None:
    for person in Person.objects.all():
        for prop, known in person.values.items():
            for item in known["stated"]:
                row = Statement.objects.get(pk=item["statement"])
                assert (row.prop, row.value, row.source.key) == (
                    prop,
                    item["value"],
                    item["source"],
                )
                assert row.record.person_id == person.key


def test_the_engines_read_the_same_as_the_rows(full: User) -> None:
    for key, found in persons_by_record().items():
        row = Person.objects.get(records__key=key)
        assert found == person_of(row) == person_of(row.key)
        stated = row.values.get("birth_date", {"stated": []})["stated"]
        assert [item["value"] for item in stated] == [
            item.value.to_edtf() for item in found.birth_date.stated
        ]
    sentence = persons_by_record()["note-a/anna"].prosecutions[0].sentences[0]
    assert sentence.months.value == 24


def test_a_choice_stands_until_it_is_withdrawn(user: User) -> None:
    bring(user, ANNA)
    bring(user, (*ANNA[:2], "1981", *ANNA[3:]), key="list-b")
    left, right = record("list-a/1"), record("list-b/1")
    domain.decide(left=left, right=right, judgement=Judgement.SAME, reason="papers", user=user)
    before = derived_rows()
    assert Person.objects.get().values["birth_date"]["disputed"]
    picked = Statement.objects.get(value="1981")
    choice = domain.choose(statement=picked, reason="passport seen", user=user)
    known = Person.objects.get().values["birth_date"]
    assert (known["chosen"]["value"], known["reason"]) == ("1981", "passport seen")
    assert not known["disputed"]
    assert len(known["stated"]) == 2
    domain.rebuild()
    assert Person.objects.get().values["birth_date"] == known
    domain.withdraw_choice(choice=choice, reason="another passport", user=user)
    assert derived_rows() == before


def test_a_second_choice_takes_the_place_of_the_first(user: User) -> None:
    bring(user, ANNA)
    bring(user, (*ANNA[:2], "1981", *ANNA[3:]), key="list-b")
    left, right = record("list-a/1"), record("list-b/1")
    domain.decide(left=left, right=right, judgement=Judgement.SAME, reason="papers", user=user)
    first = domain.choose(statement=Statement.objects.get(value="1981"), reason="a", user=user)
    domain.choose(statement=Statement.objects.get(value="1980"), reason="b", user=user)
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert Person.objects.get().values["birth_date"]["chosen"]["value"] == "1980"


def test_what_a_source_took_back_cannot_be_chosen(user: User) -> None:
    bring(user, ANNA)
    bring(user, (*ANNA[:2], "1981", *ANNA[3:]))
    with pytest.raises(domain.RefusedError, match="any more"):
        domain.choose(statement=Statement.objects.get(value="1980"), reason="old", user=user)


def test_an_unchanged_case_record_leaves_no_trace_and_a_changed_one_withdraws(user: User) -> None:
    domain.add_case_record(record=case_record(), user=user)
    assert domain.add_case_record(record=case_record(), user=user) == "unchanged"
    assert domain.add_case_record(record=case_record(months="30"), user=user) == "changed"
    rows = Statement.objects.filter(prop="months").order_by("id")
    assert list(rows.values_list("value", "withdrawn")) == [("24", True), ("30", False)]
    assert Statement.objects.count() == 6


def test_a_case_record_may_not_speak_of_another_records_case(user: User) -> None:
    stray = case_record("note-b/anna")
    stolen = case_record()
    mixed = type(stray)(stray.key, stray.source, (*stray.statements, *stolen.statements))
    with pytest.raises(domain.RefusedError, match="does not belong"):
        domain.add_case_record(record=mixed, user=user)
    assert not Record.objects.exists()


ROWS = [ANNA, BORIS, NOBODY, ("4", "Anna Vymyshlena", "1980", "", "", "")]
CHANGED = [(*row[:4], "Perm", "") for row in ROWS]
STEPS = st.one_of(
    st.tuples(st.just("list"), st.sets(st.sampled_from(ROWS + CHANGED), min_size=1)),
    st.tuples(st.just("decide"), st.permutations(range(4)), st.sampled_from(list(Judgement))),
    st.tuples(st.just("withdraw"), st.integers(0, 5)),
    st.tuples(st.just("link")),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(STEPS, min_size=2, max_size=8))
def test_what_verbs_refresh_equals_what_a_rebuild_makes(
    user: User, steps: list[tuple[object, ...]]
) -> None:
    for step in steps:
        take(step, user)
        refreshed = derived_rows()
        domain.rebuild()
        assert derived_rows() == refreshed


def take(step: tuple[object, ...], user: User) -> None:
    """Do one thing to the register; what is refused does nothing."""
    match step:
        case ("list", set() as rows):
            by_key = {row[0]: row for row in sorted(rows)}
            bring(user, *by_key.values())
        case ("decide", list() as order, Judgement() as judgement):
            rows_there = list(Record.objects.order_by("id"))
            found = [rows_there[n] for n in order if n < len(rows_there)][:2]
            if len(found) == 2:
                left, right = found
                try:
                    domain.decide(
                        left=left, right=right, judgement=judgement, reason="tried", user=user
                    )
                except domain.RefusedError:
                    return
        case ("withdraw", int() as number):
            withdraw(number, user)
        case _:
            domain.run_linkage(user=user, linker=ByName())


def withdraw(number: int, user: User) -> None:

    live = decisions(by_person=True).filter(withdrawn_at=None)[number : number + 1]
    for row in live:
        domain.withdraw_decision(decision=row, reason="tried", user=user)
