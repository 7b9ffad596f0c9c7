# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads an organisation's list (CSV or XLSX) by its mapping into rows of statements.

Either the whole list is read, or `ListFaults` is raised with every fault of the file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from amparo.core.messages import Message, say
from amparo.core.statements import Statement
from amparo.exchange.lists_cells import CellReader, Provisions, RowPlace, is_description
from amparo.exchange.lists_faults import Fault, FaultLog, ListFaults
from amparo.exchange.mapping import Mapping, clean
from amparo.exchange.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "Fault",
    "ListContent",
    "ListFaults",
    "ListRow",
    "Provisions",
    "is_description",
    "read_list",
]

_NEAR = 70.0
# Of a record's key, which is the list's key, a slash and the row's; databases keep no more.
RECORD_KEY_SIGNS = 240


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list.

    `key` is the row's key inside the list, `number` its row in the file (from 1), `raw` its
    cells by heading as they came, without the ignored columns; `content_hash` is of `raw`, so
    that the order of the columns and the kind of file do not matter to it.
    """

    key: str
    number: int
    raw: dict[str, str]
    statements: tuple[Statement, ...]
    content_hash: str


@dataclass(frozen=True, slots=True)
class ListContent:
    """A list read whole: its rows in the order of the file, and the hashes of both files."""

    source_key: str
    sha256: str
    mapping_sha256: str
    rows: tuple[ListRow, ...]
    skipped_empty: int
    complete_snapshot: bool = True


def read_list(path: Path, mapping: Mapping, provisions: Provisions | None = None) -> ListContent:
    """Read a list.

    `provisions` reads provision keys out of a text such as "ч. 2 ст. 205.2 УК РФ"; where it
    gives none, or there is none, a provision's statement keeps what is written and has no value.

    Raises:
        ListFaults: with every fault of the file, in the order of its rows.
    """
    log = FaultLog(path.name)
    table = read_table(path, mapping, log)
    if table.headings:
        _check_columns(table, mapping, log)
    rows = _rows(table, mapping, CellReader(mapping, provisions, log), log)
    log.raise_faults()
    return ListContent(
        source_key=mapping.source_key,
        sha256=table.sha256,
        mapping_sha256=mapping.sha256,
        rows=rows,
        skipped_empty=table.skipped_empty,
        complete_snapshot=mapping.complete_snapshot,
    )


def content_hash(raw: dict[str, str]) -> str:
    """Give the hash of a row's cells; control signs, which no cell has, stand between them."""
    parts = (f"{heading}\x1f{raw[heading]}" for heading in sorted(raw))
    return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()


def _check_columns(table: Table, mapping: Mapping, log: FaultLog) -> None:
    needed = [*(column.header for column in mapping.columns), *mapping.key]
    known = {*needed, *mapping.ignored}
    unknown = [heading for heading in dict.fromkeys(table.headings) if heading not in known]
    for heading in dict.fromkeys(needed):
        if heading not in table.headings:
            log.add(
                say("The mapping names this column, the file does not have it."),
                _near_miss(heading, unknown),
                row=mapping.header_row,
                column=heading,
            )
    missing = [heading for heading in needed if heading not in table.headings]
    for heading in unknown:
        log.add(
            say("The file has this column, the mapping says nothing of it."),
            _near_miss(heading, missing),
            row=mapping.header_row,
            column=heading,
        )


def _near_miss(heading: str, others: Iterable[str]) -> Message:
    near = process.extractOne(
        heading, list(others), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_NEAR
    )
    if near:
        return say("Is it “{heading}”? Correct the mapping or the heading.", heading=near[0])
    return say("Add it to `columns` or to `ignore` in the mapping, or correct the heading.")


def _rows(table: Table, mapping: Mapping, reader: CellReader, log: FaultLog) -> tuple[ListRow, ...]:
    kept = [
        (place, heading)
        for place, heading in enumerate(table.headings)
        if heading not in mapping.ignored or heading in mapping.key
    ]
    keys = _Keys(mapping, reader, log, frozenset(table.headings))
    told = {column.header for column in mapping.columns} & set(table.headings)
    rows = []
    for number, cells in table.rows:
        typed = {heading: cells[place] for place, heading in kept}
        key = keys.of(typed, number)
        statements = reader.statements(typed, RowPlace(number, f"{mapping.source_key}/{key}"))
        if told and not any(typed[name].strip() for name in told):
            problem = say("The row has a key and says nothing else.")
            log.add(problem, say("Fill the row, or take it out."), row=number)
        raw = {heading: str(cell) for heading, cell in typed.items()}
        rows.append(ListRow(key, number, raw, statements, content_hash(raw)))
    return tuple(rows)


class _Keys:
    """The keys of a list's rows, each once.

    Without key columns a row is known by its names as written, and by how many rows with the
    same names stand before it: a corrected name is a new row, and of two namesakes the second
    takes the place of the first when that goes (docs/lists.md says so to the user).
    """

    def __init__(
        self, mapping: Mapping, reader: CellReader, log: FaultLog, headings: frozenset[str]
    ) -> None:
        self.list = mapping.source_key
        self.columns = tuple(column for column in mapping.key if column in headings)
        self.reader = reader
        self.log = log
        self.seen: dict[str, int] = {}
        self.occurrences: Counter[str] = Counter()
        self.by_name = not mapping.key

    def of(self, raw: dict[str, str], number: int) -> str:
        if self.by_name:
            name = (self.reader.identity(raw) or content_hash(raw)).casefold()
            self.occurrences[name] += 1
            digest = hashlib.sha256(name.encode()).hexdigest()[:16]
            return f"{digest}-{self.occurrences[name]}"
        parts = {column: clean(raw[column]) for column in self.columns}
        for column, part in parts.items():
            if not part:
                self.log.add(
                    say("The key of the row is empty."),
                    say("Write it, or declare another `key` in the mapping."),
                    row=number,
                    column=column,
                )
        key = "|".join(parts.values())
        if not parts or not all(parts.values()):
            return key
        if (count := len(f"{self.list}/{key}")) > RECORD_KEY_SIGNS:
            self.log.add(
                say(
                    "The key of the row, with that of the list, has {count} signs; "
                    "at most {limit} are kept.",
                    count=count,
                    limit=RECORD_KEY_SIGNS,
                ),
                say("Shorten it, or declare another `key` in the mapping."),
                row=number,
                column=self.columns[0],
                value=key,
            )
        if key in self.seen:
            self.log.add(
                say("The key stands already in row {row}.", row=str(self.seen[key])),
                say("Give each row a key of its own, or declare another `key` in the mapping."),
                row=number,
                column=self.columns[0],
                value=key,
            )
        self.seen.setdefault(key, number)
        return key
