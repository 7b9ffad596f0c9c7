# SPDX-License-Identifier: AGPL-3.0-or-later
"""New words joined to old ones: one space between words, no closing mark twice.

Quotations are taken letter by letter; only the spaces and marks at the seams are put right. What is
written here keeps two things exactly: kept and struck words are the draft, letter for letter; kept
and inserted ones are the text that results.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.texts.marked import Mark, Run
from amparo.texts.sentences import closing, text_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.texts.document import Language

_SPACES = " \t\n\r\u00a0\u2007\u2009\u202f"
_SENTENCE_MARKS = ".;:!?"
_MARKS = ".;:!?,"
_NEVER_AFTER_SPACE = ",.)]”…%/"
_SPACED_MARKS = ";:!?"
_FRENCH_MARKS = f"{_SPACED_MARKS}»"
_NEVER_BEFORE_SPACE = "([“‘/"
_HYPHENS = "-‐‑"


@dataclass(frozen=True, slots=True)
class Change:
    """`text` in place of a passage of a text, on account of an amendment; see `edits.Words`."""

    start: int
    end: int
    text: str
    by: str
    closing: bool = False


@dataclass(slots=True)
class _Piece:
    """A run on its way; `space` is a space of the draft of which it is open whether it stays."""

    mark: Mark
    text: str
    by: str = ""
    space: bool = False


def joined(text: str, changes: Sequence[Change], language: Language) -> tuple[Run, ...]:
    """Give a text with its changes as runs; they must be in order and must not overlap."""
    if not changes:
        return (Run(Mark.KEPT, text),) if text else ()
    pieces = _pieces(text, _marks_settled(text, changes, language))
    return _runs(_spaced(pieces, language))


def result(runs: Sequence[Run]) -> str:
    """Give the words that result."""
    return "".join(run.text for run in runs if run.mark is not Mark.STRUCK)


def one_line(text: str) -> str:
    """Give new words on one line with single spaces; no-break spaces stay."""
    return " ".join(piece for piece in text.replace("\n", " ").split(" ") if piece.strip("\t\r "))


def word_gap(text: str, at: int) -> int:
    """Give the place before the spaces that stand at a place: where a word ended."""
    while at > 0 and text[at - 1] in _SPACES:
        at -= 1
    return at


def _marks_settled(text: str, changes: Sequence[Change], language: Language) -> list[Change]:
    """See to it that no closing mark comes twice; the one that new words bring stays alone."""
    settled: list[Change] = []
    for index, change in enumerate(changes):
        new = _bare(change.text, language)
        behind = changes[index + 1] if index + 1 < len(changes) else None
        if change.closing and behind and behind.closing and behind.start == change.start:
            new = new[: closing(new, language)] if new else new
            settled.append(Change(change.start, change.end, new, change.by))
            continue
        at, limit = _next_kept(text, change.end, changes[index + 1 :])
        own, there = new[-1:], text[at : at + 1] if at < limit else ""
        ended = word_gap(text, change.start)
        before = text[max(ended - 1, 0) : ended]
        extra = None
        if new and own in _MARKS and own == there:
            new = new[:-1].rstrip(_SPACES)
        elif there == "." and _quotes_a_stop(new, language):
            # The stop within the quotation marks closes what is round them too.
            extra = Change(at, at + 1, "", change.by)
        elif _replaces(own, there, new, language, closes=change.closing):
            # The mark of the draft goes, with "and" after it where it closes the paragraph.
            stop = len(text) if closing(text, language) <= at and limit == len(text) else at + 1
            extra = Change(at, max(stop, at + 1), "", change.by)
        elif (
            not new
            and _replaces(before, there, text[:ended], language, closes=False)
            and not (settled and settled[-1].end >= ended)
        ):
            # Between the marks nothing is left: the later one stays.
            settled.append(Change(ended - 1, ended, "", change.by))
        if new[:1] in {",", ";"} and before == new[:1]:
            new = new[1:].lstrip(_SPACES)
        settled.append(Change(change.start, change.end, new, change.by))
        if extra:
            settled.append(extra)
    return sorted(settled, key=lambda change: change.start)


def _bare(text: str, language: Language) -> str:
    """Give new words without the spaces round them; French closing marks keep theirs."""
    bare = text.strip(" \t\n\r")
    spaced = language == "fr" and bare[:1] in _SPACED_MARKS and text[:1] in _SPACES
    return f"{text[0]}{bare}" if bare and spaced else bare


def _next_kept(text: str, at: int, later: Sequence[Change]) -> tuple[int, int]:
    """Give the next letter that is kept, past spaces and words struck, and where that ends.

    Both are equal where new words come first.
    """
    for change in later:
        at = _past_spaces(text, at)
        if change.start > at:
            return at, change.start
        if change.text:
            return at, at
        at = max(at, change.end)
    return _past_spaces(text, at), len(text)


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACES:
        at += 1
    return at


def _replaces(own: str, there: str, new: str, language: Language, *, closes: bool) -> bool:
    if not own or not there or there not in _MARKS:
        return False
    if closes and own != "," and closing(new, language) < len(new):
        return True
    abbreviated = own == "." and there != own and _abbreviated(new, language)
    return own in _SENTENCE_MARKS and there in _SENTENCE_MARKS and not abbreviated


def _quotes_a_stop(new: str, language: Language) -> bool:
    """Say whether new words end with a quotation that ends with a full stop of its own."""
    quoted = new.rstrip("”\"’'» \u00a0\u202f")
    return quoted != new and quoted.endswith(".") and not _abbreviated(quoted, language)


def _abbreviated(new: str, language: Language) -> bool:
    words = text_words(language)
    last = new.rstrip(".").split(" ")[-1].lstrip("(“«\"'’")
    known = [*words["may_be_last"], *words["never_last"]]
    return new.endswith(".") and last in known


def _pieces(text: str, changes: Sequence[Change]) -> list[_Piece]:
    """Cut a text at its changes; spaces of the draft beside a change stand alone."""
    pieces: list[_Piece] = []
    at = 0
    for change in changes:
        _keep(pieces, text[at : change.start], first=at == 0 and not pieces, last=False)
        if change.end > change.start:
            pieces.append(_Piece(Mark.STRUCK, text[change.start : change.end], change.by))
        if change.text:
            pieces.append(_Piece(Mark.INSERTED, change.text, change.by))
        at = max(at, change.end)
    _keep(pieces, text[at:], first=False, last=True)
    return pieces


def _keep(pieces: list[_Piece], text: str, *, first: bool, last: bool) -> None:
    body = text.strip(_SPACES)
    if not body:
        if text:
            pieces.append(_Piece(Mark.KEPT, text, space=True))
        return
    left = text[: len(text) - len(text.lstrip(_SPACES))]
    right = text[len(left) + len(body) :]
    if first:
        left, body = "", left + body
    if last:
        right, body = "", body + right
    cut = ((left, True), (body, False), (right, True))
    pieces += [_Piece(Mark.KEPT, piece, space=space) for piece, space in cut if piece]


def _spaced(pieces: list[_Piece], language: Language) -> list[_Piece]:
    """Decide which spaces stay, and put in those that are missing."""
    left: _Piece | None = None
    waiting: list[int] = []
    out: list[_Piece] = []
    for piece in [*pieces, _Piece(Mark.KEPT, "")]:
        if piece.mark is Mark.STRUCK or piece.space:
            if piece.space:
                waiting.append(len(out))
            out.append(piece)
            continue
        _decide(out, waiting, left, piece, language)
        waiting = []
        if piece.text:
            out.append(piece)
            left = piece
    return out


def _decide(
    out: list[_Piece], waiting: list[int], left: _Piece | None, right: _Piece, language: Language
) -> None:
    """Settle the space between two pieces of the result; `waiting` are those of the draft there."""
    touched = bool(waiting) or (left and Mark.INSERTED in (left.mark, right.mark))
    near = ""
    if waiting and right.mark is Mark.KEPT and waiting[-1] == len(out) - 1:
        near = out[waiting[-1]].text
    after = ""
    if waiting and left and left.mark is Mark.KEPT and out[waiting[0] - 1] is left:
        after = out[waiting[0]].text
    wanted = bool(left and touched and right.text) and _wanted(
        left.text if left else "", right.text, after, near, language
    )
    keep = -1
    if wanted and waiting:
        keep = waiting[-1] if near or not after else waiting[0]
    for index in waiting:
        if index != keep:
            out[index] = _Piece(Mark.STRUCK, out[index].text, _neighbour(out, index, right))
    if wanted and keep < 0 and left:
        if right.mark is Mark.INSERTED:
            right.text = f" {right.text}"
        elif left.mark is Mark.INSERTED:
            left.text = f"{left.text} "


def _neighbour(out: list[_Piece], index: int, right: _Piece) -> str:
    """Give the amendment on whose account a space goes."""
    for piece in [*out[index + 1 :], *reversed(out[:index]), right]:
        if piece.by:
            return piece.by
    return right.by


def _wanted(left: str, right: str, after: str, near: str, language: Language) -> bool:
    """Say whether a space stands between two passages.

    `after` and `near` are the spaces of the draft directly behind the left and before the right.
    """
    last, first = left[-1], right[0]
    if first in _SPACES or last in _SPACES:
        return False
    if first in _FRENCH_MARKS:
        return language == "fr" and bool(near)
    if last == "«":
        return bool(after)
    close = first in _NEVER_AFTER_SPACE or (first in "\"'’" and not _opens(right, first))
    opened = last in _NEVER_BEFORE_SPACE or (last == '"' and _open_at_end(left))
    elided = last in "'’" and not (language == "en" and left[-2:-1].isalnum())
    hyphened = (first in _HYPHENS and right[1:2].isalnum()) or (
        last in _HYPHENS and left[-2:-1].isalnum()
    )
    return not (close or opened or elided or hyphened)


def _opens(right: str, first: str) -> bool:
    """Say whether an upright quotation mark or apostrophe at the beginning opens a quotation."""
    return first != "’" and right[1:2].isalnum() and not right[1:].startswith(("s ", "s,", "s."))


def _open_at_end(left: str) -> bool:
    return left[-2:-1] in {"", "(", "[", *_SPACES}


def _runs(pieces: list[_Piece]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for piece in pieces:
        if not piece.text:
            continue
        former = runs[-1] if runs else None
        if former and (former.mark, former.by) == (piece.mark, piece.by):
            runs[-1] = Run(former.mark, former.text + piece.text, former.by)
        else:
            runs.append(Run(piece.mark, piece.text, piece.by))
    return tuple(runs)
