# SPDX-License-Identifier: AGPL-3.0-or-later
"""A document as plain text with numbered paragraphs: `1. ...`, `8.5. ...`, parts `A. Draft ...`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amparo.texts.document import PART_KINDS, Document, Language, Paragraph, Part, PartKind, Style

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
_ROMAN = [
    tens + ones
    for tens in ("", "x", "xx")
    for ones in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
]
_LONGEST_HEADING = 120
# "I. The war" is a heading where "II. ..." follows; a line that ends with a mark is a sentence.
_ROMAN_HEADING = re.compile(r"(?P<roman>[IVX]{1,6})(?:[.)]|\s[–—-])\s+\S.*(?<![.;:,])")
# "1bis." too: it is meant as a number, though none that can be read.
_LIKE_A_NUMBER = re.compile(
    r"(?P<number>[1-9]\d{0,2}(?:\.(?:\d{1,3}|[a-z]|[ivx]{1,5}))*(?P<bis>\s?(?:bis|ter|quater))?)"
    r"[.)]\s+(?=\S)"
)
_MARKS_BEHIND = r"[\"”»’')\]]*(?:\[?\d{1,2}\]?|\*)?$"
_SENTENCE_END = re.compile(rf"[.;:!?…]{_MARKS_BEHIND}|;\s(?:and|or|et|ou)$")
_ITEM_END = re.compile(rf",{_MARKS_BEHIND}|,?\s(?:and|or|et|ou)$")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:Docs?|[NnAa]os?|nos?|[Aa]rts?|[Pp]aras?|Res|Rec|[Cc]h|[Ss]ect|[Vv]ol|pp?|cf|al|Mr|Mrs|Ms"
    r"|Dr|M|MM|chap|n)\.$"
)
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


@dataclass(frozen=True, slots=True)
class Misnumbered:
    """A line that is meant as a paragraph, but whose number does not come after the one before.

    `line` counts from 1; `number` as it stands ("2", "1bis"), `former` the number before it.
    """

    line: int
    number: str
    former: str


def read_document(text: str, *, language: Language | None = None) -> Document:
    """Read plain text with numbered paragraphs; a line without a number goes on with the one above.

    Words before the first number are the title. The language is told from the words where it is
    None. What `misnumbered` finds is read as words of the paragraph above it.
    """
    read = _Reader(text)
    dots = read.dots
    return Document(
        tuple(
            Part(found.kind, nested(found.lines, found.kind), found.letter, found.heading)
            for found in read.parts
        ),
        title=" ".join(read.title),
        language=language or told_language(text),
        style=Style(max(set(dots), key=dots.count) if dots else ".", read.gap),
    )


def misnumbered(text: str) -> list[Misnumbered]:
    """Give lines whose numbers do not rise below the end of a sentence or item or an empty line.

    Elsewhere such a line goes on with a sentence: "Resolution", in the next line "2605. It ...".
    """
    return _Reader(text).misnumbered


class _Reader:
    """Plain text, read line by line."""

    def __init__(self, text: str) -> None:
        self.parts: list[_Open] = []
        self.title: list[str] = []
        self.dots: list[str] = []
        self.gap = "\n"
        self.misnumbered: list[Misnumbered] = []
        # The last line that holds anything, and whether an empty one stands below it.
        self._above = ""
        self._blank = False
        lines = [_SPACES.sub(" ", raw).strip() for raw in text.lstrip("\ufeff").splitlines()]
        self._headings = _roman_headings(lines)
        for at, line in enumerate(lines):
            if line:
                self._take(at, line)
                self._above = line
            self._blank = not line

    def _take(self, at: int, line: str) -> None:
        if heading := part_heading(line):
            self.parts.append(_Open(*heading))
            return
        if at in self._headings:
            self.parts = self.parts or [_Open()]
            self.parts[-1].lines.append(Line("", line, heading=True))
            return
        lines = self.parts[-1].lines if self.parts else []
        numbered = _NUMBERED.match(line)
        if numbered and self._in_style(numbered, lines) and plausible(numbered["number"], lines):
            self.parts = self.parts or [_Open()]
            if lines and self._blank:
                self.gap = "\n\n"
            self.parts[-1].lines.append(Line(numbered["number"], line[numbered.end() :]))
            self.dots.append(numbered["dot"])
        elif lines:
            former = _last_number(lines)
            found = _LIKE_A_NUMBER.match(line)
            if found and former and self._begins_block(found["number"]):
                self.misnumbered.append(Misnumbered(at + 1, found["number"], former))
            lines[-1].text += f" {line}"
        else:
            self.title.append(line)

    def _in_style(self, numbered: re.Match[str], lines: list[Line]) -> bool:
        """Say whether a number is written as the first one: "12 June" is none below "1."."""
        if not self.dots or self.dots[0] == "" or numbered["dot"]:
            return True
        # "8.2 to free" below "8. It calls on" can be nothing else.
        number = numbered["number"]
        return "." in number and self._begins_block(number) and _next(number, _last_number(lines))

    def _begins_block(self, number: str) -> bool:
        """Say whether the line above has ended before a line that begins with a number."""
        if self._blank:
            return True
        if _ABBREVIATED.search(self._above):
            return False
        ended = _SENTENCE_END.search(self._above)
        return bool(ended or ("." in number and _ITEM_END.search(self._above)))


def _roman_headings(lines: list[str]) -> set[int]:
    """Give the places of lines such as "I. The war", where two or more of them rise from I."""
    headings: set[int] = set()
    run: list[int] = []
    above = ""
    for at, line in enumerate(lines):
        found = _ROMAN_HEADING.fullmatch(line) if len(line) <= _LONGEST_HEADING else None
        value = _ROMAN.index(found["roman"].lower()) + 1 if found and _is_roman(found) else 0
        ended = not above or part_heading(above) or _SENTENCE_END.search(above)
        if value == 1:
            run = [at]
        elif ended and run and value == len(run) + 1:
            run.append(at)
            headings.update(run)
        above = line or above
    return headings


def _is_roman(found: re.Match[str]) -> bool:
    return found["roman"].lower() in _ROMAN


def _last_number(lines: list[Line]) -> str:
    return next((line.number for line in reversed(lines) if line.number), "")


def _next(number: str, former: str) -> bool:
    """Say whether a number is the very next one: 8.1 after 8, 8.3 or 9 after 8.2."""
    pieces = former.split(".")
    return number == f"{former}.1" or any(
        number == ".".join([*pieces[:depth], str(int(pieces[depth]) + 1)])
        for depth in range(len(pieces))
        if pieces[depth].isdecimal()
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
        return PART_KINDS[adopted["kind"].casefold()], adopted["letter"], adopted["heading"]
    found = _PART.fullmatch(line)
    if not found or len(line) > _LONGEST_HEADING:
        return None
    kind = PART_KINDS[(found["en"] or found["fr"]).casefold()]
    return kind, found["letter"] or "", found["heading"].strip()


def plausible(number: str, lines: list[Line]) -> bool:
    """Say whether a number can follow: "2014" cannot, nor "3" after "8"; "12" after "8" can."""
    if number.startswith("0"):
        return False
    former = _last_number(lines)
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
