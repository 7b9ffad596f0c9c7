# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hierarchical log-linear models of lists, and the cells they speak about.

log mu_c = gamma + sum of alpha_t over the terms t of the model that lie within the pattern c. A
term is a set of lists, numbered as a pattern is (bit j: list j). A model is hierarchical: with a
term it has all terms within it. All have the main effects; none has the term of all lists, whose
coefficient no data about those on no list could tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from amparo.core.messages import say
from amparo.estimate.reasons import SaidError
from amparo.estimate.tables import ListTable

if TYPE_CHECKING:
    from collections.abc import Iterable

# Beyond this the cells of a full table no longer fit the purpose (4,095 for 12 lists).
MOST_LISTS = 12
# All models of 5 lists are 6,893; those of 6 lists are 7,785,061.
MOST_LISTS_ENUMERATED = 5
MOST_LISTS_OF_PAIRS = 6


class TooManyListsError(SaidError):
    """The method would need more cells or models than can be gone through."""


@dataclass(frozen=True, eq=False)
class Design:
    """The cells of a table and the columns of all terms up to an order.

    `cells` (C,) are the patterns that can be seen, as numbers, `counts` (C,) the people in each;
    `terms` (T,) the main effects and then the interactions by size; `columns` (C, 1 + T) are 1
    where the term of the column lies within the cell's pattern, the first being gamma's.
    """

    table: ListTable
    order: int
    cells: NDArray[np.int64]
    counts: NDArray[np.float64]
    terms: NDArray[np.int64]
    columns: NDArray[np.float64]

    @cached_property
    def margins(self) -> NDArray[np.float64]:
        """How many people are on all lists of each term, whatever else they are on (T,)."""
        found: NDArray[np.float64] = self.counts @ self.columns[:, 1:]
        return found

    def models(self) -> NDArray[np.bool_]:
        """Give all hierarchical models of the terms (M, T), the one of main effects first.

        Raises:
            TooManyListsError: more than 5 lists, or than 6 where only pairs are wanted.
        """
        width = len(self.table.lists)
        most = MOST_LISTS_OF_PAIRS if self.order <= 2 else MOST_LISTS_ENUMERATED  # noqa: PLR2004 - pairs
        if width > most:
            problem = say(
                "It goes through all models of up to {most} lists; these are {lists}.",
                most=most,
                lists=width,
            )
            raise TooManyListsError(problem)
        every = _models(width, min(self.order, width - 1))
        # A term of which no pattern can be seen is no parameter.
        places = np.searchsorted(_keys(_terms(width, self.order)), _keys(self.terms))
        absent = np.delete(np.arange(every.shape[1]), places)
        return every[~every[:, absent].any(axis=1)][:, places]

    def model(self, generators: Iterable[Iterable[str]]) -> NDArray[np.bool_]:
        """Give the model of generators (T,), each a set of names; main effects are added.

        Raises:
            ValueError: a generator that is no term of the design.
        """
        masks = [sum(1 << self.table.lists.index(name) for name in group) for group in generators]
        missing = [mask for mask in masks if mask not in self.terms]
        if missing:
            message = f"no terms of order {self.order}: {missing}"
            raise ValueError(message)
        found = np.array([any(t & mask == t for mask in masks) for t in self.terms.tolist()], bool)
        found[: len(self.table.lists)] = True
        return found

    def generators(self, model: NDArray[np.bool_]) -> tuple[tuple[str, ...], ...]:
        """Give the terms of a model that lie in no other of its terms, as names."""
        held = self.terms[model].tolist()
        top = [t for t in held if not any(t != other and t & other == t for other in held)]
        names = self.table.lists
        return tuple(
            tuple(name for j, name in enumerate(names) if mask >> j & 1)
            for mask in sorted(top, key=lambda mask: (-mask.bit_count(), mask))
        )

    def spelled(self, model: NDArray[np.bool_]) -> str:
        """Spell a model by its generators, as "A*B*C + D"."""
        return " + ".join("*".join(group) for group in self.generators(model))


def design(table: ListTable, order: int | None = None) -> Design:
    """Lay out the cells of a table for models up to an order (None: one below the lists).

    Raises:
        TooManyListsError: more than 12 lists.
        ValueError: fewer than two lists, a list that nobody is on (`drop_empty` takes it out).
    """
    width = len(table.lists)
    if width > MOST_LISTS:
        problem = say(
            "It holds up to {most} lists; these are {lists}.", most=MOST_LISTS, lists=width
        )
        raise TooManyListsError(problem)
    if width < 2 or not table.sizes.all():  # noqa: PLR2004 - a pair
        raise SaidError(say("It needs at least two lists, each with somebody on it."))
    most = width - 1 if order is None else min(order, width - 1)
    cells = np.setdiff1d(np.arange(1, 2**width, dtype=np.int64), table.impossible_codes)
    counts = np.zeros(len(cells))
    counts[np.searchsorted(cells, table.codes)] = table.counts
    terms = _terms(width, most)
    inside = (cells[:, None] & terms) == terms
    seen = inside.any(axis=0)
    columns = np.ones((len(cells), 1 + int(seen.sum())))
    columns[:, 1:] = inside[:, seen]
    return Design(table, most, cells, counts, terms[seen], columns)


@cache
def _terms(width: int, order: int) -> NDArray[np.int64]:
    sets = [
        sum(1 << j for j in group)
        for size in range(1, order + 1)
        for group in combinations(range(width), size)
    ]
    found = np.array(sorted(sets, key=_key), dtype=np.int64)
    found.setflags(write=False)
    return found


def _key(mask: int) -> int:
    return mask.bit_count() << MOST_LISTS | mask


def _keys(terms: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.array([_key(mask) for mask in terms.tolist()], dtype=np.int64)


@cache
def _models(width: int, order: int) -> NDArray[np.bool_]:
    """Give all hierarchical models of the terms up to an order (M, T)."""
    terms = _terms(width, order)
    found = np.zeros((1, len(terms)), bool)
    found[:, :width] = True
    for place in range(width, len(terms)):
        mask = int(terms[place])
        parts = [mask & ~(1 << j) for j in range(width) if mask >> j & 1]
        # Terms come by size: those just below are decided, and they hold all others within.
        allowed = found[:, np.isin(terms, parts)].all(axis=1)
        wider = found[allowed]
        wider[:, place] = True
        found = np.concatenate([found, wider])
    found.setflags(write=False)
    return found
