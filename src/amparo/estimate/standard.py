# SPDX-License-Identifier: AGPL-3.0-or-later
"""The default report's way from a table to what may be said: methods, checks, gates, statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from amparo.estimate.checking import Checks, check_fit
from amparo.estimate.estimates import LEVEL, Estimate
from amparo.estimate.gates import Missing, estimate_gates
from amparo.estimate.graph_averaging import average
from amparo.estimate.graph_estimates import delta_sensitivity, graph_estimate
from amparo.estimate.graph_shares import of_graphs
from amparo.estimate.heterogeneity import heterogeneity_estimate, heterogeneity_shares
from amparo.estimate.identifying import Sampler, of_loglinear
from amparo.estimate.latent_classes import LatentClassRun, Settings, default_classes
from amparo.estimate.loglinear import fit_all
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.models import MOST_LISTS_ENUMERATED
from amparo.estimate.statement import Statement, conclude
from amparo.estimate.tables import ListTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Draws of the patterns' shares for the checks, and how many are worked out at a time.
_SHARES = 1_000
_AT_ONCE = 100
# Times the usual prior count of each cell, to see whether it decides.
PRIOR_FACTORS = (0.25, 0.5, 2.0)

# Of a table, a seed and a level: the estimate, and what draws the patterns' shares from the same
# fit (None: the fit is not checked). Raises ValueError where the method is not for this table.
Method = Callable[[ListTable, int, float], tuple[Estimate, Sampler | None]]


@dataclass(frozen=True, slots=True)
class Findings:
    """Estimates with their gates, methods without one, checks by method, and what may be said."""

    table: ListTable
    estimates: tuple[Estimate, ...]
    missing: tuple[Missing, ...]
    checks: Mapping[str, Checks]
    statement: Statement


def _loglinear(table: ListTable, seed: int, level: float) -> tuple[Estimate, Sampler | None]:
    found = loglinear_estimate(table, seed=seed, level=level)
    return found, _loglinear_shares if len(table.lists) <= MOST_LISTS_ENUMERATED else None


def _graphs(table: ListTable, seed: int, level: float) -> tuple[Estimate, Sampler | None]:
    found = graph_estimate(table, seed=seed, level=level)
    rows = [asdict(row) for row in delta_sensitivity(table, factors=PRIOR_FACTORS, level=level)]
    return replace(found, diagnostics=found.diagnostics | {"delta": rows}), _graph_shares


def _heterogeneity(table: ListTable, seed: int, level: float) -> tuple[Estimate, Sampler | None]:
    return heterogeneity_estimate(table, seed=seed, level=level), heterogeneity_shares


def _latent_classes(table: ListTable, seed: int, level: float) -> tuple[Estimate, Sampler | None]:
    run = LatentClassRun.begin(table, Settings(default_classes(table), seed=seed))
    while not run.done:
        run.advance()
    found = run.estimate()
    if level != found.level and found.draws is not None:
        at_level = Estimate.from_draws(found.method, found.draws, level=level)
        found = replace(found, low=at_level.low, high=at_level.high, level=level)
    return found, of_classes(run) if run.table.lists == table.lists else None


def _loglinear_shares(
    table: ListTable, number: int, dice: np.random.Generator
) -> NDArray[np.float64]:
    return of_loglinear(fit_all(table))(table, number, dice)


def _graph_shares(table: ListTable, number: int, dice: np.random.Generator) -> NDArray[np.float64]:
    return of_graphs(average(table))(table, number, dice)


METHODS: Mapping[str, Method] = {
    "loglinear": _loglinear,
    "graphs": _graphs,
    "latent_classes": _latent_classes,
    "heterogeneity": _heterogeneity,
}


def default_findings(
    table: ListTable,
    *,
    methods: Mapping[str, Method] = METHODS,
    seed: int = 1,
    level: float = LEVEL,
    checked: bool = True,
    progress: Callable[[str], None] | None = None,
) -> Findings:
    """Estimate a table by all methods, check their fits, let the gates speak and conclude.

    `checked` False leaves the posterior predictive checks out; `progress` hears the method that
    begins. Copies must be collapsed before (`overlap.without_copies`).
    """
    estimates, missing, checks = [], [], {}
    for name, method in methods.items():
        if progress:
            progress(name)
        try:
            found, sampler = method(table, seed, level)
        except ValueError as error:
            missing.append(Missing.because(name, error))
            continue
        if checked and sampler:
            shares = sampler(table, _SHARES, np.random.default_rng((seed, 2)))
            checks[name] = check_fit(table, shares, seed=seed)
        gates = estimate_gates(table, found, checks.get(name))
        estimates.append(replace(found, gates=gates))
    stated = conclude(table, estimates, missing, level=level)
    return Findings(table, tuple(estimates), tuple(missing), checks, stated)


def of_classes(run: LatentClassRun) -> Sampler:
    """Make a sampler of the shares of the patterns from the stored states of a run."""
    kept = [draws for draws in run.draws if draws is not None]
    nu = np.concatenate([draws.nu for draws in kept])
    on = np.concatenate([draws.on for draws in kept])
    off = np.log(-np.expm1(np.minimum(on, -1e-300)))

    def draw(table: ListTable, number: int, dice: np.random.Generator) -> NDArray[np.float64]:
        codes = np.arange(1, 2 ** len(table.lists))
        there = (codes[:, None] >> np.arange(len(table.lists)) & 1).astype(np.float64)
        held = dice.integers(len(nu), size=number)
        found = np.empty((number, len(codes)))
        for first in range(0, number, _AT_ONCE):
            part = held[first : first + _AT_ONCE]
            logs = np.einsum("cj,tjk->tck", there, on[part], optimize=True)
            logs += np.einsum("cj,tjk->tck", 1 - there, off[part], optimize=True)
            found[first : first + _AT_ONCE] = np.exp(nu[part][:, None, :] + logs).sum(axis=2)
        found[:, table.impossible_codes - 1] = 0.0
        shares: NDArray[np.float64] = found / found.sum(axis=1, keepdims=True)
        return shares

    return draw
