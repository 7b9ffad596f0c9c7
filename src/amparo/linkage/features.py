# SPDX-License-Identifier: AGPL-3.0-or-later
"""The features of a pair of records beside the name, each a pure function giving evidence."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from amparo.core.dates import PartialDate, Precision
from amparo.core.messages import say
from amparo.core.truth import Truth, any_of
from amparo.law.provisions import load_provisions
from amparo.names.evidence import Evidence, evidence
from amparo.names.folding import search_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo.linkage.records import LinkRecord


def record_evidence(left: LinkRecord, right: LinkRecord) -> tuple[Evidence, ...]:
    """Give the evidence of everything but the name; silence of either side gives none."""
    found = (feature(left, right) for feature in _FEATURES)
    return tuple(item for item in found if item is not None)


def birth(left: LinkRecord, right: LinkRecord) -> Evidence | None:
    """Compare birth dates: the same day, possibly so, a slip of the pen, or different."""
    if left.birth is None or right.birth is None:
        return None
    dates = {"left": str(left.birth), "right": str(right.birth)}
    same = left.birth.same_day(right.birth)
    if same is Truth.TRUE:
        return evidence("birth_day", same, say("born on the same day: {left}", left=dates["left"]))
    if same is Truth.UNKNOWN:
        words = say("the birth dates can be the same: {left}, {right}", **dates)
        return evidence("birth_possible", same, words)
    if is_slip(left.birth, right.birth):
        words = say("the birth dates differ as by a slip of the pen: {left}, {right}", **dates)
        return evidence("birth_slip", Truth.UNKNOWN, words)
    words = say("the birth dates cannot be the same: {left}, {right}", **dates)
    return evidence("birth_different", Truth.FALSE, words)


def is_slip(left: PartialDate, right: PartialDate) -> bool:
    """Say whether two full dates differ by day and month swapped or by a single digit."""
    if not left.precision is right.precision is Precision.DAY:
        return False
    one, other = left.earliest, right.earliest
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return True
    digits = zip(one.isoformat(), other.isoformat(), strict=True)
    return sum(a != b for a, b in digits) == 1


def gender(left: LinkRecord, right: LinkRecord) -> Evidence | None:
    """Compare the genders stated; one stated is held against what the other's name tells.

    Two names are not compared here: `compare_names` has done it.
    """
    if not (left.gender or right.gender):
        return None
    genders = {side.gender or side.reading().gender for side in (left, right)} - {""}
    if len(genders) > 1:
        return evidence("gender_different", Truth.FALSE, say("different genders"))
    if left.gender == right.gender:
        return evidence("gender_same", Truth.TRUE, say("the same gender"))
    return None


def provisions(left: LinkRecord, right: LinkRecord) -> Evidence | None:
    """Compare the articles of offences, parts set aside; they differ only within one country."""
    one, other = articles(left), articles(right)
    if shared := one & other:
        words = say("the same article: {articles}", articles=", ".join(sorted(shared)))
        return evidence("provision_same", Truth.TRUE, words)
    if not {key.split("/")[0] for key in one} & {key.split("/")[0] for key in other}:
        return None
    words = say(
        "different articles: {left}; {right}",
        left=", ".join(sorted(one)),
        right=", ".join(sorted(other)),
    )
    return evidence("provision_different", Truth.FALSE, words)


def articles(record: LinkRecord) -> frozenset[str]:
    """Give the articles of offences that a record names, parts set aside.

    Articles of the general part (attempt, complicity) say nothing of what somebody is accused of.
    """
    return frozenset(article_of(key) for key in record.provisions if not _is_general(key))


@lru_cache(maxsize=1 << 12)
def _is_general(provision: str) -> bool:
    return load_provisions().is_general(provision)


def article_of(provision: str) -> str:
    """Give a provision key without its part: RU/UK/205.2/2 -> RU/UK/205.2."""
    return "/".join(provision.split("/")[:3])


def countries(left: LinkRecord, right: LinkRecord) -> Evidence | None:
    """Compare the countries of the cases."""
    if not (left.countries and right.countries):
        return None
    if shared := left.countries & right.countries:
        words = say("a case in the same country: {countries}", countries=", ".join(sorted(shared)))
        return evidence("country_same", Truth.TRUE, words)
    words = say(
        "cases in different countries: {left}; {right}",
        left=", ".join(sorted(left.countries)),
        right=", ".join(sorted(right.countries)),
    )
    return evidence("country_different", Truth.FALSE, words)


def places(left: LinkRecord, right: LinkRecord) -> Evidence | None:
    """Find a place both name, in any spelling; different places are no evidence: people move."""
    shared = _shared(left.places, right.places)
    if not shared:
        return None
    return evidence("place_same", Truth.TRUE, say("the same place: {place}", place=shared))


def courts(left: LinkRecord, right: LinkRecord) -> Evidence | None:
    """Find a court both name, in any spelling; a case goes through several courts."""
    shared = _shared(left.courts, right.courts)
    if not shared:
        return None
    return evidence("court_same", Truth.TRUE, say("the same court: {court}", court=shared))


def case_dates(left: LinkRecord, right: LinkRecord) -> Evidence | None:
    """Find a day of the case that both name to the day."""
    pairs = product(left.case_dates, right.case_dates)
    if any_of(one.same_day(other) for one, other in pairs) is not Truth.TRUE:
        return None
    return evidence("case_day", Truth.TRUE, say("the same day in the case"))


def workplaces(left: LinkRecord, right: LinkRecord) -> Evidence | None:
    """Find a kind of workplace both name; different ones are no evidence."""
    if not left.workplaces & right.workplaces:
        return None
    return evidence("workplace_same", Truth.TRUE, say("the same kind of workplace"))


_FEATURES: tuple[Callable[[LinkRecord, LinkRecord], Evidence | None], ...] = (
    birth,
    gender,
    provisions,
    countries,
    places,
    courts,
    case_dates,
    workplaces,
)


def _shared(left: frozenset[str], right: frozenset[str]) -> str:
    """Give the first text of the left side that the right side has too, folded; "" if none."""
    other = {search_key(text) for text in right} - {""}
    return next((text for text in sorted(left) if search_key(text) in other), "")
