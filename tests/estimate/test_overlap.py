# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import json

import pytest

from amparo.estimate import ListTable, TableFaults
from amparo.estimate.overlap import Overlap, without_copies
from list_tables import list_table


def test_the_overlap_of_kosovo_is_counted() -> None:
    found = Overlap.of(list_table("kosovo_1999"))
    both = {pair.lists: pair.both for pair in found.pairs}
    assert both["ABA", "EXH"] == 177 + 181 + 18 + 27
    assert dict(zip(found.lists, found.sizes, strict=True))["HRW"] == 685
    assert dict(zip(found.lists, found.alone, strict=True))["HRW"] == 306
    assert sum(found.times) == found.n == 4400
    assert (found.connected, found.small, found.within) == (True, (), ())


def test_lists_that_share_nobody_are_islands() -> None:
    patterns = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0], [0, 0, 1, 0]]
    found = Overlap.of(ListTable.from_patterns("ABCD", patterns, [5, 6, 20, 20]))
    assert found.islands == (("A", "B"), ("C", "D"))
    assert not found.connected
    assert found.small == ("B", "D")
    assert json.loads(json.dumps(found.to_json()))["islands"] == [["A", "B"], ["C", "D"]]


def test_a_list_nearly_all_of_which_is_on_another_is_named_first() -> None:
    patterns = [[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1]]
    counts = [100, 39, 1, 50, 20]
    assert Overlap.of(ListTable.from_patterns("ABC", patterns, counts)).within == (("B", "A"),)
    counts[2] = 3
    assert Overlap.of(ListTable.from_patterns("ABC", patterns, counts)).within == ()


def test_copies_become_one_list_and_groups_with_a_common_list_one_group() -> None:
    table = list_table("kosovo_1999")
    found = without_copies(table, [("ABA", "HRW"), ("HRW", "OSCE")])
    assert found.lists == ("ABA + HRW + OSCE", "EXH")
    assert found.n == table.n
    assert without_copies(table, []) is table
    with pytest.raises(TableFaults, match="“XYZ” is not a list"):
        without_copies(table, [("ABA", "XYZ")])
