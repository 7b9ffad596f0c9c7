# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping the records of hand-kept case files."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from amparo_desk.history.domain import record_change
from amparo_desk.history.rows import Kept
from amparo_desk.register.domain.another import withdraw_where_another
from amparo_desk.register.domain.rebuild import refresh
from amparo_desk.register.domain.saying import check_statements, difference, move, say, withdraw
from amparo_desk.register.domain.turns import RefusedError, turn
from amparo_desk.register.models import Record
from amparo_desk.register.queries.said import current_statements, source_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.core.statements import Statement
    from amparo.exchange.case_files import CaseRecord
    from amparo_desk.accounts.models import User


def add_case_record(*, record: CaseRecord, user: User, reason: str = "") -> Kept:
    """Add a record with its statements, or withdraw and add what differs; say what that did.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: a source is missing, or a statement does not belong to the record.
    """
    with turn(user):
        sources = source_ids()
        if record.source not in sources:
            msg = f"{record.key}: no source {record.source!r} in the register; add it first"
            raise RefusedError(msg)
        check_statements(record.key, record.statements, sources)
        content = _hash(record.statements)
        row, new = Record.objects.get_or_create(
            key=record.key,
            defaults={"source_id": sources[record.source], "content_hash": content},
        )
        if not new and row.content_hash == content:
            return Kept.UNCHANGED
        old = current_statements([row.id]).get(row.id, [])
        found = difference(old, record.statements)
        withdraw(found.withdrawn, None)
        move(found.moved)
        added = ((row.id, position, item) for position, item in found.added)
        say(added, sources=sources, snapshot=None)
        Record.objects.filter(id=row.id).update(content_hash=content)
        gone = {item.id: item.statement for item in old}
        record_change(
            user=user,
            verb="add_case_record",
            kind="record",
            key=record.key,
            reason=reason,
            before=None if new else {"withdrawn": _plain(gone[n] for n in found.withdrawn)},
            after={"added": _plain(item for _, item in found.added)},
        )
        withdraw_where_another({row.id: old}, user)
        refresh([row.id])
        return Kept.ADDED if new else Kept.CHANGED


def _hash(statements: Iterable[Statement]) -> str:
    return hashlib.sha256("\n".join(map(repr, statements)).encode()).hexdigest()


def _plain(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    return [
        {"entity": item.entity, "prop": item.prop, "value": item.value, "source": item.source}
        for item in statements
    ]
