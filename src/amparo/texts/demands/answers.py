# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a text answers to a demand: which paragraphs, how well, what was lost on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from amparo.core.messages import Message

Span = tuple[int, int]


class Status(StrEnum):
    """Whether a text answers a demand.

    UNDETERMINED: the language is not read, a negation needs a person's eye, or words of the demand
    cannot be looked for in the text's language.
    """

    ANSWERED = "answered"
    IN_PART = "in part"
    SILENT = "silent"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Match:
    """A term of the demand and the words that meet it.

    `paragraph` is the number of the paragraph in which they stand: a chapeau counts for what
    stands below it. `near` says that they meet it by half ("pardon" for "amnesty").
    """

    written: str
    span: Span
    found: str
    found_span: Span
    paragraph: str
    near: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give the match as plain data."""
        return {
            "demand": self.written,
            "demand_span": list(self.span),
            "text": self.found,
            "text_span": list(self.found_span),
            "paragraph": self.paragraph,
            "near": self.near,
        }


@dataclass(frozen=True, slots=True)
class Answering:
    """A paragraph held against the demand: `score` from 0 to 1 is the weighted share of terms met.

    `verb` is that by which it asks, "" for none; `strength` is -1 for none, else 0 to 5.
    """

    part: str
    paragraph: str
    text: str
    status: Status
    score: float
    matches: tuple[Match, ...]
    verb: str
    strength: int
    reason: Message

    def to_json(self) -> dict[str, Any]:
        """Give the paragraph as plain data."""
        return {
            "part": self.part,
            "paragraph": self.paragraph,
            "text": self.text,
            "status": self.status.value,
            "score": round(self.score, 3),
            "matches": [match.to_json() for match in self.matches],
            "verb": self.verb,
            "strength": self.strength,
            "reason": self.reason.text(),
        }


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of the demand that no answering paragraph has, or has only weaker."""

    written: str
    span: Span
    reason: Message

    def to_json(self) -> dict[str, Any]:
        """Give the loss as plain data."""
        return {"demand": self.written, "span": list(self.span), "reason": self.reason.text()}


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked for: the words, and the paragraphs in which any of them stands.

    `searchable` is False for a word that no table gives in the language of the text. `paragraphs`
    are the keys of those in `found_in`: two parts of a text may have one number.
    """

    written: str
    key: str
    words: tuple[str, ...]
    found_in: tuple[str, ...]
    searchable: bool = True
    paragraphs: tuple[str, ...] = field(default=(), compare=False)

    def to_json(self) -> dict[str, Any]:
        """Give the search as plain data."""
        return {
            "demand": self.written,
            "term": self.key,
            "words": list(self.words),
            "found_in": list(self.found_in),
            "searchable": self.searchable,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a text to a demand, with the search that shows it.

    `paragraphs` are the answering ones, best first; `nearest` is the closest of the others, where
    nothing answers, with the reason why it is none.
    """

    status: Status
    demand: str
    summary: Message
    paragraphs: tuple[Answering, ...] = ()
    lost: tuple[Lost, ...] = ()
    searched: tuple[Searched, ...] = ()
    paragraphs_searched: int = 0
    nearest: Answering | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the answer as plain data."""
        return {
            "status": self.status.value,
            "demand": self.demand,
            "summary": self.summary.text(),
            "paragraphs": [one.to_json() for one in self.paragraphs],
            "lost": [one.to_json() for one in self.lost],
            "searched": [one.to_json() for one in self.searched],
            "paragraphs_searched": self.paragraphs_searched,
            "nearest": self.nearest.to_json() if self.nearest else None,
        }
