# SPDX-License-Identifier: AGPL-3.0-or-later
"""Records to be linked, as CSV files: read into columns, every fault named.

A file has the columns record_id, source_list and name; lang, birth_date (EDTF: 1980-05-01, 1980-05,
1980), birth_year, gender (male, female), region and any declared further column may stand beside
them, others are left unread. Clusters and scored pairs are written and read back here too.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from amparo.core.dates import DateError, PartialDate
from amparo.core.messages import say
from amparo.exchange.csv_text import csv_rows, each_csv_row, fits
from amparo.exchange.lists_faults import FaultLog, ListFaults

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

NEEDED = ("record_id", "source_list", "name")
GENDERS = {"": "", "male": "male", "female": "female", "m": "male", "f": "female"}
# What lists say beside names and births: read where a file has it, without being declared.
KNOWN_COLUMNS = ("region", "place", "article", "court", "arrest_date")


@dataclass(slots=True)
class RecordColumns:
    """Records column by column, of one length; `births` are first and last day as ordinals, or 0.

    `values` holds the further columns that a file has, "" where a record says nothing.
    """

    keys: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    births: list[tuple[int, int]] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Clusters:
    """The person of each record; `probabilities` as they are written, where the file has them."""

    persons: dict[str, str] = field(default_factory=dict)
    probabilities: dict[str, str] = field(default_factory=dict)


def read_records(paths: Sequence[Path], *, declared: Sequence[str] = ()) -> RecordColumns:
    """Read one file or several; `declared` names further columns to be read.

    Raises:
        ListFaults: every fault of every file, each with its row and column.
        OSError: a file cannot be read.
    """
    found = RecordColumns()
    faults = []
    wanted = dict.fromkeys((*KNOWN_COLUMNS, *declared))
    has: set[str] = set()
    for path in paths:
        log = FaultLog(path.name)
        has |= _read_file(path.read_bytes(), tuple(wanted), found, log)
        faults += log.faults
    log = FaultLog(", ".join(path.name for path in paths))
    _check_all(found, [column for column in declared if column not in has], log)
    if faults or log.faults:
        raise ListFaults([*faults, *log.faults])
    found.values = {name: values for name, values in found.values.items() if any(values)}
    return found


def read_clusters(path: Path) -> Clusters:
    """Read which person each record is: the columns record_id and person_id, and probability.

    Raises:
        ListFaults: a column is missing, a record stands twice, a cell is empty.
        OSError: the file cannot be read.
    """
    log = FaultLog(path.name)
    rows = csv_rows(path.read_bytes(), log)
    places = _places(rows, ("record_id", "person_id"), log)
    log.raise_faults()
    found = Clusters()
    headings = rows[0]
    chance = headings.index("probability") if "probability" in headings else None
    at_record, at_person = places.values()
    for number, cells in enumerate(rows[1:], 2):
        if not cells:
            continue
        whole = cells if len(cells) >= len(headings) else [*cells, *[""] * len(headings)]
        record, person = whole[at_record].strip(), whole[at_person].strip()
        if not (record and person):
            log.add(say("A cell is empty."), say("Give the record and its person."), row=number)
        elif record in found.persons:
            advice = say("Leave one row for each record.")
            log.add(say("The record stands twice."), advice, row=number, value=record)
        found.persons[record] = person
        if chance is not None and len(cells) == len(headings):
            found.probabilities[record] = cells[chance]
    log.raise_faults()
    return found


def read_name_pairs(path: Path) -> list[tuple[str, str]]:
    """Read pairs of names: the columns left and right.

    Raises:
        ListFaults: a column is missing, a cell is empty.
        OSError: the file cannot be read.
    """
    log = FaultLog(path.name)
    rows = csv_rows(path.read_bytes(), log)
    places = _places(rows, ("left", "right"), log)
    log.raise_faults()
    found = []
    for number, cells in enumerate(rows[1:], 2):
        if not cells:
            continue
        pair = [cells[at].strip() if at < len(cells) else "" for at in places.values()]
        if not all(pair):
            log.add(say("A name is missing."), say("Give both names."), row=number)
        found.append((pair[0], pair[1]))
    log.raise_faults()
    return found


def table_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Give a table as CSV in UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue().encode()


def _read_file(
    content: bytes, wanted: tuple[str, ...], found: RecordColumns, log: FaultLog
) -> set[str]:
    """Add the rows of a file; give which of the wanted columns it has."""
    rows = each_csv_row(content, log)
    headings = next(rows, [])
    places = _places([headings], NEEDED, log)
    _check_headings(headings, log)
    if log.faults:
        return set()
    at = {heading: place for place, heading in enumerate(headings)}
    # A column that a file lacks is empty for its rows; equal texts of a column are kept once.
    asked = [
        (found.values.setdefault(name, [""] * len(found.keys)), at.get(name)) for name in wanted
    ]
    once: dict[str, str] = {}
    for number, cells in enumerate(rows, 2):
        if not cells:
            continue
        if not fits(cells, headings, number, log):
            continue
        record, source, name = (cells[place].strip() for place in places.values())
        for column, text in (("record_id", record), ("source_list", source)):
            if not text:
                log.add(say("The cell is empty."), say("Fill it."), row=number, column=column)
        found.keys.append(record)
        found.sources.append(once.setdefault(source, source))
        found.names.append(name)
        language = cells[at["lang"]].strip() if "lang" in at else ""
        found.languages.append(once.setdefault(language, language))
        found.genders.append(_gender(cells, at, number, log))
        found.births.append(_birth(cells, at, number, log))
        for values, place in asked:
            text = "" if place is None else cells[place].strip()
            values.append(once.setdefault(text, text))
    return set(wanted) & set(at)


def _check_headings(headings: list[str], log: FaultLog) -> None:
    if len(headings) == 1 and any(sign in headings[0] for sign in ";\t"):
        problem = say("The cells are not separated by commas.")
        log.add(problem, say("Save the file as CSV with commas."), row=1)
    for at, heading in enumerate(headings):
        if heading and heading in headings[:at]:
            log.add(say("The column stands twice."), say("Leave one."), row=1, column=heading)


def _check_all(found: RecordColumns, missing: list[str], log: FaultLog) -> None:
    for column in missing:
        log.add(say("The declared column is in no file."), say("Correct its name."), column=column)
    twice = [key for key, number in Counter(found.keys).items() if number > 1 and key]
    for key in twice:
        problem = say("The record {key} stands more than once.", key=key)
        log.add(problem, say("Give each record an id of its own."), column="record_id", value=key)


def _places(rows: list[list[str]], needed: tuple[str, ...], log: FaultLog) -> dict[str, int]:
    headings = rows[0] if rows else []
    for column in needed:
        if rows and column not in headings:
            advice = say("Write the headings: {columns}.", columns=", ".join(needed))
            log.add(say("The column is missing."), advice, column=column)
    return {column: headings.index(column) for column in needed if column in headings}


def _gender(cells: list[str], at: dict[str, int], number: int, log: FaultLog) -> str:
    written = cells[at["gender"]].strip().casefold() if "gender" in at else ""
    if written not in GENDERS:
        advice = say("Write male, female or nothing.")
        log.add(
            say("The gender is not known here."), advice, row=number, column="gender", value=written
        )
    return GENDERS.get(written, "")


def _birth(cells: list[str], at: dict[str, int], number: int, log: FaultLog) -> tuple[int, int]:
    """Give the first and last possible day; the date where there is one, else the year."""
    for column in ("birth_date", "birth_year"):
        written = cells[at[column]].strip() if column in at else ""
        if not written:
            continue
        try:
            return _bounds(written)
        except DateError as error:
            advice = say("Write it as 1980-05-01, 1980-05 or 1980.")
            problem = say("The date cannot be read ({reason}).", reason=str(error))
            log.add(problem, advice, row=number, column=column, value=written)
    return (0, 0)


@lru_cache(maxsize=1 << 17)
def _bounds(written: str) -> tuple[int, int]:
    first, last = PartialDate.from_edtf(written).bounds()
    return first.toordinal(), last.toordinal()
