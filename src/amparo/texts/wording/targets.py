# SPDX-License-Identifier: AGPL-3.0-or-later
"""The places that commands name: parts, paragraphs, sentences, rules, words beside which."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.core.messages import Message, say
from amparo.texts.document import PartKind
from amparo.texts.operations import LAST, Position
from amparo.texts.wording.command_words import Item, ordinal
from amparo.texts.wording.paragraph_numbers import follow

PARTS: dict[str, PartKind] = {
    "resolution": "resolution",
    "recommendation": "recommendation",
    "opinion": "opinion",
    "order": "order",
    "draft": "",
}
LINKS = ("in", "of", "from", "to")
_PARAGRAPHS = ("paragraph", "paragraphs", "subparagraph", "subparagraphs")


class NotUnderstoodError(Exception):
    """A piece of wording that is no command; `at` is where it begins in the wording."""

    def __init__(self, reason: Message, at: int) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.at = at


@dataclass(frozen=True, slots=True)
class Place:
    """A place named: `kind` says which of the fields count.

    Kinds: part, title, amendment, paragraphs, subparagraphs, sentences, within, text (all of it),
    same paragraph, same sentence (the one spoken of).
    """

    kind: str
    part: PartKind = ""
    numbers: tuple[str, ...] = ()
    sentences: tuple[int, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Words quoted by a command, which occurrence of them, and up to which others."""

    quoted: str
    occurrence: int = 0
    everywhere: bool = False
    until: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is inserted: beside a place or words, or at an end."""

    position: Position
    place: Place | None = None
    words: Words | None = None


class Cursor:
    """The items of a wording, one after another."""

    def __init__(self, wording: str, items: tuple[Item, ...]) -> None:
        self.wording = wording
        self.items = items
        self.at = 0

    @property
    def item(self) -> Item:
        """Give the next item, one of kind "" behind the last."""
        if self.at < len(self.items):
            return self.items[self.at]
        return Item("", len(self.wording), len(self.wording))

    @property
    def kind(self) -> str:
        """Give the next item's kind."""
        return self.item.kind

    @property
    def last_end(self) -> int:
        """Give where the item before ends."""
        return self.items[self.at - 1].end if self.at else 0

    def ahead(self, by: int) -> str:
        """Give the kind of an item further on."""
        return self.items[self.at + by].kind if self.at + by < len(self.items) else ""

    def take(self, *kinds: str) -> Item | None:
        """Give the next item and go on if it is of one of the kinds."""
        item = self.item
        if item.kind and item.kind in kinds:
            self.at += 1
            return item
        return None

    def skip(self, *kinds: str) -> bool:
        """Go on over all items of the kinds; say whether there were any."""
        before = self.at
        while self.take(*kinds):
            pass
        return self.at > before

    def not_understood(self) -> NotUnderstoodError:
        """Give the error that the next item has no meaning where it stands."""
        item = self.item
        if not item.kind:
            return NotUnderstoodError(say("the wording ends before its command does"), item.start)
        said = " ".join(self.wording[item.start : item.start + 2 * _SHOWN].split())
        said = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
        reason = say("it is not understood what stands here: “{words}”", words=said)
        return NotUnderstoodError(reason, item.start)


_SHOWN = 60


def place(cursor: Cursor, *, bare: bool = False) -> Place | None:
    """Read a place with or without its preposition; None, and nothing taken, if there is none.

    `bare`: "the paragraph", "the sentence" without a number count too.
    """
    before = cursor.at
    cursor.skip(*LINKS)
    cursor.skip("the", "whole")
    found = _place(cursor, bare=bare)
    if found is None:
        cursor.at = before
    else:
        cursor.skip("quoting")
    return found


def _place(cursor: Cursor, *, bare: bool) -> Place | None:
    item = cursor.item
    if simple := cursor.take(*PARTS, "title", "proposed", "amendment"):
        return _simple(cursor, simple)
    if item.kind in ("chapeau", "rule", "footnote"):
        return _within(cursor)
    if item.kind in _PARAGRAPHS:
        return _paragraphs(cursor, bare=bare)
    if bare and item.kind == "text" and cursor.ahead(1) != "following":
        cursor.at += 1
        return Place("text")
    return _sentences(cursor, bare=bare)


def _simple(cursor: Cursor, item: Item) -> Place:
    if item.kind in PARTS:
        return Place("part", part=PARTS[item.kind])
    if item.kind != "amendment":
        return Place("title" if item.kind == "title" else "amendment")
    cursor.skip("number_word")
    number = cursor.take("number")
    return Place("amendment", numbers=(number.value,) if number else ())


def _within(cursor: Cursor) -> Place | None:
    before = cursor.at
    kind = cursor.item.kind
    cursor.at += 1
    start = cursor.items[before].start
    if kind == "chapeau":
        if before and cursor.items[before - 1].kind == "the":
            start = cursor.items[before - 1].start
    elif not cursor.take("number"):
        cursor.at = before
        return None
    return Place("within", words=" ".join(cursor.wording[start : cursor.last_end].split()))


def _paragraphs(cursor: Cursor, *, bare: bool) -> Place | None:
    noun = cursor.item
    cursor.at += 1
    plural = noun.kind.endswith("s")
    kind = "subparagraphs" if noun.kind.startswith("sub") else "paragraphs"
    if cursor.kind == "number":
        numbers = _numbers(cursor, plural=plural)
        cursor.skip("below")
        return Place(kind, numbers=numbers)
    if bare and not plural and cursor.kind not in ("following", "new", "as_follows", "quotation"):
        return Place("same paragraph")
    cursor.at -= 1
    return None


def _numbers(cursor: Cursor, *, plural: bool) -> tuple[str, ...]:
    """Read "8", "8 and 9", "8.1, 8.2 and 8.3", "8 to 10", "8.1-8.3"."""
    found = [cursor.item.value]
    cursor.at += 1
    while True:
        before = cursor.at
        ranged = cursor.take("dash") or (
            cursor.take("to", "in") if plural and cursor.ahead(1) == "number" else None
        )
        if not ranged:
            listed = plural and cursor.take("comma") is not None
            listed = cursor.take("and") is not None or listed
            if not listed:
                return tuple(found)
        number = cursor.take("number")
        if number is None:
            cursor.at = before
            return tuple(found)
        if ranged:
            found += _range(found[-1], number)
        else:
            found.append(number.value)


def _range(first: str, last: Item) -> list[str]:
    """Give the numbers after the first up to the last."""
    stem, _, low = first.rpartition(".")
    other, _, high = last.value.rpartition(".")
    if stem == (other or stem) and low.isdigit() and high.isdigit() and int(low) < int(high):
        return [f"{stem}.{at}".lstrip(".") for at in range(int(low) + 1, int(high) + 1)]
    reason = say("from {first} to {last} is no range", first=first, last=last.value)
    raise NotUnderstoodError(reason, last.start)


def _sentences(cursor: Cursor, *, bare: bool) -> Place | None:
    before = cursor.at
    start = cursor.item.start
    if cursor.take("sentence"):
        if cursor.kind == "number" and cursor.item.value.isdigit():
            return Place("sentences", sentences=tuple(map(int, _numbers(cursor, plural=True))))
        if bare and cursor.kind not in ("following", "new", "as_follows", "quotation"):
            return Place("same sentence")
        cursor.at = before
        return None
    many = cursor.take("cardinal")
    counts = _ordinals(cursor)
    many = many or (cursor.take("cardinal") if counts else None)
    noun = cursor.take("sentence", "paragraph") if counts else None
    if noun is None:
        cursor.at = before
        return None
    if noun.kind == "paragraph":
        return _counted_paragraph(counts, start, many)
    return Place("sentences", sentences=_counted(counts, start, many))


def _counted(counts: list[int], start: int, many: Item | None) -> tuple[int, ...]:
    """Give the sentences that "second and third" or "first two" count."""
    if many is None:
        return tuple(counts)
    if counts == [LAST]:
        return tuple(range(-many.count, 0))
    if counts == [1]:
        return tuple(range(1, many.count + 1))
    raise NotUnderstoodError(say("it is not said which sentences are meant"), start)


def _counted_paragraph(counts: list[int], start: int, many: Item | None) -> Place:
    if many or LAST in counts or len(counts) > 1:
        raise NotUnderstoodError(say("the number of the paragraph is not said"), start)
    return Place("paragraphs", numbers=(str(counts[0]),))


def _ordinals(cursor: Cursor) -> list[int]:
    """Read "second", "second and third", "second to fourth", "first, second and last"."""
    first = cursor.take("ordinal", "last")
    if not first:
        return []
    counts = [ordinal(first)]
    while True:
        before = cursor.at
        ranged = cursor.take("to", "dash") is not None
        joined = ranged or cursor.skip("comma", "and")
        cursor.skip("the")
        item = cursor.take("ordinal", "last") if joined else None
        if item is None:
            cursor.at = before
            return counts
        if ranged and item.kind == "ordinal" and item.count > counts[-1] > 0:
            counts += range(counts[-1] + 1, item.count)
        counts.append(ordinal(item))


def words(cursor: Cursor) -> Words | None:
    """Read quoted words with or without "the words"; None, and nothing taken, if there are none."""
    before = cursor.at
    cursor.skip("the")
    everywhere = cursor.take("everywhere") is not None
    which = _occurrence(cursor)
    cursor.skip("of", "the")
    cursor.skip("new", "following")
    if cursor.take("words", "sentence", "text"):
        follows_noun(cursor)
        cursor.skip("as_follows")
        if cursor.kind in ("comma", "colon") and cursor.ahead(1) == "quotation":
            cursor.at += 1
    else:
        cursor.skip("colon")
    quotation = cursor.take("quotation")
    if quotation is None:
        cursor.at = before
        return None
    return Words(quotation.value, which, everywhere)


def follows_noun(cursor: Cursor) -> bool:
    """Go over "suivants" after its noun; "the words following" are others than those quoted."""
    before = cursor.at
    if cursor.skip("following") and cursor.items[before].value == "following":
        raise NotUnderstoodError(
            say("it is not sure whether what follows is meant or what is quoted"),
            cursor.items[before].start,
        )
    return cursor.at > before


def _occurrence(cursor: Cursor) -> int:
    """Read "first occurrence of", "for the second time"; 0, and nothing taken, for none."""
    before = cursor.at
    cursor.skip("for_the_time", "for")
    cursor.skip("the")
    which = cursor.take("ordinal", "last")
    if which and (cursor.take("occurrence") or cursor.kind == "quotation"):
        return ordinal(which)
    cursor.at = before
    return 0


def occurrence(cursor: Cursor) -> tuple[int, bool] | None:
    """Read which occurrence is meant and whether all are; None if nothing is said of it."""
    if which := _occurrence(cursor):
        return which, False
    return (0, True) if cursor.take("everywhere") else None


def spot(cursor: Cursor) -> Spot | None:
    """Read "after ...", "at the end of ...", "between ... and ..."; None if there is none."""
    before = cursor.at
    cursor.skip("the") if cursor.ahead(1) in ("start", "end") else None
    edge = cursor.take("start", "end")
    if edge:
        position = Position.START if edge.kind == "start" else Position.END
        where = place(cursor, bare=True) if cursor.kind == "of" else None
        if where is None and cursor.kind == "of":
            raise cursor.not_understood()
        return Spot(position, where)
    cursor.at = before
    if cursor.kind in ("after", "before"):
        position = Position.AFTER if cursor.kind == "after" else Position.BEFORE
        cursor.at += 1
        if quoted := words(cursor):
            return Spot(position, words=quoted)
        if where := place(cursor, bare=True):
            return Spot(position, where)
        raise cursor.not_understood()
    return _between(cursor) if cursor.take("between") else None


def _between(cursor: Cursor) -> Spot:
    start = cursor.item.start
    if quoted := words(cursor):
        second = words(cursor) if cursor.take("and") else None
        if second is None:
            raise cursor.not_understood()
        return Spot(
            Position.AFTER,
            words=Words(quoted.quoted, quoted.occurrence, until=second.quoted),
        )
    where = place(cursor)
    if where and len(where.numbers or where.sentences) == 1 and cursor.take("and"):
        other = place(cursor)
        if other and other.kind == where.kind:
            where = Place(
                where.kind,
                numbers=where.numbers + other.numbers,
                sentences=where.sentences + other.sentences,
            )
    if where and len(where.numbers) == 2:  # noqa: PLR2004 - between two
        if not follow(*where.numbers):
            low, high = where.numbers
            reason = say("{second} does not come next to {first}", first=low, second=high)
            raise NotUnderstoodError(reason, start)
        return Spot(Position.AFTER, Place(where.kind, numbers=where.numbers[:1]))
    counts = where.sentences if where else ()
    if len(counts) == 2 and counts[1] == counts[0] + 1:  # noqa: PLR2004 - between two
        return Spot(Position.AFTER, Place("sentences", sentences=counts[:1]))
    raise NotUnderstoodError(say("it is not understood between which two places"), start)
