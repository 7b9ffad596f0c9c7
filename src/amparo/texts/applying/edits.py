# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an amendment does to one draft: places found, words settled, nothing merged yet.

All places are those of the draft as it stands, so that edits of several amendments can be joined
in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from amparo.texts.marked import Remark
from amparo.texts.operations import Operation

TITLE = "title"


@dataclass(frozen=True, slots=True)
class NewParagraph:
    """A paragraph to be inserted, with those below it; it has no number yet.

    `printed` is the number that its amendment prints before it, "" for none.
    """

    text: str
    children: tuple[NewParagraph, ...] = ()
    printed: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Words:
    """`text` in place of the characters from `start` to `end` of a paragraph's own text.

    Nothing is struck where both are equal. `anchor` tells on which side stand the quoted words
    that an insertion holds on to. `closing`: the words stand before the closing mark, and a mark
    of their own takes its place. `everywhere` is the command that has further such edits, in each
    place where its words stand; it can lose single ones.
    """

    paragraph: str
    start: int
    end: int
    text: str = ""
    anchor: Literal["", "left", "right"] = ""
    closing: bool = False
    everywhere: Operation | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Strike:
    """A paragraph is struck with all below it."""

    paragraph: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A paragraph with all below it is replaced; `more` are new ones that follow it."""

    paragraph: str
    new: NewParagraph
    more: tuple[NewParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Add:
    """New paragraphs before the `at`-th of those below `parent` ("" for the first level).

    `before`: they were said to stand before that one, not after the former one; this gives them
    their numbers where the draft has a gap there.
    """

    part: int
    parent: str
    at: int
    new: tuple[NewParagraph, ...]
    before: bool = False


Edit = Words | Strike | Rewrite | Add


@dataclass(frozen=True, slots=True)
class Resolved:
    """The edits that one amendment makes of one draft, in the order of its commands."""

    amendment: str
    edits: tuple[Edit, ...]
    remarks: tuple[Remark, ...] = ()


def overlap(left: Words, right: Words) -> bool:
    """Say whether two edits change the same words, or one changes something inside the other."""
    if left.paragraph != right.paragraph:
        return False
    if left.start == left.end or right.start == right.end:
        return left.start < right.start < left.end or right.start < left.start < right.end
    return max(left.start, right.start) < min(left.end, right.end)


def in_order(key: str) -> tuple[tuple[int, str], ...]:
    """Give what puts keys of amendments in the order of their numbers: 2, 10, 13/1, 13/2."""
    pieces = re.findall(r"\d+|[^\d/]+", key)
    return tuple((int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces)
