# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list compared with its last snapshot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.statements import Schema, Statement
from amparo.exchange.lists import ListContent, ListRow, content_hash
from amparo.exchange.snapshots import CellChange, PreviousRow, SnapshotDiff, compare_snapshots

cells = st.dictionaries(st.sampled_from(["Имя", "Город", "Суд"]), st.text("аб", max_size=2))
lists = st.dictionaries(st.sampled_from("1234567"), cells)


def row(key: str, raw: dict[str, str], value: str = "x") -> ListRow:
    said = Statement(f"l/{key}", Schema.PERSON, "", "name", value, "l", f"l/{key}")
    return ListRow(key, 2, raw, (said,), content_hash(raw))


def content(rows: dict[str, dict[str, str]], *, whole: bool = True) -> ListContent:
    made = tuple(row(key, raw) for key, raw in rows.items())
    return ListContent("l", "", "", made, 0, complete_snapshot=whole)


def snapshot(rows: dict[str, dict[str, str]]) -> dict[str, PreviousRow]:
    return {
        item.key: PreviousRow(item.content_hash, item.raw, item.statements)
        for item in content(rows).rows
    }


@given(lists)
def test_a_list_compared_with_itself_has_only_unchanged_rows(
    rows: dict[str, dict[str, str]],
) -> None:
    diff = compare_snapshots(snapshot(rows), content(rows))

    assert diff == SnapshotDiff(unchanged=tuple(rows))
    assert diff.nothing_changed


@given(lists, lists)
def test_each_row_of_both_sides_is_in_one_place(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    diff = compare_snapshots(snapshot(before), content(after))
    changed = {item.row.key: item.cells for item in diff.changed}

    assert {item.key for item in diff.added} == set(after) - set(before)
    assert set(diff.gone) == set(before) - set(after)
    assert set(changed) | set(diff.unchanged) == set(before) & set(after)
    assert set(changed) & set(diff.unchanged) == set()
    for key, changes in changed.items():
        rebuilt = dict(before[key])
        for change in changes:
            assert rebuilt.pop(change.column, None) == change.before
            if change.after is not None:
                rebuilt[change.column] = change.after
        assert rebuilt == after[key]
        assert changes
    assert all(before[key] == after[key] for key in diff.unchanged)


@given(lists, lists)
def test_from_a_list_that_is_not_published_whole_nothing_is_gone(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    assert compare_snapshots(snapshot(before), content(after, whole=False)).gone == ()


def test_a_change_is_shown_cell_by_cell_with_columns_that_came_and_went() -> None:
    before = snapshot({"1": {"Имя": "А", "Город": "Х", "Суд": "С"}})
    diff = compare_snapshots(before, content({"1": {"Имя": "А", "Город": "У", "Дата": ""}}))

    assert diff.changed[0].cells == (
        CellChange("Город", "Х", "У"),
        CellChange("Дата", None, ""),
        CellChange("Суд", "С", None),
    )
    assert not diff.nothing_changed


@pytest.mark.parametrize("kept", [True, False])
def test_the_same_cells_read_otherwise_are_a_change_where_statements_are_kept(kept: bool) -> None:  # noqa: FBT001 - a case
    after = content({"1": {"Имя": "А"}})
    old = row("1", {"Имя": "А"}, value="read otherwise")
    before = PreviousRow(old.content_hash, old.raw, old.statements if kept else None)
    diff = compare_snapshots({"1": before}, after)

    assert [item.cells for item in diff.changed] == ([()] if kept else [])
    assert diff.unchanged == (() if kept else ("1",))


@given(cells)
def test_the_order_of_columns_does_not_matter_to_the_hash(raw: dict[str, str]) -> None:
    assert content_hash(dict(reversed(raw.items()))) == content_hash(raw)


def test_the_hash_does_not_run_cells_together() -> None:
    texts = [{"a": "b", "c": ""}, {"a": "bc", "": ""}, {"ab": "", "c": ""}, {"a": "", "bc": ""}]

    assert len({content_hash(raw) for raw in texts}) == len(texts)


def test_rows_keep_their_place_and_number() -> None:
    moved = replace(row("1", {"Имя": "А"}), number=9)
    diff = compare_snapshots({}, replace(content({}), rows=(moved,)))

    assert diff.added == (moved,)
