# SPDX-License-Identifier: AGPL-3.0-or-later
"""The summary: at most ten lines, each counted or quoted from what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.core.sources import Knowledge
from amparo.demands.way import StationKind, StationState
from amparo.dossier.checks import claim_heading, verdict_badge
from amparo.dossier.model import Badge, Bullets, Section, Tone
from amparo.dossier.unknowns import disputed
from amparo.dossier.values import joined
from amparo.dossier.ways import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.core.sources import Source
    from amparo.dossier.material import Material
    from amparo.dossier.model import Line

LINES = 10


def summary_section(material: Material, sources: dict[str, Source]) -> Section:
    """Give the section: what there is, the verdicts, the demands' outcomes, what is open."""
    lines = [*_people(material), *_demands(material), *_open(material, sources)]
    # Claims take the lines that are left, the heaviest verdicts first in the order of the speech.
    claims = list(_claims(material))
    room = LINES - len(lines)
    if len(claims) > room:
        rest = say("Further claims, below: {count}", count=len(claims) - max(room - 1, 0))
        claims = [*claims[: max(room - 1, 0)], (rest,)]
    return Section("summary", (say("Summary"),), (Bullets((*lines[:1], *claims, *lines[1:])),))


def _people(material: Material) -> Iterator[Line]:
    cases = sum(len(person.prosecutions) for person in material.persons)
    yield (
        say(
            "Persons: {persons}; prosecutions: {cases}; figures: {figures}; sources: {sources}.",
            persons=len(material.persons),
            cases=cases,
            figures=len(material.figures),
            sources=len(material.sources),
        ),
    )


def _claims(material: Material) -> Iterator[Line]:
    for number, (claim, check) in enumerate(material.checks, 1):
        yield (*claim_heading(number, claim), " ", verdict_badge(check.verdict))


def _demands(material: Material) -> Iterator[Line]:
    outcomes: list[Line] = []
    for number, way in enumerate(material.ways, 1):
        station = way.station(StationKind.OUTCOME)
        words: Line = (say("demand {number}", number=number), ": ", station.words)
        if station.state is StationState.UNKNOWN:
            words = (*words, " ", STATES[station.state])
        outcomes.append(words)
    if outcomes:
        yield joined(outcomes, (" ",))


def _open(material: Material, sources: dict[str, Source]) -> Iterator[Line]:
    differing = sum(1 for person in material.persons for _ in disputed(person))
    if differing:
        yield (say("Values on which sources differ: {count}", count=differing),)
    weak = sum(source.knowledge is not Knowledge.SEEN for source in sources.values())
    yield (say("Sources that are not read on the page itself, or not found: {count}", count=weak),)
    if material.waiting_reviews:
        waits = say(
            "Pairs of records waiting for a decision: {count}", count=material.waiting_reviews
        )
        yield (waits, " ", Badge(say("open"), Tone.CAUTION))
