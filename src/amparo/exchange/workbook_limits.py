# SPDX-License-Identifier: AGPL-3.0-or-later
"""Limits on what a workbook may unpack to, checked before anything lays its cells out.

A few kilobytes of XLSX can unpack to gigabytes, or hold one cell so far away that the table up
to it fits no memory. The parts are unpacked piece by piece and counted, never as the archive
says of itself, and the reader gets a copy made of what was counted.
"""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat

from amparo.core.messages import Message, say

if TYPE_CHECKING:
    from amparo.exchange.lists_faults import FaultLog

MEGABYTE = 1_000_000
MAX_UNPACKED = 200 * MEGABYTE
MAX_PARTS = 10_000
MAX_ROWS = 1_048_576
# Up to the last row and column with content, so this many places are laid out in memory.
MAX_CELLS = 20_000_000
# Signs in all cells of a sheet together; one shared text may stand in many cells.
MAX_SIGNS = 500_000_000
SMALLER = say("Split the list, or save only the sheet with the list.")

_LETTERS = re.compile(r"[A-Za-z]{1,9}")
_LONGEST_NUMBER = 18
_PIECE = 1 << 20


class _TooLargeError(Exception):
    def __init__(self, problem: Message) -> None:
        super().__init__(problem)
        self.problem = problem


def bounded_copy(content: bytes, log: FaultLog) -> bytes | None:
    """Give the workbook again with the parts a reader needs; None, and a fault, over a limit.

    Raises:
        zipfile.BadZipFile: the archive is not in order.
        expat.ExpatError: a part is not in order.
        RuntimeError: a part has a password.
        NotImplementedError: a part is packed in a way not known here.
        zlib.error, EOFError: a part is cut off.
    """
    copy = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(copy, "w") as kept:
            _copy_parts(archive, kept)
    except _TooLargeError as found:
        log.add(found.problem, SMALLER)
        return None
    return copy.getvalue()


def too_large(size: int, limit: int) -> Message:
    """Say that a file has more bytes than are read."""
    return say(
        "The file has {size} MB of content; at most {limit} MB are read.",
        size=-(-size // MEGABYTE),
        limit=limit // MEGABYTE,
    )


def _copy_parts(archive: zipfile.ZipFile, kept: zipfile.ZipFile) -> None:
    if len(archive.infolist()) > MAX_PARTS:
        count = len(archive.infolist())
        problem = say(
            "The workbook has {count} parts; at most {limit} are read.",
            count=count,
            limit=MAX_PARTS,
        )
        raise _TooLargeError(problem)
    parts = {info.filename: info for info in archive.infolist() if _needed(info.filename)}
    if (declared := sum(info.file_size for info in parts.values())) > MAX_UNPACKED:
        raise _TooLargeError(too_large(declared, MAX_UNPACKED))
    total, extents = 0, []
    for name, info in parts.items():
        extent = _Extent()
        with archive.open(info) as part, kept.open(name, "w") as target:
            while piece := part.read(_PIECE):
                total += len(piece)
                if total > MAX_UNPACKED:
                    raise _TooLargeError(too_large(total, MAX_UNPACKED))
                extent.parser.Parse(piece)
                target.write(piece)
            extent.parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place only
        extents.append(extent)
    longest = max((extent.longest for extent in extents), default=0)
    if max((extent.shared for extent in extents), default=0) * longest > MAX_SIGNS:
        raise _TooLargeError(
            say("The cells of a sheet hold more than {limit} signs of text.", limit=MAX_SIGNS)
        )


def _needed(name: str) -> bool:
    """Say whether a part is one of the workbook's own; pictures and macros are not unpacked."""
    if name in {"[Content_Types].xml", "_rels/.rels"}:
        return True
    return name.startswith("xl/") and name.endswith((".xml", ".rels"))


class _Extent:
    """Where the cells with content of one part stand, counted as calamine counts them.

    `shared` is how many cells hold a shared text, `longest` the length of the longest of these.
    """

    def __init__(self) -> None:
        self.row = self.column = 0
        self.place: tuple[int, int] | None = None
        self.rows = self.columns = 0
        self.shared = self.longest = 0
        self.signs: int | None = None
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self.place = self.row, self.column
            if reference := attributes.get("r"):
                self.place = _place(reference)
                self.column = self.place[1]
            self.shared += attributes.get("t") == "s"
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1)) - 1
        elif name == "si":
            self.signs = 0
            self.parser.CharacterDataHandler = self._text
        elif self.place is not None and name in {"v", "f", "is"}:
            self._reach(*self.place)

    def _end(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self.place = None
            self.column += 1
        elif name == "row":
            self.row += 1
            self.column = 0
        elif name == "si":
            self.longest = max(self.longest, self.signs or 0)
            self.parser.CharacterDataHandler = None

    def _text(self, text: str) -> None:
        self.signs = (self.signs or 0) + len(text)

    def _reach(self, row: int, column: int) -> None:
        if row < self.rows and column < self.columns:
            return
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows > MAX_ROWS or self.rows * self.columns > MAX_CELLS:
            problem = say(
                "The cells of a sheet reach row {row} and column {column}; "
                "read are at most {rows} rows, and {cells} cells.",
                row=self.rows,
                column=self.columns,
                rows=MAX_ROWS,
                cells=MAX_CELLS,
            )
            raise _TooLargeError(problem)


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    number = reference[len(letters) :]
    if not 0 < len(number) < _LONGEST_NUMBER:
        raise _bad_place(reference)
    return int(number) - 1, _column(letters)


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    if not _LETTERS.fullmatch(letters):
        raise _bad_place(letters)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _bad_place(reference: str) -> zipfile.BadZipFile:
    return zipfile.BadZipFile(f"cell reference {reference[:40]}")
