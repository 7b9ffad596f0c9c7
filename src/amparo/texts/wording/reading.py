# SPDX-License-Identifier: AGPL-3.0-or-later
"""The wording of an amendment becomes operations; what is not fully understood is not read.

Every word outside quotations has to have its place in a command (docs/amendments-wording.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.texts.operations import NotRead, Operation, Reading, Target
from amparo.texts.plain import told_language
from amparo.texts.wording.command_meaning import operations
from amparo.texts.wording.command_words import (
    DOUBLE_MARKS,
    VERBS,
    Item,
    Lexicon,
    Stretch,
    lexicon,
    stretch,
)
from amparo.texts.wording.commands import UNITS, next_command
from amparo.texts.wording.place_meaning import Scope
from amparo.texts.wording.quotations import Quotation, half_quotation, quotations, unmarked
from amparo.texts.wording.targets import Cursor, NotUnderstoodError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.texts.document import Language, PartKind

# So many quotations without a sure end, and so many ways to end them, are looked at.
_UNSURE = 3
_WAYS = 12
_MARK = re.compile(f"[{DOUBLE_MARKS}](?=\\w)")
_MARKS = 50
_QUOTED_LINE = re.compile(f"^[{DOUBLE_MARKS}].*[{DOUBLE_MARKS}][.;,]?$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
_SAID_OF_TEXT = ("following", "words", "sentence", "all_words", "rest", "paragraph", "quotation")
_INTRODUCING = ("following", "as_follows", "with", "insert", *UNITS)


def read_wording(wording: str, *, language: Language | None = None, to: str = "") -> Reading:
    """Read the wording of an amendment, of a sub-amendment to amendment `to` if that is given.

    The language is told from the wording where it is None. Never raises; what is not understood is
    in `not_read` with the reason.
    """
    if language:
        return _read(wording, language, to)
    first = told_language(wording)
    second: Language = "en" if first == "fr" else "fr"
    reading = _read(wording, first, to)
    if reading.operations and not reading.not_read:
        return reading
    other = _read(wording, second, to)
    return other if other.operations and not other.not_read else reading


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to tell commands from quotations; `stopped` says why it ends too early."""

    items: tuple[Item, ...]
    stopped: tuple[Message, int] | None = None


def _read(wording: str, language: Language, to: str) -> Reading:
    found: list[Reading] = []
    for way in islice(_Ways(wording, lexicon(language)).all(), _WAYS):
        reading = _commands(wording, way, language, to)
        if not found or (reading.operations, reading.not_read) != (
            found[0].operations,
            found[0].not_read,
        ):
            found.append(reading)
    whole = [reading for reading in found if reading.operations and not reading.not_read]
    if len(whole) == 1:
        return whole[0]
    if whole:
        reason = say("it is not sure where a quotation ends; a quotation mark is missing")
        return Reading((), (_rest(wording, 0, reason),), language=language)
    return found[0]


def _commands(wording: str, way: _Way, language: Language, to: str) -> Reading:
    cursor = Cursor(wording, way.items)
    scope = Scope(Target(amendment=to))
    done: list[list[Operation]] = []
    refused: list[NotRead] = []
    part: PartKind = ""
    former = None
    end = 0
    try:
        while command := next_command(cursor, former):
            if former and not former.verb:
                done.pop()
            found, scope = operations(command, scope)
            done.append(found)
            part = part or found[0].target.part
            former, end = command, command.end
    except NotUnderstoodError as error:
        quoted_after = any(i.kind == "quotation" and i.start >= error.at for i in way.items)
        if quoted_after or not way.stopped:
            refused.append(_rest(wording, end, error.reason, error.at))
    if not refused and way.stopped:
        refused.append(_rest(wording, end, *way.stopped))
    if not refused and not done:
        refused.append(_rest(wording, 0, say("there is no command in it")))
    read = tuple(operation for found in done for operation in found)
    return Reading(read, tuple(refused), part, language)


def _one_mark(wording: str) -> str:
    """Give two apostrophes that stand for a quotation mark as that, at the same places."""
    wording = re.sub(r"(?<!\w)(?:''|‘‘)(?=\w)", ' "', wording)
    return re.sub(r"''|’’", '" ', wording)


def _typed_once(wording: str) -> str:
    """Give the wording with spaces for its second line where that only repeats the first."""
    lines = [line for line in wording.splitlines(keepends=True) if line.strip()][:2]
    if len(lines) < 2 or lines[0].strip() != lines[1].strip():  # noqa: PLR2004 - two lines
        return wording
    first = lines[1].strip()
    at = wording.find(first, wording.find(first) + len(first))
    return wording[:at] + " " * len(first) + wording[at + len(first) :]


def _rest(wording: str, start: int, reason: Message, at: int = -1) -> NotRead:
    """Give the piece from `start` to the end of the wording, without the points round it."""
    end = len(wording.rstrip())
    while start < end and (wording[start].isspace() or wording[start] in ",;.:"):
        start += 1
    if at >= end:
        start = min(start, end)
    return NotRead((start, end), wording[start:end], reason)


class _Ways:
    """The ways to tell commands from quotations in one wording."""

    def __init__(self, wording: str, words: Lexicon) -> None:
        self._printed = wording
        self._wording = _one_mark(_typed_once(wording))
        self._words = words
        self._stretches: dict[int, Stretch] = {}

    def all(self) -> Iterator[_Way]:
        """Give the ways, one where all quotation marks are in order."""
        todo: list[tuple[tuple[Item, ...], int, int]] = [((), 0, 0)]
        while todo:
            items, at, unsure = todo.pop(0)
            done = list(items)
            while True:
                since = len(done)
                piece = self._stretch(at)
                done.extend(piece.items)
                if piece.end >= len(self._wording):
                    yield _Way(tuple(done))
                    break
                begun = piece.unknown or (done[-1:] and done[-1].kind not in ("colon", "remark"))
                bare = self._without_marks(done, since) if begun else None
                if bare or piece.unknown:
                    yield bare or self._stopped(done, piece)
                    break
                ends = [
                    one
                    for one in quotations(self._wording, piece.end, self._follows)
                    if one.sure or not self._introduces(one)
                ]
                if len(ends) == 1 and ends[0].closed:
                    done.append(self._item(ends[0]))
                    at = ends[0].end
                    continue
                if not ends or unsure >= _UNSURE:
                    reason = say("it is not sure where a quotation ends")
                    yield _Way(tuple(done), (reason, piece.end))
                todo += [
                    ((*done, self._item(one)), one.end, unsure + 1)
                    for one in ends
                    if unsure < _UNSURE
                ]
                break

    def _introduces(self, quotation: Quotation) -> bool:
        """Say whether a quotation whose end is not sure holds words that introduce another."""
        start, end = quotation.inner
        if not quotation.closed and self._goes_on(start, end):
            return True
        marks = [mark.start() for mark in islice(_MARK.finditer(self._wording, start, end), _MARKS)]
        for at in [*marks, end]:
            before = _WORD.findall(self._wording, max(start, at - 40), at)
            if before and self._words.introduces(before[-1]):
                return True
        return False

    def _goes_on(self, start: int, end: int) -> bool:
        """Say whether a quotation that is not closed may have ended before its end does."""
        first, *others = self._wording[start:end].rstrip().split("\n")
        if end < len(self._wording.rstrip()) and (others or [first])[-1].endswith(","):
            return True
        heads = [_WORD.search(line) for line in others]
        return any(head and self._words.begins(head[0]) for head in heads)

    def _stopped(self, done: list[Item], piece: Stretch) -> _Way:
        reason = say("the word “{word}” is not understood here", word=piece.unknown.strip())
        return _Way(tuple(done), (reason, piece.end))

    def _without_marks(self, done: list[Item], since: int) -> _Way | None:
        """Take text after a colon as quoted without marks, None if it cannot be that.

        `since` counts the items up to the last quotation.
        """
        if start := self._unmarked(tuple(done[since:])):
            end = self._unmarked_end(start)
            while start < end and self._wording[start].isspace():
                start += 1
            kept = [item for item in done if item.end <= start]
            if half := half_quotation(self._wording, start, self._at_end):
                return _Way((*kept, self._item(half)))
            if not self._commanding(start, end):
                text = self._printed[start:end].strip()
                return _Way((*kept, Item("quotation", start, end, text)))
        return None

    def _unmarked(self, items: tuple[Item, ...]) -> int:
        """Give where text without marks begins: after a colon that introduces it, 0 if nowhere."""
        kinds = [item.kind for item in items]
        at = len(kinds) - 1 - kinds[::-1].index("colon") if "colon" in kinds else 0
        # A command has to have begun since the last quotation.
        begun = any(kind in (*VERBS, "with") for kind in kinds[:at])
        bare = kinds[at - 1 : at] == ["words"] and "following" not in kinds[at - 2 : at]
        return items[at].end if begun and not bare and kinds[at - 1] in _INTRODUCING else 0

    def _unmarked_end(self, start: int) -> int:
        """Give the end of the wording without a remark in brackets on its last line."""
        end = len(self._wording.rstrip())
        last = self._wording.rfind("\n", start, end) + 1
        line = self._wording[last:end].strip()
        if last > start and line.startswith("(") and line.endswith((")", ").")):
            end = len(self._wording[:last].rstrip())
        return end

    def _at_end(self, at: int) -> bool:
        """Say whether nothing but points and remarks follows."""
        piece = self._stretch(at)
        ended = piece.end >= len(self._wording)
        return ended and all(item.kind in ("comma", "remark") for item in piece.items)

    def _commanding(self, start: int, end: int) -> bool:
        """Say whether something in a text without marks looks like a further command."""
        text = self._wording[start:end]
        if not unmarked(self._wording, start, end) or _QUOTED_LINE.search(text):
            return True
        for word in _WORD.finditer(text):
            if self._words.is_verb(word[0]):
                after = stretch(text[word.start() : word.end() + 60], 0, self._words).items
                if any(item.kind in _SAID_OF_TEXT for item in after[1:4]):
                    return True
        return False

    def _item(self, quotation: Quotation) -> Item:
        inner = self._printed[slice(*quotation.inner)].strip()
        return Item("quotation", quotation.start, quotation.end, inner)

    def _stretch(self, at: int) -> Stretch:
        found = self._stretches.get(at)
        if found is None:
            found = self._stretches[at] = stretch(self._wording, at, self._words)
        return found

    def _follows(self, at: int) -> bool:
        """Say whether a command goes on at a place, or the wording ends."""
        piece = self._stretch(at)
        if any(item.kind == "other" for item in piece.items):
            return False
        if piece.end >= len(self._wording):
            return True
        if piece.unknown:
            return self._unmarked(piece.items) > 0
        # One quotation after another: only where each stands on lines of its own.
        parted = "\n" in self._wording[at : piece.end]
        return parted or any(item.kind != "remark" for item in piece.items)
