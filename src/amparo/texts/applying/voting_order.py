# SPDX-License-Identifier: AGPL-3.0-or-later
"""A proposal for the order of voting, each line with its reason and the rule that it follows.

The rule of today was not read word by word (resources/texts/voting_rules.yaml says what was seen);
the President decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from amparo.core.messages import Message, say
from amparo.resources import resource
from amparo.texts.applying.collisions import falls
from amparo.texts.applying.edits import TITLE, Add, Edit, in_order
from amparo.texts.applying.ranking import (
    ADDS,
    CUTS,
    REPLACES,
    REWRITES,
    STRIKES,
    distance,
    remaining,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amparo.texts.applying.consolidation import Prepared


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its number and its sense in our words; `status` says what was seen of it."""

    name: str
    number: str
    status: str
    sense: str
    source: str

    def said(self) -> Message:
        """Give number and status in words, to stand beside a line."""
        if self.status == "read":
            return say("Rule {number}", number=self.number)
        if self.status == "former":
            return say(
                "Rule {number}, former wording; that of today was not seen", number=self.number
            )
        return say("practice of the Assembly; no rule was read on this")


@dataclass(frozen=True, slots=True)
class VotingLine:
    """One vote in the proposed order, counted from 1.

    `place` is the number of the paragraph at which it stands. `identical` have the same effect;
    `falling` are those after it that fall if it is adopted. `applicable` is False where the
    amendment cannot be applied.
    """

    position: int
    key: str
    place: str
    reason: Message
    rule: Rule
    identical: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    applicable: bool = True

    def to_json(self) -> dict[str, Any]:
        """Give the line as plain data."""
        return {
            "position": self.position,
            "amendment": self.key,
            "paragraph": self.place,
            "reason": self.reason.text(),
            "rule": {"number": self.rule.number, "status": self.rule.status},
            "identical": list(self.identical),
            "falls_if_adopted": list(self.falling),
            "applicable": self.applicable,
        }


@cache
def voting_rules() -> Mapping[str, Rule]:
    """Read resources/texts/voting_rules.yaml."""
    text = resource("texts", "voting_rules.yaml").read_text(encoding="utf-8")
    return {name: Rule(name=name, **row) for name, row in yaml.safe_load(text).items()}


def voting_order(prepared: Prepared) -> list[VotingLine]:
    """Give the proposed order: by paragraph, among contradictory ones the furthest first.

    Sub-amendments come before their amendment, identical ones together, and what cannot be applied
    last.
    """
    placed = [_line(prepared, key, index) for index, key in enumerate(prepared.order, start=1)]
    rest = sorted(prepared.refused, key=in_order)
    rule = voting_rules()["text_order"]
    for index, key in enumerate(rest, start=len(placed) + 1):
        reason = say(
            "cannot be applied, its place is open: {reason}", reason=prepared.refused[key].reason
        )
        placed.append(VotingLine(index, key, _told(prepared, key), reason, rule, applicable=False))
    return placed


def _line(prepared: Prepared, key: str, position: int) -> VotingLine:
    rules = voting_rules()
    amendment = prepared.amendments[key]
    same = tuple(sorted(prepared.identical.get(key, ()), key=in_order))
    falling = tuple(falls(prepared, key))
    first = next((other for other in prepared.order if other in same or other == key), key)
    place = _place(prepared, key)
    if amendment.to:
        name = "sub_first"
        reason = say("a sub-amendment, before amendment {number}", number=amendment.to)
    elif first != key:
        name = "identical_together"
        reason = say("the same effect as amendment {first}", first=first)
    elif falling:
        name = "furthest_first"
        reason = _contradictory(prepared, key, falling)
    else:
        name = "text_order"
        reason = say("in the order of the text")
    applicable = (amendment.to or key) in prepared.resolved
    # Those voted on earlier are decided by then.
    later = tuple(other for other in falling if prepared.order.index(other) >= position)
    return VotingLine(position, key, place, reason, rules[name], same, later, applicable)


def _contradictory(prepared: Prepared, key: str, falling: tuple[str, ...]) -> Message:
    """Say how far from the text it goes, and which it precedes and follows."""
    position = prepared.order.index
    later = ", ".join(other for other in falling if position(other) > position(key))
    earlier = ", ".join(other for other in falling if position(other) < position(key))
    kind = _KINDS[distance(prepared.draft_of(key), prepared.resolved[key])[0]]()
    if later and earlier:
        return say(
            "{kind}; contradicts {earlier}, which go further, and {later}, which go less far",
            kind=kind,
            earlier=earlier,
            later=later,
        )
    if later:
        return say("{kind}: further from the text than {later}", kind=kind, later=later)
    return say("{kind}: less far from the text than {earlier}", kind=kind, earlier=earlier)


_KINDS = {
    STRIKES: lambda: say("strikes a whole paragraph"),
    REWRITES: lambda: say("replaces a whole paragraph"),
    CUTS: lambda: say("strikes words"),
    REPLACES: lambda: say("replaces words"),
    ADDS: lambda: say("adds words"),
}


def _told(prepared: Prepared, key: str) -> str:
    """Give the paragraph that an amendment names, though it cannot be applied there."""
    operations = prepared.amendments[key].reading.operations
    return next((one.target.paragraphs[0] for one in operations if one.target.paragraphs), "")


def _place(prepared: Prepared, key: str) -> str:
    """Give the number of the paragraph at which an amendment begins."""
    main = prepared.amendments[key].to or key
    if main not in prepared.resolved:
        return ""
    edits = remaining(prepared.resolved[main], prepared.lost.get(main, ()))
    return _named(prepared, edits[0])


def _named(prepared: Prepared, edit: Edit) -> str:
    draft = prepared.draft
    if not isinstance(edit, Add):
        return TITLE if edit.paragraph == TITLE else draft.name(edit.paragraph)
    siblings = draft.siblings(edit.part, edit.parent)
    if edit.at:
        return draft.name(siblings[edit.at - 1].key)
    return draft.name(siblings[0].key) if siblings else draft.name(edit.parent)
