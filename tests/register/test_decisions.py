# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stories of decisions: merging loses nothing and can be undone; contradictions are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from amparo.linkage import Judgement
from amparo_desk.accounts.models import Role, User
from amparo_desk.history.models import Change
from amparo_desk.register import domain
from amparo_desk.register.models import Decision, Person, Proposal, Statement
from amparo_desk.register.queries import next_pair, waiting_pairs
from register.made_up import ANNA, BORIS, bring, case_record, derived_rows, record
from told_linkers import ByName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from amparo.linkage import Decision as CoreDecision
    from amparo.linkage import LinkRecord, LinkResult

pytestmark = pytest.mark.database
SAME, NOT_SAME, UNSURE = Judgement.SAME, Judgement.NOT_SAME, Judgement.UNSURE
# The same name and nothing else in common: for people to decide.
NAMESAKE = ("1", "Anna Vymyshlena", "", "", "Minsk", "")
CERTAIN = ("1", "Anna Vymyshlena", "1980", "art. 1", "Tver", "")


@pytest.fixture
def other(db: None) -> User:
    return User.objects.create(username="colleague", role=Role.DOCUMENTER)


def decide(left: str, right: str, judgement: Judgement, user: User) -> Decision:
    return domain.decide(
        left=record(left), right=record(right), judgement=judgement, reason="seen both", user=user
    )


def together(*keys: str) -> bool:
    return len({record(key).person_id for key in keys}) == 1


def pairs(numbers: Iterable[int]) -> set[frozenset[str]]:
    rows = Proposal.objects.filter(id__in=list(numbers))
    return {frozenset((row.left.key, row.right.key)) for row in rows}


def test_the_linker_joins_what_agrees_and_leaves_the_rest_to_people(user: User) -> None:
    bring(user, ANNA, BORIS)
    bring(user, CERTAIN, key="list-b")
    done = domain.run_linkage(user=user, linker=ByName())
    assert done.joined == 1
    assert together("list-a/1", "list-b/1")
    assert Person.objects.count() == 2


@pytest.mark.parametrize(("declared", "joined"), [("true", 0), ("false", 1)])
def test_a_list_declared_free_of_duplicates_is_not_joined_with_itself(
    user: User, declared: str, joined: int
) -> None:
    bring(user, ANNA, ("2", *ANNA[1:]), duplicate_free=declared)
    assert domain.run_linkage(user=user).joined == joined


class Watching:
    """A linker that notes how deep in a transaction it compares, and what others do meanwhile."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self.depths: list[int] = []
        self.meanwhile = meanwhile

    def link(
        self,
        records: Iterable[LinkRecord],
        decisions: Iterable[CoreDecision],
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> LinkResult:
        self.depths.append(len(connection.savepoint_ids))
        found = ByName().link(records, decisions, progress=progress)
        if len(self.depths) == 1:
            self.meanwhile()
        return found


def test_others_can_write_while_records_are_compared(user: User) -> None:
    bring(user, ANNA)
    bring(user, CERTAIN, key="list-b")
    outside = len(connection.savepoint_ids)
    quiet = Watching(lambda: None)
    assert domain.run_linkage(user=user, linker=quiet).joined == 1
    assert quiet.depths == [outside]


@pytest.mark.parametrize("meanwhile", ["decision", "import", "case"])
def test_what_was_written_while_records_were_compared_counts(user: User, meanwhile: str) -> None:
    bring(user, ANNA)
    bring(user, CERTAIN, key="list-b")
    work = {
        "decision": lambda: decide("list-a/1", "list-b/1", NOT_SAME, user),
        "import": lambda: bring(user, BORIS, key="list-b"),
        "case": lambda: domain.add_case_record(record=case_record(), user=user),
    }
    watching = Watching(work[meanwhile])
    domain.run_linkage(user=user, linker=watching)
    assert len(watching.depths) == 2
    assert watching.depths[1] > watching.depths[0]
    assert together("list-a/1", "list-b/1") == (meanwhile == "case")


def test_a_second_run_changes_nothing(user: User) -> None:
    bring(user, ANNA, BORIS)
    bring(user, CERTAIN, key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    before = derived_rows(), list(Decision.objects.values())
    again = domain.run_linkage(user=user, linker=ByName())
    assert (again.joined, again.kept, again.withdrawn) == (0, 1, 0)
    assert (derived_rows(), list(Decision.objects.values())) == before


def test_a_join_that_the_linker_no_longer_makes_is_withdrawn_not_deleted(user: User) -> None:
    bring(user, ANNA)
    bring(user, CERTAIN, key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    # By hand: an import would withdraw the decision itself.
    Statement.objects.filter(record__key="list-b/1", prop="birth_date").update(value="1991")
    assert domain.run_linkage(user=user, linker=ByName()).withdrawn == 1
    assert Decision.objects.get().withdrawn_at is not None
    assert not together("list-a/1", "list-b/1")


def test_a_merge_keeps_both_records_and_all_their_statements(user: User) -> None:
    bring(user, ANNA)
    bring(user, NAMESAKE, key="list-b")
    decide("list-b/1", "list-a/1", SAME, user)
    person = Person.objects.get()
    places = person.values["place"]
    assert {item["value"] for item in places["stated"]} == {"Tver", "Minsk"}
    assert {item["source"] for item in places["stated"]} == {"list-a", "list-b"}
    assert places["disputed"]
    assert person.key == record("list-a/1").person_id


def test_undoing_a_merge_gives_the_rows_from_before(user: User) -> None:
    bring(user, ANNA)
    bring(user, NAMESAKE, key="list-b")
    before = derived_rows()
    made = decide("list-a/1", "list-b/1", SAME, user)
    assert derived_rows() != before
    domain.withdraw_decision(decision=made, reason="mixed up two files", user=user)
    assert derived_rows() == before
    made.refresh_from_db()
    assert (made.withdrawn_by, made.withdrawn_reason) == (user, "mixed up two files")


def test_a_decision_is_withdrawn_once(user: User) -> None:
    bring(user, ANNA, BORIS)
    made = decide("list-a/1", "list-a/2", NOT_SAME, user)
    domain.withdraw_decision(decision=made, reason="mistake", user=user)
    with pytest.raises(domain.RefusedError, match="withdrawn already"):
        domain.withdraw_decision(decision=made, reason="again", user=user)


def test_the_opposite_of_a_colleagues_decision_is_refused_by_name(user: User, other: User) -> None:
    bring(user, ANNA, BORIS)
    standing = decide("list-a/1", "list-a/2", NOT_SAME, other)
    with pytest.raises(domain.ContradictionError, match="colleague") as caught:
        decide("list-a/2", "list-a/1", SAME, user)
    assert caught.value.decisions == (standing,)
    assert Decision.objects.count() == 1


def test_a_contradiction_by_way_of_others_is_refused_with_the_whole_chain(
    user: User, other: User
) -> None:
    bring(user, ANNA, BORIS, ("3", "Vera Nebyvalova", "", "", "", ""))
    first = decide("list-a/1", "list-a/2", SAME, user)
    second = decide("list-a/2", "list-a/3", SAME, other)
    with pytest.raises(domain.ContradictionError) as caught:
        decide("list-a/1", "list-a/3", NOT_SAME, user)
    assert set(caught.value.decisions) == {first, second}
    assert together("list-a/1", "list-a/2", "list-a/3")


def test_an_unsure_pair_may_be_decided_later(user: User) -> None:
    bring(user, ANNA, BORIS)
    unsure = decide("list-a/1", "list-a/2", UNSURE, user)
    assert not together("list-a/1", "list-a/2")
    decide("list-a/1", "list-a/2", SAME, user)
    unsure.refresh_from_db()
    assert unsure.withdrawn_at is not None
    assert together("list-a/1", "list-a/2")


def test_the_same_decision_again_changes_nothing(user: User, other: User) -> None:
    bring(user, ANNA, BORIS)
    made = decide("list-a/1", "list-a/2", SAME, user)
    assert decide("list-a/2", "list-a/1", SAME, other) == made
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_no_decision_without_a_reason(user: User, reason: str) -> None:
    bring(user, ANNA, BORIS)
    left, right = record("list-a/1"), record("list-a/2")
    with pytest.raises(domain.RefusedError, match="reason"):
        domain.decide(left=left, right=right, judgement=SAME, reason=reason, user=user)
    assert not Decision.objects.exists()


def test_one_record_is_no_pair(user: User) -> None:
    bring(user, ANNA)
    with pytest.raises(domain.RefusedError, match="one record"):
        decide("list-a/1", "list-a/1", SAME, user)


def test_a_persons_not_the_same_stands_above_the_linker(user: User) -> None:
    bring(user, ANNA)
    bring(user, CERTAIN, key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    decide("list-a/1", "list-b/1", NOT_SAME, user)
    assert not together("list-a/1", "list-b/1")
    domain.run_linkage(user=user, linker=ByName())
    domain.rebuild()
    assert not together("list-a/1", "list-b/1")


def test_the_linkers_own_decision_is_overruled_not_withdrawn(user: User) -> None:
    bring(user, ANNA)
    bring(user, CERTAIN, key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    with pytest.raises(domain.RefusedError, match="not the same"):
        domain.withdraw_decision(decision=Decision.objects.get(), reason="no", user=user)


def test_decisions_survive_a_rebuild_a_new_import_and_a_row_that_goes_and_comes(
    user: User,
) -> None:
    bring(user, ANNA, BORIS)
    bring(user, NAMESAKE, key="list-b")
    decide("list-a/1", "list-b/1", SAME, user)
    merged = derived_rows()
    domain.rebuild()
    assert derived_rows() == merged
    bring(user, BORIS)
    assert together("list-a/1", "list-b/1")
    places = Person.objects.get(records__key="list-b/1").values["place"]
    assert [item["value"] for item in places["stated"]] == ["Minsk"]
    bring(user, ANNA, BORIS)
    assert together("list-a/1", "list-b/1")
    assert Person.objects.count() == 2


def test_the_queue_forgets_what_is_decided_and_remembers_what_is_undone(user: User) -> None:
    bring(user, ANNA)
    bring(user, NAMESAKE, key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    pair = {frozenset(("list-a/1", "list-b/1"))}
    assert pairs(waiting_pairs()) == pair
    made = decide("list-a/1", "list-b/1", NOT_SAME, user)
    assert waiting_pairs() == []
    domain.run_linkage(user=user, linker=ByName())
    domain.withdraw_decision(decision=made, reason="new papers", user=user)
    assert pairs(waiting_pairs()) == pair


def test_a_pair_on_which_somebody_is_unsure_waits_last_and_says_so(user: User) -> None:
    bring(user, ANNA, BORIS)
    bring(user, NAMESAKE, ("2", "Boris Pridumanov", "", "", "", ""), key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    first = next_pair()
    assert first is not None
    assert (first.waiting, first.unsure) == (2, None)
    decide(first.left.key, first.right.key, UNSURE, user)
    second = next_pair()
    assert second is not None
    assert second.proposal != first.proposal
    last = next_pair(after=second.proposal.pk)
    assert last is not None
    assert last.proposal == first.proposal
    assert last.unsure is not None
    assert next_pair(after=last.proposal.pk) is None


def test_the_queue_shows_both_records_side_by_side(user: User) -> None:
    bring(user, ANNA)
    bring(user, NAMESAKE, key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    pair = next_pair()
    assert pair is not None
    rows = {row.prop: row for row in pair.rows}
    place = rows["person.place"]
    assert [item.statement.value for item in (*place.left, *place.right)] == ["Tver", "Minsk"]
    assert rows["person.birth_date"].right == ()
    assert pair.proposal.summary["say"]


def test_undoing_an_overruled_join_lets_it_stand_again(user: User) -> None:
    bring(user, ANNA)
    bring(user, CERTAIN, key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    joined = Decision.objects.get()
    made = decide("list-a/1", "list-b/1", NOT_SAME, user)
    joined.refresh_from_db()
    assert joined.withdrawn_reason == "settled by a person"
    domain.run_linkage(user=user, linker=ByName())
    domain.withdraw_decision(decision=made, reason="mixed up two files", user=user)
    assert together("list-a/1", "list-b/1")
    restored = Decision.objects.get(withdrawn_at=None)
    assert (restored.by_person, restored.summary) == (False, joined.summary)
    assert domain.run_linkage(user=user, linker=ByName()).kept == 1


def test_undoing_a_decision_on_a_pair_that_was_never_proposed_puts_it_into_the_queue(
    user: User,
) -> None:
    bring(user, ANNA, BORIS)
    made = decide("list-a/1", "list-a/2", SAME, user)
    domain.withdraw_decision(decision=made, reason="mixed up two files", user=user)
    assert pairs(waiting_pairs()) == {frozenset(("list-a/1", "list-a/2"))}


# What a row of list-a said when the pair was decided, what it says now, whether that is
# somebody else.
CHANGED_ROWS = [
    (ANNA, ("1", "Vera Nebyvalova", *ANNA[2:]), True),
    (ANNA, ("1", ANNA[1], "1991", *ANNA[3:]), True),
    (ANNA, ("1", ANNA[1], "", *ANNA[3:]), False),
    (ANNA, ("1", "ANNA VYMYSHLENA", *ANNA[2:]), False),
    (("1", "Анна Вымышлена", *ANNA[2:]), ANNA, False),
    (ANNA, (*ANNA[:4], "Kimry", "moved"), False),
]


@pytest.mark.parametrize("judgement", [SAME, NOT_SAME])
@pytest.mark.parametrize("gone_between", [False, True])
@pytest.mark.parametrize(("before", "after", "another"), CHANGED_ROWS)
def test_a_decision_ends_where_the_row_becomes_somebody_else(
    before: tuple[str, ...],
    after: tuple[str, ...],
    another: bool,  # noqa: FBT001 - a case of the table
    gone_between: bool,  # noqa: FBT001 - a case of the table
    judgement: Judgement,
    user: User,
) -> None:
    bring(user, before, BORIS)
    bring(user, NAMESAKE, key="list-b")
    made = decide("list-a/1", "list-b/1", judgement, user)
    if gone_between:
        bring(user, BORIS)
    bring(user, after, BORIS)
    made.refresh_from_db()
    assert (made.withdrawn_at is not None) == another
    assert together("list-a/1", "list-b/1") == (judgement is SAME and not another)
    if another:
        assert "list-a/1 now has another" in made.withdrawn_reason
        assert pairs(waiting_pairs()) == {frozenset(("list-a/1", "list-b/1"))}
        change = Change.objects.get(verb="withdraw_decision")
        assert change.reason == made.withdrawn_reason
    left = derived_rows()
    domain.rebuild()
    assert derived_rows() == left


def test_the_reason_names_what_changed(user: User) -> None:
    bring(user, ANNA)
    bring(user, NAMESAKE, key="list-b")
    made = decide("list-a/1", "list-b/1", SAME, user)
    bring(user, ("1", "Vera Nebyvalova", "1991", *ANNA[3:]))
    made.refresh_from_db()
    assert made.withdrawn_reason == (
        "list-a/1 now has another name (Anna Vymyshlena -> Vera Nebyvalova), "
        "date of birth (1980 -> 1991)"
    )


def test_a_join_of_the_linker_ends_too_where_the_row_becomes_somebody_else(user: User) -> None:
    bring(user, ANNA)
    bring(user, CERTAIN, key="list-b")
    domain.run_linkage(user=user, linker=ByName())
    bring(user, ("1", "Vera Nebyvalova", *ANNA[2:]))
    assert not together("list-a/1", "list-b/1")


def test_a_case_history_that_becomes_somebody_elses_loses_its_decisions(user: User) -> None:
    bring(user, ANNA)
    domain.add_case_record(record=case_record(), user=user)
    made = decide("list-a/1", "note-a/anna", SAME, user)
    domain.add_case_record(record=case_record(months="30"), user=user)
    assert together("list-a/1", "note-a/anna")
    domain.add_case_record(record=case_record(months="30", name="Vera"), user=user)
    made.refresh_from_db()
    assert made.withdrawn_at is not None
    assert not together("list-a/1", "note-a/anna")
