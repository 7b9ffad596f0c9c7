# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words in which a figure says what it counts, and how two such words relate.

A word is compared with a word: the same (TRUE), another (FALSE), or not known to be the same
(UNKNOWN). A word may be wider than another: everybody in custody is deprived of liberty. To
add a word, add it to its class, to LABELS and, where it is wider or narrower, to WIDER.
"""

from __future__ import annotations

from enum import StrEnum

from amparo.core.messages import Message, say
from amparo.core.truth import Truth


class Unit(StrEnum):
    """What is counted one by one. Persons are not prosecutions, nor offences persons."""

    PERSONS = "persons"
    PROSECUTIONS = "prosecutions"
    RECORDED_OFFENCES = "recorded_offences"
    PROCEEDINGS = "proceedings"
    COURT_CASES = "court_cases"
    COURT_DECISIONS = "court_decisions"
    JUDGMENTS = "judgments"
    CONVICTIONS = "convictions"
    YEARS = "years"
    TIMES = "times"
    UNKNOWN = "unknown"


class State(StrEnum):
    """What has happened to what is counted."""

    PROSECUTED = "prosecuted"
    DEPRIVED_OF_LIBERTY = "deprived_of_liberty"
    AWAITING_TRIAL_IN_CUSTODY = "awaiting_trial_in_custody"
    CONVICTED = "convicted"
    SENTENCED_TO_PRISON = "sentenced_to_prison"
    RECOGNISED = "recognised"
    RECORDED = "recorded"
    OPENED = "opened"
    SUSPECT_NOTIFIED = "suspect_notified"
    SENT_TO_COURT = "sent_to_court"
    CLOSED = "closed"
    GIVEN = "given"
    IN_FORCE = "in_force"
    AVERAGE_TERM = "average_term"
    GROWTH = "growth"
    LEFT_UNIT = "left_unit"
    DESERTED = "deserted"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """For what: the ground of the prosecution, or the motive of the person."""

    ANTI_WAR = "anti_war"
    POLITICALLY_MOTIVATED = "politically_motivated"
    TREASON = "treason"
    COLLABORATION = "collaboration"
    COLLABORATION_DENIAL = "collaboration_denial"
    COLLABORATION_LAWFUL_CONDUCT = "collaboration_lawful_conduct"
    LIKE_COLLABORATION = "like_collaboration"
    LEAVING_OR_REFUSING = "leaving_or_refusing"
    ABSENCE_WITHOUT_LEAVE = "absence_without_leave"
    DISOBEYING_ORDER = "disobeying_order"
    DESERTION = "desertion"
    OTHER = "other"
    NOT_RECORDED = "not_recorded"
    UNKNOWN = "unknown"


class Area(StrEnum):
    """Where, or of which State."""

    RU = "RU"
    RU_CRIMEA = "RU_CRIMEA"
    UA = "UA"
    UNKNOWN = "unknown"


class Counting(StrEnum):
    """At one time, over a period, or all since a beginning."""

    STOCK = "stock"
    FLOW = "flow"
    CUMULATIVE = "cumulative"
    UNKNOWN = "unknown"


Word = Unit | State | Reason | Area | Counting

# Not known: the word says that nothing is known of it, so it is neither same nor other.
_SILENT = {"unknown", Reason.NOT_RECORDED}

# Pairs of which one source's word does not tell whether it is the other's. Whether "Russian
# prisoners" takes in annexed Crimea no speech says; a list of recognised prisoners may hold
# persons under house arrest or free on bail.
_UNDECIDED = (
    frozenset({Area.RU, Area.RU_CRIMEA}),
    frozenset({State.RECOGNISED, State.DEPRIVED_OF_LIBERTY}),
)

# Narrower word -> the next wider one.
WIDER: dict[Word, Word] = {
    State.AWAITING_TRIAL_IN_CUSTODY: State.DEPRIVED_OF_LIBERTY,
    State.DEPRIVED_OF_LIBERTY: State.PROSECUTED,
    State.SENTENCED_TO_PRISON: State.CONVICTED,
    State.CONVICTED: State.PROSECUTED,
    State.SENT_TO_COURT: State.SUSPECT_NOTIFIED,
    State.DESERTED: State.LEFT_UNIT,
    Reason.ANTI_WAR: Reason.POLITICALLY_MOTIVATED,
    Reason.COLLABORATION_DENIAL: Reason.COLLABORATION,
    Reason.COLLABORATION_LAWFUL_CONDUCT: Reason.COLLABORATION,
    Reason.ABSENCE_WITHOUT_LEAVE: Reason.LEAVING_OR_REFUSING,
    Reason.DISOBEYING_ORDER: Reason.LEAVING_OR_REFUSING,
    Reason.DESERTION: Reason.LEAVING_OR_REFUSING,
}

LABELS: dict[Word, Message] = {
    Unit.PERSONS: say("persons"),
    Unit.PROSECUTIONS: say("criminal cases against one person"),
    Unit.RECORDED_OFFENCES: say("recorded offences"),
    Unit.PROCEEDINGS: say("criminal proceedings"),
    Unit.COURT_CASES: say("court cases"),
    Unit.COURT_DECISIONS: say("court decisions"),
    Unit.JUDGMENTS: say("judgments"),
    Unit.CONVICTIONS: say("convictions"),
    Unit.YEARS: say("years"),
    Unit.TIMES: say("times as many"),
    Unit.UNKNOWN: say("unit not known"),
    State.PROSECUTED: say("prosecuted"),
    State.DEPRIVED_OF_LIBERTY: say("deprived of liberty"),
    State.AWAITING_TRIAL_IN_CUSTODY: say("awaiting trial in custody"),
    State.CONVICTED: say("convicted"),
    State.SENTENCED_TO_PRISON: say("sentenced to prison"),
    State.RECOGNISED: say("recognised as political prisoners by an organisation"),
    State.RECORDED: say("recorded by the authorities"),
    State.OPENED: say("opened"),
    State.SUSPECT_NOTIFIED: say("suspect notified"),
    State.SENT_TO_COURT: say("sent to court"),
    State.CLOSED: say("closed"),
    State.GIVEN: say("given by a court"),
    State.IN_FORCE: say("entered into force"),
    State.AVERAGE_TERM: say("average prison term"),
    State.GROWTH: say("growth"),
    State.LEFT_UNIT: say("left their units"),
    State.DESERTED: say("deserted"),
    State.UNKNOWN: say("state not known"),
    Reason.ANTI_WAR: say("anti-war stance"),
    Reason.POLITICALLY_MOTIVATED: say("politically motivated prosecution"),
    Reason.TREASON: say("treason"),
    Reason.COLLABORATION: say("collaboration"),
    Reason.COLLABORATION_DENIAL: say("collaboration by public denial"),
    Reason.COLLABORATION_LAWFUL_CONDUCT: say("collaboration, conduct that should be no crime"),
    Reason.LIKE_COLLABORATION: say("charges similar to collaboration"),
    Reason.LEAVING_OR_REFUSING: say("leaving the unit or refusing to serve"),
    Reason.ABSENCE_WITHOUT_LEAVE: say("absence without leave"),
    Reason.DISOBEYING_ORDER: say("disobeying an order"),
    Reason.DESERTION: say("desertion"),
    Reason.OTHER: say("another reason"),
    Reason.NOT_RECORDED: say("reason not recorded"),
    Reason.UNKNOWN: say("reason not known"),
    Area.RU: say("Russia"),
    Area.RU_CRIMEA: say("Russia and annexed Crimea"),
    Area.UA: say("Ukraine"),
    Area.UNKNOWN: say("area not known"),
    Counting.STOCK: say("at one time"),
    Counting.FLOW: say("over a period"),
    Counting.CUMULATIVE: say("all since a beginning"),
    Counting.UNKNOWN: say("way of counting not known"),
}


# What a figure is compared in.
DIMENSIONS = {
    "unit": say("what is counted"),
    "state": say("in which situation"),
    "reason": say("for which reason"),
    "area": say("where"),
    "counting": say("at one time or over a period"),
    "time": say("when"),
}


def same(claimed: Word, found: Word) -> Truth:
    """Say whether both words mean the same; UNKNOWN where a source is silent.

    >>> same(State.DEPRIVED_OF_LIBERTY, State.PROSECUTED)
    <Truth.FALSE: 'false'>
    """
    if claimed in _SILENT or found in _SILENT:
        return Truth.UNKNOWN
    if frozenset({claimed, found}) in _UNDECIDED:
        return Truth.UNKNOWN
    return Truth.of(claimed is found)


def wider(found: Word, claimed: Word) -> bool:
    """Say whether the first word takes in everything the second does, and more.

    >>> wider(State.PROSECUTED, State.AWAITING_TRIAL_IN_CUSTODY)
    True
    """
    step = WIDER.get(claimed)
    while step is not None:
        if step is found:
            return True
        step = WIDER.get(step)
    return False
