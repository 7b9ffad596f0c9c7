# SPDX-License-Identifier: AGPL-3.0-or-later
"""How wide a table's columns are on paper: no word broken or run over, long text gets the room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell: TypeAlias = "Sequence[dict[str, Any]]"

# A line of a table at its size, in letters, and what the space between two columns takes of it.
_LINE = 106.0
_GAP = 2.8
# Columns whose longest line is no longer stay as narrow as their text, while they leave
# this much of the line to the others.
_NARROW = (30, 22, 14)
_LEFT = 50.0
# A column with four times the text gets a little more than twice the room.
_GROWTH = 0.6
_BOLD = 1.15
# Cyrillic letters are wider than Latin ones by about this much.
_CYRILLIC = 0.15
# A line that is not broken into several.
_SHORT = 16.5


def column_shares(columns: Sequence[Sequence[Cell]]) -> list[int]:
    """Give each column's share of the line in letters; all 0 where every column is narrow.

    A column is the cells from its head downwards, each cell the parts of a line as `plain`
    makes them. The words of a long head may stand below one another.
    """
    needed = [max(_head(head), *map(_longest_line, cells), 0.0) + _GAP for head, *cells in columns]
    narrow = _narrow(needed)
    if len(narrow) == len(columns):
        return [0] * len(columns)
    wide = [place for place in range(len(columns)) if place not in narrow]
    room = _LINE - sum(needed[place] for place in narrow)
    least = {place: max(map(_least, columns[place])) + _GAP for place in wide}
    weight = {
        place: (sum(map(_length, columns[place])) / len(columns[place])) ** _GROWTH
        for place in wide
    }
    shares = _shared(room, least, weight)
    return [round(shares.get(place, needed[place])) for place in range(len(columns))]


def _head(cell: Cell) -> float:
    line = _longest_line(cell)
    return line if line <= _SHORT else _longest_word(cell)


def _narrow(needed: Sequence[float]) -> set[int]:
    for limit in _NARROW:
        found = {place for place, length in enumerate(needed) if length <= limit}
        taken = sum(needed[place] for place in found)
        if taken <= _LINE - _LEFT or (len(found) == len(needed) and taken <= _LINE):
            return found
    return set()


def _shared(room: float, least: dict[int, float], weight: dict[int, float]) -> dict[int, float]:
    """Share the room by weight, but give nobody less than the least he needs."""
    open_places = set(weight)
    shares: dict[int, float] = {}
    while open_places:
        left = room - sum(shares.values())
        total = sum(weight[place] for place in open_places) or 1.0
        fair = {place: left * weight[place] / total for place in open_places}
        short = {place for place in open_places if fair[place] < least[place]}
        if not short:
            return shares | fair
        shares |= {place: least[place] for place in short}
        open_places -= short
    return shares


def _lines(cell: Cell) -> list[str]:
    """Give the lines of a cell as text; a citation takes about half its letters."""
    lines = [""]
    for part in cell:
        if part["kind"] == "new_line":
            lines.append("")
        elif part["kind"] == "cite":
            # Joined to the word before it, and set small.
            lines[-1] += "1" * ((len(", ".join(map(str, part["numbers"]))) + 1) // 2)
        else:
            lines[-1] += part["text"]
    return lines


def _longest_line(cell: Cell) -> float:
    return max(map(_letters, _lines(cell)))


def _longest_word(cell: Cell) -> float:
    words = [word for line in _lines(cell) for word in re.split(r"[\s/–—-]", line)]
    return max(map(_letters, words))


def _least(cell: Cell) -> float:
    # A short line, such as a date, stays whole.
    return max(_longest_word(cell), min(_longest_line(cell), _SHORT))


def _letters(text: str) -> float:
    cyrillic = sum("\u0400" <= letter <= "\u052f" for letter in text)
    return (len(text) + _CYRILLIC * cyrillic) * _BOLD


def _length(cell: Cell) -> float:
    return float(sum(len(line) for line in _lines(cell))) or 1.0
