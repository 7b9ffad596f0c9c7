# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drawn ways of linking through the whole analysis: methods, gates, bound, xi, claim, shares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.estimate import ListTable
from amparo.estimate.analysis import Analysis, Asked, analyse
from amparo.estimate.claimed import judge_analysis
from amparo.estimate.estimates import GateVerdict
from amparo.estimate.linked import Linked, analyse_linked, middle, some_ways
from amparo.estimate.linked_answers import lines
from amparo.estimate.linked_assumption import judge_linked
from amparo.estimate.overlap import without_copies
from amparo.estimate.pooling import Partitions
from amparo.estimate.statement import Kind
from amparo.estimate.store import Store
from amparo.estimate.stress import missed_links
from list_tables import list_table

if TYPE_CHECKING:
    from pathlib import Path

TABLE = list_table("independent")
QUICK = Asked(methods=("loglinear", "graphs", "chao", "xi"))
TWO = Asked(methods=("graphs", "xi"))


def ways(*rates: float) -> Partitions:
    """Give the table with links missed, once for each rate."""
    dice = np.random.default_rng(1)
    return Partitions.of((missed_links(TABLE, rate, dice), 1) for rate in rates)


@pytest.fixture(scope="module")
def doubtful() -> Linked:
    return analyse_linked(ways(0, 0, 0.03, 0.06, 0.09), QUICK)


def estimate(analysis: Analysis, method: str) -> tuple[float, float, float]:
    (found,) = [e for e in analysis.estimates if e.method == method]
    return found.low, found.median, found.high


def test_one_way_gives_what_the_table_gives() -> None:
    found = analyse_linked(Partitions((TABLE,), (7,)), QUICK)
    plain = analyse(TABLE, QUICK)
    assert found.ways == 7
    for method in ("loglinear", "graphs"):
        assert estimate(found.analysis, method) == pytest.approx(estimate(plain, method), rel=0.003)
    assert [e.method for e in found.analysis.curve] == [e.method for e in plain.curve]
    for own, other in zip(found.analysis.curve, plain.curve, strict=True):
        assert own.median == pytest.approx(other.median, rel=0.01)
    assert plain.bound is not None
    assert found.analysis.bound is not None
    assert found.analysis.bound.low == plain.bound.low
    assert found.shares is not None
    assert found.shares.linkage == 0
    assert found.analysis.statement.said.text()[:20] == plain.statement.said.text()[:20]
    assert "give one table" in next(lines(found))


def test_the_doubt_widens_the_interval_and_has_its_share(doubtful: Linked) -> None:
    plain = analyse(TABLE, QUICK)
    low, median, high = estimate(doubtful.analysis, "graphs")
    one_low, one, one_high = estimate(plain, "graphs")
    assert (high - low) > 1.2 * (one_high - one_low)
    assert median > one
    assert low == pytest.approx(one_low, rel=0.02)
    assert doubtful.shares is not None
    assert 0.1 < doubtful.shares.linkage / doubtful.shares.total < 0.9
    told = doubtful.to_json()
    assert told["tables"] == 4
    assert told["partitions"] == 5
    # The same ways in another order are the same data; drawn otherwise often they are not.
    given = doubtful.partitions
    turned = Partitions(given.tables[::-1], given.times[::-1])
    assert told["digest"] == turned.digest != Partitions(given.tables, given.times[::-1]).digest
    assert told["documented"]["low"] == TABLE.n < told["documented"]["high"]
    assert [row["kind"] for row in told["stress"]] == ["missed"] * 3 + ["false"] * 2
    stated = doubtful.analysis.statement
    assert stated.kind is Kind.ESTIMATE
    both = f"Documented: {TABLE.n:,} to {told['documented']['high']:,}."
    assert stated.said.text().startswith(both)


def test_the_bound_is_to_hold_in_every_way(doubtful: Linked) -> None:
    each = [analyse(table, Asked(methods=("chao",))).bound for table in doubtful.partitions.tables]
    bound = doubtful.analysis.bound
    assert bound is not None
    assert bound.low == min(own.low for own in each if own)


def test_n_by_xi_and_the_claim_are_means_over_the_ways(doubtful: Linked) -> None:
    number = 1_050
    each = [
        judge_analysis(number, analyse(table, TWO))
        for table in doubtful.partitions.tables
        for _ in range(2 if table == TABLE else 1)
    ]
    found = judge_linked(number, doubtful)
    rows = {row.key: row.probability for row in found.rows}
    key = "no_highest_interaction:1"
    single = [row.probability for own in each for row in own.rows if row.key == key]
    assert rows[key] == pytest.approx(np.mean([p or 0 for p in single]), abs=0.02)
    assert found.documented == TABLE.n
    flips = [own.flip for own in each if own.flip]
    assert found.flip is not None
    assert min(flips) < found.flip < max(flips)
    # Also where N by xi was not asked for.
    without = replace(doubtful, analysis=replace(doubtful.analysis, assumption=None))
    again = judge_linked(number, without)
    assert again.flip == pytest.approx(found.flip, rel=0.05)


def test_the_middle_is_the_table_nearest_to_the_mean() -> None:
    found = ways(0, 0.02, 0.5)
    assert middle(found).n == sorted(table.n for table in found.tables)[1]


def test_ways_for_latent_classes_are_drawn_as_often_as_they_came() -> None:
    rates = [0.0] * 30 + [0.01 * at for at in range(1, 11)]
    every = ways(*rates)
    few = some_ways(every, 4, seed=1)
    assert len(few.tables) == 4
    assert dict(zip(few.tables, few.times, strict=True)).get(TABLE, 0) > 1
    assert some_ways(every, 11, seed=1) is every
    counted = [dict(zip(w.tables, w.times, strict=True)) for w in map_seeds(every)]
    share = sum(c.get(TABLE, 0) for c in counted) / sum(sum(c.values()) for c in counted)
    assert share == pytest.approx(0.75, abs=0.1)


def map_seeds(every: Partitions) -> list[Partitions]:
    return [some_ways(every, 6, seed) for seed in range(40)]


def test_latent_classes_are_of_some_ways_and_it_is_said() -> None:
    asked = Asked(methods=("graphs", "lcm"), sweeps=4_000)
    found = analyse_linked(ways(0, 0.05, 0.1), asked, class_tables=2)
    (classes,) = [e for e in found.analysis.estimates if e.method == "lcm"]
    assert (found.class_ways, classes.settings["partitions"]) == (2, 2)
    assert "they are of 2 of the 3 ways" in " ".join(lines(found))


def small_list(people: int) -> ListTable:
    """Give a table whose third list has so many people."""
    patterns = [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    half = people // 2
    return ListTable.from_patterns("ABC", patterns, [60, 50, 20, people - half, half, 0, 0])


def test_a_gate_of_the_lists_that_refuses_many_ways_refuses_all() -> None:
    often = Partitions((small_list(12), small_list(8)), (9, 1))
    found = analyse_linked(often, TWO).analysis.statement
    (gate,) = [gate for name, gate in found.gates if not name and gate.key == "small_list"]
    assert gate.verdict is GateVerdict.REFUSE
    assert gate.reason.text().startswith("In 10 % of the ways")
    assert (found.kind, found.median, found.high) == (Kind.NOTHING, None, None)


def test_a_gate_of_the_lists_in_few_ways_is_a_warning() -> None:
    seldom = Partitions((small_list(12), small_list(8)), (39, 1))
    found = analyse_linked(seldom, TWO).analysis.statement
    (gate,) = [gate for name, gate in found.gates if not name and gate.key == "small_list"]
    assert gate.verdict is GateVerdict.WARN
    assert gate.reason.text().startswith("In 2.5 % of the ways")
    assert found.kind is not Kind.NOTHING


@pytest.mark.parametrize(("times", "kind"), [((1, 4), Kind.LOWER_BOUND), ((99, 1), Kind.ESTIMATE)])
def test_lists_that_are_copies_in_many_ways_leave_a_lower_bound(
    times: tuple[int, int], kind: Kind
) -> None:
    patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    fine = ListTable.from_patterns("ABC", patterns, [60, 3, 60, 30, 20, 2, 20])
    copied = ListTable.from_patterns("ABC", patterns, [60, 1, 60, 31, 20, 0, 22])
    found = analyse_linked(Partitions((fine, copied), times), Asked(methods=("graphs",))).analysis
    stated = found.statement
    assert stated.kind is kind
    assert "copies_leave_few" in {gate.key for name, gate in stated.gates if not name}
    if kind is Kind.LOWER_BOUND:
        assert (stated.median, stated.high, stated.methods) == (None, None, ())
        assert stated.low is not None


def test_a_method_refused_in_every_way_tells_why_and_shows_no_figure() -> None:
    kosovo = list_table("kosovo_1999")
    # Made one list of two that did not copy each other, nothing fits any more.
    table = without_copies(kosovo, [("ABA", "HRW")])
    found = analyse_linked(Partitions((table,), (3,)), Asked(methods=("graphs",)))
    (graphs,) = found.analysis.estimates
    assert graphs.verdict is GateVerdict.REFUSE
    assert [gate.key for gate in graphs.gates] == ["does_not_fit"]
    assert not graphs.gates[0].reason.text().startswith("In 100 %")
    assert found.stress == ()


def test_a_method_without_estimate_is_missing_with_its_reason() -> None:
    seven = ListTable.from_patterns("ABCDEFG", np.eye(7, dtype=int) | [[1, 1] + [0] * 5], [20] * 7)
    found = analyse_linked(Partitions((seven,), (2,)), Asked(methods=("graphs", "chao")))
    assert [item.method for item in found.analysis.missing][:1] == ["graphs"]


def test_a_method_that_some_ways_lack_tells_why_and_in_how_many() -> None:
    # A single list has no graphs; how few lists there are is a gate of its own.
    two = ListTable.from_patterns("AB", [[1, 0], [0, 1], [1, 1]], [40, 30, 15])
    one = ListTable.from_patterns("AB", [[1, 0]], [85])
    found = analyse_linked(Partitions((two, one), (3, 1)), Asked(methods=("graphs",)))
    (graphs,) = found.analysis.estimates
    gates = {gate.key: gate for gate in graphs.gates}
    assert gates["partitions_without_estimate"].verdict is GateVerdict.REFUSE
    assert gates["no_estimate"].reason.text().startswith("In 25 % of the ways")
    assert graphs.settings["partitions"] == 4


def test_xi_or_the_bound_alone_are_of_all_ways_too() -> None:
    drawn = ways(0, 0.1)
    xi = analyse_linked(drawn, Asked(methods=("xi",)))
    assert xi.analysis.statement.kind is Kind.RANGE
    assert xi.shares is not None
    assert xi.shares.linkage > 0
    assert (xi.shares.model, xi.stress) == (0, ())
    bound = analyse_linked(drawn, Asked(methods=("chao",)))
    assert bound.analysis.statement.kind is Kind.LOWER_BOUND
    assert (bound.shares, bound.analysis.curve) == (None, ())
    assert "Of the uncertainty" not in " ".join(lines(bound))


def test_what_is_kept_is_not_computed_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = analyse_linked(ways(0, 0.1), TWO, store=store)
    kept = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    # Two tables, and five rows for errors.
    assert len(kept) == 7
    again = analyse_linked(ways(0, 0.1), TWO, store=store)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == kept
    assert again.to_json() == first.to_json()
    assert estimate(again.analysis, "graphs") == estimate(first.analysis, "graphs")
