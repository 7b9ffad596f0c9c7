# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which records are one person, by the decisions that stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from amparo.linkage import Decision as CoreDecision
from amparo.linkage import Judgement, partition
from amparo_desk.register.domain.deriving import person_key
from amparo_desk.register.models import Decision, Record
from amparo_desk.register.queries.said import in_chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet


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
    rows = Record.objects.order_by().values_list("key", "id", "gone")
    return _made_of(rows, standing_decisions())


def clusters_around(records: Collection[int]) -> list[Cluster]:
    """Give the clusters that decisions between these records can change, and no others.

    No join reaches beyond the records that decisions "same" connect, so the partition of these
    alone is what the partition of all gives of them (tested). Call it when the decision is
    written; its records are among those given.
    """
    reached = sorted(connected(records))
    rows = [
        row
        for chunk in in_chunks(reached)
        for row in Record.objects.filter(id__in=chunk).values_list("key", "id", "gone")
    ]
    return _made_of(rows, standing_decisions(records=reached))


def connected(records: Collection[int], *, by_person: bool | None = None) -> set[int]:
    """Give the records that live decisions "same" connect with these, and these."""
    rows = _live(by_person=by_person).filter(judgement=Decision.Judgement.SAME)
    reached, edge = set(records), set(records)
    while edge:
        pairs = [
            pair
            for chunk in in_chunks(sorted(edge))
            for pair in rows.filter(Q(left__in=chunk) | Q(right__in=chunk)).values_list(
                "left_id", "right_id"
            )
        ]
        edge = {number for pair in pairs for number in pair} - reached
        reached |= edge
    return reached


def standing_decisions(
    *, by_person: bool | None = None, records: Collection[int] | None = None
) -> list[CoreDecision]:
    """Give the decisions that are not withdrawn, as amparo.linkage reads them.

    `records` leaves only those whose first record is one of them.
    """
    rows = _live(by_person=by_person)
    parts = (
        [rows]
        if records is None
        else [rows.filter(left__in=chunk) for chunk in in_chunks(sorted(records))]
    )
    return [
        CoreDecision(left, right, Judgement(judgement), by, score)
        for part in parts
        for left, right, judgement, by, score in part.values_list(
            "left__key", "right__key", "judgement", "by_person", "score"
        )
    ]


def _live(*, by_person: bool | None) -> QuerySet[Decision]:
    rows = Decision.objects.filter(withdrawn_at=None).order_by()
    return rows if by_person is None else rows.filter(by_person=by_person)


def _made_of(
    rows: Iterable[tuple[str, int, bool]], decisions: Iterable[CoreDecision]
) -> list[Cluster]:
    by_key = {key: (number, gone) for key, number, gone in rows}
    return [
        Cluster(
            key=person_key(keys),
            records=tuple(by_key[key][0] for key in keys),
            live=any(not by_key[key][1] for key in keys),
        )
        for keys in partition(by_key, decisions).clusters
    ]
