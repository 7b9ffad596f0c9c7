# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers of the paragraphs that result.

Each paragraph inserted or struck shifts the later ones of its level under the same parent, with all
below them, by one. Gaps that a partial draft has stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_ROMAN = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
)
Series = tuple[str, ...]


@dataclass(slots=True)
class Numbering:
    """The shifts met so far in a walk through one part in the order of reading.

    A series is what is counted together: all numbers with the same beginning ("8" of 8.1, 8.2).
    `roman` are the series whose last pieces are Roman numerals, `last` the numbers given last.
    """

    roman: frozenset[Series] = frozenset()
    shifts: dict[Series, int] = field(default_factory=dict)
    last: dict[Series, int] = field(default_factory=dict)

    def kept(self, number: str) -> str:
        """Give the new number of a paragraph of the draft that stays."""
        if not number:
            return ""
        pieces = number.split(".")
        new = [self._shifted(tuple(pieces[:depth]), piece) for depth, piece in enumerate(pieces)]
        series = tuple(pieces[:-1])
        self.last[series] = self._count(series, new[-1])
        return ".".join(new)

    def struck(self, number: str) -> None:
        """Close the gap that a struck paragraph leaves."""
        if number:
            series = tuple(number.split(".")[:-1])
            self.shifts[series] = self.shifts.get(series, 0) - 1

    def added(self, beside: str, *, before: bool) -> str:
        """Give the number of a new paragraph after or before one of the draft; shift the rest."""
        pieces = beside.split(".")
        series = tuple(pieces[:-1])
        shift = self.shifts.get(series, 0)
        count = self._count(series, pieces[-1]) + shift + (0 if before else 1)
        count = max(count, self.last.get(series, 0) + 1)
        above = [
            self._shifted(tuple(pieces[:depth]), pieces[depth]) for depth in range(len(series))
        ]
        self.shifts[series] = shift + 1
        self.last[series] = count
        return ".".join([*above, self._written(series, count, pieces[-1])])

    def _shifted(self, series: Series, piece: str) -> str:
        shift = self.shifts.get(series, 0)
        return self._written(series, self._count(series, piece) + shift, piece) if shift else piece

    def _count(self, series: Series, piece: str) -> int:
        if piece.isdigit():
            return int(piece)
        if series in self.roman and piece in _ROMAN:
            return _ROMAN.index(piece) + 1
        return ord(piece[0]) - ord("a") + 1

    def _written(self, series: Series, count: int, like: str) -> str:
        if like.isdigit() or count < 1:
            return str(count)
        if series in self.roman:
            return _ROMAN[count - 1] if count <= len(_ROMAN) else str(count)
        letters = 26
        return chr(ord("a") + count - 1) if count <= letters else str(count)


def roman_series(numbers: list[str]) -> frozenset[Series]:
    """Give the series counted in Roman numerals: those that begin with "i"."""
    found: dict[Series, str] = {}
    for number in numbers:
        pieces = number.split(".")
        found.setdefault(tuple(pieces[:-1]), pieces[-1])
    return frozenset(series for series, first in found.items() if first == "i")
