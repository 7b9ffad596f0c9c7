# SPDX-License-Identifier: AGPL-3.0-or-later
"""The estimate by averaging over decomposable graphs, with what it was made of.

Median and intervals are read off the posterior itself; the draws are for pooling (strata, sampled
linkages). How much the answer owes to `delta` is said by `delta_sensitivity`.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.core.messages import say
from amparo.estimate.estimates import LEVEL, Estimate, Gate, GateVerdict
from amparo.estimate.graph_averaging import (
    GraphPosterior,
    GraphPrior,
    average,
    one_over_n,
    silent,
)
from amparo.estimate.graphs import sentences, spelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from amparo.estimate.tables import ListTable

# Probability beyond the grid that is no longer passed over.
MOST_BEYOND = 1e-3
# Twice the log of how much less probable than the best graph: comparable with differences of BIC.
SPANS = (2.0, 6.0, 10.0)
# Times the default delta.
FACTORS = (0.25, 1.0, 4.0)
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class DeltaRow:
    """What N would be with another `delta`."""

    delta: float
    median: float
    low: float
    high: float


def graph_estimate(
    table: ListTable,
    *,
    delta: float | None = None,
    saturated: bool = False,
    graph_prior: GraphPrior = GraphPrior.UNIFORM,
    flat: bool = False,
    draws: int = 10_000,
    level: float = LEVEL,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Estimate:
    """Estimate N by averaging over decomposable graphs, with the prior 1/N.

    The mean is None where the posterior is too heavy in the tail to have one. The diagnostics hold
    the best graphs one by one, the probability of each edge, and the span of the medians of all
    graphs within 2, 6 and 10 of the best (twice the log of their weights).

    Args:
        table: two to six lists, somebody on each.
        delta: the prior count of each cell; None: 2^-J.
        saturated: the graph in which all lists depend on each other is averaged over too.
        graph_prior: all graphs alike, or all numbers of edges.
        flat: every N is alike beforehand, instead of 1/N.
        draws: how many values of N are drawn.
        level: of the intervals.
        seed: of the draws.
        progress: called with the graphs done and those to do.

    Raises:
        ValueError: as `graph_averaging.average`.
    """
    begun = time.perf_counter()
    posterior = average(
        table,
        delta=delta,
        saturated=saturated,
        graph_prior=graph_prior,
        log_prior=np.zeros_like if flat else one_over_n,
        progress=progress,
    )
    unseen = posterior.unseen
    low, high = unseen.tails(level)
    mean = unseen.mean
    return Estimate(
        "graphs",
        median=table.n + float(unseen.quantiles(np.array([0.5]))[0]),
        mean=None if mean is None else table.n + mean,
        low=table.n + low,
        high=table.n + high,
        level=level,
        draws=table.n + unseen.draws(draws, seed),
        settings=_assumed(posterior, graph_prior, saturated=saturated, flat=flat)
        | {"draws": draws, "seed": seed, "level": level},
        diagnostics=_diagnostics(posterior, level),
        gates=tuple(_gates(table, posterior, saturated=saturated)),
        seconds=time.perf_counter() - begun,
    )


def delta_sensitivity(
    table: ListTable, *, factors: Iterable[float] = FACTORS, level: float = LEVEL
) -> tuple[DeltaRow, ...]:
    """Give N for the default delta times each factor; the rest as `graph_estimate`."""
    found = []
    for factor in factors:
        delta = factor * 0.5 ** len(table.lists)
        unseen = average(table, delta=delta).unseen
        low, high = unseen.tails(level)
        median = float(unseen.quantiles(np.array([0.5]))[0])
        found.append(DeltaRow(delta, table.n + median, table.n + low, table.n + high))
    return tuple(found)


def _assumed(
    posterior: GraphPosterior, graph_prior: GraphPrior, *, saturated: bool, flat: bool
) -> dict[str, Any]:
    return {
        "delta": posterior.delta,
        "saturated": "included" if saturated else "excluded",
        "graph_prior": graph_prior.value,
        "prior": "flat" if flat else "1/N",
    }


def _diagnostics(posterior: GraphPosterior, level: float) -> dict[str, Any]:
    unseen = posterior.unseen
    low, high = unseen.shortest(level)
    probabilities = posterior.edge_probabilities.tolist()
    return {
        "graphs": len(posterior.graphs),
        "graphs_left_out": posterior.left_out,
        "mode": posterior.n + unseen.mode,
        "shortest": {"low": posterior.n + low, "high": posterior.n + high},
        "span": _spans(posterior),
        "best": _best(posterior, level),
        "edges": [
            {"lists": [posterior.lists[one], posterior.lists[other]], "probability": probability}
            for (one, other), probability in zip(posterior.graphs.pairs, probabilities, strict=True)
        ],
        "grid": {
            "nodes": len(unseen.grid.nodes),
            "top": posterior.n + float(unseen.grid.nodes[-1]),
            "beyond": unseen.beyond,
        },
    }


def _best(posterior: GraphPosterior, level: float) -> list[dict[str, Any]]:
    found = []
    for place in posterior.ranking[:_SHOWN].tolist():
        cliques = posterior.cliques(place)
        unseen = posterior.unseen_of(place)
        low, high = unseen.tails(level)
        found.append(
            {
                "model": spelled(cliques),
                "cliques": [list(clique) for clique in cliques],
                "words": " ".join(said.text() for said in sentences(cliques)),
                "weight": float(posterior.weights[place]),
                "parameters": posterior.parameters(place),
                "median": posterior.n + float(unseen.quantiles(np.array([0.5]))[0]),
                "low": posterior.n + low,
                "high": posterior.n + high,
            }
        )
    return found


def _spans(posterior: GraphPosterior) -> list[dict[str, Any]]:
    """Give the least and largest median of the graphs near the best."""
    order = posterior.ranking
    least = posterior.weights[order[0]] * math.exp(-max(SPANS) / 2)
    order = order[posterior.weights[order] >= least]
    behind = 2 * np.log(posterior.weights[order[0]] / posterior.weights[order])
    medians = np.array(
        [posterior.unseen_of(place).quantiles(np.array([0.5]))[0] for place in order.tolist()]
    )
    medians += posterior.n
    return [
        {
            "within": within,
            "models": int((behind <= within).sum()),
            "low": float(medians[behind <= within].min()),
            "high": float(medians[behind <= within].max()),
        }
        for within in SPANS
    ]


def _gates(table: ListTable, posterior: GraphPosterior, *, saturated: bool) -> list[Gate]:
    gates = []
    unseen = posterior.unseen
    if unseen.beyond > MOST_BEYOND:
        reason = say(
            "{share} % of the probability lies beyond {top} people: the lists hardly overlap, and"
            " nothing but the prior says where N ends.",
            share=round(100 * unseen.beyond, 1),
            top=posterior.n + round(float(unseen.grid.nodes[-1])),
        )
        gates.append(Gate("mass_at_end", GateVerdict.LOWER_BOUND, reason))
    if saturated:
        reason = say(
            "The graph in which all lists depend on each other is averaged over, with {share} % of"
            " the weight. It says nothing of those on no list: that share is the prior alone.",
            share=round(100 * float(posterior.weights[silent(table, posterior.graphs)].sum()), 1),
        )
        gates.append(Gate("saturated_graph", GateVerdict.WARN, reason))
    return gates
