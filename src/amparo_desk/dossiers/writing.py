# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing the dossier of a workspace as PDF and as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from amparo.claims.assertions import QuantityAssertion
from amparo.dossier import words
from amparo.dossier.compose import compose
from amparo.dossier.html import write_html
from amparo.dossier.material import Material, TopicPicture
from amparo.dossier.pdf import write_pdf
from amparo.law.provisions import load_provisions
from amparo.pictures.claimed import picture_of_claim
from amparo.pictures.timeline import cases_over_time
from amparo_desk.chamber.queries import chamber_of, debates
from amparo_desk.demands.queries import ways
from amparo_desk.figures.models import Speech
from amparo_desk.figures.queries import checked_claims, figures_as_stated
from amparo_desk.register.queries import persons, register_counts, stated_sources

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from amparo.claims import Claim
    from amparo.core.cases import Person
    from amparo.core.messages import Message


def write_dossier(*, language: str, folder: Path, made_on: dt.date) -> tuple[Path, Path]:
    """Write dossier-LANGUAGE.pdf and .html into the folder; give both places.

    Raises:
        DossierError: something cited has no source (the message names it).
        OSError: the folder cannot be written.
    """
    dossier = compose(material(language=language, made_on=made_on))
    return (
        write_pdf(dossier, folder / f"dossier-{language}.pdf"),
        write_html(dossier, folder / f"dossier-{language}.html"),
    )


def material(*, language: str, made_on: dt.date) -> Material:
    """Gather all that the dossier tells from what the workspace holds now."""
    checks = checked_claims()
    # Those of whose cases something is described come first, then what stands on lists only.
    everyone = tuple(
        sorted(persons().values(), key=lambda one: (not one.prosecutions, one.name(language)))
    )
    speeches = list(Speech.objects.all())
    return Material(
        title=words.TITLE,
        subtitle=_subtitle(),
        language=language,
        made_on=made_on,
        sources=stated_sources(),
        persons=everyone,
        checks=checks,
        speech=speeches[0].texts if speeches else {},
        figures=figures_as_stated(),
        chambers=tuple(chamber_of(debate) for debate in debates()),
        ways=tuple(ways()),
        provisions=tuple(load_provisions()),
        pictures=tuple(_pictures([claim for claim, _ in checks], everyone, language)),
        waiting_reviews=register_counts().waiting,
        synthetic=settings.SYNTHETIC_WORKSPACE,
    )


def _subtitle() -> Message:
    votes = [chamber_of(debate).vote for debate in debates()]
    if not votes:
        return words.AS_IT_STANDS
    return words.event_of(votes[0].date)


def _pictures(
    claims: list[Claim], everyone: tuple[Person, ...], language: str
) -> Iterator[TopicPicture]:
    for claim in claims:
        if isinstance(claim.assertion, QuantityAssertion):
            shown = [item for item in figures_as_stated() if item.topic == claim.topic]
            caption = words.claimed_number(claim.assertion.number.said())
            if shown:
                picture = picture_of_claim(claim.assertion, shown, language)
                yield TopicPicture(caption, picture, claim.topic)
    for debate in debates():
        if any(person.prosecutions for person in everyone):
            picture = cases_over_time(everyone, chamber_of(debate).vote.date, language)
            yield TopicPicture(words.CASES_OVER_TIME, picture, sources_last=True)
