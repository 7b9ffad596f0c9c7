# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stepwise choice of pairs for tables with too many lists for all models to be gone through.

From the main effects on, the pair is added whose overlap is least explained: the one-sided Poisson
probability of the people on both lists, given what the model expects there, below a threshold of
0.02; a pair is passed over where the model with it has no estimate (Chan, Silverman and Vincent
2021, Journal of the American Statistical Association 116:1297).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson

from amparo.estimate.loglinear import LogLinear, fit_models
from amparo.estimate.models import Design, design

if TYPE_CHECKING:
    from amparo.estimate.tables import ListTable

THRESHOLD = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The way of a stepwise choice: the models (S, T) it went through, the last the chosen one."""

    design: Design
    models: NDArray[np.bool_]
    size: float

    @property
    def chosen(self) -> NDArray[np.bool_]:
        """The model chosen (T,)."""
        found: NDArray[np.bool_] = self.models[-1]
        return found


def stepwise(table: ListTable, *, threshold: float = THRESHOLD) -> Steps:
    """Choose pairs one by one.

    Raises:
        TooManyListsError: more than 12 lists.
        ValueError: as `models.design`; or the model of main effects alone has no estimate.
    """
    layout = design(table, 2)
    width = len(table.lists)
    model = np.zeros(len(layout.terms), bool)
    model[:width] = True
    way = [model]
    size = _size(layout, model)
    if size is None:
        message = "the model of main effects alone has no estimate"
        raise ValueError(message)
    while (step := _step(layout, way[-1], threshold)) is not None:
        model, size = step
        way.append(model)
    return Steps(layout, np.array(way), size)


def _step(
    layout: Design, model: NDArray[np.bool_], threshold: float
) -> tuple[NDArray[np.bool_], float] | None:
    """Give the model with the next pair and its N; None where no pair is needed and possible."""
    fits = fit_models(layout, model[None])
    mu = np.where(
        fits.reduced.alive[0],
        np.exp(layout.columns @ np.where(fits.reduced.active[0], fits.beta[0], 0)),
        0,
    )
    expected = mu @ layout.columns[:, 1:]
    open_pairs = np.flatnonzero(~model)
    seen, mean = layout.margins[open_pairs], expected[open_pairs]
    chance = np.minimum(poisson.cdf(seen, mean), poisson.sf(seen - 1, mean))
    for place in np.argsort(chance, kind="stable"):
        if chance[place] >= threshold:
            return None
        wider = model.copy()
        wider[open_pairs[place]] = True
        size = _size(layout, wider)
        if size is not None:
            return wider, size
    return None


def stepwise_family(table: ListTable, *, threshold: float = THRESHOLD) -> LogLinear:
    """Fit the models on the way of the choice and all that differ from the last by one pair."""
    steps = stepwise(table, threshold=threshold)
    width = len(table.lists)
    pairs = np.arange(width, len(steps.design.terms))
    near = np.repeat(steps.chosen[None], len(pairs), axis=0)
    near[np.arange(len(pairs)), pairs] ^= True
    family = np.unique(np.concatenate([steps.models, near]), axis=0)
    return fit_models(steps.design, family)


def _size(layout: Design, model: NDArray[np.bool_]) -> float | None:
    fits = fit_models(layout, model[None])
    return None if fits.codes[0] else float(fits.sizes[0])
