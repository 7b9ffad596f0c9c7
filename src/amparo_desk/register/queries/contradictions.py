# SPDX-License-Identifier: AGPL-3.0-or-later
"""Properties on which sources differ, and what each says: for choosing one of the values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.statements import PROPERTIES, Kind, Schema
from amparo_desk.register.models import (
    Appeal,
    Charge,
    Choice,
    Person,
    Prosecution,
    Release,
    Restraint,
    Sentence,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo_desk.register.models.derived import Derived

_PARTS = (Charge, Restraint, Sentence, Appeal, Release)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A property of a person or of a part of a case; `statement` is the id of one of its own."""

    schema: str
    prop: str
    statement: int
    chosen: bool


def contradictions_of(person: Person) -> list[Contradiction]:
    """Give what sources dispute of a person and his cases, and what was chosen already.

    Names are not disputed, only spelled; free text is worded differently, not disputed.
    """
    return [
        Contradiction(schema, prop, known["stated"][0]["statement"], known["chosen"] is not None)
        for schema, row in _rows(person)
        for prop, known in row.values.items()
        if known["chosen"] or (known["disputed"] and _one_is_right(schema, prop))
    ]


def statements_beside(statement: Statement) -> list[Statement]:
    """Give all that is said now of the same property of the same thing, in the shown order."""
    rows = Statement.objects.filter(
        withdrawn=False, schema=statement.schema, prop=statement.prop
    ).select_related("source", "record__source", "record__person")
    if statement.schema == Schema.PERSON.value:
        rows = rows.filter(record__person=statement.record.person)
    else:
        rows = rows.filter(entity=statement.entity)
    found = sorted(rows, key=lambda row: (row.source.synthetic, row.record.key, row.position))
    return found if statement.record.person_id is not None else []


def standing_choice(statement: Statement) -> Choice | None:
    """Give the choice that stands for the same property of the same thing."""
    beside = [row.pk for row in statements_beside(statement)]
    rows = Choice.objects.filter(withdrawn_at=None, statement__in=beside)
    return rows.select_related("chosen_by", "statement").order_by("-id").first()


def _one_is_right(schema: str, prop: str) -> bool:
    return prop != "name" and PROPERTIES[Schema(schema)][prop] is not Kind.TEXT


def _rows(person: Person) -> Iterator[tuple[str, Derived]]:
    yield Schema.PERSON.value, person
    for prosecution in Prosecution.objects.filter(person=person):
        yield Schema.PROSECUTION.value, prosecution
    for model in _PARTS:
        for part in model._default_manager.filter(prosecution__person=person):  # noqa: SLF001 - Django's documented name
            yield model.__name__.lower(), part
