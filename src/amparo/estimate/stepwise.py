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
# Terms of more lists than this are hardly ever carried by a table of many lists.
ORDER = 3


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
    model = _main_effects(layout)
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


def downhill(table: ListTable, *, order: int = ORDER) -> LogLinear:
    """Walk from the main effects to the neighbour of the lowest BIC until none is lower.

    A neighbour has one term more or one less and is hierarchical. Gives all models looked at, which
    are what there is around the way to the best; the best of all models may lie elsewhere
    (Silverman, Chan and Vincent 2024, Statistics and Computing 34:44).

    Raises:
        TooManyListsError: more than 12 lists.
        ValueError: as `models.design`.
    """
    layout = design(table, order)
    seen: dict[bytes, float] = {}
    models = [_main_effects(layout)]
    fits = fit_models(layout, models[0][None])
    at, best = models[0], float(fits.bic[0])
    while True:
        near = [m for m in _neighbours(layout, at) if m.tobytes() not in seen]
        if not near:
            break
        models += near
        fits = fit_models(layout, np.array(near))
        seen |= {m.tobytes(): float(b) for m, b in zip(near, fits.bic, strict=True)}
        lowest = int(fits.bic.argmin())
        if not fits.bic[lowest] < best:
            break
        at, best = near[lowest], float(fits.bic[lowest])
    return fit_models(layout, np.unique(models, axis=0))


def _neighbours(layout: Design, model: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    terms = layout.terms
    width = len(layout.table.lists)
    found = []
    for place in range(width, len(terms)):
        within = (terms & terms[place]) == terms
        around = (terms & terms[place]) == terms[place]
        within[place] = around[place] = False
        if (model[place] and not model[around].any()) or (not model[place] and model[within].all()):
            other = model.copy()
            other[place] ^= True
            found.append(other)
    return found


def _main_effects(layout: Design) -> NDArray[np.bool_]:
    model = np.zeros(len(layout.terms), bool)
    model[: len(layout.table.lists)] = True
    return model


def _size(layout: Design, model: NDArray[np.bool_]) -> float | None:
    fits = fit_models(layout, model[None])
    return None if fits.codes[0] else float(fits.sizes[0])
