# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.estimate import ListTable, TableFaults, read_strata, read_table
from amparo.estimate.tables import collapse, drop_empty
from list_tables import list_table

if TYPE_CHECKING:
    from pathlib import Path


def test_the_order_of_lists_and_rows_and_split_counts_are_the_same_table() -> None:
    one = ListTable.from_patterns(["b", "a"], [[1, 0], [0, 1], [1, 1]], [3, 4, 2])
    other = ListTable.from_patterns(["a", "b"], [[1, 1], [1, 0], [0, 1], [1, 1]], [1, 4, 3, 1])
    assert one == other
    assert one.digest == other.digest
    assert one.lists == ("a", "b")
    assert one.patterns.tolist() == [[1, 0], [0, 1], [1, 1]]
    assert one.counts.tolist() == [4, 3, 2]


def test_an_impossible_pattern_is_not_one_that_nobody_shows() -> None:
    plain = ListTable.from_patterns(["a", "b"], [[1, 0], [0, 1], [1, 1]], [4, 3, 0])
    stated = ListTable.from_patterns(["a", "b"], [[1, 0], [0, 1]], [4, 3], [[1, 1]])
    assert plain != stated
    assert len(plain.patterns) == 2
    assert stated.impossible.tolist() == [[1, 1]]


def test_figures_of_a_table() -> None:
    table = list_table("kosovo_1999")
    assert table.lists == ("ABA", "EXH", "HRW", "OSCE")
    assert table.n == 4400
    assert table.sizes.tolist() == [1528, 1910, 685, 1786]
    assert table.frequencies.tolist() == [3218, 882, 273, 27]
    assert table.singletons.tolist() == [845, 1131, 306, 936]
    assert table.overlaps[0, 1] == table.margin(["ABA", "EXH"]) == 403
    assert table.margin(table.lists) == 27
    with pytest.raises(ValueError, match="read-only"):
        table.counts[0] = 1


def test_records_make_the_same_table_as_patterns() -> None:
    rows = np.repeat([[1, 0], [0, 1], [1, 1]], [3, 4, 2], axis=0)
    assert ListTable.from_records(["a", "b"], rows) == ListTable.from_patterns(
        ["a", "b"], [[1, 0], [0, 1], [1, 1]], [3, 4, 2]
    )


def test_lists_that_copy_each_other_become_one() -> None:
    table = list_table("kosovo_1999")
    joined = collapse(table, {"NGOs": ("ABA", "HRW")})
    assert joined.lists == ("EXH", "NGOs", "OSCE")
    assert joined.n == table.n
    assert joined.sizes[1] == 1528 + 685 - 108


def test_a_joined_pattern_is_impossible_only_if_all_that_become_it_are() -> None:
    table = ListTable.from_patterns(
        ["a", "b", "c"], [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [5, 5, 5], [[1, 0, 1], [0, 1, 1]]
    )
    assert not len(collapse(table, {"ab": ("a", "b")}).impossible)
    wholly = ListTable.from_patterns(
        table.lists, table.patterns, table.counts, [[1, 0, 1], [0, 1, 1], [1, 1, 1]]
    )
    assert collapse(wholly, {"ab": ("a", "b")}).impossible.tolist() == [[1, 1]]


def test_an_empty_list_and_those_on_no_list_left_go() -> None:
    table = ListTable.from_patterns(["a", "b", "c"], [[1, 0, 0], [1, 0, 1]], [5, 2])
    assert drop_empty(table).lists == ("a", "c")
    assert table.select(["c"]).n == 2


def test_islands_are_groups_of_lists_that_share_nobody() -> None:
    table = ListTable.from_patterns(
        ["a", "b", "c", "d"], [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0]], [1, 1, 1]
    )
    assert table.islands() == (("a", "b"), ("c", "d"))
    assert list_table("kosovo_1999").islands() == (("ABA", "EXH", "HRW", "OSCE"),)


@pytest.mark.parametrize(
    ("lists", "patterns", "counts", "impossible", "said"),
    [
        ([], [], [], [], "There is no list."),
        (["a", "a"], [[1, 0]], [1], [], "stands twice"),
        (["a", " "], [[1, 0]], [1], [], "has no name"),
        (["a", "b"], [[0, 0]], [1], [], "on no list"),
        (["a", "b"], [[2, 0]], [1], [], "other than 0 and 1"),
        (["a", "b"], [[1, 0]], [-1], [], "whole number"),
        (["a", "b"], [[1, 0]], [1.5], [], "whole number"),
        (["a", "b"], [[1, 0]], [1, 2], [], "as many counts"),
        (["a", "b"], [[1, 0], [0, 1]], [10**10, 1], [], "more people than 10,000,000,000"),
        (["a", "b"], [[1, 0]], [1], [[1, 0]], "said impossible"),
    ],
)
def test_what_is_no_table_is_refused(
    lists: list[str],
    patterns: list[list[int]],
    counts: list[float],
    impossible: list[list[int]],
    said: str,
) -> None:
    with pytest.raises(TableFaults, match=said):
        ListTable.from_patterns(lists, patterns, counts, impossible)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ({"x": ("a", "z")}, "is not a list"),
        ({"x": ("a",), "y": ("a",)}, "in two groups"),
        ({"b": ("a",)}, "stands twice"),
    ],
)
def test_groups_that_do_not_fit_are_refused(groups: dict[str, tuple[str, ...]], said: str) -> None:
    table = ListTable.from_patterns(["a", "b"], [[1, 0], [0, 1]], [1, 1])
    with pytest.raises(TableFaults, match=said):
        collapse(table, groups)


def test_a_file_is_read_with_what_is_impossible(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("b,a,count\n1,0,3\n0,1,4\n\n1,1,impossible\n", "utf-8")
    assert read_table(path) == ListTable.from_patterns(
        ["a", "b"], [[1, 0], [0, 1]], [4, 3], [[1, 1]]
    )


def test_a_file_without_counts_holds_a_person_in_each_row(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("a,b\n1,0\n1,0\n1,1\n", "utf-8")
    assert read_table(path).counts.tolist() == [2, 1]


def test_strata_are_keyed_by_their_labels_and_a_missing_label_stays(tmp_path: Path) -> None:
    path = tmp_path / "strata.csv"
    path.write_text("region,a,b,count\nN,1,0,3\nS,1,1,4\n,0,1,2\n", "utf-8")
    found = read_strata(path, ["region"])
    assert {key: table.n for key, table in found.items()} == {("N",): 3, ("S",): 4, ("",): 2}
    assert all(table.lists == ("a", "b") for table in found.values())


def test_all_that_is_wrong_with_a_file_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("a,b,count\n1,2,3\n0,0,4\n1,0,many\n1,0\n", "utf-8")
    with pytest.raises(TableFaults) as caught:
        read_table(path)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "b"),
        (3, ""),
        (4, "count"),
        (5, ""),
    ]
    assert str(caught.value).startswith("wrong.csv, row 2, column “b”: “2” is neither 0 nor 1.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"a,b,count\n", "no pattern"),
        (b"count\n1\n", "no list"),
        (b"a,a,count\n1,0,1\n", "stands twice"),
        (b"a,,count\n1,0,1\n", "no heading"),
        (b"a,b,count\n1,\xff,1\n", "not UTF-8"),
        (b"a,b,count\n1,0,1\n1,0,impossible\n", "said impossible"),
        (b"a,b,Count\n1,0,1\n", "“Count” looks like the number of people: call this column"),
        (b"a,b,n\n1,0,5\n0,1,7\n", "“n” looks like the number of people: call this column"),
        (b"a,b,count\n1,0,10000000000\n0,1,1\n", "csv: There are more people than"),
        (b"a,b,count\n1,0,1\n0,1,1" + b"0" * 5000, "row 3, column “count”: There are more"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "wrong.csv"
    path.write_bytes(content)
    with pytest.raises(TableFaults, match=said):
        read_table(path)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_separates_the_cells_is_seen(tmp_path: Path, separator: str, end: str) -> None:
    path = tmp_path / "table.csv"
    rows = (("b, old", "a", "count"), ("1", "0", "3"), ("0", "1", "4"))
    quoted = (separator.join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes("".join(f"{row}{end}" for row in quoted).encode("utf-8-sig"))
    assert read_table(path) == ListTable.from_patterns(["b, old", "a"], [[1, 0], [0, 1]], [3, 4])


def test_a_list_may_be_called_as_a_count_is(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,n\n1,0\n0,1\n", "utf-8")
    assert read_table(path).lists == ("a", "n")


def test_a_column_of_labels_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    rows = [f"north,{row % 2},1,5" for row in range(23)]
    path.write_text("\n".join(["region,a,b,count", *rows, "0,1,1,5"]), "utf-8")
    with pytest.raises(TableFaults) as caught:
        read_table(path)
    (fault,) = caught.value.faults
    assert fault.column == "region"
    assert fault.text().endswith(
        "“region” is no column of 0 and 1 (rows 2, 3, 4 and 20 more). If it holds labels, name it"
        " with --by; if not, remove it."
    )


def test_a_fault_that_comes_again_is_said_once_for_its_column(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    good = ["1,1,5"] * 30
    path.write_text("\n".join(["a,b,count", *["x,1,5", "1,0,some", "0,0,3"] * 6, *good]), "utf-8")
    with pytest.raises(TableFaults) as caught:
        read_table(path)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "a"), (3, "count"), (4, "")
    ]  # fmt: skip
    assert "The same holds for the rows 5, 8, 11 and 2 more." in str(caught.value)
