# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first linkage: the table of record pairs, and the rules that hold whatever the records."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.core.dates import PartialDate
from amparo.linkage import (
    CautiousLinker,
    Decision,
    Judgement,
    Linker,
    LinkRecord,
    PairFinding,
    Verdict,
    partition,
)
from amparo.names.evidence import weights

CASES = Path(__file__).parents[1] / "cases" / "linkage.yml"


CLUSTERS = CASES.with_name("linkage_clusters.yml")


def table(path: Path = CASES) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return rows


def record(key: str, said: dict[str, Any]) -> LinkRecord:
    def words(name: str) -> frozenset[str]:
        return frozenset(said.get(name, ()))

    return LinkRecord(
        key=key,
        source=key.split("/", maxsplit=1)[0],
        name=said["name"],
        birth=PartialDate.from_edtf(str(said["birth"])) if "birth" in said else None,
        gender=said.get("gender", ""),
        case_dates=tuple(PartialDate.from_edtf(str(day)) for day in said.get("case_dates", ())),
        unnamed=said.get("unnamed", False),
        places=words("places"),
        provisions=words("provisions"),
        countries=words("countries"),
        courts=words("courts"),
        workplaces=words("workplaces"),
    )


def named(key: str, name: str = "Дорошенко Анна", **said: Any) -> LinkRecord:  # noqa: ANN401 - a row's own fields
    return record(key, {"name": name, **said})


BORN = {"birth": "1980-02-03"}


@pytest.mark.parametrize("row", table(), ids=lambda row: row["why"])
def test_the_table_of_record_pairs(row: dict[str, Any]) -> None:
    left, right = record("one/1", row["left"]), record("two/1", row["right"])
    finding = CautiousLinker().compare(left, right)
    assert finding.verdict == row["verdict"], f"{row['why']}: {finding.summary}"


@pytest.mark.parametrize("row", table(), ids=lambda row: row["why"])
def test_blocking_brings_together_what_is_not_kept_apart(row: dict[str, Any]) -> None:
    records = [record("one/1", row["left"]), record("two/1", row["right"])]
    found = CautiousLinker().link(records, []).findings
    assert [item.verdict for item in found] == (
        [] if row["verdict"] == "apart" else [Verdict(row["verdict"])]
    )


def test_the_score_is_the_sum_of_the_weights_shown() -> None:
    finding = CautiousLinker().compare(named("one/1", **BORN), named("two/1", **BORN))
    assert finding.score == sum(item.weight for item in finding.evidence)
    assert [item.feature for item in finding.evidence] == ["family_same", "given_same", "birth_day"]
    points = weights().points
    assert all(item.weight == points[item.feature] for item in finding.evidence)


def test_the_summary_says_why_in_words() -> None:
    finding = CautiousLinker().compare(named("one/1", **BORN), named("two/1", **BORN))
    assert str(finding.summary) == (
        "joined: the name agrees, born on the same day: 1980-02-03, and nothing conflicts"
    )


def test_two_records_of_a_list_free_of_duplicates_are_never_joined() -> None:
    records = [named("one/1", **BORN), named("one/2", **BORN)]
    assert CautiousLinker().link(records, []).findings[0].verdict is Verdict.LINK
    declared = CautiousLinker(duplicate_free=frozenset({"one"}))
    assert declared.link(records, []).findings == ()
    assert declared.compare(*records).verdict is Verdict.APART


def test_decided_pairs_are_not_proposed_again() -> None:
    records = [named("one/1", **BORN), named("two/1", **BORN)]
    for judgement in (Judgement.SAME, Judgement.NOT_SAME):
        decided = Decision("two/1", "one/1", judgement, by_person=True)
        assert CautiousLinker().link(records, [decided]).findings == ()


def test_pairs_settled_through_a_third_record_are_not_proposed() -> None:
    records = [named(f"{key}/1", **BORN) for key in ("one", "two", "three")]
    joined = Decision("one/1", "two/1", Judgement.SAME, by_person=True)
    parted = Decision("two/1", "three/1", Judgement.NOT_SAME, by_person=True)
    assert CautiousLinker().link(records, [joined, parted]).findings == ()


def test_what_the_engine_joined_itself_is_found_again() -> None:
    records = [named("one/1", **BORN), named("two/1", **BORN)]
    machine = Decision("one/1", "two/1", Judgement.SAME, by_person=False, score=16)
    linker = CautiousLinker()
    assert linker.link(records, [machine]) == linker.link(records, [])


def test_unsure_pairs_come_last_and_are_never_joined() -> None:
    records = [named("one/1", **BORN), named("two/1", **BORN), named("three/1")]
    unsure = Decision("one/1", "two/1", Judgement.UNSURE, by_person=True)
    found = CautiousLinker().link(records, [unsure]).findings
    assert [(item.left, item.right) for item in found][-1] == ("one/1", "two/1")
    assert {item.verdict for item in found} == {Verdict.REVIEW}


@pytest.mark.parametrize("row", table(CLUSTERS), ids=lambda row: row["why"])
def test_the_table_of_joins_through_a_third_record(row: dict[str, Any]) -> None:
    records = [record(key, said) for key, said in row["records"].items()]
    people = [
        Decision(pair[0], pair[1], Judgement(word), by_person=True)
        for word, pairs in row.get("people", {}).items()
        for pair in pairs
    ]
    found = CautiousLinker().link(records, people).findings
    proposed = {(item.left, item.right): item.verdict.value for item in found}
    assert proposed == {tuple(pair): verdict for pair, verdict in row["proposed"]}
    reasons = " | ".join(str(item.summary) for item in found)
    assert row.get("because", "") in reasons


@pytest.mark.parametrize(("others", "verdict"), [(18, Verdict.LINK), (19, Verdict.REVIEW)])
def test_an_article_that_more_than_twenty_records_name_carries_no_join_alone(
    others: int, verdict: Verdict
) -> None:
    pair = [named(key, provisions=["RU/UK/205.2/1"]) for key in ("one/1", "two/1")]
    rest = [named(f"three/{at}", "", provisions=["RU/UK/205.2/2"]) for at in range(others)]
    (finding,) = CautiousLinker().link([*pair, *rest], []).findings
    assert finding.verdict is verdict
    assert ("many records name: RU/UK/205.2" in str(finding.summary)) == (verdict is Verdict.REVIEW)
    with_court = [replace(item, courts=frozenset({"Суд"})) for item in pair]
    (finding,) = CautiousLinker().link([*with_court, *rest], []).findings
    assert finding.verdict is Verdict.LINK


def test_a_person_through_a_record_that_is_gone_is_one_person() -> None:
    records = [named("one/1", "Горинов Алексей Иванович"), named("two/1", "Горинов Алексей")]
    gone = [Decision(key, "gone/1", Judgement.SAME, by_person=True) for key in ("one/1", "two/1")]
    assert CautiousLinker().link(records, gone).findings == ()


def test_joins_come_first_then_reviews_by_falling_score() -> None:
    names = ["Дорошенко Анна", "Дорошенко Анна", "Дорошенко А.", "Горинов Алексей Иванович"]
    records = [named(f"one/{at}", name) for at, name in enumerate(names)]
    records += [named("two/1", **BORN), named("two/2", **BORN)]
    found = CautiousLinker().link(records, []).findings
    assert found[0].verdict is Verdict.LINK
    scores = [item.score for item in found if item.verdict is Verdict.REVIEW]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


def test_two_records_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="the same key"):
        CautiousLinker().link([named("one/1"), named("one/1")], [])


def test_progress_ends_at_all_pairs() -> None:
    seen: list[tuple[int, int]] = []
    CautiousLinker().link(
        [named("one/1"), named("two/1")], [], progress=lambda done, of: seen.append((done, of))
    )
    assert seen[-1] == (1, 1)


def test_a_block_that_is_too_large_is_left_out_and_counted() -> None:
    records = [named(f"one/{at:03}") for at in range(12)]
    records += [named(f"two/{at:03}", "Дорошенко Алина") for at in range(3)]
    found = CautiousLinker(largest_block=10).link(records, [])
    assert found.compared == 3
    assert found.not_compared == 12 * 11 // 2


def test_an_initial_among_too_many_is_left_out_and_counted() -> None:
    records = [named(f"one/{at:03}") for at in range(12)] + [named("two/1", "Дорошенко А.")]
    found = CautiousLinker(largest_block=12).link(records, [])
    assert found.compared == 12 * 11 // 2
    assert found.not_compared == 13


def test_the_linker_is_one_behind_the_interface() -> None:
    linker: Linker = CautiousLinker()
    assert linker.link([], []).findings == ()


NAMES = st.sampled_from(
    [
        "Горинов Алексей Александрович", "Олексій Горінов", "Gorinov A.", "Горинов А. А.",
        "Горинов Алексей Иванович", "Горинов Алексей",
        "Дорошенко Анна", "Doroshenko Hanna", "Дорошенко", "житель Тюмени", "", "Мирон Максим",
    ]
)  # fmt: skip
RECORDS = st.lists(
    st.builds(
        lambda name, source, birth, provision, gender: named(
            f"{source}/x", name, provisions=provision, gender=gender, **birth
        ),
        NAMES,
        st.sampled_from(["one", "two"]),
        st.sampled_from([{}, {"birth": "1980"}, {"birth": "1980-02-03"}, {"birth": "1979-02-03"}]),
        st.sampled_from(
            [
                [],
                ["RU/UK/205.2/1"],
                ["RU/UK/205.2", "RU/UK/207.3"],
                ["RU/UK/207.3"],
                ["UA/KK/111-1"],
            ]
        ),
        st.sampled_from(["", "male", "female"]),
    ),
    max_size=7,
).map(lambda rows: [replace(row, key=f"{row.source}/{at}") for at, row in enumerate(rows)])

NAME_FEATURES = ("family_", "given_", "patronymic_", "gender_", "country_")


def independent(finding: PairFinding) -> list[str]:
    return [item.feature for item in finding.evidence if not item.feature.startswith(NAME_FEATURES)]


@given(RECORDS)
@settings(max_examples=60)
def test_a_join_always_has_evidence_beside_the_name_and_no_conflict(
    records: list[LinkRecord],
) -> None:
    by_key = {item.key: item for item in records}
    for finding in CautiousLinker().link(records, []).findings:
        assert finding.left < finding.right
        if finding.verdict is Verdict.LINK:
            assert independent(finding)
            assert all(item.weight > 0 for item in finding.evidence)
            assert not by_key[finding.left].nobody()
            assert not by_key[finding.right].nobody()


@given(RECORDS, st.data())
@settings(max_examples=150)
def test_no_cluster_of_the_engine_holds_a_pair_that_it_keeps_apart(
    records: list[LinkRecord], data: st.DataObject
) -> None:
    linker, by_key = CautiousLinker(), {item.key: item for item in records}
    people: list[Decision] = []
    if len(by_key) > 1:
        pairs = st.lists(st.sampled_from(sorted(by_key)), min_size=2, max_size=2, unique=True)
        decided = st.lists(st.tuples(pairs, st.sampled_from(Judgement)), max_size=3)
        people = [
            Decision(pair[0], pair[1], word, by_person=True) for pair, word in data.draw(decided)
        ]
    joins = [
        Decision(item.left, item.right, Judgement.SAME, by_person=False, score=item.score)
        for item in linker.link(records, people).findings
        if item.verdict is Verdict.LINK
    ]
    given = partition(by_key, people).cluster_of()
    found = partition(by_key, [*people, *joins])
    assert not [item for item in found.refused if not item.decision.by_person]
    for cluster in found.clusters:
        for one, other in combinations(cluster, 2):
            if other not in given[one]:
                finding = linker.compare(by_key[one], by_key[other])
                assert finding.verdict is not Verdict.APART
                assert all(item.weight > 0 for item in finding.evidence)


@given(RECORDS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_records_changes_nothing(records: list[LinkRecord], random: Any) -> None:  # noqa: ANN401 - hypothesis's
    shuffled = random.sample(records, len(records))
    assert CautiousLinker().link(records, []) == CautiousLinker().link(shuffled, [])
