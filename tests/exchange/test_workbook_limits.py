# SPDX-License-Identifier: AGPL-3.0-or-later
"""A workbook or table over a limit is a fault that says which, before it fills the memory."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import yaml
from openpyxl import Workbook

from amparo.exchange import tables, workbook_limits
from amparo.exchange.lists import ListFaults, read_list
from amparo.exchange.lists_faults import FaultLog
from amparo.exchange.mapping import read_mapping
from amparo.exchange.workbook_limits import bounded_copy

if TYPE_CHECKING:
    from pathlib import Path

END = b"</sheetData>"
FAR = b'<row r="%d"><c r="%s%d" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
SHEET = "xl/worksheets/sheet1.xml"


def workbook(old: bytes = b"", new: bytes = b"", *extra: tuple[str, bytes]) -> bytes:
    """A list of one row, with one text of its sheet's XML put in place of another."""
    made, plain, changed = Workbook(), BytesIO(), BytesIO()
    for row in (["id", "Name"], ["1", "Somebody Made Up"]):
        made.active.append(row)  # type: ignore[union-attr]  # a new book has a sheet
    made.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(changed, "w", 8) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new, 1) if old and name == SHEET else data)
        for name, data in extra:
            target.writestr(name, data)
    assert old in zipfile.ZipFile(plain).read(SHEET)
    return changed.getvalue()


def said(folder: Path, content: bytes, name: str = "list.xlsx") -> list[str]:
    fields = {
        "list": "list-x",
        "language": "en",
        "complete_snapshot": "true",
        "key": "id",
        "columns": {"Name": "name"},
    }
    (folder / "mapping.yaml").write_text(yaml.safe_dump(fields), "utf-8")
    (folder / name).write_bytes(content)
    try:
        read_list(folder / name, read_mapping(folder / "mapping.yaml"))
    except ListFaults as found:
        return [str(fault) for fault in found.faults]
    return []


@pytest.mark.parametrize(
    ("letters", "row", "fault"),
    [
        (b"XFD", 1_048_576, "reach row 1,048,576 and column 16,384"),
        (b"B", 1_048_577, "reach row 1,048,577 and column 2"),
        (b"T", 1_000_001, "reach row 1,000,001 and column 20"),
        (b"B", 300, ""),
    ],
)
def test_a_cell_far_away_is_a_fault(tmp_path: Path, letters: bytes, row: int, fault: str) -> None:
    found = said(tmp_path, workbook(END, FAR % (row, letters, row)))
    if fault:
        assert len(found) == 1
        assert fault in found[0]
    else:
        assert len(found) == 1
        assert "row 300, column “id”: The key of the row is empty." in found[0]


def test_cells_without_a_reference_are_counted_on(tmp_path: Path) -> None:
    cells = b'<row r="1048576">' + b"<c><v>1</v></c>" * 20 + b"</row></sheetData>"
    (fault,) = said(tmp_path, workbook(END, cells))
    assert "reach row 1,048,576 and column 20" in fault


def test_empty_cells_far_away_and_a_wide_dimension_are_no_fault(tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert said(tmp_path, workbook(END, far)) == []
    assert said(tmp_path, workbook(b'ref="A1:B2"', b'ref="A1:XFD1048576"')) == []


def test_a_workbook_that_unpacks_to_too_much_is_a_fault(tmp_path: Path) -> None:
    (fault,) = said(tmp_path, workbook(b"", b"", ("xl/big.xml", b" " * 200_000_001)))
    assert "MB of content; at most 200 MB are read. Split the list" in fault


def test_pictures_in_a_workbook_are_not_unpacked() -> None:
    log = FaultLog("list.xlsx")
    copy = bounded_copy(workbook(b"", b"", ("xl/media/1.png", b"\0" * 100)), log)
    assert copy is not None
    assert "xl/media/1.png" not in zipfile.ZipFile(BytesIO(copy)).namelist()


def test_what_the_archive_says_of_its_own_size_is_not_believed(tmp_path: Path) -> None:
    content = workbook(b"", b"", ("xl/big.xml", b"<x/>" + b" " * 1_000_000))
    real = (1_000_004).to_bytes(4, "little")
    assert content.count(real) >= 1
    (fault,) = said(tmp_path, content.replace(real, (4).to_bytes(4, "little")))
    assert "The workbook cannot be read" in fault


def test_too_many_parts_and_too_much_shared_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = b"<sst><si><t>" + b"x" * 1000 + b"</t></si></sst>"
    cells = b'<row r="3">' + b'<c t="s"><v>0</v></c>' * 2 + b"</row></sheetData>"
    with monkeypatch.context() as patched:
        patched.setattr(workbook_limits, "MAX_SIGNS", 1999)
        (fault,) = said(tmp_path, workbook(END, cells, ("xl/sharedStrings.xml", shared)))
    assert "more than 1,999 signs of text" in fault
    monkeypatch.setattr(workbook_limits, "MAX_PARTS", 8)
    (fault,) = said(tmp_path, workbook())
    assert "parts; at most 8 are read" in fault


@pytest.mark.parametrize(("escaped", "sign"), [(b"_x001B_", "U+001B"), (b"_x0000_", "U+0000")])
def test_control_signs_in_a_workbook_are_faults(tmp_path: Path, escaped: bytes, sign: str) -> None:
    (fault,) = said(tmp_path, workbook(b"Somebody Made Up", b"Some" + escaped + b"body"))
    assert f"row 2, column “Name”: The cell has a sign that is no text ({sign})" in fault


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_a_cell_longer_than_a_spreadsheet_holds_is_a_fault(tmp_path: Path, name: str) -> None:
    for count, faults in ((32_767, 0), (32_768, 1)):
        text = b"x" * count
        content = b"id,Name\n1," + text + b"\n"
        if name == "list.xlsx":
            content = workbook(b"Somebody Made Up", text)
        found = said(tmp_path, content, name)
        assert len(found) == faults
        assert all("row 2, column “Name”: The cell has 32,768 signs" in line for line in found)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_FILE", 8)
    (fault,) = said(tmp_path, b"id,Name\n1,Somebody\n", "list.csv")
    assert "at most 0 MB are read" in fault
