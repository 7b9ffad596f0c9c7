# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every page needs: the menu, the languages, the sources by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from amparo.core.sources import Knowledge
from amparo.dossier.words import KNOWLEDGE, KNOWLEDGE_MEANS
from amparo_desk.accounts.rules import may_document
from amparo_desk.register.models import Source

if TYPE_CHECKING:
    from django.http import HttpRequest


REVIEW = (
    "review_pair",
    "review_decisions",
    "review_import",
    "review_disagreements",
    "review_rule",
)
DEBATES = (
    "debate",
    "debate_new",
    "debate_compare",
    "debate_demand",
    "debate_voting",
    "debate_languages",
    "debate_scenarios",
    "debate_outcomes",
    "debate_write",
    "debate_take_in",
)
ESTIMATES = ("estimate", "estimate_new", "estimate_change", "estimate_run", "estimate_details")
# In the order of the walk from lists to dossier.
MENU = (
    ("overview", (), _("Overview")),
    ("persons", ("person",), _("Persons")),
    ("estimates", ESTIMATES, _("Estimates")),
    ("claims", ("claim",), _("Claims")),
    ("demands", ("demand",), _("Demands")),
    ("debates", DEBATES, _("Debates")),
    ("sources", ("source",), _("Sources")),
    ("provisions", ("provision",), _("Provisions")),
    ("review", REVIEW, _("Review")),
    ("changes", (), _("Changes")),
    ("dossier", (), _("Dossier")),
)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the menu; `current` is "page", "true" (a page below it) or empty."""

    address: str
    words: str | Promise
    current: str


def desk(request: HttpRequest) -> dict[str, Any]:
    """Give what base.html and the components use."""
    everywhere = {
        "desk_languages": [code for code, _name in settings.LANGUAGES],
        "desk_synthetic": settings.SYNTHETIC_WORKSPACE,
    }
    if not request.user.is_authenticated:
        return everywhere
    name = request.resolver_match.url_name if request.resolver_match else ""
    return {
        **everywhere,
        "desk_menu": [_item(address, below, words, name) for address, below, words in MENU],
        "desk_sources": SimpleLazyObject(sources_by_key),
        "may_document": may_document(request.user).allowed,
        "knowledge_legend": [_legend(word) for word in Knowledge],
    }


def sources_by_key() -> dict[str, Source]:
    """Give all sources with what a reference to one shows."""
    shown = Source.objects.only("key", "title", "knowledge", "synthetic", "language", "kind")
    return {source.key: source for source in shown}


def _item(address: str, below: tuple[str, ...], words: str | Promise, name: str | None) -> MenuItem:
    current = "page" if name == address else "true" if name in below else ""
    return MenuItem(reverse(address), words, current)


def _legend(word: Knowledge) -> tuple[str, str, str]:
    language = get_language() or "en"
    return word.value, KNOWLEDGE[word].words.text(language), KNOWLEDGE_MEANS[word].text(language)
