# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws from the distribution of whole partitions, so that figures can carry the doubt of linkage.

A partition of a connected group of records has the weight 2 ** (sum of the bits of all pairs that
it makes one person); for two records that is exactly the pair's probability. Contradicted pairs
are never together, what people decided is fixed. Groups of up to six records are drawn exactly, by
writing down every partition; larger ones by Gibbs sampling, as many chains as draws, a record (or
what people joined to it) at a time. Damping the sum for large persons was tried and rejected:
bench-linkage measures that pairs together in a share p of the draws are true in about p.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from amparo.linkage.clustering import MOST_BITS, components, first_places, of_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from amparo.linkage.clustering import Ties, Weigher
    from amparo.linkage.pairs import Pairs

EXACT = 6
# A pair as improbable as this (bits) does not connect two groups.
_LEAST_BITS = -7.0
_SWEEPS = 30
# The bits of what people decided or a contradiction forbids.
_CERTAIN = 1e6


def draw_partitions(
    pairs: Pairs,
    weigher: Weigher,
    ties: Ties,
    *,
    draws: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> NDArray[np.int32]:
    """Give draws of the partition (draws, records): the place of each record's person's first.

    The same table and seed give the same draws. Cost: linear in the groups; a group of n > 6
    records costs draws x 3 n steps.
    """
    size = len(weigher.sources)
    bits = weigher.bits(pairs.left, pairs.right, pairs.score)
    near = bits > _LEAST_BITS
    fixed = components(size, *ties.same)
    left, right = (
        np.concatenate(s)
        for s in zip((pairs.left[near], pairs.right[near]), ties.same, strict=True)
    )
    groups = components(size, left, right)
    found = np.repeat(first_places(fixed)[None].astype(np.int32), draws, axis=0)
    dice = np.random.default_rng(seed)
    done = 0
    for members in of_size(groups):
        weights = _weights(members, weigher, fixed)
        number = members.shape[1]
        if number <= EXACT:
            labels = _exact(weights, number, draws, dice)
            first = _first_members(labels, members[:, None, :])
            found[:, members] = first.transpose(1, 0, 2)
        else:
            for group, weight in zip(members, weights, strict=True):
                found[:, group] = _first_members(
                    _draw_large(group, weight, fixed, draws, dice), group
                )
        done += members.size
        if progress:
            progress(done, size)
    return found


def _draw_large(
    group: NDArray[np.int32],
    weight: NDArray[np.float64],
    fixed: NDArray[np.int32],
    draws: int,
    dice: np.random.Generator,
) -> NDArray[np.int64]:
    """Draw a large group from its units: what people joined moves as one (draws, records)."""
    _, unit = np.unique(fixed[group], return_inverse=True)
    number = int(unit.max()) + 1
    sums = np.zeros((number, number))
    one, other = np.triu_indices(len(group), 1)
    np.add.at(sums, (unit[one], unit[other]), weight)
    np.add.at(sums, (unit[other], unit[one]), weight)
    np.fill_diagonal(sums, 0)
    return _gibbs(sums, np.arange(number), draws, dice)[:, unit]


def _weights(
    members: NDArray[np.int32], weigher: Weigher, fixed: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Give the bits of all pairs of groups of one size (groups, pairs), decisions and all."""
    one, other = np.triu_indices(members.shape[1], 1)
    left, right = members[:, one], members[:, other]
    bits, never = weigher.weigh(left.ravel(), right.ravel())
    bits = np.clip(bits, -MOST_BITS, MOST_BITS).reshape(left.shape)
    bits[never.reshape(left.shape)] = -_CERTAIN
    bits[fixed[left] == fixed[right]] = _CERTAIN
    return bits


def _exact(
    weights: NDArray[np.float64], size: int, draws: int, dice: np.random.Generator
) -> NDArray[np.int64]:
    """Draw from all partitions of small groups, each written down (groups, draws, records)."""
    partitions = _partitions(size)
    one, other = np.triu_indices(size, 1)
    together = partitions[:, one] == partitions[:, other]
    log_chance = weights @ together.T.astype(np.float64)
    chance = np.exp2(log_chance - log_chance.max(axis=1, keepdims=True)).cumsum(axis=1)
    drawn = dice.random((len(weights), draws)) * chance[:, -1:]
    found: NDArray[np.int64] = partitions[(drawn[:, :, None] > chance[:, None, :]).sum(axis=2)]
    return found


@cache
def _partitions(number: int) -> NDArray[np.int64]:
    """Give all partitions of so many records as restricted growth strings (Bell, records)."""

    def grow(labels: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(labels) == number:
            yield labels
            return
        for label in range(max(labels, default=-1) + 2):
            yield from grow((*labels, label))

    return np.array(list(grow(())), dtype=np.int64)


def _gibbs(
    weight: NDArray[np.float64], start: NDArray[np.int64], draws: int, dice: np.random.Generator
) -> NDArray[np.int64]:
    """Draw with as many chains, each moving one unit at a time (draws, units).

    `weight` (units, units) are the bits between units.
    """
    number = len(weight)
    labels = np.repeat(start[None], draws, axis=0)
    slots = np.arange(number)
    chain = np.arange(draws)
    for _ in range(_SWEEPS):
        for unit in dice.permutation(number).tolist():
            labels[:, unit] = -1
            member = labels[:, :, None] == slots
            gain = np.einsum("i,dik->dk", weight[unit], member)
            # Of the empty slots one stands for a person of its own.
            empty = ~member.any(axis=1)
            gain[empty] = -np.inf
            gain[chain, empty.argmax(axis=1)] = 0
            chance = np.exp2(gain - gain.max(axis=1, keepdims=True)).cumsum(axis=1)
            drawn = dice.random(draws) * chance[:, -1]
            labels[:, unit] = (drawn[:, None] > chance).sum(axis=1)
    return labels


def _first_members(labels: NDArray[np.int64], group: NDArray[np.int32]) -> NDArray[np.int32]:
    """Give for each record of each draw the place of the first record of its cluster."""
    same = labels[..., :, None] == labels[..., None, :]
    at = same.argmax(axis=-1)
    found: NDArray[np.int32] = np.take_along_axis(np.broadcast_to(group, at.shape), at, axis=-1)
    return found
