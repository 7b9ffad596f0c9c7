# SPDX-License-Identifier: AGPL-3.0-or-later
"""Populations, their tables and their runs.

A run whose worker died is found here as stopped (`working`): it can be resumed.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from amparo_desk.estimates.drawing import state_of_the_register
from amparo_desk.estimates.gathering import Gathering
from amparo_desk.estimates.models import Population, Run
from amparo_desk.estimates.remembered import Remembered
from amparo_desk.estimates.working import notice_the_dead

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from amparo_desk.estimates.tables import Tables

# The columns that state a population.
STATED = (
    "title", "definition", "kind", "begin", "end", "condition", "undetermined", "place", "country",
    "assessment", "outcomes", "by",
)  # fmt: skip
_TABLES: Remembered[Tables] = Remembered(8)


def populations() -> QuerySet[Population]:
    """Give the populations that were not withdrawn."""
    notice_the_dead()
    rows = Population.objects.filter(withdrawn_at=None)
    return rows.prefetch_related("uses__source", "not_reached__source", "runs")


def population(key: str) -> Population:
    """Give a population, a withdrawn one too.

    Raises:
        Population.DoesNotExist: there is none of this key.
    """
    return Population.objects.prefetch_related("uses__source", "not_reached__source").get(key=key)


def tables_of(population: Population) -> Tables:
    """Give who of the population is on which lists, as the register stands now."""
    told = [definition_of(population), state_of_the_register(), get_language()]
    key = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return _TABLES.get(key, lambda: Gathering.of(population).standing())


def definition_of(population: Population) -> dict[str, Any]:
    """Give all that states a population, as the history keeps it."""
    uses = population.uses.order_by("source__key").values("source__key", "system", "reason")
    reach = population.not_reached.order_by("source__key", "field", "label")
    return {
        **{name: getattr(population, name) for name in STATED},
        "uses": list(uses),
        "not_reached": list(reach.values("source__key", "field", "label", "reason")),
    }


def runs_of(population: Population) -> QuerySet[Run]:
    """Give the population's runs, the newest first."""
    notice_the_dead()
    return population.runs.select_related("asked_by")


def run(key: str | int) -> Run:
    """Give a run by its key or its id.

    Raises:
        Run.DoesNotExist: there is none.
    """
    notice_the_dead()
    rows = Run.objects.select_related("population", "asked_by")
    return rows.get(pk=key) if isinstance(key, int) else rows.get(key=key)
