# SPDX-License-Identifier: AGPL-3.0-or-later
"""A population as it was stated when a run was asked for: what the run's figures are of for good.

A population may be stated anew afterwards; a figure must never be read as one of another question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from amparo_desk.estimates.models import Population
from amparo_desk.estimates.queries import STATED, definition_of

if TYPE_CHECKING:
    from amparo_desk.estimates.models import Run

# What is words for readers: a change of it changes nobody who counts.
_WORDS = ("title", "definition", "place", "reason", "synthetic")


def statement_of(population: Population) -> dict[str, Any]:
    """Give all that states a population, and whether it is of SYNTHETIC persons."""
    return definition_of(population) | {"synthetic": is_synthetic(population)}


def as_stated(run: Run) -> Population:
    """Give the population of a run as it was stated then, for reading; it is no row."""
    told = {name: run.stated[name] for name in STATED}
    return Population(pk=run.population_id, key=run.population.key, **told)


def still_stated(run: Run) -> bool:
    """Say whether the population is stated now as it was then."""
    return bool(run.stated == statement_of(run.population))


def counts_the_same(run: Run) -> bool:
    """Say whether the population counts now whom it counted then, whatever its words are."""
    return bool(_counting(run.stated) == _counting(statement_of(run.population)))


def is_synthetic(population: Population) -> bool:
    """Say whether persons of a list used are made up."""
    of_lists = any(use.source.synthetic for use in population.uses.select_related("source"))
    return bool(settings.SYNTHETIC_WORKSPACE) or of_lists


def _counting(told: Any) -> Any:  # noqa: ANN401 - plain data of any depth
    if isinstance(told, dict):
        return {name: _counting(value) for name, value in told.items() if name not in _WORDS}
    return [_counting(item) for item in told] if isinstance(told, list) else told
