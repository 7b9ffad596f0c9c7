# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fits many Poisson log-linear models at once by Newton's method, all in numpy.

Each problem is a row: its counts, the cells that are left and the columns that are its parameters.
Problems are sorted by their number of parameters and solved in batches of matrices of one size.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH = 512
_NUMBERS = 2_000_000
_ROUNDS = 25
# The log-likelihood still to be gained, by the quadratic form of the last step.
_NEAR = 1e-9
_START = 0.1
_MOST_ETA = 60.0
# A fit without nearly empty cells is a witness of its own existence: were there no maximum, a sum
# of cells would be missed in a margin at least in part.
_FULL_ENOUGH = 1e-8
_FAR_ABOVE = 1e3
# For the others: below 1 the last step proves a maximum, see `_proved`; none is between here and 1.
_PROOF = 0.5
_RIDGE = 1e-15


@dataclass(frozen=True, slots=True, eq=False)
class Fits:
    """Fits of B problems with C cells and P columns.

    `beta` (B, P), 0 where a column is no parameter; `mu` (B, C), 0 where a cell is out; `loglik`
    (B,) of the Poisson counts; `variance` (B,) of gamma, the first column's; `sure` (B,): the fit
    came to rest and proves that the maximum exists. `towards`
    (B, P) is the last step of a fit that did not come to rest, rounded: a fit that runs away moves
    by whole steps, and only the direction is of use.
    """

    beta: NDArray[np.float64]
    mu: NDArray[np.float64]
    loglik: NDArray[np.float64]
    variance: NDArray[np.float64]
    sure: NDArray[np.bool_]
    towards: NDArray[np.float64]

    @classmethod
    def empty(cls, problems: int, cells: int, columns: int) -> Fits:
        """Give room for fits, filled with nan and False."""
        return cls(
            np.zeros((problems, columns)),
            np.zeros((problems, cells)),
            np.full(problems, np.nan),
            np.full(problems, np.nan),
            np.zeros(problems, bool),
            np.zeros((problems, columns)),
        )

    def replace(self, rows: NDArray[np.intp], others: Fits) -> None:
        """Put other fits in the place of some."""
        for field in fields(self):
            getattr(self, field.name)[rows] = getattr(others, field.name)


def fit(
    columns: NDArray[np.float64],
    counts: NDArray[np.float64],
    alive: NDArray[np.bool_],
    active: NDArray[np.bool_],
    *,
    rounds: int = _ROUNDS,
) -> Fits:
    """Fit problems: columns (C, P), counts (C,) or (B, C), cells left (B, C), parameters (B, P).

    The parameters of each problem must be independent on the cells left. Where no maximum exists
    the fit runs towards it for `rounds` steps and is not `sure`.
    """
    found = Fits.empty(len(active), *columns.shape)
    whole = np.broadcast_to(counts, alive.shape)
    for rows, place in batches(active, len(columns)):
        batch = _Batch(columns, whole[rows], alive[rows], place)
        batch.solve(rounds)
        found.beta[rows] = _spread(place, batch.beta, columns.shape[1])
        found.towards[rows] = _spread(place, batch.towards, columns.shape[1])
        found.mu[rows] = batch.mu
        found.loglik[rows] = batch.loglik - gammaln(whole[rows] + 1).sum(axis=1)
        found.variance[rows] = batch.variance()
        found.sure[rows] = batch.sure()
    return found


def batches(
    active: NDArray[np.bool_], cells: int
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Give rows and their columns (rows, k), -1 where a row has fewer than the batch's k.

    No batch holds more than so many numbers (rows x k x cells) that its matrices fit in memory.
    """
    number = active.sum(axis=1)
    order = np.argsort(number, kind="stable")
    first = 0
    while first < len(order):
        most = int(number[order[min(first + _BATCH, len(order)) - 1]])
        rows = order[first : first + min(_BATCH, max(1, _NUMBERS // (most * cells)))]
        size = int(number[rows[-1]])
        place = np.argsort(~active[rows], axis=1, kind="stable")[:, :size]
        yield rows, np.where(np.arange(size) < number[rows][:, None], place, -1)
        first += len(rows)


class _Batch:
    """Newton's method for problems of at most k parameters."""

    def __init__(
        self,
        columns: NDArray[np.float64],
        counts: NDArray[np.float64],
        alive: NDArray[np.bool_],
        place: NDArray[np.intp],
    ) -> None:
        padded = np.vstack([columns.T, np.zeros(len(columns))])
        self.alive = alive.astype(np.float64)
        # Cells that are out have no columns: they move nothing and weigh nothing.
        self.design = padded[place] * self.alive[:, None, :]
        self.turned = np.ascontiguousarray(self.design.transpose(0, 2, 1))
        self.counts = counts * self.alive
        self.padding = (place < 0).astype(np.float64)
        self.beta = np.zeros(place.shape)
        self.mu = np.zeros(counts.shape)
        self.loglik = np.zeros(len(counts))
        self.gradient = np.zeros(place.shape)
        self.towards = np.zeros(place.shape)
        self.left = np.arange(len(counts))

    def solve(self, rounds: int) -> None:
        start = (self.counts + _START) * self.alive
        working = np.where(self.alive > 0, np.log(self.counts + _START) * start, 0)
        target = self._into(self.design, working + (self.counts - start) * self.alive)
        self.beta = _solved(self._curvature(self.left, start), target)
        self._evaluate(self.left)
        for _ in range(rounds):
            if not self.left.size:
                break
            self._step(self.left)

    def sure(self) -> NDArray[np.bool_]:
        """Say which fits came to rest and show that the likelihood has a maximum."""
        least = np.where(self.alive > 0, self.mu, np.inf).min(axis=1)
        missed = np.abs(self.gradient).max(axis=1)
        sure: NDArray[np.bool_] = (least > _FULL_ENOUGH) & (missed * _FAR_ABOVE < least)
        rest = np.ones(len(sure), bool)
        rest[self.left] = False
        sure &= rest
        asked = np.flatnonzero(rest & ~sure)
        sure[asked] = self._proved(asked)
        return sure

    def _proved(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Prove a maximum from the last step.

        Along a direction of unit length in the information's norm the curvature of the likelihood
        falls at most by exp(-D t), D being the largest norm of a cell's columns; with a slope N at
        the start the likelihood falls in the end if N D < 1 (after Bach 2010, Electronic Journal of
        Statistics 4:384). Where there is no maximum N D never gets below 1.
        """
        both = np.concatenate([self.design[rows], self.gradient[rows][:, :, None]], axis=2)
        matrix = self._curvature(rows, self.mu[rows])
        norms = (both * np.linalg.solve(matrix, both)).sum(axis=1)
        square = np.abs(norms[:, :-1].max(axis=1) * norms[:, -1])
        proved: NDArray[np.bool_] = square < _PROOF**2
        return proved

    def variance(self) -> NDArray[np.float64]:
        """Give the variance of the first parameter: an element of the inverse information."""
        first = np.zeros_like(self.beta)
        first[:, 0] = 1
        rows = np.arange(len(self.beta))
        return _solved(self._curvature(rows, self.mu), first)[:, 0]

    @staticmethod
    def _into(design: NDArray[np.float64], cells: NDArray[np.float64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = (design @ cells[:, :, None])[:, :, 0]
        return found

    def _curvature(self, rows: NDArray[np.intp], mu: NDArray[np.float64]) -> NDArray[np.float64]:
        whole = len(rows) == len(self.design)
        design, turned = self.design, self.turned
        if not whole:
            design, turned = design[rows], turned[rows]
        found: NDArray[np.float64] = (design * mu[:, None, :]) @ turned
        at = np.arange(found.shape[1])
        # The ridge keeps a matrix regular whose fit runs away; it moves no other fit.
        diagonal = found[:, at, at]
        found[:, at, at] = diagonal + _RIDGE * diagonal.sum(axis=1)[:, None] + self.padding[rows]
        return found

    def _evaluate(self, rows: NDArray[np.intp]) -> None:
        eta = self._into(self.turned[rows], self.beta[rows])
        np.minimum(eta, _MOST_ETA, out=eta)
        mu = np.exp(eta) * self.alive[rows]
        self.mu[rows] = mu
        self.loglik[rows] = (self.counts[rows] * eta).sum(axis=1) - mu.sum(axis=1)
        self.gradient[rows] = self._into(self.design[rows], self.counts[rows] - mu)

    def _step(self, rows: NDArray[np.intp]) -> None:
        gradient = self.gradient[rows]
        move = _solved(self._curvature(rows, self.mu[rows]), gradient)
        gain = (move * gradient).sum(axis=1)
        before, at = self.loglik[rows], self.beta[rows]
        self.beta[rows] = at + move
        self._evaluate(rows)
        # A full step may overshoot far from the maximum: halve it where it lost.
        back = self.loglik[rows] < before - 1e-9 * (1 + np.abs(before))
        share = 1.0
        while back.any() and share > 1e-4:  # noqa: PLR2004 - the least share of a step
            share /= 2
            self.beta[rows[back]] = at[back] + share * move[back]
            self._evaluate(rows[back])
            back &= self.loglik[rows] < before - 1e-9 * (1 + np.abs(before))
        self.towards[rows] = np.where((gain > _NEAR)[:, None], np.rint(move), 0)
        self.left = rows[gain > _NEAR]


def _spread(
    place: NDArray[np.intp], values: NDArray[np.float64], width: int
) -> NDArray[np.float64]:
    """Put the values of a batch's parameters into their columns; padding goes."""
    found: NDArray[np.float64] = np.zeros((len(place), width + 1))
    found[np.arange(len(place))[:, None], place] = values
    return found[:, :width]


def _solved(matrix: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.linalg.solve(matrix, right[:, :, None])[:, :, 0].astype(np.float64, copy=False)
