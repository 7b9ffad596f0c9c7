# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures as SVG, for those who are signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from amparo_desk.pages.pictures import SIZES, drawn_by_name

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
@csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]  # it passes on all arguments
def picture(request: HttpRequest, language: str, size: str, name: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give one picture; it carries its own styles and may do nothing else."""
    if language not in dict(settings.LANGUAGES) or size not in SIZES:
        raise Http404(language)
    found = drawn_by_name(name, language, size)
    if found is None:
        raise Http404(name)
    return HttpResponse(found.svg, content_type="image/svg+xml")
