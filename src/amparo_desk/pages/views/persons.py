# SPDX-License-Identifier: AGPL-3.0-or-later
"""Persons: the list with its search, and one person with everything the sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amparo.core.statements import Schema
from amparo.core.truth import Truth
from amparo.dossier.words import ENTITIES
from amparo.dossier.words import PROPERTIES as PROPERTY_WORDS
from amparo_desk.chamber.queries import debates
from amparo_desk.demands.queries import stated_demands
from amparo_desk.pages.cases import case_of
from amparo_desk.pages.pairs import pair_of
from amparo_desk.pages.showing import language_now
from amparo_desk.pages.words import TRUTH
from amparo_desk.register.models import Person
from amparo_desk.register.queries import (
    assessments_of,
    changes_of,
    contradictions_of,
    decisions_on,
    found_persons,
    person_of,
    records_of,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from amparo.core.cases import Person as CorePerson
    from amparo_desk.register.models import Record

PERSONS_ON_A_PAGE = 50
CHANGES_SHOWN = 50


@require_safe
def persons(request: HttpRequest) -> HttpResponse:
    """Show all persons or those whose name, in any spelling, has all words looked for."""
    asked = request.GET.get("q", "").strip()
    # Grouping for the counts drops the order of the model.
    rows = found_persons(asked).order_by("unnamed", "search_keys", "key")
    page = Paginator(rows, PERSONS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "asked": asked, "persons": [_row(person) for person in page]}
    # htmx asks for the list alone while somebody types.
    part = bool(request.headers.get("HX-Request"))
    template = "components/persons_list.html" if part else "pages/persons.html"
    return render(request, template, context)


@require_safe
def person(request: HttpRequest, key: str) -> HttpResponse:
    """Show one person: names, properties, prosecutions, records, decisions, demands, history."""
    row = Person.objects.filter(key=key).first()
    if row is None:
        raise Http404(key)
    found = person_of(row)
    records = records_of(row)
    context = {
        "person": row,
        "core": found,
        "name": found.name(language_now()),
        "properties": [
            ("birth_date", PROPERTY_WORDS["birth_date"], found.birth_date),
            *((prop, PROPERTY_WORDS[prop], known) for prop, known in found.facts.items()),
        ],
        "cases": [case_of(item) for item in found.prosecutions],
        "contradictions": [
            (item, ENTITIES[Schema(item.schema)], PROPERTY_WORDS[item.prop])
            for item in contradictions_of(row)
        ],
        "assessments": assessments_of(row),
        "records": records,
        "decisions": [pair_of(item) for item in decisions_on(records)],
        "demands": _demands(found, records),
        "changes": changes_of(row)[:CHANGES_SHOWN],
    }
    return render(request, "pages/person.html", context)


def _row(person: Person) -> dict[str, Any]:
    """Give what the list shows: each name once, with the source that writes it first."""
    stated = person.values.get("name", {}).get("stated", [])
    names = {item["value"]: item for item in reversed(stated)}
    language = language_now()
    first = next((item["value"] for item in stated if item["language"] == language), "")
    described = person.values.get("description", {}).get("stated", [])
    return {
        "person": person,
        "name": first or person.display_name,
        "names": list(reversed(names.values())),
        "described": described[0] if described and not stated else None,
    }


def _demands(found: CorePerson, records: list[Record]) -> list[dict[str, Any]]:
    keys = [record.key for record in records]
    concerned = []
    for debate in debates():
        for demand in stated_demands(debate):
            matches = demand.concerns.matches(found, keys)
            if matches is not Truth.FALSE:
                source = demand.steps[0].source if demand.steps else ""
                words = TRUTH[matches.value]
                concerned.append({"demand": demand, "matches": words, "source": source})
    return concerned
