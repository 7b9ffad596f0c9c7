# SPDX-License-Identifier: AGPL-3.0-or-later
"""The doubt about who is who: partitions of the register's records drawn from the linkage.

What people decided is fixed. Each draw is counted like the register itself (`gathering`), so that
who belongs to the population, too, may differ from draw to draw.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from amparo.estimate.pooling import Partitions
from amparo.linkage.linking import link
from amparo.linkage.register_linker import REGISTER_COSTS
from amparo.linkage.table import rows_of
from amparo_desk.register.domain.clusters import standing_decisions
from amparo_desk.register.domain.linking import link_records
from amparo_desk.register.models import (
    Assessment,
    Choice,
    Decision,
    Record,
    Source,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo_desk.estimates.gathering import Gathering


def drawn(
    gathering: Gathering,
    *,
    number: int,
    seed: int,
    progress: Callable[[float], None] | None = None,
) -> Partitions:
    """Draw partitions of all records that stand; give the tables of the population.

    Raises:
        ValueError: in no draw anybody of the population is on a list.
    """
    told = progress or (lambda _share: None)
    duplicate_free = Source.objects.filter(duplicate_free=True).values_list("key", flat=True)
    linkage = link(
        rows_of(link_records()),
        decisions=standing_decisions(by_person=True),
        duplicate_free=frozenset(duplicate_free),
        costs=REGISTER_COSTS,
        progress=lambda _stage, _done, _of: told(0.0),
    )
    labels = linkage.draw(number, seed=seed)
    place = {row.key: at for at, row in enumerate(gathering.rows)}
    at = [place[key] for key in linkage.table.keys]
    found = []
    for number_done, row in enumerate(labels, 1):
        persons: dict[int, list[int]] = defaultdict(list)
        for own, label in zip(at, row.tolist(), strict=True):
            persons[label].append(own)
        table = gathering.tables(persons.values()).whole
        if table:
            found.append((table, 1))
        told(number_done / number)
    return Partitions.of(found)


def state_of_the_register() -> str:
    """Give a hash (hex) of all that tables and draws depend on, a population itself apart."""
    current = Count("id", filter=Q(withdrawn=False))
    told = {
        "records": _sorted(Record, "key", "content_hash", "gone", "person_id"),
        "statements": Statement.objects.aggregate(last=Max("id"), current=current),
        "choices": _sorted(Choice, "id", withdrawn_at=None),
        "assessments": _sorted(Assessment, "id", superseded_by=None),
        "decisions": _sorted(
            Decision, "left_id", "right_id", "judgement", withdrawn_at=None, by_person=True
        ),
        "sources": _sorted(Source, "key", "name_order", "duplicate_free", "synthetic"),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _sorted(model: type, *columns: str, **only: object) -> list[list[object]]:
    rows = model.objects.filter(**only).order_by().values_list(*columns)  # type: ignore[attr-defined]  # any model
    return sorted((list(row) for row in rows), key=repr)
