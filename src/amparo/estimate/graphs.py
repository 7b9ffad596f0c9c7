# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decomposable graphs of lists: which lists depend on each other.

A node is a list; two lists without an edge are independent once the lists between them are known.
A graph is decomposable (chordal) if it falls apart into cliques joined along separators; then
p(pattern) = product over cliques of p(its part) / product over separators of p(its part).

Bit j of every number here is list j of the table, so that no order of axes can exchange lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from amparo.core.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

# 18,154 graphs; on 7 nodes there are 617,675.
MOST_LISTS_OF_GRAPHS = 6
_PAIR = 2


@dataclass(frozen=True, slots=True, eq=False)
class Graphs:
    """Decomposable graphs (M) on `lists` nodes.

    `edges` (M, E) are in the order of `pairs`; `terms` (M, 2^lists) say how often a set of lists
    is a clique (1) less how often it is a separator (negative), the set being the number of the
    column. The column of the empty set counts the separators between unconnected parts, so that
    each row sums to 1.
    """

    lists: int
    edges: NDArray[np.bool_]
    terms: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.edges)

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The two lists of each edge (E)."""
        return tuple(combinations(range(self.lists), 2))

    def cliques(self, place: int) -> tuple[tuple[int, ...], ...]:
        """Give the cliques of a graph as places of lists, the largest first."""
        found = [_members(mask) for mask in np.flatnonzero(self.terms[place] > 0).tolist()]
        return tuple(sorted(found, key=lambda clique: (-len(clique), clique)))

    def separators(self, place: int) -> tuple[tuple[int, ...], ...]:
        """Give the separators of a graph as places of lists, each as often as it separates."""
        row = self.terms[place].tolist()
        return tuple(_members(mask) for mask, times in enumerate(row) for _ in range(-times))

    def take(self, held: NDArray[np.bool_]) -> Graphs:
        """Give the graphs that are held (M,)."""
        return Graphs(self.lists, self.edges[held], self.terms[held])


@cache
def decomposable_graphs(lists: int) -> Graphs:
    """Give all decomposable graphs on so many nodes: 2, 8, 61, 822, 18,154 from 2 to 6.

    Maximum-cardinality search (Tarjan and Yannakakis 1984) on all graphs at once: the node with
    most numbered neighbours is numbered next. The graph is decomposable if each time those
    neighbours are a clique; they are a separator and begin a new clique whenever there are no more
    of them than the node before had (Blair and Peyton 1993).

    Raises:
        ValueError: no node, or more than six.
    """
    if not 1 <= lists <= MOST_LISTS_OF_GRAPHS:
        message = f"decomposable graphs are gone through for 1 to {MOST_LISTS_OF_GRAPHS} lists"
        raise ValueError(message)
    edges = _all_edges(lists)
    beside = _neighbours(edges, lists)
    number = np.arange(len(edges))
    numbered = np.zeros(len(edges), np.int64)
    chordal = np.ones(len(edges), bool)
    terms = np.zeros((len(edges), 2**lists), np.int8)
    clique = np.zeros(len(edges), np.int64)
    before = np.full(len(edges), -1)
    for _ in range(lists):
        seen = np.bitwise_count(beside & numbered[:, None]).astype(np.int64)
        seen[numbered[:, None] >> np.arange(lists) & 1 == 1] = -1
        node = seen.argmax(axis=1)
        behind = beside[number, node] & numbered
        among = behind[:, None] >> np.arange(lists) & 1 == 1
        others = behind[:, None] & ~(1 << np.arange(lists))
        chordal &= ~(among & (others & ~beside != 0)).any(axis=1)
        size = np.bitwise_count(behind).astype(np.int64)
        begins = size <= before
        terms[number[begins], clique[begins]] += 1
        terms[number[begins], behind[begins]] -= 1
        clique = behind | 1 << node
        numbered |= 1 << node
        before = size
    terms[number, clique] += 1
    edges, terms = edges[chordal], terms[chordal]
    edges.flags.writeable = terms.flags.writeable = False
    return Graphs(lists, edges, terms)


def sentences(cliques: Sequence[Sequence[str]]) -> tuple[Message, ...]:
    """Say which lists depend on each other: cliques of names, as `Graphs.cliques` orders them."""
    said = []
    for clique in cliques:
        *first, last = clique
        if len(clique) == _PAIR:
            said.append(
                say("Lists {first} and {last} depend on each other.", first=first[0], last=last)
            )
        elif len(clique) > _PAIR:
            said.append(
                say(
                    "Lists {first} and {last} depend on one another.",
                    first=", ".join(first),
                    last=last,
                )
            )
    if not said:
        return (say("No list depends on another."),)
    alone = [clique[0] for clique in cliques if len(clique) == 1]
    said += [say("List {name} depends on no other.", name=name) for name in alone]
    return tuple(said)


def spelled(cliques: Sequence[Sequence[str]]) -> str:
    """Spell a graph by its cliques, as "A*B*C + D"; as log-linear models are spelled."""
    return " + ".join("*".join(clique) for clique in cliques)


def _all_edges(lists: int) -> NDArray[np.bool_]:
    pairs = lists * (lists - 1) // 2
    found: NDArray[np.bool_] = np.arange(2**pairs)[:, None] >> np.arange(pairs) & 1 == 1
    return found


def _neighbours(edges: NDArray[np.bool_], lists: int) -> NDArray[np.int64]:
    """Give the neighbours of each node (M, lists) as bits."""
    found = np.zeros((len(edges), lists), np.int64)
    for place, (one, other) in enumerate(combinations(range(lists), 2)):
        found[:, one] |= edges[:, place].astype(np.int64) << other
        found[:, other] |= edges[:, place].astype(np.int64) << one
    return found


def _members(mask: int) -> tuple[int, ...]:
    return tuple(j for j in range(mask.bit_length()) if mask >> j & 1)
