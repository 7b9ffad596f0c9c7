# SPDX-License-Identifier: AGPL-3.0-or-later
"""English and French side by side: the same paragraph numbers, the amendments in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from amparo_desk.chamber.reckoning import reckoned
from amparo_desk.pages.debates import shown
from amparo_desk.pages.opened import open_debate

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from amparo_desk.chamber.models import DraftText
    from amparo_desk.pages.debates import Row

Place = tuple[int, str]


@require_safe
def debate_languages(request: HttpRequest, key: str) -> HttpResponse:
    """Show the texts of a debate beside each other, with the marks of the scenario."""
    opened = open_debate(request, key)
    choices = opened.scenario.choices if opened.scenario else {}
    texts = list(opened.texts.values())
    rows = [_by_place(text, choices) for text in texts]
    # The order of the first text; what only another has comes at the end.
    places = list(dict.fromkeys(place for text in rows for place in text))
    context: dict[str, Any] = {
        "opened": opened,
        "choices": choices,
        "languages": texts,
        "lines": [
            (
                place[1],
                [
                    (text.language, row.get(place), opened.address(text))
                    for text, row in zip(texts, rows, strict=True)
                ],
            )
            for place in places
        ],
    }
    return render(request, "pages/debate_languages.html", context)


def _by_place(text: DraftText, choices: dict[str, str]) -> dict[Place, Row]:
    """Give the rows of a text by part and number; one without a number by what it follows."""
    work = reckoned(text)
    places = []
    for number, part in enumerate(work.document.parts):
        last, after = "", 0
        for item in part.walk():
            if item.number:
                last, after = item.number, 0
                places.append((number, item.number))
            else:
                after += 1
                places.append((number, f"{last} +{after}"))
    return dict(zip(places, shown(work, choices).rows, strict=True))
