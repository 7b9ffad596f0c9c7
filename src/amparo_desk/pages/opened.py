# SPDX-License-Identifier: AGPL-3.0-or-later
"""A debate as a request asks for it: which draft, in which language, in which scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from amparo_desk.chamber.models import Draft, DraftText, Scenario
from amparo_desk.chamber.queries import draft_of, scenarios_of, texts_of
from amparo_desk.pages.showing import language_now

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Opened:
    """A debate as a request asks for it: the draft, one of its texts, a scenario."""

    draft: Draft
    texts: dict[str, DraftText]
    text: DraftText | None
    scenarios: list[Scenario]
    scenario: Scenario | None

    @property
    def query(self) -> str:
        """What follows an address of the debate so that text and scenario stay the same."""
        return self._query(self.text)

    def _query(self, text: DraftText | None) -> str:
        asked = {}
        if text and len(self.texts) > 1:
            asked["in"] = text.language
        if self.scenario and len(self.scenarios) > 1:
            asked["scenario"] = str(self.scenario.pk)
        return f"?{urlencode(asked)}" if asked else ""

    def address(self, text: DraftText | None = None) -> str:
        """Give where the draft is shown in this scenario, in the language of `text` or as here."""
        return reverse("debate", args=[self.draft.key]) + self._query(text or self.text)


def open_debate(request: HttpRequest, key: str) -> Opened:
    """Give the debate that is asked for, in the language and the scenario asked for.

    Where no scenario is named it is the first; one that is not of this debate is not replaced.

    Raises:
        Http404: there is no such debate, or it has no such scenario.
    """
    draft = draft_of(key)
    if draft is None:
        raise Http404(key)
    asked = request.POST if request.method == "POST" else request.GET
    texts = texts_of(draft)
    text = texts.get(asked.get("in", "")) or texts.get(language_now()) or texts.get("en")
    found = scenarios_of(draft)
    named = asked.get("scenario", "")
    chosen = next((row for row in found if not named or str(row.pk) == named), None)
    if named and chosen is None:
        raise Http404(key)
    return Opened(draft, texts, text or next(iter(texts.values()), None), found, chosen)
