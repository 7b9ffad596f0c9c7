# SPDX-License-Identifier: AGPL-3.0-or-later
"""Making and changing accounts. Passphrases are made here, shown once, kept as a hash only."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction

from amparo_desk.accounts.models import Role, User
from amparo_desk.accounts.rules import may_administer, require
from amparo_desk.history.domain import record_change

if TYPE_CHECKING:
    from typing import Any

# Letters and digits that are not taken for one another on paper; 5 groups of 4: 97 bits.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LENGTH = 5, 4
FIRST = "admin"


@transaction.atomic
def ensure_administrator() -> tuple[User, str]:
    """Give an active administrator and, if one was made just now, the passphrase (else "").

    Raises:
        ValidationError: there is no active administrator, yet the name `admin` is taken.
    """
    found = _administrators()
    if found:
        return found[0], ""
    user, passphrase = _make(FIRST, Role.ADMINISTRATOR)
    _record(user, "ensure_administrator", user, after={"role": user.role})
    return user, passphrase


@transaction.atomic
def create_user(*, username: str, role: str, user: User) -> tuple[User, str]:
    """Make an account; give it and its first passphrase.

    Raises:
        PermissionDenied: the user may not administer.
        ValidationError: the name is taken or not a name, the role is none.
    """
    require(may_administer(user))
    made, passphrase = _make(username, role)
    _record(user, "create_user", made, after={"role": made.role})
    return made, passphrase


@transaction.atomic
def reset_passphrase(*, account: User, user: User) -> str:
    """Give an account a new passphrase, and give it back; it is then the only way in.

    Its sessions end; its passkeys, codes of an app and recovery codes are deleted, for whoever
    had the old passphrase may have added one.

    Raises:
        PermissionDenied: the user may not administer.
    """
    require(may_administer(user))
    passphrase = _passphrase()
    account.set_password(passphrase)
    account.save(update_fields=["password"])
    ways_in = Authenticator.objects.filter(user=account)
    removed = sorted(ways_in.values_list("type", flat=True))
    ways_in.delete()
    ended = _end_sessions(account)
    after = {"authenticators_removed": removed, "sessions_ended": ended}
    _record(user, "reset_passphrase", account, after=after)
    return passphrase


@transaction.atomic
def set_role(*, account: User, role: str, user: User, reason: str = "") -> User:
    """Give an account another role.

    Raises:
        PermissionDenied: the user may not administer.
        ValidationError: no such role, or nobody could administer any more.
    """
    require(may_administer(user))
    row = User.objects.get(pk=account.pk)
    if row.role == role:
        return row
    _keep_an_administrator(without=row)
    before = {"role": row.role}
    row.role = role
    row.full_clean(exclude=["password"])
    row.save(update_fields=["role"])
    _record(user, "set_role", row, reason=reason, before=before, after={"role": row.role})
    return row


@transaction.atomic
def deactivate(*, account: User, user: User, reason: str = "") -> User:
    """Close an account and end its sessions; what it did stays in the history under its name.

    Raises:
        PermissionDenied: the user may not administer.
        ValidationError: nobody could administer any more.
    """
    require(may_administer(user))
    row = User.objects.get(pk=account.pk)
    if not row.is_active:
        return row
    _keep_an_administrator(without=row)
    row.is_active = False
    row.save(update_fields=["is_active"])
    after = {"active": False, "sessions_ended": _end_sessions(row)}
    states = {"before": {"active": True}, "after": after}
    _record(user, "deactivate", row, reason=reason, **states)
    return row


def _make(username: str, role: str) -> tuple[User, str]:
    user = User(username=username, role=role)
    passphrase = _passphrase()
    user.set_password(passphrase)
    user.full_clean()
    user.save()
    return user, passphrase


def _end_sessions(account: User) -> int:
    """Delete the sessions in which the account is signed in; give their number."""
    rows = [
        row.pk
        for row in Session.objects.iterator()
        if row.get_decoded().get(SESSION_KEY) == str(account.pk)
    ]
    Session.objects.filter(pk__in=rows).delete()
    return len(rows)


def _passphrase() -> str:
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def _administrators() -> list[User]:
    """Give the active administrators, held against others' changes until the end."""
    rows = User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True)
    return list(rows.order_by("pk"))


def _keep_an_administrator(*, without: User) -> None:
    found = _administrators()
    if without in found and len(found) == 1:
        msg = f"{without} is the last administrator: make another one first"
        raise ValidationError(msg)


def _record(user: User, verb: str, account: User, **states: Any) -> None:  # noqa: ANN401 - as record_change
    record_change(user=user, verb=verb, kind="user", key=account.username, **states)
