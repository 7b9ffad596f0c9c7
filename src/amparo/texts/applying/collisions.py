# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which amendments touch the same words, which cannot both stand, and which fall with which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from amparo.core.messages import Message, say
from amparo.texts.applying.clashes import EXCLUDING, Clash, Kind
from amparo.texts.applying.edits import in_order

if TYPE_CHECKING:
    from amparo.texts.applying.consolidation import Prepared

ANNOUNCED_ONLY = "announced only"
NOT_ANNOUNCED = "not announced"
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Collision:
    """Two amendments that touch each other, in the order of voting.

    `kind` is one of `clashes.Kind`, or "announced only", "not announced" where the page says that
    one falls with the other and the texts do not, or the other way round. `paragraph` is the key of
    the draft's paragraph, `number` its number; for two sub-amendments the place is in the words of
    their amendment. `passage` are the draft's words concerned. `one_falls` is the key that falls if
    the other is adopted, "" where both can stand.
    """

    kind: str
    left: str
    right: str
    paragraph: str
    number: str
    passage: str
    reason: Message
    one_falls: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give the collision as the contract of `amparo amend collisions` has it."""
        return {
            "kind": self.kind,
            "left": self.left,
            "right": self.right,
            "paragraph": self.number,
            "passage": self.passage,
            "reason": self.reason.text(),
            "one_falls": self.one_falls,
        }


def collisions(prepared: Prepared) -> list[Collision]:
    """Give all pairs of amendments that touch each other, in the order of voting.

    Identical ones, overlapping words changed differently, one inside what the other deletes or
    replaces, insertions at one place; then what a page announces and the texts do not bear out.
    """
    rank = {key: index for index, key in enumerate(prepared.order)}
    found: list[Collision] = []
    for pair, touching in prepared.touching.items():
        left, right = sorted(pair, key=rank.__getitem__)
        found.append(_collision(prepared, left, right, touching[0]))
    found += _announced(prepared)
    return sorted(found, key=lambda item: (rank.get(item.left, len(rank)), in_order(item.right)))


def falls(prepared: Prepared, key: str) -> list[str]:
    """Give the keys of the amendments that fall if this one is adopted, in the order of voting."""
    fallen = prepared.excluding.get(key, set())
    return [other for other in prepared.order if other in fallen]


def _collision(prepared: Prepared, left: str, right: str, clash: Clash) -> Collision:
    draft = prepared.draft_of(left)
    text = draft.text(clash.paragraph) if clash.paragraph else ""
    passage = text[clash.start : clash.end] or text
    if len(passage) > _LONGEST:
        passage = f"{passage[:_LONGEST].rsplit(' ', 1)[0]} …"
    return Collision(
        clash.kind.value,
        left,
        right,
        clash.paragraph,
        draft.name(clash.paragraph) if clash.paragraph else "",
        passage,
        _reason(left, right, clash),
        right if clash.kind in EXCLUDING else "",
    )


def _reason(left: str, right: str, clash: Clash) -> Message:
    if clash.kind is Kind.IDENTICAL:
        return say("amendments {left} and {right} have the same effect", left=left, right=right)
    if clash.kind is Kind.SAME_PLACE:
        return say(
            "amendments {left} and {right} put something in at the same place; both can stand",
            left=left,
            right=right,
        )
    if clash.kind is Kind.INSIDE:
        inner = right if clash.outer == left else left
        return say(
            "amendment {inner} changes something in what amendment {outer} deletes or replaces",
            inner=inner,
            outer=clash.outer,
        )
    if clash.kind is Kind.PARTLY:
        inner = right if clash.outer == left else left
        return say(
            "amendment {inner} loses the places that amendment {outer} deletes or replaces; it "
            "stands at its others",
            inner=inner,
            outer=clash.outer,
        )
    return say(
        "amendments {left} and {right} change the same words differently", left=left, right=right
    )


def _announced(prepared: Prepared) -> list[Collision]:
    """Compare what pages announce with what the texts give, for amendments that announce any.

    That one falls with another may be announced at either of them; what is announced in one
    direction is not asked for in the other.
    """
    told = {key: set(amendment.falls) for key, amendment in prepared.amendments.items()}
    for key, amendment in prepared.amendments.items():
        for other in amendment.falls_if:
            told.get(other, set()).add(key)
    found: list[Collision] = []
    for key, amendment in prepared.amendments.items():
        if not told[key]:
            continue
        given = set(falls(prepared, key))
        announced = told[key]
        for other in sorted(announced - given, key=in_order):
            if other in prepared.identical.get(key, set()):
                continue
            reason = say(
                "the page says that amendment {other} falls if {key} is adopted; the texts do not",
                other=other,
                key=key,
            )
            found.append(_difference(ANNOUNCED_ONLY, key, other, reason, other))
        silent = given - announced - set(amendment.falls_if) if amendment.falls else set()
        for other in sorted(silent, key=in_order):
            reason = say(
                "amendment {other} falls if {key} is adopted, and the page does not say so",
                other=other,
                key=key,
            )
            found.append(_difference(NOT_ANNOUNCED, key, other, reason, other))
    return found


def _difference(kind: str, left: str, right: str, reason: Message, falling: str) -> Collision:
    return Collision(kind, left, right, "", "", "", reason, falling)
