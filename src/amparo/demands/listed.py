# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases that a list tells of and that are none of the person's prosecutions here.

A list's row says something of a case (`case_...`) without saying which one. A prosecution covers
it if a provision or the opening date could be the same and nothing else speaks against it. What
no prosecution covers may be another case, and is never passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amparo.core.cases import Charge, Known, Prosecution, could_be_same
from amparo.core.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.core.cases import Person
    from amparo.core.dates import PartialDate

_PREFIX = "case_"


def listed_apart(person: Person) -> Prosecution | None:
    """Give what lists say of cases that no prosecution of the person covers, as one prosecution.

    None where there is nothing of the kind. Several such rows are put together: where they
    differ, the value is disputed and so nothing is decided by it.
    """
    told = {name: item for name, item in person.facts.items() if name.startswith(_PREFIX)}
    sources = {source for item in told.values() for source in item.sources}
    apart = {source for source in sources if not _covered(person.prosecutions, told, source)}
    if not apart:
        return None

    def of(name: str) -> Known[Any]:
        known = told.get(name, Known())
        stated = tuple(item for item in known.stated if item.source in apart)
        return Known(stated, known.chosen if stated else None, known.reason, known.in_words)

    charge = Charge("", provision=of("case_provision"))
    return Prosecution("", country=of("case_country"), opened=of("case_opened"), charges=(charge,))


def _covered(prosecutions: Iterable[Prosecution], told: dict[str, Known[str]], source: str) -> bool:
    """Say whether each provision and each opening date of the row is one of a fitting case."""
    countries = _said(told.get("case_country", Known()), source)
    provisions = _said(told.get("case_provision", Known()), source)
    opened = _said(told.get("case_opened", Known()), source)
    fitting = [
        item
        for item in prosecutions
        if not (countries and item.country.stated) or _meet(countries, _said(item.country))
        if _may_be(item, provisions, opened)
    ]
    if not (provisions or opened):
        # A country alone is that of the case; a court, a status, a sentence names none.
        return bool(fitting) and all(
            name == "case_country" or not _said(known, source) for name, known in told.items()
        )
    charged = [value for item in fitting for value in _charged(item)]
    begun = [value for item in fitting for value in _said(item.opened)]
    by_provision = all(_meet([value], charged) for value in provisions)
    by_opening = all(_meet([value], begun) for value in opened)
    return (
        bool(fitting)
        and (by_provision or not charged)
        and (by_opening or not begun)
        and ((bool(provisions) and by_provision) or (bool(opened) and by_opening))
    )


def _may_be(case: Prosecution, provisions: list[Any], opened: list[Any]) -> bool:
    charged, begun = _charged(case), _said(case.opened)
    if provisions and charged and not _meet(provisions, charged):
        return False
    if opened and begun and not _meet(opened, begun):
        return False
    # What happened in a case before it was opened happened in another one.
    return not opened or any(
        all(date.before(start) is not Truth.TRUE for date in _dates(case)) for start in opened
    )


def _charged(case: Prosecution) -> list[Any]:
    return [value for charge in case.charges for value in _said(charge.provision)]


def _dates(case: Prosecution) -> list[PartialDate]:
    """Give the dates that cannot be before the opening; an arrest can."""
    known = [item.date for part in (case.sentences, case.appeals, case.releases) for item in part]
    known.extend(item.end for item in case.restraints)
    return [value for item in known for value in _said(item)]


def _said(known: Known[Any], source: str = "") -> list[Any]:
    """Give the chosen value, else every stated one (of the source, if one is named)."""
    if known.chosen is not None:
        return [known.chosen.value]
    return [item.value for item in known.stated if item.value != "" and source in {"", item.source}]


def _meet(ones: Iterable[object], others: Iterable[object]) -> bool:
    others = list(others)
    return any(could_be_same(one, other) for one in ones for other in others)
