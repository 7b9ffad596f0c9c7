# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every answer carries, and what no address may hold. The policy itself is in settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseBadRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

_NUL = "\0"


class ClosedAnswers:
    """Keep pages out of caches and other sites; refuse addresses that no database takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; with 400 where path or query hold a NUL, which PostgreSQL cannot compare."""
        response: HttpResponseBase
        query = request.META.get("QUERY_STRING", "")
        if _NUL in request.path or _NUL in query or "%00" in query:
            response = HttpResponseBadRequest("an address cannot hold a NUL")
        else:
            response = self.get_response(request)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith(settings.STATIC_URL):
            # Nothing that names persons is left on the disk of whoever looks at it.
            response.headers["Cache-Control"] = "no-store, private"
        return response
