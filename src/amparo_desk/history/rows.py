# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping a row under its key: added, changed or left alone, with the change in the history."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from amparo_desk.history.domain import record_change

if TYPE_CHECKING:
    from django.db import models

    from amparo_desk.accounts.models import User


class Kept(StrEnum):
    """What keeping a row did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def keep_row(
    *, model: type[models.Model], key: str, values: dict[str, Any], user: User, reason: str = ""
) -> Kept:
    """Bring the row of this key to these values; say what that did.

    Call it in the verb's transaction. An unchanged row leaves no trace.
    """
    manager = model._default_manager  # noqa: SLF001 - Django's documented name
    row = manager.filter(key=key).first()
    kind = model._meta.label_lower  # noqa: SLF001 - Django's documented name
    plain = _as_kept({name: getattr(value, "pk", value) for name, value in values.items()})
    if row is None:
        manager.create(key=key, **values)
        record_change(user=user, verb="add", kind=kind, key=key, reason=reason, after=plain)
        return Kept.ADDED
    before = {name: getattr(getattr(row, name), "pk", getattr(row, name)) for name in values}
    if before == plain:
        return Kept.UNCHANGED
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    changed = [name for name in values if before[name] != plain[name]]
    record_change(
        user=user,
        verb="change",
        kind=kind,
        key=key,
        reason=reason,
        before={name: before[name] for name in changed},
        after={name: plain[name] for name in changed},
    )
    return Kept.CHANGED


def _as_kept(values: dict[str, Any]) -> dict[str, Any]:
    """Give the values as JSON columns give them back: tuples become lists."""
    kept: dict[str, Any] = json.loads(json.dumps(values))
    return kept
