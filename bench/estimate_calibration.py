# SPDX-License-Identifier: AGPL-3.0-or-later
"""Simulation-based calibration of latent classes and of graph averaging.

    python -m bench.estimate_calibration [--replicates 100] [--out build/calibration]
                                         [--design KEY ...]

After Talts, Betancourt, Simpson, Vehtari and Gelman (2018): parameters and N are drawn from the
prior, a table from them, and the parameters ranked among draws of the posterior of that table. If
the engine is right, all ranks are equally frequent, whatever the prior. They are compared by
chi-square and by the simultaneous band of their distribution function (Sailynoja, Buerkner and
Vehtari 2022, by simulation).

1/N cannot be drawn from. So N is drawn log-uniformly from FEWEST to MOST, and so is the posterior:
draws of the usual one outside are thrown away (latent classes), or the prior of N ends there
(graphs); both are exact. Tables with a list that nobody is on are drawn anew together with their
parameters: what depends on the table alone leaves the posterior as it is. Given the table the ranks
of N, of n0 and of log n0 are the same. All here is SYNTHETIC. One file of ranks a design; what is
there is not done again, so that a run can be stopped and taken up.
"""

from __future__ import annotations

import json
import math
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy
from scipy.stats import binom, chi2

from amparo.estimate import ListTable, tempering
from amparo.estimate.chains import ess_bulk
from amparo.estimate.class_state import LEAST_ALPHA
from amparo.estimate.graph_averaging import average
from amparo.estimate.graph_shares import in_perfect_order, of_graphs
from amparo.estimate.graphs import decomposable_graphs
from amparo.estimate.latent_classes import Settings
from amparo.estimate.unseen_grid import Grid

if TYPE_CHECKING:
    from collections.abc import Mapping

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST, MOST = 50, 5_000
DRAWS = 99  # so that there are a hundred ranks
_LEAST_SEEN = 10
_BLOCK, _RECORDED, _MOST_BLOCKS = 2_000, 200, 20
_AT_ONCE = 5
_SIMULATED = 4_000


@dataclass(frozen=True, slots=True)
class Design:
    """Lists, and classes or the prior count `delta` of a cell; `impossible`: pattern that is."""

    lists: int
    classes: int = 0
    delta: float = 0.0
    impossible: int = 0


DESIGNS: Mapping[str, Design] = {
    "classes_3x3": Design(3, classes=3),
    "classes_4x4": Design(4, classes=4),
    "classes_impossible": Design(4, classes=3, impossible=0b0011),
    "graphs_3": Design(3, delta=1 / 8),
    "graphs_4": Design(4, delta=1 / 16),
    "graphs_4_even": Design(4, delta=1.0),
}


@click.command()
@click.option("--replicates", default=100, show_default=True)
@click.option("--processes", default=2, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/calibration"))
@click.option("--design", "wanted", multiple=True, type=click.Choice(list(DESIGNS)))
def main(replicates: int, processes: int, out: Path, wanted: tuple[str, ...]) -> None:
    """Do what is missing and print p-values and pictures."""
    out.mkdir(parents=True, exist_ok=True)
    keys = [key for key in DESIGNS if not wanted or key in wanted]
    begun = time.perf_counter()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        running = {}
        for key in keys:
            done = {row["seed"] for row in _rows(out, key)}
            left = [seed for seed in range(replicates) if seed not in done]
            for first in range(0, len(left), _AT_ONCE):
                running[pool.submit(run, key, left[first : first + _AT_ONCE])] = key
        for future in as_completed(running):
            with (out / f"{running[future]}.jsonl").open("a", encoding="utf-8") as file:
                file.writelines(f"{json.dumps(row)}\n" for row in future.result())
    for key in keys:
        report(key, [row for row in _rows(out, key) if row["seed"] < replicates])
    print(f"{time.perf_counter() - begun:.0f} s")


def _rows(out: Path, key: str) -> list[dict[str, Any]]:
    path = out / f"{key}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def run(key: str, seeds: list[int]) -> list[dict[str, Any]]:
    """Do replicates of a design: the ranks (0 to DRAWS) of each quantity."""
    design = DESIGNS[key]
    one = _by_classes if design.classes else _by_graphs
    found = []
    for seed in seeds:
        dice = np.random.default_rng((seed, *key.encode()))
        found.append({"seed": seed, **one(design, dice)})
    return found


def _people(dice: np.random.Generator) -> int:
    """Draw N, log-uniform: N has the probability 1/N for a constant."""
    sizes = np.arange(FEWEST, MOST + 1)
    return int(dice.choice(sizes, p=1 / sizes / (1 / sizes).sum()))


def _table(design: Design, cells: Floats, people: int, dice: np.random.Generator) -> ListTable:
    """Draw the table of `people` from the probabilities of the cells (2^J)."""
    counts = dice.multinomial(people, cells / cells.sum())
    patterns = np.arange(len(cells))[:, None] >> np.arange(design.lists) & 1
    never = patterns[_never(design)].astype(np.int8)
    seen = counts > 0
    seen[0] = False
    names = "ABCDE"[: design.lists]
    return ListTable.from_patterns(names, patterns[seen], counts[seen], never)


def _never(design: Design) -> Ints:
    """Give the impossible patterns: all that hold the lists of `impossible`."""
    codes = np.arange(2**design.lists)
    held = (codes & design.impossible) == design.impossible
    return codes[held] if design.impossible else codes[:0]


def _usable(table: ListTable) -> bool:
    return table.n >= _LEAST_SEEN and bool(table.sizes.all())


def _rank(truth: float, draws: Floats, dice: np.random.Generator) -> int:
    """Give how many draws are below the truth; equal ones are above or below at random."""
    truth, draws = round(truth, 9), np.round(draws, 9)
    equal = int((draws == truth).sum())
    return int((draws < truth).sum()) + int(dice.integers(equal + 1))


# Latent classes


def _by_classes(design: Design, dice: np.random.Generator) -> dict[str, Any]:
    prior = Settings(design.classes).prior
    while True:
        alpha = max(dice.gamma(prior[0], 1 / prior[1]), LEAST_ALPHA)
        nu = _stick(alpha, design.classes, dice)
        on = dice.beta(prior[2], prior[3], (design.lists, design.classes))
        cells = _cells_of_classes(np.log(nu)[None], np.log(on)[None])[0]
        cells[_never(design)] = 0.0
        people = _people(dice)
        table = _table(design, cells, people, dice)
        if _usable(table):
            break
    drawn, kept, ess = _posterior_draws(table, design, prior, dice)
    rows = np.flatnonzero(kept)
    # Evenly over the run, so that neighbours are as far apart as can be.
    rows = rows[np.linspace(0, len(rows) - 1, DRAWS).round().astype(int)]
    shares = _shares(table, _cells_of_classes(drawn.nu[rows], drawn.on[rows]))
    told = {
        "n0": (people - table.n, drawn.rows[rows, tempering.UNSEEN]),
        "alpha": (math.log(alpha), np.log(drawn.rows[rows, tempering.CONCENTRATION])),
        "nu_1": (nu[0], np.exp(drawn.nu[rows, 0])),
        "lambda_11": (on[0, 0], np.exp(drawn.on[rows, 0, 0])),
        "likelihood": (
            float(_log_likelihood(table, _shares(table, cells[None]))[0]),
            _log_likelihood(table, shares),
        ),
    }
    ranks = {name: _rank(truth, draws, dice) for name, (truth, draws) in told.items()}
    return {"n": table.n, "people": people, "kept": float(kept.mean()), "ess": ess, "ranks": ranks}


def _stick(alpha: float, classes: int, dice: np.random.Generator) -> Floats:
    broken = np.append(dice.beta(1.0, alpha, classes - 1), 1.0)
    left = np.cumprod(np.append(1.0, 1 - broken[:-1]))
    found: Floats = np.maximum(broken * left, 1e-300)
    return found


def _cells_of_classes(nu: Floats, on: Floats) -> Floats:
    """Give the probabilities of all cells (T, 2^J) of logs of nu (T, K) and lambda (T, J, K)."""
    lists = on.shape[1]
    there = (np.arange(2**lists)[:, None] >> np.arange(lists) & 1)[None, :, :, None]
    chance = np.exp(on)[:, None]
    each = np.where(there, chance, 1 - chance).prod(axis=2)
    found: Floats = (np.exp(nu)[:, None] * each).sum(axis=2)
    return found


def _posterior_draws(
    table: ListTable, design: Design, prior: Floats, dice: np.random.Generator
) -> tuple[tempering.Draws, NDArray[np.bool_], float]:
    """Run one ladder until DRAWS of the states with N in its range are worth as many."""
    seed = np.random.SeedSequence(int(dice.integers(2**32)))
    cells = np.concatenate([table.codes, [0], table.impossible_codes])
    chain = tempering.start(cells, table.counts, design.lists, design.classes, prior, seed)
    chain = tempering.settled(chain, table.counts, prior)
    drawn = tempering.run(chain, _BLOCK, _RECORDED, _RECORDED)
    for _ in range(_MOST_BLOCKS):
        size = drawn.rows[:, tempering.UNSEEN] + table.n
        kept = (size >= FEWEST) & (size <= MOST)
        ess = ess_bulk(np.log(drawn.rows[kept, tempering.UNSEEN] + 0.5)[None]) if kept.any() else 0
        if kept.sum() >= DRAWS and not ess < 2 * DRAWS:
            break
        drawn = drawn.joined(tempering.run(chain, _BLOCK, _RECORDED, _RECORDED))
    size = drawn.rows[:, tempering.UNSEEN] + table.n
    kept = (size >= FEWEST) & (size <= MOST)
    if kept.sum() < DRAWS:
        message = f"only {kept.sum()} draws of N from {FEWEST} to {MOST}"
        raise RuntimeError(message)
    return drawn, kept, float(ess)


def _shares(table: ListTable, cells: Floats) -> Floats:
    """Give the shares (T, 2^J - 1) of the patterns that can be seen."""
    seen = cells.copy()
    seen[:, 0] = 0.0
    seen[:, table.impossible_codes] = 0.0
    found: Floats = seen[:, 1:] / seen.sum(axis=1, keepdims=True)
    return found


def _log_likelihood(table: ListTable, shares: Floats) -> Floats:
    counts = np.zeros(shares.shape[1])
    counts[table.codes - 1] = table.counts
    found: Floats = xlogy(counts, np.maximum(shares, 1e-300)).sum(axis=1)
    return found


# Graphs


def _by_graphs(design: Design, dice: np.random.Generator) -> dict[str, Any]:
    graphs = decomposable_graphs(design.lists)
    graphs = graphs.take(np.logical_not(graphs.edges.all(axis=1)))
    while True:
        place = int(dice.integers(len(graphs)))
        cliques = np.flatnonzero(graphs.terms[place] > 0).tolist()
        cells = _hyper_dirichlet(cliques, design, dice)
        people = _people(dice)
        table = _table(design, cells, people, dice)
        if _usable(table):
            break

    def within(size: Floats) -> Floats:
        return np.where((size >= FEWEST) & (size <= MOST), -np.log(size), -np.inf)

    nodes = np.arange(max(FEWEST - table.n, 0), MOST - table.n + 1, dtype=float)
    found = average(table, delta=design.delta, log_prior=within, grid=Grid.at(nodes))
    edges = graphs.edges.sum(axis=1)
    drawn = dice.choice(len(graphs), DRAWS, p=found.weights)
    shares = of_graphs(found)(table, DRAWS, dice)
    true = _shares(table, cells[None])
    told = {
        "n0": (people - table.n, found.unseen.draws(DRAWS, int(dice.integers(2**32)))),
        "edges": (int(edges[place]), edges[drawn].astype(float)),
        "graph": (place, drawn.astype(float)),
        "on_all": (true[0, -1], shares[:, -1]),
        "likelihood": (float(_log_likelihood(table, true)[0]), _log_likelihood(table, shares)),
    }
    ranks = {name: _rank(truth, draws, dice) for name, (truth, draws) in told.items()}
    return {"n": table.n, "people": people, "ranks": ranks}


def _hyper_dirichlet(cliques: list[int], design: Design, dice: np.random.Generator) -> Floats:
    """Draw the cells (2^J): the first clique's are Dirichlet, the others' given their separator."""
    codes = np.arange(2**design.lists)
    found = np.ones(len(codes))
    for clique, separator in in_perfect_order(cliques):
        prior = design.delta * np.bincount(codes & clique, minlength=len(codes))
        for given in np.unique(codes & separator).tolist():
            part = np.unique(codes[codes & separator == given] & clique)
            drawn = np.zeros(len(codes))
            drawn[part] = dice.dirichlet(prior[part])
            here = codes & separator == given
            found[here] *= drawn[codes[here] & clique]
    return found


# Are the ranks uniform?


def report(key: str, rows: list[dict[str, Any]]) -> None:
    """Print p-values of every quantity, and the picture of n0."""
    if not rows:
        return
    note = ""
    if "ess" in rows[0]:
        note = f", effective draws of log n0 {np.median([row['ess'] for row in rows]):.0f}"
    print(f"\n{key}: {len(rows)} replicates{note}")
    for name in rows[0]["ranks"]:
        ranks = np.array([row["ranks"][name] for row in rows])
        band = Band.of(len(ranks))
        print(
            f"  {name:12} chi-square p = {chi_square(ranks):.3f}   distribution function"
            f" p = {band.p(ranks):.3f}"
        )
        if name == "n0":
            print("\n".join(f"    {line}" for line in picture(ranks, band)))


def chi_square(ranks: Ints) -> float:
    """Give the p-value of equal frequencies, at least five ranks expected in each bin."""
    bins = max(b for b in (2, 4, 5, 10, 20) if b == 2 or len(ranks) >= 5 * b)  # noqa: PLR2004
    seen = np.bincount(ranks * bins // (DRAWS + 1), minlength=bins)
    expected = len(ranks) / bins
    return float(chi2.sf(((seen - expected) ** 2 / expected).sum(), bins - 1))


@dataclass(frozen=True, slots=True)
class Band:
    """The simultaneous band of the distribution function of `number` uniform ranks.

    `low` and `high` (POINTS,) are the 95 % band of how many ranks are below each of `at`; `least`
    (S,), ascending, what simulated uniform ranks have as their least p-value over all points.
    """

    number: int
    at: Floats
    low: Ints
    high: Ints
    least: Floats

    @classmethod
    def of(cls, number: int) -> Band:
        """Simulate it."""
        at = np.linspace(0, 1, 21)[1:-1]
        dice = np.random.default_rng(1)
        ranks = dice.integers(DRAWS + 1, size=(_SIMULATED, number))
        least = np.sort([_least(row, at) for row in ranks])
        level = float(np.quantile(least, 0.05))
        low = binom.ppf(level / 2, number, at).astype(np.int64)
        high = binom.ppf(1 - level / 2, number, at).astype(np.int64)
        return cls(number, at, low, high, least)

    def p(self, ranks: Ints) -> float:
        """Give how often uniform ranks stray as far from the diagonal somewhere."""
        return float(np.searchsorted(self.least, _least(ranks, self.at), side="right")) / len(
            self.least
        )


def _below(ranks: Ints, at: Floats) -> Ints:
    found: Ints = (ranks[:, None] < at * (DRAWS + 1) - 1e-9).sum(axis=0)
    return found


def _least(ranks: Ints, at: Floats) -> float:
    seen = _below(ranks, at)
    ends = binom.cdf(seen, len(ranks), at), binom.sf(seen - 1, len(ranks), at)
    return float(min(1.0, 2 * np.minimum(*ends).min()))


def picture(ranks: Ints, band: Band, width: int = 41) -> list[str]:
    """Draw how far the distribution function is from the diagonal (*), the band in brackets."""
    off = _below(ranks, band.at) / band.number - band.at
    low, high = band.low / band.number - band.at, band.high / band.number - band.at
    reach = 1.1 * float(np.abs(np.concatenate([off, low, high])).max())

    def column(value: float) -> int:
        return round((value / reach + 1) / 2 * (width - 1))

    lines = []
    for place, share in enumerate(band.at.tolist()):
        line = [" "] * width
        line[column(0.0)] = "|"
        line[column(low[place])], line[column(high[place])] = "[", "]"
        line[column(off[place])] = "*"
        lines.append(f"{share:.2f} {''.join(line)}".rstrip())
    return lines


if __name__ == "__main__":
    main()
