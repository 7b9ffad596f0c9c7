# SPDX-License-Identifier: AGPL-3.0-or-later
"""The interval of N by the profile likelihood of one log-linear model.

For each number n0 of people on no list the model is fitted to the table completed by n0, and the
likelihood of the multinomial with N = n + n0 people is what this n0 can reach at best (Cormack
1992, Biometrics 48:567). All n0 within half a quantile of chi-square of the best are in. The lower
end is never below n.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaln
from scipy.stats import chi2

from amparo.estimate.estimates import LEVEL
from amparo.estimate.fitting import fit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from amparo.estimate.loglinear import LogLinear

_LEAST = 1e-3
_MOST = 1e12
_POINTS = 9
_ROUNDS = 8


def profile_interval(
    fits: LogLinear, place: int, *, level: float = LEVEL
) -> tuple[float, float, float]:
    """Give low end, N of the highest likelihood and high end for one model of a table.

    The high end is infinite where the likelihood never falls far enough.

    Raises:
        ValueError: the model has no estimate.
    """
    if fits.codes[place]:
        message = "a model without an estimate has no interval"
        raise ValueError(message)
    profile = _Profile(fits, place)
    best = profile.peak(float(fits.sizes[place]) - profile.people)
    cut = profile(np.array([best]))[0] - chi2.ppf(level, 1) / 2
    low, high = profile.end(best, cut, 0.5), profile.end(best, cut, 2.0)
    return profile.people + low, profile.people + best, profile.people + high


class _Profile:
    """The logarithm of the profile likelihood as a function of n0."""

    def __init__(self, fits: LogLinear, place: int) -> None:
        layout, reduced = fits.design, fits.reduced
        self.people = layout.table.n
        unseen = np.zeros((1, layout.columns.shape[1]))
        unseen[0, 0] = 1
        self.columns = np.vstack([layout.columns, unseen])
        self.counts = layout.counts
        self.alive = np.append(reduced.alive[place], True)
        self.active = reduced.active[place]

    def __call__(self, unseen: NDArray[np.float64]) -> NDArray[np.float64]:
        counts = np.column_stack([np.repeat(self.counts[None], len(unseen), axis=0), unseen])
        fits = fit(
            self.columns,
            counts,
            np.repeat(self.alive[None], len(unseen), axis=0),
            np.repeat(self.active[None], len(unseen), axis=0),
        )
        people = self.people + unseen
        found: NDArray[np.float64] = (
            fits.loglik + people - people * np.log(people) + gammaln(people + 1)
        )
        return found

    def peak(self, near: float) -> float:
        """Give the n0 of the highest value, which lies close to the estimate."""
        near = max(near, 10 * _LEAST)
        low, high = np.log(near) - 2, np.log(near) + 2
        for _ in range(_ROUNDS):
            points = np.linspace(low, high, _POINTS)
            at = int(self(np.exp(points)).argmax())
            low, high = points[max(at - 1, 0)], points[min(at + 1, _POINTS - 1)]
        return float(np.exp((low + high) / 2))

    def end(self, best: float, cut: float, factor: float) -> float:
        """Give where the value falls below the cut, going from the best by a factor; 0 or inf."""
        inner = best
        steps = best * factor ** np.arange(1, 101)
        steps = steps[(steps > _LEAST) & (steps < _MOST)]
        for chunk in np.array_split(steps, max(1, len(steps) // _POINTS)):
            below = np.flatnonzero(self(chunk) < cut) if chunk.size else np.zeros(0, np.intp)
            if below.size:
                outer = float(chunk[below[0]])
                inner = float(chunk[below[0] - 1]) if below[0] else inner
                break
            inner = float(chunk[-1]) if chunk.size else inner
        else:
            return 0.0 if factor < 1 else float("inf")
        for _ in range(_ROUNDS):
            points = np.exp(np.linspace(np.log(inner), np.log(outer), _POINTS))
            at = int((self(points) < cut).argmax())
            inner, outer = float(points[max(at - 1, 0)]), float(points[at])
        return (inner + outer) / 2
