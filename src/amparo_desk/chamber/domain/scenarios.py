# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reckoning: what if these pass and those fail. No scenario says what was announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from amparo_desk.chamber.models import Scenario, Step, Tabled
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.turns import RefusedError, turn

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User
    from amparo_desk.chamber.models import Draft

OPEN = ""
_CHOICES = {OPEN, *Scenario.Choice.values}


def open_scenario(*, draft: Draft, name: str, user: User, like: Scenario | None = None) -> Scenario:
    """Open a scenario under a name of its own, empty or with the switches of another.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no name, or the name is taken.
    """
    name = " ".join(name.split())
    if not name:
        raise RefusedError(_("A scenario needs a name."))
    with turn(user):
        if Scenario.objects.filter(draft=draft, name=name).exists():
            raise RefusedError(_("There is a scenario of this name."))
        choices = dict(like.choices) if like and like.draft_id == draft.pk else {}
        made = Scenario.objects.create(draft=draft, name=name, choices=choices, made_by=user)
        record_change(
            user=user,
            verb="open_scenario",
            kind="chamber.scenario",
            key=f"{draft.key}/{made.pk}",
            after={"name": name, "choices": choices},
        )
        return made


def switch_amendment(*, scenario: Scenario, label: str, choice: str, user: User) -> Scenario:
    """Take an amendment as adopted, rejected or ("") open in a scenario.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no such amendment in this debate, or no such choice.
    """
    if choice not in _CHOICES:
        raise RefusedError(_("An amendment is taken as adopted, rejected or open."))
    with turn(user):
        row = Scenario.objects.select_related("draft").get(pk=scenario.pk)
        if not Tabled.objects.filter(text__draft=row.draft, label=label).exists():
            raise RefusedError(_("There is no amendment %(label)s here.") % {"label": label})
        before = row.choices.get(label, OPEN)
        if before != choice:
            Step.objects.create(
                scenario=row, label=label, before=before, after=choice, taken_by=user
            )
            _set(row, label, before, choice, user, "switch_amendment")
        return row


def undo_step(*, scenario: Scenario, user: User) -> tuple[Scenario, Step | None]:
    """Take back the last own switch that still stands; None where there is none.

    Raises:
        PermissionDenied: the user may not document.
    """
    with turn(user):
        row = Scenario.objects.select_related("draft").get(pk=scenario.pk)
        own = Step.objects.filter(scenario=row, taken_by=user, undone=False)
        step = own.order_by("-id").first()
        if step is None:
            return row, None
        step.undone = True
        step.save(update_fields=["undone"])
        now = row.choices.get(step.label, OPEN)
        # Where somebody else switched it since, his word stands.
        if now == step.after:
            _set(row, step.label, now, step.before, user, "undo_step")
        return row, step


def _set(row: Scenario, label: str, before: str, after: str, user: User, verb: str) -> None:
    if after:
        row.choices[label] = after
    else:
        row.choices.pop(label, None)
    row.save(update_fields=["choices"])
    record_change(
        user=user,
        verb=verb,
        kind="chamber.scenario",
        key=f"{row.draft.key}/{row.pk}",
        before={label: before},
        after={label: after},
    )
