# SPDX-License-Identifier: AGPL-3.0-or-later
"""The persons and their prosecutions, each value with its source and how well it is known.

What one source says of one thing stands in one row; where sources differ, each value has a row
of its own, and nobody's value is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from amparo.core.cases import Known, Prosecution
from amparo.core.languages import Script, script_of
from amparo.core.messages import say
from amparo.core.statements import Schema
from amparo.dossier.model import (
    Badge,
    Callout,
    CalloutKind,
    Cite,
    Foreign,
    Paragraph,
    Section,
    Table,
    Tone,
)
from amparo.dossier.values import DIFFER, Teller, joined, language_name, stacked
from amparo.dossier.words import ENTITIES, PROPERTIES, SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.core.cases import Person, Stated
    from amparo.dossier.model import Block, Line

Row = tuple["Line", ...]
CHOSEN = Badge(say("chosen by a documenter"), Tone.SURE)


def persons_section(persons: Sequence[Person], teller: Teller) -> Section:
    """Give the section on all persons, one subsection each."""
    intro = Paragraph(
        (
            say(
                "Persons: {persons}; prosecutions: {cases}.",
                persons=len(persons),
                cases=sum(len(person.prosecutions) for person in persons),
            ),
            " ",
            say(
                "A prosecution is one criminal case against one person. What a list's row says of"
                " a case is shown with the person, because it may be the same case."
            ),
        )
    )
    return Section(
        "persons",
        (say("The persons and their prosecutions"),),
        (intro,),
        tuple(_person(person, number, teller) for number, person in enumerate(persons, 1)),
    )


def parts_of(prosecution: Prosecution) -> Iterator[tuple[Schema, Any]]:
    """Give the parts of a prosecution in the order in which they are told."""
    for schema, parts in (
        (Schema.CHARGE, prosecution.charges),
        (Schema.RESTRAINT, prosecution.restraints),
        (Schema.SENTENCE, prosecution.sentences),
        (Schema.APPEAL, prosecution.appeals),
        (Schema.RELEASE, prosecution.releases),
    ):
        for part in parts:
            yield schema, part


def properties_of(entity: Any) -> Iterator[tuple[str, Known[Any]]]:  # noqa: ANN401 - any entity
    """Give the properties of a part of a case, or of the prosecution itself, in their order."""
    for item in fields(entity):
        value = getattr(entity, item.name)
        if isinstance(value, Known):
            yield item.name, value


def person_name(person: Person, language: str) -> Line:
    """Give the name to show with its language, or words for an unnamed person."""
    name = person.name(language)
    if not name:
        return (say("unnamed person"),)
    stated = next(item for item in person.names.stated if item.value == name)
    return (Foreign(name, stated.language),)


def _person(person: Person, number: int, teller: Teller) -> Section:
    blocks: list[Block] = []
    if person.names.stated:
        blocks.append(_names(person, teller))
    told = _Rows(teller)
    facts: dict[str, Known[Any]] = {"birth_date": person.birth_date, **person.facts}
    for prop, known in facts.items():
        told.alone(Schema.PERSON, prop, known)
    if told.rows:
        blocks.append(told.table((say("What the sources say of the person"),)))
    if not person.prosecutions:
        blocks.append(
            Callout(CalloutKind.UNKNOWN, (say("No prosecution of this person is described."),))
        )
    total = len(person.prosecutions)
    for place, prosecution in enumerate(person.prosecutions, 1):
        caption = say("Prosecution {number} of {total}", number=place, total=total)
        blocks.append(_prosecution(prosecution, teller).table((caption,)))
    return Section(f"person-{number}", person_name(person, teller.language), tuple(blocks))


def _names(person: Person, teller: Teller) -> Table:
    rows: list[Row] = []
    for name, language in dict.fromkeys((i.value, i.language) for i in person.names.stated):
        items = [i for i in person.names.stated if (i.value, i.language) == (name, language)]
        spoken = "" if language == "und" else language_name(language, teller.language)
        script = script_of(name)
        written = SCRIPTS.get(script, SCRIPTS[Script.MIXED])
        rows.append(
            (
                (Foreign(name, language), _cite(items)),
                joined([(spoken,) if spoken else (), (written,)], (", ",)),
                teller.badges(items),
            )
        )
    head = ((say("Name"),), (say("Language and script"),), (say("How well known"),))
    return Table((say("The name in the sources"),), head, tuple(rows))


def _prosecution(prosecution: Prosecution, teller: Teller) -> _Rows:
    told = _Rows(teller, prosecution)
    told.entity(Schema.PROSECUTION, prosecution)
    for schema, part in parts_of(prosecution):
        told.entity(schema, part)
    return told


@dataclass(slots=True)
class _Rows:
    """Rows of a table of values, as they are told."""

    teller: Teller
    prosecution: Prosecution | None = None
    rows: list[Row] = field(default_factory=list)

    def table(self, caption: Line) -> Table:
        head = ((say("What"),), (say("What the sources say"),), (say("How well known"),))
        return Table(caption, head, tuple(self.rows))

    def entity(self, schema: Schema, entity: Any) -> None:  # noqa: ANN401 - any of six classes
        """Tell one thing: what the same sources say alike in one row, the rest by itself."""
        alike: dict[Any, list[tuple[Line, list[Stated[Any]]]]] = {}
        apart = []
        for prop, known in properties_of(entity):
            if known.disputed or known.chosen is not None:
                apart.append((prop, known))
            elif known.stated:
                mark = tuple((item.source, self.teller.knowledge(item)) for item in known.stated)
                said = self._said(schema, prop, known.stated[0])
                alike.setdefault(mark, []).append((said, list(known.stated)))
        for group in alike.values():
            items = group[0][1]
            value = (*joined(line for line, _ in group), _cite(items))
            self._row((ENTITIES[schema],), value, self.teller.badges(items))
        for prop, known in apart:
            self.alone(schema, prop, known, (ENTITIES[schema], ": "))

    def alone(self, schema: Schema, prop: str, known: Known[Any], lead: Line = ()) -> None:
        """Tell one property in rows of its own, one for each value."""
        heading = (*lead, PROPERTIES.get(prop, prop))
        for value in known.values:
            items = [item for item in known.stated if item.value == value]
            line = (*self._said(schema, prop, items[0]), _cite(items))
            notes = [self.teller.badges(items)]
            if known.disputed:
                notes.append((DIFFER,))
            if known.chosen is not None and known.chosen.value == value:
                notes.append((CHOSEN, ": ", known.reason))
            self._row(heading, line, stacked(notes))

    def _said(self, schema: Schema, prop: str, stated: Stated[Any]) -> Line:
        sentences = self.prosecution.sentences if self.prosecution else ()
        return self.teller.said(schema, prop, stated, sentences)

    def _row(self, *cells: Line) -> None:
        self.rows.append(cells)


def _cite(items: Sequence[Stated[Any]]) -> Cite:
    return Cite(tuple(dict.fromkeys(item.source for item in items)))
