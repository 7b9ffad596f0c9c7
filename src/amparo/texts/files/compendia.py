# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compendia: the draft with its amendments below the paragraphs that they touch.

Both forms glue the number of a paragraph to its text ("1The Assembly"). Copies of the text show
no numbers of amendments, some neither dates nor names; then an amendment is known by its command.
The outcome is shown by colour alone and so is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amparo.texts.files.amendment_heads import (
    Head,
    after_note,
    is_command,
    read_date,
    read_doc,
    read_head,
)
from amparo.texts.files.amendment_pages import Printed, is_open
from amparo.texts.files.compendium_index import begins_block, index_lines, read_index
from amparo.texts.files.signatories import after_label
from amparo.texts.plain import part_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE = re.compile(
    r"(?=.{,200}$)[^\"“«]*(?:(?:collection|compendium) of (?:written )?amendments"
    r"|(?:recueil|compendium) des amendements)[^\"”»]*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?P<mark>[.)]?)(?P<space>\s*)(?=[^\d\s.,%)])"
)
_LETTERED = re.compile(
    r"(?P<letter>[A-D])\s*[.)]?\s*(?=(?:Preliminary\s+)?Draft\s|(?:Avant-p|P)rojet\s)"
)
_CLOSING = re.compile(r"[\"”»]\s*[.,;]*$")
_WIDEST_GAP = 30
# A title stands among the first lines of a page.
_TOP = 80


@dataclass(slots=True)
class Compendium:
    """What a compendium holds: lines of the draft, numbered like plain text, and amendments.

    `index` are the numbers that its index lists, in that order.
    """

    title: str = ""
    doc: str = ""
    draft: list[str] = field(default_factory=list)
    amendments: list[Printed] = field(default_factory=list)
    index: list[Head] = field(default_factory=list)


def is_compendium(lines: Sequence[str]) -> bool:
    """Say whether lines are a compendium by its title, or by names without any number of one."""
    index = set(index_lines(lines))
    heads = [head for at, line in enumerate(lines) if at not in index and (head := read_head(line))]
    if any(head.page for head in heads):
        return False
    if any(_TITLE.fullmatch(line) for line in lines[:_TOP]):
        return True
    return not heads and any(after_label(line) is not None or is_command(line) for line in lines)


def split_compendium(lines: Sequence[str]) -> Compendium:
    """Part a compendium into its draft and its amendments, in the order of the page."""
    return _Splitting(lines).split()


def lettered(line: str) -> str:
    """Give the heading of a part as plain text has it: "ADraft Resolution" -> "A. Draft ..."."""
    found = _LETTERED.match(line)
    return f"{found['letter']}. {line[found.end() :]}" if found else line


class DraftNumbers:
    """Tells a new paragraph of a draft from other lines that begin with a number."""

    def __init__(self) -> None:
        """Begin before the first paragraph."""
        self._last: tuple[int, ...] = ()

    def numbered(self, line: str) -> str:
        """Give a line that can be the next paragraph as "8.5. to call", "" for any other line."""
        found = _NUMBERED.match(line)
        if not found or found["number"].startswith("0"):
            return ""
        number = tuple(map(int, found["number"].split(".")))
        if not self._follows(number, sure=bool(found["mark"]) or not found["space"]):
            return ""
        self._last = number
        return f"{found['number']}. {line[found.end() :]}"

    def _follows(self, number: tuple[int, ...], *, sure: bool) -> bool:
        last = self._last
        if number == (*last, 1) or any(
            number == (*last[:depth], last[depth] + 1) for depth in range(len(last))
        ):
            return True
        if not sure or not number > last:
            return False
        # Drafts may be printed in part: a number may be left out, not a hundred.
        return not last or number[0] - last[0] <= _WIDEST_GAP


class _Splitting:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._result = Compendium()
        self._numbers = DraftNumbers()
        self._now: Printed | None = None
        self._draft_begun = False

    def split(self) -> Compendium:
        self._read_title()
        index = set(index_lines(self._lines))
        for at, line in enumerate(self._lines):
            if at not in index:
                self._take(at, line)
        result = self._result
        result.index = read_index(self._lines)
        for printed in result.amendments:
            printed.title, printed.doc = result.title, result.doc
        told = {
            printed.head.number for printed in result.amendments if printed.head and _words(printed)
        }
        result.amendments = [
            printed
            for printed in result.amendments
            if _words(printed) or not (printed.head and printed.head.number in told)
        ]
        return result

    def _take(self, at: int, line: str) -> None:
        if head := read_head(line):
            self._begin(Printed(head, []))
            return
        heading = lettered(line)
        if part_heading(heading):
            self._now, self._numbers, self._draft_begun = None, DraftNumbers(), True
            self._result.draft.append(heading)
        elif self._begins_amendment(at, line):
            self._begin(Printed(None, [line]))
        elif (self._now is None or self._complete(at)) and (new := self._numbers.numbered(line)):
            self._now, self._draft_begun = None, True
            self._result.draft.append(new)
        elif self._now:
            self._now.lines.append(line)
        elif self._draft_begun:
            self._result.draft.append(line)

    def _begin(self, printed: Printed) -> None:
        self._now = printed
        self._result.amendments.append(printed)

    def _begins_amendment(self, at: int, line: str) -> bool:
        """Say whether a line begins an amendment that has no line with a number."""
        now = self._now
        names = after_label(line) is not None
        dated = read_date(line) is not None
        if now is None:
            return names or is_command(line) or (dated and self._is_over_names(at))
        if names:
            return _has_names(now) or _has_command(now)
        if dated or is_command(line):
            return _has_command(now) and self._complete(at)
        return False

    def _is_over_names(self, at: int) -> bool:
        """Say whether the date in a line is that of an amendment, not of the page."""
        if self._draft_begun:
            return True
        below = next((line for line in self._lines[at + 1 :] if line), "")
        return begins_block(below) or is_command(below)

    def _complete(self, at: int) -> bool:
        """Say whether the quotation of the present amendment is closed, or is never closed."""
        now = self._now
        if now is None or not is_open(_words(now)):
            return now is not None and (_has_command(now) or now.head is None)
        for line in self._lines[at:]:
            if read_head(line) or after_label(line) is not None or is_command(line):
                break
            if _CLOSING.search(line):
                return False
        return True

    def _read_title(self) -> None:
        lines = [line for line in self._lines[:_TOP] if line]
        at = next((at for at, line in enumerate(lines) if _TITLE.fullmatch(line)), None)
        if at is None:
            return
        if doc := read_doc(lines[at]):
            self._result.doc = doc
            self._result.title = lines[at - 1] if at else ""
        else:
            self._result.doc = read_doc(lines[at + 1]) if at + 1 < len(lines) else ""
            self._result.title = lines[at + 2] if self._result.doc and at + 2 < len(lines) else ""


def _has_names(printed: Printed) -> bool:
    return any(after_label(line) is not None for line in printed.lines)


def _has_command(printed: Printed) -> bool:
    return any(is_command(line) for line in printed.lines)


def _words(printed: Printed) -> str:
    """Give the wording so far, without names and note."""
    words = []
    for line in printed.lines:
        if after_note(line) is not None:
            break
        if after_label(line) is None and read_date(line) is None:
            words.append(line)
    return "\n".join(words).strip()
