# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a quotation in the wording of an amendment ends.

Marks nest in marks of their own kind, are mixed and are forgotten, so an end is a mark that closes
as many as were opened and after which a command goes on or the wording ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from amparo.texts.wording.command_words import DOUBLE_MARKS, SINGLE_MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FAMILIES = ('"', "“”„‟", "«»")
_CLOSING_POINTS = ".,;:!?)]…"
_OPENING_POINTS = "([/-\u2010\u2011\u2013\u2014"
OPEN, CLOSE, NEITHER = 1, -1, 0
_OPENING_SINGLE = re.compile(r"\s['‘](?=\w)")
# So many places are tried as the end of a quotation whose marks do not come out even.
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation from its opening mark to behind its closing mark, and the words inside."""

    start: int
    end: int
    inner: tuple[int, int]
    closed: bool = True
    sure: bool = True


def quotations(wording: str, opening: int, follows: Callable[[int], bool]) -> tuple[Quotation, ...]:
    """Give the quotation that a mark opens; several where its end is not sure, none if there is no.

    `follows` says whether what stands from a place on is a command's continuation or the end.
    """
    mark = wording[opening]
    if mark in SINGLE_MARKS:
        return tuple(
            Quotation(opening, at + 1, (opening + 1, at))
            for at in islice(_single_ends(wording, opening), _TRIES)
            if follows(at + 1) and not _OPENING_SINGLE.search(wording, opening + 1, at)
        )[:4]
    family = next((marks for marks in _FAMILIES if mark in marks), DOUBLE_MARKS)
    for marks in (family, DOUBLE_MARKS):
        end = _balanced(wording, opening, marks, follows)
        if end >= 0:
            return (Quotation(opening, end + 1, (opening + 1, end)),)
    return tuple(_unbalanced(wording, opening, follows))


def half_quotation(wording: str, start: int, follows: Callable[[int], bool]) -> Quotation | None:
    """Give the text from `start` to a closing mark whose opening mark was forgotten."""
    end = _balanced(wording, start - 1, DOUBLE_MARKS, follows)
    return Quotation(start, end + 1, (start, end)) if end >= 0 else None


def unmarked(wording: str, start: int, end: int) -> bool:
    """Say whether a text can be meant to stand without marks round it.

    Its own marks come out even, and it is not for the most part a quotation that ends it: the
    words before that would be no part of the text.
    """
    depth, outer, closed = 0, start, start
    for at, way in _marks(wording, start, DOUBLE_MARKS):
        if at >= end or depth + way < 0:
            break
        outer = at if depth == 0 and way == OPEN else outer
        depth += way
        closed = at if depth == 0 else closed
    else:
        at = end
    last = len(wording[start:end].rstrip(" \n.;,")) + start - 1
    quoted = closed == last and 2 * (closed - outer) > end - start
    return depth == 0 and at >= end and not quoted


def direction(wording: str, at: int, before: int = NEITHER) -> int:
    """Tell whether the mark at a place opens or closes by what stands beside it.

    `before` is the direction of a mark directly before it.
    """
    mark = wording[at]
    if mark in "«»":
        return OPEN if mark == "«" else CLOSE
    previous = wording[at - 1] if at else " "
    following = wording[at + 1] if at + 1 < len(wording) else " "
    if previous in DOUBLE_MARKS and before != NEITHER:
        return before
    return _direction(mark, previous, following)


def _direction(mark: str, previous: str, following: str) -> int:
    spaced = previous.isspace() or previous in _OPENING_POINTS
    ended = following.isspace() or following in _CLOSING_POINTS
    opens, closes = spaced and not ended, ended and not spaced
    if opens or (mark in "“„‟" and not closes):
        return OPEN
    if closes or mark == "”" or not (following.isspace() or following.isalnum()):
        return CLOSE
    return NEITHER


def _marks(wording: str, start: int, marks: str) -> Iterator[tuple[int, int]]:
    """Give the places of marks from `start` on, each with its direction."""
    # The mark before the first one is the opening one.
    before = OPEN
    last = start - 1
    for at in range(start, len(wording)):
        if wording[at] in marks:
            if last != at - 1:
                before = NEITHER
            before = direction(wording, at, before)
            last = at
            yield at, before


def _balanced(wording: str, opening: int, marks: str, follows: Callable[[int], bool]) -> int:
    """Give the place of the mark that closes what the opening one opened, -1 for none."""
    depth = 1
    for at, way in _marks(wording, opening + 1, marks):
        if way == OPEN:
            depth += 1
        elif depth == 1 and at > opening + 1 and follows(at + 1):
            return at
        elif way == CLOSE and depth == 1:
            # It closes, but nothing known follows: something is wrong with the marks or the words.
            return -1
        elif way == CLOSE:
            depth -= 1
    return -1


def _unbalanced(wording: str, opening: int, follows: Callable[[int], bool]) -> Iterator[Quotation]:
    """Give the ends that are possible where the marks do not come out even."""
    depth, found = 1, False
    for at, way in _marks(wording, opening + 1, DOUBLE_MARKS):
        depth += way
        if way == CLOSE and follows(at + 1):
            found = True
            yield Quotation(opening, at + 1, (opening + 1, at), sure=False)
        if depth == 0 and not found:
            # No command follows: what comes after it will not be read, but this is.
            yield Quotation(opening, at + 1, (opening + 1, at), sure=False)
        if depth == 0:
            return
    if depth == 1:
        end = _block_end(wording, opening, follows)
        yield Quotation(opening, end, (opening + 1, end), closed=False, sure=False)


def _block_end(wording: str, opening: int, follows: Callable[[int], bool]) -> int:
    """Give the first line's end after which a command or a remark follows, else the end."""
    last = len(wording.rstrip())
    at = wording.find("\n", opening)
    for _ in range(_TRIES):
        if at < 0 or at > last:
            break
        if follows(at):
            return at
        at = wording.find("\n", at + 1)
    return len(wording)


def _single_ends(wording: str, opening: int) -> Iterator[int]:
    for at in range(opening + 2, len(wording)):
        if wording[at] in "'’‘" and not (
            wording[at + 1 : at + 2].isalnum() or wording[at - 1].isspace()
        ):
            yield at
