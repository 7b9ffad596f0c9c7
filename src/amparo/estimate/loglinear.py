# SPDX-License-Identifier: AGPL-3.0-or-later
"""Log-linear models of a table, each fitted and checked, ranked by BIC.

BIC = -2 log-likelihood + (number of parameters) log(number of people). A parameter that is minus
infinity still counts as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from amparo.estimate.existence import Existence, Reduced, has_estimate, identified, runs_away
from amparo.estimate.fitting import Fits, fit
from amparo.estimate.models import Design, design

if TYPE_CHECKING:
    from amparo.estimate.tables import ListTable

# No more people than this are drawn: N that comes to it has no end.
MOST_UNSEEN = 1e15
# A count drawn about the cap is off by chance, by far less than this.
_NEARLY = 0.99
# Enough to tell a fit that comes to rest from one that runs away.
_FIRST_ROUNDS = 12
_LAST_ROUNDS = 40


@dataclass(frozen=True, slots=True, eq=False)
class LogLinear:
    """Models of a table (M) with their fits; a model that cannot be used has nan and BIC inf.

    `codes` are those of `Existence`; `sizes` the estimates of N, `bic`, `loglik`, `parameters`
    (those that are minus infinity included) and `variance` of log n0 per model; `beta` (M, 1 + T)
    the coefficients with gamma first, `reduced` what is left of each model.
    """

    design: Design
    models: NDArray[np.bool_]
    codes: NDArray[np.int8]
    sizes: NDArray[np.float64]
    bic: NDArray[np.float64]
    loglik: NDArray[np.float64]
    parameters: NDArray[np.int64]
    variance: NDArray[np.float64]
    beta: NDArray[np.float64]
    reduced: Reduced

    @property
    def ranking(self) -> NDArray[np.intp]:
        """The places of the models that can be used, the lowest BIC first."""
        # Rounded, so that models equal but for the last bits are ranked the same everywhere.
        order = np.lexsort((self.sizes, np.round(self.bic, 7)))
        return order[np.isfinite(self.bic[order])]

    def weights(self, penalty: float | None = None) -> NDArray[np.float64]:
        """Give the weights of all models (M,), summing to 1: exp(-criterion / 2).

        `penalty` is what a parameter costs: None for BIC's log(n), 2 for AIC.
        """
        each = np.log(self.design.table.n) if penalty is None else penalty
        cost = np.where(self.codes == 0, -2 * self.loglik + each * self.parameters, np.inf)
        share = np.exp(-(cost - cost.min()) / 2)
        found: NDArray[np.float64] = share / share.sum()
        return found

    def span(self, within: float) -> tuple[int, float, float]:
        """Give how many models are within so much BIC of the best, their least and largest N."""
        near = self.sizes[self.bic <= self.bic.min() + within]
        near = np.minimum(near, self.design.table.n + MOST_UNSEEN)
        return len(near), float(near.min()), float(near.max())

    def draws(self, number: int, seed: int, penalty: float | None = None) -> NDArray[np.float64]:
        """Draw N from the mixture of the models: a model by weight, log n0 normal, n0 Poisson."""
        dice = np.random.default_rng(seed)
        order = self.ranking
        held = dice.choice(order, number, p=self.weights(penalty)[order])
        spread = dice.standard_normal(number) * np.sqrt(self.variance[held])
        mean = np.minimum(np.exp(self.beta[held, 0] + spread), MOST_UNSEEN)
        found: NDArray[np.float64] = self.design.table.n + dice.poisson(mean).astype(np.float64)
        return found


def share_at_cap(draws: NDArray[np.float64]) -> float:
    """Give the share of draws of N that lie at the cap."""
    return float((draws >= _NEARLY * MOST_UNSEEN).mean())


def fit_models(layout: Design, models: NDArray[np.bool_]) -> LogLinear:
    """Fit models (M, T) of a design, with the check that each has an estimate and only one.

    Whether an estimate exists is proved by the fit itself or by the direction in which it runs
    away; the linear programme is asked about the few models for which neither does.
    """
    reduced = Reduced.of(layout.columns, layout.counts, models)
    known = identified(layout.columns, reduced)
    codes = np.where(known, 0, int(Existence.NOT_IDENTIFIED)).astype(np.int8)
    fine = np.flatnonzero(known)
    fits, exists = fit_checked(
        layout.columns, layout.counts, reduced.alive[fine], reduced.active[fine]
    )
    codes[fine[~exists]] = int(Existence.NO_ESTIMATE)
    parameters = 1 + models.sum(axis=1)
    beta = np.full((len(models), layout.columns.shape[1]), np.nan)
    loglik, variance = np.full(len(models), np.nan), np.full(len(models), np.nan)
    good = fine[exists]
    beta[good], loglik[good], variance[good] = (
        fits.beta[exists],
        fits.loglik[exists],
        fits.variance[exists],
    )
    people = layout.table.n
    bic = np.full(len(models), np.inf)
    bic[good] = -2 * loglik[good] + parameters[good] * np.log(people)
    sizes = people + np.exp(beta[:, 0])
    return LogLinear(layout, models, codes, sizes, bic, loglik, parameters, variance, beta, reduced)


def fit_checked(
    columns: NDArray[np.float64],
    counts: NDArray[np.float64],
    alive: NDArray[np.bool_],
    active: NDArray[np.bool_],
) -> tuple[Fits, NDArray[np.bool_]]:
    """Fit identified problems as `fitting.fit` does and say which have a maximum (B,)."""
    fits = fit(columns, counts, alive, active, rounds=_FIRST_ROUNDS)
    filled = np.broadcast_to(counts > 0, alive.shape)

    def doubtful(among: NDArray[np.intp]) -> NDArray[np.intp]:
        among = among[~fits.sure[among]]
        away = runs_away(columns, filled[among], alive[among], fits.towards[among])
        return among[~away]

    doubt = doubtful(np.arange(len(alive)))
    if doubt.size:
        own = counts if counts.ndim == 1 else counts[doubt]
        fits.replace(doubt, fit(columns, own, alive[doubt], active[doubt], rounds=_LAST_ROUNDS))
        doubt = doubtful(doubt)
    exists = fits.sure.copy()
    for place in doubt.tolist():
        exists[place] = has_estimate(columns, filled[place], alive[place], active[place])
    return fits, exists


def fit_all(table: ListTable, order: int | None = None) -> LogLinear:
    """Fit all hierarchical models up to an order (None: all below the term of all lists).

    Raises:
        TooManyListsError: more than 5 lists, or than 6 at order 2.
        ValueError: fewer than two lists, or a list that nobody is on.
    """
    layout = design(table, order)
    return fit_models(layout, layout.models())
