# SPDX-License-Identifier: AGPL-3.0-or-later
"""The linker of a register: the tables of record pairs, and the rules that hold for any records."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.linkage import (
    Decision,
    Judgement,
    Linker,
    LinkRecord,
    LinkResult,
    PairFinding,
    RegisterLinker,
    Verdict,
    partition,
)
from linkable import case_table, named, others, record

PAIR = ("one/1", "two/1")
BORN = {"birth": "1980-02-03"}


def linked(
    records: list[LinkRecord],
    people: list[Decision] | None = None,
    **options: Any,  # noqa: ANN401 - the linker's own
) -> LinkResult:
    return RegisterLinker(**options).link([*records, *others()], people or [])


def among(found: LinkResult, keys: set[str]) -> list[PairFinding]:
    return [item for item in found.findings if {item.left, item.right} <= keys]


def decided(one: str, other: str, word: Judgement = Judgement.SAME) -> Decision:
    return Decision(one, other, word, by_person=True)


@pytest.mark.parametrize("row", case_table("linkage"), ids=lambda row: row["why"])
def test_the_table_of_record_pairs(row: dict[str, Any]) -> None:
    records = [record(key, row[side]) for key, side in zip(PAIR, ("left", "right"), strict=True)]
    findings = among(linked(records), set(PAIR))
    verdict = findings[0].verdict.value if findings else "apart"
    told = f"{verdict}: {findings[0].summary} ({findings[0].probability:.4f})" if findings else ""
    if row["verdict"] == "unjoined":
        assert verdict != "link", told
    else:
        assert verdict == row["verdict"], told
    features = {item.feature for found in findings for item in found.evidence}
    assert features >= set(row.get("has", ()))
    assert not features & set(row.get("lacks", ()))


@pytest.mark.parametrize("row", case_table("linkage_clusters"), ids=lambda row: row["why"])
def test_the_table_of_joins_through_a_third_record(row: dict[str, Any]) -> None:
    records = [record(key, said) for key, said in row["records"].items()]
    people = [
        decided(one, other, Judgement(word))
        for word, pairs in row.get("people", {}).items()
        for one, other in pairs
    ]
    found = linked(records, people, duplicate_free=frozenset(row.get("unique", ())))
    findings = among(found, set(row["records"]))
    proposed = {(item.left, item.right): item.verdict.value for item in findings}
    assert proposed == {tuple(pair): verdict for pair, verdict in row["proposed"]}
    reasons = " | ".join(str(item.summary) for item in findings)
    assert row.get("because", "") in reasons


@pytest.mark.parametrize(
    "name", ["Иванов Александр", "Дорошенко Анна", "Дорошенко А.", "Дорошенко"]
)
def test_two_records_alone_in_a_register_are_no_reason_to_join_a_common_name(name: str) -> None:
    found = RegisterLinker().link([named(key, name) for key in PAIR], [])
    assert [item.verdict for item in found.findings] == [Verdict.REVIEW]


def test_the_score_is_the_prior_and_the_weights_shown() -> None:
    (found,) = among(linked([named(key, **BORN) for key in PAIR]), set(PAIR))
    assert found.score == pytest.approx(found.prior + sum(item.weight for item in found.evidence))
    assert found.probability == pytest.approx(1 / (1 + 2**-found.score))
    assert [item.feature for item in found.evidence] == ["family_same", "given_same", "birth_day"]


def test_the_summary_says_why_in_words() -> None:
    (found,) = among(linked([named(key, **BORN) for key in PAIR]), set(PAIR))
    said = "joined: born on the same day: 1980-02-03, and nothing contradicts"
    assert str(found.summary) == said


def test_a_join_that_something_speaks_against_does_not_say_that_nothing_does() -> None:
    records = [named(PAIR[0], "Горинов Алексей Александрович", countries=["RU"], **BORN)]
    records += [named(PAIR[1], "Горинов Алексей Александрович", countries=["UA"], **BORN)]
    (found,) = among(linked(records), set(PAIR))
    assert found.verdict is Verdict.LINK
    assert "nothing contradicts" not in str(found.summary)


def test_two_records_of_a_list_free_of_duplicates_are_never_joined() -> None:
    keys = ("one/1", "one/2")
    records = [named(key, **BORN) for key in keys]
    assert [item.verdict for item in among(linked(records), set(keys))] == [Verdict.LINK]
    declared = linked(records, duplicate_free=frozenset({"one"}))
    assert Verdict.LINK not in {item.verdict for item in among(declared, set(keys))}


@pytest.mark.parametrize("word", [Judgement.SAME, Judgement.NOT_SAME])
def test_decided_pairs_are_not_proposed_again(word: Judgement) -> None:
    records = [named(key, **BORN) for key in PAIR]
    assert among(linked(records, [decided("two/1", "one/1", word)]), set(PAIR)) == []


def test_pairs_settled_through_a_third_record_are_not_proposed() -> None:
    keys = ("one/1", "two/1", "three/1")
    records = [named(key, **BORN) for key in keys]
    people = [decided("one/1", "two/1"), decided("two/1", "three/1", Judgement.NOT_SAME)]
    assert among(linked(records, people), set(keys)) == []


def test_what_the_engine_joined_itself_is_found_again() -> None:
    records = [named(key, **BORN) for key in PAIR]
    machine = Decision(*PAIR, Judgement.SAME, by_person=False, score=16)
    assert linked(records, [machine]) == linked(records)


def test_unsure_pairs_come_last_and_are_never_joined() -> None:
    records = [named(key, **BORN) for key in (*PAIR, "three/1")]
    found = linked(records, [decided(*PAIR, Judgement.UNSURE)]).findings
    assert (found[-1].left, found[-1].right, found[-1].verdict) == (*PAIR, Verdict.REVIEW)


def test_a_person_through_a_record_that_is_gone_is_one_person() -> None:
    records = [named("one/1", "Горинов Алексей Иванович"), named("two/1", "Горинов Алексей")]
    gone = [decided(key, "gone/1") for key in PAIR]
    assert among(linked(records, gone), set(PAIR)) == []


def test_joins_come_first_then_reviews_by_falling_score() -> None:
    names = ["Дорошенко Анна", "Дорошенко Анна", "Дорошенко А.", "Иванов Пётр"]
    records = [named(f"one/{at}", name) for at, name in enumerate(names)]
    records += [named("two/1", **BORN), named("two/2", "Иванов Пётр")]
    found = linked(records).findings
    verdicts = [item.verdict for item in found]
    assert verdicts == sorted(verdicts, key=[Verdict.LINK, Verdict.REVIEW].index)
    assert {Verdict.LINK, Verdict.REVIEW} == set(verdicts)
    scores = [item.score for item in found if item.verdict is Verdict.REVIEW]
    assert scores == sorted(scores, reverse=True)


def test_two_records_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="the same key: one/1"):
        RegisterLinker().link([named("one/1"), named("one/1")], [])


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    RegisterLinker().link(
        [named(key) for key in PAIR], [], progress=lambda done, of: seen.append((done, of))
    )
    assert seen
    assert all(done <= of for done, of in seen)


def test_the_linker_is_one_behind_the_interface() -> None:
    linker: Linker = RegisterLinker()
    assert linker.link([], []).findings == ()
    assert linker.link([named("one/1")], []).findings == ()


NAMES = st.sampled_from(
    [
        "Горинов Алексей Александрович", "Олексій Горінов", "Gorinov A.", "Горинов А. А.",
        "Горинов Алексей Иванович", "Горинов Алексей", "Горинова Алексея",
        "Дорошенко Анна", "Doroshenko Hanna", "Дорошенко", "житель Тюмени", "", "Мирон Максим",
    ]
)  # fmt: skip
PROVISIONS = st.sampled_from(
    [[], ["RU/UK/205.2/1"], ["RU/UK/205.2", "RU/UK/207.3"], ["UA/KK/111-1"]]
)
BIRTHS = st.sampled_from(
    [
        {},
        {"birth": "1980"},
        {"birth": "1980-02-03"},
        {"birth": "1980-03-02"},
        {"birth": "1979-06-14"},
    ]
)
RECORDS = st.lists(
    st.tuples(st.sampled_from(["one", "two"]), NAMES, PROVISIONS, BIRTHS), max_size=7
).map(
    lambda rows: [
        named(f"{source}/{at}", name, provisions=provisions, **birth)
        for at, (source, name, provisions, birth) in enumerate(rows)
    ]
)


def contradicts(one: LinkRecord, other: LinkRecord) -> bool:
    """Say whether two of these records contradict each other."""
    births = {str(item.birth.to_edtf()) for item in (one, other) if item.birth}
    fathers = {item.reading().patronymic for item in (one, other)} - {(), ("А.",)}
    return (
        births in ({"1980-02-03", "1979-06-14"}, {"1980-03-02", "1979-06-14"})
        or len(fathers) > 1
        or one.nobody()
        or other.nobody()
        or one.source == other.source == "one"
    )


@given(RECORDS, st.data())
@settings(max_examples=30, deadline=None)
def test_no_cluster_of_the_engine_holds_a_contradiction(
    records: list[LinkRecord], data: st.DataObject
) -> None:
    by_key = {item.key: item for item in records}
    people: list[Decision] = []
    if len(by_key) > 1:
        pairs = st.lists(st.sampled_from(sorted(by_key)), min_size=2, max_size=2, unique=True)
        words = st.lists(st.tuples(pairs, st.sampled_from(Judgement)), max_size=3)
        people = [decided(pair[0], pair[1], word) for pair, word in data.draw(words)]
    linker = RegisterLinker(duplicate_free=frozenset({"one"}))
    joins = [
        Decision(item.left, item.right, Judgement.SAME, by_person=False, score=item.score)
        for item in linker.link(records, people).findings
        if item.verdict is Verdict.LINK
    ]
    given_by_people = partition(by_key, people)
    found = partition(by_key, [*people, *joins])
    assert not [item for item in found.refused if not item.decision.by_person]
    persons = given_by_people.cluster_of()
    parted = {item.pair for item in people if item.judgement is not Judgement.SAME}
    for cluster in found.clusters:
        for one, other in combinations(cluster, 2):
            if other not in persons[one]:
                assert not contradicts(by_key[one], by_key[other])
                assert (one, other) not in parted
    for one, cluster in persons.items():
        assert set(cluster) <= set(found.cluster_of()[one])


@given(RECORDS, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_records_changes_nothing(records: list[LinkRecord], random: Any) -> None:  # noqa: ANN401 - hypothesis's
    shuffled = random.sample(records, len(records))
    assert RegisterLinker().link(records, []) == RegisterLinker().link(shuffled, [])
