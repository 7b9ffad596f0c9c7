# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sums over n0, the number of people on no list, on a grid that is fine where it has to be.

n0 is 0, 1, 2, ... without end. The grid has every number first and then steps that grow with n0;
a sum over all numbers becomes a sum over the nodes with weights (the trapezoid rule for sums, exact
where steps are 1). No table of n people tells log n0 more sharply than about (1/n0 + 1/n)^(1/2),
so steps of a quarter of that miss nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

_FINENESS = 0.25
_LONGEST_STEP = 0.01
# Over so long a stretch at the end of the grid the decay of the tail is measured.
_TAIL = 2.0
_MOST_OF_MEAN = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Values of n0, ascending (G,), and how many numbers each stands for (G,)."""

    nodes: NDArray[np.float64]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, n: int, top: float, *, fineness: float = _FINENESS) -> Grid:
        """Give the grid from 0 to `top` for a table of n people."""
        nodes = [0.0]
        while nodes[-1] < top:
            here = nodes[-1] + 1
            share = min(fineness * math.sqrt(1 / here + 1 / n), _LONGEST_STEP)
            nodes.append(nodes[-1] + max(1.0, math.floor(here * share)))
        return cls.at(np.array(nodes))

    @classmethod
    def at(cls, nodes: NDArray[np.float64]) -> Grid:
        """Give the grid of these nodes: whole numbers, ascending; each end counts in full."""
        steps = np.diff(nodes)
        weights = (np.append(steps, 1.0) + np.insert(steps, 0, 1.0)) / 2
        return cls(nodes, weights)

    def every(self, stride: int) -> Grid:
        """Give the grid of every so many nodes, the last one kept."""
        places = np.union1d(np.arange(0, len(self.nodes), stride), [len(self.nodes) - 1])
        return self.at(self.nodes[places])


@dataclass(frozen=True, eq=False)
class Unseen:
    """The distribution of n0 on a grid, from logarithms of its density (G,), not normalised."""

    grid: Grid
    log_density: NDArray[np.float64]

    @cached_property
    def log_total(self) -> float:
        """The logarithm of the sum of the density over all numbers."""
        high = self.log_density.max()
        return float(high + np.log(self.grid.weights @ np.exp(self.log_density - high)))

    @cached_property
    def density(self) -> NDArray[np.float64]:
        """The probability of each node as a number of its own (G,)."""
        found: NDArray[np.float64] = np.exp(self.log_density - self.log_total)
        return found

    @cached_property
    def below(self) -> NDArray[np.float64]:
        """The probability of no more than each node (G,); the last is 1."""
        density = self.density
        steps = np.diff(self.grid.nodes)
        between = (steps - 1) * (density[:-1] + density[1:]) / 2
        # What lies between two nodes is a trapezoid less its ends, which count by themselves.
        found: NDArray[np.float64] = np.cumsum(density + np.insert(between, 0, 0.0))
        found /= found[-1]
        return found

    @property
    def decay(self) -> float:
        """The power a of n0^-a with which the density falls at the end; inf if it falls faster."""
        last = len(self.grid.nodes) - 1
        first = min(int(np.searchsorted(self.grid.nodes, self.grid.nodes[-1] / _TAIL)), last - 1)
        if not np.isfinite(self.log_density[[first, last]]).all():
            return math.inf
        fall = self.log_density[first] - self.log_density[last]
        return float(fall / np.log(self.grid.nodes[last] / max(self.grid.nodes[first], 0.5)))

    @property
    def beyond(self) -> float:
        """The share of the probability beyond the grid if the density goes on falling by `decay`.

        It is 1 where the density falls so slowly that it has no sum.
        """
        tail = self._tail
        return tail / (1 + tail) if math.isfinite(tail) else 1.0

    @property
    def mean(self) -> float | None:
        """The mean; None where the tail is too heavy for one.

        That is where n0 times the density has no sum, or more than 1 % of it beyond the grid.
        """
        decay = self.decay
        within = float(self.grid.weights @ (self.density * self.grid.nodes))
        if math.isinf(decay):
            return within
        if decay <= 2:  # noqa: PLR2004 - only beyond 2 has n0 n0^-a a sum
            return None
        beyond = self._tail * float(self.grid.nodes[-1]) * (decay - 1) / (decay - 2)
        if beyond > _MOST_OF_MEAN * within:
            return None
        return (within + beyond) / (1 + self._tail)

    @property
    def _tail(self) -> float:
        """What lies beyond the grid for 1 upon it."""
        decay = self.decay
        if math.isinf(decay):
            return 0.0
        last = float(self.density[-1] * self.grid.nodes[-1])
        return last / (decay - 1) if decay > 1 else math.inf

    @property
    def mode(self) -> float:
        """The node of highest density."""
        return float(self.grid.nodes[self.log_density.argmax()])

    def quantiles(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the least whole n0 with at least these probabilities up to it."""
        inner = np.interp(shares, self.below, self.grid.nodes, left=0.0)
        found: NDArray[np.float64] = np.ceil(np.round(inner, 9))
        return found

    def tails(self, level: float) -> tuple[float, float]:
        """Give the interval that leaves as much below as above."""
        tail = (1 - level) / 2
        low, high = self.quantiles(np.array([tail, 1 - tail])).tolist()
        return low, high

    def shortest(self, level: float) -> tuple[float, float]:
        """Give the shortest interval of this probability (the highest density, in one piece)."""
        starts = np.insert(self.below[:-1], 0, 0.0)
        fits = starts + level <= 1
        ends = self.quantiles(starts[fits] + level)
        place = int((ends - self.grid.nodes[fits]).argmin())
        return float(self.grid.nodes[place]), float(ends[place])

    def draws(self, number: int, seed: int) -> NDArray[np.float64]:
        """Draw values of n0."""
        return self.quantiles(np.random.default_rng(seed).random(number))
