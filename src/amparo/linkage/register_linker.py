# SPDX-License-Identifier: AGPL-3.0-or-later
"""The linker of a register: joins what is all but certain, puts the rest before people.

In a register a wrong join does more harm than a missed one: it is set to cost 99 times as much, so
that the engine joins from a probability of .99. Records that name nobody are never joined by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from amparo.core.messages import Message, say
from amparo.core.truth import Truth
from amparo.linkage.clusters import Forest, parted
from amparo.linkage.explaining import explain
from amparo.linkage.findings import Judgement, LinkResult, PairFinding, Verdict
from amparo.linkage.linking import Costs, link, probability
from amparo.linkage.table import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from amparo.linkage.findings import Decision
    from amparo.linkage.linking import Linkage
    from amparo.linkage.records import LinkRecord
    from amparo.names import Evidence

REGISTER_COSTS = Costs(wrong=99.0, missed=1.0, review=0.02)


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
        chance = found.probabilities
        inside = found.labels[found.pairs.left] == found.labels[found.pairs.right]
        worth = (chance >= self.costs.ask_from) & (~inside | (chance >= self.costs.link))
        findings = _findings(found, worth, inside, _Settled(found.table.keys, people))
        compared = found.pairs.compared
        return LinkResult(
            tuple(findings), compared, max(0, compared - len(findings)), found.pairs.left_out
        )


def _findings(
    found: Linkage, worth: np.ndarray, inside: np.ndarray, settled: _Settled
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
                evidence, chance, never=bool(never[place]), sure=sure
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


def _why(evidence: tuple[Evidence, ...], chance: float, *, never: bool, sure: bool) -> Message:
    """Say why a pair is put before people."""
    against = [item for item in evidence if item.agreement is Truth.FALSE]
    if against and (never or sure):
        worst = min(against, key=lambda item: item.weight)
        return say("to be reviewed: {why}", why=worst.words)
    if never:
        return say("to be reviewed: one record names nobody, or its list holds nobody twice")
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
