# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which amendments touch each other, found from their edits through the places that these share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from amparo.texts.applying.edits import Add, Edit, Resolved, Rewrite, Strike, Words, overlap
from amparo.texts.applying.merging import runs_of
from amparo.texts.applying.seams import result

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from amparo.texts.applying.draft import Draft

Effect = frozenset[tuple[object, ...]]


class Kind(StrEnum):
    """How two amendments touch each other.

    IDENTICAL: the same effect in whatever wording. SAME_WORDS: overlapping words changed
    differently. INSIDE: one changes something in what the other deletes or replaces, or holds on
    to words that it strikes. PARTLY: the same of a change made everywhere, which has other places;
    both can stand. SAME_PLACE: both put something in at one place; both can stand.
    """

    IDENTICAL = "identical"
    SAME_WORDS = "same words"
    INSIDE = "inside"
    PARTLY = "partly inside"
    SAME_PLACE = "same place"


EXCLUDING = frozenset({Kind.SAME_WORDS, Kind.INSIDE})


@dataclass(frozen=True, slots=True)
class Clash:
    """Where and how two amendments touch; `outer` is the key of the one that holds the other."""

    kind: Kind
    paragraph: str
    start: int
    end: int
    outer: str = ""


@dataclass(frozen=True, slots=True)
class Footprint:
    """What an amendment touches: its words by paragraph, paragraphs it takes, gaps it fills.

    `effect` is what results from it alone, equal for two amendments of the same effect.
    """

    key: str
    words: tuple[Words, ...]
    taken: frozenset[str]
    gaps: frozenset[tuple[int, str, int]]
    inside: frozenset[str]
    effect: Effect


def footprint(draft: Draft, resolved: Resolved) -> Footprint:
    """Give what an amendment touches."""
    words = tuple(edit for edit in resolved.edits if isinstance(edit, Words))
    taken = frozenset(e.paragraph for e in resolved.edits if isinstance(e, Strike | Rewrite))
    gaps = frozenset((e.part, e.parent, e.at) for e in resolved.edits if isinstance(e, Add))
    inside = frozenset(key for edit in resolved.edits for key in _inside(draft, edit))
    return Footprint(resolved.amendment, words, taken, gaps, inside, effect(draft, resolved))


def effect(draft: Draft, resolved: Resolved) -> Effect:
    """Give what results from one amendment alone, whatever its wording."""
    words: dict[str, list[tuple[Words, str]]] = defaultdict(list)
    found: set[tuple[object, ...]] = set()
    for edit in resolved.edits:
        if isinstance(edit, Words):
            words[edit.paragraph].append((edit, resolved.amendment))
        elif isinstance(edit, Strike):
            found.add(("struck", edit.paragraph))
        elif isinstance(edit, Rewrite):
            place = draft.places[edit.paragraph]
            found.add(("text", edit.paragraph, edit.new.text))
            found |= {("struck", child.key) for child in place.paragraph.children}
            if edit.new.children:
                found.add(("added", place.part, edit.paragraph, 0, edit.new.children))
            if edit.more:
                found.add(("added", place.part, place.parent, place.at + 1, edit.more))
        else:
            found.add(("added", edit.part, edit.parent, edit.at, edit.new))
    found |= {("text", key, result(runs_of(draft, key, items))) for key, items in words.items()}
    return frozenset(found)


def pairs(footprints: Iterable[Footprint]) -> Iterator[tuple[Footprint, Footprint]]:
    """Give the pairs of amendments that may touch each other: those that share a place."""
    at: dict[object, list[Footprint]] = defaultdict(list)
    inside: dict[str, list[Footprint]] = defaultdict(list)
    every = list(footprints)
    for item in every:
        for place in {words.paragraph for words in item.words} | item.taken | item.gaps:
            at[place].append(item)
        for key in item.inside:
            inside[key].append(item)
    seen: set[tuple[str, str]] = set()
    candidates = [pair for items in at.values() for pair in combinations(items, 2)]
    candidates += [(item, other) for item in every for key in item.taken for other in inside[key]]
    for left, right in candidates:
        if left is not right and (left.key, right.key) not in seen:
            seen |= {(left.key, right.key), (right.key, left.key)}
            yield left, right


def may_touch(left: Footprint, right: Footprint) -> bool:
    """Say whether two amendments share a place at all."""
    return bool(left.inside & right.inside or left.gaps & right.gaps)


def clashes(draft: Draft, left: Footprint, right: Footprint) -> list[Clash]:
    """Give how two amendments touch: the gravest way first, one for each place."""
    if left.effect == right.effect:
        return [Clash(Kind.IDENTICAL, *_first_place(draft, left))]
    found: list[Clash] = []
    for inner, outer in ((left, right), (right, left)):
        lost = lost_places(draft, inner, outer)
        if lost and remain(inner, lost):
            found += [
                Clash(Kind.PARTLY, one.paragraph, one.start, one.end, outer.key) for one in lost
            ]
            rest = replace(inner, words=tuple(one for one in inner.words if one not in lost))
            left, right = (rest, right) if inner is left else (left, rest)
    found += [*_of_words(left, right), *_of_paragraphs(draft, left, right)]
    found += [*_taken_inside(draft, left, right), *_taken_inside(draft, right, left)]
    order = list(Kind)
    unique = dict.fromkeys(found)
    return sorted(unique, key=lambda clash: (order.index(clash.kind), clash.paragraph, clash.start))


def lost_places(draft: Draft, inner: Footprint, outer: Footprint) -> tuple[Words, ...]:
    """Give the places of changes made everywhere that another amendment strikes or replaces."""
    return tuple(
        one
        for one in inner.words
        if one.everywhere
        and (
            outer.taken.intersection(draft.above(one.paragraph))
            or any(_strikes(other, one) for other in outer.words)
        )
    )


def remain(item: Footprint, lost: Collection[Words]) -> bool:
    """Say whether each command of an amendment has a place left."""
    commands = {one.everywhere for one in lost}
    return commands <= {one.everywhere for one in item.words if one not in lost}


def _strikes(other: Words, one: Words) -> bool:
    """Say whether words that another amendment strikes or replaces are those of a place."""
    if other.everywhere or other.paragraph != one.paragraph or other.start == other.end:
        return False
    if one.start == one.end:
        return overlap(other, one) or _held(one, other)
    return overlap(other, one) and not _equal(other, one)


def _inside(draft: Draft, edit: Edit) -> Iterator[str]:
    """Give the keys of the paragraphs in which an edit is made, that of its own included."""
    if isinstance(edit, Add):
        yield from draft.above(edit.parent)
    else:
        yield from draft.above(edit.paragraph)


def _of_words(left: Footprint, right: Footprint) -> Iterator[Clash]:
    for one in left.words:
        for other in right.words:
            if one.paragraph != other.paragraph or _equal(one, other):
                continue
            found = _words_clash(one, left.key, other, right.key)
            if found:
                start, end = min(one.start, other.start), max(one.end, other.end)
                yield Clash(found[0], one.paragraph, start, end, found[1])


def _equal(one: Words, other: Words) -> bool:
    same_place = (one.start, one.end) == (other.start, other.end)
    return same_place and one.text == other.text


def _words_clash(one: Words, one_key: str, other: Words, other_key: str) -> tuple[Kind, str] | None:
    """Give the kind of a clash and the key of the one that holds the other, "" if neither does."""
    if overlap(one, other):
        same = (one.start, one.end) == (other.start, other.end)
        if not same and one.start <= other.start and other.end <= one.end:
            return Kind.INSIDE, one_key
        if not same and other.start <= one.start and one.end <= other.end:
            return Kind.INSIDE, other_key
        return Kind.SAME_WORDS, ""
    for outer, inner, key in ((one, other, one_key), (other, one, other_key)):
        if inner.start == inner.end and outer.start != outer.end:
            if _held(inner, outer):
                return Kind.INSIDE, key
            touching = outer.text and inner.start in (outer.start, outer.end)
            return (Kind.SAME_PLACE, "") if touching else None
    same_gap = one.start == one.end == other.start == other.end
    return (Kind.SAME_PLACE, "") if same_gap else None


def _held(inner: Words, outer: Words) -> bool:
    """Say whether an insertion holds on to words that are struck."""
    if inner.anchor == "left":
        return inner.start == outer.end
    # Insertions stand before the space, struck words begin behind it.
    return inner.anchor == "right" and inner.start <= outer.start <= inner.start + 1


def _of_paragraphs(draft: Draft, left: Footprint, right: Footprint) -> Iterator[Clash]:
    texts = dict(_texts(left)), dict(_texts(right))
    for key in left.taken & right.taken:
        if texts[0].get(key) != texts[1].get(key):
            yield Clash(Kind.SAME_WORDS, key, 0, len(draft.text(key)))
    added = dict(_added(left)), dict(_added(right))
    for gap in left.gaps & right.gaps:
        if added[0][gap] != added[1][gap]:
            yield Clash(Kind.SAME_PLACE, _near(draft, gap), 0, 0)


def _texts(item: Footprint) -> Iterator[tuple[object, object]]:
    for entry in item.effect:
        if entry[0] == "text":
            yield entry[1], entry[2]


def _added(item: Footprint) -> Iterator[tuple[object, object]]:
    for entry in item.effect:
        if entry[0] == "added":
            yield entry[1:4], entry[4]


def _near(draft: Draft, gap: tuple[int, str, int]) -> str:
    """Give the paragraph after which a gap is, else the one in which it is."""
    part, parent, at = gap
    siblings = draft.siblings(part, parent)
    if at and siblings:
        return siblings[at - 1].key
    return parent or (siblings[0].key if siblings else "")


def _taken_inside(draft: Draft, outer: Footprint, inner: Footprint) -> Iterator[Clash]:
    """Give where one amendment works inside a paragraph that the other deletes or replaces."""
    for words in inner.words:
        if outer.taken.intersection(draft.above(words.paragraph)):
            yield Clash(Kind.INSIDE, words.paragraph, words.start, words.end, outer.key)
    for key in inner.taken:
        if outer.taken.intersection(draft.above(draft.places[key].parent)):
            yield Clash(Kind.INSIDE, key, 0, len(draft.text(key)), outer.key)
    for _, parent, _ in inner.gaps:
        if outer.taken.intersection(draft.above(parent)):
            yield Clash(Kind.INSIDE, parent, 0, 0, outer.key)


def _first_place(draft: Draft, item: Footprint) -> tuple[str, int, int]:
    if item.words:
        first = item.words[0]
        return first.paragraph, first.start, first.end
    if item.taken:
        key = min(item.taken, key=lambda key: draft.places[key].index)
        return key, 0, len(draft.text(key))
    gap = min(item.gaps, default=None)
    return (_near(draft, gap) if gap else "", 0, 0)
