# SPDX-License-Identifier: AGPL-3.0-or-later
"""The texts of a debate told in sentences, each with its source and how well it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say, say_date
from amparo.core.sources import Knowledge
from amparo.demands.records import Body, TextKind, Words

if TYPE_CHECKING:
    from amparo.demands.records import Chamber, ChamberText

KINDS = {
    TextKind.REPORT: say("Report"),
    TextKind.DRAFT_RESOLUTION: say("Draft resolution"),
    TextKind.RESOLUTION: say("Resolution"),
    TextKind.MOTION: say("Motion for a resolution"),
}
BODIES = {
    Body.PACE: say("Parliamentary Assembly of the Council of Europe"),
    Body.FRENCH_NATIONAL_ASSEMBLY: say("French National Assembly"),
}
_EVENTS = {
    "referred": say("referred to the committee: {date}"),
    "published": say("published: {date}"),
    "registered": say("registered: {date}"),
    "adopted_in_committee": say("adopted by the committee: {date}"),
    "adopted": say("adopted: {date}"),
    "welcomed": say("its adoption was welcomed: {date}"),
    "transmitted": say("transmitted: {date}"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence on a text, with its source; `note` is in our words."""

    words: Message
    source: str
    knowledge: Knowledge
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class ToldText:
    """A text: what it is, its title as printed (None where not known), what is known of it."""

    kind: Message
    number: str
    title: str | None
    language: str
    told: tuple[Told, ...]


def texts_of(chamber: Chamber, language: str = "en") -> tuple[ToldText, ...]:
    """Tell every text of the debate, its printed title in the language if there is one."""
    return tuple(_told(text, chamber, language) for text in chamber.texts.values())


def vote_of(chamber: Chamber) -> Told:
    """Tell the vote after which cases are followed, and how well its day is known."""
    words = say(
        "The vote after which the cases are followed: {date}", date=say_date(chamber.vote.date)
    )
    return Told(words, chamber.vote.source, chamber.vote.knowledge, chamber.vote.note)


def _told(text: ChamberText, chamber: Chamber, language: str) -> ToldText:
    found = language if language in text.titles else next(iter(text.titles), "und")
    told = [Told(BODIES[text.body], text.source, text.knowledge, text.note)]
    if text.committee:
        words = say("committee: {name}", name=text.committee)
        told.append(Told(words, text.source, text.knowledge))
    member = chamber.members.get(text.rapporteur)
    if member is not None:
        words = say(
            "rapporteur: {name} ({country}, {group})",
            name=member.name,
            country=member.country,
            group=member.group or say("group not known"),
        )
        told.append(Told(words, member.source, member.knowledge))
    for event in text.dates:
        template = _EVENTS.get(event.event, say("{date}")).template
        words = Message(template, (("date", say_date(event.date)),))
        told.append(Told(words, event.source, event.knowledge, event.note))
    return ToldText(
        kind=KINDS[text.kind],
        # "Resolution" is said by the kind, in each language.
        number=text.number.removeprefix("Resolution "),
        title=text.titles.get(found),
        language=found,
        told=tuple(told),
    )
