# SPDX-License-Identifier: AGPL-3.0-or-later
"""All that a check may use. What is not here was not looked at, and a check says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.claims.figures import Figure
from amparo.claims.reading import Entry
from amparo.core.cases import Person
from amparo.core.dates import PartialDate
from amparo.core.sources import Knowledge, Source
from amparo.core.yaml_files import read_marked
from amparo.law.locators import Resolution

if TYPE_CHECKING:
    from pathlib import Path


class OnProvision(StrEnum):
    """What was seen of what a body says on a provision.

    NOT_SEEN: a text of the body exists, its passage on the provision was not read.
    NOT_FOUND: looked for, no text of the body found.
    """

    FOUND_FAULT = "found_fault"
    NO_FAULT = "no_fault"
    NOT_SEEN = "not_seen"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class BodyStatement:
    """What is known of what a body (CAT, ECtHR ...) says on a provision."""

    key: str
    body: str
    provision: str
    on_provision: OnProvision
    source: str
    knowledge: Knowledge
    document: str = ""
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion in a chamber: the categories named in its title, and in its body.

    `in_body` is None where the body was not seen.
    """

    key: str
    chamber: str
    number: str
    author: str
    source: str
    knowledge: Knowledge
    in_title: tuple[str, ...] = ()
    in_body: tuple[str, ...] | None = None
    registered: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Figures, persons by record key, the reader of locators, what bodies said, motions."""

    figures: tuple[Figure, ...] = ()
    persons: Mapping[str, Person] = field(default_factory=dict)
    resolve: Callable[[str], Resolution] | None = None
    bodies: tuple[BodyStatement, ...] = ()
    motions: tuple[Motion, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)


def load_authorities(path: Path) -> tuple[tuple[BodyStatement, ...], tuple[Motion, ...]]:
    """Read what bodies said on provisions, and the motions, from one file.

    Raises:
        YamlFileError: with every fault of the file.
        OSError: the file cannot be read.
    """
    top = read_marked(path)
    head = Entry(top)
    bodies = tuple(_body(entry) for entry in head.entries("bodies"))
    motions = tuple(_motion(entry) for entry in head.entries("motions"))
    head.finish()
    top.raise_faults(path)
    return bodies, motions


def _body(entry: Entry) -> BodyStatement:
    body = BodyStatement(
        key=entry.text("key"),
        body=entry.text("body"),
        provision=entry.text("provision"),
        on_provision=entry.word("on_provision", OnProvision),
        source=entry.text("source"),
        knowledge=entry.word("knowledge", Knowledge),
        document=entry.text("document", needed=False),
        date=entry.date("date"),
    )
    entry.finish()
    return body


def _motion(entry: Entry) -> Motion:
    motion = Motion(
        key=entry.text("key"),
        chamber=entry.text("chamber"),
        number=entry.text("number"),
        author=entry.text("author"),
        source=entry.text("source"),
        knowledge=entry.word("knowledge", Knowledge),
        in_title=entry.texts("in_title"),
        in_body=None if entry.get("in_body") is None else entry.texts("in_body"),
        registered=entry.date("registered"),
    )
    entry.finish()
    return motion
