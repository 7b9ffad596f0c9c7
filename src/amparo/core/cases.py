# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's cases as the engines read them: plain values, each with the keys of its sources.

The register keeps statements; this is what remains after decisions. A value on which the
sources disagree carries all of them (`Known.values`) and is `disputed`; it is never averaged,
and nobody's silence is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations, product
from typing import Generic, TypeVar

from amparo.core.dates import PartialDate
from amparo.core.sources import Knowledge

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """One value as one source gives it."""

    value: T
    source: str
    written: str = ""
    language: str = "und"
    knowledge: Knowledge | None = None


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """What the sources say of one property: nothing, one value, or several that differ.

    `chosen` is the value picked by a documenter, with `reason`. `in_words` says that the values
    are free text, which can be compared within one language only.
    """

    stated: tuple[Stated[T], ...] = ()
    chosen: Stated[T] | None = None
    reason: str = ""
    in_words: bool = False

    @property
    def values(self) -> tuple[T, ...]:
        """All different values, in the order of the statements.

        An empty text, which is something written that could not be read (a provision), is no
        value and contradicts nobody.
        """
        return tuple(dict.fromkeys(item.value for item in self.stated if item.value != ""))

    @property
    def disputed(self) -> bool:
        """True if two sources have no value in common that could be the same, and none is chosen.

        "1980" and "5 June 1980" could be the same; so could an article and a part of it. Several
        values of one source (two articles in one row) are no dispute.
        """
        if self.chosen is not None:
            return False
        said: dict[str, list[Stated[T]]] = {}
        for item in self.stated:
            if item.value != "":
                said.setdefault(item.source, []).append(item)
        return any(
            not any(self._compatible(one, other) for one, other in product(left, right))
            for left, right in combinations(said.values(), 2)
        )

    @property
    def value(self) -> T | None:
        """The chosen value, else the most precise of values that could all be the same, or None."""
        if self.chosen is not None:
            return self.chosen.value
        values = self.values
        if not all(could_be_same(one, other) for one, other in combinations(values, 2)):
            return None
        return max(values, key=_precision, default=None)

    def _compatible(self, one: Stated[T], other: Stated[T]) -> bool:
        if self.in_words and one.language != other.language:
            return True
        return could_be_same(one.value, other.value)

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of all sources that say something of it."""
        return tuple(dict.fromkeys(item.source for item in self.stated))


def could_be_same(one: object, other: object) -> bool:
    """Say whether two values can both be true of one thing, one perhaps less precise."""
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return one.compatible(other)
    if isinstance(one, str) and isinstance(other, str):
        # Provision keys: RU/UK/205.2 leaves open what RU/UK/205.2/1 says.
        return (
            one == other or f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
        )
    return one == other


def _precision(value: object) -> tuple[bool, int]:
    if isinstance(value, PartialDate):
        return not value.doubtful, -value.width_days()
    return True, len(value) if isinstance(value, str) else 0


class SentenceKind(StrEnum):
    """What a court imposed."""

    IMPRISONMENT = "imprisonment"
    FINE = "fine"
    SUSPENDED = "suspended"
    OTHER = "other"


class Instance(StrEnum):
    """Which court spoke: first instance, appeal or cassation."""

    FIRST = "first_instance"
    APPEAL = "appeal"
    CASSATION = "cassation"


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge: the provision key (e.g. RU/UK/205.2/2) and the conduct alleged.

    `conduct_kind` is a word of the vocabulary in resources/vocabulary.yaml (e.g.
    `anti_war_speech`, `work_for_occupation_body`, `hooliganism`); `workplace` the employer the
    charge is about, where it is about work; `standing` whether charged, suspected, or told so.
    """

    key: str
    provision: Known[str] = field(default_factory=Known)
    conduct: Known[str] = field(default_factory=Known)
    conduct_kind: Known[str] = field(default_factory=Known)
    workplace: Known[str] = field(default_factory=Known)
    standing: Known[str] = field(default_factory=Known)
    date: Known[PartialDate] = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class Restraint:
    """Custody, house arrest, travel ban or wanted; from - to."""

    key: str
    kind: Known[str] = field(default_factory=Known)
    start: Known[PartialDate] = field(default_factory=Known)
    end: Known[PartialDate] = field(default_factory=Known)
    detail: Known[str] = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A judgment's sentence; `replaces` is the key of the sentence that it took the place of.

    `months` is the length in months, `standing` what is known of its force (final or not).
    """

    key: str
    kind: Known[str] = field(default_factory=Known)
    months: Known[int] = field(default_factory=Known)
    amount: Known[str] = field(default_factory=Known)
    court: Known[str] = field(default_factory=Known)
    instance: Known[str] = field(default_factory=Known)
    date: Known[PartialDate] = field(default_factory=Known)
    replaces: Known[str] = field(default_factory=Known)
    standing: Known[str] = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class Appeal:
    """What a higher court did with a sentence: `outcome` is upheld, reduced or replaced.

    `sentence` is the key of the sentence reviewed. A replacement is a `Sentence` of its own.
    """

    key: str
    sentence: Known[str] = field(default_factory=Known)
    instance: Known[str] = field(default_factory=Known)
    court: Known[str] = field(default_factory=Known)
    outcome: Known[str] = field(default_factory=Known)
    date: Known[PartialDate] = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class Release:
    """The end of a deprivation of liberty: served, exchanged, pardoned, acquitted ..."""

    key: str
    kind: Known[str] = field(default_factory=Known)
    date: Known[PartialDate] = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class Prosecution:
    """One criminal case against one person."""

    key: str
    country: Known[str] = field(default_factory=Known)
    opened: Known[PartialDate] = field(default_factory=Known)
    stage: Known[str] = field(default_factory=Known)
    charges: tuple[Charge, ...] = ()
    restraints: tuple[Restraint, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    releases: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A resolved human with the properties and prosecutions that the sources give.

    `facts` holds the other text properties by name (place, occupation, earlier workplace ...).
    """

    key: str
    names: Known[str] = field(default_factory=Known)
    birth_date: Known[PartialDate] = field(default_factory=Known)
    facts: dict[str, Known[str]] = field(default_factory=dict)
    prosecutions: tuple[Prosecution, ...] = ()

    def name(self, language: str = "en") -> str:
        """Give the name to show: the chosen one, else one in the language, else the first.

        Empty where no source gives a name (an unnamed person).
        """
        if self.names.chosen is not None:
            return self.names.chosen.value
        in_language = [item.value for item in self.names.stated if item.language == language]
        return next(iter([*in_language, *self.names.values]), "")
