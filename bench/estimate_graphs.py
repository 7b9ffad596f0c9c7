# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long averaging over decomposable graphs takes, how much memory, and how often it is right.

    python -m bench.estimate_graphs [--tables FOLDER] [--replicates 100]

SYNTHETIC tables of 3 to 6 lists and of 3,000 to 3,000,000 people, then, of the folder, all tables
of up to 6 lists. Then how often the 95 % interval holds the truth where the true graph is known, by
its number of edges: independent lists, one pair, a chain. No other Python package averages over
graphs; dga (R) stops at 5 lists.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

import click
import numpy as np

from amparo.estimate import ListTable, read_table
from amparo.estimate.graph_averaging import average
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.graphs import MOST_LISTS_OF_GRAPHS, decomposable_graphs

CHANCE = 0.25
# Lists that depend on the one before, with these odds; the rest are independent.
DESIGNS = {"independent": (), "one pair": (1,), "chain": (1, 2, 3)}


@click.command()
@click.option("--tables", type=click.Path(path_type=Path), default=Path("../shared/data/mse"))
@click.option("--replicates", default=100, show_default=True)
def main(tables: Path, replicates: int) -> None:
    """Print the figures."""
    speed()
    if tables.is_dir():
        published(tables)
    coverage(replicates)
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def speed() -> None:
    """Measure tables of each number of lists; the first time the graphs are enumerated."""
    for lists in range(3, MOST_LISTS_OF_GRAPHS + 1):
        begun = time.perf_counter()
        number = len(decomposable_graphs(lists))
        print(f"{lists} lists: {number:,} graphs in {time.perf_counter() - begun:.3f} s")
        for size in (5_000, 500_000, 5_000_000):
            table = made(np.random.default_rng(1), size, lists, DESIGNS["one pair"])
            found = graph_estimate(table)
            print(
                f"  {table.n:>9,} people: {found.seconds:6.3f} s, N {found.median:,.0f}"
                f" ({found.low:,.0f}-{found.high:,.0f}), truth {size:,}"
            )


def published(folder: Path) -> None:
    """Estimate the tables of a folder."""
    for path in sorted(folder.glob("*lists*.csv")):
        header = path.read_text("utf-8").splitlines()[0].split(",")
        if not 3 <= len(header) - 1 <= MOST_LISTS_OF_GRAPHS or header[-1] != "count":  # noqa: PLR2004
            continue
        found = graph_estimate(read_table(path))
        print(
            f"{path.stem:42} {found.seconds:6.3f} s  {found.median:>9,.0f}"
            f" ({found.low:,.0f}-{found.high:,.0f})"
        )


def coverage(replicates: int) -> None:
    """Count how often the interval of 4 lists holds the truth."""
    dice = np.random.default_rng(2)
    for size in (400, 4_000):
        for name, design in DESIGNS.items():
            held, factors = 0, []
            for _ in range(replicates):
                table = made(dice, size, 4, design)
                unseen = average(table).unseen
                low, high = unseen.tails(0.95)
                held += low <= size - table.n <= high
                factors.append((table.n + high) / (table.n + low))
            print(
                f"{size:>6,} people, {name:12}: {held / replicates:.2f} of the intervals hold the"
                f" truth; upper end / lower end {np.median(factors):.2f}"
            )


def made(dice: np.random.Generator, size: int, lists: int, depends: tuple[int, ...]) -> ListTable:
    """Make a table: who is on the list before is on a dependent list twice as likely."""
    on = np.zeros((size, lists), np.int8)
    for place in range(lists):
        chance = np.full(size, CHANCE)
        if place in depends:
            chance *= np.where(on[:, place - 1] == 1, 2.0, 2 / 3)
        on[:, place] = dice.random(size) < chance
    codes, counts = np.unique(on @ (1 << np.arange(lists)), return_counts=True)
    patterns = codes[:, None] >> np.arange(lists) & 1
    names = [f"list {place + 1}" for place in range(lists)]
    return ListTable.from_patterns(names, patterns[codes > 0], counts[codes > 0])


if __name__ == "__main__":
    main()
