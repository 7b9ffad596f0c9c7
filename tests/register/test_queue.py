# SPDX-License-Identifier: AGPL-3.0-or-later
"""The order of the queue: by what a decision would change and how open it is."""

from __future__ import annotations

import contextlib
import math
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.linkage import Judgement
from amparo_desk.register import domain
from amparo_desk.register.models import Decision, Proposal
from amparo_desk.register.queries import next_pair, waiting_count, waiting_pairs
from amparo_desk.register.queries.review import Stake, undecided
from register.made_up import bring, case_record, derived_rows, record
from told_linkers import Saying

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User

pytestmark = pytest.mark.database
SAME, NOT_SAME, UNSURE = Judgement.SAME, Judgement.NOT_SAME, Judgement.UNSURE


def people(user: User, count: int) -> None:
    rows = [(str(n), f"Anna{'abcdefghij'[n]} Vymyshlena", "", "", "", "") for n in range(count)]
    bring(user, *rows)


def keys() -> list[tuple[str, str]]:
    rows = Proposal.objects.in_bulk(waiting_pairs())
    return [(rows[n].left.key[-1], rows[n].right.key[-1]) for n in waiting_pairs()]


def a(number: int) -> str:
    return f"list-a/{number}"


def decide(
    user: User, one: str, other: str, judgement: Judgement, reason: str = "seen both"
) -> Decision:
    left, right = record(one), record(other)
    return domain.decide(left=left, right=right, judgement=judgement, reason=reason, user=user)


@given(st.floats(0, 1))
def test_even_odds_are_the_most_open(probability: float) -> None:
    assert 0 <= undecided(probability) <= undecided(0.5) == undecided(None) == 1
    assert math.isclose(undecided(probability), undecided(1 - probability), abs_tol=1e-9)


def test_the_stake_is_bits_times_things_that_would_move() -> None:
    assert Stake(0.5, records=5, prosecutions=2, assessments=1).value == 8
    assert Stake(None, records=2, prosecutions=0, assessments=0).value == 2


def test_the_most_open_pair_comes_first(user: User) -> None:
    people(user, 6)
    domain.run_linkage(
        user=user, linker=Saying(((a(0), a(1), 4.0), (a(2), a(3), 0.1), (a(4), a(5), -2.0)))
    )
    assert keys() == [("2", "3"), ("4", "5"), ("0", "1")]


def test_more_records_and_prosecutions_come_first(user: User) -> None:
    people(user, 6)
    domain.add_case_record(record=case_record(), user=user)
    decide(user, a(5), "note-a/anna", SAME)
    told = ((a(0), a(1), 1.0), (a(2), a(3), 1.0), (a(4), a(5), 1.0))
    domain.run_linkage(user=user, linker=Saying(told))
    first = next_pair()
    assert first is not None
    assert (first.left.key, first.right.key) == (a(4), a(5))
    assert (first.stake.records, first.stake.prosecutions) == (3, 1)
    # What weighs the same stays in the linker's order.
    assert keys()[1:] == [("0", "1"), ("2", "3")]


def test_unsure_comes_last_whatever_it_weighs(user: User) -> None:
    people(user, 4)
    domain.run_linkage(user=user, linker=Saying(((a(0), a(1), 0.0), (a(2), a(3), 5.0))))
    decide(user, a(0), a(1), UNSURE)
    assert keys() == [("2", "3"), ("0", "1")]


def test_of_two_persons_the_most_open_pair_waits(user: User) -> None:
    people(user, 3)
    decide(user, a(0), a(1), SAME)
    domain.run_linkage(user=user, linker=Saying(((a(0), a(2), 3.0), (a(1), a(2), 0.5))))
    assert keys() == [("1", "2")]
    assert waiting_count() == 1


def test_the_linkers_probability_and_prior_are_kept_and_go_into_the_decision(user: User) -> None:
    people(user, 2)
    domain.run_linkage(user=user, linker=Saying(((a(0), a(1), 2.0),)))
    row = Proposal.objects.get()
    assert (row.probability, row.prior, row.score) == (0.8, -5.0, 2.0)
    made = decide(user, a(0), a(1), SAME)
    assert (made.probability, made.prior) == (0.8, -5.0)
    domain.run_linkage(user=user, linker=Saying(((a(0), a(1), 2.0),)))
    assert Proposal.objects.get().pk == row.pk


def test_a_join_keeps_its_probability_and_a_second_run_changes_nothing(user: User) -> None:
    people(user, 2)
    linker = Saying(joins=((a(0), a(1), 6.0),))
    assert domain.run_linkage(user=user, linker=linker).joined == 1
    assert Decision.objects.get().probability == 1 / (1 + 2**-6.0)
    assert domain.run_linkage(user=user, linker=linker).kept == 1


def test_an_unsure_that_gave_way_stands_again_when_the_decision_is_undone(user: User) -> None:
    people(user, 2)
    domain.run_linkage(user=user, linker=Saying(((a(0), a(1), 0.0),)))
    unsure = decide(user, a(0), a(1), UNSURE, "the photograph is missing")
    before = (derived_rows(), waiting_pairs())
    made = decide(user, a(0), a(1), SAME, "here it is")
    domain.withdraw_decision(decision=made, reason="another photograph", user=user)
    assert (derived_rows(), waiting_pairs()) == before
    again = Decision.objects.get(withdrawn_at=None)
    assert (again.judgement, again.reason) == ("unsure", "the photograph is missing")
    assert again.decided_at == unsure.decided_at


STEPS = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(0, 5), st.sampled_from([*Judgement, None]), st.booleans()
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_deriving_only_what_a_decision_touches_is_deriving_all(
    user: User, steps: list[tuple[int, int, Judgement | None, bool]]
) -> None:
    with transaction.atomic():
        people(user, 6)
        pairs = [(a(n), a(m), 3.0 - n + m) for n in range(6) for m in range(n + 1, 6)]
        domain.run_linkage(user=user, linker=Saying(joins=tuple(pairs[::2])))
        for one, other, judgement, undo in steps:
            if one == other:
                continue
            if judgement is not None:
                with contextlib.suppress(domain.RefusedError):
                    decide(user, a(one), a(other), judgement)
            last = Decision.objects.filter(by_person=True, withdrawn_at=None).last()
            if undo and last:
                domain.withdraw_decision(decision=last, reason="undone", user=user)
            left = derived_rows()
            domain.rebuild()
            assert derived_rows() == left
        transaction.set_rollback(True)
