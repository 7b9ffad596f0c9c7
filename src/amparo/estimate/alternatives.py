# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an analysis would have said had something else been chosen: the rows of its report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.sensitivity import (
    Change,
    Multiverse,
    lists_left_out,
    multiverse,
    setting_changed,
    unchanged,
    xi_changed,
)
from amparo.estimate.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo.estimate.analysis import Analysis
    from amparo.estimate.estimates import Estimate
    from amparo.estimate.tables import ListTable

_FACTORS = (("quarter", say("a quarter of the prior count of each cell"), 0.25),
            ("four", say("four times the prior count of each cell"), 4.0))  # fmt: skip
_FEWEST_LISTS = 4


def alternatives(
    analysis: Analysis,
    *,
    store: Store | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Multiverse | None:
    """Give the rows for graphs, else for log-linear models; None where neither was asked for.

    Nothing changed; each list left out, where three are left; delta or the weights; xi.

    Raises:
        OSError: the store cannot be written to.
    """
    known = {estimate.method for estimate in analysis.estimates}
    name = next((name for name in ("graphs", "loglinear") if name in known), None)
    table, seed = analysis.table, analysis.asked.seed
    if name is None:
        return None
    keep = store or Store()

    def stored(
        key: str = "usual", delta: float | None = None, penalty: float | None = None
    ) -> Callable[[ListTable], Estimate]:
        def make(changed: ListTable) -> Estimate:
            if name == "graphs":
                return graph_estimate(changed, seed=seed, delta=delta)
            return loglinear_estimate(changed, seed=seed, penalty=penalty)

        told = {"seed": seed, "alternative": key}
        return lambda changed: keep.kept(changed, name, told, partial(make, changed))

    if name == "graphs":
        usual = 0.5 ** len(table.lists)
        changed = setting_changed(
            table, "delta", [(key, said, stored(key, delta=f * usual)) for key, said, f in _FACTORS]
        )
    else:
        by_aic = ("aic", say("models weighted by AIC"), stored("aic", penalty=2.0))
        changed = setting_changed(table, "weights", [by_aic])
    changes: tuple[Change, ...] = (unchanged(table, stored()), *changed)
    if len(table.lists) >= _FEWEST_LISTS:
        changes += lists_left_out(table, stored())
    if analysis.assumption:
        changes += xi_changed(analysis.assumption)
    return multiverse(changes, progress=progress)
