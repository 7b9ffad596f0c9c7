# SPDX-License-Identifier: AGPL-3.0-or-later
"""Log-linear models for people who differ in how easily they get on lists.

To a model of pairs a column t h(k) is added, k the number of lists of a pattern: if log odds of
getting on a list differ between people, patterns of many lists are more frequent than the pairs
tell. The shape of the difference cannot be known, so three are used: h(k) = 2^k - 1 (Poisson),
k^2 / 2 (Darroch: normal), -log(3.5 + k) (Gamma), each with t > 0 (Rivest and Baillargeon 2007,
Biometrics 63:999). They fit nearly alike and differ in N: the estimate is the mixture of all by
weights of AIC, which keeps what BIC would call too small to matter. Where no model with t > 0 has
an estimate, the table shows no sign of such differences; that there are none does not follow.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from amparo.core.messages import say
from amparo.estimate.estimates import LEVEL, Estimate
from amparo.estimate.existence import Reduced
from amparo.estimate.loglinear import MOST_UNSEEN, fit_checked, share_at_cap
from amparo.estimate.models import MOST_LISTS_ENUMERATED, design
from amparo.estimate.reasons import SaidError
from amparo.estimate.stepwise import downhill

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo.estimate.tables import ListTable

_GAMMA = 3.5
_SHAPES: tuple[tuple[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]], ...] = (
    ("poisson", lambda k: 2.0**k - 1),
    ("normal", lambda k: k**2 / 2),
    ("gamma", lambda k: np.log(_GAMMA) - np.log(_GAMMA + k)),
)
_ORDER = 2
_SPANS = (2.0, 6.0, 10.0)
_SHOWN = 10
# By AIC what is within 2 of the best is as good (Burnham and Anderson 2002).
_NEAR = 2.0
_NO_RANK = 1e-8
_LEAST_LISTS = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Fitted:
    """Models (M) that have an estimate; `unseen` is log n0, `mu` (M, C) the people of each cell."""

    shapes: list[str]
    spelled: list[str]
    unseen: NDArray[np.float64]
    variance: NDArray[np.float64]
    aic: NDArray[np.float64]
    parameters: NDArray[np.int64]
    cells: NDArray[np.int64]
    mu: NDArray[np.float64]

    @property
    def weights(self) -> NDArray[np.float64]:
        """The weights of AIC (M,), summing to 1."""
        share = np.exp(-(self.aic - self.aic.min()) / 2)
        found: NDArray[np.float64] = share / share.sum()
        return found


def heterogeneity_estimate(
    table: ListTable, *, draws: int = 10_000, seed: int = 1, level: float = LEVEL
) -> Estimate:
    """Estimate N by the mixture of models of pairs with a column for differences between people.

    Beyond 5 lists the models about the best of pairs stand for all. The diagnostics are as those of
    `mixture.loglinear_estimate`, the weights and spans being those of AIC.

    Raises:
        TooManyListsError: more than 12 lists.
        ValueError: fewer than three lists, or no model has an estimate.
    """
    begun = time.perf_counter()
    found = _fitted(table)
    weight = found.weights
    dice = np.random.default_rng(seed)
    held = dice.choice(len(weight), draws, p=weight)
    spread = dice.standard_normal(draws) * np.sqrt(found.variance[held])
    most = np.log(MOST_UNSEEN)
    unseen = dice.poisson(np.exp(np.minimum(found.unseen[held] + spread, most)))
    drawn = (table.n + unseen).astype(np.float64)
    sizes = table.n + np.exp(np.minimum(found.unseen, most))
    order = np.argsort(-weight, kind="stable")
    behind = 2 * np.log(weight.max() / np.maximum(weight, 1e-300))
    return Estimate.from_draws(
        "heterogeneity",
        drawn,
        level=level,
        settings={"order": _ORDER, "penalty": 2.0, "draws": draws, "seed": seed, "level": level},
        diagnostics={
            "models": len(weight),
            "share_at_cap": share_at_cap(drawn),
            "near": _NEAR,
            "span": [
                {
                    "within": within,
                    "models": int((behind <= within).sum()),
                    "low": float(sizes[behind <= within].min()),
                    "high": float(sizes[behind <= within].max()),
                }
                for within in _SPANS
            ],
            "best": [
                {
                    "model": found.spelled[place],
                    "shape": found.shapes[place],
                    "n": float(sizes[place]),
                    "weight": float(weight[place]),
                    "parameters": int(found.parameters[place]),
                }
                for place in order[:_SHOWN].tolist()
            ],
        },
        seconds=time.perf_counter() - begun,
    )


def heterogeneity_shares(
    table: ListTable, number: int, dice: np.random.Generator
) -> NDArray[np.float64]:
    """Draw the shares of the patterns (D, 2^J - 1): a model by weight, its fit as it stands.

    Raises:
        ValueError: as `heterogeneity_estimate`.
    """
    fitted = _fitted(table)
    held = dice.choice(len(fitted.shapes), number, p=fitted.weights)
    found = np.zeros((number, 2 ** len(table.lists) - 1))
    found[:, fitted.cells - 1] = fitted.mu[held]
    shares: NDArray[np.float64] = found / found.sum(axis=1, keepdims=True)
    return shares


def _fitted(table: ListTable) -> _Fitted:
    if len(table.lists) < _LEAST_LISTS:
        raise SaidError(say("Differences between people show only from three lists on."))
    if len(table.lists) > MOST_LISTS_ENUMERATED:
        family = downhill(table, order=_ORDER)
        layout, models = family.design, family.models
    else:
        layout = design(table, _ORDER)
        models = layout.models()
    reduced = Reduced.of(layout.columns, layout.counts, models)
    number = np.bitwise_count(layout.cells).astype(np.float64)
    none = np.zeros(0)
    cells = layout.cells
    empty = np.zeros((0, len(cells)))
    whole = _Fitted([], [], none, none, none, np.zeros(0, np.int64), cells, empty)
    for shape, h in _SHAPES:
        height = h(number)
        columns = np.column_stack([layout.columns, height / np.abs(height).max()])
        active = np.column_stack([reduced.active, np.ones(len(models), bool)])
        told = np.flatnonzero(_told_apart(columns, reduced.alive, active))
        fits, exists = fit_checked(columns, layout.counts, reduced.alive[told], active[told])
        # Below 0 people would differ less than not at all.
        exists = exists & (fits.beta[:, -1] > 0)
        good = told[exists]
        parameters = 2 + models[good].sum(axis=1)
        whole = _Fitted(
            [*whole.shapes, *[shape] * len(good)],
            [*whole.spelled, *(layout.spelled(models[place]) for place in good)],
            np.concatenate([whole.unseen, fits.beta[exists, 0]]),
            np.concatenate([whole.variance, fits.variance[exists]]),
            np.concatenate([whole.aic, 2 * parameters - 2 * fits.loglik[exists]]),
            np.concatenate([whole.parameters, parameters]),
            cells,
            np.concatenate([whole.mu, fits.mu[exists]]),
        )
    if not whole.shapes:
        raise SaidError(say("No model in which people differ has an estimate."))
    return whole


def _told_apart(
    columns: NDArray[np.float64], alive: NDArray[np.bool_], active: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Say for each model whether its columns are independent on the cells left."""
    gram = np.einsum("mc,cp,cq->mpq", alive.astype(np.float64), columns, columns, optimize=True)
    gram *= active[:, :, None] & active[:, None, :]
    gram += np.eye(columns.shape[1]) * ~active[:, None, :]
    found: NDArray[np.bool_] = np.linalg.eigvalsh(gram)[:, 0] > _NO_RANK
    return found
