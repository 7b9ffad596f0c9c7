# SPDX-License-Identifier: AGPL-3.0-or-later
"""The numbers of paragraphs: which stand beside each other."""

from __future__ import annotations

from itertools import pairwise

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")


def neighbour(number: str, by: int) -> str:
    """Give the number beside one: 9 after 8, 8.5 before 8.6, 8.c after 8.b, "" where none is."""
    stem, _, last = number.rpartition(".")
    if last.isdigit():
        beside = str(int(last) + by) if int(last) + by > 0 else ""
    else:
        beside = chr(ord(last) + by) if len(last) == 1 and "a" <= chr(ord(last) + by) <= "z" else ""
    return f"{stem}.{beside}".lstrip(".") if beside else ""


def follow(first: str, second: str) -> bool:
    """Say whether one number comes right after another on the same level: 9 after 8, ii after i."""
    stem, _, low = first.rpartition(".")
    other, _, high = second.rpartition(".")
    roman = stem == other and (low, high) in pairwise(_ROMAN)
    return roman or neighbour(first, 1) == second
