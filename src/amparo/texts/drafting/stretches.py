# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which words of a paragraph changed: stretches of words, each with the space round it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# A figure is one word, whatever stands between its digits: 3,000.
_TOKEN = re.compile(r"\d+(?:[.,\xa0\u202f]\d+)+(?!\w)|\w+(?:['’\-\u2011]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as words and marks with their places."""

    text: str
    spans: tuple[tuple[int, int], ...]

    def spaced(self) -> list[str]:
        """Give the words and marks, each with the space before it."""
        starts = [0, *(end for _, end in self.spans[:-1])]
        return [self.text[start:end] for start, (_, end) in zip(starts, self.spans, strict=True)]

    def slice(self, first: int, end: int) -> str:
        """Give the text from one token up to another, without the space round it."""
        if first >= end:
            return ""
        return self.text[self.spans[first][0] : self.spans[end - 1][1]]

    def around(self, first: int, end: int) -> str:
        """Give the text between the token before and the token after, with the space."""
        left = self.spans[first - 1][1] if first else 0
        right = self.spans[end][0] if end < len(self.spans) else len(self.text)
        return self.text[left:right]

    def outside(self, first: int, end: int) -> tuple[str, str]:
        """Give the text up to the token before, and from the token after."""
        left = self.spans[first - 1][1] if first else 0
        right = self.spans[end][0] if end < len(self.spans) else len(self.text)
        return self.text[:left], self.text[right:]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `first` to `end` of the draft give way to tokens `new_first` to `new_end`."""

    first: int
    end: int
    new_first: int
    new_end: int

    def joined(self, other: Stretch) -> Stretch:
        """Give the stretch from this one to a later one."""
        return Stretch(self.first, other.end, self.new_first, other.new_end)


def tokens(text: str) -> Tokens:
    """Give the words and marks of a text."""
    return Tokens(text, tuple(found.span() for found in _TOKEN.finditer(text)))


def stretches(before: Tokens, after: Tokens) -> list[Stretch]:
    """Give the stretches that changed, in order; a word with another space before it changed."""
    matcher = SequenceMatcher(None, before.spaced(), after.spaced(), autojunk=False)
    return [Stretch(i, j, k, m) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]
