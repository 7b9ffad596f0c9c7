# SPDX-License-Identifier: AGPL-3.0-or-later
"""The wording of commands in the Assembly's own form, English or French: what `reading` undoes.

The phrases are in resources/texts/phrases.yaml.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from amparo.resources import resource
from amparo.texts.operations import LAST, Op, Operation, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amparo.texts.document import Language

Marks = tuple[str, str]
# Marks for a quotation, the usual ones first; others are taken where the words hold the usual.
MARKS: Mapping[Language, tuple[Marks, ...]] = {
    "en": (("“", "”"), ('"', '"'), ("«", "»")),
    "fr": (("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"), ("“", "”"), ('"', '"')),
}
_BLOCKS = {Unit.PARAGRAPH, Unit.PARAGRAPHS, Unit.SUBPARAGRAPH, Unit.SUBPARAGRAPHS}


def wording(
    operations: Iterable[Operation], language: Language, marks: Marks, *, repeat: bool = False
) -> str:
    """Give the wording of one amendment: a command on each line, its place named once.

    With `repeat` each line names the draft anew, where leaving it out would not be sure.

    Raises:
        KeyError: there is no phrase for such a command (a `within`, an UNTIL, a footnote).
    """
    words = _phrases(language)
    lines: list[str] = []
    former = ("", "")
    for operation in operations:
        head, place = words["part"][operation.target.part], _place(operation, words)
        said = command(operation, language, marks)
        if (head, place) == former and place:
            lines.append(said)
        elif head == former[0] and not repeat:
            lines.append(", ".join(filter(None, (place, said))))
        else:
            lines.append(", ".join(filter(None, (head, place, said))))
        former = (head, place)
    return str(words["between"]).join(lines) + "."


def command(operation: Operation, language: Language, marks: Marks) -> str:
    """Give one command without the part of the draft and without a final stop."""
    words = _phrases(language)
    target, new_unit = operation.target, _unit_name(operation)
    numbers = _listed(target.paragraphs, words)
    scope = "sentence" if target.sentences else "title" if target.title else "paragraph"
    scope = "words" if operation.quoted else scope
    many = "s" if scope == "paragraph" and len(target.paragraphs) > 1 else ""
    template = words["commands"][f"{operation.op}_{operation.position}_{scope}{many}"]
    said = template.format(
        n=numbers,
        s=_sentences(target.sentences, words),
        words=_quoted(operation, words, marks),
        quoted=_marked(operation.quoted, marks),
        new=words["new"][new_unit],
    )
    if operation.op is Op.DELETE:
        return str(said)
    form = words["block" if operation.unit in _BLOCKS else "text"]
    return str(said) + str(form.format(text=_marked(operation.text, marks)))


def _place(operation: Operation, words: Mapping[str, Any]) -> str:
    """Give the paragraph where the command itself does not name it."""
    if not (operation.quoted or operation.target.sentences) or not operation.target.paragraphs:
        return ""
    return str(words["in_paragraph"].format(n=_listed(operation.target.paragraphs, words)))


def _quoted(operation: Operation, words: Mapping[str, Any], marks: Marks) -> str:
    quoted = _marked(operation.quoted, marks)
    if operation.until:
        return str(words["range"].format(quoted=quoted, until=_marked(operation.until, marks)))
    one = len(operation.quoted.split()) == 1
    named = words["word" if one else "words"].format(quoted=quoted)
    if operation.everywhere:
        return str(words["everywhere"].format(words=named))
    if operation.occurrence:
        ordinal = _ordinal(operation.occurrence, words)
        return str(words["occurrence"].format(ordinal=ordinal, words=named, quoted=quoted))
    return str(named)


def _unit_name(operation: Operation) -> str:
    if operation.unit is Unit.WORDS and len(operation.text.split()) == 1:
        return "word"
    return operation.unit.value


def _sentences(numbers: tuple[int, ...], words: Mapping[str, Any]) -> str:
    form = words["sentence" if len(numbers) == 1 else "sentences"]
    return str(form.format(ordinals=_listed([_ordinal(n, words) for n in numbers], words)))


def _ordinal(number: int, words: Mapping[str, Any]) -> str:
    return str(words["last"] if number == LAST else words["ordinals"][number - 1])


def _listed(items: Iterable[str], words: Mapping[str, Any]) -> str:
    *first, last = [*items] or [""]
    return f"{', '.join(first)} {words['and']} {last}" if first else last


def _marked(text: str, marks: Marks) -> str:
    return f"{marks[0]}{text}{marks[1]}"


@cache
def _phrases(language: Language) -> Mapping[str, Any]:
    text = resource("texts", "phrases.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)[language]
    return found
