# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where two spellings of a name differ, letter by letter, whatever the order of the words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Words less alike than this are different words, marked whole.
_ALIKE = 0.5
_PARTS = re.compile(r"\w+|\W+")

Pieces = list[tuple[str, bool]]


def marked(text: str, other: str) -> Pieces:
    """Cut a text into pieces, each with whether it differs from its counterpart in another text.

    Each word is held against the word of the other text that is most like it; capitals do not
    count. Joined, the pieces are the text.

    >>> marked("Gorinov A.", "Gorynov")
    [('Gor', False), ('i', True), ('nov', False), (' ', False), ('A', True), ('.', False)]
    """
    words = [part for part in _PARTS.findall(other.lower()) if part[0].isalnum()]
    found: Pieces = []
    for part in _PARTS.findall(text):
        found += _word(part, words) if part[0].isalnum() else [(part, False)]
    return found


def likest(text: str, others: Iterable[str]) -> str:
    """Give the text that is most like one, "" where there is none."""
    return max(others, key=lambda other: _likeness(text.lower(), other.lower()), default="")


def _word(word: str, others: list[str]) -> Pieces:
    lower = word.lower()
    other = likest(lower, others)
    if len(lower) != len(word) or _likeness(lower, other) < _ALIKE:
        return [(word, True)]
    blocks = SequenceMatcher(None, lower, other, autojunk=False).get_opcodes()
    return [(word[a:b], kind != "equal") for kind, a, b, _, _ in blocks if a < b]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
