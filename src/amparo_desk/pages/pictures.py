# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of the pages: what is drawn, from which sources, under which name.

A picture is drawn once and kept in memory under the data it shows: drawing takes a second.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.claims.assertions import QuantityAssertion
from amparo.claims.words import LABELS, State
from amparo.core.messages import Message
from amparo.exchange.plain_data import to_plain
from amparo.pictures.figures import Mark, MarkKind, figures_against_claim
from amparo.pictures.picture import Picture, Size
from amparo_desk.figures.queries import claims_as_stated, figures_as_stated
from amparo_desk.pages.showing import language_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.claims import Claim
    from amparo.claims.figures import Figure

SIZES = {"wide": Size.WIDE, "narrow": Size.NARROW}
_KINDS = {
    State.PROSECUTED: MarkKind.PROSECUTED,
    State.DEPRIVED_OF_LIBERTY: MarkKind.DEPRIVED_OF_LIBERTY,
}
_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture as a page shows it, with its words and its table."""

    wide: str
    narrow: str
    alt: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...]


def claim_picture(claim: Claim, figures: Sequence[Figure]) -> ShownPicture | None:
    """Give the picture of a claimed number among the figures; None where there is none."""
    assertion = claim.assertion
    shown = _of_topic(claim, figures)
    if not isinstance(assertion, QuantityAssertion) or not shown:
        return None
    picture = _drawn(claim, shown, language_now(), Size.WIDE)
    name = f"claims/{claim.key}"
    number = assertion.number.said().text(language_now())
    return ShownPicture(
        wide=reverse("picture", args=[language_now(), "wide", name]),
        narrow=reverse("picture", args=[language_now(), "narrow", name]),
        alt=picture.alt.text(language_now()),
        caption=_("The number claimed (%(number)s) and the figures by source") % {"number": number},
        head=picture.table.head,
        rows=picture.table.rows,
        sources=tuple(dict.fromkeys(figure.source for figure in shown)),
    )


def overview_pictures() -> list[ShownPicture]:
    """Give the pictures of the first two claims about a number."""
    figures = figures_as_stated()
    found = (claim_picture(claim, figures) for claim in claims_as_stated())
    return [picture for picture in found if picture is not None][:2]


def drawn_by_name(name: str, language: str, size: str) -> Picture | None:
    """Give the picture of an address; None where nothing has this name."""
    kind, _slash, key = name.partition("/")
    claim = next((item for item in claims_as_stated() if item.key == key), None)
    if kind != "claims" or claim is None or size not in SIZES:
        return None
    shown = _of_topic(claim, figures_as_stated())
    if not isinstance(claim.assertion, QuantityAssertion) or not shown:
        return None
    return _drawn(claim, shown, language, SIZES[size])


def _of_topic(claim: Claim, figures: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.topic == claim.topic]


def _drawn(claim: Claim, figures: Sequence[Figure], language: str, size: Size) -> Picture:
    assertion = claim.assertion
    data = json.dumps([to_plain(figure) for figure in figures], sort_keys=True)
    key = hashlib.sha256(f"{claim.key}|{assertion}|{language}|{size}|{data}".encode()).hexdigest()
    kept: Picture | None = cache.get(key)
    if kept is None:
        marks = [_mark(figure) for figure in figures]
        said = assertion.number.said()  # type: ignore[union-attr]  # callers pass quantities only
        value = float(assertion.number.low)  # type: ignore[union-attr]  # as above
        kept = figures_against_claim(value, said, marks, language, size=size)
        cache.set(key, kept, _DAY)
    return kept


def _mark(figure: Figure) -> Mark:
    low, high = figure.number.interval(0)
    kind = _KINDS.get(figure.state, MarkKind.OTHER)
    return Mark(
        label=figure.institution,
        kind=kind,
        low=low,
        high=None if high == float("inf") else high,
        date=figure.time(),
        counted=_counted(figure) if kind is MarkKind.OTHER else None,
        about=figure.number.qualifier.value == "about",
    )


def _counted(figure: Figure) -> Message:
    return Message(
        "{unit}, {state}", (("unit", LABELS[figure.unit]), ("state", LABELS[figure.state]))
    )
