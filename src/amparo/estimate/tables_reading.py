# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads tables of lists from CSV: a column of 0 and 1 for each list, and `count`.

The count `impossible` states a structural zero: nobody can show this pattern. Without a column
`count` each row is one person. Columns named in `by` hold the labels of strata.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.estimate.tables import ListTable, TableFault, TableFaults

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from amparo.core.messages import Message

COUNT = "count"
IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Unreached:
    """A list that cannot cover the people with a label: nobody of them *can* be on it."""

    list: str
    column: str
    label: str


def read_table(path: Path) -> ListTable:
    """Read one table.

    Raises:
        OSError: the file cannot be read.
        TableFaults: all that is wrong, with file, row and column.
    """
    (table,) = read_strata(path, ()).values()
    return table


def read_strata(
    path: Path, by: Sequence[str], unreached: Sequence[Unreached] = ()
) -> dict[tuple[str, ...], ListTable]:
    """Read a table for each stratum, keyed by its labels in the order of `by`.

    A stratum has all lists of the file, those too that cannot cover it (`out_of_reach`): that
    nobody of it is on these is checked. A missing label is a label ("") like another: what becomes
    of it is for the caller to decide, who is never to drop it.

    Raises:
        OSError: the file cannot be read.
        TableFaults: all that is wrong, with file, row and column.
    """
    reader = _Reader(path.name, tuple(by), tuple(unreached))
    strata = reader.read(path.read_bytes())
    if reader.faults:
        raise TableFaults(reader.faults)
    return strata


def out_of_reach(
    strata: Mapping[tuple[str, ...], ListTable],
    by: Sequence[str],
    unreached: Sequence[Unreached],
    joined: Mapping[str, Sequence[str]],
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Give the lists that cannot cover a stratum, by its labels.

    `joined` are the members of lists that were made one: such a list cannot cover a stratum if none
    of its members can.
    """
    found = {}
    for labels, table in strata.items():
        own = dict(zip(by, labels, strict=True))
        out = {item.list for item in unreached if own[item.column] == item.label}
        found[labels] = tuple(name for name in table.lists if out >= set(joined.get(name, (name,))))
    return found


class _Reader:
    """Reads one file; `faults` gathers all that is wrong."""

    def __init__(
        self, file: str, by: tuple[str, ...], unreached: tuple[Unreached, ...] = ()
    ) -> None:
        self.file, self.by, self.unreached = file, by, unreached
        self.faults: list[TableFault] = []

    def fault(self, problem: Message, row: int = 0, column: str = "") -> None:
        self.faults.append(TableFault(problem, self.file, row, column))

    def read(self, content: bytes) -> dict[tuple[str, ...], ListTable]:
        """Give the tables, or nothing where there are faults."""
        rows = self._rows(content)
        if not rows:
            return {}
        headings = [cell.strip() for cell in rows[0]]
        if not self._headings_fit(headings):
            return {}
        lists = [name for name in headings if name != COUNT and name not in self.by]
        held: dict[tuple[str, ...], _Stratum] = {}
        for number, cells in enumerate(rows[1:], start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(headings):
                self.fault(
                    say("The row does not have as many cells as there are headings."), number
                )
                continue
            row = dict(zip(headings, (cell.strip() for cell in cells), strict=True))
            key = tuple(row[name] for name in self.by)
            self._take(held.setdefault(key, _Stratum()), row, lists, number)
        if not held and not self.faults:
            self.fault(say("The file holds no pattern."))
        self._labels_fit(held)
        return {} if self.faults else self._tables(lists, held)

    def _tables(
        self, lists: list[str], held: dict[tuple[str, ...], _Stratum]
    ) -> dict[tuple[str, ...], ListTable]:
        found = {}
        for key, stratum in sorted(held.items()):
            try:
                found[key] = ListTable.from_patterns(
                    lists, stratum.patterns, stratum.counts, stratum.impossible
                )
            except TableFaults as wrong:
                for fault in wrong.faults:
                    self.fault(fault.problem)
        return found

    def _rows(self, content: bytes) -> list[list[str]]:
        try:
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        except UnicodeDecodeError as error:
            self.fault(say("The file is not UTF-8."), content[: error.start].count(b"\n") + 1)
            return []
        except csv.Error as error:
            self.fault(say("The file cannot be read as CSV ({reason}).", reason=str(error)))
            return []
        if not rows:
            self.fault(say("The file is empty."))
        return rows

    def _headings_fit(self, headings: list[str]) -> bool:
        for name in sorted({name for name in headings if headings.count(name) > 1}):
            self.fault(say("The heading “{name}” stands twice.", name=name), 1, name)
        for name in self.by:
            if name not in headings or name == COUNT:
                self.fault(say("There is no column “{name}” of labels.", name=name), 1)
        if "" in headings:
            self.fault(say("A column has no heading."), 1)
        lists = set(headings) - {COUNT, *self.by}
        if not lists:
            self.fault(say("There is no list."), 1)
        for item in self.unreached:
            if item.list not in lists:
                self.fault(say("“{name}” is not a list of the table.", name=item.list), 1)
            if item.column not in self.by:
                problem = say("“{name}” is not a column of strata (--by).", name=item.column)
                self.fault(problem, 1)
        return not self.faults

    def _labels_fit(self, held: Mapping[tuple[str, ...], _Stratum]) -> None:
        for item in self.unreached:
            if held and item.label not in {key[self.by.index(item.column)] for key in held}:
                problem = say(
                    "Nobody has the label “{label}” in “{name}”.",
                    label=item.label,
                    name=item.column,
                )
                self.fault(problem, 1, item.column)

    def _reach_fits(self, row: dict[str, str], count: str, number: int) -> None:
        """Say where somebody is on a list that cannot cover the labels of the row."""
        if count == IMPOSSIBLE:
            if not all(row[name] for name in self.by):
                problem = say("A pattern is impossible in a stratum: all labels must be given.")
                self.fault(problem, number)
            return
        for item in self.unreached:
            if int(count) and row[item.column] == item.label and row[item.list] == "1":
                problem = say(
                    "The row is on “{list}”, which is said not to cover “{label}”.",
                    list=item.list,
                    label=item.label,
                )
                self.fault(problem, number, item.list)

    def _take(self, stratum: _Stratum, row: dict[str, str], lists: list[str], number: int) -> None:
        """Add a row to its stratum, or say what is wrong with it."""
        before = len(self.faults)
        for name in lists:
            if row[name] not in {"0", "1"}:
                self.fault(say("“{value}” is neither 0 nor 1.", value=row[name]), number, name)
        count = row.get(COUNT, "1")
        if count != IMPOSSIBLE and not (count.isascii() and count.isdigit()):
            problem = say(
                "“{value}” is neither a whole number nor the word “impossible”.", value=count
            )
            self.fault(problem, number, COUNT)
        pattern = [int(row[name] == "1") for name in lists]
        if len(self.faults) == before and not any(pattern):
            problem = say("The row is on no list; how many are on none is what is estimated.")
            self.fault(problem, number)
        if len(self.faults) == before:
            self._reach_fits(row, count, number)
        if len(self.faults) > before:
            return
        if count == IMPOSSIBLE:
            stratum.impossible.append(pattern)
        else:
            stratum.patterns.append(pattern)
            stratum.counts.append(int(count))


class _Stratum:
    """What has been read of a stratum."""

    def __init__(self) -> None:
        self.patterns: list[list[int]] = []
        self.counts: list[int] = []
        self.impossible: list[list[int]] = []
