# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what: named predicates, deny by default, each answer with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from amparo_desk.accounts.models import Role

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something is allowed, and why."""

    allowed: bool
    reason: str


def may_document(user: User) -> Answer:
    """Documenters and administrators may import, decide and choose."""
    return _needs(user, {Role.DOCUMENTER, Role.ADMINISTRATOR}, "changing the register")


def may_administer(user: User) -> Answer:
    """Administrators may make users."""
    return _needs(user, {Role.ADMINISTRATOR}, "administration")


def require(answer: Answer) -> None:
    """Go on only if allowed.

    Raises:
        PermissionDenied: with the reason.
    """
    if not answer.allowed:
        raise PermissionDenied(answer.reason)


def _needs(user: User, roles: set[Role], what: str) -> Answer:
    if not user.is_active:
        return Answer(allowed=False, reason=f"{what}: the account {user} is not active")
    allowed = user.role in roles
    verb = "allows" if allowed else "does not allow"
    return Answer(allowed=allowed, reason=f"the role {user.role} of {user} {verb} {what}")
