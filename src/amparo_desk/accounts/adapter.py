# SPDX-License-Identifier: AGPL-3.0-or-later
"""How allauth behaves here: nobody signs up; an administrator makes the accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no type information
    """An adapter that opens no account to strangers."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Say no, always."""
        return False
