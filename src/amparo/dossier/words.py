# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that both renderings of a dossier need: labels, badges, the names of closed lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.languages import Script
from amparo.core.messages import Message, say, say_date
from amparo.core.sources import Knowledge, SourceKind
from amparo.core.statements import Schema
from amparo.dossier.model import Badge, CalloutKind, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amparo.core.dates import PartialDate

KNOWLEDGE: Mapping[Knowledge, Badge] = {
    Knowledge.SEEN: Badge(say("seen"), Tone.SURE),
    Knowledge.SECONDARY: Badge(say("second-hand"), Tone.CAUTION),
    Knowledge.UNVERIFIED: Badge(say("unverified"), Tone.CAUTION),
    Knowledge.MEMORY: Badge(say("from memory"), Tone.AGAINST),
    Knowledge.NOT_FOUND: Badge(say("not found"), Tone.AGAINST),
}

KNOWLEDGE_MEANS: Mapping[Knowledge, Message] = {
    Knowledge.SEEN: say("read on the page named"),
    Knowledge.SECONDARY: say("read on a page that quotes another source"),
    Knowledge.UNVERIFIED: say("said by one interested source only"),
    Knowledge.MEMORY: say("general knowledge; no page was seen"),
    Knowledge.NOT_FOUND: say("looked for and not found"),
}

SOURCE_KIND: Mapping[SourceKind, Message] = {
    SourceKind.LIST: say("list"),
    SourceKind.NOTE: say("research note"),
    SourceKind.SPEECH: say("speech"),
    SourceKind.LAW: say("law"),
    SourceKind.INSTITUTION: say("document of an institution"),
}

CALLOUT: Mapping[CalloutKind, Message] = {
    CalloutKind.NOTE: say("Note"),
    CalloutKind.SYNTHETIC: say("SYNTHETIC"),
    CalloutKind.UNKNOWN: say("Not known"),
    CalloutKind.VERDICT: say("Verdict"),
}

# Said by the templates themselves, under the name they use.
FURNITURE: Mapping[str, Message] = {
    "contents": say("Contents"),
    "sources": say("Sources"),
    "source": say("Source"),
    "made_on": say("Made on"),
    "page": say("Page"),
    "of": say("of"),
    "skip": say("Skip to the text"),
    "back": say("Back to statement"),
    "cited_on": say("Cited on page"),
    "cited_at": say("Cited at"),
    "published": say("Published"),
    "read_at": say("Read at"),
    "no_page": say("no page seen"),
    "to_top": say("Back to the contents"),
}

SCRIPTS: Mapping[Script, Message] = {
    Script.LATIN: say("Latin script"),
    Script.CYRILLIC: say("Cyrillic script"),
    Script.MIXED: say("mixed scripts"),
    Script.NONE: say("no letters"),
}

ENTITIES: Mapping[Schema, Message] = {
    Schema.PERSON: say("Person"),
    Schema.PROSECUTION: say("Case"),
    Schema.CHARGE: say("Charge"),
    Schema.RESTRAINT: say("Restraint"),
    Schema.SENTENCE: say("Sentence"),
    Schema.APPEAL: say("Appeal"),
    Schema.RELEASE: say("Release"),
}

PROPERTIES: Mapping[str, Message] = {
    "name": say("name"),
    "birth_date": say("birth date"),
    "gender": say("gender"),
    "place": say("place"),
    "occupation": say("occupation"),
    "workplace_before": say("workplace before"),
    "description": say("description"),
    "case_provision": say("case: provision"),
    "case_opened": say("case: opened"),
    "case_country": say("case: country"),
    "case_court": say("case: court"),
    "case_status": say("case: status"),
    "case_sentence": say("case: sentence"),
    "case_place": say("case: place"),
    "country": say("country"),
    "opened": say("opening date"),
    "stage": say("stage"),
    "provision": say("provision"),
    "conduct": say("conduct alleged"),
    "conduct_kind": say("kind of conduct"),
    "workplace": say("workplace"),
    "standing": say("standing"),
    "date": say("date"),
    "kind": say("kind"),
    "start": say("beginning"),
    "end": say("end"),
    "detail": say("detail"),
    "months": say("length"),
    "amount": say("amount"),
    "court": say("court"),
    "instance": say("instance"),
    "replaces": say("which sentence it replaces"),
    "sentence": say("sentence reviewed"),
    "outcome": say("outcome"),
}

TOPICS: Mapping[str, Message] = {
    "political_prisoners": say("Political prisoners"),
    "political_judgments": say("Political judgments: number and length"),
    "leaving_the_army": say("Leaving the army"),
    "collaboration": say("Prosecutions for collaboration"),
    "collaboration_law": say("The law on collaboration"),
    "amnesty": say("Amnesty"),
    "sentenced_twice": say("Sentenced twice"),
    "krikunova": say("The case of Viktoriya Krikunova"),
    "sheliazhenko": say("The case of Yurii Sheliazhenko"),
}


def topic(word: str) -> Message:
    """Give a topic's heading, the word itself where it has none."""
    spaced = word.replace("_", " ")
    return TOPICS.get(word) or Message("{topic}", (("topic", spaced),))


CLAIMS = say("The claims of the speech")
WAYS = say("The way of each demand")
TITLE = say("From the case to the chamber")
AS_IT_STANDS = say("The register as it stands")
CASES_OVER_TIME = say("The prosecutions over time, and the vote")


def event_of(day: PartialDate) -> Message:
    """Say of which day's event a dossier tells."""
    return say("The event of {date}", date=say_date(day))


def claimed_number(number: Message) -> Message:
    """Say what a picture of a claimed number shows."""
    return say("The number claimed ({number}) and the figures by source", number=number)
