# SPDX-License-Identifier: AGPL-3.0-or-later
"""Strata: added up by their draws, missing labels filled in, lists that cannot cover a stratum."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.estimate import GateVerdict, ListTable, TableFaults, read_strata
from amparo.estimate.analysis import Asked, analyse
from amparo.estimate.answers import strata_to_json
from amparo.estimate.identifying import XIS
from amparo.estimate.imputing import Imputing
from amparo.estimate.strata import Strata, analyse_strata
from list_tables import SHARED, list_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

KOSOVO, KOREA = list_table("kosovo_1999"), list_table("korea")
Tables = dict[tuple[str, ...], ListTable]
EVERY = np.arange(1, 8)[:, None] >> np.arange(3) & 1
QUICK = Asked(methods=("loglinear",))


def test_there_must_be_a_stratum() -> None:
    with pytest.raises(ValueError, match="no stratum"):
        analyse_strata({}, ("place",))
    with pytest.raises(TableFaults, match="Nobody has a label"):
        analyse_strata({("",): KOREA}, ("place",))


def test_equal_strata_are_twice_as_many_with_less_than_twice_the_width() -> None:
    asked = Asked(methods=("graphs", "xi", "chao"))
    one = analyse(KOSOVO, asked)
    both = analyse_strata({("a",): KOSOVO, ("b",): KOSOVO}, ("place",), asked).whole
    assert both.table.n == 2 * KOSOVO.n
    assert both.estimates[0].mean == pytest.approx(2 * (one.estimates[0].mean or 0), rel=0.02)
    wide = one.estimates[0].high - one.estimates[0].low
    assert both.estimates[0].high - both.estimates[0].low == pytest.approx(2**0.5 * wide, rel=0.1)
    assert both.bound is not None
    assert one.bound is not None
    assert both.bound.low == pytest.approx(2 * one.bound.low)
    assert both.at_one is not None
    assert both.assumption is None


def made(people: int, on: tuple[float, ...], seed: int) -> NDArray[np.int64]:
    """SYNTHETIC: independent lists; counts by pattern, that of no list first."""
    dice = np.random.default_rng(seed)
    there = dice.random((people, 3)) < on
    found: NDArray[np.int64] = np.bincount(there @ (1, 2, 4), minlength=8)
    return found


@cache
def thinned(way: str) -> Tables:
    """SYNTHETIC: 3,000 old and 3,000 young, lists of another reach; some of the labels lost.

    One in four, or half of those on the third list.
    """
    dice = np.random.default_rng(5)
    tables: Tables = {}
    lost = np.zeros(7, np.int64)
    share = np.where(EVERY[:, 2] == 1, 0.5, 0.0) if way == "by list" else np.full(7, 0.25)
    for label, on in (("old", (0.5, 0.3, 0.1)), ("young", (0.1, 0.2, 0.5))):
        counts = made(3000, on, len(label))[1:]
        gone = dice.binomial(counts, share)
        lost += gone
        tables[label,] = ListTable.from_patterns("abc", EVERY, counts - gone)
    return {("",): ListTable.from_patterns("abc", EVERY, lost), **tables}


@pytest.mark.parametrize("way", ["evenly", "by list"])
def test_nobody_without_a_label_is_dropped_and_the_total_holds_the_truth(way: str) -> None:
    tables = thinned(way)
    found = analyse_strata(tables, ("age",), QUICK, imputing=Imputing(6))
    (whole,) = found.whole.estimates
    assert found.whole.table.n == sum(table.n for table in tables.values())
    assert whole.low < 6000 < whole.high
    # Leaving them out leaves people out.
    complete: Tables = {labels: table for labels, table in tables.items() if labels != ("",)}
    (dropped,) = analyse_strata(complete, ("age",), QUICK).whole.estimates
    assert dropped.high < 6000
    parts = [part.estimates[0] for part in found.parts]
    assert all(part.low < 3000 < part.high for part in parts)
    assert found.filled_in is not None
    assert found.filled_in.missing.without == tables["",].n
    assert 0 < (found.filled_in.share or 0) < 0.5


def test_sums_are_made_within_an_imputation() -> None:
    # Who is old in an imputation is not young in it: sums vary less than strata apart would.
    tables = thinned("evenly")
    found = analyse_strata(tables, ("age",), QUICK, imputing=Imputing(6))
    assert all(part.statement.ways for part in found.parts)
    ways = [part.statement.ways or (0, 0) for part in found.parts]
    assert all(low < high for low, high in ways)
    n = found.whole.table.n
    assert [ways[0][0] + ways[1][1], ways[0][1] + ways[1][0]] == [n, n]
    assert found.whole.statement.documented == n
    assert found.whole.statement.ways is None


def test_bound_and_curve_are_of_all_imputations() -> None:
    asked = Asked(methods=("chao", "xi"))
    found = analyse_strata(thinned("by list"), ("age",), asked, imputing=Imputing(3))
    whole = found.whole
    assert [estimate.settings["xi"] for estimate in whole.curve] == list(XIS)
    medians = [estimate.median for estimate in whole.curve]
    assert medians == sorted(medians, reverse=True)
    assert whole.at_one is not None
    assert whole.at_one.low < 6000 < whole.at_one.high
    assert whole.bound is not None
    # The lowest of sums is no less than the sum of the lowest.
    parts = [part.bound for part in found.parts]
    assert whole.bound.low >= sum(bound.low for bound in parts if bound)
    assert whole.bound.low < 6000
    told = strata_to_json(found)
    assert told["missing_labels"]["share_of_variance_of_log_n"] is None
    assert [row["labels"] for row in told["strata"]] == [{"age": "old"}, {"age": "young"}]
    assert [row["xi"] for row in told["methods"]["xi"]["diagnostics"]["curve"]] == list(XIS)


def test_what_was_filled_in_is_said_and_many_missing_are_a_gate() -> None:
    found = analyse_strata(thinned("by list"), ("age",), QUICK, imputing=Imputing(2))
    said = " ".join(note.text() for note in found.notes)
    assert "people lack a label (age: " in said
    assert "filled in 2 times by chance" in said
    assert "comes from labels that are missing" in said
    gate = found.whole.statement.gates[0][1]
    assert (gate.key, gate.verdict) == ("labels_missing", GateVerdict.WARN)
    assert "of those on “c”" in gate.reason.text()
    most: Tables = {("",): KOSOVO.scaled(2), ("a",): KOSOVO}
    ranged = analyse_strata(most, ("place",), QUICK, imputing=Imputing(2)).whole.statement
    assert (ranged.kind, ranged.median) == ("range", None)
    assert ranged.gates[0][1].verdict is GateVerdict.RANGE


def test_the_slow_method_is_run_for_the_first_imputations_only() -> None:
    told: set[tuple[str, str]] = set()
    asked = Asked(methods=("loglinear", "lcm"), sweeps=2000)
    tables: Tables = {
        ("",): ListTable.from_patterns("abc", EVERY, [9, 9, 9, 9, 9, 9, 9]),
        ("x",): ListTable.from_patterns("abc", EVERY, [60, 50, 20, 40, 18, 15, 6]),
        ("y",): ListTable.from_patterns("abc", EVERY, [30, 45, 12, 35, 11, 14, 5]),
    }
    found = analyse_strata(
        tables,
        ("place",),
        asked,
        imputing=Imputing(3, slow=2),
        progress=lambda stratum, method, _share: told.add((stratum, method)),
    )
    assert {stratum for stratum, method in told if method == "lcm"} == {
        "x (1/3)", "x (2/3)", "y (1/3)", "y (2/3)"
    }  # fmt: skip
    assert ("y (3/3)", "loglinear") in told
    times = {e.method: e.settings["imputations"] for e in found.whole.estimates}
    assert times == {"loglinear": 3, "lcm": 2}
    assert "the first 2 ways" in " ".join(note.text() for note in found.notes)


def test_the_same_seed_gives_the_same() -> None:
    def median(seed: int) -> float:
        asked = Asked(methods=("loglinear",), seed=seed)
        found = analyse_strata(thinned("by list"), ("age",), asked, imputing=Imputing(2))
        return found.whole.estimates[0].median

    assert median(1) == median(1)
    assert median(1) != median(2)


def of_gaza(*, complete: bool) -> Strata:
    """By age; the labels of 1,014 people, 957 of them on the third list alone, are not known."""
    path = SHARED / "gaza_2023_24_by_age_sex.csv"
    if not path.exists():
        pytest.skip("../shared is not there")
    by_both = read_strata(path, ("agecat", "gender"))
    ages: dict[tuple[str, ...], list[ListTable]] = {}
    for (age, _sex), table in by_both.items():
        ages.setdefault((age,), []).append(table)
    strata: Tables = {age: joined(tables) for age, tables in ages.items()}
    if not complete:
        left = counts(list_table("gaza_2023_24")) - np.sum(
            [counts(t) for t in by_both.values()], axis=0
        )
        strata["",] = ListTable.from_patterns(list_table("gaza_2023_24").lists, EVERY, left)
    return analyse_strata(strata, ("agecat",), QUICK, imputing=Imputing(3))


def counts(table: ListTable) -> NDArray[np.int64]:
    found = np.zeros(7, np.int64)
    found[table.codes - 1] = table.counts
    return found


def joined(tables: list[ListTable]) -> ListTable:
    return ListTable.from_patterns(
        tables[0].lists, EVERY, np.sum([counts(t) for t in tables], axis=0)
    )


def test_gaza_is_not_what_those_with_all_labels_give() -> None:
    whole, dropped = of_gaza(complete=False).whole, of_gaza(complete=True).whole
    assert (whole.table.n, dropped.table.n) == (29_271, 28_257)
    # Published, with imputation by age and sex: 64,260 (55,298 to 78,525); without: 39,500.
    assert dropped.estimates[0].high < 45_000
    assert whole.estimates[0].low > 50_000
    assert whole.estimates[0].low < 64_260 < whole.estimates[0].high + 3_000


def test_a_list_that_cannot_cover_a_stratum_is_no_list_that_missed_it() -> None:
    # Nobody of the second stratum can be on d; the three other lists are the same in both.
    wide = np.arange(1, 16)[:, None] >> np.arange(4) & 1
    dice = np.random.default_rng(3)
    there = dice.random((3000, 4)) < (0.4, 0.3, 0.3, 0.3)
    first = ListTable.from_records("abcd", there[there.any(axis=1)])
    three = there[:, :3]
    second = ListTable.from_records(
        "abcd", np.column_stack([three[three.any(axis=1)], np.zeros(three.any(axis=1).sum())])
    )
    tables: Tables = {("m",): first, ("f",): second}
    found = analyse_strata(tables, ("sex",), QUICK, unreached={("f",): ("d",)})
    assert [part.table.lists for part in found.parts] == [tuple("abcd"), tuple("abc")]
    assert found.unreached == ((("f",), ("d",)),)
    assert [note.text() for note in found.notes] == [
        "f: cannot be on d: left out there, not counted as 0."
    ]
    (whole,) = found.whole.estimates
    assert whole.low < 6000 < whole.high
    # All patterns with the list are stated impossible: the same.
    never = wide[wide[:, 3] == 1]
    stated = ListTable.from_patterns("abcd", second.patterns, second.counts, never)
    tables["f",] = stated
    again = analyse_strata(tables, ("sex",), QUICK)
    assert again.unreached == found.unreached
    assert again.parts[1].table == found.parts[1].table
    assert again.whole.table.lists == tuple("abcd")


def test_people_on_a_list_that_cannot_cover_them_are_a_fault() -> None:
    with pytest.raises(TableFaults, match="people of it are on it"):
        analyse_strata({("f",): KOREA}, ("sex",), unreached={("f",): KOREA.lists[:1]})


def test_a_stratum_with_fewer_than_three_lists_left_speaks_for_the_whole() -> None:
    two = KOREA.select(KOREA.lists[:2])
    wide = ListTable.from_patterns(
        KOREA.lists, np.column_stack([two.patterns, np.zeros(len(two.patterns))]), two.counts
    )
    strata: Tables = {("f",): wide, ("m",): KOREA}
    found = analyse_strata(strata, ("sex",), QUICK, unreached={("f",): KOREA.lists[2:]})
    assert any(
        gate.key == "few_lists" and gate.reason.text().startswith("f: ")
        for _, gate in found.whole.statement.gates
    )
    assert found.whole.statement.kind in {"lower_bound", "nothing"}


def test_who_lacks_a_label_is_never_put_where_a_list_cannot_reach() -> None:
    # Only women can be on c: all without a label who are on c are women.
    women = ListTable.from_patterns("abc", EVERY, [60, 50, 20, 40, 18, 15, 6])
    men = ListTable.from_patterns("abc", EVERY[:3], [60, 50, 20])
    lost = ListTable.from_patterns("abc", EVERY[3:], [30, 20, 20, 10])
    strata: Tables = {("f",): women, ("m",): men, ("",): lost}
    found = analyse_strata(
        strata,
        ("sex",),
        Asked(methods=("chao",)),
        unreached={("m",): ("c",)},
        imputing=Imputing(2),
    )
    by_label = {part.labels: part.table.n for part in found.parts}
    assert by_label == {("f",): women.n + lost.n, ("m",): men.n}
