# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person should look at in a text that results; nothing of it is repaired.

Cross-references to paragraphs whose numbers changed, ends of list items, capitals and marks at the
seams of inserted words, paragraphs left without words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.marked import Mark, MarkedParagraph, MarkedPart, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.texts.document import Document, Paragraph

_NUMBER = r"\d{1,3}(?:\.(?:\d{1,3}|[a-z]\b))*"
_REFERENCE = re.compile(
    rf"\b(?:sub-?|sous-)?(?:para(?:graph(?:e)?)?s?|alinéas?)\b\.?[\s\u00a0]+(?P<first>{_NUMBER})"
    rf"(?:[\s\u00a0]*(?:,|-|–|\band\b|\bor\b|\bto\b|\bet\b|\bou\b|\bà\b|\bau\b)[\s\u00a0]*"
    rf"(?:para(?:graph(?:e)?)?s?[\s\u00a0]+)?{_NUMBER}(?!\w))*",
    re.IGNORECASE,
)
_EACH = re.compile(_NUMBER)
# What follows a reference to another text: "of Resolution 2000", "de l'article 3".
_ELSEWHERE = re.compile(
    r"[\s\u00a0]+(?:of|in|de|du|des)\b[\s\u00a0]+"
    r"(?!this\b|the (?:present|draft|above|resolution|recommendation)\b"
    r"|la présente|cette\b|présent|l[’']avis présent)|[\s\u00a0]+d[’'](?!application)",
    re.IGNORECASE,
)
_TWICE = re.compile(r"\([\s\u00a0]*\)|[,;:][\s\u00a0]*[.,;:]|(?<!\.)\.[\s\u00a0]*[.,;:](?!\.)")
_CLOSED = re.compile(r"(?:[.!?…;:,][”\"’')»\s\u00a0]*|[;,]\s+(?:and|or|et|ou)\s*)$")
_STOP = re.compile(r"[.!?…][”\"’')»\s\u00a0]*$")


@lru_cache(maxsize=8192)
def references(text: str) -> tuple[tuple[str, str], ...]:
    """Give the paragraphs of the same text that a text names: the words and each number."""
    return tuple(
        (found[0], number)
        for found in _REFERENCE.finditer(text)
        if not _ELSEWHERE.match(text, found.end())
        for number in _EACH.findall(found[0])
    )


def remarks(before: Document, after: Document, parts: Sequence[MarkedPart]) -> list[Remark]:
    """Give the remarks on a text that results, in the order of the text."""
    found: list[Remark] = []
    for part in parts:
        found += _moved_references(part)
        for paragraph in part.paragraphs:
            if paragraph.changed and paragraph.mark is not Mark.STRUCK:
                found += _seams(paragraph)
    known = {fault for item in before.walk() for fault in _endings(item)}
    for item in after.walk():
        found += [_ending(*fault) for fault in _endings(item) if fault not in known]
    return found


def emptied(paragraph: MarkedParagraph) -> Remark:
    """Say of a paragraph that it was struck because nothing of it was left."""
    text = say("no words are left of this paragraph; it was struck, and later ones move up")
    return Remark(paragraph.by, paragraph.key, text)


def misnumbered(paragraph: MarkedParagraph, printed: str) -> Remark:
    """Say of a new paragraph that its amendment prints another number."""
    text = say(
        "the amendment prints the number {printed}; by its place it is {number}",
        printed=printed,
        number=paragraph.number_after,
    )
    return Remark(paragraph.by, paragraph.key, text)


def _moved_references(part: MarkedPart) -> Iterator[Remark]:
    """Give the references to numbers that belong to another paragraph now, or to none."""
    now = {p.number_before: p.number_after for p in part.paragraphs if p.number_before}
    if all(old == new for old, new in now.items()):
        return
    for paragraph in part.paragraphs:
        for words, old in references(paragraph.after):
            new = now.get(old, old)
            if new == old:
                continue
            text = (
                say(
                    "“{reference}”: paragraph {old} of the draft is paragraph {new} now",
                    reference=words,
                    old=old,
                    new=new,
                )
                if new
                else say(
                    "“{reference}”: paragraph {old} of the draft was deleted",
                    reference=words,
                    old=old,
                )
            )
            yield Remark(paragraph.by, paragraph.key, text)


@lru_cache(maxsize=8192)
def _seams(paragraph: MarkedParagraph) -> tuple[Remark, ...]:
    found: list[Remark] = []
    after = paragraph.after
    last = next((run.by for run in reversed(paragraph.runs) if run.by), "")
    if not after.strip():
        text = say("no words are left of this paragraph")
        return (Remark(last, paragraph.key, text),)
    for mark in _TWICE.finditer(after):
        if mark[0] not in paragraph.before:
            text = say("two marks follow each other: “{marks}”", marks=mark[0])
            found.append(Remark(last, paragraph.key, text))
    shown = [run for run in paragraph.runs if run.mark is not Mark.STRUCK]
    done = ""
    for at, run in enumerate(shown):
        if run.mark is Mark.INSERTED and run.text.strip():
            behind = shown[at + 1].text.strip() if at + 1 < len(shown) else ""
            found += _capitals(paragraph, run.by, done, run.text.strip(), behind)
        done += run.text
    if _CLOSED.search(paragraph.before) and not _CLOSED.search(after):
        found.append(Remark(last, paragraph.key, say("no mark closes this paragraph now")))
    return tuple(found)


def _capitals(
    paragraph: MarkedParagraph, by: str, done: str, new: str, behind: str
) -> Iterator[Remark]:
    starts = not done.strip() or _STOP.search(done)
    if done.strip() and starts and new[0].islower():
        text = say("a sentence begins with a small letter: “{words}”", words=new[:40])
        yield Remark(by, paragraph.key, text)
    if starts and behind[:1].isupper() and not _STOP.search(new):
        text = say("a capital may stand in mid-sentence now: “{words}”", words=behind[:40])
        yield Remark(by, paragraph.key, text)
    if done.rstrip().endswith(";") and new[0].isupper():
        yield Remark(by, paragraph.key, say("a sentence follows the semicolon of a list item"))


def _endings(parent: Paragraph) -> Iterator[tuple[str, str]]:
    """Give the list items whose ends do not fit their places: keys, and what is odd."""
    items = parent.children
    for at, item in enumerate(items):
        if item.children or not item.text:
            continue
        final = at == len(items) - 1
        # A paragraph of the draft that loses its mark is told by its own words.
        if item.key.startswith("new:") and not _CLOSED.search(item.text):
            if any(_CLOSED.search(other.text) for other in items):
                yield item.key, "bare"
            continue
        if final and item.text.rstrip().endswith((";", ",", "; and", "; et")):
            yield item.key, "open"
        elif not final and item.text.rstrip().endswith("."):
            yield item.key, "closed"
        elif at < len(items) - 2 and item.text.rstrip().endswith(("; and", "; et")):
            yield item.key, "and"


def _ending(key: str, kind: str) -> Remark:
    by = key.split(":")[1] if key.startswith("new:") else ""
    text = {
        "bare": say("no mark closes this item of a list"),
        "open": say("the last item of a list does not end with a full stop"),
        "closed": say("an item ends with a full stop, and others follow"),
        "and": say("an item ends with “and”, and several others follow"),
    }[kind]
    return Remark(by, key, text)
