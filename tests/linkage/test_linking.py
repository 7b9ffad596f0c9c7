# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds of a linkage whatever the records: orders, decisions, known persons, ids.

What is promised of the order of words: a name whose words can be shared out in one way only
(nobody's surname is a given name, nobody's given name a surname) means the same in any order.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amparo.linkage import Costs, Decision, Judgement, LinkRecord
from amparo.names import read_name
from linkable import linked, named, others, persons, persons_of

if TYPE_CHECKING:
    from amparo.linkage import Linkage

FAMILIES = ("Горинов", "Кагарлицкий", "Дорошенко", "Gorinov", "Doroshenko")
GIVEN = ("Алексей", "Борис", "Антон", "Олексій", "Aleksei", "Anton")
FATHERS = ("", "Иванович", "Петрович")
BIRTHS = ("", "1980", "1980-02-03", "1980-03-02", "1975-06-14")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["one", "two", "three"]),
        st.sampled_from(FAMILIES),
        st.sampled_from(GIVEN),
        st.sampled_from(FATHERS),
        st.sampled_from(BIRTHS),
    ),
    min_size=2,
    max_size=9,
)
RECORDS = ROWS.map(
    lambda rows: [
        named(
            f"{source}/{at}",
            f"{family} {word} {father}".strip(),
            **({"birth": birth} if birth else {}),
        )
        for at, (source, family, word, father, birth) in enumerate(rows)
    ]
)
quick = settings(max_examples=12, deadline=None)


def state(found: Linkage) -> tuple[Any, ...]:
    """Give all that a linkage says, to the last bit."""
    return (
        found.table.keys,
        found.labels.tolist(),
        found.person_ids(),
        found.pairs.left.tolist(),
        found.pairs.right.tolist(),
        found.probabilities.tolist(),
        found.membership().tolist(),
    )


def people(data: st.DataObject, records: list[LinkRecord]) -> list[Decision]:
    """Give up to three decisions that do not contradict each other."""
    keys = [item.key for item in records]
    found: dict[tuple[str, str], Judgement] = {}
    for _ in range(data.draw(st.integers(1, 3))):
        one, other = sorted(data.draw(st.permutations(keys))[:2])
        found[one, other] = data.draw(st.sampled_from(Judgement))
    joined = [pair for pair, word in found.items() if word is Judgement.SAME]
    # One "same" beside others could join through a third what another one keeps apart.
    assume(len(joined) <= 1)
    return [Decision(*pair, word, by_person=True) for pair, word in found.items()]


@given(RECORDS, st.randoms(use_true_random=False))
@quick
def test_the_order_of_rows_changes_nothing(records: list[LinkRecord], random: Any) -> None:  # noqa: ANN401 - hypothesis's
    shuffled = random.sample(records, len(records))
    assert state(linked(shuffled)) == state(linked(records))


@given(RECORDS, st.permutations(["one", "two", "three"]))
@quick
def test_the_names_of_lists_and_so_their_order_change_no_person(
    records: list[LinkRecord], names: list[str]
) -> None:
    renamed = dict(zip(["one", "two", "three"], names, strict=True))
    other = [replace(item, source=renamed[item.source]) for item in records]
    assert persons(linked(other)) == persons(linked(records))


@given(ROWS, st.data())
@quick
def test_the_order_of_words_changes_no_person_where_it_cannot_mean_another_name(
    rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    straight, turned = [], []
    for at, (source, family, word, father, birth) in enumerate(rows):
        words = [part for part in (family, word, father) if part]
        said = {"birth": birth} if birth else {}
        straight.append(named(f"{source}/{at}", " ".join(words), **said))
        turned.append(named(f"{source}/{at}", " ".join(data.draw(st.permutations(words))), **said))
    assert persons(linked(turned)) == persons(linked(straight))


@pytest.mark.parametrize(
    "name",
    [
        "Кагарлицкий Борис Юльевич",
        "Sheliazhenko Yurii",
        "Шеляженко Юрій Вадимович",
        "Крикунова Анна",
    ],
)
def test_a_name_of_plain_words_is_read_alike_in_any_order(name: str) -> None:
    parts = set()
    for words in permutations(name.split()):
        found = read_name(" ".join(words))
        parts.add((found.family, found.given, found.patronymic))
    assert len(parts) == 1


@given(RECORDS)
@quick
def test_running_again_with_what_was_found_adds_nothing(records: list[LinkRecord]) -> None:
    first = linked(records)
    known = dict(zip(first.table.keys, first.person_ids(), strict=True))
    again = linked(records, known=known)
    assert again.person_ids(known) == first.person_ids()
    assert again.pairs.compared == 0


@given(RECORDS, st.integers(1, 8))
@quick
def test_new_records_never_change_the_persons_that_stand(
    records: list[LinkRecord], at: int
) -> None:
    old = records[:at]
    first = linked(old)
    known = dict(zip(first.table.keys, first.person_ids(), strict=True))
    found = linked(records, known=known)
    assert persons_of(found, known) == persons_of(first, known)
    ids = dict(zip(found.table.keys, found.person_ids(known), strict=True))
    assert {key: ids[key] for key in known} == known


def test_a_new_record_joins_the_person_that_stands_and_a_stranger_does_not() -> None:
    old = [*others(), named("three/1", "Шеляженко Юрій Вадимович")]
    known = {item.key: f"person-{at}" for at, item in enumerate(old)}
    new = [named("four/1", "Yurii Sheliazhenko"), named("four/2", "Кропива Тарас Іванович")]
    found = linked([*old, *new], known=known)
    ids = dict(zip(found.table.keys, found.person_ids(known), strict=True))
    assert ids["four/1"] == known["three/1"]
    assert ids["four/2"] not in known.values()


@given(RECORDS, st.data())
@quick
def test_a_decision_is_followed_and_withdrawing_it_restores_the_former_state(
    records: list[LinkRecord], data: st.DataObject
) -> None:
    before = state(linked(records))
    decisions = people(data, records)
    found = linked(records, decisions=decisions)
    label = dict(zip(found.table.keys, found.labels.tolist(), strict=True))
    for item in decisions:
        together = label[item.left] == label[item.right]
        assert together is (item.judgement is Judgement.SAME)
    assert state(linked(records)) == before


def test_withdrawing_one_of_two_decisions_leaves_what_the_other_alone_makes() -> None:
    records = [named(f"one/{at}", birth=f"19{50 + 7 * at}-0{1 + at}-1{2 * at}") for at in range(4)]
    one = Decision("one/0", "one/1", Judgement.SAME, by_person=True)
    other = Decision("one/1", "one/2", Judgement.SAME, by_person=True)
    both, alone = linked(records, decisions=[one, other]), linked(records, decisions=[one])
    assert persons_of(both, ["one/0", "one/1", "one/2"]) == [["one/0", "one/1", "one/2"]]
    assert persons_of(alone, ["one/0", "one/1", "one/2"]) == [["one/0", "one/1"], ["one/2"]]
    assert state(linked(records, decisions=[other, one])) == state(both)


def test_what_an_engine_decided_once_counts_for_nothing() -> None:
    records = [named("one/1", "Кропива Тарас"), named("two/1", "Дорошенко Анна")]
    machine = Decision("one/1", "two/1", Judgement.SAME, by_person=False)
    assert len(persons(linked(records, decisions=[machine]))) == 2


def test_not_the_same_wins_over_a_chain_of_the_same() -> None:
    records = [named(f"{source}/1") for source in ("one", "two", "three")]
    decisions = [
        Decision("one/1", "two/1", Judgement.SAME, by_person=True),
        Decision("two/1", "three/1", Judgement.SAME, by_person=True),
        Decision("one/1", "three/1", Judgement.NOT_SAME, by_person=True),
    ]
    found = linked(records, decisions=decisions)
    assert not any({"one/1", "three/1"} <= person for person in persons(found))


def test_decisions_on_records_that_are_gone_still_join_those_that_are_left() -> None:
    records = [named("one/1", "Кропива Тарас"), named("two/1", "Дорошенко Анна")]
    gone = [Decision(key, "gone/1", Judgement.SAME, by_person=True) for key in ("one/1", "two/1")]
    assert persons(linked(records, decisions=gone)) == {frozenset({"one/1", "two/1"})}


@given(RECORDS, st.integers(0, 8))
@quick
def test_ids_are_those_of_former_persons_when_a_record_goes(
    records: list[LinkRecord], gone: int
) -> None:
    first = linked(records)
    former = dict(zip(first.table.keys, first.person_ids(), strict=True))
    left = [item for at, item in enumerate(records) if at != gone % len(records)]
    found = linked(left)
    ids = found.person_ids(former)
    assert len(set(ids)) == len(persons(found))
    for key, person in zip(found.table.keys, ids, strict=True):
        with_former = {
            former[other] for other, own in zip(found.table.keys, ids, strict=True) if own == person
        }
        assert person in with_former or former[key] in ids


@pytest.mark.parametrize(
    "records", [[], [named("one/1")], [named("one/1", ""), named("two/1", "")]]
)
def test_few_records_or_nobody_named_give_each_its_own_person(records: list[LinkRecord]) -> None:
    found = linked(records)
    assert len(set(found.person_ids())) == len(records)
    assert found.membership().tolist() == [1.0] * len(records)
    assert found.draw(3).shape == (3, len(records))


def test_a_membership_is_the_mean_of_the_pairs_that_join_or_that_no_pair_does() -> None:
    records = [named("one/1", "Шеляженко Юрій"), named("two/1", "Yurii Sheliazhenko")]
    records += [named("one/2", "Иванов Александр"), named("two/2", "Oleksandr Ivanov")]
    found = linked([*records, *others()], costs=Costs(wrong=99))
    chance = {
        (found.table.keys[left], found.table.keys[right]): p
        for left, right, p in zip(
            found.pairs.left, found.pairs.right, found.probabilities, strict=True
        )
    }
    member = dict(zip(found.table.keys, found.membership().tolist(), strict=True))
    assert member["one/1"] == pytest.approx(chance["one/1", "two/1"])
    assert persons_of(found, ["one/2", "two/2"]) == [["one/2"], ["two/2"]]
    others_of = [p for pair, p in chance.items() if "one/2" in pair]
    assert member["one/2"] == pytest.approx(np.prod([1 - p for p in others_of]))


@pytest.mark.parametrize(
    ("costs", "link", "ask"),
    [(Costs(), 0.5, 0.05), (Costs(wrong=99, review=0.02), 0.99, 0.02), (Costs(review=9), 0.5, 0.5)],
)
def test_thresholds_follow_from_costs(costs: Costs, link: float, ask: float) -> None:
    assert costs.link == pytest.approx(link)
    assert costs.ask_from == pytest.approx(ask)


def test_dearer_mistakes_join_less() -> None:
    records = [named("one/1", "Иванов Александр"), named("two/1", "Oleksandr Ivanov")]
    near = linked([*records, *others()])
    (chance,) = [
        p
        for left, p in zip(near.pairs.left, near.probabilities, strict=True)
        if near.table.keys[left] == "one/1" and 0.02 < p < 0.98
    ]
    for wrong, joined in ((0.5 * chance / (1 - chance), True), (2 * chance / (1 - chance), False)):
        found = linked([*records, *others()], costs=Costs(wrong=wrong))
        assert (len(persons_of(found, ["one/1", "two/1"])) == 1) is joined
