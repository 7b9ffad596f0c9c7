# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a command means: its operations, with what earlier commands of the amendment named."""

from __future__ import annotations

from dataclasses import replace

from amparo.core.messages import say
from amparo.texts.operations import THE_SENTENCE, Op, Operation, Position, Target, Unit
from amparo.texts.wording.command import OF_PARAGRAPHS, Command
from amparo.texts.wording.paragraph_numbers import neighbour
from amparo.texts.wording.place_meaning import (
    BY_NUMBER,
    OF_SENTENCES,
    Scope,
    around,
    inside,
    nested,
)
from amparo.texts.wording.rest_of_text import Rest
from amparo.texts.wording.targets import NotUnderstoodError, Place, Spot, Words

_BESIDE = (Position.AFTER, Position.BEFORE)


def operations(command: Command, scope: Scope) -> tuple[list[Operation], Scope]:
    """Give what a command does, and what it leaves in force for the next.

    Raises:
        NotUnderstoodError: it is no command that an operation can express.
    """
    places = [where for where in command.places if where.kind != "text"]
    parts = [where for where in places if where.kind == "part"]
    if len(parts) > 1 and parts == places:
        return _in_each(command, parts, scope)
    if parts and scope.target.amendment and all(where.kind != "amendment" for where in places):
        raise NotUnderstoodError(say("it changes more than its amendment"), command.start)
    target, named = inside(scope.target, places, command)
    base = Scope(target, scope.anchored and not named, frozenset(where.kind for where in places))
    if command.verb == "insert":
        operation, after = _insertion(command, base)
        return [operation], after
    if command.occurrence and command.everywhere:
        reason = say("it says both which occurrence is meant and that all are")
        raise NotUnderstoodError(reason, command.start)
    if command.texts and len(command.objects) > 1:
        reason = say("several things are replaced by one text; it is not sure how")
        raise NotUnderstoodError(reason, command.start)
    found: list[Operation] = []
    after = base
    for thing in command.objects:
        operation, after = _struck(command, thing, base)
        found.append(operation)
    return found, after


def _in_each(command: Command, parts: list[Place], scope: Scope) -> tuple[list[Operation], Scope]:
    """Give one command for several drafts as one operation for each."""
    found: list[Operation] = []
    for part in parts:
        alone = replace(command, places=[part])
        done, scope = operations(alone, scope)
        found += done
    return found, replace(scope, anchored=True)


def _insertion(command: Command, base: Scope) -> tuple[Operation, Scope]:
    quoted = [one for one in command.spots if one.words]
    beside = [one for one in command.spots if not one.words]
    if len(quoted) > 1 or len(beside) > 1:
        raise NotUnderstoodError(say("two places are named where one is needed"), command.start)
    if quoted:
        return _beside_words(command, quoted[0], beside, base)
    if command.occurrence or command.everywhere:
        reason = say("it is not understood of what all or one occurrence is meant")
        raise NotUnderstoodError(reason, command.start)
    where = beside[0]
    target, scope = base.target, base
    if where.place:
        target, scope = _spotted(where, base, command)
    else:
        _need_paragraph(base, command)
    unit = command.unit or _unit_beside(where, target, command)
    if unit in _BLOCKS and target.sentences:
        reason = say("a new paragraph cannot stand inside a paragraph, beside a sentence of it")
        raise NotUnderstoodError(reason, command.start)
    if where.position in _BESIDE and where.place and where.place.kind in BY_NUMBER:
        _check_number(command, target, where.position)
    operation = Operation(
        Op.INSERT,
        target,
        where.position,
        text="\n".join(command.texts),
        unit=unit,
        span=(command.start, command.end),
    )
    return operation, scope


_BLOCKS = (Unit.PARAGRAPH, Unit.PARAGRAPHS, Unit.SUBPARAGRAPH, Unit.SUBPARAGRAPHS)


def _spotted(where: Spot, base: Scope, command: Command) -> tuple[Target, Scope]:
    """Give the target of an insertion beside or at the end of a place, and the scope it leaves."""
    assert where.place is not None  # noqa: S101 - asked before
    kind = where.place.kind
    if kind == "text":
        return base.target, base
    # A paragraph can stand beside the one that an amendment proposes, words cannot.
    beside_new = kind == "amendment" and command.unit in _BLOCKS
    if (
        where.position in _BESIDE
        and kind in ("part", "title", "amendment", "within")
        and not beside_new
    ):
        raise NotUnderstoodError(say("nothing can be inserted beside that"), command.start)
    target, named = around(base.target, where.place, base, command)
    own_sentence = kind in BY_NUMBER and bool(base.own & OF_SENTENCES)
    if kind not in OF_SENTENCES and len(target.paragraphs) > 1:
        raise NotUnderstoodError(say("several paragraphs are named, one is needed"), command.start)
    if kind in OF_SENTENCES or own_sentence:
        if not own_sentence:
            _need_paragraph(base, command)
        edge = target.sentences[-1] if where.position is Position.AFTER else target.sentences[0]
        if where.position not in _BESIDE and len(target.sentences) > 1:
            raise NotUnderstoodError(say("it is not said at which sentence"), command.start)
        left = Scope(target) if own_sentence else base
        return replace(target, sentences=(edge,)), left
    if where.position in _BESIDE:
        if "within" in base.own:
            raise NotUnderstoodError(say("nothing can be inserted beside that"), command.start)
        return target, Scope(replace(target, sentences=(), within=""), anchored=True)
    return target, Scope(target, anchored=base.anchored and not named)


def _beside_words(
    command: Command, where: Spot, others: list[Spot], base: Scope
) -> tuple[Operation, Scope]:
    """Give an insertion beside words; "at the end" beside it only says where the words stand."""
    assert where.words is not None  # noqa: S101 - asked before
    target, scope = base.target, base
    for other in others:
        if other.position in _BESIDE:
            raise NotUnderstoodError(say("two places are named where one is needed"), command.start)
        if other.place:
            target, named = around(target, other.place, base, command)
            scope = Scope(target, anchored=scope.anchored and not named)
    _need_paragraph(scope, command)
    operation = Operation(
        Op.INSERT,
        target,
        where.position,
        quoted=where.words.quoted,
        text="\n".join(command.texts),
        unit=command.unit or Unit.WORDS,
        until=where.words.until,
        occurrence=where.words.occurrence or command.occurrence,
        everywhere=where.words.everywhere or command.everywhere,
        span=(command.start, command.end),
    )
    return operation, scope


def _unit_beside(where: Spot, target: Target, command: Command) -> Unit:
    """Give what new text is that the wording calls nothing: what it stands beside."""
    beside = where.position in _BESIDE and not target.sentences
    if beside and where.place and where.place.kind in BY_NUMBER:
        if "\n" in command.texts[0].strip():
            reason = say("it is not said whether the new text is one paragraph or several")
            raise NotUnderstoodError(reason, command.start)
        return Unit.PARAGRAPH
    beside_sentence = where.position in _BESIDE and target.sentences
    return Unit.SENTENCE if beside_sentence or _is_sentence(command.texts[0]) else Unit.WORDS


def _is_sentence(text: str) -> bool:
    """Say whether a text that the wording calls nothing is a whole sentence."""
    return text[:1].isupper() and " " in text and text[-1:] in (".", "!", "?")


def _struck(command: Command, thing: Words | Place | Rest, base: Scope) -> tuple[Operation, Scope]:
    """Give what one thing that is deleted or replaced comes to."""
    words = Words("")
    target, scope = base.target, base
    unit = Unit.WORDS
    if isinstance(thing, Words):
        position, words = Position.WORDS, thing
    elif isinstance(thing, Rest):
        position, words, target = _rest(command, thing, base)
    else:
        position = Position.WHOLE
        target, _ = nested(base, thing, command)
        unit, scope = _whole(thing, target, base)
    if position is Position.WHOLE:
        _check_whole(command, thing, base)
    behind = ""
    for one in command.spots:
        if one.words and isinstance(thing, Rest) and words is one.words:
            continue
        if isinstance(thing, Words) and _only_leads(one) and not behind:
            behind = one.words.quoted if one.words else ""
            continue
        target = _narrowed(target, one, base, command)
    titled = position is Position.WHOLE and target.title
    if not titled and not (position is Position.WHOLE and unit in OF_PARAGRAPHS):
        _need_paragraph(base, command)
    if unit is Unit.SENTENCE and not (target.paragraphs or target.amendment or target.within):
        raise NotUnderstoodError(say("the paragraph is not named"), command.start)
    operation = Operation(
        Op.REPLACE if command.texts else Op.DELETE,
        target,
        position,
        quoted=words.quoted,
        text="\n".join(command.texts),
        unit=(command.unit or unit) if command.texts else Unit.WORDS,
        until=words.until,
        occurrence=words.occurrence or command.occurrence,
        everywhere=words.everywhere or command.everywhere,
        behind=behind,
        span=(command.start, command.end),
    )
    if command.texts and position is Position.WHOLE and unit in OF_PARAGRAPHS:
        _check_replacement(command, target)
    return operation, scope


def _check_whole(command: Command, thing: Place | Words | Rest, base: Scope) -> None:
    """Refuse what cannot be said of a whole sentence or paragraph."""
    counted = command.occurrence or command.everywhere or command.spots
    kind = thing.kind if isinstance(thing, Place) else ""
    inside = {"sentences", "within"} if kind.endswith("paragraphs") else {"sentences"}
    if counted or (kind != "same sentence" and base.own & inside):
        raise NotUnderstoodError(say("two places are named where one is needed"), command.start)


def _whole(thing: Place, target: Target, base: Scope) -> tuple[Unit, Scope]:
    """Give what a whole thing that is struck is, and the scope that it leaves."""
    if thing.kind in ("sentences", "same sentence"):
        return Unit.SENTENCE, base
    if thing.kind in ("title", "within", "amendment"):
        return Unit.WORDS, base
    return Unit.PARAGRAPH, Scope(target, anchored=True)


def _rest(command: Command, thing: Rest, base: Scope) -> tuple[Position, Words, Target]:
    words = thing.words
    if words is None:
        beside = [
            one.words for one in command.spots if one.position is Position.AFTER and one.words
        ]
        if len(beside) != 1:
            raise NotUnderstoodError(say("it is not said after which words"), command.start)
        words = beside[0]
    target = base.target
    if thing.of and thing.of.kind == "same sentence" and not target.sentences:
        target = replace(target, within=THE_SENTENCE)
    elif thing.of and thing.of.kind not in ("same paragraph", "text"):
        if thing.of.kind in BY_NUMBER:
            target, _ = around(target, thing.of, base, command)
        else:
            target, _ = inside(target, [thing.of], command)
    return thing.position, words, target


def _only_leads(where: Spot) -> bool:
    """Say whether "after the words X" only leads to the words struck: "..., delete the words Y"."""
    words = where.words
    plain = words and not (words.until or words.occurrence or words.everywhere)
    return bool(plain) and where.position is Position.AFTER


def _narrowed(target: Target, where: Spot, base: Scope, command: Command) -> Target:
    """Give the target where "at the end of paragraph 5" says only where the struck words stand."""
    if where.words or where.position in _BESIDE:
        raise NotUnderstoodError(
            say("a place beside others cannot be where something is struck"), command.start
        )
    if where.place and where.place.kind != "text":
        target, _ = around(target, where.place, base, command)
    return target


def _need_paragraph(scope: Scope, command: Command) -> None:
    if scope.anchored:
        reason = say("it is not said in which paragraph; the one before was only a neighbour")
        raise NotUnderstoodError(reason, command.start)
    nowhere = Target() in (scope.target, replace(scope.target, sentences=()))
    if nowhere and "part" not in scope.own and not command.everywhere:
        reason = say("neither a draft nor a paragraph nor an amendment is named")
        raise NotUnderstoodError(reason, command.start)


def _check_number(command: Command, target: Target, position: Position) -> None:
    """Refuse a new paragraph whose number is not that of its place."""
    if command.number and len(target.paragraphs) == 1:
        expected = target.paragraphs[0]
        if position is Position.AFTER:
            expected = neighbour(expected, 1)
        if command.number != expected:
            raise NotUnderstoodError(
                say("paragraph {number} would not stand there", number=command.number),
                command.start,
            )


def _check_replacement(command: Command, target: Target) -> None:
    if command.number and command.number != target.paragraphs[0]:
        raise NotUnderstoodError(
            say("paragraph {number} would not stand there", number=command.number), command.start
        )
