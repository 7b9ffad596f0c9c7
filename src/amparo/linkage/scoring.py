# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each candidate pair agrees and differs in, and what this weighs: millions of pairs at once.

Method: Fellegi and Sunter (1969), weights of evidence with frequencies of the values (Newcombe
1959, Winkler 1989). Levels of names come from amparo.names.parts, each distinct pair of words
compared once; everything else is arithmetic on columns. Of the readings of two names the pair
that weighs most counts.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from amparo.linkage.shares import column_shares, part_shares
from amparo.names.evidence import feature_weights
from amparo.names.parts import (
    FAMILY,
    GIVEN,
    PATRONYMIC,
    family_level,
    given_level,
    patronymic_level,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo.linkage.table import RecordTable

    Places = NDArray[np.int32]
    Bits = NDArray[np.float32]

GENDER = ("gender_missing", "gender_same", "gender_different")
READING = ("reading_missing", "reading_second", "reading_unlikely")
BIRTH = (
    "birth_missing", "birth_day", "birth_possible", "birth_slip", "birth_near", "birth_years",
    "birth_generation", "birth_different",
)  # fmt: skip
_LEVELS: tuple[tuple[tuple[str, ...], Callable[[str, str], str]], ...] = (
    (FAMILY, family_level),
    (GIVEN, given_level),
    (PATRONYMIC, patronymic_level),
)
# From the last day of one year to the first of the next but one there are more than these.
_NEAR_YEAR, _SOME_YEARS = 365, 5 * 366
# Where the groups of features stand: three parts of the name, then these.
GENDER_AT, READING_AT, BIRTH_AT, COLUMNS_AT = 3, 4, 5, 6
# A name that agrees only where it is read in a way so many bits less likely than another.
_UNLIKELY, _SECOND = -8.0, -0.5


@dataclass(slots=True)
class Scored:
    """The evidence of n pairs.

    `levels` and `bits` have a row for each group of features (family, given, patronymic, gender,
    reading, birth, then the columns of the table) and a column for each pair; `score` is the sum of
    bits. `slots` (2, n) are the readings that were compared.
    """

    left: Places
    right: Places
    levels: NDArray[np.int8]
    bits: Bits
    slots: NDArray[np.int8]

    @property
    def score(self) -> Bits:
        """The sum of the bits of each pair, without a prior."""
        # Row by row: numpy adds a single pair in another order than a batch, to other last bits.
        total: Bits = self.bits[0].copy()
        for row in self.bits[1:]:
            total += row
        return total


class Scorer:
    """Scores pairs of one table; keeps what it learns of pairs of words."""

    def __init__(self, table: RecordTable) -> None:
        self.table = table
        self.shares = part_shares(table)
        self.column_shares = column_shares(table)
        self.groups = [
            *(names for names, _ in _LEVELS), GENDER, READING, BIRTH,
            *(column_levels(name) for name in column_names(table)),
        ]  # fmt: skip
        self._tables = [
            _bits_of(names, declared=at >= COLUMNS_AT) for at, names in enumerate(self.groups)
        ]
        # What each reading loses against the likeliest of its name.
        likeliest = table.log_weights.max(axis=1, keepdims=True, initial=-np.inf)
        self._loss = table.log_weights - np.where(np.isneginf(likeliest), 0, likeliest)
        self._known: tuple[dict[int, int], ...] = ({}, {}, {})

    def without_names(self) -> Scorer:
        """Give the scorer for other machines: names as written and keys of records stay here."""
        found = copy(self)
        found.table = replace(self.table, keys=[], names=[])
        return found

    def score(self, left: Places, right: Places) -> Scored:
        """Give the evidence of pairs of places in the table.

        Cost: about a microsecond a pair, and ten for each pair of different words.
        """
        size = len(left)
        best = np.full(size, -np.inf, dtype=np.float32)
        levels = np.zeros((len(self.groups), size), dtype=np.int8)
        bits = np.zeros((len(self.groups), size), dtype=np.float32)
        slots = np.zeros((2, size), dtype=np.int8)
        table = self.table
        most = (table.readings[left].max(initial=0), table.readings[right].max(initial=0))
        for one, other in product(range(most[0]), range(most[1])):
            here = np.flatnonzero((table.readings[left] > one) & (table.readings[right] > other))
            a, b = left[here], right[here]
            found, weighed = self._names(a, b, one, other)
            total = weighed.sum(axis=0)
            better = total > best[here]
            at = here[better]
            best[at] = total[better]
            levels[:BIRTH_AT, at], bits[:BIRTH_AT, at] = found[:, better], weighed[:, better]
            slots[0, at], slots[1, at] = one, other
        for part, missing in (
            (0, "family_missing"),
            (1, "given_missing"),
            (2, "patronymic_missing"),
        ):
            levels[part, np.isneginf(best)] = self.groups[part].index(missing)
        self._birth(left, right, levels, bits)
        for at, name in enumerate(column_names(table), COLUMNS_AT):
            column = table.columns[name]
            shares = self.column_shares[name]
            level, share = _column_agreement(column.codes[left], column.codes[right], shares)
            self._weigh(at, level, share, levels, bits)
            # Agreement in what nearly all share says nothing; it does not speak against.
            bits[at, level == 1] = np.maximum(bits[at, level == 1], 0)
        return Scored(left, right, levels, bits, slots)

    def _names(
        self, left: Places, right: Places, one: int, other: int
    ) -> tuple[NDArray[np.int8], Bits]:
        levels = np.zeros((BIRTH_AT, len(left)), dtype=np.int8)
        bits = np.zeros((BIRTH_AT, len(left)), dtype=np.float32)
        for part in range(3):
            a, b = self.table.parts[part, left, one], self.table.parts[part, right, other]
            level = self._word_levels(part, a, b)
            share = np.sqrt(self.shares[part][a] * self.shares[part][b])
            fixed, by_share = self._tables[part]
            levels[part] = level
            bits[part] = fixed[level] - by_share[level] * np.log2(share)
        a, b = self.table.gender[left, one], self.table.gender[right, other]
        told = np.where((a > 0) & (b > 0), np.where(a == b, 1, 2), 0)
        self._weigh(GENDER_AT, told, None, levels, bits)
        loss = self._loss[left, one] + self._loss[right, other]
        bits[READING_AT] = loss
        levels[READING_AT] = np.where(loss > _SECOND, 0, np.where(loss > _UNLIKELY, 1, 2))
        return levels, bits

    def _word_levels(self, part: int, left: Places, right: Places) -> NDArray[np.int8]:
        names, compare = _LEVELS[part]
        texts = self.table.vocabularies[part]
        low, high = np.minimum(left, right).astype(np.int64), np.maximum(left, right)
        codes, back = np.unique(low * len(texts) + high, return_inverse=True)
        known = self._known[part]
        found = np.empty(len(codes), dtype=np.int8)
        for at, code in enumerate(codes.tolist()):
            level = known.get(code)
            if level is None:
                one, other = divmod(code, len(texts))
                level = known[code] = names.index(compare(texts[one], texts[other]))
            found[at] = level
        return found[back]

    def _birth(self, left: Places, right: Places, levels: NDArray[np.int8], bits: Bits) -> None:
        low, high = self.table.birth[:, left], self.table.birth[:, right]
        self._weigh(BIRTH_AT, birth_levels(low, high), None, levels, bits)

    def _weigh(
        self,
        group: int,
        level: NDArray[np.integer],
        share: NDArray[np.float64] | None,
        levels: NDArray[np.int8],
        bits: Bits,
    ) -> None:
        fixed, by_share = self._tables[group]
        levels[group] = level
        bits[group] = fixed[level]
        if share is not None:
            bits[group] -= by_share[level] * np.log2(share)


def column_names(table: RecordTable) -> list[str]:
    """Give the columns beside names and births in the order in which they are weighed."""
    return sorted(table.columns)


def column_levels(name: str) -> tuple[str, ...]:
    """Give the levels of a column beside names and births."""
    return (f"{name}_missing", f"{name}_same", f"{name}_different")


def birth_levels(left: Places, right: Places) -> NDArray[np.int8]:
    """Compare births, each given as ordinals of the first and last possible day (2, n)."""
    (low_a, high_a), (low_b, high_b) = left, right
    known = (low_a > 0) & (low_b > 0)
    days = (low_a == high_a) & (low_b == high_b)
    gap = np.maximum(np.maximum(low_a - high_b, low_b - high_a), 0)
    level = np.full(len(low_a), BIRTH.index("birth_generation"), dtype=np.int8)
    level[gap <= _SOME_YEARS] = BIRTH.index("birth_years")
    level[gap <= _NEAR_YEAR] = BIRTH.index("birth_near")
    level[days] = BIRTH.index("birth_different")
    level[gap == 0] = BIRTH.index("birth_possible")
    level[days & (low_a == low_b)] = BIRTH.index("birth_day")
    maybe = np.flatnonzero(known & days & (low_a != low_b))
    slips = [is_slip(int(low_a[at]), int(low_b[at])) for at in maybe]
    level[maybe[np.array(slips, dtype=bool)]] = BIRTH.index("birth_slip")
    level[~known] = 0
    return level


@lru_cache(maxsize=1 << 18)
def is_slip(left: int, right: int) -> bool:
    """Say whether two days differ by day and month swapped or by a single digit (ordinals)."""
    one, other = date.fromordinal(left), date.fromordinal(right)
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return True
    digits = zip(one.isoformat(), other.isoformat(), strict=True)
    return sum(a != b for a, b in digits) == 1


def _column_agreement(
    left: NDArray[np.int32], right: NDArray[np.int32], shares: NDArray[np.float64]
) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """Compare sets of values: agreement in any, with the share of the rarest they agree in."""
    both = (left[:, 0] >= 0) & (right[:, 0] >= 0)
    level = np.where(both, 2, 0).astype(np.int8)
    share = np.ones(len(left))
    for one, other in product(range(left.shape[1]), range(right.shape[1])):
        same = (left[:, one] >= 0) & (left[:, one] == right[:, other])
        level[same] = 1
        share[same] = np.minimum(share[same], shares[left[same, one]])
    return level, share


def _bits_of(names: tuple[str, ...], *, declared: bool) -> tuple[Bits, Bits]:
    """Give for each level its fixed bits, and 1 where -log2 of a share is added to them.

    A column that the table of weights does not know by name weighs as "value".
    """
    table = feature_weights()
    stem = names[0].removesuffix("_missing")
    if declared and not any(name in table for name in names):
        names = tuple(name.replace(stem, "value", 1) for name in names)
    rows = [table.get(name) for name in names]
    fixed = [row.bits if row else 0.0 for row in rows]
    by_share = [1.0 if row and row.u is None else 0.0 for row in rows]
    return np.array(fixed, dtype=np.float32), np.array(by_share, dtype=np.float32)
