# SPDX-License-Identifier: AGPL-3.0-or-later
"""Assessing a prosecution; a later assessment supersedes an earlier one and leaves it readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.assessment import Answer, evaluate, read_definition
from amparo.core.statements import Schema
from amparo_desk.accounts.rules import may_document, require
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.turns import RefusedError, turn
from amparo_desk.register.models import Assessment, Record, Statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amparo.core.dates import PartialDate
    from amparo_desk.accounts.models import User


def assess(
    *,
    prosecution: str,
    definition: str,
    reference_date: PartialDate,
    answers: Mapping[str, Answer],
    user: User,
    second_assessor: User | None = None,
    dissent: str = "",
) -> Assessment:
    """Write the user's assessment of a prosecution (its key); the outcome is computed.

    The one that stands for this prosecution and definition is superseded.

    Raises:
        PermissionDenied: the user, or the second assessor, may not document.
        OSError: there is no such definition.
        AnswerError: with every answer that cannot be used.
        RefusedError: no such prosecution, a statement that is not there, a second assessor
            who is the first.
    """
    chosen = read_definition(definition)
    found = evaluate(chosen, answers)
    with turn(user):
        if second_assessor is not None:
            require(may_document(second_assessor))
        _check(answers, user, second_assessor)
        standing = Assessment.objects.filter(
            prosecution_key=prosecution, definition=definition, superseded_by=None
        ).first()
        made = Assessment.objects.create(
            record=_record(prosecution),
            prosecution_key=prosecution,
            definition=definition,
            definition_version=chosen.version,
            reference_date=reference_date.to_edtf(),
            answers={name: _plain(answer) for name, answer in answers.items()},
            outcome=found.outcome.value,
            dissent=dissent.strip(),
            assessor=user,
            second_assessor=second_assessor,
            supersedes=standing,
        )
        record_change(
            user=user,
            verb="assess",
            kind="prosecution",
            key=prosecution,
            before={"outcome": standing.outcome} if standing else None,
            after={"outcome": made.outcome, "definition": f"{definition} {chosen.version}"},
        )
    return made


def _check(answers: Mapping[str, Answer], user: User, second: User | None) -> None:
    if second is not None and second.pk == user.pk:
        msg = f"{user} cannot be the second assessor too: name somebody else, or nobody"
        raise RefusedError(msg)
    named = {number for answer in answers.values() for number in answer.statements}
    there = set(Statement.objects.filter(pk__in=named).values_list("pk", flat=True))
    if named - there:
        msg = f"the register has no statements {sorted(named - there)}: name those it rests on"
        raise RefusedError(msg)


def _record(prosecution: str) -> Record:
    """Give the record that speaks of the prosecution or of a part of it."""
    said = Statement.objects.filter(withdrawn=False).select_related("record")
    case = said.filter(entity=prosecution, schema=Schema.PROSECUTION.value).first()
    parts = said.exclude(schema=Schema.PROSECUTION.value)
    row = case or parts.filter(parent=prosecution).first()
    if row is None:
        msg = f"the register has no prosecution {prosecution!r}"
        raise RefusedError(msg)
    return row.record


def _plain(answer: Answer) -> dict[str, object]:
    return {
        "value": answer.value.value,
        "reason": answer.reason,
        "statements": list(answer.statements),
    }
