# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ids of persons last: a person keeps the id when records come and go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amparo.linkage.persons import person_ids


def test_the_same_records_give_the_same_ids_in_any_order() -> None:
    ids = person_ids(["a", "b", "c"], [0, 0, 2])
    assert ids[0] == ids[1] != ids[2]
    assert person_ids(["c", "b", "a"], [9, 4, 4]) == ids[::-1]


def test_most_of_its_records_give_a_person_its_id() -> None:
    former = {"a": "p1", "b": "p2", "c": "p2"}
    assert person_ids(["a", "b", "c"], [0, 0, 0], former) == ["p2"] * 3


def test_of_a_person_that_falls_apart_the_larger_part_keeps_the_id() -> None:
    ids = person_ids(["a", "b", "c"], [0, 1, 1], dict.fromkeys("abc", "p1"))
    assert ids[1:] == ["p1", "p1"]
    assert ids[0] not in ("p1", "")


def test_of_equal_parts_the_one_whose_first_key_sorts_first_keeps_it() -> None:
    ids = person_ids(["b", "a"], [0, 1], {"a": "p1", "b": "p1"})
    assert ids[1] == "p1" != ids[0]


def test_a_new_record_takes_the_id_of_its_person_and_a_stranger_a_new_one() -> None:
    former = {"a": "p1", "b": "p2"}
    ids = person_ids(["a", "b", "c", "d"], [0, 1, 1, 3], former)
    assert ids[:3] == ["p1", "p2", "p2"]
    assert ids[3] not in former.values()


def test_an_id_of_a_record_that_is_gone_is_not_given_to_another_person() -> None:
    own = person_ids(["a"], [0])[0]
    assert person_ids(["a"], [0], {"gone": own}) != [own]


KEYS = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, min_size=1, max_size=8)


@given(KEYS, st.data())
def test_each_cluster_has_one_id_of_its_own_and_a_former_partition_keeps_all_of_them(
    keys: list[str], data: st.DataObject
) -> None:
    labels = [data.draw(st.integers(0, 3)) for _ in keys]
    former = {key: f"p{data.draw(st.integers(0, 3))}" for key in keys if data.draw(st.booleans())}
    ids = person_ids(keys, labels, former)
    assert len(set(zip(labels, ids, strict=True))) == len(set(labels)) == len(set(ids))
    assert person_ids(keys, labels, dict(zip(keys, ids, strict=True))) == ids
