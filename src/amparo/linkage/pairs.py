# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scored pairs of records, and the engines that find them.

An engine finds the candidate pairs and scores them; all that follows is the same for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from amparo.linkage.candidates import LARGEST
from amparo.linkage.duck import candidate_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from amparo.linkage.scoring import Scorer

# A pair so many bits below one match for each record cannot matter: less than one in 250.
_HOPELESS = 8


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs by their places in the table, left before right, in order; `score` in bits, no prior.

    `compared` counts all pairs that were compared, `left_out` those in blocks that were too large.
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    score: NDArray[np.float32]
    compared: int = 0
    left_out: int = 0


class Engine(Protocol):
    """Finds and scores the pairs of a scorer's table worth looking at."""

    def __call__(
        self,
        scorer: Scorer,
        *,
        known: NDArray[np.bool_] | None,
        progress: Callable[[int], None] | None,
    ) -> Pairs:
        """Give the pairs; of two records that are `known` none. `progress` gets pairs compared."""
        ...


def least_score(records: int) -> float:
    """Give the score below which a pair among so many records is dropped at once."""
    return log2(max(2, records)) - _HOPELESS


def duckdb_engine(
    scorer: Scorer,
    *,
    known: NDArray[np.bool_] | None = None,
    progress: Callable[[int], None] | None = None,
    largest: int = LARGEST,
) -> Pairs:
    """Find and score pairs on this machine (see `Engine`)."""
    table, least = scorer.table, least_score(len(scorer.table))
    kept: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]] = []
    compared = 0
    with candidate_batches(table, known=known, largest=largest) as found:
        for left, right in found.batches:
            score = scorer.score(left, right).score
            worth = score >= least
            kept.append((left[worth], right[worth], score[worth]))
            compared += len(left)
            if progress:
                progress(compared)
        return in_order(kept, compared, found.left_out)


def in_order(
    batches: Iterable[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]],
    compared: int,
    left_out: int,
) -> Pairs:
    """Give the pairs of all batches in one order, whichever engine found them in which."""
    empty = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))
    left, right, score = (np.concatenate(column) for column in zip(empty, *batches, strict=True))
    order = np.lexsort((right, left))
    return Pairs(left[order], right[order], score[order], compared, left_out)
