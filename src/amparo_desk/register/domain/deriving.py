# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a person as the engines read it to rows. Pure: equal statements give equal rows."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from amparo.core.dates import PartialDate
from amparo.core.statements import PROPERTIES, Schema
from amparo.names import kept_keys, read_name
from amparo_desk.register.models import (
    Appeal,
    Charge,
    Person,
    Prosecution,
    Release,
    Restraint,
    Sentence,
)
from amparo_desk.register.queries.said import Said, derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from amparo.core import cases
    from amparo.core.statements import Choice
    from amparo_desk.register.models.derived import Derived

Ids = dict[tuple[Schema, str, str], list[int]]

# In the order in which they refer to each other.
DERIVED: tuple[type[Derived], ...] = (
    Person, Prosecution, Charge, Restraint, Sentence, Appeal, Release,
)  # fmt: skip


def person_key(records: Iterable[str]) -> str:
    """Give the key of the person whom these records make.

    It comes from the smallest record key alone: it does not depend on when the rebuild runs, and
    a person keeps it when records join that sort after. 64 bits: among a million persons
    two meet with a probability of 3 in 100 million (and the rebuild then refuses).
    """
    return "p-" + hashlib.sha256(min(records).encode()).hexdigest()[:16]


def rows_of(key: str, said: list[Said], choices: dict[str, list[Choice]]) -> Iterator[Derived]:
    """Give the rows of one person, those first to which others refer."""
    person = derived(key, said, choices)
    ids: Ids = defaultdict(list)
    for number, _, item in said:
        entity = "" if item.schema is Schema.PERSON else item.entity
        ids[item.schema, entity, item.prop].append(number)
    yield _person(person, ids)
    for prosecution in person.prosecutions:
        yield from _prosecution(key, prosecution, ids)


def _person(person: cases.Person, ids: Ids) -> Person:
    known: dict[str, cases.Known[Any]] = {
        "name": person.names,
        "birth_date": person.birth_date,
        **person.facts,
    }
    names = person.names.values
    return Person(
        key=person.key,
        values=_values(Schema.PERSON, "", known, ids),
        display_name=person.name(),
        search_keys="\n".join(dict.fromkeys(map(kept_keys, names))),
        # "17-летний житель Тюмени" stands in a column of names and is none.
        unnamed=all(read_name(name).unnamed for name in names),
    )


def _prosecution(person: str, item: cases.Prosecution, ids: Ids) -> Iterator[Derived]:
    key = item.key
    yield Prosecution(
        key=key,
        values=_own_values(Schema.PROSECUTION, item, ids),
        person_id=person,
        country=item.country.value or "",
    )
    for charge in item.charges:
        values = _own_values(Schema.CHARGE, charge, ids)
        provision = charge.provision.value or ""
        yield Charge(key=charge.key, values=values, prosecution_id=key, provision=provision)
    for restraint in item.restraints:
        values = _own_values(Schema.RESTRAINT, restraint, ids)
        kind = restraint.kind.value or ""
        yield Restraint(key=restraint.key, values=values, prosecution_id=key, kind=kind)
    for sentence in item.sentences:
        yield Sentence(
            key=sentence.key,
            values=_own_values(Schema.SENTENCE, sentence, ids),
            prosecution_id=key,
            kind=sentence.kind.value or "",
            months=sentence.months.value,
        )
    for appeal in item.appeals:
        values = _own_values(Schema.APPEAL, appeal, ids)
        outcome = appeal.outcome.value or ""
        yield Appeal(key=appeal.key, values=values, prosecution_id=key, outcome=outcome)
    for release in item.releases:
        values = _own_values(Schema.RELEASE, release, ids)
        kind = release.kind.value or ""
        yield Release(key=release.key, values=values, prosecution_id=key, kind=kind)


def _own_values(schema: Schema, item: Any, ids: Ids) -> dict[str, Any]:  # noqa: ANN401 - six classes
    known = {prop: getattr(item, prop) for prop in PROPERTIES[schema]}
    return _values(schema, item.key, known, ids)


def _values(
    schema: Schema, entity: str, known: dict[str, cases.Known[Any]], ids: Ids
) -> dict[str, Any]:
    return {
        prop: _known(known[prop], ids[schema, entity, prop])
        for prop in PROPERTIES[schema]
        if prop in known and known[prop].stated
    }


def _known(known: cases.Known[Any], ids: list[int]) -> dict[str, Any]:
    stated = [_stated(item, number) for item, number in zip(known.stated, ids, strict=True)]
    chosen = None
    if known.chosen is not None:
        chosen = stated[known.stated.index(known.chosen)]
    return {
        "stated": stated,
        "chosen": chosen,
        "reason": known.reason,
        "disputed": known.disputed,
    }


def _stated(item: cases.Stated[Any], number: int) -> dict[str, Any]:
    date = isinstance(item.value, PartialDate)
    return {
        "value": item.value.to_edtf() if date else item.value,
        "written": item.written,
        "language": item.language,
        "source": item.source,
        "knowledge": item.knowledge.value if item.knowledge else None,
        "statement": number,
    }
