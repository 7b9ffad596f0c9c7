# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first engine of linkage: cautious, explained, and never joining on the name alone.

The rules are in `_judge`, the numbers in resources/names/weights.yaml, both for reading; the
page for users is docs/linkage.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.core.truth import Truth
from amparo.linkage.blocking import candidates
from amparo.linkage.clusters import Forest, parted
from amparo.linkage.features import articles, record_evidence
from amparo.linkage.findings import Judgement, LinkResult, PairFinding, Verdict
from amparo.names import Level, compare_names
from amparo.names.evidence import weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from amparo.linkage.findings import Decision
    from amparo.linkage.records import LinkRecord
    from amparo.names import Evidence, NameComparison

# Features that are independent of the name and can carry a join; `place_same` only together
# with the patronymic, for half a town can share a given name and a surname.
_INDEPENDENT = ("birth_day", "provision_same", "court_same", "case_day")
# With these beside a record that names nobody, people may know who it is.
_AGREEING = (*_INDEPENDENT, "workplace_same", "place_same")
# An article that more records than this name carries no join on its own.
_FREQUENT = 20
_STRONG_CONFLICTS = ("patronymic_different", "gender_different", "birth_different")
_CONFLICTS = (*_STRONG_CONFLICTS, "birth_slip", "provision_different", "country_different")
_PROGRESS_EVERY = 5_000


@dataclass(frozen=True, slots=True)
class CautiousLinker:
    """Proposes by fixed rules; `duplicate_free` are the lists that hold nobody twice.

    `largest_block` bounds the cost (see blocking).
    """

    duplicate_free: frozenset[str] = frozenset()
    largest_block: int = 400

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
        ordered = sorted(records, key=lambda record: record.key)
        if len({record.key for record in ordered}) < len(ordered):
            msg = "two records have the same key: give each record of each list a key of its own"
            raise ValueError(msg)
        settled = _Settled((record.key for record in ordered), decisions)
        found = candidates(ordered, duplicate_free=self.duplicate_free, largest=self.largest_block)
        frequent = _frequent(ordered)
        findings: list[PairFinding] = []
        apart = 0
        for done, (one, other) in enumerate(found.pairs):
            if progress and done % _PROGRESS_EVERY == 0:
                progress(done, len(found.pairs))
            left, right = ordered[one], ordered[other]
            if settled.settles(left.key, right.key):
                continue
            finding = self.compare(left, right, frequent=frequent)
            if finding.verdict is Verdict.APART:
                apart += 1
            else:
                findings.append(finding)
        if progress:
            progress(len(found.pairs), len(found.pairs))
        findings = self._without_clashes(findings, ordered, settled)
        findings.sort(key=settled.usefulness)
        return LinkResult(tuple(findings), len(found.pairs), apart, found.left_out)

    def _without_clashes(
        self, findings: list[PairFinding], records: Iterable[LinkRecord], settled: _Settled
    ) -> list[PairFinding]:
        """Give the findings; a join that would unite two records that clash goes to people.

        The joins are taken by falling score, as `partition` takes them, on the clusters that
        people made. Only the records of the two clusters to be united are compared, and two
        clusters once found to clash are not compared again.
        """
        by_key = {record.key: record for record in records}
        settled.part_unsure()
        forest = settled.forest
        done = []
        for item in sorted(findings, key=lambda item: (-item.score, item.left, item.right)):
            if item.verdict is not Verdict.LINK:
                done.append(item)
                continue
            one, other = forest.root(item.left), forest.root(item.right)
            if one != other and not forest.parted(one, other):
                clash = self._clash(forest.members[one], forest.members[other], by_key)
                if clash:
                    forest.part(one, other, clash)
            because = forest.join(one, other)
            done.append(_to_review(item, because) if because else item)
        return done

    def _clash(
        self, left: list[str], right: list[str], by_key: dict[str, LinkRecord]
    ) -> Message | None:
        """Say which two records of two clusters clash, and why; None if none do."""
        for one, other in product(left, right):
            if one not in by_key or other not in by_key:
                continue  # a record that is gone
            finding = self.compare(by_key[one], by_key[other])
            why = next((e.words for e in finding.evidence if e.feature in _CONFLICTS), None)
            if why is None and finding.verdict is Verdict.APART:
                why = finding.summary
            if why is not None:
                return say(
                    "{one} and {other} would become one person, but {why}",
                    one=finding.left,
                    other=finding.right,
                    why=why,
                )
        return None

    def compare(
        self, left: LinkRecord, right: LinkRecord, *, frequent: frozenset[str] = frozenset()
    ) -> PairFinding:
        """Give the finding on one pair, whatever was decided of it.

        `frequent` are articles that too many records name for one to carry a join on its own.
        """
        if left.key > right.key:
            left, right = right, left
        names = compare_names(left.reading(), right.reading())
        evidence = (*names.evidence, *record_evidence(left, right))
        score = sum(item.weight for item in evidence)
        one_list = left.source == right.source and left.source in self.duplicate_free
        if one_list:
            verdict = Verdict.APART
            summary = say("kept apart: {list} holds nobody twice", list=left.source)
        elif left.nobody() or right.nobody():
            verdict, summary = _judge_unnamed(evidence)
        else:
            verdict, summary = _judge(names, evidence, score, _only_frequent(left, right, frequent))
        return PairFinding(left.key, right.key, score, verdict, evidence, summary)


def _frequent(records: Iterable[LinkRecord]) -> frozenset[str]:
    counted = Counter(article for record in records for article in articles(record))
    return frozenset(article for article, number in counted.items() if number > _FREQUENT)


def _only_frequent(left: LinkRecord, right: LinkRecord, frequent: frozenset[str]) -> str:
    """Give the articles that two records share if all of them are frequent, else ""."""
    shared = articles(left) & articles(right)
    return ", ".join(sorted(shared)) if shared <= frequent else ""


def _judge(
    names: NameComparison, evidence: tuple[Evidence, ...], score: float, frequent: str
) -> tuple[Verdict, Message]:
    """Give the verdict on two named records. The rules, in the order in which they are asked.

    `frequent` are the articles shared, if many records name each of them.
    """
    if names.level is Level.DIFFERENT:
        return _judge_different(names, evidence)
    conflicts = [item for item in evidence if item.feature in _CONFLICTS]
    if conflicts:
        return _judge_conflict(conflicts, {item.feature for item in evidence})
    if names.level is Level.CANNOT_TELL:
        return _judge_untold(score)
    return _judge_agreeing(_supporting(evidence), score, frequent)


def _judge_agreeing(
    supporting: list[Evidence], score: float, frequent: str
) -> tuple[Verdict, Message]:
    """Join names that agree and that nothing contradicts, if enough else agrees."""
    if frequent and [item.feature for item in supporting] == ["provision_same"]:
        return Verdict.REVIEW, say(
            "to be reviewed: beside the name only an article agrees that many records name: "
            "{articles}",
            articles=frequent,
        )
    if supporting and score >= weights().link_threshold:
        why = supporting[0].words
        return Verdict.LINK, say("joined: the name agrees, {why}, and nothing conflicts", why=why)
    if supporting:
        return Verdict.REVIEW, say("to be reviewed: too little agrees to join without asking")
    return Verdict.REVIEW, say("to be reviewed: nothing but the name agrees")


def _judge_untold(score: float) -> tuple[Verdict, Message]:
    """Put names that merely look alike, or lack a part, before people if enough else agrees."""
    if score < weights().review_threshold:
        return Verdict.APART, say("kept apart: too little agrees")
    return Verdict.REVIEW, say("to be reviewed: the names alone do not tell")


def _judge_different(
    names: NameComparison, evidence: tuple[Evidence, ...]
) -> tuple[Verdict, Message]:
    """A shared day of birth puts different names before people: a marriage, a misspelling."""
    clash = next(item.words for item in names.evidence if item.agreement is Truth.FALSE)
    born_same_day = any(item.feature == "birth_day" for item in evidence)
    if born_same_day and names.found("given_same", "family_same", "family_gendered"):
        return Verdict.REVIEW, say("to be reviewed: born on the same day, but {why}", why=clash)
    return Verdict.APART, say("kept apart: {why}", why=clash)


def _judge_conflict(conflicts: list[Evidence], features: set[str]) -> tuple[Verdict, Message]:
    """A strong conflict separates, unless all of the name or the day of birth outweighs it."""
    strong = [item.words for item in conflicts if item.feature in _STRONG_CONFLICTS]
    name_is_strong = features >= {"given_same", "patronymic_same"} and bool(
        features & {"family_same", "family_common", "family_gendered"}
    )
    if strong and not (name_is_strong or "birth_day" in features):
        return Verdict.APART, say("kept apart: {why}", why=strong[0])
    return Verdict.REVIEW, say("to be reviewed: {why}", why=conflicts[0].words)


def _supporting(evidence: tuple[Evidence, ...]) -> list[Evidence]:
    """Give the agreements beside the name that can carry a join, the weightiest first."""
    features = {item.feature for item in evidence}
    carrying = {*_INDEPENDENT, *(["place_same"] if "patronymic_same" in features else [])}
    found = [item for item in evidence if item.feature in carrying]
    return sorted(found, key=lambda item: -item.weight)


def _judge_unnamed(evidence: tuple[Evidence, ...]) -> tuple[Verdict, Message]:
    """Give the verdict where a record names nobody: never a join."""
    features = {item.feature for item in evidence}
    if features & set(_CONFLICTS):
        return Verdict.APART, say("kept apart: one record names nobody and something conflicts")
    if len(features & set(_AGREEING)) > 1:
        return Verdict.REVIEW, say("to be reviewed: one record names nobody, but the case agrees")
    return Verdict.APART, say("kept apart: one record names nobody")


def _to_review(finding: PairFinding, why: Message) -> PairFinding:
    return replace(finding, verdict=Verdict.REVIEW, summary=say("to be reviewed: {why}", why=why))


class _Settled:
    """What people's decisions leave open; records that are gone can still join others."""

    def __init__(self, keys: Iterable[str], decisions: Iterable[Decision]) -> None:
        people = sorted({item for item in decisions if item.by_person}, key=lambda item: item.pair)
        self.forest = Forest({*keys, *(key for item in people for key in item.pair)})
        for item in people:
            if item.judgement is Judgement.NOT_SAME:
                self.forest.part(*item.pair, parted(item))
        for item in people:
            if item.judgement is Judgement.SAME:
                self.forest.join(*item.pair)
        self.unsure = {item.pair for item in people if item.judgement is Judgement.UNSURE}

    def settles(self, left: str, right: str) -> bool:
        """Say whether the pair is joined or kept apart by people, directly or through others."""
        forest = self.forest
        return forest.root(left) == forest.root(right) or forest.parted(left, right) is not None

    def part_unsure(self) -> None:
        """Keep from being joined, from now on, what somebody was unsure of."""
        for one, other in sorted(self.unsure):
            words = say("somebody who compared {one} and {other} was unsure", one=one, other=other)
            self.forest.part(one, other, words)

    def usefulness(self, finding: PairFinding) -> tuple[bool, bool, float, str, str]:
        """Give the sort key: joins, then pairs by falling score, those left unsure last."""
        return (
            self._was_unsure(finding),
            finding.verdict is not Verdict.LINK,
            -finding.score,
            finding.left,
            finding.right,
        )

    def _was_unsure(self, finding: PairFinding) -> bool:
        return (finding.left, finding.right) in self.unsure
