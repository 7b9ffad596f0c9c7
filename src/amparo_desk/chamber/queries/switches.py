# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a scenario stands, and what was switched in it since a page was made.

The changes of the history are numbered in the order in which they were made, undoing included:
the last number is the step at which a page stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from amparo_desk.chamber.models import Scenario
from amparo_desk.history.models import Change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from amparo_desk.chamber.models import Draft

# A page that lacks more is made anew as a whole.
BEHIND = 200


def last_step(draft: Draft, scenario: Scenario) -> int:
    """Give the number of the last switch in a scenario, 0 where there is none.

    Ask before the switches themselves are read: then what is shown is never behind its step.
    """
    return _switches(draft, scenario).aggregate(last=Max("pk"))["last"] or 0


def choices_of(scenario: Scenario) -> dict[str, str]:
    """Give the switches of a scenario as they are now."""
    return dict(Scenario.objects.values_list("choices", flat=True).get(pk=scenario.pk))


def since(
    draft: Draft, scenario: Scenario, choices: Mapping[str, str], step: int
) -> tuple[dict[str, str], dict[str, str], int] | None:
    """Give the switches at a step, those of now, and the step of now.

    `choices` were read a moment ago: what was switched since is added. None where the page is
    behind by too much, or by a step that was never made.
    """
    rows = _switches(draft, scenario).filter(pk__gt=step).order_by("pk")
    made = list(rows.values_list("pk", "before", "after")[: BEHIND + 1])
    if len(made) > BEHIND:
        return None
    old, new = dict(choices), dict(choices)
    for _number, _before, after in made:
        new |= after or {}
    for _number, before, _after in reversed(made):
        old |= before or {}
    return _without_open(old), _without_open(new), made[-1][0] if made else step


def _switches(draft: Draft, scenario: Scenario) -> QuerySet[Change]:
    found = Change.objects.filter(
        subject_kind="chamber.scenario", subject_key=f"{draft.key}/{scenario.pk}"
    )
    return found.exclude(verb="open_scenario")


def _without_open(choices: Mapping[str, str]) -> dict[str, str]:
    return {label: choice for label, choice in choices.items() if choice}
