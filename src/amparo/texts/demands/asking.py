# SPDX-License-Identifier: AGPL-3.0-or-later
"""How strongly a sentence asks for something, and whether it is turned round by a negation.

The verbs stand in resources/texts/synonyms.yaml, from "recalls", which asks for nothing, to
"demands".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from amparo.texts.demands.terms import Token, sheet, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amparo.texts.document import Language

SAYS, CONSIDERS, INVITES, ASKS, URGES, DEMANDS = range(6)
_BEFORE_NEGATED = 5  # words


@dataclass(frozen=True, slots=True)
class Asked:
    """The verb as written, its strength from SAYS to DEMANDS, and its place."""

    verb: str
    strength: int
    span: tuple[int, int]


def asked(text: str, at: int, language: Language) -> Asked | None:
    """Give the verb by which the words at a place are asked for; None if there is none.

    The last verb before the place counts; "invites to consider" is as weak as "consider". Only
    where no verb stands before, one after it counts: "an amnesty is needed".
    """
    found = verbs(text, language)
    before = [one for one in found if one.span[0] < at]
    if not before:
        after = [one for one in found if one.strength >= ASKS]
        return after[0] if after else None
    last = before[-1]
    if last.strength == CONSIDERS and len(before) > 1 and before[-2].strength != SAYS:
        start, end = before[-2].span[0], last.span[1]
        return Asked(text[start:end], CONSIDERS, (start, end))
    return last


def verbs(text: str, language: Language) -> list[Asked]:
    """Give all verbs of saying and asking in their order."""
    words = tokens(text, language)
    known = _verbs(language)
    nouns = frozenset(sheet()["before_nouns"][language])
    found, at = [], 0
    while at < len(words):
        size, strength = _longest(words, at, known)
        noun = at > 0 and words[at - 1].form in nouns
        if size and not (noun and strength > SAYS):
            span = words[at].span[0], words[at + size - 1].span[1]
            found.append(Asked(text[slice(*span)], strength, span))
        at += size or 1
    return found


def negated(text: str, at: int, language: Language) -> bool:
    """Say whether a negation stands shortly before a place, or begins its clause."""
    start = max(text.rfind(mark, 0, at) for mark in (";", ":", ". ")) + 1
    words = [word.form for word in tokens(text[start:at], language)]
    known = sheet()["negations"][language]
    # "None of these crimes can be subject to any form of amnesty".
    said = f" {' '.join([*words[:2], *words[2:][-_BEFORE_NEGATED:]])} "
    return any(f" {word} " in said for word in known)


def _longest(
    words: Sequence[Token], at: int, known: Mapping[tuple[str, ...], int]
) -> tuple[int, int]:
    for size in (3, 2, 1):
        here = tuple(word.form for word in words[at : at + size])
        if len(here) == size and here in known:
            return size, known[here]
    return 0, SAYS


@cache
def _verbs(language: Language) -> Mapping[tuple[str, ...], int]:
    return {
        tuple(word.form for word in tokens(verb, language)): int(strength)
        for strength, written in sheet()["verbs"][language].items()
        for verb in written
    }
