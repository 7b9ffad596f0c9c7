# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the text of a CSV file into rows; what is wrong with it as a whole is logged."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from amparo.core.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.exchange.lists_faults import FaultLog


def csv_rows(content: bytes, log: FaultLog) -> list[list[str]]:
    """Give the rows of a CSV file in UTF-8; none, and a fault, where it cannot be read."""
    rows = list(each_csv_row(content, log))
    return [] if log.faults else rows


def each_csv_row(content: bytes, log: FaultLog) -> Iterator[list[str]]:
    """Give the rows of a CSV file in UTF-8 one after the other; what is wrong is logged."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        log.add(say("The file is not UTF-8."), say("Save it as CSV in UTF-8."), row=line)
        return
    if "\0" in text:
        log.add(say("The file holds a NUL."), say("Save it as CSV in UTF-8."))
    if not text.strip():
        log.add(say("The file is empty."), say("Ask for the file again."))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        log.add(
            say("The file cannot be read as CSV ({reason}).", reason=str(error)),
            say("Look for a quotation mark that is never closed."),
        )


def fits(cells: list[str], headings: list[str], row: int, log: FaultLog) -> bool:
    """Say whether a row has a cell for each heading; a fault where it has not."""
    if len(cells) == len(headings):
        return True
    log.add(
        say(
            "The row has {cells} cells, the headings {headings}.",
            cells=len(cells),
            headings=len(headings),
        ),
        say("Put quotation marks around a cell that holds a comma."),
        row=row,
    )
    return False
