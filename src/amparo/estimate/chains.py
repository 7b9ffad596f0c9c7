# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether chains met: rank-normalised split R-hat, bulk and tail effective sample size.

After Vehtari, Gelman, Simpson, Carpenter and Buerkner (2021), Bayesian Analysis 16(2): each chain
is split into halves, draws become normal scores of their ranks. All functions take draws (chains,
draws) and give nan where all draws are the same or there are fewer than four in a chain.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import rankdata

Floats = NDArray[np.float64]

_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Meeting:
    """How well chains met: R-hat is 1 where they did; sizes are in independent draws."""

    rhat: float
    ess_bulk: float
    ess_tail: float

    def met(self, rhat: float = 1.01, ess: float = 400.0) -> bool:
        """Say whether R-hat is low and both sizes are high enough; nan is never enough."""
        return self.rhat <= rhat and self.ess_bulk >= ess and self.ess_tail >= ess


def meeting(draws: Floats) -> Meeting:
    """Give all three for draws (chains, draws)."""
    return Meeting(rhat(draws), ess_bulk(draws), ess_tail(draws))


def rhat(draws: Floats) -> float:
    """Give the greater R-hat of the ranks and of the ranks of the distances from the median."""
    halves = _split(draws)
    if halves is None:
        return math.nan
    folded = np.abs(halves - np.median(halves))
    return max(_rhat(_scores(halves)), _rhat(_scores(folded)))


def ess_bulk(draws: Floats) -> float:
    """Give how many independent draws would know the middle as well."""
    halves = _split(draws)
    return math.nan if halves is None else _ess(_scores(halves))


def ess_tail(draws: Floats) -> float:
    """Give the lesser effective size of the shares below the 5 % and the 95 % quantile."""
    halves = _split(draws)
    if halves is None:
        return math.nan
    sizes = [_ess((halves <= edge).astype(np.float64)) for edge in np.quantile(draws, (0.05, 0.95))]
    return float(np.min(sizes))


def _split(draws: Floats) -> Floats | None:
    """Give the halves of the chains as chains; an odd draw in the middle is left out."""
    half = draws.shape[1] // 2
    if draws.shape[1] < _FEWEST or not np.isfinite(draws).all() or np.ptp(draws) == 0:
        return None
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def _scores(values: Floats) -> Floats:
    rank = rankdata(values).reshape(values.shape)
    scores: Floats = ndtri((rank - 0.375) / (values.size + 0.25))
    return scores


def _rhat(chains: Floats) -> float:
    length = chains.shape[1]
    within = chains.var(axis=1, ddof=1).mean()
    between = length * chains.mean(axis=1).var(ddof=1)
    if within == 0:
        return math.inf if between > 0 else math.nan
    return math.sqrt((between / within + length - 1) / length)


def _ess(chains: Floats) -> float:
    """Give the effective size by Geyer's initial monotone sequence over all chains."""
    number, length = chains.shape
    covariance = _autocovariances(chains)
    within = covariance[:, 0].mean() * length / (length - 1)
    pooled = within * (length - 1) / length + (
        chains.mean(axis=1).var(ddof=1) if number > 1 else 0.0
    )
    if pooled == 0:
        return math.nan
    share = 1 - (within - covariance.mean(axis=0)) / pooled
    share[0] = 1.0
    pairs = share[: (length - 1) // 2 * 2].reshape(-1, 2).sum(axis=1)
    end = next((int(place) for place in np.flatnonzero(pairs <= 0)), len(pairs) - 1)
    # The first lag of the pair that ends the sequence may still count.
    rest = max(share[2 * end], 0.0)
    kept = np.minimum.accumulate(pairs[:end])
    time = max(-1 + 2 * kept.sum() + rest, 1 / math.log10(number * length))
    return float(number * length / time)


def _autocovariances(chains: Floats) -> Floats:
    """Give the autocovariances (chains, lags), divided by the length."""
    length = chains.shape[1]
    centred = chains - chains.mean(axis=1, keepdims=True)
    padded = np.fft.rfft(centred, 1 << (2 * length - 1).bit_length())
    found: Floats = np.fft.irfft(np.abs(padded) ** 2)[:, :length] / length
    return found
