# SPDX-License-Identifier: AGPL-3.0-or-later
"""The place in a draft that a command names: a part, paragraphs with all below them, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.texts.applying.edits import TITLE
from amparo.texts.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.texts.applying.draft import Draft, Place
    from amparo.texts.operations import Target

_CHAPEAU = re.compile(r"chapeau|introduct|opening|liminaire", re.IGNORECASE)
_SHOWN = 3


class UnfitError(Exception):
    """A command cannot be applied to the draft: why, and which places may be meant."""

    def __init__(self, reason: Message, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(reason.template)
        self.reason = reason
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of a paragraph's own text, or of the title."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Where words are looked for; `sentences`: it is of whole sentences. `name` is for people."""

    slices: tuple[Slice, ...]
    name: Message
    sentences: bool = False

    @classmethod
    def title(cls, draft: Draft) -> Scope:
        """Give the title of a document.

        Raises:
            UnfitError: it has none.
        """
        if not draft.document.title:
            raise UnfitError(say("the draft has no title"))
        return cls((Slice(TITLE, 0, len(draft.document.title)),), say("the title"))


def part_named(draft: Draft, kind: str) -> int:
    """Give the index of the part that a command names.

    Raises:
        UnfitError: the draft has no such part, or several and the command names none.
    """
    parts = draft.document.parts
    found = [index for index, part in enumerate(parts) if part.kind == kind]
    if len(found) == 1 or (found and kind):
        return found[0]
    if len(parts) == 1 and "" in (kind, parts[0].kind):
        return 0
    if kind:
        raise UnfitError(say("the draft has no part of the kind “{kind}”", kind=kind))
    raise UnfitError(say("the draft has several parts, and the amendment does not say which"))


def paragraphs_named(draft: Draft, part: int, target: Target) -> list[Place]:
    """Give the paragraphs that a command names, none where it names none.

    Raises:
        UnfitError: one of them is not in the draft, with those whose numbers are nearest.
    """
    named: list[Place] = []
    for number in target.paragraphs:
        place = draft.numbered(part, number)
        if place is None:
            raise UnfitError(
                say("the draft has no paragraph {number}", number=number),
                _near_numbers(draft, part, number),
            )
        named.append(place)
    return named


def scope_of(draft: Draft, part: int, named: Sequence[Place], target: Target) -> Scope:
    """Give where the words of a command are looked for.

    Raises:
        UnfitError: a paragraph has fewer sentences than the command says.
    """
    if not named:
        slices = [_all_of(place) for place in draft.of_part(part)]
        if target.sentences:
            raise UnfitError(say("it names a sentence, but no paragraph"))
        return Scope(tuple(slices), say("the whole text"))
    numbers = ", ".join(place.paragraph.number for place in named)
    name = say("paragraph {number}", number=numbers) if numbers else say("the new text")
    if target.sentences:
        found = [piece for place in named for piece in _sentences(draft, place, target)]
        return Scope(tuple(found), _named(draft, named[0], target, name), sentences=True)
    if chapeau_only(target):
        return Scope(tuple(map(_all_of, named)), name)
    below = {item.index: item for place in named for item in draft.below(place.paragraph.key)}
    return Scope(tuple(_all_of(below[index]) for index in sorted(below)), name)


def chapeau_only(target: Target) -> bool:
    """Say whether only a paragraph's own words are meant, without those below it."""
    return _CHAPEAU.search(target.within) is not None


def _named(draft: Draft, place: Place, target: Target, name: Message) -> Message:
    """Give the name of sentences, counted from the beginning: "sentence 2 of paragraph 5"."""
    many = len(sentences(place.paragraph.text, draft.document.language))
    counts = sorted({n + many + 1 if n < 0 else n for n in target.sentences})
    return say("sentence {n} of {place}", n=", ".join(map(str, counts)), place=name)


def _all_of(place: Place) -> Slice:
    return Slice(place.paragraph.key, 0, len(place.paragraph.text))


def _sentences(draft: Draft, place: Place, target: Target) -> list[Slice]:
    """Give the sentences named; those that follow each other are one piece."""
    key, text = place.paragraph.key, place.paragraph.text
    spans = sentences(text, draft.document.language)
    wanted = sorted({n + len(spans) + 1 if n < 0 else n for n in target.sentences})
    if not wanted or wanted[0] < 1 or wanted[-1] > len(spans):
        raise UnfitError(
            say(
                "paragraph {number} has {count} sentences, and the amendment names sentence {n}",
                number=draft.name(key),
                count=len(spans),
                n=wanted[-1] if wanted else 0,
            ),
            tuple(text[start:end] for start, end in spans[-_SHOWN:]),
        )
    found: list[Slice] = []
    for number in wanted:
        start, end = spans[number - 1]
        if found and number - 1 in wanted:
            found[-1] = Slice(key, found[-1].start, end)
        else:
            found.append(Slice(key, start, end))
    return found


def _near_numbers(draft: Draft, part: int, number: str) -> tuple[str, ...]:
    """Give the paragraphs before and after the place where a number would stand."""
    numbered = [place.paragraph for place in draft.of_part(part) if place.paragraph.number]
    above = number.rpartition(".")[0]
    near = [p for p in numbered if above and p.number == above] + [
        p for p in numbered if p.number.rpartition(".")[0] == above
    ][-2:]
    return tuple(f"{p.number}: {p.text[:80]}" for p in near[:_SHOWN])
