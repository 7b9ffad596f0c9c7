# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which paragraphs answer a demand: in the draft, or in the text that a scenario gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from amparo.texts.demands.answering import answers
from amparo.texts.demands.answers import Status
from amparo.texts.plain import told_language
from amparo_desk.chamber.reckoning import reckoned
from amparo_desk.demands.queries import stated_demands
from amparo_desk.pages.opened import open_debate
from amparo_desk.pages.taking_in import LANGUAGES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrOrPromise

    from amparo.texts.demands.answers import Answer
    from amparo.texts.document import Document
    from amparo_desk.pages.opened import Opened

LONGEST = 2000
STATUS: dict[Status, tuple[_StrOrPromise, str]] = {
    Status.ANSWERED: (_("answered"), "sure"),
    Status.IN_PART: (_("answered in part"), "caution"),
    Status.SILENT: (_("the text is silent"), "against"),
    Status.UNDETERMINED: (_("not to be told"), "open"),
}


class DemandForm(forms.Form):
    """A demand in the words of who makes it."""

    demand = forms.CharField(
        label=_("The demand, in English or French"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "wide"}),
    )
    language_of_demand = forms.ChoiceField(
        label=_("Language of the demand"), choices=LANGUAGES, required=False
    )


@require_safe
def debate_demand(request: HttpRequest, key: str) -> HttpResponse:
    """Show which paragraphs answer a demand, what was lost of it, or what was searched."""
    opened = open_debate(request, key)
    if opened.text is None:
        raise Http404(key)
    form = DemandForm(request.GET if "demand" in request.GET else None)
    context: dict[str, Any] = {"opened": opened, "form": form, "known": _known(opened)}
    if form.is_valid():
        demand = form.cleaned_data["demand"]
        language = form.cleaned_data["language_of_demand"] or told_language(demand)
        choices = opened.scenario.choices if opened.scenario else {}
        adopted = {label for label, choice in choices.items() if choice == "adopted"}
        work = reckoned(opened.text)
        context["answers"] = [
            _shown(title, document, answers(demand, document, language=language))
            for title, document in (
                (_("The draft as it stands"), work.document),
                (_("The text with what is taken as adopted"), work.consolidated(adopted).document),
            )
        ]
    return render(request, "pages/debate_demand.html", context)


def _shown(title: _StrOrPromise, document: Document, answer: Answer) -> dict[str, Any]:
    words, tone = STATUS[answer.status]
    parts, places = _places(document)
    return {
        "title": title,
        "answer": answer,
        "words": words,
        "tone": tone,
        "paragraphs": [
            (item, parts.get(item.part, ""), STATUS[item.status]) for item in answer.paragraphs
        ],
        "nearest": answer.nearest,
        "nearest_part": parts.get(answer.nearest.part, "") if answer.nearest else "",
        "searched": [
            (item, [places[key] for key in item.paragraphs if key in places])
            for item in answer.searched
        ],
    }


def _places(document: Document) -> tuple[dict[str, str], dict[str, str]]:
    """Give how parts are called, by kind, and where paragraphs stand, by key.

    A text of one part does not name it; of several each does, as they count from 1 again.
    """
    several = len(document.parts) > 1
    parts = {str(part.kind): part.heading if several else "" for part in document.parts}
    places = {
        item.key: f"{part.heading}: {item.number}" if several and part.heading else item.number
        for part in document.parts
        for item in part.walk()
    }
    return parts, places


def _known(opened: Opened) -> list[str]:
    """Give the demands of the event in which the draft is voted, in the language of the text."""
    if opened.draft.debate is None or opened.text is None:
        return []
    return [item.words.text(opened.text.language) for item in stated_demands(opened.draft.debate)]
