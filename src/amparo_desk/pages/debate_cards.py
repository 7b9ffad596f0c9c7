# SPDX-License-Identifier: AGPL-3.0-or-later
"""The card of an amendment: who tabled it, what it does, what it collides with, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amparo.texts.applying.clashes import EXCLUDING, Kind
from amparo.texts.applying.collisions import ANNOUNCED_ONLY, NOT_ANNOUNCED
from amparo.texts.applying.voting_order import VotingLine
from amparo.texts.operations import Amendment
from amparo_desk.chamber.models import Announced, Recommendation
from amparo_desk.chamber.reckoning import Alone
from amparo_desk.pages.debates import Card, slug
from amparo_desk.pages.showing import language_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo_desk.chamber.reckoning import Reckoned

STATE: dict[str, str | Promise] = {
    "effect": gettext_lazy("taken as adopted"),
    "waits": gettext_lazy("taken as adopted; no effect unless its amendment is adopted"),
    "falls": gettext_lazy("taken as adopted, but falls"),
    "would_fall": gettext_lazy("falls as things stand"),
    "refused": gettext_lazy("cannot be applied"),
    "open": gettext_lazy("open"),
    "rejected": gettext_lazy("taken as rejected"),
}
TONE = {
    "effect": "sure",
    "waits": "caution",
    "falls": "caution",
    "would_fall": "caution",
    "refused": "against",
    "open": "open",
    "rejected": "against",
}


# How one amendment touches another, by the kinds of amparo.texts.applying.collisions.
TOUCHES: dict[str, str | Promise] = {
    Kind.SAME_WORDS: gettext_lazy("changes the same words otherwise than"),
    Kind.INSIDE: gettext_lazy("cannot stand together with"),
    Kind.PARTLY: gettext_lazy("loses places where words appear everywhere to"),
    Kind.SAME_PLACE: gettext_lazy("inserts at the same place as"),
    Kind.IDENTICAL: gettext_lazy("has the same effect as"),
    ANNOUNCED_ONLY: gettext_lazy("by the page falls with, by the texts does not:"),
    NOT_ANNOUNCED: gettext_lazy("falls with, and the page does not say so:"),
}


@dataclass(frozen=True, slots=True)
class Touching:
    """Others that an amendment touches in one way: the way in words, their labels."""

    words: str | Promise
    others: tuple[str, ...]
    excludes: bool


@dataclass(frozen=True, slots=True)
class AmendmentCard:
    """An amendment as its card shows it."""

    card: Card
    amendment: Amendment
    alone: Alone
    line: VotingLine | None
    touching: tuple[Touching, ...]
    title: str
    by: str
    recommendation: Recommendation | None
    announced: Announced | None

    @property
    def slug(self) -> str:
        """The label as an element's id holds it."""
        return slug(self.card.label)

    @property
    def state_words(self) -> str | Promise:
        """Say where it stands in the scenario."""
        return STATE[self.card.state]

    @property
    def tone(self) -> str:
        """How the word is set; always besides the word."""
        return TONE[self.card.state]

    @property
    def unread(self) -> list[tuple[str, str]]:
        """What of the wording was not read, each with the reason."""
        return [
            (item.text, item.reason.text(language_now()))
            for item in self.amendment.reading.not_read
        ]


def title_of(amendment: Amendment) -> str:
    """Name an amendment: "Amendment 7", "Sub-amendment 1 to amendment 13"."""
    if amendment.to:
        numbers = {"number": amendment.number, "to": amendment.to}
        return _("Sub-amendment %(number)s to amendment %(to)s") % numbers
    return _("Amendment %(label)s") % {"label": amendment.number}


def by_of(amendment: Amendment) -> str:
    """Say who tabled it: the committee, or the first who signed and how many others."""
    if amendment.committee or not amendment.signatories:
        return amendment.committee
    first, *others = amendment.signatories
    where = ", ".join(item for item in (first.country, first.group) if item)
    name = f"{first.name} ({where})" if where else first.name
    if not others:
        return name
    said = ngettext("%(name)s and %(count)d other", "%(name)s and %(count)d others", len(others))
    return said % {"name": name, "count": len(others)}


def card_of(
    work: Reckoned,
    card: Card,
    recommendations: dict[str, Recommendation],
    announced: dict[str, Announced],
) -> AmendmentCard:
    """Give the card of an amendment."""
    amendment = work.amendments[card.label]
    return AmendmentCard(
        card=card,
        amendment=amendment,
        alone=work.alone[card.label],
        line=work.order.get(card.label),
        touching=tuple(_touching(work, card.label)),
        title=title_of(amendment),
        by=by_of(amendment),
        recommendation=recommendations.get(card.label),
        announced=announced.get(card.label),
    )


def _touching(work: Reckoned, label: str) -> Iterator[Touching]:
    by_kind: dict[str, list[str]] = {}
    for item in work.collisions.get(label, ()):
        other = item.right if item.left == label else item.left
        by_kind.setdefault(item.kind, []).append(other)
    for kind, words in TOUCHES.items():
        if kind in by_kind:
            yield Touching(words, tuple(by_kind[kind]), kind in EXCLUDING)
