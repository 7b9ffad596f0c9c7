# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws of the partition: seeded, decisions fixed, contradictions never, shares as probable."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from amparo.linkage import Decision, Judgement, LinkRecord
from amparo.linkage.draws import _exact, _gibbs, _partitions
from linkable import linked, named, others

DRAWS = 4_000


def together(drawn: np.ndarray, one: int, other: int) -> float:
    return float((drawn[:, one] == drawn[:, other]).mean())


def doubtful() -> list[LinkRecord]:
    pair = [named("one/1", "Иванов Александр"), named("two/1", "Oleksandr Ivanov")]
    return [*pair, *others(400)]


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    found = linked(doubtful())
    assert (found.draw(50, seed=3) == found.draw(50, seed=3)).all()
    assert (found.draw(50, seed=3) != found.draw(50, seed=4)).any()


def test_the_order_of_rows_changes_no_draw() -> None:
    straight, turned = linked(doubtful()), linked(doubtful()[::-1])
    assert (straight.draw(20) == turned.draw(20)).all()


def test_each_record_has_the_first_record_of_its_person() -> None:
    drawn = linked(doubtful()).draw(40)
    places = np.arange(drawn.shape[1])
    assert (drawn <= places).all()
    assert (np.take_along_axis(drawn, drawn, axis=1) == drawn).all()


def test_two_records_are_together_in_as_many_draws_as_they_are_probable() -> None:
    found = linked(doubtful())
    at = {key: place for place, key in enumerate(found.table.keys)}
    one, other = at["one/1"], at["two/1"]
    beside = [
        p
        for left, right, p in zip(
            found.pairs.left, found.pairs.right, found.probabilities, strict=True
        )
        if {left, right} & {one, other} and {left, right} != {one, other}
    ]
    assert max(beside, default=0) < 1 / 128
    (chance,) = [
        p
        for left, right, p in zip(
            found.pairs.left, found.pairs.right, found.probabilities, strict=True
        )
        if {left, right} == {one, other}
    ]
    assert 0.1 < chance < 0.9
    # Five standard deviations of a share of so many draws.
    bound = 5 * np.sqrt(chance * (1 - chance) / DRAWS)
    assert together(found.draw(DRAWS), one, other) == pytest.approx(chance, abs=bound)


def test_what_people_decided_is_so_in_every_draw() -> None:
    records = [*doubtful(), named("three/1", "Кропива Тарас")]
    same = Decision("one/1", "three/1", Judgement.SAME, by_person=True)
    apart = Decision("one/1", "two/1", Judgement.NOT_SAME, by_person=True)
    found = linked(records, decisions=[same, apart])
    at = {key: place for place, key in enumerate(found.table.keys)}
    drawn = found.draw(200)
    assert together(drawn, at["one/1"], at["three/1"]) == 1
    assert together(drawn, at["one/1"], at["two/1"]) == 0


def test_contradictions_are_in_no_draw_of_small_groups_and_large_ones() -> None:
    for size in (3, 9):
        full = [named(f"a/{at}", "Горинов Алексей Иванович") for at in range(size)]
        other = [named(f"b/{at}", "Горинов Алексей Петрович") for at in range(size)]
        bare = [named("c/1", "Горинов Алексей")]
        found = linked([*full, *other, *bare, *others(100)], duplicate_free=["c"])
        at = {key: place for place, key in enumerate(found.table.keys)}
        drawn = found.draw(100)
        for one in full:
            for two in other:
                assert together(drawn, at[one.key], at[two.key]) == 0
        # Whom the bare name is changes from draw to draw.
        shares = [together(drawn, at["c/1"], at[f"{source}/0"]) for source in "ab"]
        assert min(shares) > 0
        assert sum(shares) <= 1


@pytest.mark.parametrize(("number", "bell"), [(1, 1), (2, 2), (3, 5), (4, 15), (5, 52), (6, 203)])
def test_every_partition_of_a_small_group_is_written_down_once(number: int, bell: int) -> None:
    found = _partitions(number)
    assert len({tuple(row) for row in found.tolist()}) == len(found) == bell


@pytest.mark.parametrize("number", [6, 7])
def test_drawing_exactly_and_by_moving_single_records_agree(number: int) -> None:
    dice = np.random.default_rng(5)
    pairs = list(combinations(range(number), 2))
    bits = dice.uniform(-3, 2, len(pairs))
    weight = np.zeros((number, number))
    for (one, other), value in zip(pairs, bits, strict=True):
        weight[one, other] = weight[other, one] = value
    exact = _exact(bits[None], number, DRAWS, np.random.default_rng(1))[0]
    moved = _gibbs(weight, np.arange(number), DRAWS, np.random.default_rng(2))
    for one, other in pairs:
        difference = together(exact, one, other) - together(moved, one, other)
        # Five standard deviations of a difference of two such shares, at their widest.
        assert abs(difference) < 5 * np.sqrt(2 * 0.25 / DRAWS)
    sizes = [np.mean([len(set(row)) for row in drawn.tolist()]) for drawn in (exact, moved)]
    assert sizes[0] == pytest.approx(sizes[1], abs=0.1)


def test_exact_draws_follow_the_weights_of_whole_partitions() -> None:
    bits = np.array([2.0, -1.0, 0.5])
    drawn = _exact(bits[None], 3, DRAWS, np.random.default_rng(1))[0]
    weights = {
        (0, 0, 0): 2.0 ** bits.sum(), (0, 0, 1): 2.0 ** bits[0], (0, 1, 0): 2.0 ** bits[1],
        (0, 1, 1): 2.0 ** bits[2], (0, 1, 2): 1.0,
    }  # fmt: skip
    for labels, weight in weights.items():
        chance = weight / sum(weights.values())
        share = np.mean([tuple(row) == labels for row in drawn.tolist()])
        assert share == pytest.approx(chance, abs=5 * np.sqrt(chance * (1 - chance) / DRAWS))
