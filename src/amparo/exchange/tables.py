# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a CSV or XLSX file into headings and rows of text; every fault of its form is logged."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.exchange.lists_workbook import column_letters, read_workbook
from amparo.exchange.mapping import clean
from amparo.exchange.workbook_limits import MEGABYTE, SMALLER, too_large

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.exchange.lists_faults import FaultLog
    from amparo.exchange.mapping import Mapping

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# Control signs except tab and line breaks, and the sign that stands for a letter already lost.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_SHOWN_LINES = 20
_SHOWN_SIGNS = 1000
MAX_FILE = 500 * MEGABYTE
# What a cell of a spreadsheet holds; a longer one is a quotation mark that is never closed.
MAX_CELL = 32_767


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows; a row is its number in the file (from 1) and its cells as they came.

    Columns without a heading and without content are left out, rows without content counted.
    """

    headings: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    skipped_empty: int = 0
    sha256: str = ""


def read_table(path: Path, mapping: Mapping, log: FaultLog) -> Table:
    """Read the file; what cannot be read is in the log, and the table holds the rest."""
    try:
        if (size := path.stat().st_size) > MAX_FILE:
            log.add(too_large(size, MAX_FILE), SMALLER)
            return Table()
        content = path.read_bytes()
    except OSError as error:
        log.add(
            say("The file cannot be opened ({reason}).", reason=error.strerror or ""),
            say("Check the name of the file and whether you may read it."),
        )
        return Table()
    rows = _raw_rows(path.suffix.lower(), content, mapping, log)
    if not rows:
        return Table()
    _check_cells(rows, log, mapping.header_row)
    if len(rows) < mapping.header_row:
        log.add(
            say("The file has no row {row} with the headings.", row=str(mapping.header_row)),
            say("Correct `header_row` in the mapping."),
        )
        return Table()
    table = _with_headings(rows, mapping.header_row, log)
    return Table(*table, hashlib.sha256(content).hexdigest())


def _raw_rows(suffix: str, content: bytes, mapping: Mapping, log: FaultLog) -> list[list[str]]:
    if not content.strip():
        log.add(say("The file is empty."), say("Ask for the file again."))
    elif content.startswith(_ZIP):
        if suffix == ".xlsx":
            return read_workbook(content, mapping.sheet, mapping.header_row, log)
        log.add(
            say("The file is a workbook or an archive, not a text table."),
            say("If it is a workbook, name it with .xlsx at the end."),
        )
    elif content.startswith(_OLE):
        log.add(
            say("The file is a workbook with a password, or of the old .xls kind."),
            say("Save it as .xlsx, without a password."),
        )
    elif suffix not in {".csv", ".tsv", ".txt"} or content.startswith((b"%PDF", b"<", b"{\\rtf")):
        log.add(
            say("The file is neither a text table (.csv) nor a workbook (.xlsx)."),
            say("Save the list as one of the two."),
        )
    elif (text := _decoded(content, mapping.encoding, log)) is not None:
        return _csv_rows(text, mapping, log)
    return []


def _decoded(content: bytes, encoding: str, log: FaultLog) -> str | None:
    single_byte = not encoding.startswith("utf")
    if encoding == "utf-8":
        content = content.removeprefix(codecs.BOM_UTF8)
    if single_byte and _is_utf8(content):
        log.add(
            say("The file is written in UTF-8, the mapping declares {name}.", name=encoding),
            say("Write `encoding: utf-8` in the mapping."),
        )
        return None
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        _log_undecodable(content, encoding, error, log)
        return None


def _is_utf8(content: bytes) -> bool:
    try:
        return not content.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _log_undecodable(
    content: bytes, encoding: str, first: UnicodeDecodeError, log: FaultLog
) -> None:
    advice = say("Save the list as UTF-8, or declare its `encoding` (such as cp1251).")
    lines = content.split(b"\n") if encoding != "utf-16" else []
    bad: list[tuple[int, int]] = []
    for number, line in enumerate(lines, 1):
        try:
            line.decode(encoding)
        except UnicodeDecodeError as error:
            bad.append((number, error.start + 1))
    if not bad or len(bad) > _SHOWN_LINES:
        place = bad[0][1] if bad else first.start + 1
        bad = [(bad[0][0] if bad else 1, place)]
    for number, byte in bad:
        log.add(
            say("Byte {byte} of the line is not {name}.", byte=str(byte), name=encoding.upper()),
            advice,
            row=number,
        )


def _csv_rows(text: str, mapping: Mapping, log: FaultLog) -> list[list[str]]:
    delimiter = mapping.delimiter
    if delimiter == "auto":
        found = _delimiter(text, mapping)
        if found is None:
            log.add(
                say("No delimiter splits the headings into the columns of the mapping."),
                say("Declare the `delimiter`, and compare the headings with the mapping."),
            )
            return []
        delimiter = found
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows.extend(reader)
    except csv.Error as error:
        log.add(
            say("The quotation marks of the row are not in order ({reason}).", reason=str(error)),
            say('Put the cell in quotation marks, and double ("") each one inside it.'),
            row=len(rows) + 1,
        )
    return rows


def _delimiter(text: str, mapping: Mapping) -> str | None:
    """Give the delimiter under which most columns of the mapping are found, if one is best."""
    wanted = {column.header for column in mapping.columns} | set(mapping.key)
    scores: dict[str, int] = {}
    for delimiter in (",", ";", "\t", "|"):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        headings = [row for row, _ in zip(reader, range(mapping.header_row), strict=False)][-1:]
        scores[delimiter] = len(wanted & {clean(cell) for row in headings for cell in row})
    best = max(scores.values())
    candidates = [delimiter for delimiter, score in scores.items() if score == best]
    return candidates[0] if best and len(candidates) == 1 else None


def _check_cells(rows: list[list[str]], log: FaultLog, header_row: int) -> None:
    headings = rows[header_row - 1] if header_row <= len(rows) else []
    for number, row in enumerate(rows, 1):
        together = "".join(row)
        if len(together) <= MAX_CELL and not _CONTROL.search(together):
            continue
        for index, cell in enumerate(row):
            column = clean(headings[index][:MAX_CELL]) if index < len(headings) else ""
            shown = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", cell[:_SHOWN_SIGNS])
            if found := _CONTROL.search(cell):
                sign = f"U+{ord(found[0]):04X}"
                log.add(
                    say("The cell has a sign that is no text ({sign}).", sign=sign),
                    say("Take it out, or ask for the file again."),
                    row=number,
                    column=column,
                    value=shown,
                )
            if len(cell) > MAX_CELL:
                log.add(
                    say(
                        "The cell has {count} signs; at most {limit} are read.",
                        count=len(cell),
                        limit=MAX_CELL,
                    ),
                    say("Look for a quotation mark that is never closed, or shorten the text."),
                    row=number,
                    column=column,
                    value=shown,
                )


def _with_headings(
    rows: list[list[str]], header_row: int, log: FaultLog
) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[str, ...]], ...], int]:
    headings = [clean(cell) for cell in rows[header_row - 1]]
    while headings and not headings[-1]:
        headings.pop()
    width = len(headings)
    kept, skipped = [], 0
    untitled = {index for index, heading in enumerate(headings) if not heading}
    for number, row in enumerate(rows[header_row:], header_row + 1):
        if not any(row) or not any(map(str.strip, row)):
            skipped += 1
            continue
        _check_width(row, width, number, log)
        kept.append((number, tuple(row[:width]) + ("",) * (width - len(row))))
    _check_headings(headings, kept, header_row, log)
    if untitled:
        places = [index for index in range(width) if index not in untitled]
        kept = [(number, tuple(row[index] for index in places)) for number, row in kept]
        headings = [headings[index] for index in places]
    # After a fault of reading, rows may be missing for that reason alone.
    if not kept and not log.faults:
        log.add(say("The file has no rows under the headings."), say("Ask for the file again."))
    return tuple(headings), tuple(kept), skipped


def _check_width(row: list[str], width: int, number: int, log: FaultLog) -> None:
    if len(row) < width:
        log.add(
            say(
                "The row has {found} cells, there are {wanted} headings.",
                found=len(row),
                wanted=width,
            ),
            say("Look for a line break or a delimiter that is missing; write empty cells too."),
            row=number,
        )
    elif any(extra := [cell for cell in row[width:] if cell.strip()]):
        log.add(
            say(
                "The row has {found} cells, there are {wanted} headings.",
                found=len(row),
                wanted=width,
            ),
            say("Put a cell that has the delimiter in it in quotation marks."),
            row=number,
            value=" ".join(extra),
        )


def _check_headings(
    headings: list[str],
    rows: list[tuple[int, tuple[str, ...]]],
    header_row: int,
    log: FaultLog,
) -> None:
    for index, heading in enumerate(headings):
        if heading and heading in headings[:index]:
            log.add(
                say("The heading stands twice."),
                say("Give each column a heading of its own."),
                row=header_row,
                column=heading,
            )
        if not heading and any(row[index].strip() for _, row in rows):
            log.add(
                say("The column has content but no heading."),
                say("Give it a heading; take merged headings apart."),
                row=header_row,
                column=column_letters(index),
            )
