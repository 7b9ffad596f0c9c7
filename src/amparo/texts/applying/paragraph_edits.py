# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands on whole paragraphs as edits: inserted, replaced, struck with all below them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.applying.edits import Add, Edit, Rewrite, Strike
from amparo.texts.applying.new_paragraphs import known, new_paragraphs, own_number
from amparo.texts.applying.scopes import UnfitError
from amparo.texts.operations import Op, Operation, Position, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.texts.applying.draft import Draft, Place
    from amparo.texts.applying.edits import NewParagraph

_BELOW = frozenset({Unit.SUBPARAGRAPH, Unit.SUBPARAGRAPHS})


def paragraph_edits(
    draft: Draft, part: int, named: Sequence[Place], operation: Operation
) -> list[Edit]:
    """Give the edits of a command on whole paragraphs.

    Raises:
        UnfitError: it names no place, or its place may be either of two levels.
    """
    if operation.op is Op.DELETE:
        return [Strike(place.paragraph.key) for place in _roots(draft, _needed(named))]
    if operation.op is Op.REPLACE:
        return _replaced(_roots(draft, _needed(named)), operation)
    if not named:
        return [_at_edge_of_part(draft, part, operation)]
    if operation.position in (Position.START, Position.END):
        return [_at_edge(draft, place, operation) for place in named[-1:]]
    place = named[0] if operation.position is Position.BEFORE else named[-1]
    if operation.position not in (Position.BEFORE, Position.AFTER):
        raise UnfitError(say("it does not say where the new paragraph is to stand"))
    return [_beside(place, operation)]


def _needed(named: Sequence[Place]) -> Sequence[Place]:
    if not named:
        raise UnfitError(say("it would delete or replace the whole text, which is not in order"))
    return named


def _roots(draft: Draft, named: Sequence[Place]) -> list[Place]:
    """Leave out paragraphs that stand below another one named, in the order of the text."""
    keys = {place.paragraph.key for place in named}
    kept = {
        place.index: place
        for place in named
        if not any(key in keys for key in draft.above(place.parent))
    }
    return [kept[index] for index in sorted(kept)]


def _replaced(roots: list[Place], operation: Operation) -> list[Edit]:
    first = roots[0]
    number = first.paragraph.number
    _fitting(own_number(operation.text, number), first.paragraph.level, number)
    new = _new(operation, first.paragraph.level or 1, number)
    following = all(
        after.parent == before.parent and after.at == before.at + 1
        for before, after in pairwise(roots)
    )
    if not following:
        raise UnfitError(say("the paragraphs that it replaces do not follow each other"))
    if len(new) == len(roots):
        return [Rewrite(place.paragraph.key, text) for place, text in zip(roots, new, strict=True)]
    return [
        Rewrite(first.paragraph.key, new[0], new[1:]),
        *(Strike(place.paragraph.key) for place in roots[1:]),
    ]


def _fitting(own: str, level: int, near: str) -> None:
    """Stop at a printed number of another level; a list may begin with "1" anywhere."""
    if level and known(own) and own != "1" and own.count(".") + 1 != level:
        raise UnfitError(
            say(
                "the new text is numbered {own}, which does not fit the place named: {near}",
                own=own,
                near=near,
            )
        )


def _beside(place: Place, operation: Operation) -> Add:
    before = operation.position is Position.BEFORE
    number, level = place.paragraph.number, place.paragraph.level
    own = own_number(operation.text, number)
    children = place.paragraph.children
    if not before and number and own == f"{number}.{len(children) + 1}":
        return Add(place.part, place.paragraph.key, len(children), _new(operation, level + 1, own))
    _fitting(own, level, number)
    told = known(own) and own != "1"
    if level == 1 and operation.unit in _BELOW and not told:
        raise UnfitError(
            say(
                "whether a sub-paragraph of paragraph {number} or one on its own level is meant "
                "cannot be told",
                number=number,
            )
        )
    new = _new(operation, level or 1, number)
    return Add(place.part, place.parent, place.at + (0 if before else 1), new, before)


def _at_edge(draft: Draft, place: Place, operation: Operation) -> Add:
    """Insert at the end or beginning of a paragraph: below it."""
    paragraph = place.paragraph
    own = own_number(operation.text, paragraph.number)
    own = own or own_number(operation.text, f"{paragraph.number}.1")
    deeper = bool(own) and own.count(".") + 1 > paragraph.level
    if paragraph.level:
        _fitting(own, paragraph.level + 1, paragraph.number)
    if operation.unit not in _BELOW and not paragraph.children and not deeper:
        raise UnfitError(
            say(
                "paragraph {number} has no sub-paragraphs: whether a new one or the next paragraph "
                "is meant cannot be told",
                number=paragraph.number,
            )
        )
    new = _new(operation, paragraph.level + 1, f"{paragraph.number}.1")
    at_start = operation.position is Position.START
    children = draft.siblings(place.part, paragraph.key)
    return Add(place.part, paragraph.key, 0 if at_start else len(children), new, at_start)


def _at_edge_of_part(draft: Draft, part: int, operation: Operation) -> Add:
    if operation.position not in (Position.START, Position.END):
        raise UnfitError(say("it does not say where the new paragraph is to stand"))
    siblings = draft.siblings(part, "")
    near = next((p.number for p in reversed(siblings) if p.number), "1")
    at_start = operation.position is Position.START
    _fitting(own_number(operation.text, near), near.count(".") + 1, near)
    new = _new(operation, near.count(".") + 1, near)
    return Add(part, "", 0 if at_start else len(siblings), new, at_start)


def _new(operation: Operation, level: int, near: str) -> tuple[NewParagraph, ...]:
    new = new_paragraphs(operation.text, operation.unit, level, near)
    if not new:
        raise UnfitError(say("it has no new text"))
    return new
