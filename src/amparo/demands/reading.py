# SPDX-License-Identifier: AGPL-3.0-or-later
"""Read the hand-kept files of texts, amendments, votes and demands (YAML).

All faults of a file are raised at once, each with its line. The form of both files is described
in docs/demands.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from amparo.core.truth import Truth
from amparo.core.yaml_files import read_marked
from amparo.demands.fields import Entry, References
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
from amparo.resources import words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

T = TypeVar("T")

# What a step may refer to; a formulated demand refers to nothing.
_REFERS_TO = {
    StepKind.SPOKEN: "member",
    StepKind.MOTION: "text",
    StepKind.AMENDMENT: "amendment",
    StepKind.OUTCOME: "amendment",
    StepKind.ADOPTED_TEXT: "text",
    StepKind.FOLLOW_UP: "text",
}


def read_chamber(path: Path, *, sources: Collection[str] | None = None) -> Chamber:
    """Read a chamber file; `sources` are the known source keys (None: any).

    Raises:
        YamlFileError: every fault of the file at once, unknown references included.
        OSError: the file cannot be read.
    """
    node = read_marked(path)
    top = Entry(node, References(sources))
    members = _keyed(top, "members", _member)
    texts = _keyed(top, "texts", _text)
    amendments = _keyed(top, "amendments", _amendment)
    votes = tuple(_vote(entry) for entry in top.entries("votes"))
    passages = tuple(_passage(entry) for entry in top.entries("passages"))
    vote = _event_voted(top.nested("vote"), texts)
    top.done()
    top.references.check("member", members)
    top.references.check("text", texts)
    top.references.check("amendment", amendments)
    top.references.check_sources()
    node.raise_faults(path)
    if vote is None:  # pragma: no cover - a missing vote is a fault and was raised
        raise AssertionError
    return Chamber(texts, amendments, votes, passages, members, vote)


def read_demands(
    path: Path, chamber: Chamber, *, sources: Collection[str] | None = None
) -> dict[str, Demand]:
    """Read a demands file whose references point into the chamber; give demands by key.

    Raises:
        YamlFileError: every fault of the file at once, unknown references included.
        OSError: the file cannot be read.
    """
    node = read_marked(path)
    top = Entry(node, References(sources))
    demands = _keyed(top, "demands", _demand)
    top.done()
    top.references.check("member", chamber.members)
    top.references.check("text", chamber.texts)
    top.references.check("amendment", chamber.amendments)
    top.references.check("conduct_kind", words("conduct_kind"))
    top.references.check_sources()
    for passage in chamber.passages:
        if passage.demand not in demands:
            node.fault(f"the chamber file names the demand {passage.demand!r}; define it here")
    node.raise_faults(path)
    return demands


def _keyed(top: Entry, name: str, make: Callable[[Entry], T]) -> dict[str, T]:
    made: dict[str, T] = {}
    for entry in top.entries(name):
        key = entry.text("key")
        if key in made:
            entry.node.fault(f"the key {key!r} is there twice; give each its own")
        made[key] = make(entry)
        entry.done()
    return made


def _member(entry: Entry) -> Member:
    return Member(
        key=entry.text("key"),
        name=entry.text("name"),
        country=entry.text("country"),
        role=entry.needed_words("role"),
        source=entry.source(),
        knowledge=entry.knowledge(),
        group=entry.optional("group") or None,
        note=entry.words("note", needed=False),
    )


def _event(entry: Entry) -> TextEvent:
    made = TextEvent(
        event=entry.text("event"),
        date=entry.date("date"),
        source=entry.source(),
        knowledge=entry.knowledge(),
        note=entry.words("note", needed=False),
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
        knowledge=entry.knowledge(),
        committee=entry.optional("committee"),
        rapporteur=entry.reference("rapporteur", "member", needed=False),
        part_of=entry.reference("part_of", "text", needed=False),
        dates=tuple(_event(item) for item in entry.entries("dates")),
        note=entry.words("note", needed=False),
    )


def _amendment(entry: Entry) -> Amendment:
    return Amendment(
        key=entry.text("key"),
        text=entry.reference("text", "text"),
        subject=entry.needed_words("subject"),
        tabled_by=entry.needed_words("tabled_by"),
        source=entry.source(),
        knowledge=entry.knowledge(),
        number=entry.optional("number") or None,
        wording=entry.optional("wording") or None,
    )


def _vote(entry: Entry) -> VoteReport:
    made = VoteReport(
        amendment=entry.reference("amendment", "amendment"),
        outcome=entry.word("outcome", Outcome, Outcome.UNKNOWN),
        source=entry.source(),
        knowledge=entry.knowledge(),
        in_favour=entry.count("in_favour"),
        against=entry.count("against"),
        abstained=entry.count("abstained"),
        by_whom=entry.words("by_whom", needed=False),
        note=entry.words("note", needed=False),
    )
    entry.done()
    return made


def _passage(entry: Entry) -> AdoptedPassage:
    made = AdoptedPassage(
        text=entry.reference("text", "text"),
        demand=entry.text("demand"),
        found=entry.word("found", Truth, Truth.UNKNOWN),
        explanation=entry.needed_words("explanation"),
        source=entry.source(),
        knowledge=entry.knowledge(),
    )
    entry.done()
    return made


def _event_voted(entry: Entry | None, texts: Mapping[str, ChamberText]) -> TextEvent | None:
    if entry is None:
        return None
    key, event = entry.reference("text", "text"), entry.text("event")
    entry.done()
    dates = texts[key].dates if key in texts else ()
    found = next((item for item in dates if item.event == event), None)
    if found is None:
        entry.node.fault(f"{key!r} has no event {event!r}; name a text and one of its dates")
    return found


def _demand(entry: Entry) -> Demand:
    return Demand(
        key=entry.text("key"),
        words=entry.needed_words("words"),
        formulated_by=entry.needed_words("formulated_by"),
        carried_by=entry.references_of("carried_by", "member"),
        steps=tuple(_step(item) for item in entry.entries("steps")),
        concerns=_concerns(entry.nested("concerns")),
    )


def _step(entry: Entry) -> Step:
    kind = entry.word("kind", StepKind, StepKind.FORMULATED)
    needed = kind in {StepKind.MOTION, StepKind.AMENDMENT}
    made = Step(
        kind=kind,
        source=entry.source(),
        knowledge=entry.knowledge(),
        ref=entry.reference("ref", _REFERS_TO[kind], needed=needed) if kind in _REFERS_TO else "",
        note=entry.words("note", needed=False),
    )
    entry.done()
    return made


def _concerns(entry: Entry | None) -> CaseFilter:
    if entry is None:
        return CaseFilter()
    made = CaseFilter(
        countries=entry.references_of("countries", "country"),
        conduct_kinds=entry.references_of("conduct_kinds", "conduct_kind"),
        provisions=entry.references_of("provisions", "provision"),
        named=entry.references_of("named", "record"),
        note=entry.words("note", needed=False),
    )
    entry.done()
    return made
