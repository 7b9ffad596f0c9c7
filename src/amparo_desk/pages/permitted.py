# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who asks, and whether the role lets him change what is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from amparo_desk.accounts.models import User
from amparo_desk.accounts.rules import may_document, require

if TYPE_CHECKING:
    from django.http import HttpRequest


def documenter(request: HttpRequest) -> User:
    """Give who is signed in.

    Raises:
        PermissionDenied: the role does not allow changing the register.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    require(may_document(request.user))
    return request.user
