# SPDX-License-Identifier: AGPL-3.0-or-later
"""What differs between the consolidated text and the one that was printed.

Both texts are laid out as lines: the title, headings of parts, each paragraph with its number,
footnotes. Every difference has its place in both, so that nothing is lost: `Comparison.rebuilt`
puts what is printed in place of what was voted and gets the printed text back, letter by letter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from amparo.core.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = Literal["title", "heading", "paragraph", "footnote"]
Span = tuple[int, int]


class Kind(StrEnum):
    """What happened.

    WORDS: words inside a paragraph. NUMBER: the number of a paragraph. SPLIT, MERGED: one paragraph
    stands as two, two as one. MOVED: it stands elsewhere (once where it stood, once where it
    stands). ADDED, REMOVED: a whole paragraph that the other text has not.
    """

    WORDS = "words"
    NUMBER = "number"
    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


class Label(StrEnum):
    """What explains it; UNEXPLAINED is everything that no named rule explains."""

    EDITORIAL = "editorial"
    RENUMBERING = "renumbering"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    `paragraph_before` and `paragraph_after` are numbers, "" where the line has none. `context` are
    some words to the left and to the right. `rule` is the key of the rule that explains it. The
    spans are places in `Comparison.before` and `.after`, of the whole line with its number where
    the whole paragraph differs. `inside` are the differences of words
    within a paragraph that moved.
    """

    kind: Kind
    paragraph_before: str
    paragraph_after: str
    before: str
    after: str
    context: tuple[str, str]
    label: Label
    reason: Message
    span_before: Span
    span_after: Span
    rule: str = ""
    place: Place = "paragraph"
    inside: tuple[Difference, ...] = ()

    @property
    def printed(self) -> str:
        """Give what stands in the text after in its place: words, or a whole line."""
        start, end = self.span_after
        whole = self.kind in {Kind.ADDED, Kind.REMOVED, Kind.MOVED} and start < end
        if not whole:
            return self.after
        return f"{self.paragraph_after} {self.after}\n".removeprefix(" ")

    def to_json(self) -> dict[str, Any]:
        """Give the difference as the contract of `amparo amend compare` has it."""
        return {
            "kind": self.kind.value,
            "label": self.label.value,
            "rule": self.rule,
            "place": self.place,
            "paragraph_before": self.paragraph_before,
            "paragraph_after": self.paragraph_after,
            "before": self.before,
            "after": self.after,
            "context": list(self.context),
            "reason": self.reason.text(),
            "span_before": list(self.span_before),
            "span_after": list(self.span_after),
            "inside": [one.to_json() for one in self.inside],
        }


@dataclass(frozen=True, slots=True)
class Pair:
    """Which paragraphs stand for which, by number: one side may be empty, or hold several.

    `keys_before` and `keys_after` are their keys: two parts of a text may have one number.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    keys_before: tuple[str, ...] = field(default=(), compare=False)
    keys_after: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts and all their differences, in the order of the text before.

    `left_out` says which parts were not compared because the other text has no such part.
    """

    before: str
    after: str
    differences: tuple[Difference, ...]
    pairs: tuple[Pair, ...] = ()
    left_out: tuple[Message, ...] = ()

    def labelled(self, label: Label) -> Iterator[Difference]:
        """Give the differences of a label."""
        return (one for one in self.differences if one.label is label)

    def rebuilt(self) -> str:
        """Put each `after` in place of its `before`: gives the text after, letter by letter."""
        pieces, at = [], 0
        for one in self.differences:
            start, end = one.span_before
            pieces += [self.before[at:start], one.printed]
            at = end
        return "".join([*pieces, self.before[at:]])

    def to_json(self) -> dict[str, Any]:
        """Give the comparison as the contract of `amparo amend compare` has it."""
        return {
            "differences": [one.to_json() for one in self.differences],
            "counts": {str(label): len(list(self.labelled(label))) for label in Label},
            "pairs": [{"before": list(one.before), "after": list(one.after)} for one in self.pairs],
            "left_out": [one.text() for one in self.left_out],
            "before": self.before,
            "after": self.after,
        }
