# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compares a list as just read with its last snapshot: added, changed, unchanged, gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.statements import Statement
from amparo.exchange.lists import ListRow

if TYPE_CHECKING:
    from amparo.exchange.lists import ListContent


@dataclass(frozen=True, slots=True)
class PreviousRow:
    """A row of the last snapshot; without `statements` only its cells are compared."""

    content_hash: str
    raw: Mapping[str, str]
    statements: tuple[Statement, ...] | None = None


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after; None where the column was not there."""

    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row whose cells changed; no cells where the same text is now read otherwise."""

    row: ListRow
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class SnapshotDiff:
    """What became of the rows; `unchanged` and `gone` are keys.

    A list that is not published whole has nothing gone: absence there says nothing.
    """

    added: tuple[ListRow, ...] = ()
    changed: tuple[ChangedRow, ...] = ()
    unchanged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def nothing_changed(self) -> bool:
        """Whether importing would change nothing."""
        return not (self.added or self.changed or self.gone)


def compare_snapshots(previous: Mapping[str, PreviousRow], content: ListContent) -> SnapshotDiff:
    """Compare the rows of the last snapshot, by key, with the list as read."""
    added, changed, unchanged = [], [], []
    for row in content.rows:
        before = previous.get(row.key)
        if before is None:
            added.append(row)
        elif _same(before, row):
            unchanged.append(row.key)
        else:
            changed.append(ChangedRow(row, _changes(before.raw, row.raw)))
    present = {row.key for row in content.rows}
    gone = [key for key in previous if key not in present] if content.complete_snapshot else []
    return SnapshotDiff(tuple(added), tuple(changed), tuple(unchanged), tuple(gone))


def _same(before: PreviousRow, row: ListRow) -> bool:
    same_reading = before.statements is None or before.statements == row.statements
    return before.content_hash == row.content_hash and same_reading


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[CellChange, ...]:
    columns = dict.fromkeys([*after, *before])
    return tuple(
        CellChange(column, before.get(column), after.get(column))
        for column in columns
        if before.get(column) != after.get(column)
    )
