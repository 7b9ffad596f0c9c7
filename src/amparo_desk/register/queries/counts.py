# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much the register holds, each number with its unit in its name."""

from __future__ import annotations

from dataclasses import dataclass

from amparo_desk.register.models import Person, Prosecution, Record, Source
from amparo_desk.register.queries.review import waiting_count


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of the register; people and prosecutions are never added.

    `persons` counts resolved humans, `unnamed` those of them without a name (two of whom may
    be one), `records` rows that a source has now, `gone` rows that it had, `waiting` pairs of
    records before people: the number of persons is at most that of records, and falls with
    each pair found to be the same.
    """

    persons: int
    unnamed: int
    prosecutions: int
    records: int
    gone: int
    sources: int
    waiting: int


def register_counts() -> Counts:
    """Count the register."""
    return Counts(
        persons=Person.objects.count(),
        unnamed=Person.objects.filter(unnamed=True).count(),
        prosecutions=Prosecution.objects.count(),
        records=Record.objects.filter(gone=False).count(),
        gone=Record.objects.filter(gone=True).count(),
        sources=Source.objects.count(),
        waiting=waiting_count(),
    )
