# SPDX-License-Identifier: AGPL-3.0-or-later
"""A document as plain text with numbered paragraphs: `1. ...`, `8.5. ...`, parts `A. Draft ...`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amparo.texts.document import Document, Language, Paragraph, Part, PartKind, Style

if TYPE_CHECKING:
    from collections.abc import Iterable

# "8.5. to call", "8.5 to call", "8.a. to call"; years and sums of money are no numbers.
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3}(?:\.(?:\d{1,3}|[a-z]|[ivx]{1,5}))*)(?P<dot>[.)]?)\s+(?=\S)"
)
_PART = re.compile(
    r"(?:(?P<letter>[A-D])[.)]\s*)?"
    r"(?P<heading>(?:Preliminary )?Draft (?P<en>resolution|recommendation|opinion|order)\b.*"
    r"|(?:Avant-)?Projet d(?:e |[’'])(?P<fr>résolution|recommandation|avis|directive)\b.*)",
    re.IGNORECASE,
)
# A no-break space is a letter of French typography, not a gap.
_SPACES = re.compile(r"[^\S\xa0\u202f]+")
# Of an adopted text; without a letter "Resolution 2605 (2025)" is a title.
_ADOPTED_PART = re.compile(
    r"(?P<letter>[A-D])[.)]\s*(?P<heading>(?P<kind>resolution|recommendation|opinion|order"
    r"|résolution|recommandation|avis|directive)(?: \d+ \(\d{4}\))?)",
    re.IGNORECASE,
)
_KINDS: dict[str, PartKind] = {
    "resolution": "resolution",
    "recommendation": "recommendation",
    "opinion": "opinion",
    "order": "order",
    "résolution": "resolution",
    "recommandation": "recommendation",
    "avis": "opinion",
    "directive": "order",
}
_ROMAN = [
    tens + ones
    for tens in ("", "x", "xx")
    for ones in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
]
_LONGEST_HEADING = 120
_FRENCH = re.compile(r"\b(?:l[’']Assemblée|aux|des|les|du|et|elle|dans|qui|une)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|Assembly|and|of|which|its|to|in)\b", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """A numbered passage on its way into a document."""

    number: str
    text: str
    heading: bool = False


@dataclass(slots=True)
class _Open:
    """A part while it is read."""

    kind: PartKind = ""
    letter: str = ""
    heading: str = ""
    lines: list[Line] = field(default_factory=list)


def read_document(text: str, *, language: Language | None = None) -> Document:
    """Read plain text with numbered paragraphs; a line without a number goes on with the one above.

    Words before the first number are the title. The language is told from the words where it is
    None.
    """
    parts: list[_Open] = []
    title: list[str] = []
    dots: list[str] = []
    blank = False
    gap = "\n"
    for raw in text.lstrip("\ufeff").splitlines():
        line = _SPACES.sub(" ", raw).strip()
        if not line:
            blank = True
            continue
        if heading := part_heading(line):
            parts.append(_Open(*heading))
            blank = False
            continue
        numbered = _NUMBERED.match(line)
        lines = parts[-1].lines if parts else []
        # Where numbers have a dot, "12 June" at the start of a line is none.
        dotted = not dots or dots[0] == "" or (numbered is not None and numbered["dot"] != "")
        if numbered and dotted and plausible(numbered["number"], lines):
            parts = parts or [_Open()]
            if lines and blank:
                gap = "\n\n"
            parts[-1].lines.append(Line(numbered["number"], line[numbered.end() :]))
            dots.append(numbered["dot"])
        elif lines:
            lines[-1].text += f" {line}"
        else:
            title.append(line)
        blank = False
    dot = max(set(dots), key=dots.count) if dots else "."
    return Document(
        tuple(
            Part(found.kind, nested(found.lines, found.kind), found.letter, found.heading)
            for found in parts
        ),
        title=" ".join(title),
        language=language or told_language(text),
        style=Style(dot, gap),
    )


def write_document(document: Document) -> str:
    """Give a document as plain text; what `read_document` reads comes back as it was."""
    style = document.style
    blocks = [document.title] if document.title else []
    for part in document.parts:
        if part.heading:
            blocks.append(f"{part.letter}. {part.heading}" if part.letter else part.heading)
        for item in part.walk():
            number = f"{item.number}{style.dot} " if item.number else ""
            blocks.append(f"{number}{item.text}".rstrip())
    return style.gap.join(blocks) + "\n" if blocks else ""


def part_heading(line: str) -> tuple[PartKind, str, str] | None:
    """Read `A. Draft resolution` as kind, letter, heading; None for any other line."""
    line = line.strip()
    if adopted := _ADOPTED_PART.fullmatch(line):
        return _KINDS[adopted["kind"].casefold()], adopted["letter"], adopted["heading"]
    found = _PART.fullmatch(line)
    if not found or len(line) > _LONGEST_HEADING:
        return None
    kind = _KINDS[(found["en"] or found["fr"]).casefold()]
    return kind, found["letter"] or "", found["heading"].strip()


def plausible(number: str, lines: list[Line]) -> bool:
    """Say whether a number can follow: "2014" cannot, nor "3" after "8"; "12" after "8" can."""
    if number.startswith("0"):
        return False
    former = next((line.number for line in reversed(lines) if line.number), "")
    if not former:
        return True
    return any(_rank(number, lettered=way) > _rank(former, lettered=way) for way in (False, True))


def nested(lines: Iterable[Line], kind: str) -> tuple[Paragraph, ...]:
    """Give lines as paragraphs with their sub-paragraphs, each with its key."""
    roots: list[_Node] = []
    path: list[_Node] = []
    for at, line in enumerate(lines):
        node = _Node(line, f"{kind}:{line.number or f'after {at}'}")
        level = line.number.count(".") + 1 if line.number else 0
        if line.heading:
            path = []
        elif level:
            path = [above for above in path if above.level < level]
        siblings = path[-1].children if path and (level != 1 or not line.number) else roots
        siblings.append(node)
        node.level = level
        if level:
            path.append(node)
    return tuple(map(_built, roots))


def told_language(text: str) -> Language:
    """Tell English from French by their small words."""
    return "fr" if len(_FRENCH.findall(text)) > len(_ENGLISH.findall(text)) else "en"


@dataclass(slots=True)
class _Node:
    line: Line
    key: str
    level: int = 0
    children: list[_Node] = field(default_factory=list)


def _built(node: _Node) -> Paragraph:
    return Paragraph(
        node.key,
        node.line.number,
        node.line.text,
        tuple(map(_built, node.children)),
        node.line.heading,
    )


def _rank(number: str, *, lettered: bool) -> tuple[tuple[int, int], ...]:
    """Give what puts numbers in their order: 8, 8.1, 8.2, 8.10, 9; 8.iii, 8.iv; 8.a, 8.b.

    `lettered`: "i" is the ninth letter, not the Roman numeral.
    """
    return tuple(_piece_rank(piece, lettered=lettered) for piece in number.split("."))


def _piece_rank(piece: str, *, lettered: bool) -> tuple[int, int]:
    if piece.isdigit():
        return 0, int(piece)
    if piece in _ROMAN and not lettered:
        return 1, _ROMAN.index(piece) + 1
    return 1, ord(piece[0]) - ord("a") + 1
