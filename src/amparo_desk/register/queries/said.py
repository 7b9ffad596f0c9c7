# SPDX-License-Identifier: AGPL-3.0-or-later
"""Statements and choices as the engines read them, in few queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from amparo.core import statements as core
from amparo.core.sources import Knowledge
from amparo.core.statements import Schema, derive_person
from amparo_desk.register.models import Choice, Person, Record, Source, Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from django.db.models import QuerySet

    from amparo.core.cases import Person as CorePerson

T = TypeVar("T")

# So many ids are asked for at once; SQLite takes no more than some thousands.
CHUNK = 1_000
_SCHEMAS = {item.value: item for item in Schema}
_KNOWLEDGE: dict[str, Knowledge | None] = {item.value: item for item in Knowledge} | {"": None}
_COLUMNS = (
    "id", "record_id", "position", "schema", "entity", "parent", "prop", "value", "source__key",
    "record__key", "written", "language", "knowledge",
)  # fmt: skip


class Said(NamedTuple):
    """A statement with the id of its row and its place in its record."""

    id: int
    position: int
    statement: core.Statement


def source_ids() -> dict[str, int]:
    """Give the row id of each source by its key."""
    return dict(Source.objects.values_list("key", "id"))


def current_statements(records: Collection[int] | None = None) -> dict[int, list[Said]]:
    """Give what is said now, by record id, in the records' order; None: of all records."""
    rows = Statement.objects.filter(withdrawn=False).order_by("record_id", "position", "id")
    found: dict[int, list[Said]] = defaultdict(list)
    if records is None:
        _read(rows, found)
    for chunk in in_chunks(sorted(records or ())):
        _read(rows.filter(record_id__in=chunk), found)
    return found


def in_chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Give the items in parts that a database takes in one query."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _read(rows: QuerySet[Statement], found: dict[int, list[Said]]) -> None:
    for number, record, position, schema, *plain in rows.values_list(*_COLUMNS).iterator():
        entity, parent, prop, value, source, key, written, language, knowledge = plain
        said = core.Statement(
            entity=entity,
            schema=_SCHEMAS[schema],
            parent=parent,
            prop=prop,
            value=value,
            source=source,
            record=key,
            written=written,
            language=language,
            knowledge=_KNOWLEDGE[knowledge],
        )
        found[record].append(Said(number, position, said))


def in_order(said: Iterable[Said], made_by_us: Collection[str]) -> list[Said]:
    """Give statements in the order in which values are shown: those of SYNTHETIC sources last."""
    return sorted(said, key=lambda item: item.statement.source in made_by_us)


def synthetic_sources() -> frozenset[str]:
    """Give the keys of the sources that were made by us for showing."""
    return frozenset(Source.objects.filter(synthetic=True).values_list("key", flat=True))


def current_choices() -> dict[str, list[core.Choice]]:
    """Give the choices that stand, by the entity they are about."""
    found: dict[str, list[core.Choice]] = defaultdict(list)
    rows = (
        Choice.objects.filter(withdrawn_at=None)
        .order_by("id")
        .values_list(
            "statement__entity",
            "statement__prop",
            "statement__value",
            "statement__source__key",
            "reason",
        )
    )
    for entity, prop, value, source, reason in rows:
        found[entity].append(core.Choice(entity, prop, value, source, reason))
    return found


def derived(key: str, said: Iterable[Said], choices: dict[str, list[core.Choice]]) -> CorePerson:
    """Give the person that these statements make, after the choices that stand."""
    statements = [item.statement for item in said]
    entities = dict.fromkeys(item.entity for item in statements)
    picked = [choice for entity in entities for choice in choices.get(entity, ())]
    return derive_person(key, statements, picked)


def person_of(person: Person | str) -> CorePerson:
    """Give a person (row or key) as the engines read it.

    Raises:
        Person.DoesNotExist: the register has no such person.
    """
    row = person if isinstance(person, Person) else Person.objects.get(key=person)
    return persons([row.key])[row.key]


def persons(keys: Collection[str] | None = None) -> dict[str, CorePerson]:
    """Give persons by their key as the engines read them; None: all. A fixed number of queries."""
    rows = Record.objects.exclude(person=None)
    if keys is not None:
        rows = rows.filter(person_id__in=list(keys))
    members: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, key, person in rows.values_list("id", "key", "person_id"):
        members[person].append((key, number))
    numbers = None if keys is None else {n for of in members.values() for _, n in of}
    said, choices, made_by_us = current_statements(numbers), current_choices(), synthetic_sources()
    found = {}
    # Sorted here: databases differ in how they order keys.
    for person, of in sorted(members.items()):
        statements = [item for _, number in sorted(of) for item in said.get(number, ())]
        found[person] = derived(person, in_order(statements, made_by_us), choices)
    return found


def persons_by_record(records: Collection[str] | None = None) -> dict[str, CorePerson]:
    """Give the person of each record, or of these, by record key, as the engines read it."""
    rows = Record.objects.exclude(person=None)
    if records is not None:
        rows = rows.filter(key__in=list(records))
    pairs = sorted(rows.values_list("key", "person_id"))
    found = persons(None if records is None else {person for _, person in pairs})
    return {key: found[person] for key, person in pairs}
