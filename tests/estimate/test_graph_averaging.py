# SPDX-License-Identifier: AGPL-3.0-or-later
"""Averaging over graphs against a reckoning by hand of three lists, and what must not change it."""

from __future__ import annotations

import math
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.estimate.graph_averaging import GraphPosterior, GraphPrior, average, silent
from amparo.estimate.graphs import spelled
from amparo.estimate.tables import ListTable
from amparo.estimate.unseen_grid import Grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATTERNS = [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
COUNTS = [60, 49, 4, 247, 112, 142, 12]
EVERY = Grid.at(np.arange(0.0, 2001.0))

# The eight graphs of three lists: cliques and separators, written down.
BY_HAND: dict[str, tuple[list[str], list[str]]] = {
    "A + B + C": (["A", "B", "C"], []),
    "A*B + C": (["AB", "C"], []),
    "A*C + B": (["AC", "B"], []),
    "B*C + A": (["BC", "A"], []),
    "A*B + A*C": (["AB", "AC"], ["A"]),
    "A*B + B*C": (["AB", "BC"], ["B"]),
    "A*C + B*C": (["AC", "BC"], ["C"]),
    "A*B*C": (["ABC"], []),
}


def test_the_three_lists_by_hand() -> None:
    table = ListTable.from_patterns(("A", "B", "C"), PATTERNS, COUNTS)
    delta = 0.3
    posterior = average(table, delta=delta, saturated=True, grid=EVERY)
    people = {tuple(p): c for p, c in zip(PATTERNS, COUNTS, strict=True)}
    places = {spelled(posterior.cliques(place)): place for place in range(8)}
    assert set(places) == set(BY_HAND)
    for unseen in (0, 1, 105, 2000):
        cells = people | {(0, 0, 0): unseen}
        for model, (cliques, separators) in BY_HAND.items():
            found = posterior.log_densities(np.array([places[model]]))[0, unseen]
            expected = by_hand(cells, cliques, separators, delta)
            assert found == pytest.approx(expected, abs=1e-8)


def by_hand(
    cells: dict[tuple[int, ...], int], cliques: list[str], separators: list[str], delta: float
) -> float:
    total = sum(cells.values())
    found = math.lgamma(total + 1) - math.log(total)
    found -= sum(math.lgamma(count + 1) for count in cells.values())
    for sign, groups in ((1, cliques), (-1, separators)):
        for group in groups:
            margin: dict[str, list[int]] = {}
            for cell, count in cells.items():
                key = "".join(str(cell["ABC".index(name)]) for name in group)
                margin.setdefault(key, []).append(count)
            found += sign * (math.lgamma(8 * delta) - math.lgamma(total + 8 * delta))
            for counts in margin.values():
                prior = delta * len(counts)
                found += sign * (math.lgamma(sum(counts) + prior) - math.lgamma(prior))
    return found


def test_its_own_grid_gives_what_every_number_gives() -> None:
    table = ListTable.from_patterns(("A", "B", "C"), PATTERNS, COUNTS)
    own, every = average(table), average(table, grid=Grid.at(np.arange(0.0, 40_000.0)))
    assert own.weights == pytest.approx(every.weights, abs=1e-5)
    assert own.unseen.mean == pytest.approx(every.unseen.mean, rel=1e-4)
    shares = np.array([0.025, 0.5, 0.975])
    assert own.unseen.quantiles(shares) == pytest.approx(every.unseen.quantiles(shares), abs=1)


def test_graphs_name_the_lists_that_depend_on_each_other() -> None:
    # Of four lists only the second and the fourth depend; each axis has its own size, so that a
    # table read the other way round would name other lists.
    table = dependent(("second", "fourth"))
    posterior = average(table)
    best = posterior.cliques(int(posterior.ranking[0]))
    assert best[0] == ("fourth", "second")
    assert sorted(clique[0] for clique in best[1:]) == ["first", "third"]
    pairs = [tuple(table.lists[j] for j in pair) for pair in posterior.graphs.pairs]
    sure = posterior.edge_probabilities > 0.5
    assert [p for p, there in zip(pairs, sure, strict=True) if there] == [
        ("second", "fourth")[::-1]
    ]


def dependent(pair: tuple[str, str]) -> ListTable:
    """Four lists of 20,000 people (SYNTHETIC); the two of the pair share too many."""
    names = ("first", "second", "third", "fourth")
    chance = dict(zip(names, (0.12, 0.2, 0.3, 0.4), strict=True))
    patterns, counts = [], []
    for mask in range(1, 16):
        on = {name: bool(mask >> j & 1) for j, name in enumerate(names)}
        share = math.prod(chance[n] if on[n] else 1 - chance[n] for n in names)
        one, other = (on[name] for name in pair)
        sign = 1 if one == other else -1
        rest = math.prod(chance[n] if on[n] else 1 - chance[n] for n in names if n not in pair)
        share += sign * 0.03 * rest
        patterns.append([int(on[n]) for n in names])
        counts.append(round(20_000 * share))
    return ListTable.from_patterns(names, patterns, counts)


def test_the_truth_of_a_table_made_so_is_found() -> None:
    unseen = average(dependent(("second", "fourth"))).unseen
    table = dependent(("second", "fourth"))
    low, high = unseen.tails(0.95)
    assert low < 20_000 - table.n < high
    assert unseen.mean == pytest.approx(20_000 - table.n, rel=0.05)


def summary(posterior: GraphPosterior) -> NDArray[np.float64]:
    return posterior.unseen.quantiles(np.array([0.025, 0.25, 0.5, 0.75, 0.975]))


counts_of_cells = st.lists(st.integers(1, 60), min_size=7, max_size=7)


@given(counts_of_cells, st.sampled_from(list(permutations("ABC"))))
def test_other_names_of_the_lists_rename_the_graphs_and_leave_the_number(
    counts: list[int], names: tuple[str, ...]
) -> None:
    first = average(ListTable.from_patterns("ABC", PATTERNS, counts))
    second = average(ListTable.from_patterns(names, PATTERNS, counts))
    assert summary(first) == pytest.approx(summary(second), abs=1)
    renamed = dict(zip("ABC", names, strict=True))
    assert weights(first, renamed) == pytest.approx(weights(second, {}), abs=1e-9)


def weights(posterior: GraphPosterior, renamed: dict[str, str]) -> dict[frozenset[str], float]:
    return {
        frozenset(
            "".join(sorted(renamed.get(name, name) for name in clique))
            for clique in posterior.cliques(place)
        ): float(posterior.weights[place])
        for place in range(len(posterior.graphs))
    }


@given(counts_of_cells, st.floats(0.01, 4), st.sampled_from(GraphPrior))
def test_weights_and_densities_are_whole(
    counts: list[int], delta: float, prior: GraphPrior
) -> None:
    table = ListTable.from_patterns("ABC", PATTERNS, counts)
    posterior = average(table, delta=delta, graph_prior=prior)
    assert posterior.weights.sum() == pytest.approx(1)
    assert posterior.unseen.grid.weights @ posterior.unseen.density == pytest.approx(1)
    mixture = sum(
        float(posterior.weights[place]) * posterior.unseen_of(place).density
        for place in range(len(posterior.graphs))
    )
    assert mixture == pytest.approx(posterior.unseen.density, abs=1e-9)


def test_the_prior_by_edges_gives_each_number_of_edges_the_same() -> None:
    table = ListTable.from_patterns("ABC", PATTERNS, COUNTS)
    uniform, edges = (average(table, graph_prior=prior, saturated=True) for prior in GraphPrior)
    number = uniform.graphs.edges.sum(axis=1)
    factor = 1 / np.array([1, 3, 3, 1])[number]
    expected = uniform.weights * factor / (uniform.weights @ factor)
    assert edges.weights == pytest.approx(expected, abs=1e-9)


def test_the_saturated_graph_is_nothing_but_the_prior() -> None:
    table = ListTable.from_patterns("ABC", PATTERNS, COUNTS)
    doubled = table.scaled(2)
    n0 = np.arange(0.0, 3000.0)
    delta = 0.2
    for held in (table, doubled):
        posterior = average(held, delta=delta, saturated=True, grid=Grid.at(n0))
        place = int(np.flatnonzero(posterior.graphs.edges.all(axis=1))[0])
        found = posterior.log_densities(np.array([place]))[0]
        # The prior on N among those who say nothing: Gamma(n0 + delta) / n0! and 1/N, D.
        size = n0 + held.n
        known = [
            math.lgamma(x + delta)
            - math.lgamma(x + 1)
            + math.lgamma(s)
            - math.lgamma(s + 8 * delta)
            for x, s in zip(n0, size, strict=True)
        ]
        assert found - found[0] == pytest.approx(np.array(known) - known[0], abs=1e-7)


def test_two_lists_that_cannot_share_anybody_are_one_of_three_states() -> None:
    impossible = [[1, 1, 0], [1, 1, 1]]
    patterns = [p for p in PATTERNS if p not in impossible]
    table = ListTable.from_patterns("ABC", patterns, [60, 49, 247, 112, 142], impossible)
    delta = 0.25
    posterior = average(table, delta=delta, grid=EVERY)
    places = {spelled(posterior.cliques(p)): p for p in range(len(posterior.graphs))}
    assert set(places) == {"A*B + C", "A*B + A*C", "A*B + B*C"}
    assert posterior.left_out == 4
    # A and B as one list with three states (A, B, neither), independent of C.
    for unseen in (0, 300):
        total = 610 + unseen
        found = math.lgamma(total + 1) - math.lgamma(unseen + 1) - math.log(total)
        found -= sum(math.lgamma(count + 1) for count in (60, 49, 247, 112, 142))
        for margin, prior in (
            ((60 + 112, 49 + 142, 247 + unseen), 2 * delta),
            ((60 + 49 + unseen, 247 + 112 + 142), 3 * delta),
        ):
            found += math.lgamma(6 * delta) - math.lgamma(total + 6 * delta)
            found += sum(math.lgamma(t + prior) - math.lgamma(prior) for t in margin)
        logs = posterior.log_densities(np.array([places["A*B + C"]]))[0]
        assert logs[unseen] == pytest.approx(found, abs=1e-8)


def test_a_list_within_another_makes_more_graphs_silent() -> None:
    # Who is on A is on B: apart from B, A tells nothing about those on no list.
    table = ListTable.from_patterns(
        "ABC",
        [[0, 1, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1], [1, 1, 1]],
        [49, 60, 247, 142, 112],
        [[1, 0, 0], [1, 0, 1]],
    )
    every, speaking = (average(table, saturated=there) for there in (True, False))
    assert models(every) == {"A*B + C", "A*B + A*C", "A*B + B*C", "A*B*C"}
    assert models(speaking) == {"A*B + C", "A*B + A*C"}
    mute = silent(table, every.graphs)
    assert {spelled(every.cliques(p)) for p in np.flatnonzero(mute).tolist()} == {
        "A*B + B*C",
        "A*B*C",
    }


def models(posterior: GraphPosterior) -> set[str]:
    return {spelled(posterior.cliques(place)) for place in range(len(posterior.graphs))}


def test_impossible_patterns_that_no_graph_holds_are_refused() -> None:
    table = ListTable.from_patterns("ABC", PATTERNS[:-1], COUNTS[:-1], [[1, 1, 1]])
    with pytest.raises(ValueError, match="impossible patterns cannot be averaged"):
        average(table)


@pytest.mark.parametrize(
    ("lists", "patterns", "delta", "said"),
    [
        ("A", [[1]], None, "at least two lists"),
        ("AB", [[1, 0], [1, 0]], None, "somebody on it"),
        ("ABC", np.eye(3, dtype=int).tolist(), 0.0, "above 0"),
        ("ABCDEFG", np.eye(7, dtype=int).tolist(), None, "1 to 6 lists"),
    ],
)
def test_what_cannot_be_averaged_is_refused(
    lists: str, patterns: list[list[int]], delta: float | None, said: str
) -> None:
    table = ListTable.from_patterns(lists, patterns, [5] * len(patterns))
    with pytest.raises(ValueError, match=said):
        average(table, delta=delta)


def test_progress_is_told() -> None:
    heard: list[tuple[int, int]] = []
    table = ListTable.from_patterns("ABC", PATTERNS, COUNTS)
    posterior = average(table, progress=lambda done, of: heard.append((done, of)))
    assert posterior.weights.sum() == pytest.approx(1)
    assert heard == [(7, 7)]
