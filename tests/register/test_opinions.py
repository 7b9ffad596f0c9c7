# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two-person review: nothing on one reader's word, blind, and nobody seconds himself."""

from __future__ import annotations

import pytest

from amparo.linkage import Judgement
from amparo_desk.accounts.models import Role, User
from amparo_desk.demo.synthetic import build_synthetic
from amparo_desk.history.models import Change
from amparo_desk.register import domain
from amparo_desk.register.models import Decision, Opinion, Proposal
from amparo_desk.register.queries import disagreements, last_own, next_pair, waiting_pairs
from register.made_up import ANNA, all_rows, bring, derived_rows, record
from told_linkers import ByName

pytestmark = pytest.mark.database
SAME, NOT_SAME, UNSURE = Judgement.SAME, Judgement.NOT_SAME, Judgement.UNSURE
NAMESAKE = ("1", "Anna Vymyshlena", "", "", "Minsk", "")
PAIR = ("list-a/1", "list-b/1")


@pytest.fixture
def boss(db: None) -> User:
    return User.objects.create(username="boss", role=Role.ADMINISTRATOR)


@pytest.fixture
def first(user: User, boss: User) -> User:
    """Give the first reader of a workspace that wants two, in which one pair waits."""
    bring(user, ANNA)
    bring(user, NAMESAKE, key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    domain.switch_two_person_review(on=True, reason="from now on", user=boss)
    return user


@pytest.fixture
def second(db: None) -> User:
    return User.objects.create(username="second", role=Role.DOCUMENTER)


def judge(user: User, judgement: Judgement, reason: str = "seen both") -> Decision | Opinion:
    left, right = map(record, PAIR)
    return domain.judge(left=left, right=right, judgement=judgement, reason=reason, user=user)


def together() -> bool:
    return len({record(key).person_id for key in PAIR}) == 1


def live_opinions() -> list[tuple[str, str]]:
    rows = Opinion.objects.filter(withdrawn_at=None, decision=None).order_by("id")
    return [(row.given_by.username, row.judgement) for row in rows]


def test_one_reader_decides_where_two_are_not_wanted(user: User) -> None:
    bring(user, ANNA)
    bring(user, NAMESAKE, key="list-b")
    assert isinstance(judge(user, SAME), Decision)
    assert together()


def test_nothing_takes_effect_until_a_second_one_says_the_same(first: User, second: User) -> None:
    before = derived_rows()
    assert isinstance(judge(first, SAME, "the same face"), Opinion)
    assert derived_rows() == before
    assert waiting_pairs(first) == []
    assert len(waiting_pairs(second)) == 1
    made = judge(second, SAME, "the same file")
    assert isinstance(made, Decision)
    assert together()
    change = Change.objects.get(verb="decide")
    assert change.actor == second
    assert change.after is not None
    assert change.after["opinions"] == [
        {"by": "documenter", "judgement": "same", "reason": "the same face"},
        {"by": "second", "judgement": "same", "reason": "the same file"},
    ]


def test_nobody_seconds_himself(first: User) -> None:
    judge(first, SAME)
    before = all_rows()
    assert isinstance(judge(first, SAME, "really"), Opinion)
    assert all_rows() == before
    assert not together()


def test_the_direct_verb_is_no_way_round(first: User, boss: User) -> None:
    left, right = map(record, PAIR)
    for user in (first, boss):
        with pytest.raises(domain.RefusedError, match="two readers"):
            domain.decide(left=left, right=right, judgement=SAME, reason="why", user=user)


def test_the_second_reader_sees_nothing_of_what_the_first_said(first: User, second: User) -> None:
    judge(first, NOT_SAME, "the secret reason")
    shown = next_pair(reader=second)
    assert shown is not None
    told = [str(change.__dict__) for change in Change.objects.all()]
    assert not [text for text in told if "secret" in text]
    said = Change.objects.get(verb="give_opinion")
    assert (said.reason, said.before, said.after) == ("", None, None)
    assert disagreements(second, all_of_them=False) == []
    assert disagreements(second, all_of_them=True) == []


@pytest.mark.parametrize("judgements", [(SAME, SAME), (NOT_SAME, SAME)])
def test_what_the_linker_says_stays_as_it_is_while_readers_say_what_they_think(
    user: User, boss: User, second: User, judgements: tuple[Judgement, Judgement]
) -> None:
    for _station in build_synthetic(boss, persons=400, seed=7):
        pass
    domain.switch_two_person_review(on=True, reason="from now on", user=boss)
    proposals = list(Proposal.objects.values())
    before = next_pair(reader=user)
    assert before is not None
    assert before.proposal.probability is not None
    assert before.proposal.evidence

    def say(reader: User, judgement: Judgement) -> None:
        pair = before.proposal
        domain.judge(
            left=pair.left, right=pair.right, judgement=judgement, reason="seen", user=reader
        )

    say(user, judgements[0])
    assert list(Proposal.objects.values()) == proposals
    assert next_pair(reader=second) == before
    say(second, judgements[1])
    for reader in (second, user):
        row = last_own(reader)
        if isinstance(row, Decision):
            domain.withdraw_decision(decision=row, reason="undone", user=reader)
        elif row is not None:
            domain.withdraw_opinion(opinion=row, reason="undone", user=reader)
    assert live_opinions() == []
    assert list(Proposal.objects.values()) == proposals
    assert next_pair(reader=user) == next_pair(reader=second) == before


def test_two_who_disagree_both_see_it_and_nothing_happens(
    first: User, second: User, boss: User
) -> None:
    third = User.objects.create(username="third", role=Role.DOCUMENTER)
    judge(first, SAME)
    judge(second, NOT_SAME)
    assert not Decision.objects.filter(by_person=True).exists()
    for reader in (first, second):
        (found,) = disagreements(reader, all_of_them=False)
        assert [item.judgement for item in found] == ["same", "not_same"]
    assert disagreements(third, all_of_them=False) == []
    assert waiting_pairs(third) == []
    with pytest.raises(domain.RefusedError, match="disagree"):
        judge(third, SAME)
    assert len(disagreements(boss, all_of_them=True)) == 1


def test_one_of_the_two_changes_his_mind(first: User, second: User) -> None:
    judge(first, SAME)
    judge(second, NOT_SAME)
    assert isinstance(judge(second, SAME, "I misread it"), Decision)
    assert together()
    assert live_opinions() == []


def test_an_administrator_who_is_none_of_the_two_decides(
    first: User, second: User, boss: User
) -> None:
    judge(first, SAME)
    judge(second, NOT_SAME)
    assert isinstance(judge(boss, NOT_SAME, "two passports"), Decision)
    assert live_opinions() == []
    assert not together()


def test_an_administrator_cannot_settle_his_own_disagreement(first: User, boss: User) -> None:
    judge(boss, SAME)
    judge(first, NOT_SAME)
    assert isinstance(judge(boss, SAME, "I said so"), Opinion)
    assert not together()
    assert live_opinions() == [("boss", "same"), ("documenter", "not_same")]


def test_unsure_needs_no_second(first: User) -> None:
    judge(first, SAME)
    assert isinstance(judge(first, UNSURE), Decision)
    assert live_opinions() == []


def test_undoing_gives_back_what_was_before(first: User, second: User) -> None:
    judge(first, SAME)
    before = (derived_rows(), live_opinions(), waiting_pairs(second))
    made = judge(second, SAME)
    assert last_own(second) == made
    assert isinstance(made, Decision)
    domain.withdraw_decision(decision=made, reason="undone", user=second)
    assert (derived_rows(), live_opinions(), waiting_pairs(second)) == before
    said = last_own(first)
    assert isinstance(said, Opinion)
    domain.withdraw_opinion(opinion=said, reason="undone", user=first)
    assert live_opinions() == []
    assert len(waiting_pairs(first)) == 1


def test_somebody_elses_withdrawal_ends_both_opinions(
    first: User, second: User, boss: User
) -> None:
    judge(first, SAME)
    made = judge(second, SAME)
    assert isinstance(made, Decision)
    domain.withdraw_decision(decision=made, reason="new papers", user=boss)
    assert live_opinions() == []
    assert len(waiting_pairs(first)) == len(waiting_pairs(second)) == 1


def test_an_opinion_is_its_givers_to_take_back(first: User, second: User) -> None:
    said = judge(first, SAME)
    assert isinstance(said, Opinion)
    with pytest.raises(domain.RefusedError, match="somebody else's"):
        domain.withdraw_opinion(opinion=said, reason="no", user=second)
    judge(second, SAME)
    with pytest.raises(domain.RefusedError, match="waits no more"):
        domain.withdraw_opinion(opinion=said, reason="no", user=first)


def test_a_join_of_the_linker_waits_joined_for_a_second_reader(user: User, boss: User) -> None:
    certain = ("1", "Anna Vymyshlena", "1980", "art. 1", "Tver", "")
    bring(user, ANNA)
    bring(user, certain, key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    assert together()
    domain.switch_two_person_review(on=True, reason="from now on", user=boss)
    judge(user, NOT_SAME)
    domain.run_linkage(user=user, linker=ByName())
    assert together()
    assert len(waiting_pairs(boss)) == 1
    judge(boss, NOT_SAME)
    assert not together()


def test_an_opinion_ends_where_the_row_becomes_somebody_else(first: User) -> None:
    judge(first, SAME)
    bring(first, ("1", "Vera Nebyvalova", *ANNA[2:]))
    assert live_opinions() == []
    assert "another name" in Opinion.objects.get().withdrawn_reason


def test_the_switch_is_in_the_history_and_switching_again_changes_nothing(boss: User) -> None:
    domain.switch_two_person_review(on=True, reason="from now on", user=boss)
    domain.switch_two_person_review(on=True, reason="again", user=boss)
    change = Change.objects.get(verb="switch_setting")
    assert (change.before, change.after) == ({"on": False}, {"on": True})
    with pytest.raises(domain.RefusedError, match="reason"):
        domain.switch_two_person_review(on=False, reason=" ", user=boss)
