# SPDX-License-Identifier: AGPL-3.0-or-later
"""How lists overlap: what every estimate lives on, and what no estimate can do without.

Who is on both of two lists is what tells how much each list misses. Lists that share nobody, an
island of lists, lists of a handful of people or lists that copy each other tell nothing, whatever
the model makes of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from amparo.core.messages import say
from amparo.estimate.tables import TableFault, TableFaults, collapse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amparo.estimate.tables import ListTable

# Of fewer people the share seen elsewhere is not known to any use (the rule of the R package dga).
LEAST_PEOPLE = 10
# A list of which so much is on one other list may have been copied from it.
NEARLY_ALL = 0.95


@dataclass(frozen=True, slots=True)
class PairOverlap:
    """Two lists: their sizes, how many are on both, and how many if they were independent.

    `expected` is (size of one) x (size of the other) / n among the n people documented: since
    those on no list are missing from n, independent lists overlap *less* than this. `possible` says
    whether anybody can be on both: if not, `both` is not a 0 that was seen.
    """

    lists: tuple[str, str]
    sizes: tuple[int, int]
    both: int
    expected: float
    possible: bool = True

    @property
    def share_of_smaller(self) -> float:
        """Give the share of the smaller list that is on the larger too; 0 where it is empty."""
        return self.both / min(self.sizes) if min(self.sizes) else 0.0

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            "lists": list(self.lists),
            "sizes": list(self.sizes),
            "both": self.both,
            "expected": self.expected,
            "possible": self.possible,
            "share_of_smaller": self.share_of_smaller,
        }


@dataclass(frozen=True, slots=True)
class Overlap:
    """The overlap of a table.

    `sizes`, `alone` (on this list only) are by list, `times` by number of lists (people on exactly
    1, 2, ... J); `islands` are the groups of lists that share people, directly or through others;
    `small` the lists of fewer than `LEAST_PEOPLE`; `within` pairs (list, list on which nearly all
    of its people are too), which ask where the first has its people from.
    """

    lists: tuple[str, ...]
    n: int
    sizes: tuple[int, ...]
    alone: tuple[int, ...]
    times: tuple[int, ...]
    pairs: tuple[PairOverlap, ...]
    islands: tuple[tuple[str, ...], ...]
    small: tuple[str, ...]
    within: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, table: ListTable) -> Overlap:
        """Look at a table."""
        sizes = table.sizes.tolist()
        pairs = tuple(
            PairOverlap(
                (table.lists[one], table.lists[other]),
                (sizes[one], sizes[other]),
                int(table.overlaps[one, other]),
                sizes[one] * sizes[other] / table.n if table.n else 0.0,
                table.can_be((table.lists[one], table.lists[other])),
            )
            for one, other in combinations(range(len(table.lists)), 2)
        )
        return cls(
            table.lists,
            table.n,
            tuple(sizes),
            tuple(table.singletons.tolist()),
            tuple(table.frequencies.tolist()),
            pairs,
            table.islands(),
            tuple(n for n, s in zip(table.lists, sizes, strict=True) if s < LEAST_PEOPLE),
            tuple(_within(pair) for pair in pairs if _nearly_all(pair)),
        )

    @property
    def apart(self) -> int:
        """How many lists with somebody on them are left if those of `within` are one list each."""
        joined = joined_lists(self.within).values()
        return sum(size > 0 for size in self.sizes) - sum(len(group) - 1 for group in joined)

    @property
    def connected(self) -> bool:
        """Whether all lists hang together."""
        return len(self.islands) == 1

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            "n": self.n,
            "lists": [
                {"name": name, "size": size, "alone": alone}
                for name, size, alone in zip(self.lists, self.sizes, self.alone, strict=True)
            ],
            "times": list(self.times),
            "pairs": [pair.to_json() for pair in self.pairs],
            "islands": [list(island) for island in self.islands],
            "small": list(self.small),
            "within": [list(pair) for pair in self.within],
        }


def without_copies(table: ListTable, copies: Iterable[Sequence[str]]) -> ListTable:
    """Make one list of lists that copy each other; groups that share a list are one group.

    The new list is called by the names of its members, joined by " + ". For two lists one of which
    copies the other, give the two; where the sources of lists are known, give each list with those
    that it takes over.

    Raises:
        TableFaults: a name that is no list of the table.
    """
    joined = joined_lists(copies)
    unknown = sorted({name for group in joined.values() for name in group} - set(table.lists))
    if unknown:
        raise TableFaults(
            TableFault(say("“{name}” is not a list of the table.", name=name)) for name in unknown
        )
    return collapse(table, joined) if joined else table


def joined_lists(copies: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """Give the lists that copies are made: name -> members; groups that share a list are one."""
    groups: list[set[str]] = []
    for copy in copies:
        met = [group for group in groups if group & set(copy)]
        groups = [group for group in groups if group not in met]
        groups.append(set(copy).union(*met))
    return {" + ".join(sorted(group)): sorted(group) for group in groups if len(group) > 1}


def _nearly_all(pair: PairOverlap) -> bool:
    return min(pair.sizes) >= LEAST_PEOPLE and pair.share_of_smaller >= NEARLY_ALL


def _within(pair: PairOverlap) -> tuple[str, str]:
    one, other = pair.lists
    return (one, other) if pair.sizes[0] <= pair.sizes[1] else (other, one)
