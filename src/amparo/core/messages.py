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

from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence: `template` in English with {named} places, and what goes into them.

    A value may be text (shown as it is), a number (written as the language writes numbers)
    or another Message (said in the same language).
    """

    template: str
    values: tuple[tuple[str, str | int | float | Message], ...] = ()

    def text(self, language: str = "en") -> str:
        """Say it in a language; English where a translation is missing.

        Raises:
            KeyError: a place of the template has no value (a fault of the engine, not of data).
        """
        template = catalogue(language).gettext(self.template) if self.template else ""
        return template.format_map({k: _said(v, language) for k, v in self.values})

    def to_json(self) -> dict[str, Any]:
        """Give a form that JSON can hold; `from_json` reads it back to an equal value."""
        values = {k: v.to_json() if isinstance(v, Message) else v for k, v in self.values}
        return {"say": self.template, "with": values}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Message:
        """Read what `to_json` gave."""
        values = {
            k: cls.from_json(v) if isinstance(v, dict) else v for k, v in data["with"].items()
        }
        return cls(data["say"], tuple(values.items()))

    def __str__(self) -> str:
        """Say it in English."""
        return self.text()


def say(template: str, **values: str | float | Message) -> Message:
    """Make a message; the template must be a literal so that it can be collected."""
    return Message(template, tuple(values.items()))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Give the catalogue of a language, an empty one (English) where there is none."""
    folder = str(files("amparo") / "locale")
    return gettext.translation("amparo", folder, [language], fallback=True)


def _said(value: str | float | Message, language: str) -> str:
    if isinstance(value, Message):
        return value.text(language)
    if isinstance(value, int | float):
        return format_decimal(value, locale=language)
    return value
