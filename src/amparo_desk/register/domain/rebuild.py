# SPDX-License-Identifier: AGPL-3.0-or-later
"""Making persons and prosecutions anew from records, statements, decisions and choices.

`rebuild` empties and fills every derived table. Verbs call `refresh`, which derives only the
persons that a change can have touched and leaves the tables as `rebuild` would (tested).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from amparo_desk.register.domain.clusters import Cluster, clusters, clusters_around
from amparo_desk.register.domain.deriving import DERIVED, rows_of
from amparo_desk.register.domain.turns import writing
from amparo_desk.register.models import Person, Record
from amparo_desk.register.models.derived import Derived, PartOfProsecution
from amparo_desk.register.queries.said import (
    current_choices,
    current_statements,
    in_chunks,
    in_order,
    synthetic_sources,
)
from amparo_desk.register.signals import derived_anew

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from django.db.models import QuerySet

    Progress = Callable[[int, int], None]

_BATCH = 2_000
# With more persons touched than this and than half of all, everything is made anew.
_FEW = 200


def rebuild(*, progress: Progress | None = None) -> int:
    """Empty and fill the derived tables; give the number of persons.

    `progress` is called with the persons done and all persons. It changes nothing that was said
    or decided, so it needs no user and leaves no history.
    """
    with writing():
        found = clusters()
        _empty(None)
        _fill(found, progress, everything=True)
        _join(found)
        derived_anew.send(sender=rebuild)
    return sum(cluster.live for cluster in found)


def refresh(records: Collection[int] = ()) -> None:
    """Derive again the persons of these records and of all whose decisions changed.

    Call it inside the verb's transaction.
    """
    found = clusters()
    changed = _derive_again(found, Record.objects.order_by(), set(records), few=_FEW)
    _join(changed)
    derived_anew.send(sender=refresh)


def refresh_around(records: Collection[int]) -> None:
    """Do what `refresh` does where nothing changed but decisions between these records.

    Its cost follows the records that decisions connect with them, not the register.
    """
    found = clusters_around(records)
    numbers = sorted(number for cluster in found for number in cluster.records)
    changed = _derive_again(found, Record.objects.filter(id__in=numbers).order_by(), set())
    if changed:
        _join(changed)
        derived_anew.send(sender=refresh_around)


def _derive_again(
    found: list[Cluster], rows: QuerySet[Record], touched: set[int], *, few: int | None = None
) -> list[Cluster]:
    """Derive the clusters that are not as they are stored; give them.

    `rows` are the records of the clusters; where more than `few` and than half of them changed,
    all derived rows are made anew (None: never, for the clusters are not all).
    """
    stored: dict[str, set[int]] = defaultdict(set)
    person_of: dict[int, str | None] = {}
    for number, person in rows.values_list("id", "person_id"):
        person_of[number] = person
        if person:
            stored[person].add(number)
    changed = [
        cluster
        for cluster in found
        if not touched.isdisjoint(cluster.records)
        or stored.get(cluster.key, set()) != (set(cluster.records) if cluster.live else set())
        or any(person_of[n] != cluster.person for n in cluster.records)
    ]
    wanted = {cluster.key for cluster in found if cluster.live}
    old = {person_of[n] for cluster in changed for n in cluster.records} | (stored.keys() - wanted)
    if few is not None and len(changed) > max(few, len(found) // 2):
        _empty(None)
        _fill(found, None, everything=True)
    else:
        for chunk in in_chunks(sorted(key for key in old if key)):
            _empty(chunk)
        _fill(changed, None, everything=False)
    return changed


def _empty(persons: Sequence[str] | None) -> None:
    """Remove the derived rows of these persons, or all."""
    for model in reversed(DERIVED):
        rows = model._default_manager.all()  # noqa: SLF001 - Django's documented name
        if persons is not None:
            rows = rows.filter(**{f"{_way_to_person(model)}__in": persons})
        # Straight from the table: nothing is loaded, and no record loses its person on the way.
        rows._raw_delete(rows.db)  # noqa: SLF001 - Django has no public name for it


def _way_to_person(model: type[Derived]) -> str:
    if issubclass(model, PartOfProsecution):
        return "prosecution__person_id"
    return "key" if model is Person else "person_id"


def _fill(found: list[Cluster], progress: Progress | None, *, everything: bool) -> None:
    live = [cluster for cluster in found if cluster.live]
    numbers = None if everything else [n for cluster in live for n in cluster.records]
    said, choices, made_by_us = current_statements(numbers), current_choices(), synthetic_sources()
    waiting = _Waiting()
    for done, cluster in enumerate(live, 1):
        statements = [item for n in cluster.records for item in said.pop(n, ())]
        waiting.add(rows_of(cluster.key, in_order(statements, made_by_us), choices))
        if done % _BATCH == 0:
            waiting.write()
            if progress:
                progress(done, len(live))
    waiting.write()
    if progress:
        progress(len(live), len(live))


@dataclass(slots=True)
class _Waiting:
    """Rows to be written together."""

    rows: dict[type[Derived], list[Derived]] = field(default_factory=lambda: defaultdict(list))

    def add(self, rows: Iterable[Derived]) -> None:
        for row in rows:
            self.rows[type(row)].append(row)

    def write(self) -> None:
        for model in DERIVED:
            manager = model._default_manager  # noqa: SLF001 - Django's documented name
            manager.bulk_create(self.rows.pop(model, []), batch_size=_BATCH)


def _join(found: list[Cluster]) -> None:
    """Write the person of each record of these clusters."""
    rows = [(cluster.person, number) for cluster in found for number in cluster.records]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE register_record SET person_id = %s WHERE id = %s", rows)
