# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads tables of lists from CSV: a column of 0 and 1 for each list, and `count`.

The count `impossible` states a structural zero: nobody can show this pattern. Without a column
`count` each row is one person. Columns named in `by` hold the labels of strata. Cells are separated
by commas, semicolons or tabs, as the heading line has them.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.estimate.tables import MOST_PEOPLE, ListTable, TableFault, TableFaults, too_many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from amparo.core.messages import Message

COUNT = "count"
IMPOSSIBLE = "impossible"

# Headings that may be a count called otherwise; a list may be called so too.
_LIKE_COUNT = frozenset({"n", "number", "counts", "freq", "frequency", "people"})
_SEPARATORS = (",", ";", "\t")
# The same fault of a column is named so many times; of more, so many rows are named.
_NAMED = 3


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
        self.rows, self.people = 0, 0
        self.no_digits: dict[str, list[int]] = {}

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
            self.rows += 1
            self._take(held.setdefault(key, _Stratum()), row, lists, number)
        if not held and not self.faults:
            self.fault(say("The file holds no pattern."))
        if self.people > MOST_PEOPLE:
            self.fault(too_many())
        self._columns_fit()
        self._labels_fit(held)
        self.faults = _grouped(self.faults)
        return {} if self.faults else self._tables(lists, held)

    def _columns_fit(self) -> None:
        """Say once of a column what holds for most of its rows: it is no list."""
        for name, rows in self.no_digits.items():
            if len(rows) == 1 or 2 * len(rows) <= self.rows:
                continue
            own = set(rows)
            self.faults = [f for f in self.faults if f.column != name or f.row not in own]
            if name.casefold() in _LIKE_COUNT:
                self.fault(_count_said(name), 1, name)
                continue
            problem = say(
                "“{name}” is no column of 0 and 1 (rows {rows}). If it holds labels, name it with"
                " --by; if not, remove it.",
                name=name,
                rows=_rows_said(rows),
            )
            self.fault(problem, 1, name)

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
            text = content.decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
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
        for name in headings:
            if name.casefold() == COUNT != name and name not in self.by:
                self.fault(_count_said(name), 1, name)
        lists = set(headings) - {COUNT, *self.by}
        if not lists:
            self.fault(say("There is no list."), 1)
        self._unreached_fit(lists)
        return not self.faults

    def _unreached_fit(self, lists: set[str]) -> None:
        for item in self.unreached:
            if item.list not in lists:
                self.fault(say("“{name}” is not a list of the table.", name=item.list), 1)
            if item.column not in self.by:
                problem = say("“{name}” is not a column of strata (--by).", name=item.column)
                self.fault(problem, 1)

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
                self.no_digits.setdefault(name, []).append(number)
                self.fault(say("“{value}” is neither 0 nor 1.", value=row[name]), number, name)
        count = row.get(COUNT, "1")
        if count != IMPOSSIBLE:
            self._count_fits(count, number)
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
            self.people += int(count)

    def _count_fits(self, count: str, number: int) -> None:
        if not (count.isascii() and count.isdigit()):
            problem = say(
                "“{value}” is neither a whole number nor the word “impossible”.", value=count
            )
            self.fault(problem, number, COUNT)
        # Compared by its length first: Python reads no number of thousands of digits.
        elif len(count.lstrip("0")) > len(str(MOST_PEOPLE)) or int(count) > MOST_PEOPLE:
            self.fault(too_many(), number, COUNT)


def _separator(text: str) -> str:
    """Give what separates the headings; spreadsheets of many countries write semicolons."""
    first = text.split("\n", 1)[0].rstrip("\r")
    cells = {sign: len(next(csv.reader([first], delimiter=sign), [])) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: cells[sign])


def _count_said(name: str) -> Message:
    return say("“{name}” looks like the number of people: call this column “count”.", name=name)


def _rows_said(rows: Sequence[int]) -> str | Message:
    """Name the first rows and count the others."""
    named = ", ".join(map(str, rows[:_NAMED]))
    more = len(rows) - _NAMED
    return say("{rows} and {more} more", rows=named, more=more) if more > 0 else named


def _grouped(faults: Sequence[TableFault]) -> list[TableFault]:
    """Give faults with those of a column that are alike said once, if there are many."""
    alike: dict[tuple[str, str], list[TableFault]] = {}
    for fault in faults:
        alike.setdefault((fault.problem.template, fault.column), []).append(fault)
    found = []
    for first, *others in alike.values():
        if not first.row or len(others) < _NAMED:
            found += [first, *others]
            continue
        problem = say(
            "{problem} The same holds for the rows {rows}.",
            problem=first.problem,
            rows=_rows_said([fault.row for fault in others]),
        )
        found.append(replace(first, problem=problem))
    return found


class _Stratum:
    """What has been read of a stratum."""

    def __init__(self) -> None:
        self.patterns: list[list[int]] = []
        self.counts: list[int] = []
        self.impossible: list[list[int]] = []
