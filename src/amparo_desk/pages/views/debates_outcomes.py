# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was announced of the amendments, kept apart from what anybody assumes of them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.texts.operations import VotesLine
from amparo_desk.chamber.domain import announce, retract_announcement
from amparo_desk.chamber.models import Announced
from amparo_desk.chamber.queries import announced_of
from amparo_desk.chamber.reckoning import reckoned
from amparo_desk.pages.debate_cards import title_of
from amparo_desk.pages.opened import open_debate
from amparo_desk.pages.permitted import documenter
from amparo_desk.register.domain.turns import RefusedError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from amparo_desk.accounts.models import User
    from amparo_desk.pages.opened import Opened

COUNTS = ("in_favour", "against", "abstentions")
MOST_VOTES = 10_000
LONGEST_KEY = 60
HASH_SHOWN = 16


def _votes_field(label: Any) -> forms.IntegerField:  # noqa: ANN401 - a lazy translation
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_VOTES, required=False)


class AnnounceForm(forms.Form):
    """What was announced of one amendment, and where that was read."""

    label = forms.CharField(label=gettext_lazy("Amendment"), max_length=40)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[*Announced.Outcome.choices, ("retract", gettext_lazy("not known: take it out"))],
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How it was decided"), choices=Announced.How.choices, required=False
    )
    in_favour = _votes_field(gettext_lazy("In favour"))
    against = _votes_field(gettext_lazy("Against"))
    abstentions = _votes_field(gettext_lazy("Abstentions"))
    address = forms.URLField(
        label=gettext_lazy("Address where it was read"), assume_scheme="https", required=False
    )

    def clean(self) -> None:
        """Refuse votes that are counted in part."""
        given = [self.cleaned_data.get(name) is not None for name in COUNTS]
        if any(given) and not all(given):
            self.add_error(None, _("Votes are counted for, against and abstaining, or not at all."))


@require_http_methods(["GET", "HEAD", "POST"])
def debate_outcomes(request: HttpRequest, key: str) -> HttpResponse:
    """Show what was announced of each amendment; keep one more announcement."""
    opened = open_debate(request, key)
    if opened.text is None:
        raise Http404(key)
    form = AnnounceForm(request.POST or None)
    if request.method == "POST":
        user = documenter(request)
        if form.is_valid() and _kept(form, opened, user):
            messages.success(request, _("The announcement is kept."))
            return redirect(reverse("debate_outcomes", args=[key]) + opened.query)
    work = reckoned(opened.text)
    announced = announced_of(opened.draft)
    context = {
        "opened": opened,
        "form": form,
        "labels": list(work.amendments),
        "lines": [
            (label, title_of(amendment), announced.get(label))
            for label, amendment in work.amendments.items()
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "pages/debate_outcomes.html", context, status=status)


def _kept(form: AnnounceForm, opened: Opened, user: User) -> bool:
    given = form.cleaned_data
    try:
        if given["outcome"] == "retract":
            retract_announcement(draft=opened.draft, label=given["label"], user=user)
            return True
        counted = [given[name] for name in COUNTS]
        announce(
            draft=opened.draft,
            label=given["label"],
            outcome=given["outcome"],
            how=given["how"],
            votes=VotesLine(*counted) if None not in counted else None,
            source=_source(opened, given["address"]),
            user=user,
        )
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _source(opened: Opened, address: str) -> Source:
    """Give the source of announcements: one of the debate for each page where they were read."""
    synthetic = opened.draft.source.synthetic
    # Addresses that differ in one sign are two pages: the hash keeps them apart.
    told = sha256(f"{opened.draft.key} {address}".encode()).hexdigest()[:HASH_SHOWN]
    return Source(
        key=f"outcomes-{opened.draft.key[:LONGEST_KEY]}-{told}",
        kind=SourceKind.INSTITUTION,
        title=f"{'SYNTHETIC ' if synthetic else ''}{opened.draft.title}: announced outcomes",
        knowledge=Knowledge.SEEN if address else Knowledge.UNVERIFIED,
        language="en",
        pages=(address,) if address else (),
        synthetic=synthetic,
    )
