# SPDX-License-Identifier: AGPL-3.0-or-later
"""The commands of an amendment turned into edits of a draft.

Every command is read against the draft as it stands before the amendment. What is not there, or is
there twice, is refused with the places that may be meant; nothing is guessed, and an amendment is
applied whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.applying.draft import Draft
from amparo.texts.applying.edits import Edit, Resolved
from amparo.texts.applying.new_paragraphs import STRUCTURE
from amparo.texts.applying.paragraph_edits import paragraph_edits
from amparo.texts.applying.scopes import (
    Scope,
    UnfitError,
    chapeau_only,
    paragraphs_named,
    part_named,
    scope_of,
)
from amparo.texts.applying.word_edits import Former, place_edits, word_edits
from amparo.texts.marked import Refusal
from amparo.texts.operations import Op, Operation, Position, Unit

if TYPE_CHECKING:
    from amparo.texts.applying.draft import Place
    from amparo.texts.document import Document
    from amparo.texts.operations import Amendment

_BESIDE = frozenset({Position.BEFORE, Position.AFTER})


def resolve(draft: Document | Draft, amendment: Amendment) -> Resolved | Refusal:
    """Give the edits that an amendment makes of a draft, or why it cannot be applied.

    A sub-amendment is resolved against its amendment: see `sub_amendments`.
    """
    place = draft if isinstance(draft, Draft) else Draft(draft)
    former = Former(place)
    try:
        readable(amendment)
        for operation in amendment.reading.operations:
            for edit in _edits(place, amendment, operation, former):
                former.add(edit)
        former.check()
    except UnfitError as unfit:
        return Refusal(amendment.key, unfit.reason, unfit.nearest)
    return Resolved(amendment.key, tuple(former.edits))


def readable(amendment: Amendment) -> None:
    """Stop at an amendment of which anything could not be read.

    Raises:
        UnfitError: with the reason.
    """
    if amendment.reading.not_read:
        unread = amendment.reading.not_read[0]
        raise UnfitError(say("its wording could not be read: {reason}", reason=unread.reason))
    if not amendment.reading.operations:
        raise UnfitError(say("its wording has no command"))


def _edits(draft: Draft, amendment: Amendment, operation: Operation, former: Former) -> list[Edit]:
    target = operation.target
    if target.amendment:
        reason = say(
            "it changes amendment {number}, but is no sub-amendment to it", number=target.amendment
        )
        raise UnfitError(reason)
    if target.title:
        return _in_scopes(draft, [Scope.title(draft)], operation, former)
    part = part_named(draft, target.part or amendment.reading.part)
    named = paragraphs_named(draft, part, target)
    return operation_edits(draft, part, named, operation, former)


def operation_edits(
    draft: Draft, part: int, named: list[Place], operation: Operation, former: Former
) -> list[Edit]:
    """Give the edits of one command; `former` are those of the commands before it.

    Raises:
        UnfitError: it cannot be applied, with the reason and the nearest places.
    """
    target = operation.target
    if operation.unit is Unit.FOOTNOTE or "footnote" in target.within.lower():
        raise UnfitError(say("footnotes are not changed by this program"))
    structural = (
        not operation.quoted
        and not target.sentences
        and (
            operation.unit in STRUCTURE
            or (operation.position in _BESIDE and bool(named))
            or operation.position is Position.WHOLE
        )
    )
    if structural and not chapeau_only(target):
        return paragraph_edits(draft, part, named, operation)
    if operation.quoted and operation.op is Op.INSERT and operation.unit in STRUCTURE:
        raise UnfitError(say("a new paragraph cannot be inserted beside words of a paragraph"))
    if named and not _together(operation):
        scopes = [scope_of(draft, part, [place], target) for place in named]
    else:
        scopes = [scope_of(draft, part, named, target)]
    return _in_scopes(draft, scopes, operation, former)


def _together(operation: Operation) -> bool:
    """Say whether several paragraphs named are one place: to find each, or the nth occurrence."""
    return operation.everywhere or operation.occurrence != 0


def _in_scopes(
    draft: Draft, scopes: list[Scope], operation: Operation, former: Former
) -> list[Edit]:
    edits: list[Edit] = []
    for scope in scopes:
        if operation.quoted:
            edits += word_edits(draft, scope, operation, former)
        else:
            edits += place_edits(draft, scope, operation)
    return edits
