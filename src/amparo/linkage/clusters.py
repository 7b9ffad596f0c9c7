# SPDX-License-Identifier: AGPL-3.0-or-later
"""The partition of records into persons: a pure function of the live decisions.

Invariants (tested): every key is in exactly one cluster; the order of decisions does not matter;
no cluster holds a pair that a person decided is not the same; a decision "unsure" changes
nothing; withdrawing a decision gives what would be had it never been made.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.linkage.findings import Decision, Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Refused:
    """A decision "same" that was not followed, and why."""

    decision: Decision
    because: Message


@dataclass(frozen=True, slots=True)
class Partition:
    """The clusters, each sorted, in the order of their first keys; and what was refused."""

    clusters: tuple[tuple[str, ...], ...]
    refused: tuple[Refused, ...]

    def cluster_of(self) -> dict[str, tuple[str, ...]]:
        """Give the cluster of each key."""
        return {key: cluster for cluster in self.clusters for key in cluster}


def partition(keys: Iterable[str], decisions: Iterable[Decision]) -> Partition:
    """Give the persons that the decisions make of the records.

    People's "same" come first, in the order of their keys, then the engine's by falling score.
    A join is refused where a person's "not the same" stands between the two clusters; among
    contradicting decisions of people "not the same" wins. Only a person's "not the same" counts.
    """
    forest = Forest(keys)
    live = sorted(set(decisions), key=_order)
    for item in live:
        if item.by_person and item.judgement is Judgement.NOT_SAME:
            forest.part(*item.pair, parted(item))
    refused = [
        Refused(item, because)
        for item in live
        if item.judgement is Judgement.SAME and (because := forest.join(*item.pair)) is not None
    ]
    return Partition(forest.clusters(), tuple(refused))


def parted(decision: Decision) -> Message:
    """Say that somebody decided that two records are not the same."""
    one, other = decision.pair
    return say("{one} and {other} were decided not to be the same", one=one, other=other)


def conflicts_with(new: Decision, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Give the people's decisions that a new one contradicts; empty if it can be made.

    For a new "same": each "not the same" between the two groups, with the decisions "same"
    that lead to it. For a new "not the same": the decisions "same" that join the two.
    """
    people = sorted({item for item in decisions if item.by_person}, key=_order)
    joins = [item for item in people if item.judgement is Judgement.SAME]
    if new.judgement is Judgement.UNSURE:
        return ()
    neighbours: dict[str, list[tuple[str, Decision]]] = defaultdict(list)
    for item in joins:
        left, right = item.pair
        neighbours[left].append((right, item))
        neighbours[right].append((left, item))
    from_left, from_right = _paths(new.left, neighbours), _paths(new.right, neighbours)
    if new.judgement is Judgement.NOT_SAME:
        return tuple(from_left.get(new.right, ()))
    found: dict[Decision, None] = {}
    for item in people:
        if item.judgement is not Judgement.NOT_SAME:
            continue
        for one, other in (item.pair, item.pair[::-1]):
            if one in from_left and other in from_right:
                found |= dict.fromkeys((item, *from_left[one], *from_right[other]))
    return tuple(found)


def _order(item: Decision) -> tuple[bool, float, Pair, str, Pair]:
    score = float("-inf") if item.score is None else item.score
    rank = 0.0 if item.by_person else -score
    return not item.by_person, rank, item.pair, item.judgement, (item.left, str(item.score))


def _paths(
    start: str, neighbours: dict[str, list[tuple[str, Decision]]]
) -> dict[str, tuple[Decision, ...]]:
    """Give for each key joined with `start` the shortest chain of decisions that joins them."""
    found: dict[str, tuple[Decision, ...]] = {start: ()}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there, item in neighbours.get(here, ()):
            if there not in found:
                found[there] = (*found[here], item)
                queue.append(there)
    return found


class Forest:
    """Disjoint sets of keys, each with the sets it must not be joined with."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.parent = {key: key for key in keys}
        self.members = {key: [key] for key in self.parent}
        # For each root: the roots it must not be joined with, each with the reason.
        self.enemies: dict[str, dict[str, Message]] = defaultdict(dict)

    def root(self, key: str) -> str:
        """Give the key that stands for the set of a key."""
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def part(self, left: str, right: str, because: Message) -> None:
        """Keep the sets of two keys from being joined, unless they are joined or not there."""
        if left in self.parent and right in self.parent:
            one, other = self.root(left), self.root(right)
            if one != other:
                self.enemies[one].setdefault(other, because)
                self.enemies[other].setdefault(one, because)

    def parted(self, left: str, right: str) -> Message | None:
        """Give the reason for which the sets of two keys must not be joined, if there is one."""
        return self.enemies.get(self.root(left), {}).get(self.root(right))

    def join(self, left: str, right: str) -> Message | None:
        """Join two clusters, or give the reason why not."""
        for key in (left, right):
            if key not in self.parent:
                return say("the record {key} is not there", key=key)
        into, gone = sorted(
            (self.root(left), self.root(right)), key=lambda root: (-len(self.members[root]), root)
        )
        if into == gone:
            return None
        if because := self.parted(into, gone):
            return because
        self.parent[gone] = into
        self.members[into] += self.members.pop(gone)
        for enemy, why in self.enemies.pop(gone, {}).items():
            self.enemies[into].setdefault(enemy, why)
            self.enemies[enemy].setdefault(into, self.enemies[enemy].pop(gone))
        return None

    def clusters(self) -> tuple[tuple[str, ...], ...]:
        """Give the sets, each sorted, in the order of their first keys."""
        return tuple(sorted(tuple(sorted(members)) for members in self.members.values()))
