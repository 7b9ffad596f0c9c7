# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sources, and one source with everything that was taken from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amparo.claims.figures import Figure
from amparo.claims.words import LABELS
from amparo.core.dates import PartialDate
from amparo.core.messages import Message, say_date
from amparo.core.statements import Schema
from amparo.dossier.words import ENTITIES
from amparo.dossier.words import PROPERTIES as PROPERTY_WORDS
from amparo.exchange.plain_data import from_plain
from amparo_desk.figures import models as figures
from amparo_desk.pages.showing import language_now, stated_value, value_text
from amparo_desk.register.models import Source
from amparo_desk.register.queries import records_from, sources_with_counts, taken_from

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from amparo_desk.register.models import Statement

STATEMENTS_ON_A_PAGE = 200
RECORDS_ON_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """One statement taken from a source, ready to show."""

    schema: Message
    prop: Message
    text: str
    written: str
    language: str
    record: str
    person: str | None
    name: str


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Show all sources by kind."""
    kinds: dict[str, list[Source]] = {}
    for row in sources_with_counts():
        kinds.setdefault(row.get_kind_display(), []).append(row)
    return render(request, "pages/sources.html", {"kinds": kinds.items()})


@require_safe
def source(request: HttpRequest, key: str) -> HttpResponse:
    """Show what one source says, how well it is known, and what was taken from it."""
    row = Source.objects.filter(key=key).first()
    if row is None:
        raise Http404(key)
    page = Paginator(taken_from(row), STATEMENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "source": row,
        "published": _date(row.published),
        "page": page,
        "taken": [_taken(item) for item in page],
        "records": Paginator(records_from(row), RECORDS_ON_A_PAGE).get_page(
            request.GET.get("rows")
        ),
        "snapshots": list(row.snapshots.select_related("imported_by")),
        "figures": [_figure(item) for item in row.figures.all()],
        "claims": list(figures.Claim.objects.filter(speech__source=row).select_related("speech")),
        "demands": list(row.demands.all()),
    }
    return render(request, "pages/source.html", context)


def _date(edtf: str) -> str:
    return say_date(PartialDate.from_edtf(edtf)).text(language_now()) if edtf else ""


def _taken(row: Statement) -> Taken:
    person = row.record.person
    value = stated_value(row.value, row.schema, row.prop)
    text = value_text(value, row.schema, row.prop)
    return Taken(
        schema=ENTITIES[Schema(row.schema)],
        prop=PROPERTY_WORDS[row.prop],
        text=text,
        written=row.written if row.written != text else "",
        language="" if row.language in {"und", language_now()} else row.language,
        record=row.record.key,
        person=person.key if person else None,
        name=person.display_name if person else "",
    )


def _figure(row: figures.Figure) -> dict[str, Any]:
    language = language_now()
    figure = from_plain(Figure, row.data)
    words = (figure.unit, figure.state, figure.reason, figure.area, figure.counting)
    time = figure.time()
    return {
        "number": figure.number.said().text(language),
        "what": ", ".join(LABELS[word].text(language) for word in words),
        "institution": figure.institution,
        "when": say_date(time).text(language) if time else "",
        "definition": figure.definition,
        "note": figure.note,
    }
