# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fields of an entry in a file of figures or claims, read one by one with their faults."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from amparo.claims.numbers import ORDERS, Number, Qualifier
from amparo.core.dates import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.core.dates import PartialDate
    from amparo.core.yaml_files import Marked

E = TypeVar("E", bound=StrEnum)


class Entry:
    """One mapping of a file; a field that nobody asks for is a fault (`finish`)."""

    def __init__(self, marked: Marked) -> None:
        self.marked = marked
        self._fields = marked.items()
        self._asked: set[str] = set()

    def get(self, name: str) -> Marked | None:
        """Give a field with its place in the file, None where it is not there."""
        self._asked.add(name)
        return self._fields.get(name)

    def text(self, name: str, *, needed: bool = True) -> str:
        """Give a text; a needed one that is missing is a fault."""
        field = self.get(name)
        if field is not None:
            return field.text()
        if needed:
            self.marked.fault(f"{name!r} is missing; write it")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of texts; a missing one is a fault."""
        field = self.get(name)
        if field is None:
            self.marked.fault(f"{name!r} is missing; write a list")
        return () if field is None else field.texts()

    def entries(self, name: str) -> list[Entry]:
        """Give the entries of a list; none where it is not there."""
        field = self.get(name)
        return [] if field is None else [Entry(item) for item in field.entries()]

    def word(self, name: str, words: type[E], *, default: E | None = None) -> E:
        """Give one of the words of a class; anything else is a fault that names them all."""
        field = self.get(name)
        first: E = next(iter(words)) if default is None else default
        if field is None:
            if default is None:
                self.marked.fault(f"{name!r} is missing; write one of: {', '.join(words)}")
            return first
        text = field.word(list(words))
        return words(text) if text else first

    def number(self, name: str, *, default: int | None = None) -> int | None:
        """Give a whole number of at least 0."""
        field = self.get(name)
        if field is None:
            return default
        text = field.text()
        if not text.isdecimal():
            field.fault(f"{text!r} is not a whole number of at least 0; write digits only")
            return default
        return int(text)

    def said_number(self) -> Number:
        """Give the number from `number` (and `high`) with `qualifier`, or from `order`."""
        order = self.get("order")
        if order is not None:
            return ORDERS.get(order.word(ORDERS), Number(0))
        number, end = self.number("number"), self.number("high")
        if self.get("number") is None:
            self.marked.fault("'number' is missing; write it as the source gives it")
        if number is not None and end is not None and end < number:
            self.marked.fault(f"'high' is {end}, below the number {number}; exchange them")
        qualifier = self.word("qualifier", Qualifier, default=Qualifier.EXACT)
        return Number(number or 0, end, qualifier)

    def date(self, name: str) -> PartialDate | None:
        """Give a date in EDTF, None where there is none."""
        field = self.get(name)
        return None if field is None else field.date()

    def period(self, name: str) -> Period | None:
        """Give a period from a list of two dates in EDTF, either of which may be empty."""
        field = self.get(name)
        if field is None:
            return None
        ends = field.entries()
        if len(ends) != 2:  # noqa: PLR2004 - start and end
            field.fault("must be a list of two dates: [start, end]")
            return None
        return Period(ends[0].date(), ends[1].date())

    def finish(self) -> None:
        """Note every field that nobody asked for: a misspelt one would be lost silently."""
        known = ", ".join(sorted(self._asked))
        for name, field in self._fields.items():
            if name not in self._asked:
                field.fault(f"{name!r} is not a field of this entry; it has: {known}")


def once_only(entries: Iterable[tuple[str, Entry]], what: str) -> None:
    """Note a fault for each entry whose key stands before it already."""
    seen: set[str] = set()
    for key, entry in entries:
        if key in seen:
            entry.marked.fault(f"there are two {what} {key!r}; give this one another key")
        seen.add(key)
