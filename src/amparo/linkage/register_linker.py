# SPDX-License-Identifier: AGPL-3.0-or-later
"""The linker of a register: joins what is all but certain, puts the rest before people.

In a register a wrong join does more harm than a missed one, which waits in the queue and is not
lost: it is set to cost 99 times as much, so that the engine joins from a probability of .99. And it
never joins on surname and given name alone, however rare: beside them at least `LEAST_SUPPORT` bits
must agree (a patronymic, a birth, an article, a court). Records that name nobody are never joined.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from amparo.core.messages import Message, say
from amparo.core.truth import Truth
from amparo.linkage.clustering import components, first_places
from amparo.linkage.clusters import Forest, parted
from amparo.linkage.explaining import explain
from amparo.linkage.findings import Judgement, LinkResult, PairFinding, Verdict
from amparo.linkage.linking import Costs, link, probability
from amparo.linkage.table import rows_of
from amparo.names.parts import FAMILY, GIVEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from amparo.linkage.findings import Decision
    from amparo.linkage.linking import Linkage
    from amparo.linkage.records import LinkRecord
    from amparo.linkage.scoring import Scored
    from amparo.names import Evidence

REGISTER_COSTS = Costs(wrong=99.0, missed=1.0, review=0.02)
LEAST_SUPPORT = 2.0


@dataclass(frozen=True, slots=True)
class RegisterLinker:
    """Proposes by probability; `duplicate_free` are the lists that hold nobody twice."""

    duplicate_free: frozenset[str] = frozenset()
    costs: Costs = field(default=REGISTER_COSTS)

    def link(
        self,
        records: Iterable[LinkRecord],
        decisions: Iterable[Decision],
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> LinkResult:
        """Give the findings for pairs that people's decisions do not settle, even indirectly.

        Raises:
            ValueError: two records have one key.
        """
        people = [item for item in decisions if item.by_person]
        found = link(
            rows_of(list(records)),
            decisions=people,
            duplicate_free=self.duplicate_free,
            costs=self.costs,
            progress=(lambda _stage, done, of: progress(done, max(done, of))) if progress else None,
        )
        found.labels = _supported(found)
        chance = found.probabilities
        inside = found.labels[found.pairs.left] == found.labels[found.pairs.right]
        worth = (chance >= self.costs.ask_from) & (~inside | (chance >= self.costs.link))
        findings = _findings(found, worth, inside, _Settled(found.table.keys, people))
        compared = found.pairs.compared
        return LinkResult(
            tuple(findings), compared, max(0, compared - len(findings)), found.pairs.left_out
        )


def _supported(found: Linkage) -> NDArray[np.int64]:
    """Give the persons without the joins that rest on surname and given name alone."""
    pairs, size = found.pairs, len(found.table)
    together = found.labels[pairs.left] == found.labels[pairs.right]
    left, right = pairs.left[together], pairs.right[together]
    support = _support(found.weigher.scorer.score(left, right)) >= LEAST_SUPPORT
    edges = np.hstack([np.vstack([left[support], right[support]]), found.ties.same])
    return first_places(components(size, *edges))


def _support(scored: Scored) -> NDArray[np.float32]:
    """Give the bits beside surname and given name; none where one of these is missing."""
    found: NDArray[np.float32] = scored.bits[2:].sum(axis=0)
    found[scored.levels[0] == FAMILY.index("family_missing")] = 0
    found[scored.levels[1] == GIVEN.index("given_missing")] = 0
    return found


def _findings(
    found: Linkage, worth: NDArray[np.bool_], inside: NDArray[np.bool_], settled: _Settled
) -> list[PairFinding]:
    keys = found.table.keys
    at = [
        place
        for place in np.flatnonzero(worth).tolist()
        if not settled.settles(keys[found.pairs.left[place]], keys[found.pairs.right[place]])
    ]
    left, right = found.pairs.left[at], found.pairs.right[at]
    scorer = found.weigher.scorer
    scored = scorer.score(left, right)
    never = found.weigher.contradicted(scored)
    alone = _support(scored) < LEAST_SUPPORT
    findings = []
    for place, pair in enumerate(at):
        evidence = explain(scored, place, scorer)
        prior = float(found.weigher.prior_of(left[place], right[place]))
        score = prior + sum(item.weight for item in evidence)
        chance = float(probability(np.array(score)))
        one, other = keys[left[place]], keys[right[place]]
        if inside[pair]:
            verdict, summary = Verdict.LINK, _joined(evidence)
        else:
            sure = chance >= found.costs.link
            verdict = Verdict.REVIEW
            summary = settled.doubt(one, other) or _why(
                evidence, chance, never=bool(never[place]), sure=sure, alone=bool(alone[place])
            )
        findings.append(PairFinding(one, other, score, verdict, evidence, summary, chance, prior))
    findings.sort(key=settled.usefulness)
    return findings


def _joined(evidence: tuple[Evidence, ...]) -> Message:
    strongest = max(evidence, key=lambda item: item.weight)
    against = [item for item in evidence if item.agreement is Truth.FALSE]
    if not against:
        return say("joined: {why}, and nothing contradicts", why=strongest.words)
    worst = min(against, key=lambda item: item.weight)
    return say("joined: {why}, although {against}", why=strongest.words, against=worst.words)


def _why(
    evidence: tuple[Evidence, ...], chance: float, *, never: bool, sure: bool, alone: bool
) -> Message:
    """Say why a pair is put before people."""
    against = [item for item in evidence if item.agreement is Truth.FALSE]
    if against and (never or sure):
        worst = min(against, key=lambda item: item.weight)
        return say("to be reviewed: {why}", why=worst.words)
    if never:
        return say("to be reviewed: one record names nobody, or its list holds nobody twice")
    if sure and alone:
        return say("to be reviewed: beside surname and given name too little agrees")
    if sure:
        return say("to be reviewed: other records of the two persons speak against joining them")
    return say("to be reviewed: the probability is {percent} %", percent=round(100 * chance))


class _Settled:
    """What people's decisions leave open; records that are gone can still join others."""

    def __init__(self, keys: Iterable[str], people: Iterable[Decision]) -> None:
        ordered = sorted(set(people), key=lambda item: item.pair)
        self.forest = Forest({*keys, *(key for item in ordered for key in item.pair)})
        for item in ordered:
            if item.judgement is Judgement.NOT_SAME:
                self.forest.part(*item.pair, parted(item))
        for item in ordered:
            if item.judgement is Judgement.SAME:
                self.forest.join(*item.pair)
        self.unsure = {item.pair for item in ordered if item.judgement is Judgement.UNSURE}

    def settles(self, left: str, right: str) -> bool:
        """Say whether the pair is joined or kept apart by people, directly or through others."""
        forest = self.forest
        return forest.root(left) == forest.root(right) or forest.parted(left, right) is not None

    def doubt(self, left: str, right: str) -> Message | None:
        """Say that somebody was unsure of a pair; None if nobody was."""
        if (left, right) not in self.unsure:
            return None
        return say(
            "to be reviewed: somebody who compared {one} and {other} was unsure",
            one=left,
            other=right,
        )

    def usefulness(self, finding: PairFinding) -> tuple[bool, bool, float, str, str]:
        """Give the sort key: joins, then pairs by falling score, those left unsure last."""
        return (
            (finding.left, finding.right) in self.unsure,
            finding.verdict is not Verdict.LINK,
            -finding.score,
            finding.left,
            finding.right,
        )
