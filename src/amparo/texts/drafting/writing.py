# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes amendments: from a text as it is and as somebody edited it, the Assembly's wording.

What is written is read and applied again before it is given out: it has the wished effect, word for
word, or `CannotBeWritten` says why not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from amparo.core.messages import Message, say
from amparo.texts.applying.consolidation import consolidate
from amparo.texts.document import Language
from amparo.texts.drafting.phrasing import MARKS, wording
from amparo.texts.drafting.rewording import Commands, Setting, reworded
from amparo.texts.drafting.tree_changes import (
    Added,
    Change,
    Removed,
    Reworded,
    Substituted,
    same_words,
    tree_changes,
)
from amparo.texts.operations import (
    Amendment,
    Op,
    Operation,
    Position,
    Reading,
    Target,
    Unit,
)
from amparo.texts.wording.reading import read_wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.texts.document import Document, Paragraph, Part

_SPACES = re.compile(r"[^\S\xa0\u202f]+")
MOST_NOTE_WORDS = 50
SIGNATORIES = 5


class CannotBeWritten(ValueError):  # noqa: N818 - it is an answer, not a fault of the program
    """The edited text cannot be reached by amendments; `reason` says why, for people."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text())
        self.reason = reason


@dataclass(frozen=True, slots=True)
class WrittenAmendment:
    """One amendment in the Assembly's wording, and the operations that it says."""

    wording: str
    operations: Commands
    language: Language

    def to_json(self) -> dict[str, Any]:
        """Give the wording and its operations as plain data."""
        return {
            "wording": self.wording,
            "language": self.language,
            "operations": [operation.to_json() for operation in self.operations],
        }


def write_amendments(
    before: Document, after: Document, *, language: Language | None = None, split: bool = False
) -> list[WrittenAmendment]:
    """Give the amendment that turns one text into another; none if they read the same.

    With `split` there is one amendment for each paragraph touched. Numbers of paragraphs follow
    from what is inserted and struck: those of `after` serve only to tell levels.

    Raises:
        CannotBeWritten: no amendment can do it: a heading changed, a part is new, nothing is left.
    """
    language = language or before.language
    before, after = _spaced(before), _spaced(after)
    groups = [group for part in _parts(before, after) for group in _commands(*part, language)]
    if before.title != after.title:
        target = Target(before.parts[0].kind if before.parts else "", title=True)
        title = Operation(Op.REPLACE, target, Position.WHOLE, text=after.title)
        groups.insert(0, (title,))
    if not split and groups:
        groups = [tuple(operation for group in groups for operation in group)]
    written = [_written(group, language) for group in groups]
    _check(before, after, written)
    return written


def note_fault(note: str) -> Message | None:
    """Say what is wrong with an explanatory note: more words than Rule 34 allows."""
    number = len(note.split())
    if number <= MOST_NOTE_WORDS:
        return None
    return say(
        "The explanatory note has {number} words; Rule 34.3 allows {most}.",
        number=number,
        most=MOST_NOTE_WORDS,
    )


_FORM = {
    "en": ("Amendment {number}", "Tabled by", "Explanatory note"),
    "fr": ("Amendement {number}", "Déposé par", "Note explicative"),
}


def tabled_text(
    written: WrittenAmendment, *, number: int, note: str = "", signatories: Sequence[str] = ()
) -> str:
    """Give an amendment as it is handed in: its wording, room for five signatories, the note."""
    head, by, above_note = _FORM[written.language]
    names = [*signatories, *["........................"] * SIGNATORIES]
    tabled = f"{by} {', '.join(names[: max(SIGNATORIES, len(signatories))])}"
    lines = [head.format(number=number), tabled, written.wording]
    return "\n".join([*lines, above_note, note] if note else lines)


def _parts(before: Document, after: Document) -> Iterator[tuple[Part, Part]]:
    if len(before.parts) != len(after.parts):
        raise CannotBeWritten(
            say("A part of the text appeared or is gone; an amendment changes paragraphs.")
        )
    for old, new in zip(before.parts, after.parts, strict=True):
        if old.kind != new.kind:
            raise CannotBeWritten(
                say("An amendment cannot turn one kind of text into another (Rule 34.4).")
            )
        if old.paragraphs and not new.paragraphs:
            raise CannotBeWritten(say("An amendment cannot empty the whole text (Rule 34.4)."))
        yield old, new


def _commands(old: Part, new: Part, language: Language) -> Iterator[Commands]:
    for change in tree_changes(old.paragraphs, new.paragraphs):
        yield from _of_change(change, old, language)


def _of_change(change: Change, part: Part, language: Language) -> Iterator[Commands]:
    match change:
        case Reworded():
            yield from _of_rewording(change, part, language)
        case Substituted(before, after):
            _check_number(before)
            yield (_substituted(part, before, after),)
        case Removed(before):
            _check_number(before)
            yield (Operation(Op.DELETE, Target(part.kind, (before.number,)), Position.WHOLE),)
        case Added(after):
            yield (_added(change, part, after),)


def _of_rewording(change: Reworded, part: Part, language: Language) -> Iterator[Commands]:
    """Change the words and what is below, or replace it all if that is shorter to say."""
    _check_number(change.before)
    setting = Setting(part.kind, language, change.before)
    words = reworded(setting, change.after.text)
    below = [group for item in change.below for group in _of_change(item, part, language)]
    whole = (_substituted(part, change.before, change.after),)
    finer = [words, *below] if words else [whole]
    cost = sum(setting.cost(operation) for group in finer for operation in group)
    yield from finer if words and cost <= setting.cost(whole[0]) else [whole]


def _substituted(part: Part, before: Paragraph, after: Paragraph) -> Operation:
    return Operation(
        Op.REPLACE,
        Target(part.kind, (before.number,)),
        Position.WHOLE,
        text=_block((after,)),
        unit=_unit(before.level, 1),
    )


def _added(change: Added, part: Part, after: tuple[Paragraph, ...]) -> Operation:
    if change.behind:
        beside, position = change.behind, Position.AFTER
    elif change.ahead:
        beside, position = change.ahead, Position.BEFORE
    elif change.under:
        beside, position = change.under, Position.END
    else:
        raise CannotBeWritten(say("The draft has no paragraph beside which one could be inserted."))
    _check_number(beside)
    level = beside.level + (position is Position.END)
    for paragraph in after:
        _check_number(paragraph)
    return Operation(
        Op.INSERT,
        Target(part.kind, (beside.number,)),
        position,
        text=_block(after),
        unit=_unit(level, len(after)),
    )


def _unit(level: int, number: int) -> Unit:
    if level > 1:
        return Unit.SUBPARAGRAPH if number == 1 else Unit.SUBPARAGRAPHS
    return Unit.PARAGRAPH if number == 1 else Unit.PARAGRAPHS


def _block(paragraphs: Sequence[Paragraph]) -> str:
    """Give new paragraphs on lines, with their numbers where levels have to be told."""
    deep = any(paragraph.children for paragraph in paragraphs)
    return "\n".join(
        f"{item.number}. {item.text}" if deep else item.text
        for paragraph in paragraphs
        for item in paragraph.walk()
    )


def _check_number(paragraph: Paragraph) -> None:
    if not paragraph.number:
        raise CannotBeWritten(
            say("A heading or a passage without a number changed: {text}", text=paragraph.text)
        )


def _written(operations: Commands, language: Language) -> WrittenAmendment:
    """Phrase operations with the marks under which they are read again just so."""
    for marks, repeat in product(MARKS[language], (False, True)):
        said = wording(operations, language, marks, repeat=repeat)
        reading = read_wording(said, language=language)
        if not reading.not_read and tuple(map(_plain, reading.operations)) == operations:
            return WrittenAmendment(said, operations, language)
    raise CannotBeWritten(
        say(
            "The wording cannot be quoted without doubt; change its quotation marks: {text}",
            text=" / ".join(item.text or item.quoted for item in operations)[:200],
        )
    )


def _spaced(document: Document) -> Document:
    """Give a document with single spaces: amendments cannot say more of them."""
    parts = [replace(part, paragraphs=_single(part.paragraphs)) for part in document.parts]
    return replace(document, parts=tuple(parts))


def _single(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(
        replace(item, text=_SPACES.sub(" ", item.text).strip(), children=_single(item.children))
        for item in paragraphs
    )


def _plain(operation: Operation) -> Operation:
    return replace(operation, span=(0, 0))


def _check(before: Document, after: Document, written: Sequence[WrittenAmendment]) -> None:
    """Apply what was written; what does not give the edited text is not given out."""
    amendments = [
        Amendment(str(at), item.wording, Reading(item.operations, (), language=item.language))
        for at, item in enumerate(written, 1)
    ]
    found = consolidate(before, amendments)
    same = found.document.title == after.title and all(
        same_words(one.paragraphs, other.paragraphs)
        for one, other in zip(found.document.parts, after.parts, strict=True)
    )
    if found.refused or not same:
        raise CannotBeWritten(
            say("No amendment was found that gives just this text; change one paragraph at a time.")
        )
