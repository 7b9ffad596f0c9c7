# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way of a demand: from the group that asks to the cases it concerns, station by station.

Each station says how well it is known. A station nobody reports is NONE and says so; it is not
left out, because what did not happen is part of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.core.cases import Person
from amparo.core.messages import Message, say
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth
from amparo.demands.followup import CaseState, state_at
from amparo.demands.records import Body, Chamber, Demand, Outcome, StepKind, VoteReport, Words

if TYPE_CHECKING:
    from collections.abc import Mapping


class StationKind(StrEnum):
    """The stations in the order in which a demand passes them."""

    DEMAND = "demand"
    CARRIED = "carried"
    AMENDMENT = "amendment"
    OUTCOME = "outcome"
    ADOPTED_TEXT = "adopted_text"
    CASES = "cases"


class StationState(StrEnum):
    """How well a station is known.

    KNOWN: read on the page named. REPORTED: second-hand or by one interested source. UNKNOWN:
    looked for and not established. NONE: nothing of the kind is known to have happened.
    """

    KNOWN = "known"
    REPORTED = "reported"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said at a station, with its source; `subject` and `note` are our words."""

    words: Message
    source: str
    knowledge: Knowledge
    subject: Words | None = None
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """One station: a headline in `words`, what is reported in `lines`."""

    kind: StationKind
    state: StationState
    words: Message
    lines: tuple[Line, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of all sources of this station."""
        return tuple(dict.fromkeys(line.source for line in self.lines))

    @property
    def knowledge(self) -> Knowledge | None:
        """The weakest knowledge among the lines, None where there is no line."""
        return max((line.knowledge for line in self.lines), key=_WEAKNESS.index, default=None)


@dataclass(frozen=True, slots=True)
class FollowedCase:
    """A person whom the demand concerns (TRUE) or may concern (UNKNOWN), and the cases' state."""

    person: Person
    matches: Truth
    why: Message
    state: CaseState


@dataclass(frozen=True, slots=True)
class DemandWay:
    """All stations of a demand, the cases it concerns, and named records that were not found."""

    demand: Demand
    stations: tuple[Station, ...]
    cases: tuple[FollowedCase, ...]
    missing: tuple[str, ...]

    def station(self, kind: StationKind) -> Station:
        """Give one station; each kind is there once."""
        return next(station for station in self.stations if station.kind is kind)


_WEAKNESS = (
    Knowledge.SEEN,
    Knowledge.SECONDARY,
    Knowledge.UNVERIFIED,
    Knowledge.MEMORY,
    Knowledge.NOT_FOUND,
)


def way_of(demand: Demand, chamber: Chamber, persons: Mapping[str, Person]) -> DemandWay:
    """Give the way of a demand; `persons` are the resolved persons by record key.

    Several record keys may lead to the same person, who is then followed once.
    """
    cases = _cases(demand, chamber, persons)
    missing = tuple(key for key in demand.concerns.named if key not in persons)
    stations = (
        _formulated(demand),
        _carried(demand, chamber),
        _amendments(demand, chamber),
        _outcome(demand, chamber),
        _adopted(demand, chamber),
        _concerned(cases, missing),
    )
    return DemandWay(demand, stations, cases, missing)


def _state(lines: tuple[Line, ...]) -> StationState:
    """Give how well a station is known: as its weakest line."""
    if not lines:
        return StationState.NONE
    weakest = max((line.knowledge for line in lines), key=_WEAKNESS.index)
    if weakest is Knowledge.NOT_FOUND:
        return StationState.UNKNOWN
    return StationState.KNOWN if weakest is Knowledge.SEEN else StationState.REPORTED


def _formulated(demand: Demand) -> Station:
    lines = tuple(
        Line(say("Formulated by"), step.source, step.knowledge, demand.formulated_by, step.note)
        for step in demand.of_kind(StepKind.FORMULATED)
    )
    words = say("Who formulated it is known.")
    if _state(lines) is StationState.REPORTED:
        words = say("Who formulated it is reported by one source.")
    elif _state(lines) is not StationState.KNOWN:
        words = say("Who formulated it is not established.")
    return Station(StationKind.DEMAND, _state(lines), words, lines)


def _carried(demand: Demand, chamber: Chamber) -> Station:
    lines = []
    for step in demand.of_kind(StepKind.SPOKEN, StepKind.MOTION):
        member, text = chamber.members.get(step.ref), chamber.texts.get(step.ref)
        note, subject = step.note, None
        if member is not None:
            words, subject = say("Spoken by: {name}", name=member.name), member.role
        elif text is not None and text.body is not Body.PACE:
            words = say("Motion {number}: not a motion of the Assembly", number=text.number)
            note = note or text.note
        elif text is not None:
            words = say("Motion {number}", number=text.number)
        else:
            words = say("Spoken; by whom is not known")
        lines.append(Line(words, step.source, step.knowledge, subject, note))
    carriers = [chamber.members[key] for key in demand.carried_by]
    lines = lines or [
        Line(say("Carried by: {names}", names=item.name), item.source, item.knowledge, item.role)
        for item in carriers
    ]
    if not lines:
        words = say("Nobody is known to have carried it into the debate, apart from an amendment.")
        return Station(StationKind.CARRIED, StationState.NONE, words)
    words = say("By whom it was carried is not known.")
    if carriers:
        words = say("Carried by: {names}", names=", ".join(item.name for item in carriers))
    return Station(StationKind.CARRIED, _state(tuple(lines)), words, tuple(lines))


def _amendments(demand: Demand, chamber: Chamber) -> Station:
    lines = []
    for step in demand.of_kind(StepKind.AMENDMENT):
        amendment = chamber.amendments[step.ref]
        number = amendment.number or say("not known")
        wording = amendment.wording or say("not known")
        lines.append(
            Line(
                say("Number: {number}; wording: {wording}", number=number, wording=wording),
                amendment.source,
                amendment.knowledge,
                amendment.subject,
                amendment.tabled_by,
            )
        )
    if not lines:
        words = say("No amendment on this demand is known.")
    else:
        words = say("Amendments reported: {count}", count=len(lines))
    return Station(StationKind.AMENDMENT, _state(tuple(lines)), words, tuple(lines))


def _outcome(demand: Demand, chamber: Chamber) -> Station:
    amended = [step.ref for step in demand.of_kind(StepKind.AMENDMENT)]
    if not amended:
        words = say("No outcome, because no amendment is known.")
        return Station(StationKind.OUTCOME, StationState.NONE, words)
    votes = [vote for vote in chamber.votes if vote.amendment in amended]
    lines = tuple(
        Line(_vote_words(vote), vote.source, vote.knowledge, vote.by_whom, vote.note)
        for vote in votes
    )
    outcomes = {vote.outcome for vote in votes}
    told_of = {vote.amendment for vote in votes}
    if len(outcomes) != 1 or Outcome.UNKNOWN in outcomes or not told_of.issuperset(amended):
        words = say("The outcome is not established.")
        return Station(StationKind.OUTCOME, StationState.UNKNOWN, words, lines)
    adopted = outcomes == {Outcome.ADOPTED}
    count = len({vote.source for vote in votes})
    if _state(lines) is StationState.KNOWN:
        words = say("Amendment adopted.") if adopted else say("Amendment rejected.")
    elif count == 1 and adopted:
        words = say("Adopted, as one source reports.")
    elif count == 1:
        words = say("Rejected, as one source reports.")
    elif adopted:
        words = say("Adopted, as reported. Sources: {count}.", count=count)
    else:
        words = say("Rejected, as reported. Sources: {count}.", count=count)
    return Station(StationKind.OUTCOME, _state(lines), words, lines)


def _vote_words(vote: VoteReport) -> Message:
    counts = (vote.in_favour, vote.against, vote.abstained)
    if counts == (None, None, None):
        return say("Votes in favour, against and abstentions: not known")
    unknown = say("not known")
    in_favour, against, abstained = (unknown if n is None else n for n in counts)
    return say(
        "In favour: {in_favour}; against: {against}; abstentions: {abstained}",
        in_favour=in_favour,
        against=against,
        abstained=abstained,
    )


def _adopted(demand: Demand, chamber: Chamber) -> Station:
    passages = [item for item in chamber.passages if item.demand == demand.key]
    if not passages:
        words = say("Whether an adopted text takes it up was not established.")
        return Station(StationKind.ADOPTED_TEXT, StationState.UNKNOWN, words)
    lines = tuple(
        Line(
            _FOUND[item.found](chamber.texts[item.text].number),
            item.source,
            item.knowledge,
            note=item.explanation,
        )
        for item in passages
    )
    if any(item.found is Truth.UNKNOWN for item in passages):
        words = say("Whether an adopted text takes it up was not established.")
        return Station(StationKind.ADOPTED_TEXT, StationState.UNKNOWN, words, lines)
    words = say("The adopted text was searched for it.")
    return Station(StationKind.ADOPTED_TEXT, _state(lines), words, lines)


_FOUND = {
    Truth.TRUE: lambda number: say("Found in: {text}", text=number),
    Truth.FALSE: lambda number: say("Not found in: {text}", text=number),
    Truth.UNKNOWN: lambda number: say("Not established for: {text}", text=number),
}


def _cases(
    demand: Demand, chamber: Chamber, persons: Mapping[str, Person]
) -> tuple[FollowedCase, ...]:
    records: dict[str, list[str]] = {}
    for record, person in persons.items():
        records.setdefault(person.key, []).append(record)
    followed = []
    for own in records.values():
        person = persons[own[0]]
        matches = demand.concerns.matches(person, own)
        if matches is Truth.FALSE:
            continue
        if demand.concerns.names([person.key, *own]):
            why = say("Named in connection with this demand.")
        elif matches is Truth.TRUE:
            why = say("Country and charge fall under this demand as we read it.")
        else:
            why = say("Country or charge is not known, or sources differ.")
        followed.append(FollowedCase(person, matches, why, state_at(person, chamber.vote.date)))
    return tuple(followed)


def _concerned(cases: tuple[FollowedCase, ...], missing: tuple[str, ...]) -> Station:
    sure = sum(item.matches is Truth.TRUE for item in cases)
    if not cases and not missing:
        words = say("No case in the register falls under this demand as we read it.")
        return Station(StationKind.CASES, StationState.NONE, words)
    words = say(
        "Persons concerned: {sure}; perhaps concerned: {unsure}",
        sure=sure,
        unsure=len(cases) - sure,
    )
    if missing:
        words = say("{words}; named but not in the register: {n}", words=words, n=len(missing))
    state = StationState.KNOWN if sure and not missing else StationState.UNKNOWN
    return Station(StationKind.CASES, state, words)
