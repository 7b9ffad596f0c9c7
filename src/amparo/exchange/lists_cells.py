# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns the cells of one row into statements; what cannot be read is logged with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from amparo.core.date_reading import read_date
from amparo.core.dates import DateError
from amparo.core.messages import Message, say
from amparo.core.statements import Kind, Schema, Statement
from amparo.exchange.lists_workbook import TypedDate
from amparo.exchange.mapping import NAME_PARTS, NameOrder, clean
from amparo.names.descriptions import is_description as names_nobody

if TYPE_CHECKING:
    from amparo.exchange.lists_faults import FaultLog
    from amparo.exchange.mapping import Column, Mapping

Provisions = Callable[[str], tuple[str, ...]]

_SIGN = re.compile(r"[\d«»“”„‟\"'‘‹(\[]")
_GIVEN_FIRST = ("given", "patronymic", "family")


def is_description(text: str) -> bool:
    """Say whether a cell meant for a name describes somebody unnamed instead.

    It does if it begins with a digit ("17-летний житель Тюмени"), a quotation mark or a bracket
    («Анна», a name changed by the source), or if the names engine reads nobody's name in it.
    """
    return bool(_SIGN.match(text)) or names_nobody(text)


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stands: its number in the file and the key of its record."""

    number: int
    record: str


class CellReader:
    """Reads the cells of a list's rows after its mapping."""

    def __init__(self, mapping: Mapping, provisions: Provisions | None, log: FaultLog) -> None:
        self.mapping = mapping
        self.provisions = provisions
        self.log = log
        self.words = {column.header: dict(column.words) for column in mapping.columns}
        self.whole = [column for column in mapping.columns if not column.part]
        self.split: dict[str, list[Column]] = {}
        for column in mapping.columns:
            if column.part:
                self.split.setdefault(column.language, []).append(column)

    def statements(self, raw: dict[str, str], place: RowPlace) -> tuple[Statement, ...]:
        """Give what the row states, an empty cell stating nothing."""
        found: list[Statement] = []
        for language, columns in self.split.items():
            written = " ".join(self._parts(raw, columns))
            if text := clean(written):
                found.append(self._name(text, written, language, place))
        for column in self.whole:
            written = raw.get(column.header, "")
            text = clean(written)
            if text and column.prop == "name":
                found.append(self._name(text, written, column.language, place))
            elif text:
                values = self._values(text, written, column, place)
                found.extend(
                    self._statement(column.prop, value, written, column.language, place)
                    for value in values
                )
        return tuple(found)

    def identity(self, raw: dict[str, str]) -> str:
        """Give the text by which a row without a key column is known: its names as written."""
        return clean(
            " ".join(raw.get(c.header, "") for c in self.mapping.columns if c.prop == "name")
        )

    def _parts(self, raw: dict[str, str], columns: list[Column]) -> list[str]:
        order = _GIVEN_FIRST if columns[0].order is NameOrder.GIVEN_FIRST else NAME_PARTS
        by_part = {column.part: raw.get(column.header, "") for column in columns}
        return [by_part[part] for part in order if by_part.get(part, "").strip()]

    def _name(self, text: str, written: str, language: str, place: RowPlace) -> Statement:
        prop = "description" if is_description(text) else "name"
        return self._statement(prop, text, written, language, place)

    def _statement(
        self, prop: str, value: str, written: str, language: str, place: RowPlace
    ) -> Statement:
        return Statement(
            entity=place.record,
            schema=Schema.PERSON,
            parent="",
            prop=prop,
            value=value,
            source=self.mapping.source_key,
            record=place.record,
            written=str(written),  # a plain text, also of a typed date
            language=language,
        )

    def _values(self, text: str, written: str, column: Column, place: RowPlace) -> tuple[str, ...]:
        """Give the normalised values of a cell; none, with a fault, if it cannot be read."""
        match column.kind:
            case Kind.DATE:
                return self._date(text, written, column, place)
            case Kind.WORD:
                return self._word(text, column, place)
            case Kind.KEY:
                known = self.words[column.header].get(text.casefold())
                keys = (known,) if known else self.provisions(text) if self.provisions else ()
                return keys or ("",)
            case _:
                return (text,)

    def _date(self, text: str, written: str, column: Column, place: RowPlace) -> tuple[str, ...]:
        if isinstance(written, TypedDate):
            return (text[:10],)
        try:
            return (_read_date(text, column.language, column.dates),)
        except DateError as error:
            problem = getattr(error, "problem", say("The date cannot be read."))
            advice = getattr(error, "advice", say("Correct the cell."))
            self._fault(problem, advice, text, column, place)
            return ()

    def _word(self, text: str, column: Column, place: RowPlace) -> tuple[str, ...]:
        words = self.words[column.header]
        word = words.get(text.casefold())
        if word is None:
            known = ", ".join(words)
            problem = say("The mapping does not say what “{text}” means.", text=text)
            advice = say("It knows {words}; add it under `words`, or correct it.", words=known)
            self._fault(problem, advice, text, column, place)
            return ()
        return (word,)

    def _fault(
        self, problem: Message, advice: Message, text: str, column: Column, place: RowPlace
    ) -> None:
        self.log.add(problem, advice, row=place.number, column=column.header, value=text)


@lru_cache(maxsize=1 << 16)
def _read_date(text: str, language: str, forms: tuple[str, ...]) -> str:
    """Give the EDTF form; the same few thousand dates come again and again in a list."""
    return read_date(text, language=language, formats=forms).to_edtf()
