# SPDX-License-Identifier: AGPL-3.0-or-later
"""The events of a case in words, and where each stands relative to a day.

An event without a date, with a doubtful one, or whose sources disagree on the answer stands
nowhere: it is UNDECIDED and never counted as before or after.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.core.cases import Known
from amparo.core.dates import PartialDate, Precision
from amparo.core.messages import Message, say
from amparo.core.truth import Truth
from amparo.demands.records import agreed, stated_values
from amparo.resources import worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.core.cases import Appeal, Person, Prosecution, Sentence


class EventKind(StrEnum):
    """What happened in a case."""

    OPENED = "opened"
    CHARGED = "charged"
    RESTRAINT = "restraint"
    RESTRAINT_END = "restraint_end"
    SENTENCE = "sentence"
    APPEAL = "appeal"
    RELEASE = "release"


class Placement(StrEnum):
    """Where an event stands relative to a day."""

    BEFORE = "before"
    SAME_DAY = "same_day"
    AFTER = "after"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One event of one prosecution with everything the sources say of its date."""

    kind: EventKind
    prosecution: str
    words: Message
    date: Known[PartialDate]
    sources: tuple[str, ...]

    def placed(self, day: PartialDate) -> Placement:
        """Say where it stands relative to the day, UNDECIDED unless all its dates agree."""
        dates = stated_values(self.date)
        if agreed(date.before(day) for date in dates) is Truth.TRUE:
            return Placement.BEFORE
        if agreed(date.after(day) for date in dates) is Truth.TRUE:
            return Placement.AFTER
        if agreed(date.same_day(day) for date in dates) is Truth.TRUE:
            return Placement.SAME_DAY
        return Placement.UNDECIDED

    def certainly_before(self, other: CaseEvent) -> bool:
        """Say whether every date of this event is before every date of the other one."""
        pairs = [
            mine.before(theirs)
            for mine in stated_values(self.date)
            for theirs in stated_values(other.date)
        ]
        return agreed(pairs) is Truth.TRUE


def case_events(person: Person) -> tuple[CaseEvent, ...]:
    """Give the events of all prosecutions of a person, in the order of the prosecutions."""
    return tuple(event for item in person.prosecutions for event in prosecution_events(item))


def prosecution_events(prosecution: Prosecution) -> Iterator[CaseEvent]:
    """Give the events of a prosecution: what happened, with or without a known date."""

    def event(
        kind: EventKind, words: Message, date: Known[PartialDate], *facts: Known[str]
    ) -> CaseEvent:
        of_facts = [key for fact in facts for key in fact.sources]
        sources = tuple(dict.fromkeys([*date.sources, *of_facts]))
        return CaseEvent(kind, prosecution.key, words, date, sources)

    if prosecution.opened.stated:
        yield event(EventKind.OPENED, say("Case opened"), prosecution.opened)
    for charge in prosecution.charges:
        if charge.date.stated:
            yield event(EventKind.CHARGED, say("Charged"), charge.date)
    for restraint in prosecution.restraints:
        kind = known_word(restraint.kind, "restraint.kind")
        begins = say("Restraint begins: {kind}", kind=kind)
        yield event(EventKind.RESTRAINT, begins, restraint.start, restraint.kind)
        if restraint.end.stated:
            ends = say("Restraint ends: {kind}", kind=kind)
            yield event(EventKind.RESTRAINT_END, ends, restraint.end, restraint.kind)
    for sentence in prosecution.sentences:
        yield event(EventKind.SENTENCE, sentence_words(sentence), sentence.date, sentence.kind)
    for appeal in prosecution.appeals:
        yield event(EventKind.APPEAL, _appeal_words(appeal), appeal.date, appeal.outcome)
    for release in prosecution.releases:
        words = say("Release: {kind}", kind=known_word(release.kind, "release.kind"))
        yield event(EventKind.RELEASE, words, release.date, release.kind)


def sentence_words(sentence: Sentence) -> Message:
    """Say what a court imposed."""
    kind = known_word(sentence.kind, "sentence.kind")
    if sentence.months.value is not None:
        return say("Sentence: {kind}, months: {months}", kind=kind, months=sentence.months.value)
    if sentence.amount.value:
        return say("Sentence: {kind}, amount: {amount}", kind=kind, amount=sentence.amount.value)
    return say("Sentence: {kind}", kind=kind)


def _appeal_words(appeal: Appeal) -> Message:
    outcome = known_word(appeal.outcome, "outcome")
    if not appeal.outcome.stated:
        outcome = say("outcome not known")
    if appeal.instance.value == "cassation":
        return say("Cassation: {outcome}", outcome=outcome)
    return say("Appeal: {outcome}", outcome=outcome)


def date_words(date: Known[PartialDate]) -> Message:
    """Say a date as precisely as it is known: unknown and disputed ones are said so."""
    dates = stated_values(date)
    if not dates:
        return say("date not known")
    words = say("{date}", date=dates[0])
    if len(dates) == 1 and dates[0].precision is Precision.SPAN and dates[0].written:
        # The bounds are ours; what the source writes comes first.
        return say("{written}; worked out by us: {date}", written=dates[0].written, date=words)
    for other in dates[1:]:
        words = say("{one} or {other} (sources differ)", one=words, other=other)
    return words


def known_word(known: Known[str], prop: str) -> Message:
    """Say a word of the vocabulary for this property; none as unknown."""
    if known.disputed:
        return say("disputed")
    if known.value is None:
        return say("not known")
    return worded(prop, known.value)
