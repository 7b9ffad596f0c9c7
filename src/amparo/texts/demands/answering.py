# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a text answers a demand, and what of the demand was lost on the way.

A demand is cut into what it asks for (an action with its objects); each is held against every
sentence. The rules and thresholds are ours: docs/decisions/0014-answers-to-demands.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.texts.demands.answers import Answer, Answering, Lost, Match, Searched, Status
from amparo.texts.demands.asking import (
    CONSIDERS,
    INVITES,
    SAYS,
    URGES,
    Asked,
    asked,
    negated,
    verbs,
)
from amparo.texts.demands.demanded import Ask, asks_of
from amparo.texts.demands.passages import Passage, passages
from amparo.texts.demands.terms import Term, sheet, terms, tokens, words_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.texts.document import Document, Language

# Weights of a term by what it is; a term that many paragraphs have weighs down to half.
_WEIGHTS = {
    "action": 1.0,
    "object": 1.0,
    "provision": 1.5,
    "word": 0.6,
    "place": 0.5,
    "manner": 0.25,
    "common": 0.1,
}
_NEAR, _IMPLIED = 0.5, 0.7
_FULL, _FULL_OBJECTS, _SOME_OBJECTS = 0.7, 0.75, 0.3
_LEAST_STOP_WORDS = 0.15
_STOP = "concept:stop"

_ELSEWHERE = say("it speaks of another State")
_TURNED = say("a negation stands before these words; read it")


def answers(demand: str, document: Document, *, language: str) -> Answer:
    """Say which paragraphs answer a demand, which of its words were lost, or what was searched.

    `language` is that of the demand; English and French are read, and a demand in one may be held
    against a text in the other. The answer is UNDETERMINED for other languages.
    """
    read: Language | None = next((one for one in ("en", "fr") if one == language), None)
    if read is None or not _is_in(demand, None) or not _is_in(_words(document), document.language):
        summary = say("The language of the demand or of the draft is not read here.")
        return Answer(Status.UNDETERMINED, demand, summary)
    work = _Work(demand, document, read)
    if not work.asks:
        return Answer(Status.UNDETERMINED, demand, say("The demand has no word to look for."))
    return work.answer()


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence held against an ask: how far each term is met, and by which term."""

    ask: Ask
    passage: Passage
    status: Status
    score: float
    met: Mapping[Term, tuple[float, Term | None]]
    verb: Asked | None
    reason: Message


class _Work:
    """A demand and a text."""

    def __init__(self, demand: str, document: Document, language: Language) -> None:
        self.demand, self.document, self.language = demand, document, language
        self.passages = list(passages(document))
        self.numbers = [row for row in document.walk() if not row.heading]
        self.asks = asks_of(demand, language)
        holds: dict[str, set[str]] = {}
        for passage in self.passages:
            for term in passage.terms:
                if term.span[0] >= passage.own:
                    holds.setdefault(term.key, set()).add(passage.paragraph.key)
        self.holds = holds
        said = {term.key for term in terms(document.title, document.language)} | holds.keys()
        self.named = {key for key in said if key.startswith("place:")}

    def weight(self, term: Term) -> float:
        share = len(self.holds.get(term.key, ())) / max(1, len(self.numbers))
        return _WEIGHTS[term.role] * (1 - share / 2)

    def answer(self) -> Answer:
        found = [[self.held(ask, passage) for passage in self.passages] for ask in self.asks]
        statuses = [self.together(ask, held) for ask, held in zip(self.asks, found, strict=True)]
        status = _of_all(statuses)
        useful = {Status.ANSWERED, Status.IN_PART, Status.UNDETERMINED}
        best = sorted(
            (one for held in found for one in held if one.status in useful),
            key=lambda one: (-one.score, _rank(one.status)),
        )
        answering: dict[str, _Found] = {}
        for one in best:
            answering.setdefault(one.passage.paragraph.key, one)
        nearest = max(
            (one for held in found for one in held if one.score > 0),
            key=lambda one: one.score,
            default=None,
        )
        if status is Status.SILENT and self._unsearchable():
            status = Status.UNDETERMINED
        return Answer(
            status,
            self.demand,
            self.summary(status, statuses),
            tuple(self.shown(one) for one in answering.values()),
            tuple(self.lost(best)) if best else (),
            tuple(self.searched(term) for ask in self.asks for term in ask.all),
            len(self.numbers),
            self.shown(nearest) if nearest and not best else None,
        )

    def held(self, ask: Ask, passage: Passage) -> _Found:
        """Hold one ask against one sentence."""
        met = {term: self.met(term, passage) for term in ask.all}
        places = {term.key for term in passage.terms if term.role == "place"}
        for term in ask.scope:
            if term.role == "place" and not met[term][0] and not places and term.key in self.named:
                met[term] = (_IMPLIED, None)
        core = [other for term in (*ask.actions, *ask.objects) for _, other in [met[term]] if other]
        first = min((term.span[0] for term in core), default=0)
        at = min((other.span[0] for t in ask.actions if (other := met[t][1])), default=first)
        turned = bool(core) and negated(passage.text, at, self.document.language)
        stop = next((term for term in ask.actions if term.key == _STOP), None)
        if stop and not met[stop][0] and turned:
            # "not to prosecute" is to stop prosecuting.
            met[stop], turned = (1.0, None), ask.negated
        verb = asked(passage.text, at, self.document.language) if core else None
        whole = sum(self.weight(term) for term in ask.all)
        score = sum(self.weight(term) * met[term][0] for term in ask.all) / whole
        own = any(other.span[0] >= passage.own for other in core)
        if not own or not any(met[term][0] for term in (*ask.actions, *ask.objects)):
            reason = say("it has none of the words of the demand that matter")
            return _Found(ask, passage, Status.SILENT, 0.0, met, verb, reason)
        status, reason = self.judged(ask, met, score, verb, turned=turned, others=bool(places))
        return _Found(ask, passage, status, score, met, verb, reason)

    def met(self, term: Term, passage: Passage) -> tuple[float, Term | None]:
        for other in passage.terms:
            if term.meets(other):
                return 1.0, other
        near = next((other for other in passage.terms if other.key in term.near), None)
        return (_NEAR, near) if near else (0.0, None)

    def judged(
        self,
        ask: Ask,
        met: Mapping[Term, tuple[float, Term | None]],
        score: float,
        verb: Asked | None,
        *,
        turned: bool,
        others: bool,
    ) -> tuple[Status, Message]:
        core = (*ask.actions, *ask.objects)
        acted = max((met[term][0] for term in ask.actions), default=1.0)
        objects = self.share(ask.objects, met)
        places = [met[term][0] for term in ask.scope if term.role == "place"]
        missing = ", ".join(term.written for term in core if not met[term][0])
        silent = say("it does not speak of “{words}”", words=missing)
        strength = verb.strength if verb else SAYS
        weaker = strength == INVITES and ask.strength >= URGES
        exact = all(met[term][0] == 1 for term in ask.all if _must_agree(term))
        whole = acted == 1 and objects >= _FULL_OBJECTS and score >= _FULL
        part = Status.IN_PART
        rules = (
            (not acted or objects < _SOME_OBJECTS, Status.SILENT, silent),
            (bool(others and places and not any(places)), Status.SILENT, _ELSEWHERE),
            (turned != ask.negated, Status.UNDETERMINED, _TURNED),
            (strength <= SAYS, part, say("it speaks of it and asks for nothing")),
            (strength <= CONSIDERS, part, say("it asks only that it be considered")),
            (weaker, part, say("it asks for it much more weakly")),
            (whole and exact and all(places), Status.ANSWERED, say("it asks for it")),
        )
        for holds, status, reason in rules:
            if holds:
                return status, reason
        return part, say("it asks for a part of it")

    def share(self, some: Sequence[Term], met: Mapping[Term, tuple[float, Term | None]]) -> float:
        whole = sum(self.weight(term) for term in some)
        return sum(self.weight(term) * met[term][0] for term in some) / whole if whole else 1.0

    def together(self, ask: Ask, held: Sequence[_Found]) -> Status:
        """Give the status of an ask: the best sentence, or several that together have all of it."""
        statuses = {one.status for one in held}
        if Status.ANSWERED in statuses:
            return Status.ANSWERED
        parts = [
            one
            for one in held
            if one.status is Status.IN_PART and one.verb and one.verb.strength >= INVITES
        ]
        if parts:
            met = {
                term: max((one.met[term] for one in parts), key=lambda pair: pair[0])
                for term in ask.all
            }
            strongest = max((one.verb for one in parts if one.verb), key=lambda v: v.strength)
            score = self.share(ask.all, met)
            found = self.judged(ask, met, score, strongest, turned=ask.negated, others=False)
            return found[0]
        for status in (Status.UNDETERMINED, Status.IN_PART):
            if status in statuses:
                return status
        return Status.SILENT

    def _unsearchable(self) -> bool:
        """Say whether most of what is asked for cannot be looked for in the text's language."""
        core = [term for ask in self.asks for term in (*ask.actions, *ask.objects)]
        missing = [term for term in core if not self.searchable(term)]
        return 2 * sum(map(self.weight, missing)) > sum(map(self.weight, core))

    def searchable(self, term: Term) -> bool:
        return self.language == self.document.language or not term.key.startswith(self.language)

    def searched(self, term: Term) -> Searched:
        words = words_for(term.key, self.document.language) or (term.key.partition(":")[2],)
        keys = self.holds.get(term.key, set())
        found = [row for row in self.numbers if row.key in keys]
        return Searched(
            term.written,
            term.key,
            words,
            tuple(row.number for row in found),
            self.searchable(term),
            tuple(row.key for row in found),
        )

    def lost(self, best: Sequence[_Found]) -> list[Lost]:
        found: list[Lost] = []
        for ask in self.asks:
            mine = [one for one in best if one.ask is ask]
            for term in ask.all:
                values = [one.met[term] for one in mine]
                value, other = max(values, key=lambda pair: pair[0], default=(0.0, None))
                if term.role == "common":
                    continue
                if not self.searchable(term):
                    reason = say("cannot be looked for in the language of the draft")
                elif value == 0:
                    reason = say("no answering paragraph has it")
                elif value < 1 and other:
                    reason = say("only “{words}”", words=other.written)
                elif value < 1:
                    reason = say("the paragraph names no State; the draft does")
                else:
                    continue
                found.append(Lost(term.written, term.span, reason))
            strongest = max((one.verb.strength for one in mine if one.verb), default=-1)
            if mine and strongest < ask.strength:
                verb = next((one.verb.verb for one in mine if one.verb), "")
                found.append(self.weakened(ask, verb))
        return sorted(dict.fromkeys(found), key=lambda lost: lost.span)

    def weakened(self, ask: Ask, verb: str) -> Lost:
        own = [one for one in verbs(self.demand, self.language) if one.strength == ask.strength]
        written, span = (own[0].verb, own[0].span) if own else (self.demand, (0, 0))
        if not own:
            written = ""
        if verb:
            return Lost(written, span, say("weaker: “{verb}”", verb=verb))
        return Lost(written, span, say("nothing is asked for"))

    def shown(self, one: _Found) -> Answering:
        matches = []
        for term, (value, other) in one.met.items():
            if other is None:
                continue
            number, at = one.passage.place(other.span[0])
            span = at, at + other.span[1] - other.span[0]
            matches.append(Match(term.written, term.span, other.written, span, number, value < 1))
        row = one.passage.paragraph
        return Answering(
            one.passage.part,
            row.number,
            row.text,
            one.status,
            one.score,
            tuple(matches),
            one.verb.verb if one.verb else "",
            one.verb.strength if one.verb else -1,
            one.reason,
        )

    def summary(self, status: Status, statuses: Sequence[Status]) -> Message:
        if status is Status.SILENT:
            return self._silence()
        if status is Status.ANSWERED:
            return say("The draft asks for what is demanded.")
        if status is Status.UNDETERMINED and Status.UNDETERMINED not in statuses:
            return say("Words of the demand cannot be looked for in the language of the draft.")
        if status is Status.UNDETERMINED:
            return say("A person must read the paragraphs named: a negation stands there.")
        if Status.SILENT in statuses:
            return say("The draft answers a part of the demand and is silent on another.")
        return say("The draft answers the demand in part.")

    def _silence(self) -> Message:
        core = [term for ask in self.asks for term in (*ask.actions, *ask.objects)]
        absent = [term for term in core if term.key not in self.holds]
        if absent:
            words = _listed(absent, self.demand)
            return say("This draft says nothing about {words}.", words=words)
        return say("This draft has the words of the demand, but no sentence that asks for it.")


def _must_agree(term: Term) -> bool:
    """Say whether a demand is not answered without this: the very article, "all"."""
    return term.role == "provision" or term.key == "concept:every"


def _listed(some: Sequence[Term], demand: str) -> str:
    """Give the words of terms; those that stand side by side in the demand as one phrase."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(term.span for term in some):
        if found and not demand[found[-1][1] : start].strip():
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return ", ".join(dict.fromkeys(demand[start:end] for start, end in found))


def _of_all(statuses: Sequence[Status]) -> Status:
    """Give the status of a demand from those of what it asks for."""
    if len(set(statuses)) == 1:
        return statuses[0]
    return (
        Status.IN_PART
        if Status.ANSWERED in statuses or Status.IN_PART in statuses
        else (Status.UNDETERMINED)
    )


def _rank(status: Status) -> int:
    return [Status.ANSWERED, Status.IN_PART, Status.UNDETERMINED, Status.SILENT].index(status)


def _words(document: Document) -> str:
    return " ".join(row.text for row in document.walk())


def _is_in(text: str, language: Language | None) -> bool:
    """Say whether a text is in Latin script and, if long, has the small words of a language."""
    words = Counter(token.form for token in tokens(text, language or "en"))
    if any(word > "\u0370" for word in words):
        return False
    if language is None or words.total() < 20:  # noqa: PLR2004 - too short to tell
        return True
    small = sum(words[word] for word in sheet()["stop_words"][language])
    return small >= _LEAST_STOP_WORDS * words.total()
