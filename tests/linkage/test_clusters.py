# SPDX-License-Identifier: AGPL-3.0-or-later
"""The partition as a pure function of decisions: its invariants, and contradictions."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amparo.linkage import Decision, Judgement, conflicts_with, partition

KEYS = "abcdefg"
SAME, NOT_SAME, UNSURE = Judgement.SAME, Judgement.NOT_SAME, Judgement.UNSURE


def person(pair: str, judgement: Judgement = SAME) -> Decision:
    return Decision(pair[0], pair[1], judgement, by_person=True)


def machine(pair: str, score: float | None) -> Decision:
    return Decision(pair[0], pair[1], SAME, by_person=False, score=score)


DECISIONS = st.lists(
    st.builds(
        lambda pair, judgement, by_person, score: Decision(
            pair[0], pair[1], judgement, by_person, None if by_person else score
        ),
        st.lists(st.sampled_from(KEYS), min_size=2, max_size=2, unique=True),
        st.sampled_from(Judgement),
        st.booleans(),
        st.one_of(st.none(), st.integers(0, 3).map(float)),
    ),
    max_size=14,
)


@given(DECISIONS)
def test_every_key_is_in_exactly_one_cluster(decisions: list[Decision]) -> None:
    found = partition(KEYS, decisions).clusters
    assert sorted(key for cluster in found for key in cluster) == list(KEYS)
    assert list(found) == sorted(found)


@given(DECISIONS, st.randoms(use_true_random=False))
def test_the_order_of_decisions_and_keys_does_not_matter(
    decisions: list[Decision],
    random: Any,  # noqa: ANN401 - hypothesis's
) -> None:
    shuffled = random.sample(decisions, len(decisions))
    keys = random.sample(KEYS, len(KEYS))
    assert partition(keys, shuffled) == partition(KEYS, decisions)


@given(DECISIONS)
def test_no_cluster_holds_a_pair_that_people_parted(decisions: list[Decision]) -> None:
    cluster_of = partition(KEYS, decisions).cluster_of()
    for item in decisions:
        if item.by_person and item.judgement is NOT_SAME:
            assert item.right not in cluster_of[item.left]


@given(DECISIONS)
def test_unsure_and_a_machines_not_the_same_change_nothing(decisions: list[Decision]) -> None:
    counting = [
        item
        for item in decisions
        if item.judgement is SAME or (item.by_person and item.judgement is NOT_SAME)
    ]
    assert partition(KEYS, decisions) == partition(KEYS, counting)


@given(DECISIONS, DECISIONS)
def test_withdrawing_decisions_is_as_if_they_were_never_made(
    kept: list[Decision], withdrawn: list[Decision]
) -> None:
    before = partition(KEYS, kept)
    live = [*kept, *withdrawn]
    partition(KEYS, live)
    for item in withdrawn:
        live.remove(item)
    assert partition(KEYS, live) == before


@given(DECISIONS)
def test_a_joined_pair_is_in_one_cluster_or_reported(decisions: list[Decision]) -> None:
    found = partition(KEYS, decisions)
    refused = {item.decision for item in found.refused}
    cluster_of = found.cluster_of()
    for item in decisions:
        if item.judgement is SAME:
            assert (item.right in cluster_of[item.left]) != (item in refused)


@given(DECISIONS, st.sampled_from(["ab", "ac", "fg"]), st.sampled_from(Judgement))
def test_a_decision_without_conflicts_can_be_made(
    decisions: list[Decision], pair: str, judgement: Judgement
) -> None:
    people: list[Decision] = []
    for item in decisions:
        if item.by_person and not conflicts_with(item, people):
            people.append(item)
    new = person(pair, judgement)
    after = partition(KEYS, [*people, new])
    if conflicts_with(new, people):
        assert after.refused
    else:
        assert after.refused == ()


def test_a_person_parts_what_people_joined_indirectly() -> None:
    found = partition("abc", [person("ab"), person("bc"), person("ac", NOT_SAME)])
    assert found.clusters == (("a", "b"), ("c",))
    assert [item.decision for item in found.refused] == [person("bc")]
    assert str(found.refused[0].because) == "a and c were decided not to be the same"


def test_people_come_before_the_machine_whatever_its_score() -> None:
    found = partition("abc", [machine("ab", 99.0), person("bc"), person("ac", NOT_SAME)])
    assert found.clusters == (("a",), ("b", "c"))
    assert [item.decision for item in found.refused] == [machine("ab", 99.0)]


def test_the_machines_better_join_wins() -> None:
    found = partition("abc", [machine("ab", 5.0), machine("bc", 9.0), person("ac", NOT_SAME)])
    assert found.clusters == (("a",), ("b", "c"))
    without = partition("abc", [machine("ab", 9.0), machine("bc", None), person("ac", NOT_SAME)])
    assert without.clusters == (("a", "b"), ("c",))


def test_a_decision_on_a_record_that_is_gone_is_reported() -> None:
    found = partition("ab", [person("az")])
    assert found.clusters == (("a",), ("b",))
    assert str(found.refused[0].because) == "the record z is not there"


def test_a_new_same_conflicts_with_the_parting_and_the_chain_to_it() -> None:
    made = [person("ab"), person("cd"), person("bd", NOT_SAME), person("ef")]
    found = conflicts_with(person("ac"), made)
    assert set(found) == {person("bd", NOT_SAME), person("ab"), person("cd")}


def test_a_new_not_the_same_conflicts_with_the_shortest_chain_of_joins() -> None:
    made = [person("ab"), person("bc"), person("cd"), person("ad")]
    assert set(conflicts_with(person("ac", NOT_SAME), made)) == {person("ab"), person("bc")}


def test_the_machines_decisions_never_stand_in_the_way() -> None:
    assert conflicts_with(person("ab", NOT_SAME), [machine("ab", 50.0)]) == ()


def test_unsure_conflicts_with_nothing() -> None:
    assert conflicts_with(person("ab", UNSURE), [person("ab"), person("ab", NOT_SAME)]) == ()
