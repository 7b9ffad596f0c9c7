# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way of each demand: station by station, then the cases it concerns after the vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say, say_date
from amparo.core.truth import Truth
from amparo.demands.way import StationKind, StationState
from amparo.dossier.model import Badge, Callout, CalloutKind, Cite, Paragraph, Section, Table, Tone
from amparo.dossier.persons import person_name
from amparo.dossier.values import NOT_KNOWN, stacked
from amparo.dossier.words import KNOWLEDGE, WAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.demands.way import DemandWay, FollowedCase, Station
    from amparo.dossier.model import Block, Line

STATIONS = {
    StationKind.DEMAND: say("Demand"),
    StationKind.CARRIED: say("Who carried it"),
    StationKind.AMENDMENT: say("Amendment"),
    StationKind.OUTCOME: say("Outcome"),
    StationKind.ADOPTED_TEXT: say("Adopted text"),
    StationKind.CASES: say("Cases"),
}
STATES = {
    StationState.KNOWN: Badge(say("known"), Tone.SURE),
    StationState.REPORTED: Badge(say("reported"), Tone.CAUTION),
    StationState.UNKNOWN: Badge(say("not established"), Tone.AGAINST),
    StationState.NONE: Badge(say("nothing known"), Tone.PLAIN),
}
_MATCHES = {
    Truth.TRUE: say("concerned"),
    Truth.UNKNOWN: say("perhaps concerned"),
    Truth.FALSE: say("not concerned"),
}
_HELD = {Truth.TRUE: say("yes"), Truth.FALSE: say("no")}


def demands_section(ways: Sequence[DemandWay], language: str) -> Section:
    """Give the section on the demands, one subsection each."""
    intro = Paragraph(
        (
            say(
                "A demand is followed from those who formulated it to the cases it concerns. That"
                " something came after a vote does not say that it came because of it."
            ),
        )
    )
    sections = tuple(_way(number, way, language) for number, way in enumerate(ways, 1))
    return Section("demands", (WAYS,), (intro,), sections)


def _way(number: int, way: DemandWay, language: str) -> Section:
    head = ((say("Station"),), (say("What is known"),), (say("State"),))
    rows = tuple(
        ((STATIONS[item.kind],), _station(item, language), (STATES[item.state],))
        for item in way.stations
    )
    blocks: list[Block] = [Table((say("Stations of the demand"),), head, rows)]
    if way.demand.concerns.note is not None:
        blocks.append(Callout(CalloutKind.NOTE, (way.demand.concerns.note.text(language),)))
    if way.cases:
        blocks.append(_cases(way.cases, language))
    heading = (
        say(
            "Demand {number}: {words}",
            number=number,
            words=way.demand.words.text(language),
        ),
    )
    return Section(f"demand-{number}", heading, tuple(blocks))


def _station(station: Station, language: str) -> Line:
    lines: list[Line] = [(station.words,)]
    for line in station.lines:
        said: Line = (line.words,)
        if line.subject is not None:
            said = (*said, " – ", line.subject.text(language))
        if line.note is not None:
            said = (*said, " – ", line.note.text(language))
        lines.append((*said, " ", KNOWLEDGE[line.knowledge], Cite((line.source,))))
    return stacked(lines)


def _cases(cases: Sequence[FollowedCase], language: str) -> Table:
    day = say_date(cases[0].state.day)
    head = (
        (say("Person"),),
        (say("Under this demand"),),
        (say("Held on {day}", day=day),),
        (say("Known after {day}", day=day),),
    )
    rows = []
    for case in cases:
        held = case.state.deprived_of_liberty
        answer: Line = (_HELD[held],) if held in _HELD else (NOT_KNOWN,)
        rows.append(
            (
                (*person_name(case.person, language), Cite(case.person.names.sources)),
                stacked([(_MATCHES[case.matches],), (case.why,)]),
                stacked([answer, *((reason,) for reason in case.state.reasons)]),
                stacked([*((words,) for words in case.state.words)]),
            )
        )
    return Table((say("The cases it concerns, on the day of the vote"),), head, tuple(rows))
