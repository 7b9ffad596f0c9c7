# SPDX-License-Identifier: AGPL-3.0-or-later
"""The estimate by log-linear models: the mixture of all of them, never the best alone.

Several models often differ by less than 1 of BIC and by a quarter in N. They are mixed by their
weights exp(-BIC / 2), and the span of N over those near the best stands beside the mixture.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.core.messages import say
from amparo.estimate.estimates import LEVEL, Estimate
from amparo.estimate.loglinear import LogLinear, fit_all, share_at_cap
from amparo.estimate.models import MOST_LISTS_ENUMERATED
from amparo.estimate.reasons import SaidError
from amparo.estimate.stepwise import ORDER, downhill

if TYPE_CHECKING:
    from amparo.estimate.tables import ListTable

SPANS = (2.0, 6.0, 10.0)
_SHOWN = 10


def loglinear_estimate(
    table: ListTable,
    *,
    order: int | None = None,
    penalty: float | None = None,
    draws: int = 10_000,
    seed: int = 1,
    level: float = LEVEL,
) -> Estimate:
    """Estimate N by the mixture of all log-linear models; beyond 5 lists those downhill.

    `penalty` is what a parameter costs in the weights: None for BIC's log(n), 2 for AIC, whose
    wider mixture covers better where people differ in how easily they get on lists. The diagnostics
    hold the best models one by one, the span of all within 2, 6 and 10 of BIC, and the mixture by
    the other weights.

    Raises:
        TooManyListsError: more than 12 lists.
        ValueError: no model of the table has an estimate.
    """
    begun = time.perf_counter()
    if len(table.lists) > MOST_LISTS_ENUMERATED:
        fits, family = downhill(table, order=order or ORDER), "downhill"
    else:
        fits, family = fit_all(table, order), "all"
    if not np.isfinite(fits.bic).any():
        raise SaidError(say("Of this table no log-linear model has an estimate."))
    sizes = fits.draws(draws, seed, penalty)
    return Estimate.from_draws(
        "loglinear",
        sizes,
        level=level,
        settings={
            "order": fits.design.order,
            "family": family,
            "penalty": "bic" if penalty is None else penalty,
            "draws": draws,
            "seed": seed,
            "level": level,
        },
        diagnostics=_diagnostics(fits)
        | {
            "by": _by_weights(fits, draws, seed, level),
            "share_at_cap": share_at_cap(sizes),
        },
        seconds=time.perf_counter() - begun,
    )


def _by_weights(fits: LogLinear, draws: int, seed: int, level: float) -> dict[str, Any]:
    """Give median and interval by the weights of BIC and of AIC."""
    shares = ((1 - level) / 2, 0.5, (1 + level) / 2)
    found = {}
    for name, penalty in (("bic", None), ("aic", 2.0)):
        low, median, high = np.quantile(fits.draws(draws, seed, penalty), shares).tolist()
        found[name] = {"median": median, "low": low, "high": high}
    return found


def _diagnostics(fits: LogLinear) -> dict[str, Any]:
    order = fits.ranking
    weights = fits.weights()
    return {
        "models": len(fits.models),
        "models_without_estimate": int((fits.codes != 0).sum()),
        "span": [
            {"within": within, "models": number, "low": low, "high": high}
            for within in SPANS
            for number, low, high in [fits.span(within)]
        ],
        "best": [
            {
                "model": fits.design.spelled(fits.models[place]),
                "n": float(fits.sizes[place]),
                "bic": float(fits.bic[place]),
                "weight": float(weights[place]),
                "parameters": int(fits.parameters[place]),
            }
            for place in order[:_SHOWN].tolist()
        ],
    }
