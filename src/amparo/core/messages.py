# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences that the engines say, kept so that they can be said in each language.

An engine never stores finished prose: it stores the English template and the values, so a
finding made once reads in English, French, Russian and Ukrainian. Templates are marked by
calling `say` with a literal; `make catalogs` collects them (Babel, gettext catalogues).
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from babel.numbers import format_decimal

from amparo.core.dates import PartialDate, Precision, season_number

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence: `template` in English with {named} places, and what goes into them.

    A value may be text (shown as it is), a number or a date (written as the language writes
    them), a name that each language writes in its way, or another Message.
    """

    template: str
    values: tuple[tuple[str, Value], ...] = ()

    def text(self, language: str = "en") -> str:
        """Say it in a language; English where a translation is missing.

        Raises:
            KeyError: a place of the template has no value (a fault of the engine, not of data).
        """
        template = catalogue(language).gettext(self.template) if self.template else ""
        return template.format_map({k: _said(v, language) for k, v in self.values})

    def to_json(self) -> dict[str, Any]:
        """Give a form that JSON can hold; `from_json` reads it back to an equal value."""
        values = {k: _to_json(v) for k, v in self.values}
        return {"say": self.template, "with": values}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Message:
        """Read what `to_json` gave."""
        return cls(data["say"], tuple((k, _from_json(v)) for k, v in data["with"].items()))

    def __str__(self) -> str:
        """Say it in English."""
        return self.text()


@dataclass(frozen=True, slots=True)
class Name:
    """A name as each language writes it: pairs of language and name, not translated by us."""

    written: tuple[tuple[str, str], ...]

    def text(self, language: str = "en") -> str:
        """Give it as the language writes it, else in English, else the first; empty for none."""
        by_language = dict(self.written)
        first = next(iter(by_language.values()), "")
        return by_language.get(language) or by_language.get("en") or first


Value = str | int | float | PartialDate | Name | Message


def say(template: str, **values: Value) -> Message:
    """Make a message; the template must be a literal so that it can be collected."""
    return Message(template, tuple(values.items()))


def say_date(date: PartialDate) -> Message:
    """Make a message of a date alone, as precise as it is and no more."""
    bare = PartialDate(date.earliest, date.latest, date.precision)
    if date.approximate and date.doubtful:
        return say("about {date} (doubtful in the source)", date=bare)
    if date.approximate:
        return say("about {date}", date=bare)
    if date.doubtful:
        return say("{date} (doubtful in the source)", date=bare)
    if date.precision is Precision.SPAN:
        first, last = PartialDate.day(date.earliest), PartialDate.day(date.latest)
        return say("one day from {first} to {last}", first=first, last=last)
    if date.precision is Precision.SEASON:
        return _SEASONS[season_number(date)](date.to_edtf()[:4])
    return Message("{date}", (("date", date),))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Give the catalogue of a language, an empty one (English) where there is none."""
    folder = str(files("amparo") / "locale")
    return gettext.translation("amparo", folder, [language], fallback=True)


_SEASONS = {
    21: lambda year: say("spring {year}", year=year),
    22: lambda year: say("summer {year}", year=year),
    23: lambda year: say("autumn {year}", year=year),
    24: lambda year: say("winter {year}", year=year),
}

# Day, month, year in this order is usual in all four interface languages, and the patterns
# leave out the abbreviation for "year" that Russian and Ukrainian put after a full date.
_DATE_PATTERNS = {
    Precision.DAY: "d MMMM y",
    Precision.MONTH: "LLLL y",
    Precision.YEAR: "y",
}


def _to_json(value: Value) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, Message):
        return value.to_json()
    if isinstance(value, PartialDate):
        return {"date": value.to_edtf(), "written": value.written, "language": value.language}
    if isinstance(value, Name):
        return {"name": dict(value.written)}
    return value


def _from_json(value: Any) -> Value:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict) and "date" in value:
        return PartialDate.from_edtf(
            value["date"], written=value["written"], language=value["language"]
        )
    if isinstance(value, dict) and "name" in value:
        return Name(tuple(value["name"].items()))
    if isinstance(value, dict):
        return Message.from_json(value)
    kept: str | int | float = value
    return kept


def _said(value: Value, language: str) -> str:
    if isinstance(value, Message | Name):
        return value.text(language)
    if isinstance(value, PartialDate):
        plain = not (value.approximate or value.doubtful)
        if plain and (pattern := _DATE_PATTERNS.get(value.precision)):
            said = format_date(value.earliest, pattern, locale=language)
            # CLDR's pattern knows no ordinal; French writes the first of a month as one.
            return f"1er{said[1:]}" if language == "fr" and said.startswith("1 ") else said
        return say_date(value).text(language)
    if isinstance(value, int | float):
        return format_decimal(value, locale=language)
    return value
