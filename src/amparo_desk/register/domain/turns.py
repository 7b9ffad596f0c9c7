# SPDX-License-Identifier: AGPL-3.0-or-later
"""One writer at a time: what a verb decides on what it has read must still hold when it writes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction

from amparo_desk.accounts.rules import may_document, require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo_desk.accounts.models import User

# Any number that nothing else in the database uses: "Amparo" as bytes.
_LOCK = int.from_bytes(b"Amparo", "big")


class RefusedError(ValueError):
    """A verb will not do what was asked; the message says why and what to do instead."""


@contextmanager
def turn(user: User) -> Iterator[None]:
    """Let a user who may document change the register in one transaction.

    Raises:
        PermissionDenied: the user may not; nothing was touched.
    """
    require(may_document(user))
    with writing():
        yield


@contextmanager
def writing() -> Iterator[None]:
    """Wait until nobody else writes, then hold the turn to the end of the transaction.

    SQLite's transactions begin IMMEDIATE (amparo_desk.workspace) and so wait by themselves.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield


def stated_reason(reason: str) -> str:
    """Give the reason without blanks around it.

    Raises:
        RefusedError: there is none.
    """
    if not reason.strip():
        msg = "a reason is needed: it stands beside what is decided, for whoever comes later"
        raise RefusedError(msg)
    return reason.strip()
