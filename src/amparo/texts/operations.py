# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the wording of an amendment says is to be done, and the amendment round it.

An operation never says how a draft looks afterwards: that needs the draft (`resolving`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from amparo.core.messages import Message
from amparo.texts.document import Language, PartKind

LAST = -1
# What `Target.within` holds for "the rest of the sentence": the one in which the words stand.
THE_SENTENCE = "the sentence"


class Op(StrEnum):
    """What is done."""

    INSERT = "insert"
    REPLACE = "replace"
    DELETE = "delete"


class Position(StrEnum):
    """Where it is done.

    BEFORE, AFTER: beside the quoted words, else beside the sentence, else beside the paragraph.
    START, END: at the beginning or end of the sentence, else of the paragraph, else of the text.
    WHOLE: the paragraph or the sentences themselves. WORDS: the quoted words (up to `until` where
    it is given). REST: all words after the quoted ones; UNTIL: all words before them.
    """

    BEFORE = "before"
    AFTER = "after"
    START = "start"
    END = "end"
    WHOLE = "whole"
    WORDS = "words"
    REST = "rest"
    UNTIL = "until"


class Unit(StrEnum):
    """What the new text is, as the wording calls it.

    A SUBPARAGRAPH stands one level below the paragraph named if that is where it is inserted at
    the end or the beginning of, and on the level of the paragraph after or before which it stands.
    """

    WORDS = "words"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    PARAGRAPHS = "paragraphs"
    SUBPARAGRAPH = "sub-paragraph"
    SUBPARAGRAPHS = "sub-paragraphs"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Target:
    """The place in a document: a part, paragraphs, sentences of them.

    Sentences are counted from 1, or from the end (LAST: -1).

    No paragraph: the whole part ("throughout the draft resolution"). `within` is a further place
    that the wording names inside ("rule 8.1.a", "the chapeau"). `amendment` is the number of the
    amendment that a sub-amendment changes: the target is then its new text. `title`: the title.
    """

    part: PartKind = ""
    paragraphs: tuple[str, ...] = ()
    sentences: tuple[int, ...] = ()
    within: str = ""
    amendment: str = ""
    title: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One command.

    `quoted` are the words named as anchor or as struck, `text` the new ones, both without their
    outer quotation marks. `occurrence` counts from 1 (LAST: the last), 0 where the words must occur
    once; `everywhere` means each occurrence. `behind` are words that
    the quoted ones follow ("after the words X, delete the words Y"). `span` is the part of the
    wording that it was read from.
    """

    op: Op
    target: Target
    position: Position
    quoted: str = ""
    text: str = ""
    unit: Unit = Unit.WORDS
    until: str = ""
    occurrence: int = 0
    everywhere: bool = False
    behind: str = ""
    span: tuple[int, int] = (0, 0)

    def to_json(self) -> dict[str, Any]:
        """Give the operation as the contract of `amparo amend read` has it."""
        target = {
            "part": self.target.part,
            "paragraph": self.target.paragraphs[0] if self.target.paragraphs else "",
            "paragraphs": list(self.target.paragraphs),
            "sentences": list(self.target.sentences),
            "within": self.target.within,
            "amendment": self.target.amendment,
            "title": self.target.title,
        }
        return {
            "op": self.op.value,
            "target": target,
            "position": self.position.value,
            "quoted": self.quoted,
            "text": self.text,
            "unit": self.unit.value,
            "until": self.until,
            "occurrence": self.occurrence,
            "everywhere": self.everywhere,
            "behind": self.behind,
            "span": list(self.span),
        }


@dataclass(frozen=True, slots=True)
class NotRead:
    """A piece of wording that could not be read, and why."""

    span: tuple[int, int]
    text: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a wording. An amendment with anything `not_read` is never applied."""

    operations: tuple[Operation, ...]
    not_read: tuple[NotRead, ...]
    part: PartKind = ""
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed: name and, where the page gives them, country and group of that day."""

    name: str
    country: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class VotesLine:
    """Votes as a compendium prints them."""

    in_favour: int
    against: int
    abstentions: int


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment as tabled, or a sub-amendment (`to` is the number of what it amends).

    `number` is "7"; of sub-amendments to one amendment "1", "2". `falls` are the numbers that the
    page says fall if this one is adopted, `falls_if` those with each of which this one falls.
    `committee` stands in place of signatories.
    """

    number: str
    wording: str
    reading: Reading
    to: str = ""
    signatories: tuple[Signatory, ...] = ()
    committee: str = ""
    doc: str = ""
    title: str = ""
    tabled: date | None = None
    note: str = ""
    falls: tuple[str, ...] = ()
    falls_if: tuple[str, ...] = ()
    votes: VotesLine | None = None
    oral: bool = False

    @property
    def key(self) -> str:
        """Give what tells it from all others of one debate: "7", "13/1" for a sub-amendment."""
        return f"{self.to}/{self.number}" if self.to else self.number

    def to_json(self) -> dict[str, Any]:
        """Give the amendment as the contract of `amparo amend read` has it."""
        return {
            "number": self.number,
            "to": self.to,
            "key": self.key,
            "target_document": self.reading.part,
            "operations": [operation.to_json() for operation in self.reading.operations],
            "not_read": [
                {"span": list(item.span), "text": item.text, "reason": item.reason.text()}
                for item in self.reading.not_read
            ],
            "language": self.reading.language,
            "signatories": [
                {"name": person.name, "country": person.country, "group": person.group}
                for person in self.signatories
            ],
            "committee": self.committee,
            "doc": self.doc,
            "title": self.title,
            "date": self.tabled.isoformat() if self.tabled else None,
            "wording": self.wording,
            "note": self.note,
            "falls": list(self.falls),
            "falls_if": list(self.falls_if),
            "votes": [self.votes.in_favour, self.votes.against, self.votes.abstentions]
            if self.votes
            else None,
            "oral": self.oral,
        }
