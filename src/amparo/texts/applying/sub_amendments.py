# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sub-amendments: the new words of an amendment as a draft of their own, changed first.

Each command of the amendment that brings new text is one part of that draft, so that a
sub-amendment is resolved by the same rules as an amendment.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.applying.draft import Draft
from amparo.texts.applying.edits import Edit, NewParagraph, Resolved, Words
from amparo.texts.applying.merging import merge
from amparo.texts.applying.new_paragraphs import STRUCTURE, new_paragraphs
from amparo.texts.applying.resolving import operation_edits, readable
from amparo.texts.applying.scopes import UnfitError
from amparo.texts.applying.seams import one_line
from amparo.texts.applying.word_edits import Former
from amparo.texts.document import Document, Language, Paragraph, Part
from amparo.texts.marked import Refusal
from amparo.texts.operations import Amendment, Operation, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def wording_draft(amendment: Amendment, language: Language) -> Draft:
    """Give the new words of an amendment as a draft: one part for each command that has some."""
    parts = [
        Part("", _paragraphs(operation, index), letter=str(index))
        for index, operation in enumerate(amendment.reading.operations)
        if operation.text.strip()
    ]
    return Draft(Document(tuple(parts), language=language))


def resolve_sub(wording: Draft, amendment: Amendment, sub: Amendment) -> Resolved | Refusal:
    """Give the edits that a sub-amendment makes of the new words of its amendment.

    It is refused where its words are in several commands of the amendment, or in none.
    """
    former = Former(wording)
    try:
        readable(sub)
        for operation in sub.reading.operations:
            for edit in _edits(wording, amendment, operation, former):
                former.add(edit)
        former.check()
    except UnfitError as unfit:
        return Refusal(sub.key, unfit.reason, unfit.nearest)
    # A sub-amendment is applied whole or not: it loses no single places.
    whole = (replace(e, everywhere=None) if isinstance(e, Words) else e for e in former.edits)
    return Resolved(sub.key, tuple(whole))


def amended(amendment: Amendment, wording: Draft, subs: Iterable[Resolved]) -> Amendment:
    """Give an amendment as its sub-amendments leave it.

    Raises:
        UnfitError: nothing of its new text is left.
    """
    operations = list(amendment.reading.operations)
    for part in merge(wording, subs).document.parts:
        index = int(part.letter)
        operations[index] = _rewritten(operations[index], part.paragraphs)
    return replace(amendment, reading=replace(amendment.reading, operations=tuple(operations)))


def _paragraphs(operation: Operation, index: int) -> tuple[Paragraph, ...]:
    if operation.unit in STRUCTURE:
        new = new_paragraphs(operation.text, operation.unit, 1)
    else:
        new = (NewParagraph(one_line(operation.text)),)
    return tuple(_paragraph(item, f"{index}:{count}") for count, item in enumerate(new))


def _paragraph(new: NewParagraph, key: str) -> Paragraph:
    children = enumerate(new.children)
    return Paragraph(
        key, "", new.text, tuple(_paragraph(child, f"{key}.{count}") for count, child in children)
    )


def _edits(
    wording: Draft, amendment: Amendment, operation: Operation, former: Former
) -> list[Edit]:
    """Give the edits in the one command of the amendment to which the operation can be applied."""
    if not wording.document.parts:
        raise UnfitError(say("amendment {key} has no new text", key=amendment.key))
    found: list[list[Edit]] = []
    faults: list[UnfitError] = []
    for number, part in enumerate(wording.document.parts):
        changed = amendment.reading.operations[int(part.letter)]
        named = operation.target.paragraphs
        if named and not set(named) & set(changed.target.paragraphs):
            faults.append(
                UnfitError(
                    say("amendment {key} has no paragraph of this number", key=amendment.key)
                )
            )
            continue
        bare = replace(operation, target=replace(operation.target, part="", paragraphs=()))
        places = wording.of_part(number)
        alone = places if len(places) == 1 else []
        try:
            found.append(operation_edits(wording, number, alone, bare, former))
        except UnfitError as unfit:
            faults.append(unfit)
    if len(found) == 1:
        return found[0]
    if found:
        raise UnfitError(
            say(
                "amendment {key} has {count} commands to which it can be applied, and it does not "
                "say which is meant",
                count=len(found),
                key=amendment.key,
            )
        )
    raise max(faults, key=lambda fault: len(fault.nearest))


def _rewritten(operation: Operation, paragraphs: Sequence[Paragraph]) -> Operation:
    if not paragraphs or not any(item.text for item in paragraphs):
        raise UnfitError(say("the sub-amendment leaves nothing of the amendment's new text"))
    if operation.unit not in STRUCTURE:
        if len(paragraphs) > 1 or paragraphs[0].children:
            raise UnfitError(say("the amendment brings words, the sub-amendment paragraphs"))
        return replace(operation, text=paragraphs[0].text)
    if len(paragraphs) == 1 and not paragraphs[0].children:
        return replace(operation, text=paragraphs[0].text)
    lines = [
        f"{number}. {item.text}"
        for paragraph in paragraphs
        for number, item in _numbered(paragraph, "X")
    ]
    several = len(paragraphs) > 1 and operation.unit in {Unit.PARAGRAPH, Unit.PARAGRAPHS}
    unit = Unit.PARAGRAPHS if several else operation.unit
    return replace(operation, text="\n".join(lines), unit=unit)


def _numbered(paragraph: Paragraph, number: str) -> Iterable[tuple[str, Paragraph]]:
    yield number, paragraph
    for count, child in enumerate(paragraph.children, start=1):
        yield from _numbered(child, f"{number}.{count}")
