# SPDX-License-Identifier: AGPL-3.0-or-later
"""The history: every change with who, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amparo_desk.history.models import Change

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CHANGES_ON_A_PAGE = 100


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Show the changes, the latest first."""
    rows = Change.objects.select_related("actor")
    subject = request.GET.get("about", "")
    if subject:
        rows = rows.filter(subject_key=subject)
    page = Paginator(rows, CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "pages/changes.html", {"page": page, "about": subject})
