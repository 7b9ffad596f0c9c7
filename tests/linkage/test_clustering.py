# SPDX-License-Identifier: AGPL-3.0-or-later
"""Clusters: no chains, no contradictions, decisions first, large groups cut."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.linkage import Decision, Judgement
from amparo.linkage.clustering import LARGEST_GROUP, Ties, cluster, first_places
from amparo.linkage.pairs import Pairs
from linkable import linked, named, others, persons, persons_of

if TYPE_CHECKING:
    from amparo.linkage.clustering import Weigher
    from amparo.linkage.scoring import Scored

Weights = dict[tuple[int, int], float]


class Told:
    """A weigher that says what it is told: bits of pairs, -20 of all others, some contradicted."""

    def __init__(
        self, size: int, weights: Weights, never: set[tuple[int, int]] | None = None
    ) -> None:
        self.sources = np.zeros(size, np.int32)
        self.margin = np.zeros(size)
        self.weights, self.never = weights, never or set()

    def bits(self, left: np.ndarray, right: np.ndarray, score: np.ndarray) -> np.ndarray:
        del left, right
        return score.astype(np.float64)

    def weigh(self, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        pairs = list(zip(left.tolist(), right.tolist(), strict=True))
        bits = np.array([self.weights.get(pair, -20.0) for pair in pairs])
        return bits, np.array([pair in self.never for pair in pairs], dtype=bool)

    def contradicted(self, scored: Scored) -> np.ndarray:
        raise NotImplementedError


def clusters(
    size: int,
    weights: Weights,
    *,
    never: set[tuple[int, int]] | None = None,
    same: list[tuple[int, int]] | None = None,
    threshold: float = 0.0,
) -> list[list[int]]:
    order = sorted(weights)
    left, right = (np.array([pair[at] for pair in order], np.int32) for at in (0, 1))
    score = np.array([weights[pair] for pair in order], np.float32)
    weigher: Weigher = Told(size, weights, never)  # type: ignore[assignment]  # duck-typed on purpose
    ties = Ties(same=np.array(same or [], np.int32).reshape(-1, 2).T)
    labels = cluster(Pairs(left, right, score), weigher, ties, threshold=threshold)
    return [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]


def test_a_chain_of_near_ones_is_not_one_person() -> None:
    chain = {(at, at + 1): 6.0 for at in range(5)}
    assert max(map(len, clusters(6, chain))) <= 2
    chain[2, 3] = 9.0
    assert [2, 3] in clusters(6, chain)


def test_a_group_that_agrees_throughout_is_one_person() -> None:
    assert clusters(4, dict.fromkeys(combinations(range(4), 2), 3.0)) == [[0, 1, 2, 3]]


def test_a_weak_pair_among_strong_ones_parts_nobody_and_one_against_them_does() -> None:
    weights = dict.fromkeys(combinations(range(4), 2), 8.0)
    assert clusters(4, weights | {(0, 3): 0.5}) == [[0, 1, 2, 3]]
    # One pair slightly against is outvoted, one that the others do not make up for is not.
    assert clusters(4, weights | {(0, 3): -2.0}) == [[0, 1, 2, 3]]
    assert clusters(4, weights | {(0, 3): -9.0}) == [[0], [1, 2], [3]]


def test_the_threshold_is_the_mean_from_which_they_are_joined() -> None:
    assert clusters(2, {(0, 1): 3.0}, threshold=2.9) == [[0, 1]]
    assert clusters(2, {(0, 1): 3.0}, threshold=3.1) == [[0], [1]]


def test_a_contradiction_is_never_outvoted() -> None:
    weights = dict.fromkeys(combinations(range(5), 2), 30.0)
    found = clusters(5, weights, never={(0, 4)})
    assert not any({0, 4} <= set(group) for group in found)


def test_what_fits_two_that_are_apart_is_joined_to_neither_if_it_fits_both_alike() -> None:
    weights = {(0, 1): 8.0, (1, 2): 8.0, (0, 2): 8.0}
    assert clusters(3, weights, never={(0, 2)}) == [[0], [1], [2]]
    weights[0, 1] = 11.0
    assert clusters(3, weights, never={(0, 2)}) == [[0, 1], [2]]


def test_what_people_joined_stands_against_any_weight() -> None:
    weights = dict.fromkeys(combinations(range(3), 2), -12.0)
    assert clusters(3, weights, never={(0, 1)}, same=[(0, 1)]) == [[0, 1], [2]]


def test_a_third_needs_the_mean_of_all_that_people_joined() -> None:
    weights = {(0, 1): -12.0, (1, 2): 6.0, (0, 2): -8.0}
    assert clusters(3, weights, same=[(0, 1)]) == [[0, 1], [2]]


@given(
    st.integers(2, 8).flatmap(
        lambda size: st.tuples(
            st.just(size),
            st.dictionaries(
                st.sampled_from(list(combinations(range(size), 2))), st.floats(-20, 20), max_size=28
            ),
            st.sets(st.sampled_from(list(combinations(range(size), 2))), max_size=4),
            st.lists(st.sampled_from(list(combinations(range(size), 2))), max_size=2),
        )
    )
)
@settings(max_examples=150, deadline=None)
def test_every_record_has_one_cluster_no_contradiction_inside_and_all_that_people_joined(
    drawn: tuple[int, Weights, set[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    size, weights, never, same = drawn
    found = clusters(size, weights, never=never, same=same)
    assert sorted(record for group in found for record in group) == list(range(size))
    joined = clusters(size, {}, same=same)
    of = {record: set(group) for group in joined for record in group}
    for group in found:
        for one, other in combinations(group, 2):
            assert (one, other) not in never or other in of[one]
    for group in joined:
        assert any(set(group) <= set(other) for other in found)


def test_a_group_that_is_too_large_is_cut_at_a_higher_weight() -> None:
    size = LARGEST_GROUP + 20
    weights = {(at, at + 1): 1.0 for at in range(size - 1)} | {(0, 1): 9.0, (5, 6): 9.0}
    found = clusters(size, weights)
    assert [0, 1] in found
    assert [5, 6] in found
    assert max(map(len, found)) == 2


@pytest.mark.parametrize(
    ("labels", "first"), [([7, 7, 3, 7, 3], [0, 0, 2, 0, 2]), ([], []), ([5], [0])]
)
def test_clusters_are_numbered_by_their_first_record(labels: list[int], first: list[int]) -> None:
    assert first_places(np.array(labels, dtype=np.int64)).tolist() == first


FULL = "Горинов Алексей Александрович"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": FULL, "birth": "1961-07-26"}, {"name": FULL, "birth": "1985-11-03"}),
        ({"name": FULL}, {"name": "Горинов Алексей Петрович"}),
        ({"name": FULL}, {"name": "Горинов Антон Александрович"}),
        ({"name": FULL, "gender": "male"}, {"name": FULL, "gender": "female"}),
        ({"name": ""}, {"name": ""}),
        ({"name": "житель Тюмени"}, {"name": FULL}),
    ],
)
def test_records_that_contradict_are_not_joined_whatever_else_agrees(
    one: dict[str, str], other: dict[str, str]
) -> None:
    more: dict[str, Any] = {"places": ["Сватове"], "courts": ["Сватівський суд"]}
    records = [named("three/1", **(more | one)), named("four/1", **(more | other))]
    assert len(persons_of(linked([*records, *others()]), ["three/1", "four/1"])) == 2


def test_a_list_that_holds_nobody_twice_does_not_after_linking() -> None:
    records = [named(f"{source}/{at}", FULL) for source in ("a", "b", "c") for at in range(3)]
    found = linked([*records, *others(100)], duplicate_free=["a", "b"])
    for person in persons(found):
        for source in ("a/", "b/"):
            assert sum(key.startswith(source) for key in person) <= 1
    assert any(len(person) > 1 for person in persons(found))


def test_a_pair_decided_unsure_is_not_joined_and_its_neighbours_may_be() -> None:
    records = [named(f"{source}/1", "Шеляженко Юрій Вадимович") for source in ("a", "b")]
    unsure = Decision("a/1", "b/1", Judgement.UNSURE, by_person=True)
    found = linked([*records, *others(100)], decisions=[unsure])
    assert persons_of(found, ["a/1", "b/1"]) == [["a/1"], ["b/1"]]
