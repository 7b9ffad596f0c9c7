# SPDX-License-Identifier: AGPL-3.0-or-later
"""The default report's way from a table to what may be said: methods, checks, gates, statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from amparo.estimate.checking import Checks, check_fit
from amparo.estimate.estimates import LEVEL, Estimate
from amparo.estimate.gates import Missing, estimate_gates
from amparo.estimate.graph_averaging import average
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.graph_shares import of_graphs
from amparo.estimate.heterogeneity import heterogeneity_estimate
from amparo.estimate.identifying import Sampler, of_loglinear
from amparo.estimate.loglinear import fit_all
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.models import MOST_LISTS_ENUMERATED
from amparo.estimate.statement import Statement, conclude
from amparo.estimate.tables import ListTable

# Draws of the patterns' shares for the checks.
_SHARES = 1_000


@dataclass(frozen=True, slots=True)
class Method:
    """How a table is estimated and, where it is known, how its patterns' shares are drawn.

    `estimate` is called with the table, the seed and the level, `shares` with the table; either may
    raise ValueError where the method is not for this table.
    """

    estimate: Callable[[ListTable, int, float], Estimate]
    shares: Callable[[ListTable], Sampler | None] | None = None


def _loglinear_shares(table: ListTable) -> Sampler | None:
    return of_loglinear(fit_all(table)) if len(table.lists) <= MOST_LISTS_ENUMERATED else None


METHODS: Mapping[str, Method] = {
    "loglinear": Method(
        lambda table, seed, level: loglinear_estimate(table, seed=seed, level=level),
        _loglinear_shares,
    ),
    "graphs": Method(
        lambda table, seed, level: graph_estimate(table, seed=seed, level=level),
        lambda table: of_graphs(average(table)),
    ),
    "heterogeneity": Method(
        lambda table, seed, level: heterogeneity_estimate(table, seed=seed, level=level)
    ),
}


@dataclass(frozen=True, slots=True)
class Findings:
    """Estimates with their gates, methods without one, checks by method, and what may be said."""

    table: ListTable
    estimates: tuple[Estimate, ...]
    missing: tuple[Missing, ...]
    checks: Mapping[str, Checks]
    statement: Statement


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
            found = method.estimate(table, seed, level)
        except ValueError as error:
            missing.append(Missing.because(name, error))
            continue
        own = _checks(table, method, seed) if checked else None
        if own:
            checks[name] = own
        estimates.append(replace(found, gates=estimate_gates(table, found, own)))
    stated = conclude(table, estimates, missing, level=level)
    return Findings(table, tuple(estimates), tuple(missing), checks, stated)


def _checks(table: ListTable, method: Method, seed: int) -> Checks | None:
    sampler = method.shares(table) if method.shares else None
    if sampler is None:
        return None
    shares = sampler(table, _SHARES, np.random.default_rng((seed, 2)))
    return check_fit(table, shares, seed=seed)
