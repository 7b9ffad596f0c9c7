# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping sources."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from amparo_desk.history.rows import Kept, keep_row
from amparo_desk.register.domain.turns import turn
from amparo_desk.register.models import Source

if TYPE_CHECKING:
    from amparo.core.sources import Source as CoreSource
    from amparo_desk.accounts.models import User


def add_source(*, source: CoreSource, user: User, reason: str = "") -> Kept:
    """Add a source or bring it to what is now known of it; say what that did.

    Raises:
        PermissionDenied: the user may not document.
    """
    values = {item.name: getattr(source, item.name) for item in fields(source)}
    key = values.pop("key")
    values |= {"kind": source.kind.value, "knowledge": source.knowledge.value}
    values["pages"] = list(source.pages)
    with turn(user):
        return keep_row(model=Source, key=key, values=values, user=user, reason=reason)
