# SPDX-License-Identifier: AGPL-3.0-or-later
"""From pairs to persons: clusters by average linkage that respect contradictions.

Joining every pair above a threshold glues namesakes together through a third record. So within a
group of connected records all pairs are scored, also those no block brought together, and the two
clusters with the highest mean weight between their records are joined as long as that mean is
above the threshold (Sokal and Michener 1958). Where a cluster fits two others that are apart from
each other, one must be likelier than the other, for initials by a clear margin: initials that two
full names fit are joined to neither. Two clusters between which a contradiction stands are never
joined by the engine; what people decided is done before it begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from amparo.linkage.scoring import BIRTH, BIRTH_AT, GENDER, GENDER_AT, READING, READING_AT
from amparo.names.parts import GIVEN, PATRONYMIC
from amparo.names.reading import is_initial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from amparo.linkage.pairs import Pairs
    from amparo.linkage.scoring import Scored, Scorer
    from amparo.linkage.table import RecordTable

    Places = NDArray[np.int32]
    PairSet = NDArray[np.int64]

# One very strong pair must not outvote many: what a pair can add to a mean, in bits.
MOST_BITS = 12.0
# Of two people whom a record fits, one must be so many bits likelier.
MARGIN = 5.0
_NEVER = -1e9
# A group of more records is first cut at higher weights, two bits at a time.
LARGEST_GROUP = 400
_STEP = 2.0
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Ties:
    """What stands whatever the scores say, by places in the table.

    `same` (2, n) pairs that people joined (or that known clusters join), `apart` pairs that are
    not to be joined, `duplicate_free` the lists that hold nobody twice, `refused` the keys of
    pairs that people decided to be the same against others' "not the same".
    """

    same: Places = field(default_factory=lambda: np.zeros((2, 0), np.int32))
    apart: Places = field(default_factory=lambda: np.zeros((2, 0), np.int32))
    duplicate_free: frozenset[int] = frozenset()
    refused: tuple[tuple[str, str], ...] = ()


class Weigher:
    """Gives the weight of any pair of records with its prior, and whether it is contradicted."""

    def __init__(self, scorer: Scorer, prior: NDArray[np.float64], ties: Ties) -> None:
        self.scorer, self.prior = scorer, prior
        self.sources = scorer.table.sources
        self.unique = np.isin(np.arange(len(prior)), sorted(ties.duplicate_free))
        self.apart = _codes(*ties.apart)
        self._together = components(len(self.sources), *ties.same)
        # Initials alone do not choose between two people: one of them must lead clearly.
        self.margin = np.where(_without_given_name(scorer.table), MARGIN, 0.0)

    def decided(self, left: Places, right: Places) -> NDArray[np.bool_]:
        """Say of which pairs people, or standing persons, have decided already."""
        found: NDArray[np.bool_] = np.isin(_codes(left, right), self.apart)
        found |= self._together[left] == self._together[right]
        return found

    def bits(self, left: Places, right: Places, score: NDArray[np.float32]) -> NDArray[np.float64]:
        """Give the weight of scored pairs with the prior of their lists."""
        found: NDArray[np.float64] = score + self.prior_of(left, right)
        return found

    def prior_of(self, left: Places, right: Places) -> NDArray[np.float64]:
        """Give the prior of pairs, in bits: that of their two lists."""
        found: NDArray[np.float64] = self.prior[self.sources[left], self.sources[right]]
        return found

    def weigh(self, left: Places, right: Places) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Give the weights of pairs, and which of them are contradicted."""
        scored = self.scorer.score(left, right)
        return self.bits(left, right, scored.score), self.contradicted(scored)

    def contradicted(self, scored: Scored) -> NDArray[np.bool_]:
        """Say of which pairs the engine must not make one person.

        Two days of birth that no slip explains, birth years far apart, two given names, two
        patronymics, two genders, one list that holds nobody twice, a record that names nobody, a
        name that agrees only in an unlikely reading, or people said so.
        """
        readings = self.scorer.table.readings
        left, right = scored.left, scored.right
        one, other = self.sources[left], self.sources[right]
        found: NDArray[np.bool_] = (
            (scored.levels[BIRTH_AT] == BIRTH.index("birth_different"))
            | (scored.levels[BIRTH_AT] == BIRTH.index("birth_generation"))
            | (scored.levels[1] == GIVEN.index("given_different"))
            | (scored.levels[2] == PATRONYMIC.index("patronymic_different"))
            | (scored.levels[GENDER_AT] == GENDER.index("gender_different"))
            | (scored.levels[READING_AT] == READING.index("reading_unlikely"))
            | ((one == other) & self.unique[one])
            | (readings[left] == 0)
            | (readings[right] == 0)
            | np.isin(_codes(left, right), self.apart)
        )
        return found


def cluster(pairs: Pairs, weigher: Weigher, ties: Ties, *, threshold: float) -> NDArray[np.int64]:
    """Give for each record the number of its cluster; numbers follow the first record's place.

    `threshold` in bits is the mean weight from which two clusters are joined. Cost: linear in the
    pairs, quadratic in the records of one group.
    """
    size = len(weigher.sources)
    bits = weigher.bits(pairs.left, pairs.right, pairs.score)
    strong = bits > threshold
    groups = _groups(size, pairs.left[strong], pairs.right[strong], bits[strong], ties.same)
    fixed = components(size, *ties.same)
    labels = groups.astype(np.int64)
    for every in of_size(groups):
        # Where people, or standing persons, have settled a whole group, nothing is left to weigh.
        members = every[(fixed[every] != fixed[every[:, :1]]).any(axis=1)]
        left, right = _all_pairs(members)
        weight, never = weigher.weigh(left.ravel(), right.ravel())
        shape = left.shape
        weight = np.clip(weight, -MOST_BITS, MOST_BITS).reshape(shape)
        together = fixed[left] == fixed[right]
        weight[never.reshape(shape) & ~together] = _NEVER
        whole = ((weight > threshold) | together).all(axis=1)
        for at in np.flatnonzero(~whole):
            group = members[at]
            margins = weigher.margin[group]
            parts = _agglomerate(group, weight[at], fixed[group], margins, threshold)
            for part in parts[1:]:
                labels[part] = size + part[0]
    return first_places(labels)


def _agglomerate(
    members: Places,
    weight: NDArray[np.float64],
    fixed: Places,
    margins: NDArray[np.float64],
    threshold: float,
) -> list[Places]:
    """Join the clusters of one group, closest first; give them, each sorted, by first record."""
    _, start = np.unique(fixed, return_inverse=True)
    number = int(start.max()) + 1
    sums, counts = np.zeros((number, number)), np.zeros((number, number))
    one, other = np.triu_indices(len(members), 1)
    for a, b in ((one, other), (other, one)):
        np.add.at(sums, (start[a], start[b]), weight)
        np.add.at(counts, (start[a], start[b]), 1)
    clusters = [np.flatnonzero(start == at).tolist() for at in range(number)]
    margin = np.array([margins[found].min() for found in clusters])
    mean = np.where(counts > 0, sums / np.maximum(counts, 1), -np.inf)
    np.fill_diagonal(mean, -np.inf)
    while True:
        against_others = mean - _competition(mean, margin)
        into, gone = divmod(int(against_others.argmax()), number)
        if against_others[into, gone] <= threshold:
            break
        clusters[into] += clusters[gone]
        clusters[gone] = []
        for table in (sums, counts):
            table[into] += table[gone]
            table[:, into] += table[:, gone]
        margin[into] = min(margin[into], margin[gone])
        row = sums[into] / np.maximum(counts[into], 1)
        row[np.isneginf(mean[into]) & np.isneginf(mean[gone])] = -np.inf
        row[[into, gone]] = -np.inf
        mean[into], mean[:, into] = row, row
        mean[gone], mean[:, gone] = -np.inf, -np.inf
    return sorted((members[np.sort(found)] for found in clusters if found), key=lambda m: m[0])


def _competition(mean: NDArray[np.float64], margin: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give how many bits each join loses because others fit one of its two clusters as well.

    "Ivanov A." is one of two people, not both. Where U fits V and W, and V and W are so far apart
    that the three are not one person, the odds of each are divided by one plus those of the other.
    """
    odds = np.exp2(np.maximum(mean, -60.0))
    others = np.empty_like(mean)
    for at in range(len(mean)):
        # Row by row: three clusters at a time would not fit into memory in a large group.
        fits = np.minimum(mean[at][:, None], mean[at][None, :])
        rivals = (mean + fits < 0) & ~np.eye(len(mean), dtype=bool)
        others[at] = rivals @ odds[at]
    against = np.exp2(margin)[:, None] * others
    found: NDArray[np.float64] = np.log2(1 + np.maximum(against, against.T))
    return found


def _without_given_name(table: RecordTable) -> NDArray[np.bool_]:
    """Say which records have no given name written out in any reading."""
    texts = table.vocabularies[1]
    lacks = np.array([not text or is_initial(text.split(maxsplit=1)[0]) for text in texts])
    found: NDArray[np.bool_] = lacks[table.parts[1]].all(axis=1)
    return found


def components(size: int, left: Places, right: Places) -> Places:
    """Give the connected component of each record."""
    edges = coo_matrix((np.ones(len(left), dtype=bool), (left, right)), shape=(size, size))
    labels: Places = connected_components(edges, directed=False)[1]
    return labels


def first_places(labels: NDArray[np.integer]) -> NDArray[np.int64]:
    """Number clusters by the place of their first record."""
    _, first, back = np.unique(labels, return_index=True, return_inverse=True)
    found: NDArray[np.int64] = first[back]
    return found


def _groups(
    size: int, left: Places, right: Places, bits: NDArray[np.float64], same: Places
) -> Places:
    """Give the group of each record; a group that is too large is cut at a higher weight."""
    joined_left, joined_right = (
        np.concatenate(side) for side in zip((left, right), same, strict=True)
    )
    weight = np.concatenate([bits, np.full(same.shape[1], np.inf)])
    labels = components(size, joined_left, joined_right)
    at = float(bits.min(initial=0.0))
    while bits.size and at < bits.max():
        large = np.bincount(labels)[labels] > LARGEST_GROUP
        if not large.any():
            break
        at += _STEP
        keep = (weight > at) | ~large[joined_left]
        labels = components(size, joined_left[keep], joined_right[keep])
    return labels


def of_size(labels: Places) -> Iterator[Places]:
    """Give the groups of two records and more, those of one size together (groups, size)."""
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels)
    starts = np.cumsum(sizes) - sizes
    for size in np.unique(sizes[sizes >= _PAIR]).tolist():
        begin = starts[sizes == size]
        step = max(1, (1 << 20) // (size * size))
        for at in range(0, len(begin), step):
            yield order[begin[at : at + step, None] + np.arange(size)].astype(np.int32)


def _all_pairs(members: Places) -> tuple[Places, Places]:
    one, other = np.triu_indices(members.shape[1], 1)
    return members[:, one], members[:, other]


def _codes(left: Places, right: Places) -> PairSet:
    low, high = np.minimum(left, right), np.maximum(left, right)
    found: PairSet = low.astype(np.int64) << 32 | high
    return found
