# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts, amendments, votes, members and demands as their sources report them.

Each carries the key of its source and how well it is known. None means "not known"; nothing
here is worked out, and a number that no source gives is never filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from amparo.core.cases import Charge, Known, Prosecution
from amparo.core.dates import PartialDate
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth, any_of
from amparo.demands.listed import listed_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from amparo.core.cases import Person

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in the four interface languages, ours or translated by us."""

    en: str
    fr: str
    ru: str
    uk: str

    def text(self, language: str = "en") -> str:
        """Give them in a language; English for any other."""
        return {"fr": self.fr, "ru": self.ru, "uk": self.uk}.get(language, self.en)


class Body(StrEnum):
    """The institution a text belongs to; a motion of a national assembly is none of PACE."""

    PACE = "pace"
    FRENCH_NATIONAL_ASSEMBLY = "french_national_assembly"


class TextKind(StrEnum):
    """What a text of a chamber is."""

    REPORT = "report"
    DRAFT_RESOLUTION = "draft_resolution"
    RESOLUTION = "resolution"
    MOTION = "motion"


class Outcome(StrEnum):
    """What became of an amendment."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


class StepKind(StrEnum):
    """What happened to a demand on its way."""

    FORMULATED = "formulated"
    SPOKEN = "spoken"
    MOTION = "motion"
    AMENDMENT = "amendment"
    OUTCOME = "outcome"
    ADOPTED_TEXT = "adopted_text"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class TextEvent:
    """One dated event of a text: referred, tabled, adopted, transmitted ..."""

    event: str
    date: PartialDate
    source: str
    knowledge: Knowledge
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class ChamberText:
    """A report, draft, resolution or motion; `body` says of which institution.

    `titles` are the printed titles by language, only those that a source gives.
    """

    key: str
    kind: TextKind
    body: Body
    number: str
    titles: Mapping[str, str]
    source: str
    knowledge: Knowledge
    committee: str = ""
    rapporteur: str = ""
    part_of: str = ""
    dates: tuple[TextEvent, ...] = ()
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment; `subject` is in our words, `tabled_by` as reported."""

    key: str
    text: str
    subject: Words
    tabled_by: Words
    source: str
    knowledge: Knowledge
    number: str | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class VoteReport:
    """What a source says of the outcome; counts and `by_whom` only if it gives them."""

    amendment: str
    outcome: Outcome
    source: str
    knowledge: Knowledge
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    by_whom: Words | None = None
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class AdoptedPassage:
    """Whether a demand was found in an adopted text; UNKNOWN where the text was not read."""

    text: str
    demand: str
    found: Truth
    explanation: Words
    source: str
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a chamber; `group` None where no source names it."""

    key: str
    name: str
    country: str
    role: Words
    source: str
    knowledge: Knowledge
    group: str | None = None
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Chamber:
    """The texts, amendments, votes and members of one debate, by key.

    `vote` is the event after which cases are followed.
    """

    texts: Mapping[str, ChamberText]
    amendments: Mapping[str, Amendment]
    votes: tuple[VoteReport, ...]
    passages: tuple[AdoptedPassage, ...]
    members: Mapping[str, Member]
    vote: TextEvent


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a demand; `ref` is the key of the text, amendment or member it is about."""

    kind: StepKind
    source: str
    knowledge: Knowledge
    ref: str = ""
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases a demand concerns, as far as we can say; the choice is ours and is shown.

    A person is concerned if named, or if one of the prosecutions is in one of the `countries`
    (none listed: any) and has a charge of one of the `conduct_kinds` or under one of the
    `provisions` (a provision without a part covers its parts).
    """

    countries: tuple[str, ...] = ()
    conduct_kinds: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    note: Words | None = None

    def names(self, records: Collection[str]) -> bool:
        """Say whether one of these record keys is named."""
        return not set(self.named).isdisjoint(records)

    def matches(self, person: Person, records: Collection[str] = ()) -> Truth:
        """Say whether the demand concerns the person, whose record keys are `records`.

        UNKNOWN where the country, conduct or provision is not known or disputed. A case that
        only a list tells of counts like a prosecution.
        """
        if self.names([person.key, *records]):
            return Truth.TRUE
        cases = list(person.prosecutions)
        listed = listed_apart(person)
        if listed is not None and _says_which(listed):
            cases.append(listed)
        if not cases:
            return self.matches_prosecution(Prosecution("", charges=(Charge(""),)))
        return any_of(self.matches_prosecution(item) for item in cases)

    def matches_prosecution(self, prosecution: Prosecution) -> Truth:
        """Say whether the demand concerns this prosecution by country and charge."""
        charges = [self._matches_charge(charge) for charge in prosecution.charges]
        by_charge = any_of(charges) if charges else Truth.UNKNOWN
        if not (self.conduct_kinds or self.provisions):
            by_charge = Truth.FALSE
        return self._in_countries(prosecution.country) & by_charge

    def _in_countries(self, country: Known[str]) -> Truth:
        if not self.countries:
            return Truth.TRUE
        return agreed(Truth.of(value in self.countries) for value in stated_values(country))

    def _matches_charge(self, charge: Charge) -> Truth:
        by_kind = by_provision = Truth.FALSE
        if self.conduct_kinds:
            kinds = stated_values(charge.conduct_kind)
            by_kind = agreed(Truth.of(kind in self.conduct_kinds) for kind in kinds)
        if self.provisions:
            named = stated_values(charge.provision)
            by_provision = agreed(
                any_of(_covers(wanted, provision) for wanted in self.provisions)
                for provision in named
            )
        return by_kind | by_provision


@dataclass(frozen=True, slots=True)
class Demand:
    """What a group asks for, in our paraphrase, with who carried it and how far it came."""

    key: str
    words: Words
    formulated_by: Words
    carried_by: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    concerns: CaseFilter = field(default_factory=CaseFilter)

    def of_kind(self, *kinds: StepKind) -> tuple[Step, ...]:
        """Give the steps of these kinds in the order in which they are written."""
        return tuple(step for step in self.steps if step.kind in kinds)


def _says_which(listed: Prosecution) -> bool:
    """Say whether the lists name a country or a provision; a status alone says neither."""
    known = (listed.country, *(charge.provision for charge in listed.charges))
    return any(item.stated for item in known)


def agreed(values: Iterable[Truth]) -> Truth:
    """Give the one answer that all values give, else UNKNOWN; UNKNOWN for none."""
    answers = set(values)
    return answers.pop() if len(answers) == 1 else Truth.UNKNOWN


def stated_values(known: Known[T]) -> tuple[T, ...]:
    """Give the chosen value, else every stated one."""
    return known.values if known.chosen is None else (known.chosen.value,)


def _covers(wanted: str, provision: str) -> Truth:
    """Say whether `wanted` covers the provision; an unknown part of it leaves that open."""
    if provision == wanted or provision.startswith(wanted + "/"):
        return Truth.TRUE
    return Truth.of(None if wanted.startswith(provision + "/") else False)
