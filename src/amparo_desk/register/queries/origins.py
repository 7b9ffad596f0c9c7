# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sources: the list with its counts, and what was taken from one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from amparo_desk.register.models import Record, Source, Statement

if TYPE_CHECKING:
    from django.db.models import QuerySet


def sources_with_counts() -> QuerySet[Source]:
    """Give all sources with `said`, `rows` (statements, records now) and `counted` (figures)."""
    said = Statement.objects.filter(source=OuterRef("pk"), withdrawn=False)
    rows = Record.objects.filter(source=OuterRef("pk"), gone=False)
    return Source.objects.annotate(
        said=_count(said), rows=_count(rows), counted=Count("figures", distinct=True)
    ).order_by("kind", "key")


def taken_from(source: Source) -> QuerySet[Statement]:
    """Give what a source says now, record by record."""
    rows = Statement.objects.filter(source=source, withdrawn=False)
    return rows.select_related("record__person").order_by("record_id", "position", "id")


def records_from(source: Source) -> QuerySet[Record]:
    """Give a source's records with their persons, in the order of its rows; gone ones last."""
    return source.records.select_related("person").order_by("gone", "row_number", "id")


def _count(rows: QuerySet[Statement] | QuerySet[Record]) -> Coalesce:
    counted = rows.order_by().values("source").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
