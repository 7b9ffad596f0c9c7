# SPDX-License-Identifier: AGPL-3.0-or-later
"""Choosing the language; also for those who are not signed in, as it only sets a cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back to the page (never to another host)."""
    return set_language(request)
