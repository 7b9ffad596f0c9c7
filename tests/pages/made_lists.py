# SPDX-License-Identifier: AGPL-3.0-or-later
"""SYNTHETIC persons on three lists, as many of each pattern as a test asks for."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from amparo_desk.estimates.definition import Definition, Use
from amparo_desk.estimates.domain import define_population
from amparo_desk.register.models import Person, Record, Source, Statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amparo_desk.accounts.models import User
    from amparo_desk.estimates.models import Population

LISTS = ("list-a", "list-b", "list-c")
# Persons by pattern: enough that no gate refuses, few enough that reading them is quick.
PATTERNS = {"100": 40, "010": 34, "001": 27, "110": 14, "101": 12, "011": 10, "111": 8}
# The third list is of another world: it shares nobody with the first two.
APART = {"100": 40, "010": 34, "110": 14, "001": 27}
YEAR = "2024"
# Of names that no linker takes for spellings of one.
STARTS = ("Bar", "Dol", "Gurf", "Kem", "Lisk", "Mov", "Nag", "Purt", "Ros", "Tald", "Vek", "Zubr")
MIDDLES = ("an", "ed", "im", "ok", "ush", "yr")
ENDS = ("in", "ovsky", "enko")


def make_lists(patterns: Mapping[str, int]) -> None:
    """Put persons into the register, each with a case opened in 2024."""
    sources = [
        Source.objects.create(
            key=key, kind="list", title=f"SYNTHETIC {key}", knowledge="seen", synthetic=True
        )
        for key in LISTS
    ]
    persons, records, statements = [], [], []
    names = product(STARTS, MIDDLES, ENDS)
    for pattern, count in patterns.items():
        for number in range(count):
            family = "".join(next(names))
            person = Person(key=f"p-{pattern}-{number}", display_name=f"Ivan {family}")
            persons.append(person)
            for source, there in zip(sources, pattern, strict=True):
                if there == "1":
                    key = f"{source.key}/{person.key}"
                    record = Record(key=key, source=source, person=person)
                    records.append(record)
                    statements += _statements(record, f"Ivan {family}")
    Person.objects.bulk_create(persons)
    Record.objects.bulk_create(records)
    for statement in statements:
        statement.record_id = statement.record.pk
    Statement.objects.bulk_create(statements)


def define(user: User, title: str = "SYNTHETIC: prosecuted in 2024", **told: object) -> Population:
    """State whom to count: everybody prosecuted in 2024 on the three lists."""
    definition = {
        "title": title,
        "definition": "Everybody against whom a case was opened in 2024.",
        "kind": "flow",
        "begin": YEAR,
        "end": YEAR,
        "uses": tuple(Use(source=key, reason="its own work") for key in LISTS),
    } | told
    return define_population(key="", definition=Definition(**definition), by=user)  # type: ignore[arg-type]  # as the fields are


def _statements(record: Record, name: str) -> list[Statement]:
    case = f"{record.key}/case"
    told = (
        ("person", record.key, "", "name", name),
        ("prosecution", case, record.key, "country", "RU"),
        ("prosecution", case, record.key, "opened", f"{YEAR}-03-01"),
    )
    return [
        Statement(
            record=record,
            position=place,
            schema=schema,
            entity=entity,
            parent=parent,
            prop=prop,
            value=value,
            source=record.source,
        )
        for place, (schema, entity, parent, prop, value) in enumerate(told)
    ]
