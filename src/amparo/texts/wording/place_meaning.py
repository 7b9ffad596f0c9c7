# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the places named by a command come to, inside those that hold from commands before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.operations import Target
from amparo.texts.wording.targets import NotUnderstoodError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.texts.wording.command import Command

BY_NUMBER = ("paragraphs", "subparagraphs")
OF_SENTENCES = frozenset({"sentences", "same sentence"})


@dataclass(slots=True)
class Scope:
    """What holds for a command. `anchored`: the paragraph was only named as a neighbour.

    `own` are the kinds of places that the command itself names.
    """

    target: Target
    anchored: bool = False
    own: frozenset[str] = frozenset()


def inside(
    target: Target,
    places: Iterable[Place],
    command: Command,
    known: frozenset[str] = frozenset(),
) -> tuple[Target, bool]:
    """Give the target inside the places named, and whether a paragraph is among them.

    `known` are the kinds of places that the command has named before.
    """
    seen: set[str] = set()
    own = sorted(places, key=lambda where: _RANK.get(where.kind, 9))
    kinds = {where.kind for where in own}
    if "amendment" in kinds and not target.amendment and ("part" in kinds or target != Target()):
        reason = say("it names a draft and an amendment; it is not sure which of them it changes")
        raise NotUnderstoodError(reason, command.start)
    for where in own:
        kind = "sentences" if where.kind == "same sentence" else where.kind
        if kind in seen and kind != "subparagraphs":
            if kind == "paragraphs" and "sentences" not in {one.kind for one in own}:
                target = replace(target, paragraphs=target.paragraphs + where.numbers)
                continue
            if own.count(where) > 1:
                continue
            raise NotUnderstoodError(say("two places are named where one is needed"), command.start)
        seen.add(kind)
        target = _within(target, where, command, joined="paragraphs" in seen | known)
    named = bool(seen & {"paragraphs", "subparagraphs", "title"})
    return target, named


_RANK = {"amendment": 0, "part": 1, "title": 2, "paragraphs": 3, "subparagraphs": 4, "within": 5}


def _within(target: Target, where: Place, command: Command, *, joined: bool) -> Target:
    """Give the target inside one more place."""
    if where.kind in ("part", "amendment", "title"):
        return _above(target, where, command)
    if where.kind == "within":
        return replace(target, within=where.words)
    if where.kind == "sentences":
        return replace(target, sentences=where.sentences)
    if where.kind in ("paragraphs", "subparagraphs"):
        numbers = where.numbers
        if where.kind == "subparagraphs":
            numbers = _full(numbers, target.paragraphs, command, joined=joined)
        return replace(target, paragraphs=numbers, sentences=(), within="", title=False)
    if where.kind == "same paragraph" and target.paragraphs:
        return replace(target, sentences=())
    if where.kind == "same sentence" and len(target.sentences) == 1:
        return target
    raise NotUnderstoodError(
        say("it is not said which paragraph or sentence is meant"), command.start
    )


def nested(base: Scope, where: Place, command: Command) -> tuple[Target, bool]:
    """Give the target of a place that stands in those that the command has named already."""
    target, named = inside(base.target, [where], command, base.own)
    doubled = where.kind == "sentences" and "sentences" in base.own
    if where.kind in ("paragraphs", "subparagraphs") and base.own & {"paragraphs", "subparagraphs"}:
        stems = tuple(f"{above}." for above in base.target.paragraphs)
        doubled = not all(f"{number}.".startswith(stems) for number in target.paragraphs)
    if doubled:
        raise NotUnderstoodError(say("two places are named where one is needed"), command.start)
    return target, named


def around(target: Target, where: Place, base: Scope, command: Command) -> tuple[Target, bool]:
    """Give the target inside the place of a spot; a sentence named beside it is one of that place.

    "At the end of paragraph 5, second sentence" is the end of that sentence.
    """
    found, named = nested(replace(base, target=target), where, command)
    nearer = base.own & (OF_SENTENCES | {"within"})
    if nearer and where.kind in (*BY_NUMBER, "same paragraph"):
        other = found.paragraphs != target.paragraphs and base.own & {*BY_NUMBER}
        if other or where.kind == "same paragraph":
            raise NotUnderstoodError(say("two places are named where one is needed"), command.start)
        found = replace(
            found,
            sentences=target.sentences if nearer & OF_SENTENCES else (),
            within=target.within if "within" in nearer else "",
        )
    return found, named


def _above(target: Target, where: Place, command: Command) -> Target:
    """Give the target inside another part, amendment or the title; what was named below is gone."""
    if where.kind == "title":
        return Target(part=target.part, amendment=target.amendment, title=True)
    if where.kind == "part":
        other = where.part and where.part != target.part
        same = replace(target, part=where.part or target.part)
        return Target(part=where.part, amendment=target.amendment) if other else same
    number = where.numbers[0] if where.numbers else target.amendment
    if not number:
        reason = say("the number of the amendment that it changes is not said")
        raise NotUnderstoodError(reason, command.start)
    if target.amendment not in ("", number):
        reason = say("it names amendment {number}, but changes another", number=number)
        raise NotUnderstoodError(reason, command.start)
    return Target(part=target.part, amendment=number)


def _full(
    numbers: tuple[str, ...], above: tuple[str, ...], command: Command, *, joined: bool
) -> tuple[str, ...]:
    """Give the whole numbers of sub-paragraphs: "8.2" for "2" of paragraph 8."""
    if len(above) == 1 and joined:
        stem = above[0] + "."
        return tuple(one if one.startswith(stem) else stem + one for one in numbers)
    if all("." in one for one in numbers):
        return numbers
    raise NotUnderstoodError(say("it is not said of which paragraph it is a part"), command.start)
