# SPDX-License-Identifier: AGPL-3.0-or-later
"""Demands, and the way of one demand from who asked to the cases after the vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amparo.demands.events import case_events
from amparo.dossier.ways import STATES, STATIONS
from amparo_desk.demands import queries
from amparo_desk.pages.showing import language_now
from amparo_desk.pages.words import TRUTH

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from amparo.core.cases import Person
    from amparo.demands.way import Station

STATE_TONE = {"known": "sure", "reported": "caution", "unknown": "open", "none": "open"}


@require_safe
def demands(request: HttpRequest) -> HttpResponse:
    """Show the demands, each with how far it came."""
    found = [
        {"way": way, "stations": [_station(item) for item in way.stations]}
        for way in queries.ways()
    ]
    context = {"demands": found, "debates": queries.debates_told(language_now())}
    return render(request, "pages/demands.html", context)


@require_safe
def demand(request: HttpRequest, key: str) -> HttpResponse:
    """Show the stations of one demand in their order."""
    way = queries.way(key)
    if way is None:
        raise Http404(key)
    language = language_now()
    cases = [
        {
            "case": case,
            "name": case.person.name(language),
            "matches": TRUTH[case.matches.value],
            "deprived": TRUTH[case.state.deprived_of_liberty.value],
            "sources": _sources(case.person),
        }
        for case in way.cases
    ]
    context = {
        "way": way,
        "stations": [_station(item) for item in way.stations],
        "cases": cases,
        "votes": [vote for vote, _texts in queries.debates_told(language)],
    }
    return render(request, "pages/demand.html", context)


def _station(station: Station) -> dict[str, Any]:
    language = language_now()
    return {
        "station": station,
        "kind": station.kind.value,
        "name": STATIONS[station.kind].text(language),
        "state": STATES[station.state].words.text(language),
        "tone": STATE_TONE[station.state.value],
    }


def _sources(person: Person) -> tuple[str, ...]:
    """Give the sources of what is said of a person's cases, else of the person."""
    of_events = [key for event in case_events(person) for key in event.sources]
    return tuple(dict.fromkeys([*of_events, *person.names.sources]))
