# SPDX-License-Identifier: AGPL-3.0-or-later
"""Persons: the list with its search, and what belongs to one of them."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from amparo.names import asked_keys
from amparo_desk.history.models import Change
from amparo_desk.register.models import Assessment, Decision, Person, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def found_persons(asked: str = "") -> QuerySet[Person]:
    """Give the persons in whose names all words asked for begin a word, in any script or spelling.

    A given name finds its forms in other languages.

    Each row has `cases` and `written`, the numbers of prosecutions and records.
    The folded keys are compared, so every database finds the same.
    """
    rows = Person.objects.annotate(
        cases=Count("prosecutions", distinct=True), written=Count("records", distinct=True)
    ).order_by(*Person.ORDER)  # the model's own is dropped by Django from what is counted
    words = asked_keys(asked)
    if asked.strip() and not words:
        return rows.none()
    for keys in words:
        any_of_them = (Q(search_keys__contains=key) for key in keys)
        rows = rows.filter(reduce(or_, any_of_them))
    return rows


def records_of(person: Person) -> list[Record]:
    """Give a person's records, gone ones too, with their sources, in the order of their keys."""
    rows = person.records.select_related("source", "last_snapshot")
    return sorted(rows, key=lambda record: record.key)


def decisions_on(records: Iterable[Record]) -> QuerySet[Decision]:
    """Give the decisions on these records, the newest first, withdrawn ones too."""
    numbers = [record.pk for record in records]
    return (
        Decision.objects.filter(Q(left__in=numbers) | Q(right__in=numbers))
        .select_related("left__source", "right__source", "decided_by", "withdrawn_by")
        .order_by("-id")
    )


def assessments_of(person: Person) -> QuerySet[Assessment]:
    """Give the assessments of a person's prosecutions that no later one supersedes."""
    cases = person.prosecutions.values("key")
    rows = Assessment.objects.filter(prosecution_key__in=cases, superseded_by=None)
    return rows.select_related("assessor", "second_assessor", "record__source")


def changes_of(person: Person) -> QuerySet[Change]:
    """Give the history of a person: of the records, the decisions on them, the prosecutions."""
    records = records_of(person)
    pairs = [f"{item.left.key} | {item.right.key}" for item in decisions_on(records)]
    about = (
        Q(subject_kind="record", subject_key__in=[record.key for record in records])
        | Q(subject_kind="pair", subject_key__in=pairs)
        | Q(subject_kind="prosecution", subject_key__in=person.prosecutions.values("key"))
    )
    return Change.objects.filter(about).select_related("actor")
