# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a log-linear model of a sparse table has an estimate at all, and only one.

A term whose margin is 0 has the coefficient minus infinity: the cells that hold it are empty for
certain and leave the likelihood (extended maximum likelihood). On the cells that are left the
estimate exists if and only if some table with a positive number in every cell has the same margins
(Haberman 1974; Fienberg and Rinaldo 2012, Annals of Statistics 40:996), which a linear programme
decides, and it is identified if the columns of the terms left are independent. Only which cells
are empty matters, not how full the others are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from amparo.estimate.fitting import batches

if TYPE_CHECKING:
    from amparo.estimate.models import Design

# The columns hold 0 and 1: their Gram matrix has no eigenvalue between 0 and this.
_NO_EIGENVALUE = 1e-8
# The programme gives 0 exactly or the least cell of a table that is scaled to cells of about 1.
_NO_ROOM = 1e-7


class Existence(IntFlag):
    """What is wrong with a model of a table; the numbers are those of the literature's tests."""

    FINE = 0
    NO_ESTIMATE = 1
    NOT_IDENTIFIED = 2


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """Models after the terms of empty margins: cells left (M, C), columns left (M, 1 + T)."""

    alive: NDArray[np.bool_]
    active: NDArray[np.bool_]

    @classmethod
    def of(
        cls, columns: NDArray[np.float64], counts: NDArray[np.float64], models: NDArray[np.bool_]
    ) -> Reduced:
        """Reduce models (M, T) for counts (C,) of one table or (M, C) of one for each."""
        inside = columns[:, 1:]
        empty = models & (counts @ inside == 0)
        alive = empty.astype(np.float64) @ inside.T == 0
        active = np.ones((len(models), columns.shape[1]), bool)
        active[:, 1:] = models & ~empty
        return cls(alive, active)


def identified(columns: NDArray[np.float64], reduced: Reduced) -> NDArray[np.bool_]:
    """Say for each model whether the columns left are independent on the cells left (M,)."""
    found = np.ones(len(reduced.alive), bool)
    # Columns that are independent on all cells are so for every model that has all cells left.
    whole = np.linalg.matrix_rank(columns) == columns.shape[1]
    asked = np.flatnonzero(~(whole & reduced.alive.all(axis=1)))
    padded = np.vstack([columns.T, np.zeros(len(columns))])
    for part, place in batches(reduced.active[asked], len(columns)):
        rows = asked[part]
        held = padded[place] * reduced.alive[rows][:, None, :]
        gram = held @ held.transpose(0, 2, 1)
        at = np.arange(gram.shape[1])
        gram[:, at, at] += place < 0
        found[rows] = np.linalg.eigvalsh(gram)[:, 0] > _NO_EIGENVALUE
    return found


def runs_away(
    columns: NDArray[np.float64],
    filled: NDArray[np.bool_],
    alive: NDArray[np.bool_],
    towards: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Say for each model whether a direction proves that it has no estimate (M,).

    Going in a direction that leaves the cells with people alone and empties others the likelihood
    grows for ever. `towards` (M, 1 + T) are whole numbers, so that the proof is exact.
    """
    along = np.where(alive, towards @ columns.T, 0)
    stays = (along <= 0).all(axis=1) & (np.where(filled, along, 0) == 0).all(axis=1)
    found: NDArray[np.bool_] = stays & (along < 0).any(axis=1)
    return found


def has_estimate(
    columns: NDArray[np.float64],
    filled: NDArray[np.bool_],
    alive: NDArray[np.bool_],
    active: NDArray[np.bool_],
) -> bool:
    """Decide by the linear programme whether one model has an estimate.

    `filled` (C,) says which cells people are in; `alive` (C,), `active` (1 + T,) are the model's.
    """
    if filled[alive].all():
        return True
    inside = columns[np.ix_(alive, active)]
    # Which cells are empty decides; ones in the others keep the programme well scaled.
    number = filled[alive].astype(np.float64)
    cells = len(number)
    result = linprog(
        np.concatenate([np.zeros(cells), [-1.0]]),
        A_ub=np.hstack([-np.eye(cells), np.ones((cells, 1))]),
        b_ub=np.zeros(cells),
        A_eq=np.hstack([inside.T, np.zeros((inside.shape[1], 1))]),
        b_eq=inside.T @ number,
        bounds=[(0, None)] * cells + [(0, 1)],
        method="highs",
    )
    return bool(result.status == 0 and -result.fun > _NO_ROOM)


def existence(design: Design, models: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Give the code of each model (M,): the sum of what is wrong (see `Existence`), 0 if nothing.

    By the linear programme throughout; `loglinear.fit` asks it only where a fit leaves doubt.
    """
    reduced = Reduced.of(design.columns, design.counts, models)
    codes = np.where(identified(design.columns, reduced), 0, int(Existence.NOT_IDENTIFIED))
    filled = design.counts > 0
    for place in range(len(models)):
        if not has_estimate(design.columns, filled, reduced.alive[place], reduced.active[place]):
            codes[place] |= int(Existence.NO_ESTIMATE)
    return codes.astype(np.int8)
