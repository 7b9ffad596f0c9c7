# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often intervals hold the truth when who is who is not certain: one linkage against all.

    python bench/estimate_linkage.py [--replicates 20] [--draws 20]

Three ways to make SYNTHETIC records of 1,000 people whose number is known:

- `evidence`: five independent lists; each doubtful pair of records has a probability and is one
  person with just that probability. The links that a cautious linkage (99 to 1) misses are a tenth
  of the people on one list, as in the simulation of finding 8 of the notes.
- `half unknown`: the same, but of half of the links the linkage knows nothing at all.
- `engine`: names, dates and places of four lists in three languages (estimate_linkage.yaml), and
  whatever the linkage engine makes of them.

Compared are the true table, a single linkage (cautious, and with equal costs), and drawn
partitions pooled. The estimate is averaging over graphs: the lists are what it assumes.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.pooling import Part, partition_tables, pool
from amparo.exchange.record_files import read_clusters, read_records
from amparo.linkage import Costs, Rows, link
from amparo.linkage.clustering import Ties
from amparo.linkage.draws import draw_partitions
from amparo.linkage.pairs import Pairs
from amparo.synthetic import generate, read_design, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from amparo.estimate import Estimate
    from amparo.linkage.clustering import Weigher

    Labels = NDArray[np.int64]

DESIGN = Path(__file__).with_suffix(".yaml")
PEOPLE = 1_000
_ON = 0.25
_LISTS = 5
_MISSED = 0.1
# From this probability a cautious linkage joins: to join wrongly costs 99 times as much.
CAUTIOUS = 0.99
_SURE_BITS = 30.0


@dataclass(frozen=True, slots=True)
class Records:
    """Records with the list of each (R), and ways of linking them: labels (R) or (D, R)."""

    lists: tuple[str, ...]
    truth: Labels
    cautious: Labels
    even: Labels
    drawn: Labels


class KnownWeigher:
    """Weighs pairs whose probability is known: within a person sure, between people never.

    A doubtful record has the bits of its probability with the first record of the person that it
    may be of, and nothing more with the others: together they decide what one decides.
    """

    def __init__(self, sure: Labels, doubtful: Labels, person: Labels, bits: Labels) -> None:
        self.sources = np.zeros(len(sure), np.int32)
        self._sure = sure
        self._target = np.full(len(sure), -1)
        self._target[doubtful] = person
        self._bits = np.zeros(len(sure))
        self._bits[doubtful] = bits
        self._first = np.zeros(len(sure), bool)
        self._first[np.unique(sure, return_index=True)[1]] = True

    def bits(
        self, left: NDArray[np.int32], right: NDArray[np.int32], _score: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """Give the weight of pairs."""
        found = np.where(self._sure[left] == self._sure[right], _SURE_BITS, -_SURE_BITS)
        for one, other in ((left, right), (right, left)):
            may = self._target[one] == self._sure[other]
            found[may] = np.where(self._first[other], self._bits[one], 0.0)[may]
        return found

    def weigh(
        self, left: NDArray[np.int32], right: NDArray[np.int32]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Give the weights of pairs; none is contradicted."""
        return self.bits(left, right, np.zeros(0, np.float32)), np.zeros(len(left), bool)


def evidence(seed: int, draws: int, known: float = 1.0) -> Records:
    """Make records whose pairs have known probabilities, spread evenly from 0 to 1.

    Of `known` of the links that may be missed there is evidence, of the others none.
    """
    dice = np.random.default_rng((seed, 11))
    on = dice.random((PEOPLE, _LISTS)) < _ON
    truth, place = np.nonzero(on)
    times = on.sum(axis=1)
    number = round(_MISSED * int((times == 1).sum()))
    # Of pairs spread evenly over the probabilities one half is of one person.
    several = dice.permutation(np.flatnonzero(times > 1))
    cut = np.array([dice.choice(np.flatnonzero(truth == p)) for p in several[:number]])
    alone = dice.permutation(np.flatnonzero((times == 1)[truth]))[:number]
    beside = several[number:]
    beside = beside[~on[beside][:, place[alone]].all(axis=1)]
    other = _apart(on, place[alone], beside)
    alone, other = alone[other >= 0], other[other >= 0]
    sure = truth.copy()
    sure[cut] = PEOPLE + np.arange(len(cut))
    cut, kept = cut[: round(known * len(cut))], round(known * len(alone))
    alone, other = alone[:kept], other[:kept]
    chance = np.concatenate([dice.beta(2, 1, len(cut)), dice.beta(1, 2, len(alone))])
    doubtful = np.concatenate([cut, alone])
    person = np.concatenate([truth[cut], other])
    bits = np.log2(chance / (1 - chance))
    weigher = KnownWeigher(sure, doubtful, person, bits)
    pairs = _pairs(sure, doubtful, person)
    drawn = draw_partitions(pairs, cast("Weigher", weigher), Ties(), draws=draws, seed=seed).astype(
        np.int64
    )

    def joined(least: float) -> Labels:
        found = sure.copy()
        found[doubtful[chance > least]] = person[chance > least]
        return found

    lists = tuple(f"list {at}" for at in place)
    return Records(lists, truth, joined(CAUTIOUS), joined(0.5), drawn)


def _apart(on: NDArray[np.bool_], place: Labels, people: Labels) -> Labels:
    """Give for each list a person of several lists who is not on it, each once; -1: nobody left."""
    found = np.full(len(place), -1)
    left = people.tolist()
    for at, column in enumerate(place.tolist()):
        fitting = next((p for p in left if not on[p, column]), None)
        if fitting is not None:
            left.remove(fitting)
            found[at] = fitting
    return found


def _pairs(sure: Labels, doubtful: Labels, person: Labels) -> Pairs:
    """Give the pairs that hang together: each record with the first of its person, and doubts."""
    _, first, inverse = np.unique(sure, return_index=True, return_inverse=True)
    start = first[inverse]
    at = np.flatnonzero(start != np.arange(len(sure)))
    target = first[np.searchsorted(np.unique(sure), person)]
    ends = np.concatenate([np.stack([start[at], at]), np.stack([doubtful, target])], axis=1)
    left, right = np.sort(ends, axis=0).astype(np.int32)
    return Pairs(left, right, np.zeros(len(left), np.float32))


def engine(seed: int, draws: int, people: int = PEOPLE) -> Records:
    """Make records with names and link them by the engine."""
    design = read_design(DESIGN)
    with tempfile.TemporaryDirectory() as folder:
        paths = write(generate(design, persons=people, seed=seed), design, Path(folder), seed=seed)
        read = read_records([path for path in paths if path.name.startswith("LIST-")])
        persons = read_clusters(Path(folder) / "truth.csv").persons
    rows = Rows(
        keys=read.keys,
        sources=read.sources,
        names=read.names,
        languages=read.languages,
        genders=read.genders,
        births=read.births,
        columns={
            name: [frozenset({text} - {""}) for text in texts]
            for name, texts in read.values.items()
        },
    )
    even = link(rows)
    cautious = link(rows, costs=Costs(wrong=99.0))
    place = {key: at for at, key in enumerate(even.table.keys)}
    order = [place[key] for key in read.keys]
    _, truth = np.unique([persons[key] for key in read.keys], return_inverse=True)
    drawn = even.draw(draws, seed=seed)[:, order].astype(np.int64)
    return Records(tuple(read.sources), truth, cautious.labels[order], even.labels[order], drawn)


def estimates(records: Records) -> dict[str, Estimate]:
    """Estimate the number of people by each way of linking."""
    found = {}
    for name in ("truth", "cautious", "even"):
        (table,) = partition_tables(getattr(records, name), records.lists).tables
        found[name] = graph_estimate(table)
    ways = partition_tables(records.drawn, records.lists)
    pooled = pool(ways, lambda table: [Part(1.0, graph_estimate(table))])
    share = pooled.shares.linkage / pooled.shares.total
    pooled.estimate.diagnostics["linkage_share"] = share
    return found | {"pooled": pooled.estimate}


TITLES = {
    "truth": "true links",
    "cautious": "one linkage, 99 to 1",
    "even": "one linkage, 1 to 1",
    "pooled": "drawn ways, pooled",
}


@click.command()
@click.option("--replicates", default=20, show_default=True)
@click.option("--draws", default=20, show_default=True)
def main(replicates: int, draws: int) -> None:
    """Print how often the interval holds the truth, the median and the width."""
    console = Console(width=120)
    ways: dict[str, Callable[[int, int], Records]] = {
        "evidence": evidence,
        "half unknown": partial(evidence, known=0.5),
        "engine": engine,
    }
    for name, make in ways.items():
        rows = [estimates(make(seed, draws)) for seed in range(replicates)]
        console.print(_table(name, rows))


def _table(name: str, rows: Sequence[dict[str, Estimate]]) -> Table:
    shown = Table(title=f"{name}: {len(rows)} replicates, {PEOPLE} people, 95 % intervals")
    for head in (
        "",
        "holds the truth",
        "too high",
        "too low",
        "median / N",
        "width / N",
        "linkage",
    ):
        shown.add_column(head, justify="left" if not head else "right")
    for way, title in TITLES.items():
        found = [row[way] for row in rows]
        above = sum(e.low > PEOPLE for e in found)
        below = sum(e.high < PEOPLE for e in found)
        shares = [e.diagnostics.get("linkage_share") for e in found]
        shown.add_row(
            title,
            f"{len(found) - above - below} of {len(found)}",
            str(above),
            str(below),
            f"{np.mean([e.median for e in found]) / PEOPLE:.3f}",
            f"{np.mean([e.high - e.low for e in found]) / PEOPLE:.3f}",
            f"{100 * np.mean([s for s in shares if s is not None]):.0f} %" if shares[0] else "",
        )
    return shown


if __name__ == "__main__":
    main()
