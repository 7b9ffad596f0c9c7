# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which lines of one text stand for which of another: by their words, not by their numbers.

The alignment keeps the order (dynamic programming over shared words, as in Gale and Church 1993
for sentences): a line may stand for one other, for several (split), several for one (merged), or
for none. What stands elsewhere is found afterwards among those without a counterpart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from amparo.texts.layers.differences import Place
from amparo.texts.layers.word_changes import coded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Shares of common words from which two lines are one; ours, see docs/amendments-comparing.md.
_LIKE, _LIKE_WITH_NUMBER, _CONTAINED, _MOVED = 0.5, 0.3, 0.8, 0.8
_PIECE = 0.6
_MOST_PIECES = 4
_FEWEST_IN_PIECE = 3
_FEWEST_WORDS = 5
_NUMBER_BONUS, _PIECE_PRICE = 0.5, 0.75


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its number, its words, what it is, of which part, and the paragraph's key."""

    number: str
    text: str
    place: Place = "paragraph"
    part: int = 0
    key: str = field(default="", compare=False)

    @property
    def line(self) -> str:
        """The line as texts are compared: the number and a space before the words."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Aligned:
    """Lines `start`..`end` stand for lines `start_after`..`end_after`; one side may be empty."""

    start: int
    end: int
    start_after: int
    end_after: int


def align(before: Sequence[Row], after: Sequence[Row]) -> list[Aligned]:
    """Give the alignment in the order of reading; every line is in exactly one entry."""
    first = _common(before, after)
    last = _common(before[first:][::-1], after[first:][::-1])
    middle = _middle(before[first : len(before) - last], after[first : len(after) - last])
    n, m = len(before), len(after)
    return [
        *(Aligned(at, at + 1, at, at + 1) for at in range(first)),
        *(Aligned(w + first, x + first, y + first, z + first) for w, x, y, z in middle),
        *(Aligned(n - at, n - at + 1, m - at, m - at + 1) for at in range(last, 0, -1)),
    ]


def moved(
    before: Sequence[Row], after: Sequence[Row], aligned: Sequence[Aligned]
) -> dict[int, int]:
    """Give the lines that stand elsewhere, among those without a counterpart."""
    gone = [one.start for one in aligned if one.start_after == one.end_after]
    new = [one.start_after for one in aligned if one.start == one.end]
    words = coded(*(_words(before[at]) for at in gone), *(_words(after[at]) for at in new))
    found: dict[int, int] = {}
    candidates = [
        (LCSseq.normalized_similarity(one, other), at, to)
        for at, one in zip(gone, words, strict=False)
        for to, other in zip(new, words[len(gone) :], strict=True)
        if min(len(one), len(other)) >= _FEWEST_WORDS
    ]
    for share, at, to in sorted(candidates, reverse=True):
        if share >= _MOVED and at not in found and to not in found.values():
            found[at] = to
    return found


def _common(before: Sequence[Row], after: Sequence[Row]) -> int:
    """Count the lines at the beginning that are the same, numbers aside."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if (one.text, _sort(one)) != (other.text, _sort(other)):
            break
        count += 1
    return count


def _middle(before: Sequence[Row], after: Sequence[Row]) -> list[tuple[int, int, int, int]]:
    """Give the best alignment as from, to, from after, to after."""
    n, m = len(before), len(after)
    if not (n and m):
        return [*((i, i + 1, 0, 0) for i in range(n)), *((n, n, j, j + 1) for j in range(m))]
    words = coded(*map(_words, before), *map(_words, after))
    score = _Scores(before, after, words[:n], words[n:])
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    step: list[list[tuple[int, int]]] = [[(1, 0)] * (m + 1) for _ in range(n + 1)]
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            # What is gone is named before what is new.
            options = [(best[i + 1][j], (1, 0))] if i < n else []
            options += [(best[i][j + 1], (0, 1))] if j < m else []
            if i < n and j < m:
                options += [
                    (value + best[i + k][j + length], (k, length))
                    for k, length, value in score.options(i, j)
                ]
            if options:
                best[i][j], step[i][j] = max(options, key=lambda option: option[0])
    found = []
    i = j = 0
    while i < n or j < m:
        k, length = step[i][j]
        found.append((i, i + k, j, j + length))
        i, j = i + k, j + length
    return found


class _Scores:
    """How many words lines share; nothing where too few for one to stand for the other."""

    def __init__(
        self,
        before: Sequence[Row],
        after: Sequence[Row],
        words: Sequence[str],
        words_after: Sequence[str],
    ) -> None:
        self.before, self.after = before, after
        self.words, self.words_after = words, words_after
        self.shared = cdist(words, words_after, scorer=LCSseq.similarity).tolist()

    def options(self, i: int, j: int) -> Iterator[tuple[int, int, float]]:
        """Give lines taken before, lines taken after, value, for the lines at `i` and `j`."""
        if _sort(self.before[i]) != _sort(self.after[j]):
            return
        value = self._pair(i, j)
        if value > 0:
            yield 1, 1, value
        pieces = self.words_after[j : j + _MOST_PIECES]
        for k in _pieces(self.shared[i][j : j + _MOST_PIECES], pieces):
            value = LCSseq.similarity(self.words[i], "".join(pieces[:k]))
            yield 1, k, value - _PIECE_PRICE * k
        pieces = self.words[i : i + _MOST_PIECES]
        for k in _pieces([row[j] for row in self.shared[i : i + _MOST_PIECES]], pieces):
            value = LCSseq.similarity("".join(pieces[:k]), self.words_after[j])
            yield k, 1, value - _PIECE_PRICE * k

    def _pair(self, i: int, j: int) -> float:
        one, other = self.before[i], self.after[j]
        if one.text == other.text:
            return len(self.words[i]) + 1.0
        shared = self.shared[i][j]
        short, long = sorted((len(self.words[i]), len(self.words_after[j])))
        same_number = one.number == other.number
        enough = _LIKE_WITH_NUMBER if same_number else _LIKE
        like = 2 * shared >= enough * (short + long)
        contained = short >= _FEWEST_WORDS and shared / short >= _CONTAINED
        known = one.place in {"title", "heading"}
        return shared + _NUMBER_BONUS * same_number if like or contained or known else 0.0


def _pieces(shared: Sequence[int], pieces: Sequence[str]) -> Iterator[int]:
    """Give how many lines may together stand for one: each has most of its words there."""
    for count, (words, piece) in enumerate(zip(shared, pieces, strict=True), 1):
        if len(piece) < _FEWEST_IN_PIECE or words < _PIECE * len(piece):
            return
        if count > 1:
            yield count


def _sort(row: Row) -> tuple[Place, int]:
    return row.place, row.part


def _words(row: Row) -> list[str]:
    return re.findall(r"\w+", row.text.casefold())
