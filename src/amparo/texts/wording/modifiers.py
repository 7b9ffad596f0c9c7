# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a command names beside what is done: places, spots, occurrences, remarks in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.wording.between_commands import skip_breaks
from amparo.texts.wording.command_words import VERBS
from amparo.texts.wording.targets import (
    Cursor,
    NotUnderstoodError,
    occurrence,
    place,
    spot,
)

if TYPE_CHECKING:
    from amparo.texts.wording.command import Command

# Brackets with fewer words may belong to a number or a place: "8 (b)", "(line 3)".
_WORDS_OF_REMARK = 3


def modifiers(cursor: Cursor, command: Command) -> None:
    """Read places, spots and occurrences as long as there are any."""
    while True:
        before = cursor.at
        skip_breaks(cursor)
        if not modifier(cursor, command):
            cursor.skip("the") if cursor.ahead(1) in VERBS else None
            # Points stay for what comes next unless a verb does.
            if cursor.kind not in VERBS:
                cursor.at = before
            return


def modifier(cursor: Cursor, command: Command) -> bool:
    """Read one place, spot or occurrence; say whether there was one."""
    if cursor.kind == "remark":
        return _remark(cursor, command)
    if found := spot(cursor):
        command.spots.append(found)
        return True
    if which := occurrence(cursor):
        command.occurrence = which[0] or command.occurrence
        command.everywhere = which[1] or command.everywhere
        return True
    if where := place(cursor):
        command.places.append(where)
        return True
    return False


def _remark(cursor: Cursor, command: Command) -> bool:
    """Go over a remark in brackets; one that says which occurrence is meant counts."""
    item = cursor.item
    cursor.at += 1
    inner = item.inside
    if inner is None and len(item.value.split()) >= _WORDS_OF_REMARK:
        return True
    within = Cursor(cursor.wording, inner or ())
    modifiers(within, command)
    if within.kind or not inner:
        raise NotUnderstoodError(
            say("it is not understood what the brackets “{words}” change", words=item.value),
            item.start,
        )
    return True
