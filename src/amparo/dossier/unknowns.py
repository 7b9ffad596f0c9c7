# SPDX-License-Identifier: AGPL-3.0-or-later
"""What we do not know: collected from the material, never written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amparo.claims.outcome import Effect, Verdict
from amparo.claims.words import LABELS, Area, Counting, Reason, State, Unit
from amparo.core.messages import say
from amparo.core.sources import Knowledge
from amparo.core.statements import Schema
from amparo.demands.way import StationState
from amparo.dossier.checks import claim_heading
from amparo.dossier.model import Bullets, Cite, Foreign, Paragraph, Section
from amparo.dossier.persons import parts_of, person_name, properties_of
from amparo.dossier.values import joined
from amparo.dossier.ways import STATIONS
from amparo.dossier.words import ENTITIES, KNOWLEDGE, PROPERTIES, topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.core.cases import Known, Person, Prosecution
    from amparo.core.sources import Source
    from amparo.dossier.material import Material
    from amparo.dossier.model import Line

# What a reader may expect to be told; what is missing of it is listed.
EXPECTED = {
    Schema.PROSECUTION: ("country", "opened"),
    Schema.CHARGE: ("provision", "conduct", "date"),
    Schema.RESTRAINT: ("kind", "start", "end"),
    Schema.SENTENCE: ("kind", "court", "date", "standing"),
    Schema.APPEAL: ("outcome", "court", "date"),
    Schema.RELEASE: ("kind", "date"),
}
_SILENT = {Unit.UNKNOWN, State.UNKNOWN, Reason.UNKNOWN, Area.UNKNOWN, Counting.UNKNOWN}
_WEAK = {Knowledge.MEMORY, Knowledge.NOT_FOUND}


def unknowns_section(material: Material, sources: dict[str, Source]) -> Section:
    """Give the section; a part of it about which nothing is open is left out."""
    parts = (
        ("unknown-review", say("Who is who"), list(_waiting(material))),
        ("unknown-persons", say("Persons and cases"), list(_persons(material))),
        ("unknown-figures", say("Figures"), list(_figures(material))),
        ("unknown-claims", say("Claims"), list(_claims(material))),
        ("unknown-demands", say("Demands and votes"), list(_demands(material))),
        (
            "unknown-sources",
            say("Looked for and not found, or not looked up"),
            list(_weak(sources)),
        ),
    )
    sections = tuple(
        Section(key, (heading,), (Bullets(tuple(lines)),)) for key, heading, lines in parts if lines
    )
    intro = (
        say(
            "This section is put together by the program from everything above: what no source"
            " says, what sources dispute, what is known from memory only, what was not found."
        )
        if sections
        else say("Nothing in the material is marked as open.")
    )
    return Section("unknown", (say("What we do not know"),), (Paragraph((intro,)),), sections)


def disputed(person: Person) -> Iterator[tuple[Line, Known[Any]]]:
    """Give every property of a person and the cases on which the sources differ."""
    facts: dict[str, Known[Any]] = {"birth_date": person.birth_date, **person.facts}
    for prop, known in facts.items():
        if known.disputed:
            yield (PROPERTIES.get(prop, prop),), known
    for prosecution in person.prosecutions:
        for schema, entity in _entities(prosecution):
            for prop, known in properties_of(entity):
                if known.disputed:
                    yield (ENTITIES[schema], ": ", PROPERTIES.get(prop, prop)), known


def _entities(prosecution: Prosecution) -> Iterator[tuple[Schema, Any]]:
    yield Schema.PROSECUTION, prosecution
    yield from parts_of(prosecution)


def _waiting(material: Material) -> Iterator[Line]:
    if material.waiting_reviews:
        yield (
            say(
                "Pairs of records that wait for a decision whether they are one person: {count}",
                count=material.waiting_reviews,
            ),
        )


def _persons(material: Material) -> Iterator[Line]:
    for person in material.persons:
        name = person_name(person, material.language)
        for what, known in disputed(person):
            yield (*name, ": ", say("the sources differ on:"), " ", *what, Cite(known.sources))
        if not person.birth_date.stated:
            yield (*name, ": ", say("no source here gives a birth date."))
        for number, prosecution in enumerate(person.prosecutions, 1):
            missing = list(_missing(prosecution))
            if missing:
                place = say("prosecution {number}, no source here gives:", number=number)
                yield (*name, ": ", place, " ", *joined(missing, (", ",)))


def _missing(prosecution: Prosecution) -> Iterator[Line]:
    for schema, entity in _entities(prosecution):
        properties = dict(properties_of(entity))
        gone = [prop for prop in EXPECTED[schema] if not properties[prop].stated]
        if gone:
            names = joined(((PROPERTIES[prop],) for prop in gone), (" + ",))
            yield (ENTITIES[schema], " (", *names, ")")


def _figures(material: Material) -> Iterator[Line]:
    for figure in material.figures:
        words = (figure.unit, figure.state, figure.reason, figure.area, figure.counting)
        silent = [word for word in words if word in _SILENT]
        if not silent and figure.knowledge not in _WEAK:
            continue
        line: Line = (
            figure.institution,
            ", ",
            figure.number.said(),
            " (",
            topic(figure.topic),
            ")",
        )
        if silent:
            line = (*line, ": ", *joined(((LABELS[word],) for word in silent), (", ",)))
        yield (*line, " ", KNOWLEDGE[figure.knowledge], Cite((figure.source,)))


def _claims(material: Material) -> Iterator[Line]:
    for number, (claim, check) in enumerate(material.checks, 1):
        if check.verdict in {Verdict.UNDETERMINED, Verdict.DISPUTED}:
            yield (*claim_heading(number, claim), " – ", check.summary)
        for finding in check.findings:
            if finding.effect is Effect.UNKNOWN or finding.knowledge in _WEAK:
                heading = claim_heading(number, claim)
                yield (*heading, " – ", finding.message, Cite(finding.sources))


def _demands(material: Material) -> Iterator[Line]:
    for number, way in enumerate(material.ways, 1):
        for station in way.stations:
            if station.state in {StationState.UNKNOWN, StationState.NONE}:
                heading = say("Demand {number}", number=number)
                place = (heading, ", ", STATIONS[station.kind], ": ", station.words)
                yield (*place, Cite(station.sources))
            for line in station.lines:
                if line.knowledge is Knowledge.UNVERIFIED:
                    heading = say("Demand {number}", number=number)
                    place = (heading, ", ", STATIONS[station.kind], ": ", line.words)
                    yield (*place, " ", KNOWLEDGE[line.knowledge], Cite((line.source,)))


def _weak(sources: dict[str, Source]) -> Iterator[Line]:
    for source in sources.values():
        if source.knowledge in _WEAK:
            said: Line = (Foreign(source.title, source.language),)
            if source.statement:
                said = (*said, ": ", Foreign(source.statement, "en"))
            yield (*said, " ", KNOWLEDGE[source.knowledge], Cite((source.key,)))
