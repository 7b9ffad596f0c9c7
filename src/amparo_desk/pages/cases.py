# SPDX-License-Identifier: AGPL-3.0-or-later
"""A prosecution as a page shows it: its charges, and what happened in the order of time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from amparo.core.cases import Known
from amparo.core.messages import Message
from amparo.core.statements import PROPERTIES, Schema
from amparo.demands.events import date_words, sentence_words
from amparo.demands.records import stated_values
from amparo.dossier.words import ENTITIES
from amparo.dossier.words import PROPERTIES as PROPERTY_WORDS
from amparo_desk.pages.showing import Shown, language_now, shown_values

if TYPE_CHECKING:
    from amparo.core.cases import Appeal, Prosecution, Release, Restraint, Sentence
    from amparo.core.dates import PartialDate

# Shown in words of their own: as the heading of an entry, or as what it refers to.
_SHOWN_APART = {"date", "start", "sentence", "replaces"}
_NO_DATE = dt.date.max


@dataclass(frozen=True, slots=True)
class Property:
    """A property with everything the sources say of it."""

    schema: str
    prop: str
    words: Message
    known: Known[Any]


@dataclass(frozen=True, slots=True)
class Relation:
    """What an entry refers to, e.g. the sentence that it takes the place of."""

    words: Message
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the timeline; `dated` is its date where one source gives one."""

    schema: str
    words: Message
    when: str
    date: Property
    dated: Shown | None
    relation: Relation | None
    properties: list[Property]
    order: dt.date


@dataclass(frozen=True, slots=True)
class Case:
    """One prosecution."""

    key: str
    properties: list[Property]
    charges: list[list[Property]]
    timeline: list[Entry]


def case_of(prosecution: Prosecution) -> Case:
    """Give a prosecution as a page shows it; what has no date stands last."""
    sentences = {item.key: item for item in prosecution.sentences}
    entries = [
        *(_entry(Schema.RESTRAINT, item, item.start, "start") for item in prosecution.restraints),
        *(
            _entry(Schema.SENTENCE, item, item.date, "date", sentences)
            for item in prosecution.sentences
        ),
        *(
            _entry(Schema.APPEAL, item, item.date, "date", sentences)
            for item in prosecution.appeals
        ),
        *(_entry(Schema.RELEASE, item, item.date, "date") for item in prosecution.releases),
    ]
    return Case(
        key=prosecution.key,
        properties=_properties(Schema.PROSECUTION, prosecution, ()),
        charges=[_properties(Schema.CHARGE, charge, ()) for charge in prosecution.charges],
        timeline=sorted(entries, key=lambda entry: entry.order),
    )


def _entry(
    schema: Schema,
    item: Restraint | Sentence | Appeal | Release,
    when: Known[PartialDate],
    prop: str,
    sentences: dict[str, Sentence] | None = None,
) -> Entry:
    first = min((value.earliest for value in stated_values(when)), default=_NO_DATE)
    shown = shown_values(when, schema.value, prop)
    return Entry(
        schema=schema.value,
        words=ENTITIES[schema],
        when=date_words(when).text(language_now()),
        date=Property(schema.value, prop, PROPERTY_WORDS[prop], when),
        dated=shown[0] if len(shown) == 1 else None,
        relation=_relation(item, sentences or {}),
        properties=_properties(schema, item, _SHOWN_APART),
        order=first,
    )


def _relation(item: object, sentences: dict[str, Sentence]) -> Relation | None:
    for prop in ("replaces", "sentence"):
        known: Known[str] = getattr(item, prop, Known())
        other = sentences.get(known.value or "")
        if other is not None:
            text = sentence_words(other).text(language_now())
            return Relation(PROPERTY_WORDS[prop], text, known.sources)
    return None


def _properties(schema: Schema, item: object, apart: set[str] | tuple[()]) -> list[Property]:
    found = []
    for prop in PROPERTIES[schema]:
        known = getattr(item, prop)
        if known.stated and prop not in apart:
            found.append(Property(schema.value, prop, PROPERTY_WORDS[prop], known))
    return found
