# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of the pages: what is drawn, from which sources, under which name.

A picture is drawn once and kept in memory under the data it shows: drawing takes a second.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.claims.assertions import QuantityAssertion
from amparo.pictures.claimed import picture_of_claim
from amparo.pictures.picture import Picture, Size
from amparo.pictures.timeline import cases_over_time
from amparo_desk.chamber.queries import chamber_of, debates
from amparo_desk.figures.queries import claims_as_stated, figures_as_stated
from amparo_desk.pages.showing import language_now
from amparo_desk.register.queries import persons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from amparo.claims import Claim
    from amparo.claims.figures import Figure
    from amparo.core.cases import Person
    from amparo_desk.chamber.models import Debate

SIZES = {"wide": Size.WIDE, "narrow": Size.NARROW}
# More cases than this make a picture that nobody can read.
CASES_DRAWN = 20
_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table behind a picture, with the sources of what it says."""

    cells: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture as a page shows it, with its words and its table."""

    wide: str
    narrow: str
    alt: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[ShownRow, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of all sources, each once."""
        return tuple(dict.fromkeys(key for row in self.rows for key in row.sources))


def claim_picture(claim: Claim, figures: Sequence[Figure]) -> ShownPicture | None:
    """Give the picture of a claimed number among the figures; None where there is none."""
    shown = _of_topic(claim, figures)
    if not isinstance(claim.assertion, QuantityAssertion) or not shown:
        return None
    picture = _claim_drawn(claim.assertion, shown, language_now(), Size.WIDE)
    number = claim.assertion.number.said().text(language_now())
    return _shown(
        f"claims/{claim.key}",
        picture,
        _("The number claimed (%(number)s) and the figures by source") % {"number": number},
        picture.table.head,
        tuple(
            ShownRow(cells, (figure.source,))
            for cells, figure in zip(picture.table.rows, shown, strict=True)
        ),
    )


def debate_picture(debate: Debate, people: Sequence[Person]) -> ShownPicture | None:
    """Give the picture of the cases over time; None where there is none to draw."""
    if not people:
        return None
    drawn = people[:CASES_DRAWN]
    picture = _cases_drawn(debate, drawn, language_now(), Size.WIDE)
    caption = _("What happened in each case, and the day of the vote")
    if len(drawn) < len(people):
        caption += ". " + _("Persons drawn: %(drawn)d of %(all)d") % {
            "drawn": len(drawn),
            "all": len(people),
        }
    # The engine's table names the sources by their keys in its last column.
    return _shown(
        f"debates/{debate.key}",
        picture,
        caption,
        picture.table.head[:-1],
        tuple(
            ShownRow(row[:-1], tuple(filter(None, row[-1].split(", "))))
            for row in picture.table.rows
        ),
    )


def overview_pictures() -> list[ShownPicture]:
    """Give the picture of the first claim about a number and that of the cases."""
    figures, people = figures_as_stated(), _people()
    of_claims = (claim_picture(claim, figures) for claim in claims_as_stated())
    of_debates = (debate_picture(debate, people) for debate in debates())
    firsts = (next(filter(None, found), None) for found in (of_claims, of_debates))
    return [picture for picture in firsts if picture is not None]


def drawn_by_name(name: str, language: str, size: str) -> Picture | None:
    """Give the picture of an address; None where nothing has this name."""
    kind, _slash, key = name.partition("/")
    if kind == "claims":
        for claim in claims_as_stated():
            shown = _of_topic(claim, figures_as_stated())
            if claim.key == key and isinstance(claim.assertion, QuantityAssertion) and shown:
                return _claim_drawn(claim.assertion, shown, language, SIZES[size])
    if kind == "debates" and (people := _people()):
        for debate in debates():
            if debate.key == key:
                return _cases_drawn(debate, people[:CASES_DRAWN], language, SIZES[size])
    return None


def _people() -> list[Person]:
    return [person for person in persons().values() if person.prosecutions]


def _of_topic(claim: Claim, figures: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in figures if figure.topic == claim.topic]


def _claim_drawn(
    assertion: QuantityAssertion, figures: Sequence[Figure], language: str, size: Size
) -> Picture:
    return kept(
        (assertion, figures),
        language,
        size,
        lambda: picture_of_claim(assertion, figures, language, size=size),
    )


def _cases_drawn(debate: Debate, people: Sequence[Person], language: str, size: Size) -> Picture:
    day = chamber_of(debate).vote.date
    return kept(
        (day, people), language, size, lambda: cases_over_time(people, day, language, size=size)
    )


def kept(data: object, language: str, size: Size, draw: Callable[[], Picture]) -> Picture:
    """Give the picture of this data, drawn only where it is not kept yet."""
    key = hashlib.sha256(repr((data, language, size)).encode()).hexdigest()
    found: Picture | None = cache.get(key)
    if found is None:
        found = draw()
        cache.set(key, found, _DAY)
    return found


def _shown(
    name: str, picture: Picture, caption: str, head: tuple[str, ...], rows: tuple[ShownRow, ...]
) -> ShownPicture:
    language = language_now()
    wide, narrow = (reverse("picture", args=[language, size, name]) for size in SIZES)
    return ShownPicture(wide, narrow, picture.alt.text(language), caption, head, rows)
