# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long all log-linear models of a table take, beside fitting them one by one.

    python -m bench.estimate_loglinear [--tables FOLDER]

On published tables of the folder, else on SYNTHETIC ones: all models of four lists (113), all with
pairs only of five (1,024), all of five (6,893), the bootstrap over the choice and N by xi. There is
no other Python package for this; beside it Newton's method stands for one model after the other in
numpy, as a statistician would write it (and without the question whether an estimate exists).
"""

from __future__ import annotations

import resource
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from amparo.estimate import read_table
from amparo.estimate.bootstrap import bootstrap_estimate
from amparo.estimate.identifying import Sensitivity
from amparo.estimate.loglinear import fit_all
from amparo.estimate.models import design
from amparo.estimate.simulation import designs

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from amparo.estimate import ListTable

TIMES = 7
_ROUNDS, _CLOSE = 50, 1e-8


@click.command()
@click.option("--tables", type=click.Path(path_type=Path), default=Path("../shared/data/mse"))
def main(tables: Path) -> None:
    """Print the figures."""
    four = _table(tables / "kosovo_1999.csv", "dependent_pair")
    five = _table(tables / "uk_modern_slavery_2013_5lists.csv", "dependent_pairs")
    for table, order in ((four, None), (five, 2), (five, None)):
        number = len(design(table, order).models())
        ours = _least(partial(fit_all, table, order))
        print(f"{len(table.lists)} lists, {number:,} models: {ours:.4f} s", end="", flush=True)
        plain = _least(partial(_one_by_one, table, order), times=1)
        print(f"; one by one {plain:.3f} s, {plain / ours:.0f} times as long")
    for table in (four, five):
        print(f"bootstrap, {len(table.lists)} lists: ", end="", flush=True)
        print(f"{_least(partial(bootstrap_estimate, table), times=1):.2f} s")
    print(f"N by xi: {_least(lambda: Sensitivity.of(four).curve()):.3f} s")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _table(path: Path, made: str) -> ListTable:
    if path.is_file():
        return read_table(path)
    return next(item for item in designs() if item.key == made).table(1)


def _least(work: Callable[[], object], times: int = TIMES) -> float:
    """Give the least CPU seconds of several times, the first (which loads) apart."""
    found = []
    for _ in range(times + (times > 1)):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def _one_by_one(table: ListTable, order: int | None) -> list[float]:
    """Fit each model by itself; give n0 of each."""
    layout = design(table, order)
    kept = (np.flatnonzero(np.append(True, model)) for model in layout.models())
    return [_newton(layout.columns[:, places], layout.counts) for places in kept]


def _newton(columns: NDArray[np.float64], counts: NDArray[np.float64]) -> float:
    """Fit one Poisson model by iterated weighted least squares; give n0."""
    mu: NDArray[np.float64] = counts + 0.5
    beta: NDArray[np.floating] = np.zeros(columns.shape[1])
    for _ in range(_ROUNDS):
        working = np.log(mu) + (counts - mu) / mu
        root = np.sqrt(mu)
        new: NDArray[np.floating] = np.linalg.lstsq(
            columns * root[:, None], working * root, rcond=None
        )[0]
        step = np.abs(new - beta).max()
        beta = new
        mu = np.exp(np.clip(columns @ beta, -30.0, 30.0))
        if step < _CLOSE:
            break
    return float(np.exp(min(beta[0], 700.0)))


if __name__ == "__main__":
    main()
