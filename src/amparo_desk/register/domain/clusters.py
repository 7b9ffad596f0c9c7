# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which records are one person, by the decisions that stand."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.linkage import Decision as CoreDecision
from amparo.linkage import Judgement, partition
from amparo_desk.register.domain.deriving import person_key
from amparo_desk.register.models import Decision, Record


@dataclass(frozen=True, slots=True)
class Cluster:
    """Records that are one person, ordered by key; `live` if a source still has one of them.

    A record that is gone keeps its decisions, and so its place, but makes no person alone.
    """

    key: str
    records: tuple[int, ...]
    live: bool

    @property
    def person(self) -> str | None:
        """The key of the person to which the records belong, None where all are gone."""
        return self.key if self.live else None


def clusters() -> list[Cluster]:
    """Give all records as clusters, ordered by their smallest record key."""
    rows = {key: (number, gone) for key, number, gone in _records()}
    return [
        Cluster(
            key=person_key(keys),
            records=tuple(rows[key][0] for key in keys),
            live=any(not rows[key][1] for key in keys),
        )
        for keys in partition(rows, standing_decisions()).clusters
    ]


def standing_decisions(*, by_person: bool | None = None) -> list[CoreDecision]:
    """Give the decisions that are not withdrawn, as amparo.linkage reads them."""
    rows = Decision.objects.filter(withdrawn_at=None)
    if by_person is not None:
        rows = rows.filter(by_person=by_person)
    return [
        CoreDecision(left, right, Judgement(judgement), by, score)
        for left, right, judgement, by, score in rows.values_list(
            "left__key", "right__key", "judgement", "by_person", "score"
        )
    ]


def _records() -> list[tuple[str, int, bool]]:
    return list(Record.objects.order_by().values_list("key", "id", "gone"))
