# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads one sheet of an XLSX workbook into rows of text, and says what it cannot hold.

calamine reads the values. It gives an empty cell for an error (#N/A), for a formula never
computed, and a whole day for a date shown as "Mar 2022"; since none of these may pass
silently, the sheet's own XML is searched for such cells.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from amparo.core.messages import say
from amparo.exchange.workbook_limits import bounded_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

    from amparo.exchange.lists_faults import FaultLog

_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*?\br="([A-Z]+)([0-9]+)")([^>]*?)(/>|>(?:\s*<(?:\w+:)?f\b[^>]*?'
    rb"(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
    rb"\s*</(?:\w+:)?c>)?)"
)
_STYLE = re.compile(rb'\bs="([0-9]+)"')
# Number formats built in to Excel that show a date without its day: 17 is "mmm-yy".
_BUILT_IN_WITHOUT_DAY = {17: "%Y-%m"}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


# A part with a password is a RuntimeError, one packed in an unknown way its subclass.
_UNREADABLE = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
    ET.ParseError,
    ExpatError,
)


class TypedDate(str):
    """The text of a cell that the workbook itself holds as a date: ISO, whatever is declared."""

    __slots__ = ()


def read_workbook(content: bytes, sheet: str, header_row: int, log: FaultLog) -> list[list[str]]:
    """Give the rows of a sheet as text, from the first row; a section heading as an empty row.

    A whole number has no ".0", a date is ISO. Faults go to the log: password, not readable, over
    a limit (`workbook_limits`), no such sheet, error cells, formulas never computed, cells merged
    over several rows.
    """
    try:
        # One sheet at most is searched whole (`_check_odd_cells`), so the copy's limit is its own.
        copy = bounded_copy(content, log)
        if copy is None:
            return []
        with CalamineWorkbook.from_filelike(BytesIO(copy)) as book:
            name = _sheet_name(book, sheet, log)
            if name is None:
                return []
            table = book.get_sheet_by_name(name)
            rows = [[_text(cell) for cell in row] for row in table.to_python(skip_empty_area=False)]
            _check_merged(table, rows, header_row, log)
        _check_odd_cells(copy, name, rows, header_row, log)
    except PasswordError:
        log.add(
            say("The workbook is protected with a password."),
            say("Save a copy without a password."),
        )
    except _UNREADABLE as error:
        log.add(
            say("The workbook cannot be read ({reason}).", reason=str(error)),
            say("Open it in a spreadsheet program and save it anew as .xlsx, or ask for it again."),
        )
    else:
        return rows
    return []


def column_letters(index: int) -> str:
    """Give the letters of a column, counted from 0, as a spreadsheet shows them."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters


def _sheet_name(book: CalamineWorkbook, wanted: str, log: FaultLog) -> str | None:
    if wanted:
        if wanted in book.sheet_names:
            return wanted
        names = ", ".join(book.sheet_names)
        log.add(
            say("The workbook has no sheet “{sheet}”.", sheet=wanted),
            say("Its sheets are {names}; write one as `sheet` in the mapping.", names=names),
        )
        return None
    shown = [
        data.name
        for data in book.sheets_metadata
        if data.visible is SheetVisibleEnum.Visible
        and any(
            any(cell != "" for cell in row)
            for row in book.get_sheet_by_name(data.name).to_python(nrows=1000)
        )
    ]
    if len(shown) == 1:
        return shown[0]
    if shown:
        log.add(
            say("The workbook has several sheets: {names}.", names=", ".join(shown)),
            say("Write which one is the list as `sheet` in the mapping."),
        )
    else:
        log.add(say("The workbook is empty."), say("Ask for the file again."))
    return None


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return TypedDate(value.date().isoformat() if midnight else value.isoformat(" "))
    if isinstance(value, dt.date):
        return TypedDate(value.isoformat())
    return str(value)


def _check_merged(
    table: CalamineSheet, rows: list[list[str]], header_row: int, log: FaultLog
) -> None:
    for (top, left), (bottom, right) in table.merged_cell_ranges or ():
        inside = top < len(rows) and left < len(rows[top])
        if bottom < header_row or not inside or not rows[top][left]:
            continue
        value = rows[top][left]
        others = rows[top][:left] + rows[top][right + 1 :]
        if top == bottom and top >= header_row and not any(others):
            rows[top] = [""] * len(rows[top])  # a heading over a section of the list
            continue
        log.add(
            say("The cell is merged with others and stands for several."),
            say("Take the merging apart and write the value into each cell it is meant for."),
            row=top + 1,
            column=_heading(rows, header_row, left),
            value=value,
        )


def _check_odd_cells(
    content: bytes, sheet: str, rows: list[list[str]], header_row: int, log: FaultLog
) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        data = archive.read(_sheet_path(archive, sheet))
        dayless = _formats_without_day(archive)
    if not dayless and b't="e"' not in data and b"<f" not in data and b":f" not in data:
        return
    for column, row, problem, dayless_format in _odd_cells(data, dayless):
        index = _column_index(column)
        number = int(row)
        if number < header_row or number > len(rows):
            continue
        cells = rows[number - 1]
        if dayless_format and index < len(cells) and isinstance(cells[index], TypedDate):
            shown = dt.date.fromisoformat(cells[index][:10]).strftime(dayless_format)
            cells[index] = TypedDate(shown)
        elif problem:
            advice = say("Put the value itself into the cell (copy, paste as values).")
            message = (
                say("The cell holds an error of the spreadsheet.")
                if problem == "error"
                else say("The cell holds a formula that was never computed.")
            )
            log.add(message, advice, row=number, column=_heading(rows, header_row, index))


def _odd_cells(data: bytes, dayless: dict[int, str]) -> Iterator[tuple[bytes, bytes, str, str]]:
    """Give column letters, row, `error` or `formula`, or the form in which a date is shown."""
    for match in _CELL.finditer(data):
        column, row, attributes, rest = match.groups()
        style = _STYLE.search(attributes)
        shown = dayless.get(int(style[1]), "") if style and dayless else ""
        problem = ""
        if b't="e"' in attributes:
            problem = "error"
        elif len(rest) > len(b"/>") and b't="str"' not in attributes:  # that is an empty result
            problem = "formula"
        if problem or shown:
            yield column, row, problem, shown


def _formats_without_day(archive: zipfile.ZipFile) -> dict[int, str]:
    """Give the numbers of the cell styles that show a month or a year only, and what they show."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    top = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - expat bounds expansion
    space = top.tag.removesuffix("styleSheet")
    formats = dict(_BUILT_IN_WITHOUT_DAY)
    for item in top.iter(f"{space}numFmt"):
        code = _LITERAL.sub("", item.get("formatCode", "")).lower()
        if "y" in code and "d" not in code:
            formats[int(item.get("numFmtId", "0"))] = "%Y-%m" if "m" in code else "%Y"
    styles = top.find(f"{space}cellXfs")
    if styles is None:
        return {}
    numbers = (int(style.get("numFmtId", "0")) for style in styles)
    return {place: formats[number] for place, number in enumerate(numbers) if number in formats}


def _sheet_path(archive: zipfile.ZipFile, sheet: str) -> str:
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat bounds expansion
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - the same
    # The attribute's namespace differs between the two kinds of the format; its name does not.
    wanted = {
        value
        for item in book.iter()
        if item.tag.endswith("}sheet") and item.get("name") == sheet
        for name, value in item.attrib.items()
        if name.endswith("}id")
    }
    target = next((item.get("Target", "") for item in relations if item.get("Id") in wanted), "")
    return posixpath.normpath(posixpath.join("xl", target)).removeprefix("/")


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def _heading(rows: list[list[str]], header_row: int, index: int) -> str:
    headings = rows[header_row - 1] if header_row <= len(rows) else []
    text = " ".join(headings[index].split()) if index < len(headings) else ""
    return text or column_letters(index)
