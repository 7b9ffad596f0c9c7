# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands between commands: points, "and", numbers of a list, labels, remarks in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from amparo.texts.wording.command_words import VERBS

if TYPE_CHECKING:
    from amparo.texts.wording.targets import Cursor

_COUNTED = re.compile(r"[a-z]|[ivx]{1,4}|\d{1,2}")
_BEGINNINGS = (*VERBS, "in", "after", "before", "start", "end")
BREAKS = ("comma", "and", "dash", "aside")


def joined(cursor: Cursor, verb: str) -> bool:
    """Say whether what stands before leaves a verb in force: "and", for "replace" a comma too."""
    at = cursor.at
    while at and cursor.items[at - 1].kind in (*BREAKS, "colon"):
        at -= 1
    between = cursor.items[at : cursor.at]
    commas = bool(between) and all(item.value in (",", ";") for item in between)
    return any(item.kind == "and" for item in between) or (verb == "replace" and commas)


def skip_breaks(cursor: Cursor) -> None:
    """Go over points, "and", and the numbers of a list of commands ("1. replace", "(a) in")."""
    while cursor.skip(*BREAKS, "colon") or (_listed(cursor) and cursor.skip("number", "remark")):
        pass


def _listed(cursor: Cursor) -> bool:
    """Say whether a number or a letter in brackets comes next that only counts a command."""
    if cursor.kind == "number":
        begins = cursor.ahead(1) == "comma" and cursor.ahead(2) in _BEGINNINGS
        return begins and cursor.item.value.isdigit()
    apart = not cursor.at or cursor.items[cursor.at - 1].kind in (*BREAKS, "colon")
    counted = cursor.kind == "remark" and _COUNTED.fullmatch(cursor.item.value)
    return bool(apart and counted and cursor.ahead(1) in _BEGINNINGS)


def skip_labels(cursor: Cursor) -> None:
    """Go over "Oral sub-amendment 1 to amendment 17:"; the amendment stays to be read."""
    before = cursor.at
    cursor.skip("the")
    if not cursor.take("oral"):
        cursor.at = before
        return
    cursor.skip("number_word")
    cursor.take("number")
    if cursor.kind == "to" and cursor.ahead(1) in ("amendment", "the"):
        cursor.at += 1


def end_before(cursor: Cursor) -> int:
    """Give where the last item that belongs to a command ends."""
    at = cursor.at
    while at and cursor.items[at - 1].kind in (*BREAKS, "colon", "remark"):
        at -= 1
    return cursor.items[at - 1].end if at else 0
