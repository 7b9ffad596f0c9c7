# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the sources say of one property, as lines: each value with its source and its knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from babel.units import format_unit

from amparo.core.dates import PartialDate, Precision
from amparo.core.messages import Message, say, say_date
from amparo.core.sources import Knowledge, Source
from amparo.core.statements import PROPERTIES, Kind, Schema
from amparo.dossier.model import Badge, Cite, Foreign, Line, NewLine, Tone
from amparo.dossier.words import KNOWLEDGE
from amparo.resources import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.core.cases import Known, Sentence, Stated

SYNTHETIC = Badge(say("SYNTHETIC"), Tone.CAUTION)
DIFFER = Badge(say("sources differ"), Tone.CAUTION)
NOT_KNOWN = Badge(say("not known"), Tone.AGAINST)

_PROVISIONS = {"provision", "case_provision"}
_MONTHS_IN_A_YEAR = 12


def joined(lines: Iterable[Line], between: Line = ("; ",)) -> Line:
    """Put lines one after the other with something between them."""
    found = [line for line in lines if line]
    return tuple(chain.from_iterable(between + line if n else line for n, line in enumerate(found)))


def stacked(lines: Iterable[Line]) -> Line:
    """Put lines below one another."""
    return joined(lines, (NewLine(),))


def language_name(code: str, language: str) -> str:
    """Give the name of a language in another one, the code where it has none."""
    try:
        return Locale.parse(code, sep="-").get_display_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code


def length(months: int, language: str) -> str:
    """Say a length of months, in years where it is whole years.

    >>> length(60, "en"), length(84, "ru"), length(7, "uk")
    ('5 years', '7 лет', '7 місяців')
    """
    years, rest = divmod(months, _MONTHS_IN_A_YEAR)
    if years and not rest:
        return format_unit(years, "duration-year", locale=language)
    return format_unit(months, "duration-month", locale=language)


def provision_words(key: str, language: str) -> Message:
    """Say a provision's key (RU/UK/205.2/2) as a reader would.

    >>> str(provision_words("RU/UK/205.2/2", "en"))
    'Russia, Criminal Code, article 205.2, part 2'
    """
    match key.split("/"):
        case [country, code, article]:
            return say(
                "{country}, {code}, article {article}",
                country=label("country", country, language),
                code=_code(code),
                article=article,
            )
        case [country, code, article, part]:
            return say(
                "{country}, {code}, article {article}, part {part}",
                country=label("country", country, language),
                code=_code(code),
                article=article,
                part=part,
            )
    return Message("{key}", (("key", key),))


def _code(key: str) -> Message:
    return say("Criminal Code") if key in {"UK", "KK"} else Message("{code}", (("code", key),))


@dataclass(frozen=True, slots=True)
class Teller:
    """Says values in one language, with the sources that they have."""

    language: str
    sources: Mapping[str, Source]

    def knowledge(self, stated: Stated[Any]) -> Knowledge:
        """Give how well a value is known: as stated, else as its source is."""
        if stated.knowledge is not None:
            return stated.knowledge
        source = self.sources.get(stated.source)
        return source.knowledge if source else Knowledge.MEMORY

    def badges(self, stated: Iterable[Stated[Any]]) -> Line:
        """Give how well the values are known, each word once, and whether a source is ours."""
        items = list(stated)
        found: list[Line] = [
            (KNOWLEDGE[word],) for word in dict.fromkeys(self.knowledge(item) for item in items)
        ]
        if any(self.synthetic(item.source) for item in items):
            found.append((SYNTHETIC,))
        return joined(found, (" ",))

    def synthetic(self, key: str) -> bool:
        """Say whether a source's rows are made by us for showing."""
        source = self.sources.get(key)
        return source is not None and source.synthetic

    def said(
        self, schema: Schema, prop: str, stated: Stated[Any], sentences: Iterable[Sentence] = ()
    ) -> Line:
        """Say one value of one property; `sentences` are those that it may refer to."""
        value = stated.value
        if isinstance(value, PartialDate):
            return _told_date(prop, value, stated.language)
        if prop == "months":
            return (length(value, self.language),)
        if prop in _PROVISIONS:
            return (provision_words(str(value), self.language),)
        kind = PROPERTIES[schema][prop]
        if kind is Kind.KEY:
            return self._reference(prop, str(value), sentences)
        if kind is Kind.WORD:
            return (label(f"{schema.value}.{prop}", str(value), self.language),)
        return (Foreign(str(value), stated.language),)

    def _reference(self, prop: str, key: str, sentences: Iterable[Sentence]) -> Line:
        meant = next((item for item in sentences if item.key == key), None)
        if meant is None:
            return ()
        parts = [
            self.said(Schema.SENTENCE, name, known.stated[0])
            for name, known in (("kind", meant.kind), ("date", meant.date))
            if known.stated
        ]
        lead = say("replaces:") if prop == "replaces" else say("on the sentence:")
        return (lead, " ", *joined(parts, (", ",)))

    def values(self, schema: Schema, prop: str, known: Known[Any]) -> Line:
        """Say all that is known of a property, each value with its sources, differing ones too."""
        lines = []
        for value in known.values:
            items = [item for item in known.stated if item.value == value]
            cite = Cite(tuple(dict.fromkeys(item.source for item in items)))
            lines.append((*self.said(schema, prop, items[0]), cite))
        return stacked([*lines, (DIFFER,)] if known.disputed else lines)


def _told_date(prop: str, value: PartialDate, language: str) -> Line:
    said = _date(prop, value)
    if value.written and (value.precision is Precision.SPAN or value.approximate):
        # A span is what we made of the source's words, so its words come first.
        return (Foreign(value.written, language), " ", say("(worked out by us: {date})", date=said))
    return (said,)


def _date(prop: str, value: PartialDate) -> Message:
    if prop == "start":
        return say("from {date}", date=say_date(value))
    if prop == "end":
        return say("to {date}", date=say_date(value))
    return say_date(value)
