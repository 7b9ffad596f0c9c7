# SPDX-License-Identifier: AGPL-3.0-or-later
"""How probable it is, before names are looked at, that two records are one person.

It is learnt from the records themselves, without labels: for each pair of lists the share of
pairs that are matches is the one that reproduces itself (expectation maximisation of the mixing
share with the weights fixed; Dempster, Laird and Rubin 1977). Two lists that share most of their
people get a high prior, a list that holds few people twice a low one for its own pairs. Where
little is known a pair of lists leans on all of them, and all of them on one match for each record,
or one in ten thousand pairs where there are few records.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from amparo.linkage.pairs import Pairs

ROUNDS = 60
# The assumed matches that the share of all lists, and of two lists, is held against.
_ALL, _TWO = 3.0, 20.0
_SETTLED = 1e-7
# Two short lists are cut from many people: before any evidence a pair is one person no oftener.
_SMALLEST_WORLD = 10_000


def prior_bits(
    pairs: Pairs, sources: NDArray[np.int32], known: NDArray[np.bool_] | None = None
) -> NDArray[np.float64]:
    """Give log2 of the prior odds of a match for each pair of lists (k, k), symmetric.

    `sources` is the list of each record; where `known` marks records whose persons stand, only
    pairs with another record are looked at. Cost: sixty passes over the pairs.
    """
    lists = int(sources.max(initial=-1)) + 1
    if not len(pairs.left):
        return np.full((lists, lists), -log2(_SMALLEST_WORLD))
    possible = _possible(sources, known, lists)
    at = _cells(sources[pairs.left], sources[pairs.right], lists)
    records = len(sources) if known is None else int((~known).sum())
    # One match for each record, in a register no smaller than a small list of a whole country.
    assumed = 0.5 * records / max(1.0, possible.sum())
    assumed = min(assumed, 1 / _SMALLEST_WORLD)
    share = np.full(lists * lists, assumed)
    for _ in range(ROUNDS):
        odds = np.log2(share / (1 - share))[at] + pairs.score
        matches = np.bincount(at, 1 / (1 + np.exp2(-odds)), minlength=lists * lists)
        overall = min(0.5, (matches.sum() + _ALL) / (possible.sum() + _ALL / assumed))
        before, share = share, (matches + _TWO) / (possible + _TWO / overall)
        share = np.minimum(share, 0.5)
        if np.abs(np.log(share / before)).max(initial=0) < _SETTLED:
            break
    bits = np.log2(share / (1 - share)).reshape(lists, lists)
    upper: NDArray[np.float64] = np.triu(bits)
    found: NDArray[np.float64] = upper + np.triu(bits, 1).T
    return found


def _possible(
    sources: NDArray[np.int32], known: NDArray[np.bool_] | None, lists: int
) -> NDArray[np.float64]:
    """Give how many pairs of records there are for each pair of lists, the smaller place first."""
    own = np.bincount(sources, minlength=lists).astype(np.float64)
    found = np.triu(np.outer(own, own), 1) + np.diag(own * (own - 1) / 2)
    if known is not None:
        old = np.bincount(sources[known], minlength=lists).astype(np.float64)
        found -= np.triu(np.outer(old, old), 1) + np.diag(old * (old - 1) / 2)
    flat: NDArray[np.float64] = found.ravel()
    return flat


def _cells(left: NDArray[np.int32], right: NDArray[np.int32], lists: int) -> NDArray[np.int64]:
    cells: NDArray[np.int64] = np.minimum(left, right).astype(np.int64) * lists + np.maximum(
        left, right
    )
    return cells
