# SPDX-License-Identifier: AGPL-3.0-or-later
"""The overview: what is here, the walk, the claims with their verdicts, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from amparo_desk.demands.models import Demand
from amparo_desk.figures import models as figures
from amparo_desk.pages.pictures import overview_pictures
from amparo_desk.pages.views.claims import claim_row
from amparo_desk.register.queries import register_counts

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# Numbered in the order in which data walks through Amparo: (page, title, what happens there).
WALK = (
    ("sources", _("Lists and documents"), _("Lists and notes, each with where it was read.")),
    ("review", _("Review"), _("Records that may be the same person, side by side.")),
    ("persons", _("Register"), _("Persons and prosecutions, each value with its source.")),
    ("estimates", _("Estimates"), _("How many are on no list, or why it cannot be said.")),
    ("claims", _("Claims, checked"), _("What a speech says, and what the sources say of it.")),
    ("demands", _("Demands and their way"), _("From who asked, through the vote, to the cases.")),
    ("dossier", _("Dossier"), _("Everything on one paper, to be taken into the room.")),
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what is here, in its units, and where to go."""
    found = figures.Claim.objects.select_related("check_result", "speech__source")
    held = register_counts()
    counts = (
        (held.sources, _("sources"), "sources"),
        (held.records, _("records (rows of sources)"), "sources"),
        (held.persons - held.unnamed, _("persons with a name"), "persons"),
        (held.unnamed, _("persons without a name"), "persons"),
        (held.prosecutions, _("prosecutions"), "persons"),
        (figures.Figure.objects.count(), _("figures of sources"), "sources"),
        (Demand.objects.count(), _("demands"), "demands"),
        (held.waiting, _("pairs waiting for a decision"), "review"),
    )
    context = {
        "counts": [(count, words, reverse(page)) for count, words, page in counts],
        "walk": [(reverse(page), title, words) for page, title, words in WALK],
        "claims": [claim_row(claim) for claim in found],
        "waiting": held.waiting,
        "pictures": overview_pictures(),
    }
    return render(request, "pages/overview.html", context)
