# SPDX-License-Identifier: AGPL-3.0-or-later
"""Three layers: the draft, the text as voted, the text as published, with every difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from amparo.texts.layers.comparing import compare
from amparo.texts.layers.differences import Difference, Label
from amparo.texts.marked import MarkedParagraph
from amparo_desk.chamber.models import Announced
from amparo_desk.chamber.queries import announced_of
from amparo_desk.chamber.queries.drafts import published_of
from amparo_desk.chamber.reckoning import document_of, reckoned
from amparo_desk.pages.opened import open_debate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrOrPromise

    from amparo.texts.document import Document
    from amparo.texts.layers.differences import Comparison
    from amparo.texts.marked import Consolidation
    from amparo_desk.pages.opened import Opened

LABELS: dict[Label, tuple[_StrOrPromise, str]] = {
    Label.EDITORIAL: (_("editorial"), "sure"),
    Label.RENUMBERING: (_("renumbering"), "open"),
    Label.UNEXPLAINED: (_("unexplained"), "against"),
}


@dataclass(frozen=True, slots=True)
class Layers:
    """Paragraphs that stand for each other: as voted, with the draft's marks, and as published."""

    voted: tuple[MarkedParagraph, ...]
    published: tuple[tuple[str, str], ...]


@require_safe
def debate_compare(request: HttpRequest, key: str) -> HttpResponse:
    """Show the published text beside the text as voted, each difference with its label."""
    opened = open_debate(request, key)
    if opened.text is None:
        raise Http404(key)
    printed = published_of(opened.text)
    context: dict[str, Any] = {"opened": opened}
    if printed is not None:
        announced = announced_of(opened.draft)
        adopted = _adopted(opened, announced)
        work = reckoned(opened.text)
        made = work.consolidated(adopted)
        published = document_of(printed)
        found = compare(made.document, published)
        context |= {
            "by_announcement": bool(announced),
            "adopted": [label for label in work.amendments if label in adopted],
            "differences": [_shown(item) for item in found.differences],
            "counts": [(LABELS[label][0], len(list(found.labelled(label)))) for label in Label],
            "left_out": found.left_out,
            "layers": list(_layers(made, published, found)),
            "choices": dict.fromkeys(adopted, "adopted"),
        }
    return render(request, "pages/debate_compare.html", context)


def _adopted(opened: Opened, announced: dict[str, Announced]) -> set[str]:
    """Give what was announced as adopted; where nothing was, what the scenario assumes."""
    if announced:
        adopted = Announced.Outcome.ADOPTED
        return {label for label, row in announced.items() if row.outcome == adopted}
    choices = opened.scenario.choices if opened.scenario else {}
    return {label for label, choice in choices.items() if choice == "adopted"}


def _shown(item: Difference) -> dict[str, Any]:
    words, tone = LABELS[item.label]
    return {"item": item, "words": words, "tone": tone}


def _layers(made: Consolidation, published: Document, found: Comparison) -> Iterator[Layers]:
    voted = {item.key: item for item in made.walk() if item.number_after}
    printed = {item.key: (item.number, item.text) for item in published.walk() if item.number}
    for pair in found.pairs:
        before = tuple(voted[key] for key in pair.keys_before if key in voted)
        after = tuple(printed[key] for key in pair.keys_after if key in printed)
        if before or after:
            yield Layers(before, after)
