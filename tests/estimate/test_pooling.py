# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.core.messages import say
from amparo.estimate import Estimate, Gate, GateVerdict, ListTable
from amparo.estimate.loglinear import fit_all
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.pooling import (
    Part,
    Partitions,
    VarianceShares,
    loglinear_parts,
    partition_tables,
    pool,
    variance_shares,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

LISTS = ("A", "B", "A", "C")


def normal(centre: float, spread: float, seed: int = 1, name: str = "x") -> Estimate:
    dice = np.random.default_rng(seed)
    return Estimate.from_draws(name, np.exp(centre + spread * dice.standard_normal(20_000)))


def test_partitions_become_tables_and_equal_ones_are_one() -> None:
    labels = [[0, 0, 2, 3], [9, 9, 7, 8], [0, 1, 2, 3]]
    found = partition_tables(labels, LISTS)
    assert found.times == (2, 1)
    assert found.n == (3, 4)
    first = found.tables[0]
    assert dict(zip(map(tuple, first.patterns.tolist()), first.counts.tolist(), strict=True)) == {
        (1, 1, 0): 1,
        (1, 0, 0): 1,
        (0, 0, 1): 1,
    }


def test_a_person_twice_on_a_list_is_there_once() -> None:
    (table,) = partition_tables([[5, 1, 5, 2]], LISTS).tables
    assert table.n == 3
    assert table.sizes.tolist() == [1, 1, 1]


@pytest.mark.parametrize("labels", [[[0, 1]], np.zeros((0, 4), int)])
def test_labels_must_be_of_these_records(labels: Sequence[Sequence[int]]) -> None:
    with pytest.raises(ValueError, match="4 records"):
        partition_tables(labels, LISTS)


def test_the_shares_of_the_variance_are_those_put_in() -> None:
    tables = [(1, [Part(0.5, normal(m + d, 0.1, 3)) for d in (-0.2, 0.2)]) for m in (7.0, 7.6)]
    found = variance_shares(tables)
    assert found.linkage == pytest.approx(0.09, rel=0.02)
    assert found.model == pytest.approx(0.04, rel=0.02)
    assert found.sampling == pytest.approx(0.01, rel=0.03)
    assert found.total == pytest.approx(found.linkage + found.model + found.sampling)
    assert "64 %" in found.said.text()


def test_a_small_share_of_the_variance_is_not_said_to_be_none() -> None:
    said = VarianceShares(1.0, 0.0029, 0.2, 0.7971).said.text()
    assert said == (
        "Of the uncertainty less than 1 % is about who is who, 20 % about the model, 80 % chance."
    )
    assert "more than 99 % chance" in VarianceShares(1.0, 0.001, 0.002, 0.997).said.text()
    assert "uncertainty 0 % is about who is who, 100 %" in VarianceShares(1, 0, 1, 0).said.text()


def test_with_one_method_what_is_between_methods_was_not_measured() -> None:
    found = variance_shares([(1, [Part(1.0, normal(m, 0.1))]) for m in (7.0, 7.2)])
    assert found.said.text() == (
        "Of the uncertainty 50 % is about who is who, 50 % chance. What is between methods was not"
        " measured: only one method is in these shares."
    )
    assert found.to_json()["model"] is None
    both = variance_shares([(1, [Part(0.5, normal(m, 0.1)) for m in (7.0, 7.2)])])
    assert both.to_json()["model"] == both.model > 0
    assert "one method" not in both.said.text()


def test_without_doubt_of_linkage_its_share_is_nothing() -> None:
    same = [(2, [Part(1.0, normal(7.0, 0.1, seed))]) for seed in range(5)]
    assert variance_shares(same).linkage < 1e-5


def tables(*counts: int) -> Partitions:
    made = [ListTable.from_patterns("AB", [[1, 1], [1, 0]], [9, n]) for n in counts]
    return Partitions(tuple(made), (3, *(1 for _ in counts[1:])))


def test_each_table_is_estimated_once_and_weighs_as_often_as_it_was_drawn() -> None:
    asked: list[int] = []

    def estimate(table: ListTable) -> list[Part]:
        asked.append(table.n)
        return [Part(1.0, normal(np.log(table.n), 1e-4))]

    found = pool(tables(91, 991), estimate)
    assert asked == [100, 1000]
    draws = found.estimate.draws
    assert draws is not None
    assert (draws < 500).mean() == pytest.approx(0.75, abs=0.02)
    assert found.estimate.diagnostics["documented"] == {"low": 100, "high": 1000}
    again = pool(tables(91, 991), estimate).estimate.draws
    assert again is not None
    assert np.array_equal(draws, again)


def test_tables_without_estimate_are_told_and_refuse_beyond_a_twentieth() -> None:
    def estimate(table: ListTable) -> list[Part]:
        if table.n == 1000:
            message = "none"
            raise ValueError(message)
        return [Part(1.0, normal(5.0, 0.1))]

    (gate,) = pool(tables(91, 991), estimate).estimate.gates
    assert gate.verdict is GateVerdict.REFUSE
    assert "25 %" in gate.reason.text()
    with pytest.raises(ValueError, match="no table"):
        pool(tables(991), estimate)


def test_gates_of_tables_are_carried_with_their_share() -> None:
    told = Gate("models_apart", GateVerdict.RANGE, say("Far apart."))

    def estimate(table: ListTable) -> list[Part]:
        found = normal(5.0, 0.1)
        return [Part(1.0, found.with_gates([told]) if table.n == 1000 else found)]

    (gate,) = pool(tables(91, 991), estimate).estimate.gates
    assert gate.verdict is GateVerdict.RANGE
    assert gate.reason.text().startswith("In 25 % of the ways")


def test_models_one_by_one_are_the_mixture() -> None:
    codes = np.arange(1, 8)[:, None] >> np.arange(3) & 1
    table = ListTable.from_patterns("ABC", codes, [80, 70, 30, 60, 25, 20, 12])
    parts = loglinear_parts(fit_all(table), draws=8000)
    found = pool(Partitions((table,), (1,)), lambda _: parts).estimate
    whole = loglinear_estimate(table)
    assert found.median == pytest.approx(whole.median, rel=0.01)
    assert found.high == pytest.approx(whole.high, rel=0.05)


def test_the_share_of_draws_at_the_cap_is_told_of_parts_and_of_the_whole() -> None:
    codes = np.arange(1, 8)[:, None] >> np.arange(3) & 1
    counts = [10**9, 10**9, 1, 10**9, 1, 1, 6 * 10**7]
    parts = loglinear_parts(fit_all(ListTable.from_patterns("ABC", codes, counts)), draws=500)
    assert {part.estimate.diagnostics["share_at_cap"] for part in parts} == {1.0}

    def estimate(table: ListTable) -> Sequence[Part]:
        return parts if table.n == 1000 else [Part(1.0, normal(5.0, 0.1))]

    found = pool(tables(91, 991), estimate).estimate
    assert found.diagnostics["share_at_cap"] == pytest.approx(0.25, abs=0.01)


def test_with_a_tenth_of_the_links_missed_the_pooled_interval_holds_the_truth() -> None:
    """1,000 people, five independent lists; of each missed link the linkage knows one half."""
    dice = np.random.default_rng(3)
    people = 1000
    seen = dice.random((people, 5)) < 0.35
    person, place = np.nonzero(seen)
    lists = [f"L{j}" for j in place]
    number = round(0.1 * (seen.sum(axis=1) == 1).sum())
    loser = dice.choice(np.flatnonzero(seen.sum(axis=1) >= 2), number, replace=False)
    cut = np.array([dice.choice(np.flatnonzero(person == p)) for p in loser])
    point = person.copy()
    point[cut] = people + np.arange(number)
    # As many links that are false are as probable as those that are missed.
    alone = dice.choice(np.flatnonzero((seen.sum(axis=1) == 1)[person]), number, replace=False)
    draws = np.repeat(point[None], 12, axis=0)
    for row in draws:
        back = dice.random(number) < 0.5
        row[cut[back]] = loser[back]
        for record in alone[dice.random(number) < 0.5]:
            row[record] = dice.choice(np.flatnonzero(~seen[:, place[record]] & seen.any(axis=1)))

    def parts(table: ListTable) -> tuple[Part, ...]:
        return loglinear_parts(fit_all(table, 2), draws=1000)

    missed = loglinear_estimate(partition_tables(point[None], lists).tables[0], order=2, draws=1000)
    assert missed.low > people
    found = pool(partition_tables(draws, lists), parts)
    assert found.estimate.low <= people <= found.estimate.high
    assert 0.02 < found.shares.linkage / found.shares.total < 0.5
