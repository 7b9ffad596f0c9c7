# SPDX-License-Identifier: AGPL-3.0-or-later
"""Picking one of contradicting statements, with a reason; the others stay beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from amparo.core.statements import Schema
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.rebuild import refresh
from amparo_desk.register.domain.turns import RefusedError, stated_reason, turn
from amparo_desk.register.models import Choice, Statement

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from amparo_desk.accounts.models import User


def choose(*, statement: Statement, reason: str, user: User) -> Choice:
    """Let this statement's value stand for its property; give the choice that stands then.

    An earlier choice for the same property of the same person is withdrawn. The same choice
    again changes nothing.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no reason, or the source does not say this any more.
    """
    why = stated_reason(reason)
    with turn(user):
        row = Statement.objects.select_related("record", "source").get(pk=statement.pk)
        if row.withdrawn:
            msg = f"{row.source.key} does not say this any more: choose what a source says now"
            raise RefusedError(msg)
        earlier = list(_standing(row))
        if len(earlier) == 1 and earlier[0].statement_id == row.pk:
            return earlier[0]
        for choice in earlier:
            _withdraw(choice, f"replaced: {why}", user)
        made = Choice.objects.create(statement=row, reason=why, chosen_by=user)
        record_change(
            user=user,
            verb="choose",
            kind="record",
            key=row.record.key,
            reason=why,
            before=_plain(earlier[0].statement) if earlier else None,
            after=_plain(row),
        )
        refresh([row.record_id])
    return made


def withdraw_choice(*, choice: Choice, reason: str, user: User) -> None:
    """Take back a choice; the property is disputed again where its sources differ.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no reason, or it is withdrawn already.
    """
    why = stated_reason(reason)
    with turn(user):
        row = Choice.objects.select_related("statement__record", "statement__source").get(
            pk=choice.pk
        )
        if row.withdrawn_at is not None:
            msg = "this choice is withdrawn already"
            raise RefusedError(msg)
        _withdraw(row, why, user)
        record_change(
            user=user,
            verb="withdraw_choice",
            kind="record",
            key=row.statement.record.key,
            reason=why,
            before=_plain(row.statement),
        )
        refresh([row.statement.record_id])


def _standing(row: Statement) -> QuerySet[Choice]:
    """Give the choices for the same property: of the person, or of the part of a case."""
    same = Choice.objects.filter(
        withdrawn_at=None, statement__schema=row.schema, statement__prop=row.prop
    ).select_related("statement__source")
    if row.schema == Schema.PERSON.value:
        return same.filter(statement__record__person=row.record.person)
    return same.filter(statement__entity=row.entity)


def _withdraw(choice: Choice, why: str, user: User) -> None:
    choice.withdrawn_at = timezone.now()
    choice.withdrawn_by = user
    choice.withdrawn_reason = why
    choice.save()


def _plain(row: Statement) -> dict[str, Any]:
    return {
        "entity": row.entity,
        "prop": row.prop,
        "value": row.value,
        "source": row.source.key,
    }
