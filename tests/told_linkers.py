# SPDX-License-Identifier: AGPL-3.0-or-later
"""Linkers of a few lines, for tests of what the desk does with what a linker says."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.core.truth import Truth
from amparo.linkage import Evidence, Judgement, LinkResult, PairFinding, Verdict
from amparo.linkage.clusters import Forest, parted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from amparo.linkage import Decision, LinkRecord

PRIOR = -5.0
JOIN, ASK = 12.0, 0.5


def finding(left: str, right: str, score: float, verdict: Verdict) -> PairFinding:
    """Give a finding in bits with evidence for and against that adds up to the score."""
    evidence = (
        Evidence("family", Truth.TRUE, score - PRIOR + 2.0, say("the same surname")),
        Evidence("place", Truth.FALSE, -2.0, say("different places")),
    )
    odds = 1 / (1 + 2**-score)
    words = say("the surnames agree")
    return PairFinding(left, right, score, verdict, evidence, words, odds, PRIOR)


@dataclass(frozen=True, slots=True)
class Saying:
    """Says what it is told to, of pairs of keys with their scores, whatever was decided."""

    reviews: tuple[tuple[str, str, float], ...] = ()
    joins: tuple[tuple[str, str, float], ...] = ()

    def link(
        self,
        records: Iterable[LinkRecord],
        decisions: Iterable[Decision],
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> LinkResult:
        del records, decisions, progress
        told = [finding(*pair, Verdict.LINK) for pair in self.joins]
        return LinkResult((*told, *(finding(*pair, Verdict.REVIEW) for pair in self.reviews)))


class ByName:
    """Joins those of one name and one birth, asks of those of one name; people's word stands."""

    def link(
        self,
        records: Iterable[LinkRecord],
        decisions: Iterable[Decision],
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> LinkResult:
        del progress
        ordered = sorted(records, key=lambda record: record.key)
        people = [item for item in decisions if item.by_person]
        forest = Forest({key for item in people for key in item.pair} | {r.key for r in ordered})
        for item in people:
            if item.judgement is Judgement.NOT_SAME:
                forest.part(*item.pair, parted(item))
        for item in people:
            if item.judgement is Judgement.SAME:
                forest.join(*item.pair)
        unsure = {item.pair for item in people if item.judgement is Judgement.UNSURE}
        found = []
        for left, right in combinations(ordered, 2):
            pair = (left.key, right.key)
            settled = forest.root(pair[0]) == forest.root(pair[1]) or forest.parted(*pair)
            if left.name != right.name or settled:
                continue
            sure = left.birth is not None and left.birth == right.birth and pair not in unsure
            verdict, score = (Verdict.LINK, JOIN) if sure else (Verdict.REVIEW, ASK)
            found.append(finding(*pair, score, verdict))
        found.sort(key=lambda item: (item.verdict is not Verdict.LINK, item.left, item.right))
        return LinkResult(tuple(found), len(found))
