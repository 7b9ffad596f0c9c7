# SPDX-License-Identifier: AGPL-3.0-or-later
"""Averaging over decomposable graphs of lists (Madigan and York 1997, Biometrika 84:19).

Each graph says which lists depend on each other (`graphs`). The probabilities of its cliques have
hyper-Dirichlet priors (Dawid and Lauritzen 1993) with `delta` for each cell of the whole table and
are integrated out exactly. What is left is the probability of (graph, n0), summed over n0:

    L(A) = lnG(D) - lnG(N + D) + sum over x of lnG(T_A(x) + d_A(x)) - lnG(d_A(x))
    ln P = sum over cliques L - sum over separators L + lnG(N + 1) - lnG(n0 + 1) + ln prior(N)

G is the gamma function, T_A the margin of a set A of lists (those on no list included), d_A(x)
delta times the number of cells that fall together in x, D delta times the number of all cells.

The saturated graph (every list depends on every other) is left out unless it is asked for: its
posterior of N is nothing but the prior, yet its weight grows with the table. So are, where patterns
are impossible, the other graphs that are `silent` about n0.

Structural zeros are taken in where that is exact: if each impossible pattern is impossible already
by its part in one clique of the graph, the law of the possible cells is Markov with the same
formula over possible cells alone. Graphs of which that is not true (two lists that cannot share
anybody, and no edge between them) contradict the table and are left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from amparo.core.messages import say
from amparo.estimate.graphs import MOST_LISTS_OF_GRAPHS, Graphs, decomposable_graphs
from amparo.estimate.reasons import SaidError
from amparo.estimate.unseen_grid import Grid, Unseen

if TYPE_CHECKING:
    from amparo.estimate.tables import ListTable

# Graphs less probable than the best by this factor (in logs) change no figure.
_NEGLIGIBLE = 40.0
# The peak of a graph lies at most half a step of every sixteenth node from one: 2 in logs.
_STRIDE = 16
_CELLS_AT_ONCE = 2_000_000

_FIRST_TOP = 30  # times n
_GROWTH = 10
_LAST_TOP = 1e6  # times n
_MOST = 1e10  # beyond it the logarithms of the gamma function lose their digits
_ENOUGH = 1e-4

LogPrior = Callable[[NDArray[np.float64]], NDArray[np.float64]]


class GraphPrior(StrEnum):
    """What is believed of the graphs before the table is seen."""

    UNIFORM = "uniform"  # each graph alike
    EDGES = "edges"  # each number of edges alike, and the graphs of one number among themselves


def one_over_n(size: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the logarithm of the usual prior, p(N) proportional to 1/N."""
    found: NDArray[np.float64] = -np.log(size)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Margins:
    """What L(A) is made of for each set A of lists (2^J, A numbered by bits).

    `fixed` does not depend on n0; `outside` are the documented people on no list of A, `mass` the
    share of D of that cell; `cells` counts those of the margin.
    """

    n: int
    total: float
    fixed: NDArray[np.float64]
    outside: NDArray[np.float64]
    mass: NDArray[np.float64]
    cells: NDArray[np.int64]

    @classmethod
    def of(cls, table: ListTable, delta: float) -> _Margins:
        size = 2 ** len(table.lists)
        cells = _possible(table)
        fixed, outside, mass = np.zeros(size), np.zeros(size), np.zeros(size)
        number = np.zeros(size, np.int64)
        total = delta * len(cells)
        for group in range(size):
            people = np.bincount(table.codes & group, table.counts, size)
            prior = delta * np.bincount(cells & group, minlength=size)
            rest = prior > 0
            rest[0] = False
            gained = gammaln(people[rest] + prior[rest]) - gammaln(prior[rest])
            fixed[group] = gammaln(total) + gained.sum() - gammaln(prior[0])
            outside[group], mass[group] = people[0], prior[0]
            number[group] = 1 + rest.sum()
        return cls(table.n, total, fixed, outside, mass, number)

    def moving(self, nodes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the part of L(A) that depends on n0 (2^J, G)."""
        inside = gammaln(nodes + (self.outside + self.mass)[:, None])
        found: NDArray[np.float64] = inside - gammaln(nodes + self.n + self.total)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Summed:
    """Log weight and highest log density of each kept graph (K,), log density of n0 (G,)."""

    log_weights: NDArray[np.float64]
    peaks: NDArray[np.float64]
    log_density: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class GraphPosterior:
    """The posterior over graphs (M) and n0.

    `n` are the documented people, `delta` the prior count of a cell; `graphs` those averaged over,
    `left_out` how many contradict the impossible patterns, `kept` (K,) the places of those that can
    matter; `log_prior` (M,) is of the graphs, `common` (G,) what all graphs share of the log
    posterior at the nodes of `grid`.
    """

    lists: tuple[str, ...]
    n: int
    delta: float
    graphs: Graphs
    left_out: int
    kept: NDArray[np.intp]
    log_prior: NDArray[np.float64]
    grid: Grid
    common: NDArray[np.float64]
    margins: _Margins
    progress: Callable[[int, int], None] | None = None

    def log_densities(self, places: NDArray[np.intp]) -> NDArray[np.float64]:
        """Give the log posterior of some graphs at the nodes (len(places), G), not normalised."""
        terms = self.graphs.terms[places].astype(np.float64)
        found: NDArray[np.float64] = terms @ self._moving
        found += (terms @ self.margins.fixed + self.log_prior[places])[:, None] + self.common
        return found

    @cached_property
    def _moving(self) -> NDArray[np.float64]:
        return self.margins.moving(self.grid.nodes)

    @cached_property
    def _summed(self) -> _Summed:
        evidence, peaks, density = [], [], np.full(len(self.grid.nodes), -np.inf)
        done = 0
        width = max(1, _CELLS_AT_ONCE // len(self.grid.nodes))
        for first in range(0, len(self.kept), width):
            block = self.kept[first : first + width]
            logs = self.log_densities(block)
            high = logs.max(axis=1)
            share = np.exp(logs - high[:, None])
            peaks.append(high)
            evidence.append(high + np.log(share @ self.grid.weights))
            best = high.max()
            with np.errstate(divide="ignore"):  # nothing of the block reaches there
                density = np.logaddexp(density, best + np.log(np.exp(high - best) @ share))
            done += len(block)
            if self.progress:
                self.progress(done, len(self.kept))
        return _Summed(np.concatenate(evidence), np.concatenate(peaks), density)

    @property
    def near(self) -> NDArray[np.intp]:
        """The places of the kept graphs whose highest density is not negligible."""
        peaks = self._summed.peaks
        found: NDArray[np.intp] = self.kept[peaks > peaks.max() - _NEGLIGIBLE]
        return found

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """The probabilities of the graphs (M,), summing to 1."""
        log_weight = self._summed.log_weights
        share = np.exp(log_weight - log_weight.max())
        found = np.zeros(len(self.graphs))
        found[self.kept] = share / share.sum()
        return found

    @cached_property
    def unseen(self) -> Unseen:
        """The distribution of n0 over all graphs."""
        return Unseen(self.grid, self._summed.log_density)

    def unseen_of(self, place: int) -> Unseen:
        """Give the distribution of n0 if this were the graph."""
        return Unseen(self.grid, self.log_densities(np.array([place]))[0])

    @property
    def edge_probabilities(self) -> NDArray[np.float64]:
        """The probability of each edge (E,), in the order of `graphs.pairs`."""
        found: NDArray[np.float64] = self.weights @ self.graphs.edges
        return found

    @property
    def ranking(self) -> NDArray[np.intp]:
        """The places of the kept graphs, the most probable first."""
        order: NDArray[np.intp] = np.argsort(-np.round(self.weights, 12), kind="stable")
        return order[: len(self.kept)]

    def parameters(self, place: int) -> int:
        """Give how many parameters a graph has, N among them."""
        return 1 + int(self.graphs.terms[place].astype(np.int64) @ (self.margins.cells - 1))

    def cliques(self, place: int) -> tuple[tuple[str, ...], ...]:
        """Give the cliques of a graph as names of lists."""
        return tuple(tuple(self.lists[j] for j in c) for c in self.graphs.cliques(place))


def average(
    table: ListTable,
    *,
    delta: float | None = None,
    saturated: bool = False,
    graph_prior: GraphPrior = GraphPrior.UNIFORM,
    log_prior: LogPrior = one_over_n,
    grid: Grid | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> GraphPosterior:
    """Give the posterior over graphs and n0.

    Args:
        table: two to six lists, somebody on each.
        delta: the prior count of each cell; None: 2^-J, one person in all.
        saturated: graphs that say nothing of n0 are averaged over too.
        graph_prior: of the graphs.
        log_prior: the logarithm of the prior of N, not normalised.
        grid: of n0; None: from 0 to 30 n, or as far as the probability reaches (up to 10^6 n).
        progress: called with the graphs done and those to do.

    Raises:
        ValueError: fewer than two lists or more than six, a list that nobody is on, delta not above
            0, or impossible patterns that no graph can hold.
    """
    graphs, left_out = _graphs(table, saturated=saturated)
    delta = _checked(delta, table)
    margins = _Margins.of(table, delta)
    priors = _log_prior(graphs, graph_prior)

    everyone = np.arange(len(graphs))

    def on(grid: Grid, kept: NDArray[np.intp], *, told: bool = False) -> GraphPosterior:
        size = grid.nodes + table.n
        common = gammaln(size + 1) - gammaln(grid.nodes + 1) + log_prior(size)
        common -= gammaln(table.counts + 1.0).sum()
        return GraphPosterior(
            table.lists,
            table.n,
            delta,
            graphs,
            left_out,
            kept,
            priors,
            grid,
            common,
            margins,
            progress if told else None,
        )

    if grid is not None:
        return on(grid, everyone, told=True)
    top, last = float(_FIRST_TOP * table.n), min(_LAST_TOP * table.n, _MOST)
    while True:
        grid = Grid.of(table.n, top)
        coarse = on(grid.every(_STRIDE), everyone)
        if top >= last or coarse.unseen.beyond <= _ENOUGH:
            return on(grid, coarse.near, told=True)
        top = min(_GROWTH * top, last)


def _checked(delta: float | None, table: ListTable) -> float:
    delta = 0.5 ** len(table.lists) if delta is None else delta
    if not (delta > 0 and math.isfinite(delta)):
        message = "delta must be above 0"
        raise ValueError(message)
    return delta


def _graphs(table: ListTable, *, saturated: bool) -> tuple[Graphs, int]:
    """Give the graphs to average over, and how many the impossible patterns contradict."""
    width = len(table.lists)
    if width < 2 or not table.sizes.all():  # noqa: PLR2004 - one list overlaps with nothing
        raise SaidError(say("It needs at least two lists, each with somebody on it."))
    if width > MOST_LISTS_OF_GRAPHS:
        problem = say(
            "It goes through all graphs of 1 to {most} lists; these are {lists}.",
            most=MOST_LISTS_OF_GRAPHS,
            lists=width,
        )
        raise SaidError(problem)
    graphs = decomposable_graphs(width)
    held = holds(table, graphs)
    left_out = int((~held).sum())
    if not saturated:
        held = np.logical_and(held, ~silent(table, graphs))
    if not held.any():
        problem = say(
            "The impossible patterns cannot be averaged over graphs: no graph that says anything"
            " of those on no list holds them."
        )
        raise SaidError(problem)
    return graphs.take(held), left_out


def holds(table: ListTable, graphs: Graphs) -> NDArray[np.bool_]:
    """Say of which graphs each impossible pattern is impossible by a clique alone (M,)."""
    never, possible = table.impossible_codes, _possible(table)
    blocked = np.zeros((2 ** len(table.lists), len(never)), np.int64)
    for group in range(len(blocked)):
        blocked[group] = ~np.isin(never & group, possible & group)
    by_clique = (graphs.terms > 0).astype(np.int64) @ blocked
    found: NDArray[np.bool_] = np.all(by_clique > 0, axis=1)
    return found


def silent(table: ListTable, graphs: Graphs) -> NDArray[np.bool_]:
    """Say which graphs (M,) leave those on no list to the prior, whatever the counts.

    Without impossible patterns it is the saturated graph alone. A pattern speaks about n0 if its
    lists lie in parts of the graph that no clique or separator of theirs joins: it is then met by
    more cliques than separators by two or more, and each person who shows it lightens the tail.
    """
    met = (np.arange(2 ** len(table.lists))[:, None] & _possible(table)) != 0
    parts = graphs.terms.astype(np.int64) @ met.astype(np.int64)
    found: NDArray[np.bool_] = (parts <= 1).all(axis=1)
    return found


def _possible(table: ListTable) -> NDArray[np.int64]:
    """Give the patterns that are not impossible, that of no list included."""
    return np.setdiff1d(np.arange(2 ** len(table.lists)), table.impossible_codes)


def _log_prior(graphs: Graphs, prior: GraphPrior) -> NDArray[np.float64]:
    if prior is GraphPrior.UNIFORM:
        return np.zeros(len(graphs))
    number = graphs.edges.sum(axis=1)
    found: NDArray[np.float64] = -np.log(np.bincount(number)[number])
    return found
