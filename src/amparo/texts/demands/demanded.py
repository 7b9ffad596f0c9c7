# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a demand asks for: cut at its actions, each with whom or what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.texts.demands.asking import ASKS, CONSIDERS, INVITES, negated, verbs
from amparo.texts.demands.terms import Term, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.texts.document import Language

OBJECTS = frozenset({"object", "provision", "word"})


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked for: its actions, the terms of whom and what, the scope."""

    actions: tuple[Term, ...]
    objects: tuple[Term, ...]
    scope: tuple[Term, ...]
    strength: int
    negated: bool

    @property
    def all(self) -> tuple[Term, ...]:
        """All its terms."""
        return (*self.actions, *self.objects, *self.scope)


def asks_of(demand: str, language: Language) -> list[Ask]:
    """Cut a demand at its actions; States and circumstances hold for all that is asked for."""
    verbs_at = verbs(demand, language)
    inside = [one.span for one in verbs_at if one.strength != CONSIDERS]
    found = [
        term
        for term in terms(demand, language)
        if not any(start <= term.span[0] < end for start, end in inside)
    ]
    scope = tuple(term for term in found if term.role not in {"action"} | OBJECTS)
    groups: list[tuple[list[Term], list[Term]]] = [([], [])]
    for term in found:
        actions, objects = groups[-1]
        if term.role == "action" and actions and objects:
            groups.append(([term], []))
        elif term.role == "action":
            actions.append(term)
        elif term.role in OBJECTS:
            objects.append(term)
    own = max((one.strength for one in verbs_at if one.strength >= INVITES), default=ASKS)
    return [
        Ask(tuple(a), tuple(o), scope, own, _turned(demand, [*a, *o], language))
        for a, o in groups
        if a or o
    ]


def _turned(demand: str, core: Sequence[Term], language: Language) -> bool:
    return negated(demand, core[0].span[0], language)
