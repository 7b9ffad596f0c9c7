# SPDX-License-Identifier: AGPL-3.0-or-later
"""A table of lists: how many people stand on exactly these lists and on no other.

Three things are never mixed up: a pattern that nobody shows (count 0: it is left out), the pattern
of those on no list (unknown: it is what is estimated), and a pattern that nobody can show because
a list does not reach these people (`impossible`: no likelihood has a term for it).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from amparo.core.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike

Number = TypeVar("Number", bound=np.generic)

# Patterns are numbered by bits, and what is impossible in a narrower table is found by going
# through all patterns of the wider one.
MOST_LISTS = 62
# More than live; what is beyond is a slip of the hand, and grids of N would take minutes.
MOST_PEOPLE = 10**10
_MOST_LISTS_GONE_THROUGH = 20


@dataclass(frozen=True, slots=True)
class TableFault:
    """What is wrong with a table: file ("" where it is not from one), row as shown, column."""

    problem: Message
    file: str = ""
    row: int = 0
    column: str = ""

    def text(self, language: str = "en") -> str:
        """Say where it is and what is wrong in one line."""
        where = [self.file] if self.file else []
        if self.row:
            where.append(say("row {row}", row=str(self.row)).text(language))
        if self.column:
            where.append(say("column “{column}”", column=self.column).text(language))
        said = self.problem.text(language)
        return f"{', '.join(where)}: {said}" if where else said


class TableFaults(ValueError):  # noqa: N818 - the name says what it holds
    """A table that cannot be used; `faults` are all of them, in the order of the rows."""

    def __init__(self, faults: Iterable[TableFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.row))
        super().__init__("\n".join(fault.text() for fault in self.faults))


@dataclass(frozen=True, eq=False)
class ListTable:
    """People counted by pattern; made by `from_patterns` or `from_records`, which check and sort.

    `lists` are in the order of their names, so that the order of a file's columns changes nothing,
    not even which random numbers are drawn; `patterns` (P, J) hold 0 and 1, are distinct, none all
    zero, sorted by their code (bit j: on list j); `counts` (P,) are at least 1. `impossible` (Q, J)
    are the structural zeros. All arrays are read-only.
    """

    lists: tuple[str, ...]
    patterns: NDArray[np.int8]
    counts: NDArray[np.int64]
    impossible: NDArray[np.int8]

    @classmethod
    def from_patterns(
        cls,
        lists: Sequence[str],
        patterns: ArrayLike,
        counts: ArrayLike,
        impossible: ArrayLike = (),
    ) -> ListTable:
        """Make a table of patterns (P, J) and counts (P,); equal patterns are added up.

        Raises:
            TableFaults: names empty or twice, no list or more than 62, not 0/1, a count that is no
                whole number or below 0, a pattern on no list, people of an impossible pattern.
        """
        width = len(lists)
        pattern = np.asarray(patterns).reshape(-1, width) if width else np.zeros((0, 0))
        never = np.asarray(impossible).reshape(-1, width) if width else np.zeros((0, 0))
        number = np.asarray(counts).ravel()
        faults = [TableFault(problem) for problem in _problems(lists, pattern, number, never)]
        if faults:
            raise TableFaults(faults)
        order = sorted(range(width), key=lambda j: lists[j])
        codes = _codes(pattern[:, order])
        code, place = np.unique(codes, return_inverse=True)
        total = np.zeros(len(code), np.int64)
        np.add.at(total, place, number.astype(np.int64))
        code, total = code[total > 0], total[total > 0]
        nowhere = np.unique(_codes(never[:, order]))
        if np.isin(code, nowhere).any():
            raise TableFaults([TableFault(say("People show a pattern that is said impossible."))])
        return cls(
            tuple(lists[j] for j in order),
            _frozen(_unpacked(code, width)),
            _frozen(total),
            _frozen(_unpacked(nowhere, width)),
        )

    @classmethod
    def from_records(
        cls, lists: Sequence[str], records: ArrayLike, impossible: ArrayLike = ()
    ) -> ListTable:
        """Make a table of records (n, J) of 0 and 1, one row for each person.

        Raises:
            TableFaults: as `from_patterns`.
        """
        rows = np.asarray(records)
        return cls.from_patterns(lists, rows, np.ones(len(rows), np.int64), impossible)

    @property
    def n(self) -> int:
        """How many people are on at least one list: the documented count."""
        return int(self.counts.sum())

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """The patterns (P,) as numbers: bit j is set where the pattern is on list j; ascending."""
        return _codes(self.patterns)

    @cached_property
    def impossible_codes(self) -> NDArray[np.int64]:
        """The impossible patterns (Q,) as numbers, as `codes`."""
        return _codes(self.impossible)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of lists, patterns, counts and impossible patterns."""
        parts = [
            "\x1f".join(self.lists),
            ",".join(f"{c}:{f}" for c, f in zip(self.codes, self.counts, strict=True)),
            ",".join(map(str, self.impossible_codes)),
        ]
        return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ListTable) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many people are on each list (J,)."""
        return np.diag(self.overlaps).copy()

    @cached_property
    def overlaps(self) -> NDArray[np.int64]:
        """How many are on both of two lists (J, J); on the diagonal the sizes of the lists."""
        wide = self.patterns.astype(np.int64)
        found: NDArray[np.int64] = wide.T @ (wide * self.counts[:, None])
        return found

    @property
    def frequencies(self) -> NDArray[np.int64]:
        """How many people are on exactly 1, 2, ... J lists (J,)."""
        found = np.bincount(
            self.patterns.sum(axis=1), weights=self.counts, minlength=len(self.lists) + 1
        )
        return found[1:].astype(np.int64)

    @property
    def singletons(self) -> NDArray[np.int64]:
        """How many people are on this list alone (J,)."""
        alone = self.patterns[self.patterns.sum(axis=1) == 1]
        found: NDArray[np.int64] = self.counts[self.patterns.sum(axis=1) == 1] @ alone.astype(
            np.int64
        )
        return found

    def margin(self, lists: Iterable[str]) -> int:
        """Give how many people are on all of these lists, whatever other lists they are on."""
        places = [self.lists.index(name) for name in lists]
        return int(self.counts[(self.patterns[:, places] == 1).all(axis=1)].sum())

    def can_be(self, on: Iterable[str], off: Iterable[str] = ()) -> bool:
        """Say whether anybody can be on all lists of `on` and on none of `off`."""
        there = [self.lists.index(name) for name in on]
        gone = [self.lists.index(name) for name in off]
        never = self.impossible[:, there].all(axis=1) & ~self.impossible[:, gone].any(axis=1)
        return bool(int(never.sum()) < 2 ** (len(self.lists) - len(there) - len(gone)))

    def islands(self) -> tuple[tuple[str, ...], ...]:
        """Give the groups of lists that share people, directly or through other lists."""
        group = list(range(len(self.lists)))
        for one, other in combinations(range(len(self.lists)), 2):
            if self.overlaps[one, other]:
                group = [group[one] if g == group[other] else g for g in group]
        names = sorted(set(group), key=group.index)
        return tuple(
            tuple(name for name, g in zip(self.lists, group, strict=True) if g == at)
            for at in names
        )

    def select(self, lists: Iterable[str]) -> ListTable:
        """Give the table of some of the lists; who is on none of them is no longer counted."""
        return collapse(self, {name: (name,) for name in lists}, others=False)

    def scaled(self, factor: int) -> ListTable:
        """Give the table with every count times a whole number."""
        return ListTable.from_patterns(
            self.lists, self.patterns, self.counts * factor, self.impossible
        )


def collapse(
    table: ListTable, groups: Mapping[str, Sequence[str]], *, others: bool = True
) -> ListTable:
    """Make one list of each group (new name -> members): who is on a member is on it.

    For lists that copy each other: copies are no second sighting. Lists of no group stay (`others`)
    or go. A pattern is impossible afterwards if all patterns that would become it are.

    Raises:
        TableFaults: a member that is no list of the table, a list in two groups, a name twice.
    """
    members = [name for group in groups.values() for name in group]
    unknown = sorted(set(members) - set(table.lists))
    faults = [TableFault(say("“{name}” is not a list of the table.", name=u)) for u in unknown]
    twice = sorted({name for name in members if members.count(name) > 1})
    faults += [TableFault(say("The list “{name}” is in two groups.", name=t)) for t in twice]
    if faults:
        raise TableFaults(faults)
    whole = dict(groups)
    for name in table.lists:
        if others and name not in members:
            if name in whole:
                raise TableFaults([TableFault(say("The name “{name}” stands twice.", name=name))])
            whole[name] = (name,)
    places = [[table.lists.index(name) for name in group] for group in whole.values()]
    new = _joined(table.patterns, places)
    seen = new.any(axis=1)
    never = _still_impossible(table, places)
    return ListTable.from_patterns(list(whole), new[seen], table.counts[seen], never)


def drop_empty(table: ListTable) -> ListTable:
    """Give the table without the lists that nobody is on."""
    return table.select(name for name, size in zip(table.lists, table.sizes, strict=True) if size)


def _joined(patterns: NDArray[np.int8], places: list[list[int]]) -> NDArray[np.int8]:
    found = np.zeros((len(patterns), len(places)), np.int8)
    for j, place in enumerate(places):
        found[:, j] = patterns[:, place].any(axis=1)
    return found


def _still_impossible(table: ListTable, places: list[list[int]]) -> NDArray[np.int8]:
    """Give the patterns of the joined lists all of whose patterns of lists are impossible."""
    width = len(table.lists)
    if not len(table.impossible):
        return np.zeros((0, len(places)), np.int8)
    if width > _MOST_LISTS_GONE_THROUGH:
        problem = say("Impossible patterns of more than 20 lists cannot be joined.")
        raise TableFaults([TableFault(problem)])
    wide = _unpacked(np.arange(2**width, dtype=np.int64), width)
    codes = _codes(_joined(wide, places))
    possible = np.ones(2**width, bool)
    possible[table.impossible_codes] = False
    ways = np.bincount(codes, weights=possible, minlength=2 ** len(places))
    return _unpacked(np.flatnonzero(ways == 0).astype(np.int64), len(places))


def _problems(
    lists: Sequence[str],
    patterns: NDArray[np.generic],
    counts: NDArray[np.generic],
    impossible: NDArray[np.generic],
) -> list[Message]:
    """Say all that is wrong with what a table is to be made of."""
    found = []
    if not lists:
        found.append(say("There is no list."))
    if len(lists) > MOST_LISTS:
        found.append(say("There are {number} lists; 62 can be held.", number=len(lists)))
    if not all(name.strip() for name in lists):
        found.append(say("A list has no name."))
    found += [
        say("The name “{name}” stands twice.", name=name)
        for name in sorted({name for name in lists if list(lists).count(name) > 1})
    ]
    if len(patterns) != len(counts):
        found.append(say("There are not as many counts as patterns."))
    if not (np.isin(patterns, (0, 1)).all() and np.isin(impossible, (0, 1)).all()):
        found.append(say("A pattern holds something other than 0 and 1."))
    elif lists and not (patterns.any(axis=1).all() and impossible.any(axis=1).all()):
        found.append(say("A pattern is on no list; how many are on none is what is estimated."))
    numbers = counts.astype(np.float64)
    if not (np.isfinite(numbers).all() and (numbers >= 0).all() and (numbers % 1 == 0).all()):
        found.append(say("A count is not a whole number of at least 0."))
    elif numbers.sum() > MOST_PEOPLE:
        found.append(too_many())
    return found


def too_many() -> Message:
    """Say that there are more people than can be reckoned with."""
    return say("There are more people than {most}: no table has so many.", most=MOST_PEOPLE)


def _codes(patterns: NDArray[np.generic]) -> NDArray[np.int64]:
    wide = patterns.astype(np.int64)
    found: NDArray[np.int64] = wide @ (np.int64(1) << np.arange(wide.shape[1], dtype=np.int64))
    return found


def _unpacked(codes: NDArray[np.int64], width: int) -> NDArray[np.int8]:
    found: NDArray[np.int8] = (codes[:, None] >> np.arange(width) & 1).astype(np.int8)
    return found


def _frozen(array: NDArray[Number]) -> NDArray[Number]:
    array.setflags(write=False)
    return array
