# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a debate: the draft, the amendments in place, switches, and the resulting text.

With scripts a switch exchanges the paragraphs and cards that are not as the page shows them: the
page says at which step it stands, since others switch in the same scenario. Without scripts each
switch is a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amparo_desk.chamber.domain import open_scenario, switch_amendment, undo_step
from amparo_desk.chamber.queries import (
    amendment_counts,
    announced_of,
    choices_of,
    drafts,
    last_step,
    recommendations_of,
    since,
    steps_of,
)
from amparo_desk.chamber.reckoning import reckoned
from amparo_desk.pages.debate_cards import STATE, card_of, title_of
from amparo_desk.pages.debates import shown, slug
from amparo_desk.pages.opened import open_debate
from amparo_desk.pages.permitted import documenter
from amparo_desk.register.domain.turns import RefusedError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from amparo_desk.chamber.models import Scenario
    from amparo_desk.chamber.reckoning import Reckoned
    from amparo_desk.pages.debates import Shown
    from amparo_desk.pages.opened import Opened

NAME_LENGTH = 120
STEP_DIGITS = 18


class ScenarioForm(forms.Form):
    """The name of a new scenario, and which one it begins from."""

    name = forms.CharField(label=gettext_lazy("Name of the scenario"), max_length=NAME_LENGTH)
    like = forms.IntegerField(required=False)


@require_safe
def debates(request: HttpRequest) -> HttpResponse:
    """Show the drafts that are here."""
    counts = amendment_counts()
    found = [(draft, counts.get(draft.pk, 0)) for draft in drafts()]
    return render(request, "pages/debates.html", {"drafts": found})


@require_safe
def debate(request: HttpRequest, key: str) -> HttpResponse:
    """Show a draft with its amendments in place and the text that results in a scenario."""
    opened = open_debate(request, key)
    if opened.text is None:
        return render(request, "pages/debate_empty.html", {"opened": opened})
    work = reckoned(opened.text)
    step, choices = 0, {}
    if opened.scenario:
        step = last_step(opened.draft, opened.scenario)
        choices = choices_of(opened.scenario)
    context = _context(opened, work, shown(work, choices))
    return render(request, "pages/debate.html", {**context, "choices": choices, "step": step})


@require_POST
def switch(request: HttpRequest, key: str) -> HttpResponse:
    """Take an amendment as adopted, rejected or open; `switch` is "adopted:7"."""
    user = documenter(request)
    opened = open_debate(request, key)
    choice, _colon, label = request.POST.get("switch", "").partition(":")
    if opened.scenario is None or opened.text is None:
        raise Http404(key)
    try:
        now = switch_amendment(scenario=opened.scenario, label=label, choice=choice, user=user)
    except RefusedError as refusal:
        if _asks_for_changes(request):
            return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
        messages.error(request, str(refusal))
        return redirect(opened.address())
    return _changed(request, opened, now, label)


@require_POST
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Take back one's last switch in the scenario."""
    user = documenter(request)
    opened = open_debate(request, key)
    if opened.scenario is None or opened.text is None:
        raise Http404(key)
    now, step = undo_step(scenario=opened.scenario, user=user)
    return _changed(request, opened, now, step.label if step else "")


@require_http_methods(["GET", "HEAD", "POST"])
def scenarios(request: HttpRequest, key: str) -> HttpResponse:
    """Show the scenarios of a debate with their last switches; open another."""
    opened = open_debate(request, key)
    form = ScenarioForm(request.POST or None)
    if request.method == "POST":
        user = documenter(request)
        if form.is_valid():
            like = {row.pk: row for row in opened.scenarios}.get(form.cleaned_data["like"] or 0)
            try:
                made = open_scenario(
                    draft=opened.draft, name=form.cleaned_data["name"], user=user, like=like
                )
            except RefusedError as refusal:
                form.add_error("name", str(refusal))
            else:
                return redirect(f"{reverse('debate', args=[key])}?scenario={made.pk}")
    rows = [(row, steps_of(row)) for row in opened.scenarios]
    context = {"opened": opened, "form": form, "rows": rows}
    status = 422 if form.errors else 200
    return render(request, "pages/debate_scenarios.html", context, status=status)


def _context(opened: Opened, work: Reckoned, now: Shown) -> dict[str, Any]:
    recommended, announced = recommendations_of(opened.draft), announced_of(opened.draft)
    cards = {
        label: card_of(work, card, recommended, announced) for label, card in now.cards.items()
    }
    beside: dict[str, list[Any]] = {}
    for label, card in cards.items():
        beside.setdefault(work.alone[label].home, []).append(card)
    return {
        "opened": opened,
        "rows": [(row, beside.get(work.keys[row.number], ())) for row in now.rows],
        "unplaced": beside.get("", ()),
        "tally": now.tally,
        "unapplied": [
            card for card in cards.values() if card.alone.refusal or card.amendment.reading.not_read
        ],
        "remarks": now.resulting.remarks,
        "only_here": _only_in_one_language(opened, work),
    }


def _only_in_one_language(opened: Opened, work: Reckoned) -> list[tuple[str, list[str]]]:
    """Give the amendments that other texts have and this one has not."""
    return [
        (language, missing)
        for language, text in opened.texts.items()
        if opened.text is not None
        and language != opened.text.language
        and (missing := [key for key in reckoned(text).amendments if key not in work.amendments])
    ]


def _asks_for_changes(request: HttpRequest) -> bool:
    """Say whether a script asks, which exchanges what changed."""
    return bool(request.headers.get("HX-Request"))


def _changed(request: HttpRequest, opened: Opened, now: Scenario, label: str) -> HttpResponse:
    if opened.text is None:
        raise Http404(opened.draft.key)
    work = reckoned(opened.text)
    if not _asks_for_changes(request):
        messages.success(request, _said(work, shown(work, now.choices), label))
        return redirect(opened.address() + (f"#a-{slug(label)}" if label else ""))
    asked = request.POST.get("step", "")
    step = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= STEP_DIGITS else None
    lacks = None
    if step is not None and request.POST.get("version") == opened.text.version:
        lacks = since(opened.draft, now, now.choices, step)
    if lacks is None:
        # The page shows other words, or is behind by too much: it is made anew as a whole.
        messages.success(request, _said(work, shown(work, now.choices), label))
        return HttpResponse(status=205)
    before, choices, step = lacks
    old, new = shown(work, before), shown(work, choices)
    recommended, announced = recommendations_of(opened.draft), announced_of(opened.draft)
    context = {
        "opened": opened,
        "choices": choices,
        "changes": new.differing_rows(old),
        "cards": [card_of(work, card, recommended, announced) for card in new.differing_cards(old)],
        "tally": new.tally,
        "remarks": new.resulting.remarks,
        "remarks_differ": new.resulting.remarks != old.resulting.remarks,
        "said": _said(work, new, label),
        "step": step,
    }
    return render(request, "pages/debate_changes.html", context)


def _said(work: Reckoned, now: Shown, label: str) -> str:
    card = now.cards.get(label)
    if card is None:
        return _("There is nothing of yours to undo.")
    words = {"title": title_of(work.amendments[label]), "state": STATE[card.state]}
    return _("%(title)s: %(state)s.") % words
