# SPDX-License-Identifier: AGPL-3.0-or-later
"""Slips of the pen: in a name, in a date; and Latin letters that look Cyrillic."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

# Letters that hands and ears confuse; what has none here is doubled or left out instead.
_CONFUSED = {
    "а": "о", "о": "а", "е": "и", "и": "е", "б": "в", "в": "б", "д": "т", "т": "д", "з": "с",
    "с": "з", "ш": "щ", "щ": "ш", "п": "н", "н": "п", "г": "к", "к": "г", "і": "и", "я": "е",
    "a": "o", "o": "a", "e": "i", "i": "e", "u": "y", "y": "u", "v": "w", "w": "v", "s": "z",
    "z": "s", "t": "d", "d": "t", "n": "m", "m": "n", "k": "c", "c": "k", "l": "r", "r": "l",
}  # fmt: skip
_LOOK_ALIKE = dict(zip("аеорсухіАВЕКМНОРСТХІ", "aeopcyxiABEKMHOPCTXI", strict=True))
_KINDS = ("substitute", "delete", "transpose", "double")
_SHORTEST = 4
_TRIES = 4
_FIRST_MONTHS = 12


def name_slip(written: str, stream: np.random.Generator) -> str:
    """Give the name with one letter wrong, left out, doubled or two changed about.

    The slip is inside a word of at least four letters; a name without one comes back unchanged.
    """
    inside = [
        place
        for place in range(1, len(written) - 1)
        if written[place - 1 : place + 2].isalpha() and _long_enough(written, place)
    ]
    if not inside:
        return written
    for _ in range(_TRIES):
        place = inside[int(stream.random() * len(inside))]
        found = _slipped(written, place, _KINDS[int(stream.random() * len(_KINDS))])
        if found != written:
            return found
    return _slipped(written, inside[0], "double")


def look_alike(written: str, stream: np.random.Generator) -> str:
    """Give the name with about half of the letters that Latin has too replaced, at least one."""
    places = [place for place, letter in enumerate(written) if letter in _LOOK_ALIKE]
    if not places:
        return written
    first = places[int(stream.random() * len(places))]
    chosen = {place for place in places if stream.random() < 0.5} | {first}  # noqa: PLR2004 - half
    return "".join(_LOOK_ALIKE[c] if place in chosen else c for place, c in enumerate(written))


def date_slip(written: str, stream: np.random.Generator) -> str:
    """Give the date (YYYY-MM-DD) with day and month changed about, or one digit wrong."""
    year, month, day = written.split("-")
    if int(day) <= _FIRST_MONTHS and day != month and stream.random() < 0.5:  # noqa: PLR2004 - half
        return f"{year}-{day}-{month}"
    places = (3, 6, 8, 9)  # not the century
    while True:
        place = places[int(stream.random() * len(places))]
        digit = str(int(stream.random() * 10))
        found = written[:place] + digit + written[place + 1 :]
        if digit != written[place] and _is_date(found):
            return found


def _slipped(written: str, place: int, kind: str) -> str:
    letter = written[place]
    before, after = written[:place], written[place + 1 :]
    match kind:
        case "substitute":
            other = _CONFUSED.get(letter.lower(), letter)
            return before + (other.upper() if letter.isupper() else other) + after
        case "delete":
            return before + after
        case "transpose":
            return before + after[0] + letter + after[1:]
        case _:
            return before + letter + letter + after


def _long_enough(written: str, place: int) -> bool:
    start = max(written.rfind(mark, 0, place) for mark in " -.,")
    word = written[start + 1 :].split(" ", maxsplit=1)[0]
    return len(word) >= _SHORTEST


def _is_date(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False
