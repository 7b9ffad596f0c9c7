# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shortest commands that turn one paragraph's words into others.

What changed is cut into stretches, neighbours may be taken together, and the cheapest sequence of
commands is found by dynamic programming over the stretches. Every candidate is tried on the
paragraph by the same engine that applies amendments; only those with just the wished effect count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from amparo.texts.applying.consolidation import consolidate
from amparo.texts.applying.matching import occurrences
from amparo.texts.document import Document, Language, Paragraph, Part, PartKind
from amparo.texts.drafting.phrasing import MARKS, command
from amparo.texts.drafting.stretches import Stretch, Tokens, stretches, tokens
from amparo.texts.operations import (
    Amendment,
    Op,
    Operation,
    Position,
    Reading,
    Target,
    Unit,
)
from amparo.texts.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator


Commands = tuple[Operation, ...]

# How many neighbouring stretches are tried as one, and how many words an anchor may have.
_TOGETHER, _LONGEST_ANCHOR = 4, 14
# Words from which "the words from X to Y" is tried.
_LONG = 10
# A further command costs as much as so many letters: one reads better than two of equal length.
_EACH = 12
_MOST_OCCURRENCES = 12
# What is quoted should be heard: a comma or "of" alone is not. "After" is more usual than "before",
# and "at the end of the paragraph" than either.
_NO_WORD, _ENDED, _WHOLE_SENTENCE = 60, 40, 30
_AWKWARD = {Position.BEFORE: 12, Position.END: -20}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a paragraph stands: what its candidates are tried on."""

    part: PartKind
    language: Language
    paragraph: Paragraph

    @property
    def target(self) -> Target:
        """Give the paragraph as the target of a command."""
        return Target(self.part, (self.paragraph.number,))

    def cost(self, operation: Operation) -> int:
        """Give the length of the command in letters, and what makes it awkward to hear."""
        awkward = _AWKWARD.get(operation.position, 0)
        if operation.op is Op.INSERT and operation.quoted.endswith((".", "!", "?", ";")):
            awkward += _ENDED
        if operation.target.sentences and operation.op is not Op.REPLACE:
            awkward -= _WHOLE_SENTENCE
        awkward += sum(_awkward(words) for words in (operation.quoted, operation.text) if words)
        return awkward + len(command(operation, self.language, MARKS[self.language][0]))

    def number_of(self, words: str) -> int:
        """Say how often words occur in the paragraph and below it."""
        return sum(len(occurrences(words, item.text)) for item in self.paragraph.walk())

    def has_effect(self, operations: Commands, wished: str) -> bool:
        """Say whether the operations give the paragraph these words and change nothing else."""
        amendment = Amendment("1", "", Reading(operations, (), self.part, self.language))
        part = Part(self.part, (self.paragraph,))
        found = consolidate(Document((part,), language=self.language), [amendment])
        if found.refused:
            return False
        now = found.document.parts[0].paragraphs
        return len(now) == 1 and replace(now[0], key="") == replace(
            self.paragraph, key="", text=wished
        )


def _awkward(words: str) -> int:
    """Say how badly quoted words are heard: a mark alone, half a quotation."""
    found = 0 if re.search(r"\w{3}|\d", words) else _NO_WORD
    if (
        words.count('"') % 2
        or words.count("“") != words.count("”")
        or words.count("«") != (words.count("»"))
    ):
        found += _NO_WORD
    return found


def reworded(setting: Setting, new: str) -> Commands | None:
    """Give the shortest commands that make the paragraph's own words `new`.

    None where no command on words or sentences does it; the whole paragraph is then replaced.
    """
    search = _Search(setting, tokens(setting.paragraph.text), tokens(new))
    found = stretches(search.old, search.new)
    if not found:
        return None
    best: list[tuple[int, Commands] | None] = [(0, ())]
    for end in range(1, len(found) + 1):
        starts = {*range(max(0, end - _TOGETHER), end)} | ({0} if end == len(found) else set())
        options: list[tuple[int, Commands]] = []
        for start in sorted(starts):
            former = best[start]
            room = (
                found[start - 1].end if start else 0,
                found[end].first if end < len(found) else len(search.old.spans),
            )
            whole = found[start].joined(found[end - 1])
            one = search.cheapest(whole, room) if former else None
            if former and one:
                options.append((former[0] + one[0] + _EACH, (*former[1], one[1])))
        best.append(min(options, key=lambda option: option[0], default=None))
    if best[-1] and setting.has_effect(best[-1][1], new):
        return best[-1][1]
    # Neighbours may want the same words beside them; then one command is for all.
    one = search.cheapest(found[0].joined(found[-1]), (0, len(search.old.spans)))
    return (one[1],) if one else None


@dataclass(frozen=True, slots=True)
class _Search:
    """The commands that give one stretch of a paragraph its new words."""

    setting: Setting
    old: Tokens
    new: Tokens

    def cheapest(self, stretch: Stretch, room: tuple[int, int]) -> tuple[int, Operation] | None:
        """Give the shortest command that changes just this stretch, with its cost.

        Its words may reach no further than `room`, so that it meets no other command.
        """
        left, right = self.old.outside(stretch.first, stretch.end)
        wished = left + self.new.around(stretch.new_first, stretch.new_end) + right
        found = [*self._candidates(stretch, room), *self._of_sentences(wished, room)]
        ranked = sorted(found, key=self.setting.cost)
        for operation in ranked:
            if self.setting.has_effect((operation,), wished):
                return self.setting.cost(operation), operation
        return None

    def _candidates(self, stretch: Stretch, room: tuple[int, int]) -> Iterator[Operation]:
        struck = self.old.slice(stretch.first, stretch.end)
        fresh = self.new.slice(stretch.new_first, stretch.new_end)
        if struck:
            yield from self._of_words(struck, fresh)
            yield from self._of_many_words(stretch, room, fresh)
        else:
            yield from self._insertions(stretch, room, fresh)
        yield from self._widened(stretch, room)

    def _insertions(
        self, stretch: Stretch, room: tuple[int, int], fresh: str
    ) -> Iterator[Operation]:
        at, target = stretch.first, self.setting.target
        before = [(first, at) for first in range(at - 1, room[0] - 1, -1)]
        behind = [(at, end) for end in range(at + 1, room[1] + 1)]
        for position, anchors in ((Position.AFTER, before), (Position.BEFORE, behind)):
            if anchor := self._first_unique(anchors):
                yield Operation(Op.INSERT, target, position, anchor, fresh)
        for unit in (Unit.WORDS, Unit.SENTENCE):
            # The last mark may be the closing one, before which words at the end go.
            if at >= len(self.old.spans) - 1:
                yield Operation(Op.INSERT, target, Position.END, text=fresh, unit=unit)
            if at == 0:
                yield Operation(Op.INSERT, target, Position.START, text=fresh, unit=unit)

    def _of_words(self, struck: str, fresh: str) -> Iterator[Operation]:
        op = Op.REPLACE if fresh else Op.DELETE
        plain = Operation(op, self.setting.target, Position.WORDS, struck, fresh)
        number = self.setting.number_of(struck)
        if number == 1:
            yield plain
        elif number:
            for occurrence in range(1, min(number, _MOST_OCCURRENCES) + 1):
                yield replace(plain, occurrence=occurrence)

    def _of_many_words(
        self, stretch: Stretch, room: tuple[int, int], fresh: str
    ) -> Iterator[Operation]:
        """Give "from X to Y" for many words, and "all words after X" where they reach the end."""
        op, target = Op.REPLACE if fresh else Op.DELETE, self.setting.target
        length = stretch.end - stretch.first
        heads = [(stretch.first, stretch.first + n) for n in range(1, length // 2)]
        tails = [(stretch.end - n, stretch.end) for n in range(1, length // 2)]
        if length >= _LONG:
            head, tail = self._first_unique(heads), self._first_unique(tails)
            if head and tail:
                yield Operation(op, target, Position.WORDS, head, fresh, until=tail)
        if stretch.end >= len(self.old.spans) - 1:
            anchors = [
                (first, stretch.first) for first in range(stretch.first - 1, room[0] - 1, -1)
            ]
            if anchor := self._first_unique(anchors):
                yield Operation(op, target, Position.REST, anchor, fresh)

    def _widened(self, stretch: Stretch, room: tuple[int, int]) -> Iterator[Operation]:
        """Replace the words together with some beside them, as few as make them unique."""
        for total in range(1, _LONGEST_ANCHOR):
            found = False
            for left in range(total + 1):
                first, end = stretch.first - left, stretch.end + total - left
                if first < room[0] or end > room[1]:
                    continue
                struck = self.old.slice(first, end)
                if self.setting.number_of(struck) != 1:
                    continue
                found = True
                fresh = self.new.slice(stretch.new_first - left, stretch.new_end + total - left)
                yield Operation(Op.REPLACE, self.setting.target, Position.WORDS, struck, fresh)
            if found:
                return

    def _of_sentences(self, wished: str, room: tuple[int, int]) -> Iterator[Operation]:
        """Give what can be said of whole sentences: struck, replaced, a new one after another."""
        spans = sentences(self.old.text, self.setting.language)
        old = [self.old.text[start:end].strip() for start, end in spans]
        new = [wished[start:end].strip() for start, end in sentences(wished, self.setting.language)]
        same = 0
        while same < min(len(old), len(new)) and old[same] == new[same]:
            same += 1
        tail = 0
        while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        struck, fresh = len(old) - tail - same, " ".join(new[same : len(new) - tail])
        target, numbers = self.setting.target, tuple(range(same + 1, same + struck + 1))
        first, last = self.old.spans[room[0]][0], self.old.spans[room[1] - 1][1]
        inside = struck and first <= spans[same][0] and spans[same + struck - 1][1] <= last + 1
        if inside and struck < len(old):
            op = Op.REPLACE if fresh else Op.DELETE
            beside = replace(target, sentences=numbers)
            unit = Unit.SENTENCE if fresh else Unit.WORDS
            yield Operation(op, beside, Position.WHOLE, text=fresh, unit=unit)
        elif fresh and not struck:
            for position, number in ((Position.AFTER, same), (Position.BEFORE, same + 1)):
                if 1 <= number <= len(old):
                    beside = replace(target, sentences=(number,))
                    yield Operation(Op.INSERT, beside, position, text=fresh, unit=Unit.SENTENCE)

    def _first_unique(self, spans: list[tuple[int, int]]) -> str:
        """Give the words of the first stretch that occurs once, "" if none does."""
        for first, end in spans[:_LONGEST_ANCHOR]:
            words = self.old.slice(first, end)
            if self.setting.number_of(words) == 1:
                return words
        return ""
