# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pairs weigh: levels, bits, and the same as amparo.names says of two names alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.dates import PartialDate
from amparo.linkage import LinkRecord, Rows
from amparo.linkage.explaining import explain
from amparo.linkage.scoring import (
    BIRTH,
    COLUMNS_AT,
    GENDER,
    Scored,
    Scorer,
    birth_levels,
    is_slip,
)
from amparo.linkage.table import build_table, rows_of
from amparo.names import Evidence, compare_names, read_name
from amparo.names.evidence import bits, feature_weights
from linkable import case_table, named, others


def bounds(written: object) -> tuple[int, int]:
    if not written:
        return (0, 0)
    first, last = PartialDate.from_edtf(str(written)).bounds()
    return first.toordinal(), last.toordinal()


def scored(*records: LinkRecord) -> tuple[Scored, Scorer]:
    """Score the first record (by key) against all that follow."""
    scorer = Scorer(build_table(rows_of(records)))
    size = len(records) - 1
    left, right = np.zeros(size, np.int32), np.arange(1, size + 1, dtype=np.int32)
    return scorer.score(left, right), scorer


def evidence(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Evidence]:
    found, scorer = scored(named("a/1", **one), named("b/1", **other), *others(60))
    return {item.feature: item for item in explain(found, 0, scorer)}


@pytest.mark.parametrize("row", case_table("linkage_births"), ids=lambda row: row["why"])
def test_the_table_of_births(row: dict[str, Any]) -> None:
    sides = [
        np.array([bounds(row[side])], dtype=np.int32).T.reshape(2, 1) for side in ("left", "right")
    ]
    assert BIRTH[birth_levels(*sides)[0]] == row["level"]
    assert BIRTH[birth_levels(*sides[::-1])[0]] == row["level"]


DAYS = st.integers(1, 3_000_000)


@given(DAYS, DAYS)
def test_a_slip_is_one_in_both_directions(one: int, other: int) -> None:
    assert is_slip(one, other) is is_slip(other, one)


@given(st.integers(10_000, 700_000))
def test_the_same_day_weighs_most_and_no_slip_least(day: int) -> None:
    row = np.array([[day], [day]], dtype=np.int32)
    assert BIRTH[birth_levels(row, row)[0]] == "birth_day"
    order = ("birth_day", "birth_possible", "birth_slip", "birth_near", "birth_years")
    weights = [bits(name) for name in order]
    assert weights == sorted(weights, reverse=True)


NAMES = (
    "Горинов Алексей Александрович", "Oleksii Horinov", "Горинов А. А.", "Горинова Анна",
    "Шеляженко Юрій Вадимович", "Yurii Sheliazhenko", "Кагарлицкий", "Boris Kagarlitsky",
    "Саша Дорошенко", "Дорошенко Александра Петровна", "Некрасова Анна", "Някрасава Ганна",
    "Петренко-Гончар Олена", "Гончар Олена", "Горинов Алексей Петрович", "Иванов Александр",
    "Оспанов Тарас", "Оспаноу Тарас",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_pair_weighs_what_its_names_weigh_alone_where_outside_shares_are_the_larger(
    name: str,
) -> None:
    # One bearer of each surname: their own shares are nought, so those of the outside tables count.
    for other in NAMES:
        found, scorer = scored(named("a/1", name), named("b/1", other))
        shares = [outside for part in scorer.shares for outside in part[1:]]
        assert all(share > 0 for share in shares)
        alone = compare_names(read_name(name), read_name(other))
        told = explain(found, 0, scorer)
        if sum(scorer.table.readings) == 2:
            assert {item.feature for item in told} == {item.feature for item in alone.evidence}
            assert found.score[0] <= alone.weight + 1e-3


def test_a_pair_with_names_that_others_bear_weighs_less() -> None:
    pair = [named("a/1", "Горинов Алексей"), named("b/1", "Горинов Алексей")]
    family = [
        named(f"c/{at}", f"Горинов {name}") for at, name in enumerate(("Пётр", "Олег", "Лев"))
    ]
    rare, common = scored(*pair, *others(60))[0], scored(*pair, *family, *others(60))[0]
    assert common.score[0] < rare.score[0] - 2


def test_one_person_on_many_lists_does_not_make_a_name_common() -> None:
    pair = [named(f"{source}/1", "Горинов Алексей") for source in ("a", "b")]
    again = [named(f"c{at}/1", "Горинов Алексей") for at in range(9)]
    once, often = scored(*pair, *others(60))[0], scored(*pair, *again, *others(60))[0]
    assert often.score[0] == pytest.approx(once.score[0], abs=0.1)


def test_the_bits_of_an_explanation_add_up_to_the_score() -> None:
    first = named("a/1", "Горинов Алексей", birth="1961-07-26", places=["Тюмень"], courts=["Суд"])
    found, scorer = scored(first, *others(300))
    for at in range(len(found.left)):
        told = explain(found, at, scorer)
        assert sum(item.weight for item in told) == pytest.approx(found.score[at], abs=1e-3)


def test_what_is_missing_on_one_side_is_no_evidence() -> None:
    said = {"birth": "1980-02-03", "places": ["Тюмень"], "gender": "female"}
    found = evidence({**said, "name": "Дорошенко Анна Павловна"}, {"name": "Дорошенко Анна"})
    assert set(found) == {"family_same", "given_same"}


def test_genders_that_differ_are_near_to_a_veto_and_the_same_ones_say_nothing() -> None:
    different = evidence({"name": "Шевчук А.", "gender": "female"}, {"name": "Шевчук Александр"})
    assert different["gender_different"].weight < -8
    same = evidence({"name": "Шевчук А.", "gender": "male"}, {"name": "Шевчук Александр"})
    assert not any(feature in same for feature in GENDER)


def test_a_rare_value_of_a_column_says_more_than_one_that_all_have() -> None:
    rare = evidence({"places": ["Сватове"]}, {"places": ["Svatove"]})["place_same"]
    common = evidence({"places": ["посёлок 1"]}, {"places": ["посёлок 1"]})["place_same"]
    assert rare.weight >= common.weight > 0


def test_of_several_values_the_rarest_shared_one_counts() -> None:
    both = ["RU/UK/205.2/1", "RU/UK/282.4/1"]
    found = evidence({"provisions": both}, {"provisions": both})["provision_same"]
    rare = evidence({"provisions": both[1:]}, {"provisions": both[1:]})["provision_same"]
    assert found.weight == pytest.approx(rare.weight, abs=0.2)
    assert str(found.words) == "the same article: RU/UK/205.2, RU/UK/282.4"


def columns_of(name: str, values: list[str]) -> Scorer:
    """Give the scorer of records of as many different surnames, with a column of these values."""
    size = len(values)
    surnames = [item.name.split()[0] for item in others(300)][: 2 * size]
    rows = Rows(
        keys=[f"{at:03}" for at in range(size)], sources=["one"] * size,
        names=[f"{surname} Тарас" for surname in dict.fromkeys(surnames)][:size],
        languages=[""] * size, genders=[""] * size, births=[(0, 0)] * size,
        columns={name: [frozenset({text} if text else ()) for text in values]},
    )  # fmt: skip
    return Scorer(build_table(rows))


@pytest.mark.parametrize(("column", "row"), [("article", "article"), ("regiment", "value")])
def test_a_declared_column_weighs_as_a_value_and_a_known_one_as_itself(
    column: str, row: str
) -> None:
    scorer = columns_of(column, ["x", "x", "y", "", *"zzzzzz"])
    found = scorer.score(np.zeros(3, np.int32), np.array([1, 2, 3], np.int32))
    texts = scorer.table.columns[column].texts
    share = float(scorer.column_shares[column][texts.index("x")])
    expected = [bits(f"{row}_same", share), bits(f"{row}_different"), 0.0]
    assert found.bits[COLUMNS_AT].tolist() == pytest.approx(expected, abs=1e-5)


def test_the_share_of_a_value_is_that_of_surnames_and_leans_where_few_are_known() -> None:
    def share(values: list[str]) -> float:
        scorer = columns_of("region", values)
        return float(
            scorer.column_shares["region"][scorer.table.columns["region"].texts.index("x")]
        )

    assert share(["x"] * 40 + ["y"] * 40) == pytest.approx(0.5, abs=0.1)
    assert share(["x"] * 80) > 0.75
    assert share(["x", "x"]) == pytest.approx(0.1, abs=0.01)
    assert share(["x"] + ["y"] * 79) < 0.02


def test_no_row_of_the_table_of_weights_is_without_use() -> None:
    scorer = Scorer(build_table(rows_of([named("a/1"), named("b/1")])))
    names = {name for group in scorer.groups for name in group}
    columns = {"provision", "country", "place", "court", "day", "workplace"}
    columns |= {"region", "article", "arrest_date", "value"}
    names |= {f"{column}_{word}" for column in columns for word in ("same", "different")}
    assert set(feature_weights()) <= names


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=5))
def test_it_does_not_matter_which_record_is_left(pairs: list[tuple[str, str]]) -> None:
    for at, (one, other) in enumerate(pairs):
        there, back = (
            scored(named(f"a/{at}", first), named(f"b/{at}", second))[0]
            for first, second in ((one, other), (other, one))
        )
        assert there.score[0] == pytest.approx(back.score[0], abs=1e-3)
