# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing the history. Every domain verb that changes something calls `record_change`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amparo_desk.history.models import Change

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User


def record_change(
    *,
    user: User,
    verb: str,
    kind: str,
    key: str,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Change:
    """Write one change; call it in the transaction of the change itself."""
    return Change.objects.create(
        actor=user,
        verb=verb,
        subject_kind=kind,
        subject_key=key,
        reason=reason,
        before=before,
        after=after,
    )
