# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decisions from a file: all of them or none; told again nothing happens."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from amparo.exchange.decisions import DecisionRow, decisions_of, decisions_text
from amparo.exchange.lists_faults import ListFaults
from amparo.linkage import Judgement
from amparo_desk.accounts.models import Role, User
from amparo_desk.history.models import Change
from amparo_desk.register import domain
from amparo_desk.register.models import Decision
from amparo_desk.register.queries import decision_rows
from register.made_up import ANNA, BORIS, all_rows, bring, derived_rows, record

pytestmark = pytest.mark.database
VERA = ("3", "Vera Nebyvalova", "", "", "", "")
GLEB = ("4", "Gleb Vydumkin", "", "", "", "")
ONE, TWO, THREE, FOUR = (f"list-a/{number}" for number in "1234")


@pytest.fixture
def four(user: User) -> User:
    """Give a register of four people on one list."""
    bring(user, ANNA, BORIS, VERA, GLEB)
    return user


def row(left: str, right: str, judgement: str = "same", number: int = 2) -> DecisionRow:
    when = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    return DecisionRow(left, right, judgement, "seen both", "vera", when, 0.62, number)


def bring_in(user: User, *rows: DecisionRow) -> domain.ImportedDecisions:
    return domain.import_decisions(rows=rows, file="d.csv", user=user)


def faults(user: User, *rows: DecisionRow) -> list[tuple[int, str]]:
    before = all_rows()
    with pytest.raises(ListFaults) as caught:
        bring_in(user, *rows)
    assert all_rows() == before
    return [(fault.row, fault.column) for fault in caught.value.faults]


def test_decisions_take_effect_and_keep_who_decided_and_when(four: User) -> None:
    done = bring_in(four, row(ONE, TWO), row(ONE, THREE, "not_same"), row(THREE, FOUR, "unsure"))
    assert (done.added, done.replaced, done.unchanged) == (3, 0, 0)
    assert record(ONE).person_id == record(TWO).person_id != record(THREE).person_id
    assert {(item.decided_by, item.probability) for item in decision_rows()} == {("vera", 0.62)}
    made = Decision.objects.get(judgement="same")
    assert (made.decided_by, made.said_by) == (four, "vera")
    changes = Change.objects.filter(verb="import_decision")
    assert {(change.actor, change.reason) for change in changes} == {(four, "seen both")}


def test_the_same_file_again_changes_nothing(four: User) -> None:
    rows = (row(ONE, TWO), row(THREE, FOUR, "not_same"))
    bring_in(four, *rows)
    before = all_rows()
    assert bring_in(four, *rows).unchanged == 2
    assert all_rows() == before


def test_what_is_exported_is_imported_elsewhere_and_exported_the_same(four: User) -> None:
    one, two, three = record(ONE), record(TWO), record(THREE)
    domain.decide(left=one, right=two, judgement=Judgement.SAME, reason='«а», "б"', user=four)
    domain.decide(left=one, right=three, judgement=Judgement.NOT_SAME, reason="no", user=four)
    text = decisions_text(decision_rows())
    derived = derived_rows()
    for made in Decision.objects.all():
        domain.withdraw_decision(decision=made, reason="elsewhere", user=four)
    assert derived_rows() != derived
    rows = decisions_of(text.encode(), name="d.csv", reasons=True)
    domain.import_decisions(rows=rows, file="d.csv", user=four)
    assert derived_rows() == derived
    assert decisions_text(decision_rows()) == text


def test_an_unsure_gives_way(four: User) -> None:
    bring_in(four, row(ONE, TWO, "unsure"))
    assert bring_in(four, row(ONE, TWO)).replaced == 1
    assert record(ONE).person_id == record(TWO).person_id


def test_every_fault_is_named_and_nothing_is_done(four: User) -> None:
    domain.decide(
        left=record(ONE), right=record(TWO), judgement=Judgement.NOT_SAME, reason="no", user=four
    )
    no_reason = DecisionRow(THREE, FOUR, "same", row=5)
    found = faults(
        four, row(ONE, TWO), row("list-a/9", ONE, number=3), row(TWO, "z", number=4), no_reason
    )
    assert found == [(2, "judgement"), (3, "left"), (4, "right"), (5, "reason")]


def test_rows_that_contradict_each_other_by_way_of_others_are_named(four: User) -> None:
    rows = (row(ONE, TWO), row(TWO, THREE, number=3), row(ONE, THREE, "not_same", 4))
    assert faults(four, *rows) == [(4, "judgement")]


def test_a_join_against_decisions_that_stand_is_refused(four: User) -> None:
    bring_in(four, row(ONE, THREE, "not_same"), row(ONE, TWO))
    assert faults(four, row(TWO, THREE, number=7)) == [(7, "judgement")]


def test_where_two_readers_decide_only_an_administrator_brings_in_a_file(four: User) -> None:
    boss = User.objects.create(username="boss", role=Role.ADMINISTRATOR)
    domain.switch_two_person_review(on=True, reason="from now on", user=boss)
    with pytest.raises(PermissionDenied):
        bring_in(four, row(ONE, TWO))
    assert bring_in(boss, row(ONE, TWO)).added == 1
