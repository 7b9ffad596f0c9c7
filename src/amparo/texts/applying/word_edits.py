# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands on words and sentences as edits of paragraphs' own texts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.applying.edits import (
    TITLE,
    Add,
    Edit,
    NewParagraph,
    Rewrite,
    Strike,
    Words,
    overlap,
)
from amparo.texts.applying.matching import Match, around, occurrences
from amparo.texts.applying.new_paragraphs import STRUCTURE, new_paragraphs
from amparo.texts.applying.quoted_places import (
    Found,
    behind_words,
    found_words,
    nearest_passages,
    passages,
    side_by_side,
)
from amparo.texts.applying.scopes import Scope, Slice, UnfitError
from amparo.texts.applying.seams import Change, joined, one_line, result, word_gap
from amparo.texts.operations import LAST, THE_SENTENCE, Op, Operation, Position, Unit
from amparo.texts.sentences import closing, sentences, whole_sentence

if TYPE_CHECKING:
    from amparo.texts.applying.draft import Draft

_SHOWN = 3
# Words left out of a quotation: "from the first [...] to the last".
_LEFT_OUT = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)|…|\.\.\.)\s*")
_NOT_WORDS = say("several new paragraphs cannot stand in place of words inside a paragraph")


class Former:
    """The edits of the commands of one amendment so far."""

    def __init__(self, draft: Draft) -> None:
        self.edits: list[Edit] = []
        self._draft = draft

    def add(self, edit: Edit) -> None:
        """Take in an edit; one that is there already counts once."""
        if edit not in self.edits:
            self.edits.append(edit)

    def check(self) -> None:
        """Stop where two commands of the amendment change the same words.

        Raises:
            UnfitError: naming the paragraph.
        """
        words = [edit for edit in self.edits if isinstance(edit, Words)]
        taken = {e.paragraph for e in self.edits if isinstance(e, Strike | Rewrite)}
        for at, edit in enumerate(words):
            above = [] if edit.paragraph == TITLE else self._draft.above(edit.paragraph)
            if any(key in taken for key in above) or any(
                overlap(edit, other) for other in words[at + 1 :]
            ):
                raise UnfitError(
                    say(
                        "two of its commands change the same words of paragraph {number}",
                        number=self._draft.name(edit.paragraph),
                    )
                )

    def rewrite(self, operation: Operation) -> bool:
        """Apply a command to words that a former command inserted; say whether it could be."""
        hits = [
            (index, words)
            for index, edit in enumerate(self.edits)
            for words in _texts(edit)
            if len(occurrences(operation.quoted, words)) == 1
        ]
        if len(hits) != 1 or _several(operation):
            return False
        index, words = hits[0]
        match = occurrences(operation.quoted, words)[0]
        change = _change(operation, match, words)
        if change is None:
            return False
        new = result(joined(words, [change], self._draft.document.language))
        self.edits[index] = _with_text(self.edits[index], words, new)
        return True


def word_edits(draft: Draft, scope: Scope, operation: Operation, former: Former) -> list[Edit]:
    """Give the edits of a command that quotes words.

    Raises:
        UnfitError: they are not there, or are there more often than the command allows.
    """
    operation = _spelt_out(draft, scope, operation)
    found = _chosen(draft, scope, operation, former)
    if found is None:
        return []
    if _several(operation):
        return [_as_paragraphs(draft, hit, operation) for hit in found]
    edits: list[Edit] = []
    for hit in found:
        edits += _at_words(draft, scope, operation, hit)
    if operation.everywhere:
        return [replace(e, everywhere=operation) if isinstance(e, Words) else e for e in edits]
    return edits


def place_edits(draft: Draft, scope: Scope, operation: Operation) -> list[Edit]:
    """Give the edits of a command on sentences, or at the beginning or end of a place.

    Raises:
        UnfitError: nothing says where.
    """
    new = one_line(operation.text)
    if operation.op is not Op.DELETE and not new:
        raise UnfitError(say("it has no new text"))
    if _several(operation):
        raise UnfitError(_NOT_WORDS)
    if operation.op is not Op.INSERT:
        if operation.position not in (Position.WHOLE, Position.WORDS):
            raise UnfitError(say("it does not say which words are meant"))
        return _whole(draft, scope, new)
    if not scope.slices:
        raise UnfitError(say("there is no text at this place"))
    if operation.position in (Position.START, Position.BEFORE):
        piece = scope.slices[0]
        return [_insertion(draft, piece.key, piece.start, new)]
    if operation.position not in (Position.END, Position.AFTER):
        raise UnfitError(say("it does not say where the new words are to stand"))
    piece = scope.slices[-1]
    text = draft.text(piece.key)[: piece.end]
    # "The following sentence" may be a phrase: "and with respect for the law".
    phrase = new[0].islower() or new[0] in ",;"
    sentence = whole_sentence(new) or (operation.unit is Unit.SENTENCE and not phrase)
    if operation.position is Position.AFTER or sentence:
        return [_insertion(draft, piece.key, piece.end, new)]
    at = max(closing(text, draft.document.language), piece.start)
    return [Words(piece.key, at, at, new, closing=True)]


def _several(operation: Operation) -> bool:
    """Say whether the new text is several paragraphs."""
    if operation.unit not in STRUCTURE:
        return False
    new = new_paragraphs(operation.text, operation.unit, 1)
    return len(new) > 1 or any(item.children for item in new)


def _as_paragraphs(draft: Draft, hit: Found, operation: Operation) -> Rewrite:
    """Put paragraphs in place of words that are a whole paragraph.

    Raises:
        UnfitError: they are a part of it, or others stand below it.
    """
    key, text = hit.piece.key, draft.text(hit.piece.key)
    start, end = _core(text, 0, len(text))
    whole = hit.match.start == start and hit.match.end in (
        end,
        closing(text, draft.document.language),
    )
    alone = key != TITLE and not draft.places[key].paragraph.children
    if not (whole and alone) or operation.until or operation.position is not Position.WORDS:
        raise UnfitError(_NOT_WORDS, passages(draft, [hit]))
    paragraph = draft.places[key].paragraph
    filled = hit.match.filled(operation.text)
    new = new_paragraphs(filled, operation.unit, paragraph.level or 1, paragraph.number)
    return Rewrite(key, new[0], new[1:])


def _whole(draft: Draft, scope: Scope, new: str) -> list[Edit]:
    """Replace or strike sentences, or a paragraph's own words; new words take the first place."""
    edits: list[Edit] = []
    for count, piece in enumerate(scope.slices):
        start, end = _core(draft.text(piece.key), piece.start, piece.end)
        edits.append(Words(piece.key, start, end, "" if count else new))
    return edits


def _insertion(draft: Draft, key: str, at: int, new: str, anchor: str = "") -> Words:
    at = word_gap(draft.text(key), at)
    side = "left" if anchor == "left" else "right" if anchor == "right" else ""
    return Words(key, at, at, new, side)  # type: ignore[arg-type]  # one of the three


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _spelt_out(draft: Draft, scope: Scope, operation: Operation) -> Operation:
    """Take a quotation with words left out as reaching from its first words to its last."""
    first, _, last = _LEFT_OUT.sub("\n", operation.quoted, count=1).partition("\n")
    if not first or not last or operation.until or found_words(draft, scope, operation.quoted):
        return operation
    return replace(operation, quoted=first, until=last)


def _chosen(draft: Draft, scope: Scope, operation: Operation, former: Former) -> list[Found] | None:
    """Give the occurrences meant; None where a former command's words were changed instead."""
    found = found_words(draft, scope, operation.quoted)
    if operation.op is Op.INSERT and operation.until:
        found = side_by_side(draft, scope, found, operation)
    if operation.behind:
        found = behind_words(draft, scope, found, operation.behind)
    if not found:
        if former.rewrite(operation):
            return None
        raise UnfitError(
            say(
                "the words “{quoted}” are not in {place}", quoted=operation.quoted, place=scope.name
            ),
            nearest_passages(draft, scope, operation.quoted),
        )
    if operation.everywhere:
        return found
    if operation.occurrence:
        count = operation.occurrence
        index = len(found) - 1 if count == LAST else count - 1
        if index >= len(found):
            raise UnfitError(
                say(
                    "the words “{quoted}” are {count} times in {place}",
                    quoted=operation.quoted,
                    count=len(found),
                    place=scope.name,
                ),
                passages(draft, found),
            )
        return [found[index]]
    if len(found) > 1:
        raise UnfitError(
            say(
                "the words “{quoted}” are {count} times in {place}, and the amendment does not say "
                "which are meant",
                quoted=operation.quoted,
                count=len(found),
                place=scope.name,
            ),
            passages(draft, found),
        )
    return found


def _at_words(draft: Draft, scope: Scope, operation: Operation, hit: Found) -> list[Edit]:
    key, match = hit.piece.key, hit.match
    new = one_line(match.filled(operation.text))
    if operation.op is Op.INSERT:
        if not new:
            raise UnfitError(say("it has no new text"))
        if operation.position is Position.BEFORE:
            return [_insertion(draft, key, match.start, new, "right")]
        if operation.position is Position.AFTER:
            return [_insertion(draft, key, match.end, new, "left")]
        raise UnfitError(say("it does not say where the new words are to stand"))
    start, end = match.start, match.end
    if operation.position is Position.REST:
        if operation.target.within == THE_SENTENCE:
            scope, hit = _in_sentence(draft, scope, hit)
        return _rest(draft, scope, hit, new)
    if operation.position is Position.UNTIL:
        start, end = _core(draft.text(key), hit.piece.start, match.start)
        if hit.piece != scope.slices[0]:
            raise UnfitError(say("the words before it belong to several paragraphs"))
    elif operation.until:
        end = _until(draft, hit, operation.until)
    return [Words(key, start, end, new)]


def _in_sentence(draft: Draft, scope: Scope, hit: Found) -> tuple[Scope, Found]:
    """Narrow the place to the sentence in which the words stand."""
    key, text = hit.piece.key, draft.text(hit.piece.key)
    for start, end in sentences(text, draft.document.language):
        if start <= hit.match.start and hit.match.end <= end:
            piece = Slice(key, start, end)
            return Scope((piece,), scope.name, sentences=True), Found(piece, hit.match)
    raise UnfitError(say("the words reach over the end of a sentence"))


def _rest(draft: Draft, scope: Scope, hit: Found, new: str) -> list[Edit]:
    """Strike to the end of the place named, with the paragraphs that follow; keep the last mark."""
    key = hit.piece.key
    text = draft.text(key)
    language = draft.document.language
    later = scope.slices[scope.slices.index(hit.piece) + 1 :]
    start = hit.match.end
    start += len(text[start : hit.piece.end]) - len(text[start : hit.piece.end].lstrip())
    if scope.sentences or key == TITLE or not later:
        end = max(start, closing(text[: hit.piece.end], language))
        if start >= end:
            raise UnfitError(
                say("no words follow “{quoted}”", quoted=text[hit.match.start : hit.match.end])
            )
        return [Words(key, start, end, new, closing=bool(new))]
    last = draft.text(later[-1].key)
    closed = text[: hit.match.end].endswith((".", ";", ":", "!", "?"))
    mark = "" if closed and not new else last[closing(last, language) :].rstrip()
    mark = mark if language == "fr" else mark.strip()
    if not new or closing(new, language) == len(new):
        new += mark
    roots: list[Edit] = []
    covered: set[str] = set()
    for piece in later:
        if piece.key not in covered:
            roots.append(Strike(piece.key))
            covered |= {place.paragraph.key for place in draft.below(piece.key)}
    end = len(text.rstrip())
    words = [Words(key, start, end, new, closing=bool(new))] if new or start < end else []
    return [*words, *roots]


def _until(draft: Draft, hit: Found, until: str) -> int:
    text = draft.text(hit.piece.key)[: hit.piece.end]
    ends = [m for m in occurrences(until, text) if m.start >= hit.match.end]
    if len(ends) == 1:
        return ends[0].end
    reason = (
        say("the words “{quoted}” do not stand after the others", quoted=until)
        if not ends
        else say("the words “{quoted}” stand several times after the others", quoted=until)
    )
    raise UnfitError(reason, tuple(around(text, m.start, m.end) for m in ends[:_SHOWN]))


def _change(operation: Operation, match: Match, words: str) -> Change | None:
    new = one_line(match.filled(operation.text))
    if operation.op is Op.INSERT and operation.position is Position.BEFORE:
        at = word_gap(words, match.start)
        return Change(at, at, new, "")
    if operation.op is Op.INSERT and operation.position is Position.AFTER:
        return Change(match.end, match.end, new, "")
    if operation.op is not Op.INSERT and operation.position in (Position.WORDS, Position.WHOLE):
        return Change(match.start, match.end, new, "")
    return None


def _texts(edit: Edit) -> list[str]:
    if isinstance(edit, Words):
        return [edit.text] if edit.text else []
    if isinstance(edit, Rewrite):
        return [text for new in (edit.new, *edit.more) for text in _all_texts(new)]
    if isinstance(edit, Add):
        return [text for new in edit.new for text in _all_texts(new)]
    return []


def _all_texts(new: NewParagraph) -> list[str]:
    return [new.text, *(text for child in new.children for text in _all_texts(child))]


def _with_text(edit: Edit, old: str, new: str) -> Edit:
    if isinstance(edit, Words):
        return replace(edit, text=new)
    if isinstance(edit, Rewrite):
        more = tuple(_renewed(item, old, new) for item in edit.more)
        return replace(edit, new=_renewed(edit.new, old, new), more=more)
    if isinstance(edit, Add):
        return replace(edit, new=tuple(_renewed(item, old, new) for item in edit.new))
    return edit


def _renewed(paragraph: NewParagraph, old: str, new: str) -> NewParagraph:
    children = tuple(_renewed(child, old, new) for child in paragraph.children)
    return NewParagraph(new if paragraph.text == old else paragraph.text, children)
