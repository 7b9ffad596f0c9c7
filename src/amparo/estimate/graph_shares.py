# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws of the patterns' shares from the posterior over graphs: for checks of the fit and for xi.

A graph is drawn by its weight, then n0, then the probabilities of the cells clique by clique: in a
perfect order a clique meets what came before in one separator, and given the separator's part the
rest of the clique is Dirichlet with the counts of its margin and their prior, independent of all
else (Dawid and Lauritzen 1993: strong hyper-Markov).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from amparo.estimate.graph_averaging import GraphPosterior
    from amparo.estimate.identifying import Sampler
    from amparo.estimate.tables import ListTable


def of_graphs(posterior: GraphPosterior) -> Sampler:
    """Make a sampler of the shares of the patterns among those on a list (D, 2^J - 1).

    The posterior must be of the table that the sampler is asked about.
    """

    def draw(table: ListTable, number: int, dice: np.random.Generator) -> NDArray[np.float64]:
        size = 2 ** len(table.lists)
        held = dice.choice(len(posterior.weights), number, p=posterior.weights)
        people = np.zeros(size)
        people[table.codes] = table.counts
        prior = np.full(size, posterior.delta)
        prior[table.impossible_codes] = 0.0
        found = np.empty((number, size))
        for place in np.unique(held).tolist():
            rows = np.flatnonzero(held == place)
            cells = np.tile(people + prior, (len(rows), 1))
            cells[:, 0] += posterior.unseen_of(place).quantiles(dice.random(len(rows)))
            masks = np.flatnonzero(posterior.graphs.terms[place] > 0)
            found[rows] = _cells(cells, in_perfect_order(masks.tolist()), dice)
        seen = found[:, 1:]
        shares: NDArray[np.float64] = seen / seen.sum(axis=1, keepdims=True)
        return shares

    return draw


def in_perfect_order(cliques: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Order the cliques (bits) of a decomposable graph; give each with its separator.

    The next clique is always that which shares most with one before (Prim's tree of cliques): all
    that it shares with those before is then shared with that one.
    """
    left = list(cliques)
    ordered = [(left.pop(0), 0)]
    while left:
        shared, clique = max(
            ((mask & before, mask) for before, _ in ordered for mask in left),
            key=lambda pair: pair[0].bit_count(),
        )
        left.remove(clique)
        ordered.append((clique, shared))
    return tuple(ordered)


def _cells(
    posterior: NDArray[np.float64], order: Iterable[tuple[int, int]], dice: np.random.Generator
) -> NDArray[np.float64]:
    """Draw the probabilities of all cells (D, 2^J), given their counts with the prior (D, 2^J)."""
    every = np.arange(posterior.shape[1])
    logs = np.zeros_like(posterior)
    for clique, separator in order:
        margin = _summed(posterior, every & clique)
        with np.errstate(divide="ignore"):  # a cell that is impossible has no chance
            drawn = np.log(dice.standard_gamma(margin))
        whole = np.exp(drawn - drawn.max(axis=1, keepdims=True))
        given = _summed(whole, every & separator)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = whole[:, every & clique] / given[:, every & separator]
            logs += np.log(np.nan_to_num(share))
    return np.exp(logs)


def _summed(cells: NDArray[np.float64], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sum cells (D, C) by group; a group's sum stands in the column of its number."""
    found = np.zeros_like(cells)
    for group in np.unique(groups).tolist():
        found[:, group] = cells[:, groups == group].sum(axis=1)
    return found
