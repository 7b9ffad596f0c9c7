# SPDX-License-Identifier: AGPL-3.0-or-later
"""Missing labels: drawn from their posterior given the lists, nobody dropped."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.estimate import ListTable, TableFaults
from amparo.estimate.imputing import Imputing, Labelling, MissingLabels

Tables = dict[tuple[str, ...], ListTable]
A, B, AB = [1, 0], [0, 1], [1, 1]


def table(*counts: int) -> ListTable:
    return ListTable.from_patterns("ab", [A, B, AB], counts)


def drawn(strata: Tables, number: int, by: tuple[str, ...] = ("x",)) -> list[Tables]:
    labelling = Labelling.of(strata, by)
    return [labelling.draw(1, place) for place in range(number)]


def on(table: ListTable, pattern: list[int]) -> int:
    return int(table.counts[(table.patterns == pattern).all(axis=1)].sum())


def test_labels_follow_those_on_the_same_lists_with_the_doubt_of_few() -> None:
    # Of those on a alone nine in ten are x, of those on b alone one in ten.
    strata: Tables = {
        ("x",): table(90, 10, 50),
        ("y",): table(10, 90, 50),
        ("",): table(100, 100, 0),
    }
    every = drawn(strata, 400)
    of_a = np.array([on(one["x",], A) for one in every])
    of_b = np.array([on(one["x",], B) for one in every])
    assert of_a.mean() == pytest.approx(180, abs=1.5)
    assert of_b.mean() == pytest.approx(20, abs=1.5)
    assert all(on(one["x",], AB) == 50 for one in every)
    # Beta-binomial: the share of the 100 with a label is known as well as 100 people tell it.
    assert of_a.std() == pytest.approx((100 * 0.9 * 0.1 * (1 + 100 / 103)) ** 0.5, rel=0.12)
    assert all(one["x",].n + one["y",].n == 500 for one in every)


def test_where_nobody_on_the_same_lists_has_a_label_those_on_as_many_lists_tell() -> None:
    strata: Tables = {("x",): table(0, 80, 1), ("y",): table(0, 20, 99), ("",): table(50, 0, 0)}
    found = [on(one["x",], A) for one in drawn(strata, 400)]
    assert np.mean(found) == pytest.approx(40, abs=2.5)
    # The prior weighs as much as a person for each stratum: little is known.
    assert np.std(found) > 8


def test_labels_known_of_a_person_are_kept_and_tell_of_the_others() -> None:
    strata: Tables = {
        ("x", "m"): table(80, 5, 5),
        ("x", "f"): table(20, 5, 5),
        ("y", "m"): table(50, 5, 5),
        ("y", "f"): table(50, 5, 5),
        ("x", ""): table(100, 0, 0),
        ("", "f"): table(40, 0, 0),
        ("", ""): table(10, 0, 0),
    }
    for one in (every := drawn(strata, 60, ("place", "sex"))):
        of_x = on(one["x", "m"], A) + on(one["x", "f"], A)
        women = on(one["x", "f"], A) + on(one["y", "f"], A)
        assert 200 <= of_x <= 200 + 40 + 10
        assert 110 <= women - 20 <= 110 + 100
        assert sum(t.n for t in one.values()) == sum(t.n for t in strata.values())
    # By maximum likelihood (EM): 147 of those of whom something is known, and four of the ten.
    shares = np.array([80.0, 20, 50, 50])
    for _ in range(200):
        of_x, of_f = shares[:2] / shares[:2].sum(), shares[[1, 3]] / shares[[1, 3]].sum()
        shares = np.array([80.0, 20, 50, 50])
        shares[:2] += 100 * of_x
        shares[[1, 3]] += 40 * of_f
    expected = shares[0] + 10 * shares[0] / shares.sum()
    assert expected == pytest.approx(151, abs=1)
    found = np.mean([on(one["x", "m"], A) for one in every])
    assert found == pytest.approx(expected, abs=4)


def test_a_pattern_that_cannot_be_shown_draws_nobody() -> None:
    men = ListTable.from_patterns(["a"], [[1]], [40])
    never = ListTable.from_patterns("ab", [A, B], [50, 50], [AB])
    strata: Tables = {
        ("f",): table(40, 40, 40),
        ("m",): men,
        ("z",): never,
        ("",): table(30, 30, 30),
    }
    for one in drawn(strata, 30):
        assert one["m",].lists == ("a",)
        assert on(one["z",], AB) == 0
        assert on(one["f",], AB) == 70
        assert one["z",].impossible.tolist() == [AB]
        assert sum(table.n for table in one.values()) == 350


COUNTS = st.lists(st.integers(0, 30), min_size=3, max_size=3)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(("x", "y", "")), st.sampled_from(("m", "f", ""))), COUNTS
    ),
    COUNTS.filter(any),
)
def test_nobody_is_lost_and_no_label_known_is_changed(
    drawn_counts: dict[tuple[str, ...], list[int]], complete: list[int]
) -> None:
    strata: Tables = {labels: table(*counts) for labels, counts in drawn_counts.items()}
    strata["x", "m"] = table(*complete)
    try:
        labelling = Labelling.of(strata, ("place", "sex"))
    except TableFaults as wrong:
        assert "there is no stratum to put them in" in str(wrong)  # noqa: PT017 - only some are
        return
    found = labelling.draw(1, 0)
    for pattern in (A, B, AB):
        before = {labels: on(held, pattern) for labels, held in strata.items()}
        after = {labels: on(held, pattern) for labels, held in found.items()}
        assert sum(before.values()) == sum(after.values())
        for place, label in ((0, "x"), (0, "y"), (1, "m"), (1, "f")):
            known = sum(f for labels, f in before.items() if labels[place] == label)
            assert known <= sum(f for labels, f in after.items() if labels[place] == label)


def test_imputations_are_apart_and_the_first_are_the_same_however_many() -> None:
    strata: Tables = {
        ("x",): table(90, 10, 50),
        ("y",): table(10, 90, 50),
        ("",): table(100, 100, 0),
    }
    assert drawn(strata, 2) == drawn(strata, 5)[:2]
    assert len({one["x",].digest for one in drawn(strata, 20)}) > 15


@pytest.mark.parametrize(
    ("strata", "said"),
    [
        ({("", ""): table(1, 1, 1)}, "Nobody has a label"),
        (
            {("x", "m"): table(9, 9, 9), ("z", ""): table(1, 2, 3)},
            "6 people lack a label, and nobody .* has place=z",
        ),
        (
            {
                ("x", "m"): ListTable.from_patterns(["a"], [[1]], [9]),
                ("", ""): table(1, 2, 0),
                ("x", ""): table(0, 4, 0),
            },
            "2 people without a label are on lists that together cover no stratum.*\n4 people",
        ),
    ],
)
def test_people_who_fit_nowhere_are_a_fault(strata: Tables, said: str) -> None:
    with pytest.raises(TableFaults, match=f"(?s){said}"):
        Labelling.of(strata, ("place", "sex"))


def test_how_many_are_missing_by_column_and_by_list() -> None:
    strata: Tables = {
        ("x", "m"): table(40, 20, 0),
        ("x", ""): table(0, 5, 0),
        ("", ""): table(0, 15, 0),
    }
    found = MissingLabels.of(strata, ("place", "sex"))
    assert (found.people, found.without) == (80, 20)
    assert found.by_column == (("place", 15), ("sex", 20))
    assert found.worst == ("b", 0.5)
    assert found.said.text() == "20 of 80 people lack a label (place: 15, sex: 20)."
    assert found.gate is not None
    few: Tables = {("x",): table(90, 90, 0), ("",): table(9, 9, 0)}
    assert MissingLabels.of(few, ("place",)).gate is None


def test_one_imputation_shows_no_doubt() -> None:
    with pytest.raises(ValueError, match="twice"):
        Imputing(1)
