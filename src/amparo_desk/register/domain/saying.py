# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bringing a record's statements to what its source says now: nothing is deleted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from amparo.core.statements import Schema
from amparo_desk.register.domain.turns import RefusedError
from amparo_desk.register.models import Statement
from amparo_desk.register.queries.said import in_chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from amparo.core.statements import Statement as CoreStatement
    from amparo_desk.register.models import Snapshot
    from amparo_desk.register.queries.said import Said

_BATCH = 2_000


class Difference(NamedTuple):
    """What a record's source says anew, and the ids of what it no longer says."""

    added: list[tuple[int, CoreStatement]]
    withdrawn: list[int]
    moved: list[tuple[int, int]]


def difference(old: Iterable[Said], new: Iterable[CoreStatement]) -> Difference:
    """Compare what a record said with what it says now; the same said twice counts twice."""
    left: dict[CoreStatement, list[tuple[int, int]]] = defaultdict(list)
    for number, position, statement in old:
        left[statement].append((number, position))
    added: list[tuple[int, CoreStatement]] = []
    moved: list[tuple[int, int]] = []
    for position, statement in enumerate(new):
        if not left[statement]:
            added.append((position, statement))
            continue
        number, before = left[statement].pop(0)
        if before != position:
            moved.append((number, position))
    return Difference(added, [number for of in left.values() for number, _ in of], moved)


def withdraw(ids: Collection[int], snapshot: Snapshot | None) -> None:
    """Mark statements as no longer made by their source."""
    for chunk in in_chunks(sorted(ids)):
        rows = Statement.objects.filter(id__in=chunk)
        rows.update(withdrawn=True, withdrawn_in=snapshot)


def say(
    new: Iterable[tuple[int, int, CoreStatement]],
    *,
    sources: Mapping[str, int],
    snapshot: Snapshot | None,
) -> None:
    """Write statements, each with its record's id and its position."""
    batch: list[Statement] = []
    for record, position, item in new:
        batch.append(
            Statement(
                record_id=record,
                position=position,
                schema=item.schema.value,
                entity=item.entity,
                parent=item.parent,
                prop=item.prop,
                value=item.value,
                written=item.written,
                language=item.language,
                source_id=sources[item.source],
                knowledge=item.knowledge.value if item.knowledge else "",
                seen_in=snapshot,
            )
        )
        if len(batch) == _BATCH:
            Statement.objects.bulk_create(batch)
            batch = []
    Statement.objects.bulk_create(batch)


def move(moved: Iterable[tuple[int, int]]) -> None:
    """Write new positions (statement id, position) of statements that stay."""
    rows = [(position, number) for number, position in moved]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE register_statement SET position = %s WHERE id = %s", rows)


def check_statements(
    key: str, statements: Iterable[CoreStatement], sources: Mapping[str, int]
) -> None:
    """Check that statements stay inside their record and name sources that are here.

    Two records that speak of one prosecution would make it twice, for two persons.

    Raises:
        RefusedError: with every statement that does not.
    """
    faults = []
    for item in statements:
        where = f"{item.entity}.{item.prop}"
        if item.source not in sources:
            faults.append(f"{where}: no source {item.source!r} in the register; add it first")
        person = item.schema is Schema.PERSON
        if item.record != key or not (
            item.entity == key if person else item.entity.startswith(f"{key}/")
        ):
            faults.append(f"{where}: does not belong to the record {key}; begin its key with {key}")
    if faults:
        raise RefusedError("\n".join(faults))
