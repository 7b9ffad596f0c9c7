# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the register to the tables of a population: who counts, and on which lists.

The same way for the persons of the register and for any other partition of its records: persons are
derived from the statements of their records, so that a draw of the linkage is counted as if it
were what people decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext as _

from amparo.core.statements import Choice
from amparo.estimate.tables import ListTable
from amparo_desk.estimates.counting import FIELDS, NO_LIST, Criteria, Placed, placed
from amparo_desk.estimates.tables import Tables
from amparo_desk.register.models import Assessment, Record
from amparo_desk.register.queries.said import (
    Said,
    current_choices,
    current_statements,
    derived,
    in_order,
    synthetic_sources,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo_desk.estimates.models import Population

# So many records are named where somebody is on a list that is said not to reach him.
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A record that stands: its key, source and person of the register ("" where it has none)."""

    key: str
    number: int
    source: str
    person: str


@dataclass(slots=True)
class Gathering:
    """All that tells who of a population is on which lists, read once."""

    criteria: Criteria
    systems: Mapping[str, str]  # source -> name of its list
    unreached: frozenset[tuple[str, str, str]]  # list, field, label
    rows: tuple[Row, ...]
    said: Mapping[int, list[Said]]
    choices: dict[str, list[Choice]]
    made_by_us: frozenset[str]
    _placed: dict[tuple[int, ...], Placed] = field(default_factory=dict)

    @classmethod
    def of(cls, population: Population) -> Gathering:
        """Read the register."""
        uses = list(population.uses.select_related("source"))
        systems = {use.source.key: use.system for use in uses}
        by_system: dict[str, set[str]] = defaultdict(set)
        for source, system in systems.items():
            by_system[system].add(source)
        said_not: dict[tuple[str, str], set[str]] = defaultdict(set)
        for item in population.not_reached.select_related("source"):
            said_not[item.field, item.label].add(item.source.key)
        rows = Record.objects.filter(gone=False).order_by()
        columns = rows.values_list("key", "id", "source__key", "person_id")
        return cls(
            criteria=Criteria.of(population, _outcomes(population.assessment)),
            systems=systems,
            unreached=frozenset(
                (system, name, label)
                for (name, label), sources in said_not.items()
                # A list of several sources reaches whom one of them reaches.
                for system, members in by_system.items()
                if members <= sources
            ),
            # Sorted here: databases differ in how they order keys.
            rows=tuple(sorted((Row(*row[:3], row[3] or "") for row in columns), key=_key)),
            said=current_statements(),
            choices=current_choices(),
            made_by_us=synthetic_sources(),
        )

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists, sources of one system taken together."""
        return tuple(sorted(set(self.systems.values())))

    def standing(self) -> Tables:
        """Give the tables of the persons of the register."""
        members: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(self.rows):
            if row.person:
                members[row.person].append(place)
        return self.tables(members.values())

    def tables(self, persons: Iterable[Iterable[int]]) -> Tables:
        """Give the tables of persons, each the places of its records in `rows`."""
        left, admitted = Counter[str](), Counter[str]()
        people: dict[tuple[str, ...], list[list[int]]] = defaultdict(list)
        wrong: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        lists = self.lists
        for member in persons:
            places = tuple(sorted(member))
            found = self._of(places)
            if not found.counts:
                left[found.reason] += 1
                continue
            on = {self.systems.get(self.rows[place].source) for place in places}
            if on <= {None}:
                left[NO_LIST] += 1
                continue
            admitted.update([found.reason] if found.reason else [])
            people[found.labels].append([int(name in on) for name in lists])
            for item in self._not_reached(found.labels):
                if item[0] in on:
                    wrong[item] += [
                        self.rows[place].key
                        for place in places
                        if self.systems.get(self.rows[place].source) == item[0]
                    ]
        return Tables(
            by=self.criteria.by,
            strata={
                labels: ListTable.from_records(lists, np.array(rows, np.int8))
                for labels, rows in sorted(people.items())
            },
            excluded=dict(sorted(left.items())),
            admitted=dict(sorted(admitted.items())),
            unreached={
                labels: tuple(sorted({item[0] for item in self._not_reached(labels)}))
                for labels in sorted(people)
                if self._not_reached(labels)
            },
            faults=tuple(_fault(*item, keys) for item, keys in sorted(wrong.items())),
        )

    def _of(self, places: tuple[int, ...]) -> Placed:
        """Say whether the person of these records counts; drawn partitions have most in common."""
        if places not in self._placed:
            statements = [
                item for place in places for item in self.said.get(self.rows[place].number, ())
            ]
            person = derived("", in_order(statements, self.made_by_us), self.choices)
            self._placed[places] = placed(person, self.criteria)
        return self._placed[places]

    def _not_reached(self, labels: tuple[str, ...]) -> list[tuple[str, str, str]]:
        own = set(zip(self.criteria.by, labels, strict=True))
        return sorted(item for item in self.unreached if item[1:] in own)


def _key(row: Row) -> str:
    return row.key


def _outcomes(definition: str) -> dict[str, str]:
    """Give the outcome of each case under a definition, by the key of the prosecution."""
    rows = Assessment.objects.filter(definition=definition, superseded_by=None)
    return dict(rows.values_list("prosecution_key", "outcome"))


def _fault(name: str, about: str, label: str, keys: list[str]) -> str:
    told = {
        "list": name,
        "field": FIELDS[about].title,
        "label": label,
        "keys": ", ".join(sorted(keys)[:_MOST_NAMED]),
        "more": len(keys) - _MOST_NAMED,
    }
    words = _(
        "“%(list)s” is said not to reach %(field)s = %(label)s, but it has these records: %(keys)s"
    )
    more = _(" and %(more)s more") if len(keys) > _MOST_NAMED else ""
    return (words + more) % told
