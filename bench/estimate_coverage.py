# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often intervals hold the truth, on made lists of populations of known size.

    python bench/estimate_coverage.py [--replicates 200] [--processes 2] [--out build/coverage]
                                      [--design KEY ...] [--without METHOD ...]

Each replicate of each design (resources/estimate/designs.yaml) goes through the default report and
through plain published recipes: the single best log-linear model by BIC, averaging over graphs with
the saturated one and Chao's lower bound. One file of results a design; what is there is not done
again, so that a run can be stopped and taken up.
"""

from __future__ import annotations

import json
import math
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from scipy.stats import norm

from amparo.estimate.bounds import chao_mth
from amparo.estimate.estimates import LEVEL
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.loglinear import fit_all
from amparo.estimate.models import MOST_LISTS_ENUMERATED
from amparo.estimate.simulation import PopulationDesign, designs
from amparo.estimate.standard import METHODS, default_findings
from amparo.estimate.stepwise import downhill

if TYPE_CHECKING:
    from amparo.estimate import ListTable

# A design of which no method can see all: people who are on next to no list.
LIMITS = ("hidden_third",)
_AT_ONCE = 5


@click.command()
@click.option("--replicates", default=200, show_default=True)
@click.option("--processes", default=2, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/coverage"))
@click.option("--design", "wanted", multiple=True, help="Only these; all unless given.")
@click.option("--without", multiple=True, help="Leave a method out of the default report.")
@click.option("--checked/--unchecked", default=True, help="With posterior predictive checks.")
def main(
    replicates: int,
    processes: int,
    out: Path,
    wanted: tuple[str, ...],
    without: tuple[str, ...],
    checked: bool,  # noqa: FBT001 - click's flags
) -> None:
    """Run what is missing and print the table."""
    out.mkdir(parents=True, exist_ok=True)
    keys = [design.key for design in designs() if not wanted or design.key in wanted]
    methods = tuple(name for name in METHODS if name not in without)
    tasks = []
    for key in keys:
        done = {row["seed"] for row in _rows(out, key, methods)}
        left = [seed for seed in range(replicates) if seed not in done]
        tasks += [(key, left[i : i + _AT_ONCE]) for i in range(0, len(left), _AT_ONCE)]
    # All designs side by side: a run that is stopped has as many replicates of each.
    tasks.sort(key=lambda task: task[1])
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        Progress(*columns) as bar,
        ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool,
    ):
        shown = bar.add_task("replicates", total=sum(len(seeds) for _, seeds in tasks))
        running = {pool.submit(run, key, seeds, methods, checked): key for key, seeds in tasks}
        for future in as_completed(running):
            rows = future.result()
            with (out / f"{running[future]}.jsonl").open("a", encoding="utf-8") as file:
                file.writelines(f"{json.dumps(row)}\n" for row in rows)
            bar.advance(shown, len(rows))
    report(out, keys, replicates, methods)


def run(
    key: str,
    seeds: list[int],
    methods: tuple[str, ...],
    checked: bool,  # noqa: FBT001 - as main's
) -> list[dict[str, Any]]:
    """Do replicates of a design; each row holds what each way gave."""
    design = next(item for item in designs() if item.key == key)
    return [_replicate(design, seed, methods, checked=checked) for seed in seeds]


def _replicate(
    design: PopulationDesign, seed: int, methods: tuple[str, ...], *, checked: bool
) -> dict[str, Any]:
    table = design.table(seed)
    begun = time.perf_counter()
    used = {name: METHODS[name] for name in methods}
    found = default_findings(table, methods=used, seed=seed + 1, checked=checked)
    stated = found.statement
    return {
        "seed": seed,
        "methods": methods,
        "seconds": time.perf_counter() - begun,
        "truth": design.people,
        "n": table.n,
        "kind": stated.kind.value,
        "median": stated.median,
        "low": stated.low,
        "high": stated.high,
        "gates": sorted({f"{name}:{gate.key}" for name, gate in stated.gates}),
        "each": {e.method: [e.low, e.median, e.high] for e in found.estimates},
        "recipes": _recipes(table, seed),
    }


def _recipes(table: ListTable, seed: int) -> dict[str, list[float] | None]:
    """Give low, median, high of the published recipes; None where a recipe has none."""
    found: dict[str, list[float] | None] = {}
    for name, way in (("best BIC", _best), ("dga", _dga), ("Chao", _chao)):
        try:
            ends = way(table, seed)
        except (ValueError, OverflowError):
            ends = None
        found[name] = ends if ends and all(map(math.isfinite, ends)) else None
    return found


def _best(table: ListTable, _seed: int) -> list[float]:
    """Take the one model of the lowest BIC; a normal interval, as Rivest and Levesque give it."""
    fits = fit_all(table) if len(table.lists) <= MOST_LISTS_ENUMERATED else downhill(table)
    place = int(fits.ranking[0])
    unseen = float(np.exp(fits.beta[place, 0]))
    width = norm.ppf((1 + LEVEL) / 2) * math.sqrt(unseen + unseen**2 * fits.variance[place])
    size = float(fits.sizes[place])
    return [max(size - width, table.n), size, size + width]


def _dga(table: ListTable, seed: int) -> list[float]:
    found = graph_estimate(table, saturated=True, seed=seed + 1)
    return [found.low, found.median, found.high]


def _chao(table: ListTable, _seed: int) -> list[float]:
    found = chao_mth(table)
    return [found.low, found.median, found.high]


def _rows(out: Path, key: str, methods: tuple[str, ...]) -> list[dict[str, Any]]:
    path = out / f"{key}.jsonl"
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [row for row in rows if tuple(row["methods"]) == methods]


def report(out: Path, keys: list[str], replicates: int, methods: tuple[str, ...]) -> None:
    """Print coverage where no gate takes the figure away, what is gated, and the widths."""
    shown = Table(title=f"95 % intervals, {replicates} replicates; default: {', '.join(methods)}")
    heads = ("design", "estimates", "ranges", "bounds", "nothing", "cover", "range/bound holds",
             "median/N", *methods, "best BIC", "dga", "Chao", "width/best BIC")  # fmt: skip
    for head in heads:
        shown.add_column(head, justify="left" if head == "design" else "right")
    every: list[dict[str, Any]] = []
    for key in keys:
        rows = [row for row in _rows(out, key, methods) if row["seed"] < replicates]
        if rows:
            shown.add_row(*_line(key, rows, methods))
        every += rows if key not in LIMITS else []
    if every:
        shown.add_section()
        shown.add_row(*_line(f"all but {', '.join(LIMITS)}", every, methods))
    Console(width=200).print(shown)


def _line(key: str, rows: list[dict[str, Any]], methods: tuple[str, ...]) -> list[str]:
    kinds = {kind: [row for row in rows if row["kind"] == kind]
             for kind in ("estimate", "range", "lower_bound", "nothing")}  # fmt: skip
    plain = kinds["estimate"]
    less = kinds["range"] + kinds["lower_bound"]
    ratios = [
        (row["high"] - row["low"]) / (best[2] - best[0])
        for row in plain
        if (best := row["recipes"]["best BIC"]) and best[2] > best[0]
    ]
    return [
        key,
        *(_percent(len(found), len(rows)) for found in kinds.values()),
        _percent(sum(_holds(row, row["low"], row["high"]) for row in plain), len(plain)),
        _percent(sum(_holds(row, row["low"], row["high"]) for row in less), len(less)),
        f"{np.median([row['median'] / row['truth'] for row in plain]):.2f}" if plain else "",
        *(_covers(rows, "each", name) for name in methods),
        *(_covers(rows, "recipes", name) for name in ("best BIC", "dga", "Chao")),
        f"{np.median(ratios):.2f}" if ratios else "",
    ]


def _covers(rows: list[dict[str, Any]], part: str, name: str) -> str:
    found = [(row, ends) for row in rows if (ends := row[part].get(name))]
    return _percent(sum(_holds(row, ends[0], ends[2]) for row, ends in found), len(found))


def _holds(row: dict[str, Any], low: float, high: float | None) -> bool:
    return low <= row["truth"] and (high is None or row["truth"] <= high)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


if __name__ == "__main__":
    main()
