# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of a record linkage looks at."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from amparo.core.dates import PartialDate
from amparo.core.statements import Kind, Schema, Statement
from amparo.law.provisions import load_provisions
from amparo.names import read_name
from amparo.names.reading import Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amparo.names.reading import NameReading


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """One record as linkage sees it. Whatever the source does not say is empty or None.

    `source` is the key of the list, `name` the name as written, `provisions` keys such as
    "RU/UK/205.2/2", `countries` country words, `gender` a word ("male", "female", "").
    """

    key: str
    source: str
    name: str = ""
    name_order: Order = "unknown"
    language: str = ""
    birth: PartialDate | None = None
    gender: str = ""
    places: frozenset[str] = frozenset()
    provisions: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    courts: frozenset[str] = frozenset()
    case_dates: tuple[PartialDate, ...] = ()
    workplaces: frozenset[str] = frozenset()
    unnamed: bool = False

    def reading(self) -> NameReading:
        """Give the name read in the order its list declares."""
        return read_name(self.name, order=self.name_order, language=self.language or None)

    def nobody(self) -> bool:
        """Say whether the record names nobody: declared so, or its name is a description."""
        return self.unnamed or self.reading().unnamed

    def articles(self) -> frozenset[str]:
        """Give the articles of offences that it names, parts set aside: RU/UK/205.2.

        Those of the general part (attempt, complicity) say nothing of what somebody is accused of.
        """
        return frozenset(
            "/".join(key.split("/")[:3]) for key in self.provisions if not _is_general(key)
        )


@lru_cache(maxsize=1 << 12)
def _is_general(provision: str) -> bool:
    return load_provisions().is_general(provision)


_PLACES = ((Schema.PERSON, "place"), (Schema.PERSON, "case_place"))
_PROVISIONS = ((Schema.PERSON, "case_provision"), (Schema.CHARGE, "provision"))
_COUNTRIES = ((Schema.PERSON, "case_country"), (Schema.PROSECUTION, "country"))
_COURTS = ((Schema.PERSON, "case_court"), (Schema.SENTENCE, "court"))
_CASE_DATES = (
    (Schema.PERSON, "case_opened"),
    (Schema.PROSECUTION, "opened"),
    (Schema.CHARGE, "date"),
    (Schema.SENTENCE, "date"),
)
_WORKPLACES = ((Schema.PERSON, "workplace_before"), (Schema.CHARGE, "workplace"))


def record_of(
    key: str, source: str, statements: Iterable[Statement], *, name_order: Order
) -> LinkRecord:
    """Give the record that its statements make; the caller passes those of this record only.

    Of several names the first is taken. A birth date or gender on which the record's own
    statements differ is left out: unknown rather than wrong.

    Raises:
        DateError: a date that is not in EDTF.
    """
    by_property: dict[tuple[Schema, str], list[Statement]] = defaultdict(list)
    for item in statements:
        by_property[item.schema, item.prop].append(item)
    provisions = _values(by_property, _PROVISIONS)
    names = by_property[Schema.PERSON, "name"]
    name = (names[0].written or names[0].value) if names else ""
    births = {_date(item) for item in by_property[Schema.PERSON, "birth_date"]}
    genders = _values(by_property, ((Schema.PERSON, "gender"),))
    return LinkRecord(
        key=key,
        source=source,
        name=name,
        name_order=name_order,
        language=names[0].language if names else "",
        birth=births.pop() if len(births) == 1 else None,
        gender=next(iter(genders)) if len(genders) == 1 else "",
        places=_values(by_property, _PLACES),
        provisions=provisions,
        countries=_values(by_property, _COUNTRIES) | {key.split("/")[0] for key in provisions},
        courts=_values(by_property, _COURTS),
        case_dates=_dates(by_property, _CASE_DATES),
        workplaces=_values(by_property, _WORKPLACES),
        unnamed=read_name(name).unnamed,
    )


def _values(
    by_property: Mapping[tuple[Schema, str], list[Statement]],
    properties: Iterable[tuple[Schema, str]],
) -> frozenset[str]:
    items = (item for prop in properties for item in by_property.get(prop, ()))
    return frozenset(item.value for item in items if item.value)


def _dates(
    by_property: Mapping[tuple[Schema, str], list[Statement]],
    properties: Iterable[tuple[Schema, str]],
) -> tuple[PartialDate, ...]:
    items = (item for prop in properties for item in by_property.get(prop, ()))
    return tuple(dict.fromkeys(_date(item) for item in items if item.kind() is Kind.DATE))


def _date(item: Statement) -> PartialDate:
    return PartialDate.from_edtf(item.value, written=item.written, language=item.language)
