# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decomposable graphs against a definition of them that searches for nothing."""

from __future__ import annotations

from itertools import combinations

import pytest

from amparo.estimate.graphs import Graphs, decomposable_graphs, sentences, spelled


@pytest.mark.parametrize(
    ("lists", "number"), [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822), (6, 18154)]
)
def test_as_many_as_are_known(lists: int, number: int) -> None:
    assert len(decomposable_graphs(lists)) == number


def test_no_more_than_six() -> None:
    with pytest.raises(ValueError, match="1 to 6 lists"):
        decomposable_graphs(7)


def decomposable(lists: int, edges: frozenset[tuple[int, int]]) -> bool:
    """Take out nodes whose neighbours are all joined, until none is left."""
    left = set(range(lists))
    while left:
        for node in left:
            beside = [n for n in left if tuple(sorted((n, node))) in edges]
            if all(pair in edges for pair in combinations(sorted(beside), 2)):
                left.remove(node)
                break
        else:
            return False
    return True


@pytest.mark.parametrize("lists", [3, 4, 5])
def test_they_are_those_whose_nodes_can_be_taken_out_one_by_one(lists: int) -> None:
    graphs = decomposable_graphs(lists)
    found = {edges_of(graphs, place) for place in range(len(graphs))}
    pairs = graphs.pairs
    expected = {
        edges
        for mask in range(2 ** len(pairs))
        if decomposable(
            lists, edges := frozenset(p for bit, p in enumerate(pairs) if mask >> bit & 1)
        )
    }
    assert found == expected
    assert len(found) == len(graphs)


@pytest.mark.parametrize("lists", [3, 4, 5])
def test_a_set_of_lists_is_met_once_if_all_its_pairs_are_edges_and_else_never(lists: int) -> None:
    # Cliques less separators that hold a set: this fixes the terms of a graph altogether.
    graphs = decomposable_graphs(lists)
    for place in range(len(graphs)):
        edges = edges_of(graphs, place)
        for group in range(2**lists):
            held = sum(
                int(term) for mask, term in enumerate(graphs.terms[place]) if mask & group == group
            )
            nodes = [j for j in range(lists) if group >> j & 1]
            assert held == all(pair in edges for pair in combinations(nodes, 2))


def edges_of(graphs: Graphs, place: int) -> frozenset[tuple[int, int]]:
    return frozenset(p for p, there in zip(graphs.pairs, graphs.edges[place], strict=True) if there)


def test_cliques_and_separators_of_a_chain() -> None:
    graphs = decomposable_graphs(3)
    places = {edges_of(graphs, place): place for place in range(len(graphs))}
    chain = places[frozenset({(0, 1), (1, 2)})]
    assert graphs.cliques(chain) == ((0, 1), (1, 2))
    assert graphs.separators(chain) == ((1,),)
    apart = places[frozenset()]
    assert graphs.cliques(apart) == ((0,), (1,), (2,))
    assert graphs.separators(apart) == ((), ())


def test_what_is_said_of_a_graph() -> None:
    cliques = (("A", "B", "C"), ("C", "D"), ("E",))
    assert [said.text() for said in sentences(cliques)] == [
        "Lists A, B and C depend on one another.",
        "Lists C and D depend on each other.",
        "List E depends on no other.",
    ]
    assert spelled(cliques) == "A*B*C + C*D + E"
    assert [said.text() for said in sentences((("A",), ("B",)))] == ["No list depends on another."]
