# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole of a linkage: records and decisions in, persons with probabilities out.

Records -> table -> candidate pairs, scored -> priors -> clusters. Nothing here is trained on the
records' truth: weights come from resources/names/evidence.yaml, priors from the records' own pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import log2
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from amparo.linkage.clustering import Ties, Weigher, cluster
from amparo.linkage.clusters import Forest, parted
from amparo.linkage.draws import draw_partitions
from amparo.linkage.findings import Judgement
from amparo.linkage.pairs import Pairs, duckdb_engine
from amparo.linkage.persons import person_ids
from amparo.linkage.priors import prior_bits
from amparo.linkage.scoring import Scorer
from amparo.linkage.table import RecordTable, build_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from amparo.linkage.findings import Decision
    from amparo.linkage.pairs import Engine
    from amparo.linkage.readings import Readings
    from amparo.linkage.table import Rows

    Progress = Callable[[str, int, int], None]


# A pair less probable than this tells nearly nothing of whether a record is alone.
_UNLIKELY = 0.01


@dataclass(frozen=True, slots=True)
class Costs:
    """What mistakes cost, in any unit: the thresholds follow from them.

    Joining two people costs `wrong`, leaving one person apart `missed`; asking a person about a
    pair costs `review`. With equal costs a pair is joined from a probability of one half.
    """

    wrong: float = 1.0
    missed: float = 1.0
    review: float = 0.05

    @property
    def link(self) -> float:
        """The probability from which joining costs less than leaving apart."""
        return self.wrong / (self.wrong + self.missed)

    @property
    def ask_from(self) -> float:
        """The probability from which asking costs less than leaving apart."""
        return min(self.link, self.review / self.missed)


@dataclass(slots=True)
class Linkage:
    """What a linkage found. `labels` is for each record the place of its person's first record."""

    table: RecordTable
    pairs: Pairs
    weigher: Weigher
    ties: Ties
    costs: Costs
    labels: NDArray[np.int64]

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """The probability of each pair of `pairs`."""
        bits = self.weigher.bits(self.pairs.left, self.pairs.right, self.pairs.score)
        return probability(bits)

    def person_ids(self, former: Mapping[str, str] | None = None) -> list[str]:
        """Give the id of each record's person (see `persons`)."""
        return person_ids(self.table.keys, self.labels.tolist(), former)

    def membership(self) -> NDArray[np.float64]:
        """Give how probable it is that each record belongs to its person.

        With other records of the person: the mean probability of its pairs with them, 1 where
        people decided all. Alone: that none of the pairs it was compared in is one person, those
        set aside that contradict each other or that people decided.
        """
        left, right = self.pairs.left, self.pairs.right
        chance = self.probabilities
        inside = self.labels[left] == self.labels[right]
        size = len(self.table)
        total, number = np.zeros(size), np.zeros(size)
        for side in (left, right):
            total += np.bincount(side[inside], chance[inside], minlength=size)
            number += np.bincount(side[inside], minlength=size)
        others = np.bincount(self.labels, minlength=size)[self.labels] - 1
        joined = np.where(number > 0, total / np.maximum(number, 1), 1.0)
        alone = np.zeros(size)
        likely = np.flatnonzero(~inside & (chance > _UNLIKELY))
        never = self.weigher.contradicted(self.weigher.scorer.score(left[likely], right[likely]))
        open_pairs = ~inside
        open_pairs[likely[never]] = False
        apart = np.log1p(-np.minimum(chance[open_pairs], 1 - 1e-12))
        for side in (left, right):
            alone += np.bincount(side[open_pairs], apart, minlength=size)
        return np.where(others > 0, joined, np.exp(alone))

    def draw(
        self, draws: int, *, seed: int = 1, progress: Progress | None = None
    ) -> NDArray[np.int32]:
        """Give draws of the partition (draws, records) (see `draws`)."""
        shown = (lambda done, of: progress("draw", done, of)) if progress else None
        return draw_partitions(
            self.pairs, self.weigher, self.ties, draws=draws, seed=seed, progress=shown
        )


def link(
    rows: Rows,
    *,
    decisions: Iterable[Decision] = (),
    known: Mapping[str, str] | None = None,
    duplicate_free: Collection[str] = (),
    readings: Readings | None = None,
    costs: Costs | None = None,
    engine: Engine = duckdb_engine,
    processes: int = 1,
    progress: Progress | None = None,
) -> Linkage:
    """Find which records are one person.

    `known` gives the persons of records that stand: they stay as they are, and only pairs with a
    record that is not among them are compared. `readings` are names already read; those read now
    are added. `processes` share the reading of many names. `progress` is told the stage, the part
    done and the whole (0 where it is not known).

    Raises:
        ValueError: two records have one key.
    """
    costs = costs or Costs()
    told = progress or (lambda _stage, _done, _of: None)
    table = build_table(
        rows,
        readings=readings,
        processes=processes,
        progress=lambda done, of: told("read", done, of),
    )
    stand = np.array([key in known for key in table.keys]) if known else None
    scorer = Scorer(table)
    pairs = engine(scorer, known=stand, progress=lambda done: told("compare", done, 0))
    ties = _ties(table, decisions, known or {}, duplicate_free)
    told("cluster", 0, 0)
    weigher = Weigher(scorer, prior_bits(pairs, table.sources, stand), ties)
    labels = cluster(pairs, weigher, ties, threshold=log2(costs.link / (1 - costs.link)))
    return Linkage(table, pairs, weigher, ties, costs, labels)


def probability(bits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the probability of log2 odds."""
    found: NDArray[np.float64] = 1 / (1 + np.exp2(-np.clip(bits, -60, 60)))
    return found


def _ties(
    table: RecordTable,
    decisions: Iterable[Decision],
    known: Mapping[str, str],
    duplicate_free: Collection[str],
) -> Ties:
    """Give what people decided, and known persons, as pairs of places; "not the same" wins."""
    places = {key: at for at, key in enumerate(table.keys)}
    people = sorted({item for item in decisions if item.by_person}, key=lambda item: item.pair)
    touched = {person for item in people for key in item.pair if (person := known.get(key))}
    concerned = {key for key, person in known.items() if person in touched}
    forest = Forest({*concerned, *(key for item in people for key in item.pair)})
    apart = [item.pair for item in people if item.judgement is not Judgement.SAME]
    for item in people:
        if item.judgement is Judgement.NOT_SAME:
            forest.part(*item.pair, parted(item))
    refused = tuple(
        item.pair
        for item in people
        if item.judgement is Judgement.SAME and forest.join(*item.pair) is not None
    )
    # Standing persons come after decisions: one that people parted stands no longer.
    first: dict[str, str] = {}
    standing: list[tuple[str, str]] = []
    for key, person in sorted(known.items()):
        one = first.setdefault(person, key)
        if key not in forest.parent or one not in forest.parent:
            standing.append((one, key))
        elif forest.join(one, key) is not None:
            first[person] = key
    # A record that is gone still joins the others.
    present = ([key for key in found if key in places] for found in forest.clusters())
    same = [*standing, *(pair for found in present for pair in pairwise(found))]
    one_list = frozenset(at for at, name in enumerate(table.source_names) if name in duplicate_free)
    return Ties(_pairs(_present(same, places)), _pairs(_present(apart, places)), one_list, refused)


def _present(pairs: Iterable[tuple[str, str]], places: Mapping[str, int]) -> list[tuple[int, int]]:
    return [
        (places[one], places[other])
        for one, other in pairs
        if one in places and other in places and one != other
    ]


def _pairs(found: list[tuple[int, int]]) -> NDArray[np.int32]:
    return np.array(found, dtype=np.int32).reshape(-1, 2).T
