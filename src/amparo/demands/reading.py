# SPDX-License-Identifier: AGPL-3.0-or-later
"""Read the hand-kept files of texts, amendments, votes and demands (YAML).

A file is read whole: all its faults are gathered and raised once, each with its place and what
to do. The form of both files is described in docs/demands.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from amparo.core.sources import Knowledge
from amparo.core.truth import Truth
from amparo.demands.fields import Entry, FileFaultsError, FileReader
from amparo.demands.records import (
    AdoptedPassage,
    Amendment,
    Body,
    CaseFilter,
    Chamber,
    ChamberText,
    Demand,
    Member,
    Outcome,
    Step,
    StepKind,
    TextEvent,
    TextKind,
    VoteReport,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

T = TypeVar("T")

__all__ = ["FileFaultsError", "read_chamber", "read_demands"]


def read_chamber(path: Path, sources: Collection[str] | None = None) -> Chamber:
    """Read a chamber file; with `sources`, every source key must be one of them.

    Raises:
        FileFaultsError: every fault of the file at once.
        OSError: the file cannot be read.
    """
    reader = FileReader(path, sources)
    top = reader.top(
        _load(path, reader), {"vote", "members", "texts", "amendments", "votes", "passages"}
    )
    members = _keyed(reader, top, "members", _member)
    texts = _keyed(reader, top, "texts", _text)
    amendments = _keyed(reader, top, "amendments", _amendment)
    votes = [_vote(entry) for entry in reader.entries(top, "votes")]
    passages = [_passage(entry) for entry in reader.entries(top, "passages")]
    reader.refer("texts.part_of", [text.part_of for text in texts.values()], texts)
    reader.refer("amendments.text", [item.text for item in amendments.values()], texts)
    reader.refer("votes.amendment", [vote.amendment for vote in votes], amendments)
    reader.refer("passages.text", [item.text for item in passages], texts)
    vote = _event_voted(reader, top, texts)
    reader.raise_faults()
    if vote is None:  # pragma: no cover - a missing vote is a fault and was raised
        raise AssertionError
    return Chamber(texts, amendments, tuple(votes), tuple(passages), members, vote)


def read_demands(
    path: Path, chamber: Chamber, sources: Collection[str] | None = None
) -> dict[str, Demand]:
    """Read a demands file whose references point into the chamber; give demands by key.

    Raises:
        FileFaultsError: every fault of the file at once, unknown references included.
        OSError: the file cannot be read.
    """
    reader = FileReader(path, sources)
    top = reader.top(_load(path, reader), {"demands"})
    demands = _keyed(reader, top, "demands", _demand)
    known = {**chamber.texts, **chamber.amendments, **chamber.members}
    for demand in demands.values():
        where = f"demands {demand.key}"
        reader.refer(f"{where}: carried_by", demand.carried_by, chamber.members)
        reader.refer(f"{where}: steps.ref", [step.ref for step in demand.steps], known)
        amended = [step.ref for step in demand.of_kind(StepKind.AMENDMENT)]
        reader.refer(f"{where}: steps.ref of an amendment", amended, chamber.amendments)
    for passage in chamber.passages:
        reader.refer("passages.demand of the chamber file", [passage.demand], demands)
    reader.raise_faults()
    return demands


def _load(path: Path, reader: FileReader) -> Any:  # noqa: ANN401 - whatever YAML holds
    try:
        return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as fault:
        place = getattr(fault, "problem_mark", None)
        line = f"line {place.line + 1}" if place else "the file"
        reader.fault(line, "is not YAML", "check indentation, colons and quotation marks")
        return None


def _keyed(
    reader: FileReader, top: Mapping[str, Any], name: str, make: Callable[[Entry], T]
) -> dict[str, T]:
    made: dict[str, T] = {}
    for entry in reader.entries(top, name):
        key = entry.text("key")
        if key in made:
            reader.fault(entry.where, f"the key {key!r} is there twice", "give each its own key")
        made[key] = make(entry)
        entry.done()
    return made


def _knowledge(entry: Entry) -> Knowledge:
    return entry.word("knowledge", Knowledge, Knowledge.NOT_FOUND)


def _member(entry: Entry) -> Member:
    return Member(
        key=entry.text("key"),
        name=entry.text("name"),
        country=entry.text("country"),
        role=entry.words("role"),
        source=entry.source(),
        knowledge=_knowledge(entry),
        group=entry.optional("group") or None,
        note=entry.optional_words("note"),
    )


def _event(entry: Entry) -> TextEvent:
    made = TextEvent(
        event=entry.text("event"),
        date=entry.date("date"),
        source=entry.source(),
        knowledge=_knowledge(entry),
        note=entry.optional_words("note"),
    )
    entry.done()
    return made


def _text(entry: Entry) -> ChamberText:
    return ChamberText(
        key=entry.text("key"),
        kind=entry.word("kind", TextKind, TextKind.REPORT),
        body=entry.word("body", Body, Body.PACE),
        number=entry.text("number"),
        titles=entry.texts_by_language("titles"),
        source=entry.source(),
        knowledge=_knowledge(entry),
        committee=entry.optional("committee"),
        rapporteur=entry.optional("rapporteur"),
        part_of=entry.optional("part_of"),
        dates=tuple(_event(item) for item in entry.entries("dates")),
        note=entry.optional_words("note"),
    )


def _amendment(entry: Entry) -> Amendment:
    return Amendment(
        key=entry.text("key"),
        text=entry.text("text"),
        subject=entry.words("subject"),
        tabled_by=entry.words("tabled_by"),
        source=entry.source(),
        knowledge=_knowledge(entry),
        number=entry.optional("number") or None,
        wording=entry.optional("wording") or None,
        note=entry.optional_words("note"),
    )


def _vote(entry: Entry) -> VoteReport:
    made = VoteReport(
        amendment=entry.text("amendment"),
        outcome=entry.word("outcome", Outcome, Outcome.UNKNOWN),
        source=entry.source(),
        knowledge=_knowledge(entry),
        in_favour=entry.count("in_favour"),
        against=entry.count("against"),
        abstained=entry.count("abstained"),
        by_whom=entry.optional_words("by_whom"),
        note=entry.optional_words("note"),
    )
    entry.done()
    return made


def _passage(entry: Entry) -> AdoptedPassage:
    made = AdoptedPassage(
        text=entry.text("text"),
        demand=entry.text("demand"),
        found=entry.word("found", Truth, Truth.UNKNOWN),
        explanation=entry.words("explanation"),
        source=entry.source(),
        knowledge=_knowledge(entry),
    )
    entry.done()
    return made


def _event_voted(
    reader: FileReader, top: Mapping[str, Any], texts: Mapping[str, ChamberText]
) -> TextEvent | None:
    entry = Entry(reader, "vote", top.get("vote"))
    key, event = entry.text("text"), entry.text("event")
    entry.done()
    text = texts.get(key)
    found = next((item for item in text.dates if item.event == event), None) if text else None
    if found is None:
        reader.fault("vote", f"{key!r} has no event {event!r}", "name a text and one of its dates")
    return found


def _demand(entry: Entry) -> Demand:
    return Demand(
        key=entry.text("key"),
        words=entry.words("words"),
        formulated_by=entry.words("formulated_by"),
        carried_by=entry.keys("carried_by"),
        steps=tuple(_step(item) for item in entry.entries("steps")),
        concerns=_concerns(entry.nested("concerns")),
    )


def _step(entry: Entry) -> Step:
    made = Step(
        kind=entry.word("kind", StepKind, StepKind.FORMULATED),
        source=entry.source(),
        knowledge=_knowledge(entry),
        ref=entry.optional("ref"),
        note=entry.optional_words("note"),
    )
    entry.done()
    return made


def _concerns(entry: Entry) -> CaseFilter:
    made = CaseFilter(
        countries=entry.keys("countries"),
        conduct_kinds=entry.keys("conduct_kinds"),
        provisions=entry.keys("provisions"),
        named=entry.keys("named"),
        note=entry.optional_words("note"),
    )
    entry.done()
    return made
