# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a linkage is worth against the truth: pairs, clusters, kinds of pairs, calibration.

Labels are integer codes, one per record, in the same order everywhere. Pairs are two arrays of
record positions. Nothing here reads a file.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Scored pairs of records: positions and a score, greater is more alike."""

    left: Codes
    right: Codes
    score: Floats

    def same(self, truth: Codes) -> Flags:
        """Give for each pair whether it is one person."""
        return np.equal(truth[self.left], truth[self.right])

    def above(self, threshold: float) -> Pairs:
        """Give the pairs with at least this score."""
        kept = self.score >= threshold
        return Pairs(self.left[kept], self.right[kept], self.score[kept])


class Bin(NamedTuple):
    """Pairs of similar probability: their mean, the share that is one person, their number."""

    mean: float
    share: float
    pairs: int


def codes(labels: Iterable[Hashable]) -> Codes:
    """Give an integer for each label, equal where the labels are."""
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(label, len(seen)) for label in labels], dtype=np.int64)


def score_of(right: float, found: float, true: float) -> Score:
    """Give the score from counts; a share of nothing is 0, as in score_linkage.py."""
    return _score(right / found if found else 0.0, right / true if true else 0.0)


def _score(precision: float, recall: float) -> Score:
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both else 0.0)


def pairs_within(labels: Codes) -> int:
    """Give the number of pairs with equal labels."""
    sizes = np.unique(labels, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())


def cluster_score(found: Codes, truth: Codes) -> Score:
    """Score the pairs that a clustering joins, all of them, not only those compared."""
    joint = pairs_within(_joint(found, truth))
    return score_of(joint, pairs_within(found), pairs_within(truth))


def b_cubed(found: Codes, truth: Codes) -> Score:
    """Score a clustering per record (Bagga and Baldwin, 1998)."""
    both = _sizes(_joint(found, truth))
    return _score(float((both / _sizes(found)).mean()), float((both / _sizes(truth)).mean()))


def _joint(found: Codes, truth: Codes) -> Codes:
    return found.astype(np.int64) * (int(truth.max(initial=0)) + 1) + truth


def _sizes(labels: Codes) -> Codes:
    inverse, counts = np.unique(labels, return_inverse=True, return_counts=True)[1:]
    return counts[inverse]


def true_pairs(truth: Codes) -> tuple[Codes, Codes]:
    """Give both sides of all pairs that are one person."""
    order = np.argsort(truth, kind="stable")
    edges = np.flatnonzero(np.diff(truth[order])) + 1
    groups = [group for group in np.split(order, edges) if len(group) > 1]
    sides: list[tuple[Codes, Codes]] = []
    for group in groups:
        first, second = np.triu_indices(len(group), 1)
        sides.append((group[first], group[second]))
    if not sides:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate([a for a, _ in sides]), np.concatenate([b for _, b in sides])


def recall_by_kind(
    found: Codes, truth: Codes, kinds: Sequence[str]
) -> dict[str, tuple[float, int]]:
    """Give recall and number of the true pairs of each two kinds of record, most frequent first."""
    left, right = true_pairs(truth)
    joined = np.equal(found[left], found[right])
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one, other, hit in zip(left, right, joined, strict=True):
        entry = counted["-".join(sorted((kinds[one], kinds[other])))]
        entry[0] += int(hit)
        entry[1] += 1
    ranked = sorted(counted.items(), key=lambda item: (-item[1][1], item[0]))
    return {name: (hits / total, total) for name, (hits, total) in ranked}


def at_threshold(pairs: Pairs, truth: Codes, threshold: float) -> Score:
    """Score the pairs from a threshold on; true pairs that were never compared are missed."""
    kept = pairs.above(threshold)
    return score_of(int(kept.same(truth).sum()), len(kept.left), pairs_within(truth))


def best_threshold(pairs: Pairs, truth: Codes) -> tuple[float, Score]:
    """Give the threshold with the best F1 on this very truth, and the score there."""
    if not len(pairs.score):
        return 1.0, Score(0.0, 0.0, 0.0)
    order = np.argsort(-pairs.score, kind="stable")
    score = pairs.score[order]
    right = np.cumsum(pairs.same(truth)[order])
    total = np.arange(1, len(score) + 1)
    # A threshold keeps all pairs of equal score or none of them.
    last = np.append(score[1:] != score[:-1], True)
    true = pairs_within(truth)
    at = int(np.flatnonzero(last)[np.argmax((2 * right / (total + true))[last])])
    return float(score[at]), score_of(int(right[at]), int(total[at]), true)


def components(count: int, left: Codes, right: Codes) -> Codes:
    """Give each of `count` records the smallest record that it is connected with."""
    label = np.arange(count, dtype=np.int64)
    while True:
        low = np.minimum(label[left], label[right])
        after = label.copy()
        np.minimum.at(after, label[left], low)
        np.minimum.at(after, label[right], low)
        after = after[after]
        if np.array_equal(after, label):
            return label
        label = after


def best_clusters(pairs: Pairs, truth: Codes, steps: int = 40) -> tuple[Score, Score]:
    """Give the best pair score and the best B-cubed score of connected components.

    Each at its own threshold, the best of `steps` on this very truth.
    """
    if len(pairs.left):
        tried = np.unique(np.quantile(pairs.score, np.linspace(0, 1, steps)))
    else:
        tried = np.zeros(0)
    scores, cubes = [], []
    for threshold in tried:
        kept = pairs.above(float(threshold))
        found = components(len(truth), kept.left, kept.right)
        scores.append(cluster_score(found, truth))
        cubes.append(b_cubed(found, truth))
    alone = np.arange(len(truth), dtype=np.int64)
    best = max(scores, key=lambda item: item.f1, default=Score(0.0, 0.0, 0.0))
    return best, max(cubes, key=lambda item: item.f1, default=b_cubed(alone, truth))


def reliability(probability: Floats, same: Flags, bins: int) -> list[Bin]:
    """Give the bins of equal width between 0 and 1 that hold pairs."""
    place = np.minimum((probability * bins).astype(np.int64), bins - 1)
    found = []
    for number in np.unique(place):
        inside = place == number
        found.append(
            Bin(float(probability[inside].mean()), float(same[inside].mean()), int(inside.sum()))
        )
    return found


def calibration_error(bins: Sequence[Bin]) -> float:
    """Give the expected calibration error: the mean gap of the bins, weighted by their pairs."""
    total = sum(item.pairs for item in bins)
    return sum(abs(item.mean - item.share) * item.pairs for item in bins) / total if total else 0.0


def between(probability: Floats, low: float = 0.01, high: float = 0.99) -> Flags:
    """Tell which pairs are undecided; the sure ones are many and hide a bad calibration."""
    return np.logical_and(probability >= low, probability <= high)


def slope(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Give the slope of the line through the logarithms: 1 is linear growth, 2 quadratic."""
    return float(np.polyfit(np.log(np.array(sizes)), np.log(np.array(values)), 1)[0])
