# SPDX-License-Identifier: AGPL-3.0-or-later
"""The voting list: the amendments in the order proposed, with one's own recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amparo.dossier.glyphs import for_screen
from amparo_desk.chamber.domain import recommend
from amparo_desk.chamber.models import Recommendation
from amparo_desk.chamber.queries import announced_of, recommendations_of
from amparo_desk.chamber.reckoning import reckoned
from amparo_desk.dossiers.voting_list import VotingLine, VotingList, voting_docx, voting_pdf
from amparo_desk.pages.debate_cards import AmendmentCard, card_of
from amparo_desk.pages.debates import shown
from amparo_desk.pages.opened import open_debate
from amparo_desk.pages.permitted import documenter
from amparo_desk.pages.showing import language_now
from amparo_desk.register.domain.turns import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest

    from amparo_desk.accounts.models import User
    from amparo_desk.pages.opened import Opened

LONGEST_REMARK = 300
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class RecommendationForm(forms.Form):
    """The vote recommended on one amendment; it carries what the page showed when it was opened."""

    stance = forms.ChoiceField(
        choices=[("", "–"), *Recommendation.Stance.choices],
        required=False,
        show_hidden_initial=True,
    )
    remark = forms.CharField(max_length=LONGEST_REMARK, required=False, show_hidden_initial=True)

    def shown(self) -> dict[str, str]:
        """Give what the page showed; nothing where it does not say."""
        return {name: self.data.get(self[name].html_initial_name, "") for name in self.fields}

    def again(self, held: Mapping[str, str]) -> RecommendationForm:
        """Give the form to be looked at again: what was changed in it, over what is held now."""
        data = {}
        for name, was in self.shown().items():
            written = self.data.get(self[name].html_name, "")
            data[self[name].html_name] = held[name] if written == was else written
            data[self[name].html_initial_name] = held[name]
        return RecommendationForm(data, prefix=self.prefix, initial=dict(held))


@require_http_methods(["GET", "HEAD", "POST"])
def debate_voting(request: HttpRequest, key: str) -> HttpResponse:
    """Show the voting list; keep the recommendations that were changed, all or none."""
    opened = open_debate(request, key)
    cards = _cards(opened)
    faults: list[str] = []
    if request.method == "POST":
        _keep(request, opened, cards, documenter(request), faults)
        if not faults:
            messages.success(request, _("The recommendations are kept."))
            return redirect(reverse("debate_voting", args=[key]) + opened.query)
    context = {
        "opened": opened,
        "faults": faults,
        "lines": [(card, form) for card, form in _lines(request, cards, again=bool(faults))],
        "stances": Recommendation.Stance.choices,
    }
    status = 422 if faults else 200
    return render(request, "pages/debate_voting.html", context, status=status)


@require_safe
def voting_as_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """Give the voting list as PDF/UA."""
    opened = open_debate(request, key)
    return _file(opened, "pdf", "application/pdf", voting_pdf(_list(opened)))


@require_safe
def voting_as_docx(request: HttpRequest, key: str) -> HttpResponse:
    """Give the voting list as a Word file."""
    opened = open_debate(request, key)
    return _file(opened, "docx", DOCX, voting_docx(_list(opened)))


def _cards(opened: Opened) -> list[AmendmentCard]:
    """Give the amendments in the order of voting; those that cannot be applied come last."""
    if opened.text is None:
        raise Http404(opened.draft.key)
    work = reckoned(opened.text)
    now = shown(work, opened.scenario.choices if opened.scenario else {})
    recommended, announced = recommendations_of(opened.draft), announced_of(opened.draft)
    return [card_of(work, now.cards[label], recommended, announced) for label in work.order]


def _lines(
    request: HttpRequest, cards: list[AmendmentCard], *, again: bool
) -> Iterator[tuple[AmendmentCard, RecommendationForm]]:
    """Give each amendment with its form; after a refusal with what was written in it."""
    for card in cards:
        row = card.recommendation
        held = {"stance": row.stance, "remark": row.remark} if row else {"stance": "", "remark": ""}
        label = card.card.label
        if again:
            yield card, RecommendationForm(request.POST, prefix=label).again(held)
        else:
            yield card, RecommendationForm(prefix=label, initial=held)


def _keep(
    request: HttpRequest,
    opened: Opened,
    cards: list[AmendmentCard],
    user: User,
    faults: list[str],
) -> None:
    with transaction.atomic():
        for card in cards:
            form = RecommendationForm(request.POST, prefix=card.card.label)
            if not form.is_valid():
                faults += [
                    f"{card.title}: {fault}" for items in form.errors.values() for fault in items
                ]
            elif form.has_changed():
                try:
                    recommend(
                        draft=opened.draft, label=card.card.label, user=user, shown=form.shown(),
                        **form.cleaned_data,
                    )  # fmt: skip
                except RefusedError as refusal:
                    faults.append(f"{card.title}: {refusal}")
        if faults:
            transaction.set_rollback(True)


def _list(opened: Opened) -> VotingList:
    synthetic = opened.draft.source.synthetic
    text = opened.text
    if text is None:
        raise Http404(opened.draft.key)
    return VotingList(
        title=_("Voting list"),
        subtitle=_printable(" · ".join(filter(None, (opened.draft.title, opened.draft.doc)))),
        notes=(_("The order is a proposal by the Assembly's rule; the President's order counts."),),
        labels=("SYNTHETIC",) if synthetic else (),
        head=(
            _("No."),
            _("Amendment"),
            _("Wording"),
            _("Why it stands here"),
            _("Recommendation"),
            _("Remark"),
        ),
        lines=tuple(
            VotingLine(
                number=str(number),
                title=_printable(card.title),
                by=_printable(card.by),
                wording=_printable(card.amendment.wording),
                why=_printable("\n".join(_why(card))),
                stance=str(card.recommendation.get_stance_display()) if card.recommendation else "",
                remark=_printable(card.recommendation.remark) if card.recommendation else "",
            )
            for number, card in enumerate(_cards(opened), 1)
        ),
        language=language_now(),
        text_language=text.language,
        made_on=timezone.now().date(),
        page_words=(_("Page"), _("of")),
    )


def _printable(words: str) -> str:
    """Give words as paper can show them: codes for control signs, the lines kept."""
    return "\n".join(map(for_screen, words.splitlines()))


def _why(card: AmendmentCard) -> list[str]:
    if card.line is None:
        return []
    language = language_now()
    said = [f"{card.line.reason.text(language)} ({card.line.rule.said().text(language)})"]
    if card.line.falling:
        said.append(_("If adopted, falls: %(labels)s") % {"labels": ", ".join(card.line.falling)})
    return said


def _file(opened: Opened, ending: str, kind: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"voting-{opened.draft.key}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
