# SPDX-License-Identifier: AGPL-3.0-or-later
"""A speech's text cut where claims begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Span:
    """The passage of one claim."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; `key` is the claim it belongs to, empty outside all claims."""

    text: str
    key: str


def pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """Cut the text at all ends of spans; where spans overlap, the shortest has the piece.

    The pieces joined are the text again, so nothing is lost or said twice.
    """
    cuts = sorted({0, len(text), *(end for span in spans for end in (span.start, span.end))})
    found = []
    for start, end in pairwise(cuts):
        around = [span for span in spans if span.start <= start and end <= span.end]
        innermost = min(around, key=lambda span: span.end - span.start, default=None)
        found.append(Piece(text[start:end], innermost.key if innermost else ""))
    return found


def in_sentence(text: str, span: Span) -> tuple[str, str, str]:
    """Give what stands before the passage in its sentence, the passage, and what follows."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    first = max((end for end in ends if end <= span.start), default=0)
    starts = [match.start() for match in _SENTENCE_END.finditer(text)]
    last = min((start for start in starts if start >= span.end), default=len(text))
    return text[first : span.start], text[span.start : span.end], text[span.end : last].rstrip()
