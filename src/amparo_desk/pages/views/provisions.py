# SPDX-License-Identifier: AGPL-3.0-or-later
"""Provisions of law that came up in the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amparo.core.messages import say_date
from amparo.law.provisions import load_provisions
from amparo_desk.pages.showing import language_now, provision_text
from amparo_desk.register.models import Charge

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from amparo.core.dates import PartialDate
    from amparo.law.provisions import Provision


@require_safe
def provisions(request: HttpRequest) -> HttpResponse:
    """Show the provisions held, by code."""
    held = load_provisions()
    language = language_now()
    codes = [
        {
            "title": code.title(language),
            "provisions": [_row(item) for item in held if item.code == code],
        }
        for code in held.codes
    ]
    return render(request, "pages/provisions.html", {"codes": codes})


@require_safe
def provision(request: HttpRequest, key: str) -> HttpResponse:
    """Show one provision; for a part that is not held, its article."""
    found = load_provisions().get(key)
    if found is None:
        raise Http404(key)
    charges = (
        Charge.objects.filter(provision__startswith=found.key)
        .select_related("prosecution__person")
        .order_by("prosecution__person__search_keys", "key")
    )
    under = [
        charge
        for charge in charges
        if charge.provision == found.key or charge.provision.startswith(f"{found.key}/")
    ]
    context = {
        "asked": provision_text(key) if key != found.key else "",
        "provision": _row(found),
        "charges": [(charge, provision_text(charge.provision)) for charge in under],
    }
    return render(request, "pages/provision.html", context)


def _row(item: Provision) -> dict[str, Any]:
    language = language_now()
    shown = item.titles.get(language, item.title_en)
    own = {"RU": "ru", "UA": "uk"}.get(item.country, "")
    original = item.titles.get(own, "")
    return {
        "key": item.key,
        "source": f"law:{item.key}",
        "where": provision_text(item.key),
        "code": item.code.title(language),
        "title": shown,
        "original": original if original != shown else "",
        "original_language": own,
        "knowledge": item.knowledge.value,
        "knowledge_note": item.knowledge_note,
        "introduced_by": item.introduced_by,
        "adopted": _date(item.adopted),
        "in_force": _date(item.in_force),
        "area": item.area,
        "note": item.note,
        "pages": item.sources,
    }


def _date(date: PartialDate | None) -> str:
    return say_date(date).text(language_now()) if date else ""
