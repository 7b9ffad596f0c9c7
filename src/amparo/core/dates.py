# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dates as precisely as they are known, and no more.

A `PartialDate` is one day of which only the bounds are known. Its machine form is EDTF
(ISO 8601-2:2019, levels 1-2, the subset below); the form as written is kept beside it.

    1980            some day of the year          1980~   approximately (bounds widened)
    2022-03         some day of the month         2022?   doubtful in the source's own words
    2022-06-05      that day                      [2023-05-15..2023-05-20]  one day of these
    2022-23         autumn (21 spring, 22 summer, 23 autumn, 24 winter)

Comparison gives a `Truth`: what the bounds do not decide is UNKNOWN. A doubtful date
decides nothing. An approximate one is compared with its bounds widened by one unit of its
precision on each side (a stated convention: docs/decisions/0004-partial-dates.md).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum

from amparo.core.truth import Truth


class DateError(ValueError):
    """A date that cannot be held: the message says what is wrong with which text."""


class Precision(StrEnum):
    """What the source tells: the day, the month, the season, the year or a span of days."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"


_WIDENING = {
    Precision.DAY: timedelta(days=1),
    Precision.MONTH: timedelta(days=31),
    Precision.SEASON: timedelta(days=92),
    Precision.YEAR: timedelta(days=366),
    Precision.SPAN: timedelta(days=31),
}

# Outer bounds that hold both for the calendar seasons used in Russian and Ukrainian (autumn:
# September to November) and for the astronomical ones (autumn: to 21 December). Winter "2022"
# may be the one that began or the one that ended in 2022, so it reaches over both.
_SEASON_BOUNDS = {
    21: ((0, 3, 1), (0, 6, 21)),
    22: ((0, 6, 1), (0, 9, 23)),
    23: ((0, 9, 1), (0, 12, 22)),
    24: ((-1, 12, 1), (1, 3, 21)),
}

_EDTF = re.compile(
    r"""(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[?~%]?)""",
    re.VERBOSE | re.ASCII,
)
_SPAN = re.compile(r"\[(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})\](?P<mark>[?~%]?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """One day, known to lie from `earliest` to `latest` inclusive.

    `approximate` is the source's "about", `doubtful` its question mark; `written` is the text
    as it stood (not part of equality), `language` the language it was read in.

    Raises:
        DateError: the bounds are in the wrong order.
    """

    earliest: date
    latest: date
    precision: Precision
    approximate: bool = False
    doubtful: bool = False
    written: str = field(default="", compare=False)
    language: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            msg = f"{self.earliest} is after {self.latest}: a span of days runs forwards"
            raise DateError(msg)

    @classmethod
    def day(cls, value: date, *, written: str = "") -> PartialDate:
        """Give a date known to the day."""
        return cls(value, value, Precision.DAY, written=written)

    @classmethod
    def from_edtf(cls, text: str, *, written: str = "", language: str = "") -> PartialDate:
        """Read the machine form.

        Raises:
            DateError: not of the subset in this module's heading, or no such day.
        """
        if span := _SPAN.fullmatch(text):
            first, last = (_real_date(part) for part in span.group(1, 2))
            return cls(first, last, Precision.SPAN, *_marks(span), written, language)
        match = _EDTF.fullmatch(text)
        if match is None:
            msg = f"{text!r} is not a date in the forms 1980, 2022-03, 2022-06-05, [a..b]"
            raise DateError(msg)
        earliest, latest, precision = _bounds(match)
        return cls(earliest, latest, precision, *_marks(match), written, language)

    def to_edtf(self) -> str:
        """Write the machine form; `from_edtf` reads it back to an equal value."""
        mark = {(0, 0): "", (1, 0): "~", (0, 1): "?", (1, 1): "%"}[
            (int(self.approximate), int(self.doubtful))
        ]
        match self.precision:
            case Precision.DAY:
                body = self.earliest.isoformat()
            case Precision.MONTH:
                body = self.earliest.isoformat()[:7]
            case Precision.YEAR:
                body = self.earliest.isoformat()[:4]
            case Precision.SEASON:
                body = _season_code(self.earliest, self.latest)
            case Precision.SPAN:
                body = f"[{self.earliest.isoformat()}..{self.latest.isoformat()}]"
        return body + mark

    def bounds(self) -> tuple[date, date]:
        """Give the days between which it lies for comparison, an approximate one widened."""
        if not self.approximate:
            return self.earliest, self.latest
        margin = _WIDENING[self.precision]
        return _shift(self.earliest, -margin), _shift(self.latest, margin)

    def before(self, other: PartialDate) -> Truth:
        """Say whether this day is earlier than the other one."""
        if self.doubtful or other.doubtful:
            return Truth.UNKNOWN
        (first, last), (other_first, other_last) = self.bounds(), other.bounds()
        if last < other_first:
            return Truth.TRUE
        if first >= other_last:
            return Truth.FALSE
        return Truth.UNKNOWN

    def after(self, other: PartialDate) -> Truth:
        """Say whether this day is later than the other one."""
        return other.before(self)

    def same_day(self, other: PartialDate) -> Truth:
        """Say whether both are the same day; two equal years are UNKNOWN, not TRUE."""
        if self.doubtful or other.doubtful:
            return Truth.UNKNOWN
        (first, last), (other_first, other_last) = self.bounds(), other.bounds()
        if last < other_first or other_last < first:
            return Truth.FALSE
        return Truth.of(True if first == last == other_first == other_last else None)

    def within(self, period: Period) -> Truth:
        """Say whether this day lies in the period, its ends included."""
        not_too_early = Truth.TRUE if period.start is None else ~self.before(period.start)
        not_too_late = Truth.TRUE if period.end is None else ~self.after(period.end)
        return not_too_early & not_too_late

    def compatible(self, other: PartialDate) -> bool:
        """Say whether both could be the same day (nothing in the bounds excludes it)."""
        return self.same_day(other) is not Truth.FALSE

    def width_days(self) -> int:
        """Give the number of days it may be; 1 for a full date."""
        first, last = self.bounds()
        return (last - first).days + 1

    def __str__(self) -> str:
        """Show what was written, else the machine form."""
        return self.written or self.to_edtf()


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, ends included; None is an end that is not known or not there."""

    start: PartialDate | None = None
    end: PartialDate | None = None


def _real_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        msg = f"{text!r}: there is no such day"
        raise DateError(msg) from fault


def _marks(match: re.Match[str]) -> tuple[bool, bool]:
    mark = match["mark"]
    return mark in {"~", "%"}, mark in {"?", "%"}


def _bounds(match: re.Match[str]) -> tuple[date, date, Precision]:
    year, month, day = match["year"], match["month"], match["day"]
    if int(year) == 0:
        msg = f"{match[0]!r}: there is no year 0"
        raise DateError(msg)
    if day is not None:
        exact = _real_date(f"{year}-{month}-{day}")
        return exact, exact, Precision.DAY
    if month is None:
        return date(int(year), 1, 1), date(int(year), 12, 31), Precision.YEAR
    number = int(month)
    if number in _SEASON_BOUNDS:
        first, last = season_bounds(int(year), number)
        return first, last, Precision.SEASON
    if not 1 <= number <= 12:  # noqa: PLR2004 - months of the year
        msg = f"{match[0]!r}: there is no month {number}"
        raise DateError(msg)
    last_day = calendar.monthrange(int(year), number)[1]
    return date(int(year), number, 1), date(int(year), number, last_day), Precision.MONTH


def season_bounds(year: int, season: int) -> tuple[date, date]:
    """Give the outer bounds of a season (21 spring .. 24 winter, as EDTF numbers them)."""
    (y1, m1, d1), (y2, m2, d2) = _SEASON_BOUNDS[season]
    first = date(year + y1, m1, d1) if year + y1 >= MINYEAR else date.min
    last = date(year + y2, m2, d2) if year + y2 <= MAXYEAR else date.max
    return first, last


def season_number(value: PartialDate) -> int:
    """Give the season (21 spring .. 24 winter) of a date known to the season."""
    return int(_season_code(value.earliest, value.latest)[-2:])


def _season_code(earliest: date, latest: date) -> str:
    for year in {earliest.year, min(MAXYEAR, earliest.year + 1), latest.year}:
        for season in _SEASON_BOUNDS:
            if season_bounds(year, season) == (earliest, latest):
                return f"{year:04d}-{season}"
    msg = f"{earliest}..{latest} are not the bounds of a season"
    raise DateError(msg)


def _shift(value: date, by: timedelta) -> date:
    try:
        return value + by
    except OverflowError:
        return date.min if by < timedelta(0) else date.max
