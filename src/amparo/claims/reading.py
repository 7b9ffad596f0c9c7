# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the hand-kept YAML of figures, claims and statements of bodies, field by field.

All faults of a file are gathered and raised once, each with the entry and the field.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from amparo.core.dates import DateError, PartialDate, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

E = TypeVar("E", bound=StrEnum)

# A plural alone leaves these bounds: "hundreds" is at least two hundred and under a thousand.
_ORDERS = {"hundreds": (200, 999), "thousands": (2000, 9999)}


class ClaimDataError(ValueError):
    """A file of figures or claims that cannot be used; `faults` holds every fault found."""

    def __init__(self, name: str, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{name}: " + "; ".join(self.faults))


class Entry:
    """One mapping of a file; reading a field notes what is wrong with it and goes on."""

    def __init__(self, data: Mapping[str, Any], place: str, faults: list[str]) -> None:
        self.data, self.place, self.faults = data, place, faults
        self._read: set[str] = set()

    def fault(self, field: str, what: str) -> None:
        """Note a fault of one field."""
        self.faults.append(f"{self.place}, {field}: {what}")

    def raw(self, field: str) -> Any:  # noqa: ANN401 - whatever YAML holds
        """Give the value as YAML has it, None where there is none."""
        self._read.add(field)
        return self.data.get(field)

    def text(self, field: str, *, needed: bool = True) -> str:
        """Give a text; a needed one that is missing is a fault."""
        value = self.raw(field)
        if value is None and needed:
            self.fault(field, "is missing; write it, it is needed")
        return "" if value is None else str(value).strip()

    def texts(self, field: str) -> tuple[str, ...]:
        """Give a list of texts; a missing or empty one is a fault."""
        value = self.raw(field)
        if not isinstance(value, list) or not value:
            self.fault(field, "must be a list with at least one entry")
            return ()
        return tuple(str(item) for item in value)

    def word(self, field: str, words: type[E], *, default: E | None = None) -> E:
        """Give one of the words of a class; anything else is a fault that names them all."""
        value = self.raw(field)
        if value is None and default is not None:
            return default
        try:
            return words(str(value))
        except ValueError:
            known = ", ".join(word.value for word in words)
            self.fault(field, f"{value!r} is not one of: {known}")
            return next(iter(words))

    def number(self, field: str, *, default: int | None = None) -> int | None:
        """Give a whole number of at least 0."""
        value = self.raw(field)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fault(field, f"{value!r} is not a whole number of at least 0")
            return default
        return value

    def bounds(self) -> tuple[int, int | None, str]:
        """Give low, high and qualifier from `number` (or `low` and `high`) and `qualifier`."""
        order = self.raw("order")
        if order is not None:
            if order not in _ORDERS:
                self.fault("order", f"{order!r} is not one of: {', '.join(_ORDERS)}")
            low, high = _ORDERS.get(str(order), (0, 0))
            return low, high, "order_of_magnitude"
        number, high_end = self.number("number"), self.number("high")
        if number is None:
            self.fault("number", "is missing; write the number as the source gives it")
        if number is not None and high_end is not None and high_end < number:
            self.fault("high", f"{high_end} is below the number {number}")
        return number or 0, high_end, self.text("qualifier", needed=False) or "exact"

    def date(self, field: str) -> PartialDate | None:
        """Give a date in EDTF, None where there is none."""
        value = self.raw(field)
        if value is None:
            return None
        try:
            return PartialDate.from_edtf(str(value))
        except DateError as fault:
            self.fault(field, str(fault))
            return None

    def period(self, field: str) -> Period | None:
        """Give a period from a list of two dates in EDTF, either of which may be empty."""
        value = self.raw(field)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - start and end
            self.fault(field, "must be a list of two dates: [start, end]")
            return None
        ends: list[PartialDate | None] = []
        for end in value:
            try:
                ends.append(None if end is None else PartialDate.from_edtf(str(end)))
            except DateError as fault:
                self.fault(field, str(fault))
                ends.append(None)
        return Period(*ends)

    def finish(self) -> None:
        """Note every field that nobody asked for: a misspelt field would be lost silently."""
        for field in self.data:
            if field not in self._read:
                self.fault(field, "is not a field of this kind of entry")


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Read one YAML file.

    Raises:
        ClaimDataError: the file is not YAML; the message says where.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as fault:
        raise ClaimDataError(path.name, [" ".join(str(fault).split())]) from fault
