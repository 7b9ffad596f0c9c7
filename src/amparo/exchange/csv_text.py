# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the text of a CSV file into rows; what is wrong with it as a whole is logged."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from amparo.core.messages import say

if TYPE_CHECKING:
    from amparo.exchange.lists_faults import FaultLog


def csv_rows(content: bytes, log: FaultLog) -> list[list[str]]:
    """Give the rows of a CSV file in UTF-8; none, and a fault, where it cannot be read."""
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        log.add(say("The file is not UTF-8."), say("Save it as CSV in UTF-8."), row=line)
        return []
    except csv.Error as error:
        log.add(
            say("The file cannot be read as CSV ({reason}).", reason=str(error)),
            say("Look for a quotation mark that is never closed."),
        )
        return []
    if "\0" in text:
        log.add(say("The file holds a NUL."), say("Save it as CSV in UTF-8."))
    if not rows:
        log.add(say("The file is empty."), say("Ask for the file again."))
    return rows
