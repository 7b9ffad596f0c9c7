# SPDX-License-Identifier: AGPL-3.0-or-later
"""Intervals that hold the choice of the model: the bootstrap chooses anew in every sample.

The best models of the table by BIC stand for choice in each sample of n people; the interval is
bias-corrected and accelerated (BCa: Efron 1987, Journal of the American Statistical Association
82:171), its acceleration from leaving out one person of each cell (Silverman, Chan and Vincent
2024, Statistics and Computing 34:44).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm

from amparo.estimate.estimates import LEVEL, Estimate
from amparo.estimate.existence import Reduced, identified
from amparo.estimate.loglinear import fit_all, fit_checked

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from amparo.estimate.models import Design
    from amparo.estimate.tables import ListTable

SAMPLES = 1_000
_FEW_LISTS = 4
# How many models stand for choice: these cover what other samples of people would choose.
_TOP_OF_FEW, _TOP = 20, 100
# How many fits are held in memory at a time.
_AT_ONCE = 20_000


def bootstrap_estimate(
    table: ListTable,
    *,
    order: int | None = None,
    samples: int = SAMPLES,
    top: int | None = None,
    seed: int = 1,
    level: float = LEVEL,
    progress: Callable[[int, int], None] | None = None,
) -> Estimate:
    """Estimate N by the best model by BIC, with the BCa interval over the choice of the model.

    `median` is that of the samples, `diagnostics["point"]` the N of the best model. A sample in
    which no model has an estimate counts as infinite. `progress` hears samples done and of how
    many.

    Raises:
        TooManyListsError: more than 5 lists, or than 6 at order 2.
        ValueError: no model of the table has an estimate.
    """
    begun = time.perf_counter()
    fits = fit_all(table, order)
    number = top or (_TOP_OF_FEW if len(table.lists) <= _FEW_LISTS else _TOP)
    held = fits.ranking[:number]
    if not held.size:
        message = "no log-linear model of this table has an estimate"
        raise ValueError(message)
    layout, models = fits.design, fits.models[held]
    point = float(fits.sizes[held[0]])
    dice = np.random.default_rng(seed)
    share = layout.counts / layout.counts.sum()
    resampled = dice.multinomial(table.n, share, size=samples).astype(np.float64)
    drawn = _chosen(layout, models, resampled, progress)
    filled = np.flatnonzero(layout.counts)
    without = layout.counts - np.eye(len(layout.counts))[filled]
    left_out = _chosen(layout, models, without, None)
    low, high = _bca(drawn, point, left_out, layout.counts[filled], level)
    finite = np.isfinite(drawn)
    return Estimate(
        "loglinear_bootstrap",
        median=float(np.median(drawn)),
        mean=float(drawn[finite].mean()),
        low=max(low, float(table.n)),
        high=high,
        level=level,
        draws=drawn[finite],
        settings={
            "order": layout.order,
            "samples": samples,
            "top": number,
            "seed": seed,
            "level": level,
        },
        diagnostics={
            "point": point,
            "model": layout.spelled(models[0]),
            "samples_without_estimate": int((~finite).sum()),
        },
        seconds=time.perf_counter() - begun,
    )


def _chosen(
    layout: Design,
    models: NDArray[np.bool_],
    counts: NDArray[np.float64],
    progress: Callable[[int, int], None] | None,
) -> NDArray[np.float64]:
    """Give N of the best of the models for each table of counts (B, C); infinite for none."""
    found = np.zeros(len(counts))
    width = max(1, _AT_ONCE // len(models))
    for first in range(0, len(counts), width):
        part = counts[first : first + width]
        found[first : first + width] = _choose(layout, models, part)
        if progress:
            progress(min(first + width, len(counts)), len(counts))
    return found


def _choose(
    layout: Design, models: NDArray[np.bool_], counts: NDArray[np.float64]
) -> NDArray[np.float64]:
    whole = np.repeat(counts, len(models), axis=0)
    each = np.tile(models, (len(counts), 1))
    reduced = Reduced.of(layout.columns, whole, each)
    known = np.flatnonzero(identified(layout.columns, reduced))
    fits, exists = fit_checked(
        layout.columns, whole[known], reduced.alive[known], reduced.active[known]
    )
    good = known[exists]
    bic = np.full(len(whole), np.inf)
    sizes = np.full(len(whole), np.inf)
    people = whole[good].sum(axis=1)
    bic[good] = -2 * fits.loglik[exists] + (1 + each[good].sum(axis=1)) * np.log(people)
    sizes[good] = people + np.exp(np.minimum(fits.beta[exists, 0], 60))
    best = bic.reshape(len(counts), -1).argmin(axis=1)
    found: NDArray[np.float64] = sizes.reshape(len(counts), -1)[np.arange(len(counts)), best]
    return found


def _bca(
    drawn: NDArray[np.float64],
    point: float,
    left_out: NDArray[np.float64],
    people: NDArray[np.float64],
    level: float,
) -> tuple[float, float]:
    """Give the low and the high end."""
    below = (drawn < point).mean() + (drawn == point).mean() / 2
    shift = norm.ppf(np.clip(below, 0.5 / len(drawn), 1 - 0.5 / len(drawn)))
    kept = np.isfinite(left_out)
    weight = people[kept]
    away = np.average(left_out[kept], weights=weight) - left_out[kept]
    square = (weight * away**2).sum()
    curve = (weight * away**3).sum() / (6 * square**1.5) if square > 0 else 0.0
    tail = (1 - level) / 2
    wanted = shift + norm.ppf([tail, 1 - tail])
    shares = norm.cdf(shift + wanted / (1 - curve * wanted))
    low, high = np.quantile(drawn, shares, method="inverted_cdf").tolist()
    return low, high
