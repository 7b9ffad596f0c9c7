# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads drawn partitions of records (as `amparo link --draws-out` writes them) and their lists.

Records are CSV with an id and the list they are on; draws are Parquet with the columns draw,
record_id and person: two records of a draw are one person in it if their `person` is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from amparo.core.messages import say
from amparo.exchange.csv_text import csv_rows, fits
from amparo.exchange.lists_faults import FaultLog, ListFaults

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from amparo.exchange.lists_faults import Fault

COLUMNS = ("draw", "record_id", "person")
# Of ids at fault so many are named, the others counted.
_NAMED = 10
_MISSING = say("The column is missing.")
_ADVICE = say("Give the file that “amparo link --draws-out” writes.")


@dataclass(frozen=True, slots=True)
class DrawnRecords:
    """The list of each record (R,) and, for each draw, the number of its person (D, R)."""

    lists: tuple[str, ...]
    persons: NDArray[np.int64]


def read_drawn(
    records: Sequence[Path], draws: Path, *, list_column: str, id_column: str
) -> DrawnRecords:
    """Read records from one file or several, and the drawn partitions of all of them.

    Raises:
        ListFaults: every fault of every file: columns that are missing, records without id or
            list, records that one side does not know, or that a draw does not hold just once.
        OSError: a file cannot be read.
    """
    faults: list[Fault] = []
    lists: dict[str, str] = {}
    for path in records:
        log = FaultLog(path.name)
        _read_records(path.read_bytes(), (id_column, list_column), lists, log)
        faults += log.faults
    log = FaultLog(draws.name)
    table = _read_draws(draws, log)
    # Of records that could not be read it would say only that they are missing.
    persons = None
    if table is not None and not faults:
        persons = _persons(table, tuple(lists), log)
    faults += log.faults
    if faults or persons is None:
        raise ListFaults(faults)
    return DrawnRecords(tuple(lists.values()), persons)


def _read_records(
    content: bytes, columns: tuple[str, str], lists: dict[str, str], log: FaultLog
) -> None:
    """Add id and list of each record of a file; what is wrong is logged."""
    rows = csv_rows(content, log)
    if not rows:
        return
    headings = [cell.strip() for cell in rows[0]]
    at = _places(headings, columns, log)
    if not at:
        return
    for number, cells in enumerate(rows[1:], 2):
        if not cells or not fits(cells, headings, number, log):
            continue
        record, name = (cells[place].strip() for place in at)
        for column, text in zip(columns, (record, name), strict=True):
            if not text:
                log.add(say("The cell is empty."), say("Fill it."), row=number, column=column)
        if record in lists:
            problem = say("The record {key} stands more than once.", key=record)
            advice = say("Give each record an id of its own.")
            log.add(problem, advice, row=number, column=columns[0], value=record)
        elif record:
            lists[record] = name


def _places(headings: list[str], columns: tuple[str, str], log: FaultLog) -> list[int]:
    """Give the places of the columns; none, and faults, where one is not there just once."""
    for column in dict.fromkeys(columns):
        if headings.count(column) != 1:
            there = say("There are: {columns}.", columns=", ".join(headings))
            said = say("The column stands twice.") if column in headings else _MISSING
            log.add(said, there, row=1, column=column)
    return [] if log.faults else [headings.index(column) for column in columns]


def _read_draws(path: Path, log: FaultLog) -> pa.Table | None:
    """Read the table of draws; None, and a fault, where it is none."""
    try:
        found = pq.read_table(path)
    except pa.ArrowInvalid as error:
        problem = say("The file is no Parquet file ({reason}).", reason=str(error).split("\n")[0])
        log.add(problem, _ADVICE)
        return None
    for column in COLUMNS:
        if column not in found.column_names:
            log.add(_MISSING, _ADVICE, column=column)
        elif found[column].null_count:
            log.add(say("Some cells are empty."), _ADVICE, column=column)
    if not found.num_rows:
        log.add(say("The file holds no draw."), _ADVICE)
    return None if log.faults else found.select(COLUMNS)


def _persons(table: pa.Table, keys: tuple[str, ...], log: FaultLog) -> NDArray[np.int64] | None:
    """Give the person of each record in each draw (D, R); None, and faults, where it cannot be."""
    draw, record, person = (_numbered(table[column]) for column in COLUMNS)
    there = [str(value) for value in record[1]]
    place = {key: at for at, key in enumerate(keys)}
    strange = [key for key in there if key not in place]
    if strange:
        ids = _some(strange)
        advice = say("Give the files that were linked, all of them.")
        log.add(say("Records that are in none of the lists: {ids}.", ids=ids), advice)
    lacking = sorted(set(keys) - set(there))
    if lacking:
        advice = say("Draw from a linkage of just these files.")
        log.add(say("Records of the lists that are not here: {ids}.", ids=_some(lacking)), advice)
    number = len(draw[1])
    cells = draw[0] * len(there) + record[0]
    times = np.bincount(cells, minlength=number * len(there)).reshape(number, len(there))
    uneven = [there[at] for at in np.flatnonzero((times != 1).any(axis=0)).tolist()]
    if uneven:
        ids = _some(uneven)
        log.add(say("Records that a draw does not hold just once: {ids}.", ids=ids), _ADVICE)
    if log.faults:
        return None
    found = np.empty((number, len(keys)), np.int64)
    column = np.array([place[key] for key in there], np.int64)
    found[draw[0], column[record[0]]] = person[0]
    return found


def _numbered(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], list[object]]:
    """Give the values as numbers, and what each number stands for."""
    whole = column.combine_chunks()
    if pa.types.is_dictionary(whole.type):
        # A dictionary may hold what no row uses, and something twice.
        whole = whole.dictionary_decode()
    coded = whole.dictionary_encode()
    return coded.indices.to_numpy().astype(np.int64), coded.dictionary.to_pylist()


def _some(keys: list[str]) -> str:
    named = ", ".join(keys[:_NAMED])
    return named if len(keys) <= _NAMED else f"{named}, … (+{len(keys) - _NAMED})"
