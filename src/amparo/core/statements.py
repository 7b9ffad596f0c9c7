# SPDX-License-Identifier: AGPL-3.0-or-later
"""Statements, and the persons and prosecutions derived from them.

A statement is one property of one entity as one source gives it (the shape of a statement in
FollowTheMoney). `derive_person` is a pure function: the same statements and choices give an
equal person, so everything derived can be thrown away and rebuilt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from amparo.core.cases import (
    Appeal,
    Charge,
    Known,
    Person,
    Prosecution,
    Release,
    Restraint,
    Sentence,
    Stated,
)
from amparo.core.dates import PartialDate
from amparo.core.sources import Knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable


class Schema(StrEnum):
    """What kind of entity a statement is about."""

    PERSON = "person"
    PROSECUTION = "prosecution"
    CHARGE = "charge"
    RESTRAINT = "restraint"
    SENTENCE = "sentence"
    APPEAL = "appeal"
    RELEASE = "release"


class Kind(StrEnum):
    """How a property's value is held: text, a date (EDTF), a whole number, a key or a word.

    A WORD is one of the vocabulary in resources/vocabulary.yaml.
    """

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    KEY = "key"
    WORD = "word"


PROPERTIES: Mapping[Schema, Mapping[str, Kind]] = {
    Schema.PERSON: {
        "name": Kind.TEXT,
        "birth_date": Kind.DATE,
        "gender": Kind.WORD,
        "place": Kind.TEXT,
        "occupation": Kind.TEXT,
        "workplace_before": Kind.WORD,
        "description": Kind.TEXT,
        # What a list's row says of the case, as it says it; a prosecution is made of statements
        # of its own, so that one case on three lists is not counted three times.
        "case_provision": Kind.KEY,
        "case_opened": Kind.DATE,
        "case_country": Kind.WORD,
        "case_court": Kind.TEXT,
        "case_status": Kind.TEXT,
        "case_sentence": Kind.TEXT,
        "case_place": Kind.TEXT,
    },
    Schema.PROSECUTION: {
        "country": Kind.WORD,
        "opened": Kind.DATE,
        "stage": Kind.TEXT,
    },
    Schema.CHARGE: {
        "provision": Kind.KEY,
        "conduct": Kind.TEXT,
        "conduct_kind": Kind.WORD,
        "workplace": Kind.WORD,
        "standing": Kind.WORD,
        "date": Kind.DATE,
    },
    Schema.RESTRAINT: {
        "kind": Kind.WORD,
        "start": Kind.DATE,
        "end": Kind.DATE,
        "detail": Kind.TEXT,
    },
    Schema.SENTENCE: {
        "kind": Kind.WORD,
        "months": Kind.NUMBER,
        "amount": Kind.TEXT,
        "court": Kind.TEXT,
        "instance": Kind.WORD,
        "date": Kind.DATE,
        "replaces": Kind.KEY,
        "standing": Kind.WORD,
    },
    Schema.APPEAL: {
        "sentence": Kind.KEY,
        "instance": Kind.WORD,
        "court": Kind.TEXT,
        "outcome": Kind.WORD,
        "date": Kind.DATE,
    },
    Schema.RELEASE: {"kind": Kind.WORD, "date": Kind.DATE},
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One property of one entity as one source gives it.

    `entity` is the entity's key (a record's key for a person), `parent` the key of what it
    belongs to (a charge's prosecution, a prosecution's record; empty for a person), `value` the
    normalised value as text (dates in EDTF), `written` what the source writes.
    """

    entity: str
    schema: Schema
    parent: str
    prop: str
    value: str
    source: str
    record: str
    written: str = ""
    language: str = "und"
    knowledge: Knowledge | None = None

    def kind(self) -> Kind:
        """Give the kind of value this property holds.

        Raises:
            KeyError: the schema has no such property.
        """
        return PROPERTIES[self.schema][self.prop]


@dataclass(frozen=True, slots=True)
class Choice:
    """A documenter's pick among contradicting statements of one property, with the reason.

    For a person `entity` is the key of the record whose statement was picked.
    """

    entity: str
    prop: str
    value: str
    source: str
    reason: str


def derive_person(
    key: str, statements: Iterable[Statement], choices: Iterable[Choice] = ()
) -> Person:
    """Give the person that the statements of all its records make, after choices.

    `statements` are those of every record decided to be this person, in the order in which
    values are to be shown. Nothing is merged away: every value keeps its sources.

    Raises:
        KeyError: a property that its schema does not have.
        DateError: a date that is not in EDTF.
    """
    grouped: dict[tuple[Schema, str], dict[str, list[Statement]]] = defaultdict(
        lambda: defaultdict(list)
    )
    parents: dict[tuple[Schema, str], str] = {}
    for item in statements:
        entity = "" if item.schema is Schema.PERSON else item.entity
        grouped[item.schema, entity][item.prop].append(item)
        parents[item.schema, entity] = item.parent
    picked = _Picked(choices)
    made = _Made(grouped, parents, picked)
    own = made.fields(Schema.PERSON, "")
    return Person(
        key=key,
        names=own.pop("name", Known()),
        birth_date=own.pop("birth_date", Known()),
        facts=own,
        prosecutions=tuple(made.prosecution(entity) for entity in made.prosecution_keys()),
    )


class _Picked:
    """The choices, found by what they are about."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        self.by_place = {(item.entity, item.prop): item for item in choices}

    def among(self, stated: list[Statement]) -> tuple[Statement, str] | None:
        for item in stated:
            choice = self.by_place.get((item.entity, item.prop))
            if choice and (choice.value, choice.source) == (item.value, item.source):
                return item, choice.reason
        return None


@dataclass(slots=True)
class _Made:
    """Entities made from grouped statements."""

    grouped: Mapping[tuple[Schema, str], Mapping[str, list[Statement]]]
    parents: Mapping[tuple[Schema, str], str]
    picked: _Picked

    def fields(self, schema: Schema, entity: str) -> dict[str, Known[Any]]:
        properties = self.grouped.get((schema, entity), {})
        return {name: self._known(items) for name, items in properties.items()}

    def prosecution_keys(self) -> list[str]:
        """Give the prosecutions, also those of which only a charge or a sentence is stated."""
        keys = (
            entity if schema is Schema.PROSECUTION else self.parents[schema, entity]
            for schema, entity in self.grouped
            if schema is not Schema.PERSON
        )
        return list(dict.fromkeys(keys))

    def children(self, schema: Schema, parent: str) -> list[str]:
        return [
            entity for (kind, entity), of in self.parents.items() if (kind, of) == (schema, parent)
        ]

    def prosecution(self, key: str) -> Prosecution:
        def of(schema: Schema, make: Any) -> tuple[Any, ...]:  # noqa: ANN401 - five entity classes
            keys = self.children(schema, key)
            return tuple(make(key=child, **self.fields(schema, child)) for child in keys)

        return Prosecution(
            key=key,
            charges=of(Schema.CHARGE, Charge),
            restraints=of(Schema.RESTRAINT, Restraint),
            sentences=of(Schema.SENTENCE, Sentence),
            appeals=of(Schema.APPEAL, Appeal),
            releases=of(Schema.RELEASE, Release),
            **self.fields(Schema.PROSECUTION, key),
        )

    def _known(self, items: list[Statement]) -> Known[Any]:
        stated = tuple(_stated(item) for item in items)
        chosen = self.picked.among(items)
        in_words = items[0].kind() is Kind.TEXT
        if chosen is None:
            return Known(stated, in_words=in_words)
        return Known(stated, _stated(chosen[0]), chosen[1], in_words)


def _stated(item: Statement) -> Stated[Any]:
    kind = item.kind()
    value: str | int | PartialDate = item.value
    if kind is Kind.DATE:
        value = PartialDate.from_edtf(item.value, written=item.written, language=item.language)
    elif kind is Kind.NUMBER:
        value = int(item.value)
    return Stated(value, item.source, item.written, item.language, item.knowledge)
