# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chance that repeats: each place of the generator has a stream of its own.

Only uniform numbers of PCG64 are used, and weights are cut to whole numbers, so that the same seed
gives the same lists on every machine; a new option disturbs no stream but its own.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Shares = NDArray[np.float64]
Days = NDArray[np.datetime64]

_GRAIN = 1_000_000_000


def dice(seed: int, place: str) -> np.random.Generator:
    """Give the stream of a place, e.g. `dice(7, "list 1 slips")`."""
    return np.random.Generator(np.random.PCG64([seed, zlib.crc32(place.encode())]))


def choose(stream: np.random.Generator, weights: Sequence[float] | Shares, count: int) -> Numbers:
    """Draw `count` places of the weights, each as likely as its weight."""
    parts = np.asarray(weights, dtype=np.float64)
    whole = np.cumsum(np.floor(parts / parts.sum() * _GRAIN).astype(np.int64))
    drawn = np.floor(stream.random(count) * whole[-1]).astype(np.int64)
    return np.asarray(np.searchsorted(whole, drawn, side="right"), dtype=np.int64)


def happens(stream: np.random.Generator, chance: float | Shares, count: int) -> Flags:
    """Say for each of `count` whether something of this chance happens."""
    return np.asarray(stream.random(count) < chance)
