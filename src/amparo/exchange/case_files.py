# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a hand-kept file of cases (YAML): records, each a person with prosecutions.

The form is described in docs/demo-data.md. An entry becomes flat statements; keys written in the
file hold inside their record and become `<record>/<prosecution>/<part>`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from amparo.core.languages import Language
from amparo.core.sources import Knowledge
from amparo.core.statements import PROPERTIES, Kind, Schema, Statement
from amparo.core.yaml_files import read_marked
from amparo.resources import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from amparo.core.yaml_files import Marked

# The lists under a prosecution.
PARTS = {
    "charges": Schema.CHARGE,
    "restraints": Schema.RESTRAINT,
    "sentences": Schema.SENTENCE,
    "appeals": Schema.APPEAL,
    "releases": Schema.RELEASE,
}
# Properties whose value is the key of a sentence of the same prosecution.
_SENTENCE_KEYS = {(Schema.SENTENCE, "replaces"), (Schema.APPEAL, "sentence")}
_RECORD_FIELDS = ("record", "source", "language", "knowledge", "person", "prosecutions")
_VALUE_FIELDS = ("value", "written", "language", "source", "knowledge")


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One record: its key, its source's key and all its statements in the order of the file."""

    key: str
    source: str
    statements: tuple[Statement, ...]


def read_case_file(path: Path, *, sources: Collection[str] | None = None) -> tuple[CaseRecord, ...]:
    """Give the records of a file in its order; `sources` are the known keys (None: any).

    Raises:
        YamlFileError: with every fault: unknown properties and words, dates that are not EDTF,
            unknown sources, repeated keys, keys of sentences that do not exist.
        OSError: the file cannot be read.
    """
    top = read_marked(path)
    found: dict[str, CaseRecord] = {}
    for entry in top.entries():
        fields = entry.fields(_RECORD_FIELDS, needed=("record", "source", "person"))
        key = fields["record"].text() if "record" in fields else ""
        if key in found:
            entry.fault(f"there are two records {key!r}; give this one another key")
        found[key] = _Record(key, sources).read(fields)
    top.raise_faults(path)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Entity:
    key: str
    schema: Schema
    parent: str = ""
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Given:
    """Where a statement comes from; a record's holds for each value without its own."""

    source: str = ""
    language: str = Language.UNDETERMINED.value
    knowledge: Knowledge | None = None


@dataclass(slots=True)
class _Record:
    """One record while it is read."""

    key: str
    sources: Collection[str] | None
    given: _Given = field(default_factory=_Given)
    statements: list[Statement] = field(default_factory=list)

    def read(self, fields: Mapping[str, Marked]) -> CaseRecord:
        self.given = self._given(fields)
        source = self.given.source
        if source and not self.key.startswith(f"{source}/"):
            fields["record"].fault(f"must be {source}/<row>: the source's key and the row's")
        if "person" in fields:
            self._properties(_Entity(self.key, Schema.PERSON), fields["person"])
        for key, entry in self._keyed(fields.get("prosecutions"), self.key, set()):
            self._prosecution(key, entry)
        return CaseRecord(self.key, source, tuple(self.statements))

    def _prosecution(self, key: str, entry: Marked) -> None:
        before = len(self.statements)
        entity = _Entity(key, Schema.PROSECUTION, self.key)
        fields = self._properties(entity, entry, ("key", *PARTS))
        if len(self.statements) == before:
            # Only what has a statement of its own exists for whoever derives the person.
            entry.fault("says nothing of the prosecution itself; write at least its country")
        taken: set[str] = set()
        parts = {name: self._keyed(fields.get(name), key, taken) for name in PARTS}
        sentences = tuple(child for child, _ in parts["sentences"])
        for name, entries in parts.items():
            for child, item in entries:
                part = _Entity(child, PARTS[name], key, sentences)
                self._properties(part, item, ("key",))

    def _keyed(self, node: Marked | None, parent: str, taken: set[str]) -> list[tuple[str, Marked]]:
        """Give the entries of a list with their full keys, which are added to those taken."""
        found: list[tuple[str, Marked]] = []
        for entry in node.entries() if node else ():
            name = entry.items().get("key")
            if name is None:
                entry.fault("'key' is missing; write a short name that is unique in this record")
                continue
            key = f"{parent}/{name.text()}"
            if key in taken:
                name.fault(f"{name.text()!r} is taken already; give this one another key")
            taken.add(key)
            found.append((key, entry))
        return found

    def _properties(
        self, entity: _Entity, node: Marked, others: tuple[str, ...] = ()
    ) -> dict[str, Marked]:
        """Make the statements of an entity; give all its fields."""
        properties = PROPERTIES[entity.schema]
        fields = node.fields((*others, *properties))
        for name in fields:
            if name in properties:
                several = fields[name].entries() if fields[name].is_list else [fields[name]]
                for value in several:
                    self._statement(entity, name, value)
        return fields

    def _statement(self, entity: _Entity, prop: str, node: Marked) -> None:
        """Make one statement of a plain value or of a mapping with `value`."""
        fields = {"value": node}
        if node.is_mapping:
            fields = node.fields(_VALUE_FIELDS, needed=("value",))
        if "value" not in fields:
            return
        given = self._given(fields)
        value = _value(entity, prop, fields["value"])
        is_text = PROPERTIES[entity.schema][prop] is Kind.TEXT
        written = fields["written"].text() if "written" in fields else value if is_text else ""
        self.statements.append(
            Statement(
                entity=entity.key,
                schema=entity.schema,
                parent=entity.parent,
                prop=prop,
                value=value,
                source=given.source,
                record=self.key,
                written=written,
                language=given.language,
                knowledge=given.knowledge,
            )
        )

    def _given(self, fields: Mapping[str, Marked]) -> _Given:
        given = self.given
        if "source" in fields:
            source = fields["source"].text()
            if self.sources is not None and source not in self.sources:
                fields["source"].fault(f"{source!r} is no known source; name a key of the sources")
            given = replace(given, source=source)
        if "language" in fields:
            given = replace(given, language=fields["language"].word(tuple(Language)))
        if "knowledge" in fields and (word := fields["knowledge"].word(tuple(Knowledge))):
            given = replace(given, knowledge=Knowledge(word))
        return given


def _value(entity: _Entity, prop: str, node: Marked) -> str:
    """Give the value as a statement holds it, after noting what is wrong with it."""
    text = node.text()
    if not text:
        node.fault("is empty; leave out what is not known")
        return ""
    match PROPERTIES[entity.schema][prop]:
        case Kind.DATE:
            node.date()
        case Kind.WORD:
            node.word(tuple(words(prop, entity.schema)))
        case Kind.NUMBER if not text.isdecimal():
            node.fault(f"{text!r} is not a whole number")
        case Kind.KEY if (entity.schema, prop) in _SENTENCE_KEYS:
            key = f"{entity.parent}/{text}"
            if key not in entity.sentences or key == entity.key:
                node.fault(f"{text!r} is not another sentence of this prosecution; name one")
            return key
    return text
