# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a claim asserts, in fixed words that can be compared with data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.claims.numbers import Number
from amparo.claims.words import Area, Counting, Reason, State, Unit
from amparo.core.dates import PartialDate

if TYPE_CHECKING:
    from amparo.claims.reading import Entry


class Kind(StrEnum):
    """The kinds of claim that can be checked; each has an assertion class and a check."""

    QUANTITY = "quantity"
    LOCATOR = "locator"
    REPEATED_SENTENCE = "repeated_sentence"
    CONDUCT = "conduct"
    CHARGE = "charge"
    AUTHORITY = "authority"
    MOTION = "motion"


@dataclass(frozen=True, slots=True)
class QuantityAssertion:
    """So many of this unit are in this state, for this reason, there, at that time."""

    number: Number
    unit: Unit
    state: State
    reason: Reason
    area: Area
    counting: Counting
    as_of: PartialDate | None


@dataclass(frozen=True, slots=True)
class LocatorAssertion:
    """A provision is cited: the words of the citation by language, and the provision meant."""

    locator: Mapping[str, str]
    provision: str


@dataclass(frozen=True, slots=True)
class RepeatedSentenceAssertion:
    """Each of these persons (record keys) was sentenced so many times for this reason."""

    persons: tuple[str, ...]
    times: int
    for_reason: Reason


@dataclass(frozen=True, slots=True)
class ConductAssertion:
    """The person (record key) was charged because of work at this workplace (a word)."""

    person: str
    workplace: str


@dataclass(frozen=True, slots=True)
class ChargeAssertion:
    """The person (record key) stands charged, or else, under this provision."""

    person: str
    provision: str
    standing: str


@dataclass(frozen=True, slots=True)
class StandingOfAuthorityAssertion:
    """These bodies found that this provision breaches international law."""

    provision: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MotionAssertion:
    """The author submitted a motion for these categories; `chamber` "unknown" if not said."""

    author: str
    chamber: str
    categories: tuple[str, ...]


Assertion = (
    QuantityAssertion
    | LocatorAssertion
    | RepeatedSentenceAssertion
    | ConductAssertion
    | ChargeAssertion
    | StandingOfAuthorityAssertion
    | MotionAssertion
)


def read_assertion(
    kind: Kind, entry: Entry, quotes: Mapping[str, str], date: PartialDate | None
) -> Assertion:
    """Read the `asserts` of one claim; faults are noted in the entry.

    `date` is the day of the speech, at which a quantity holds if nothing else is said; `quotes`
    are the passages, which for a locator are the citation itself.
    """
    assertion = _read(kind, entry, quotes, date)
    entry.finish()
    return assertion


def _read(
    kind: Kind, entry: Entry, quotes: Mapping[str, str], date: PartialDate | None
) -> Assertion:
    read: Assertion
    match kind:
        case Kind.QUANTITY:
            read = QuantityAssertion(
                number=entry.said_number(),
                unit=entry.word("unit", Unit),
                state=entry.word("state", State),
                reason=entry.word("reason", Reason),
                area=entry.word("area", Area),
                counting=entry.word("counting", Counting),
                as_of=entry.date("as_of") or date,
            )
        case Kind.LOCATOR:
            read = LocatorAssertion(dict(quotes), entry.text("provision"))
        case Kind.REPEATED_SENTENCE:
            times = entry.number("times", default=2) or 0
            read = RepeatedSentenceAssertion(
                entry.texts("persons"), times, entry.word("for_reason", Reason)
            )
        case Kind.CONDUCT:
            read = ConductAssertion(entry.text("person"), entry.text("workplace"))
        case Kind.CHARGE:
            read = ChargeAssertion(
                entry.text("person"), entry.text("provision"), entry.text("standing")
            )
        case Kind.AUTHORITY:
            read = StandingOfAuthorityAssertion(entry.text("provision"), entry.texts("bodies"))
        case Kind.MOTION:
            read = MotionAssertion(
                entry.text("author"), entry.text("chamber"), entry.texts("categories")
            )
    return read
