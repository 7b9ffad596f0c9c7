# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of a person's cases on a day, and what is known to have come after it.

Everything is three-valued. "Deprived of liberty" is TRUE only if a custody or house arrest is
known to have lasted over the day and no release may have ended it by then; a sentence of
imprisonment alone leaves it UNKNOWN, because no source says whether it was being served. It is
FALSE only if every case has a release before the day and nothing in that case that could have
taken the person back, and no list tells of a case that is none of these. Nobody's silence is
taken for freedom or for prison.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.cases import SentenceKind
from amparo.core.dates import PartialDate
from amparo.core.messages import Message, say
from amparo.core.truth import Truth, any_of
from amparo.demands.events import (
    CaseEvent,
    Placement,
    case_events,
    date_words,
    known_word,
    prosecution_events,
)
from amparo.demands.listed import listed_apart
from amparo.demands.records import agreed, stated_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.core.cases import Known, Person, Prosecution, Release, Restraint

_DEPRIVING = {"custody", "house_arrest"}
# 22-6 h at home: whether that deprives of liberty or only restricts movement depends on the
# definition used, and none is chosen here.
_DEPENDS_ON_DEFINITION = {"night_house_arrest"}


@dataclass(frozen=True, slots=True)
class ProsecutionState:
    """One prosecution on a day; `reasons` say what `deprived_of_liberty` rests on."""

    prosecution: str
    events: tuple[tuple[CaseEvent, Placement], ...]
    deprived_of_liberty: Truth
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class CaseState:
    """A person's cases on a day.

    `latest` are the dated events that no other event is certainly later than (several where
    dates do not decide); `words` say in short what is known after the day; `listed` what lists
    tell of a case that none of the prosecutions covers.
    """

    person: str
    day: PartialDate
    prosecutions: tuple[ProsecutionState, ...]
    deprived_of_liberty: Truth
    latest: tuple[CaseEvent, ...]
    words: tuple[Message, ...]
    listed: tuple[Message, ...] = ()

    def events(self, placement: Placement) -> tuple[CaseEvent, ...]:
        """Give the events that stand there relative to the day."""
        return tuple(
            event for item in self.prosecutions for event, at in item.events if at is placement
        )

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Give what `deprived_of_liberty` rests on, over all prosecutions."""
        if not self.prosecutions:
            return (say("No prosecution is known."), *self.listed)
        of_cases = (why for item in self.prosecutions for why in item.reasons)
        return tuple(dict.fromkeys([*of_cases, *self.listed]))


def state_at(person: Person, day: PartialDate) -> CaseState:
    """Give what is known of the person's cases on the day."""
    prosecutions = tuple(
        _prosecution_state(item, day, _releases(item, person)) for item in person.prosecutions
    )
    deprived = any_of(item.deprived_of_liberty for item in prosecutions)
    listed = _listed(person)
    if not prosecutions or listed:
        deprived |= Truth.UNKNOWN
    latest = latest_events(case_events(person))
    state = CaseState(person.key, day, prosecutions, deprived, latest, (), listed)
    return CaseState(person.key, day, prosecutions, deprived, latest, _words(state), listed)


def events_after(person: Person, day: PartialDate) -> tuple[CaseEvent, ...]:
    """Give the events certain to have come after the day; undecided ones are not among them."""
    return tuple(item for item in case_events(person) if item.placed(day) is Placement.AFTER)


def latest_events(events: Iterable[CaseEvent]) -> tuple[CaseEvent, ...]:
    """Give the dated events that no other one is certainly later than."""
    dated = [event for event in events if event.date.stated]
    return tuple(
        event for event in dated if not any(event.certainly_before(other) for other in dated)
    )


def _listed(person: Person) -> tuple[Message, ...]:
    case = listed_apart(person)
    if case is None:
        return ()
    return (
        say(
            "A list tells of a case that none of these prosecutions covers. Opened: {date}.",
            date=date_words(case.opened),
        ),
    )


def _words(state: CaseState) -> tuple[Message, ...]:
    after = state.events(Placement.AFTER)
    undecided = state.events(Placement.UNDECIDED)
    said = [say("Events known after this day: {count}", count=len(after))]
    if not after and undecided:
        said = [say("Whether anything happened after this day is open.")]
    elif not after:
        said = [say("Nothing is known to have happened after this day.")]
    if undecided:
        said.append(
            say("Events whose dates leave open when they were: {count}", count=len(undecided))
        )
    said.extend(
        say("Latest known event: {event} ({date})", event=event.words, date=date_words(event.date))
        for event in state.latest
    )
    return tuple(said)


def _releases(prosecution: Prosecution, person: Person) -> tuple[Release, ...]:
    """Give the releases that may end a custody of this case: its own, and any exchange."""
    elsewhere = (
        release
        for item in person.prosecutions
        if item is not prosecution
        for release in item.releases
        if "exchanged" in stated_values(release.kind)
    )
    return (*prosecution.releases, *elsewhere)


def _prosecution_state(
    prosecution: Prosecution, day: PartialDate, releases: tuple[Release, ...]
) -> ProsecutionState:
    events = tuple((event, event.placed(day)) for event in prosecution_events(prosecution))
    lasting = [
        restraint
        for restraint in prosecution.restraints
        if restraint.kind.value in _DEPRIVING and _lasted_over(restraint, day) is Truth.TRUE
    ]
    against = {id(item): _against(item, releases, day) for item in lasting}
    if held := [item for item in lasting if not against[id(item)]]:
        reasons = tuple(
            say(
                "Held on this day: {kind}, from: {start}",
                kind=known_word(restraint.kind, "restraint.kind"),
                start=date_words(restraint.start),
            )
            for restraint in held
        )
        return ProsecutionState(prosecution.key, events, Truth.TRUE, reasons)
    if not lasting and (freed := _freed_before(prosecution, day)):
        return ProsecutionState(prosecution.key, events, Truth.FALSE, (freed,))
    doubts = [_release_undecided(release) for item in lasting for release in against[id(item)]]
    open_reasons = tuple(dict.fromkeys([*_why_unknown(prosecution, day), *doubts]))
    return ProsecutionState(prosecution.key, events, Truth.UNKNOWN, open_reasons)


def _against(
    restraint: Restraint, releases: tuple[Release, ...], day: PartialDate
) -> list[Release]:
    """Give the releases that may have come while the restraint lasted, up to the day."""
    return [
        release
        for release in releases
        if _after(release.date, day) is not Truth.TRUE
        and agreed(
            date.before(start)
            for date in stated_values(release.date)
            for start in stated_values(restraint.start)
        )
        is not Truth.TRUE
    ]


def _release_undecided(release: Release) -> Message:
    return say(
        "Release, date: {date}; whether it ended this is not decided.",
        date=date_words(release.date),
    )


def _after(date: Known[PartialDate], day: PartialDate) -> Truth:
    return agreed(value.after(day) for value in stated_values(date))


def _before(date: Known[PartialDate], day: PartialDate) -> Truth:
    return agreed(value.before(day) for value in stated_values(date))


def _lasted_over(restraint: Restraint, day: PartialDate) -> Truth:
    return ~_after(restraint.start, day) & ~_before(restraint.end, day)


def _freed_before(prosecution: Prosecution, day: PartialDate) -> Message | None:
    """Say it if a release came before the day and nothing can have undone it since."""
    takings = [item.start for item in prosecution.restraints if item.kind.value != "travel_ban"] + [
        item.date
        for item in prosecution.sentences
        if item.kind.value not in {SentenceKind.FINE, SentenceKind.SUSPENDED}
    ]
    for release in prosecution.releases:
        dates = stated_values(release.date)
        if _before(release.date, day) is not Truth.TRUE:
            continue
        if all(_before(taking, date) is Truth.TRUE for taking in takings for date in dates):
            return say(
                "Released before this day: {date}; nothing later is known in this case.",
                date=date_words(release.date),
            )
    return None


def _why_unknown(prosecution: Prosecution, day: PartialDate) -> tuple[Message, ...]:
    reasons = []
    for restraint in prosecution.restraints:
        if restraint.kind.value not in _DEPRIVING | _DEPENDS_ON_DEFINITION:
            continue
        if _lasted_over(restraint, day) is Truth.FALSE:
            continue
        reasons.append(
            say(
                "Restraint: {kind}, from: {start}, to: {end}.",
                kind=known_word(restraint.kind, "restraint.kind"),
                start=date_words(restraint.start),
                end=date_words(restraint.end),
            )
        )
        if restraint.kind.value in _DEPENDS_ON_DEFINITION:
            reasons.append(
                say("Definitions differ on whether night house arrest deprives of liberty.")
            )
    reasons.extend(_imprisoned_unknown(prosecution, day))
    if not reasons:
        reasons.append(say("No source says whether the person was held on this day in this case."))
    return tuple(reasons)


def _imprisoned_unknown(prosecution: Prosecution, day: PartialDate) -> list[Message]:
    replaced = {
        item.replaces.value
        for item in prosecution.sentences
        if _after(item.date, day) is Truth.FALSE
    }
    imposed = [
        item
        for item in prosecution.sentences
        if item.kind.value == SentenceKind.IMPRISONMENT
        and item.key not in replaced
        and _after(item.date, day) is not Truth.TRUE
    ]
    if not imposed:
        return []
    reasons = [
        say("Sentence of imprisonment, imposed: {date}.", date=date_words(item.date))
        for item in imposed
    ]
    if not prosecution.releases:
        return [*reasons, say("No release is known, and no source says whether it was served.")]
    return reasons + [_release_undecided(release) for release in prosecution.releases]
