# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is struck without being quoted in full: all words after others, the words from ... to ..."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.texts.operations import Position
from amparo.texts.wording.targets import Cursor, Place, Words, place, words


@dataclass(frozen=True, slots=True)
class Rest:
    """All words after (or before) others, or the rest of what is spoken of."""

    position: Position
    words: Words | None
    of: Place | None = None


def rest(cursor: Cursor) -> Rest | None:
    """Read "all words after ...", "the rest of the sentence after ..."."""
    before = cursor.at
    cursor.skip("the")
    if cursor.take("all_words"):
        cursor.skip("of", "the") if cursor.ahead(1) in ("after", "before") else None
        where = place(cursor, bare=True) if cursor.kind in ("in", "of") else None
        beside = cursor.take("after", "before")
        quoted = words(cursor) if beside else None
        if beside and quoted:
            after = beside.kind == "after"
            return Rest(Position.REST if after else Position.UNTIL, quoted, where)
        if beside:
            raise cursor.not_understood()
        return Rest(Position.REST, None, where)
    if cursor.take("rest"):
        where = place(cursor, bare=True)
        cursor.skip("comma")
        quoted = words(cursor) if cursor.take("after") else None
        return Rest(Position.REST, quoted, where)
    cursor.at = before
    return None


def stretch_of_words(cursor: Cursor) -> Words | None:
    """Read "the words from ... to ..."."""
    before = cursor.at
    cursor.skip("the")
    cursor.skip("words", "text", "all_words")
    if cursor.take("from", "of") and (first := words(cursor)):
        last = words(cursor) if cursor.take("to", "in") else None
        if last:
            return Words(first.quoted, first.occurrence, until=last.quoted)
    cursor.at = before
    return None


def up_to_the_end(cursor: Cursor) -> tuple[Words, Rest] | None:
    """Read "the words from ... to the end of the paragraph": the words and all after them."""
    before = cursor.at
    cursor.skip("the")
    cursor.skip("words", "text", "all_words")
    first = words(cursor) if cursor.take("from", "of") else None
    # "From X at the end" only says where the words stand; "à la fin" says both in French.
    reaches = cursor.take("to") is not None or cursor.item.value in ("to", "a")
    cursor.skip("the")
    if first and reaches and cursor.take("end", "rest"):
        where = place(cursor, bare=True) if cursor.kind == "of" else None
        if where is None or where.kind in ("same paragraph", "same sentence"):
            return first, Rest(Position.REST, first, where)
    cursor.at = before
    return None
