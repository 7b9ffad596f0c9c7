# SPDX-License-Identifier: AGPL-3.0-or-later
"""The summary: at most ten lines, each counted or quoted from what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.claims.outcome import Verdict
from amparo.core.messages import say
from amparo.core.sources import Knowledge
from amparo.demands.way import StationKind
from amparo.dossier.checks import claim_heading, verdict_badge
from amparo.dossier.model import Bullets, Section
from amparo.dossier.unknowns import disputed
from amparo.dossier.values import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.core.sources import Source
    from amparo.dossier.material import Material
    from amparo.dossier.model import Line


def summary_section(material: Material, sources: dict[str, Source]) -> Section:
    """Give the section: what there is, the verdicts, the demands' outcomes, what is open.

    There are six verdicts, so it is never more than ten lines.
    """
    lines = (
        *_people(material),
        *_verdicts(material),
        *_demands(material),
        *_open(material, sources),
    )
    return Section("summary", (say("Summary"),), (Bullets(lines),))


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


def _verdicts(material: Material) -> Iterator[Line]:
    numbered = list(enumerate(material.checks, 1))
    for verdict in Verdict:
        claims = [
            claim_heading(number, claim)
            for number, (claim, check) in numbered
            if check.verdict is verdict
        ]
        if claims:
            yield (verdict_badge(verdict), " ", *joined(claims))


def _demands(material: Material) -> Iterator[Line]:
    outcomes: list[Line] = [
        (say("Demand {number}", number=number), ": ", way.station(StationKind.OUTCOME).words)
        for number, way in enumerate(material.ways, 1)
    ]
    if outcomes:
        yield joined(outcomes, (" ",))


def _open(material: Material, sources: dict[str, Source]) -> Iterator[Line]:
    weak = sum(source.knowledge is not Knowledge.SEEN for source in sources.values())
    yield (say("Sources not read on the page itself, or not found: {count}", count=weak),)
    differing = sum(1 for person in material.persons for _ in disputed(person))
    yield (
        say(
            "Values on which sources differ: {differing}; pairs of records waiting for a decision"
            " whether they are one person: {waiting}",
            differing=differing,
            waiting=material.waiting_reviews,
        ),
    )
