# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draft texts and adopted texts from pages: reports, resolutions, compendia, old skin and new.

A page holds more than the text: what stands before the first part or paragraph and from the
explanatory memorandum on is left aside. Sub-paragraphs of old texts ("i.", "a.") are numbered
below the paragraph in which they stand ("8.i", "8.i.a").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from amparo.core.messages import say
from amparo.texts.document import (
    PART_KINDS,
    Document,
    Footnote,
    Language,
    Paragraph,
    Part,
    PartKind,
)
from amparo.texts.files.compendia import DraftNumbers, is_compendium, lettered, split_compendium
from amparo.texts.files.html_text_reading import is_html_text, read_html_text
from amparo.texts.files.page_lines import (
    PageLine,
    TextFileError,
    html_lines,
    marks,
    pasted_lines,
    without_marks,
)
from amparo.texts.plain import Line, nested, part_heading, told_language

_END = re.compile(
    r"(?:[A-E]\s*[.)]?\s*)?(?:Explanatory (?:memorandum|report)|Exposé des motifs|Appendix\b"
    r"|Appendices\b|Annexes?\b|Dissenting opinion|Opinion dissidente|Footnotes?$"
    r"|Notes de bas de page).*"
    r"|Published version|Version publiée|©.*|Back to .*|Print|Share|Imprimer|Partager"
    r"|[\[(]1[\])]\s*(?:Assembly debate|Discussion par|Text adopted|Texte adopté).*",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"(?P<kind>Resolution|Recommendation|Opinion|Order|Résolution|Recommandation|Avis|Directive)"
    r"\s+(?:no\.?\s*)?\d{1,4}\s*\(\d{4}\)",
    re.IGNORECASE,
)
_HEAD = re.compile(r".+\|\s*Doc\.?.+\|.+|.+\|\s*(?:Provisional|Final) version", re.IGNORECASE)
_OPENING_NOTE = re.compile(r"\(?(?P<mark>\d{1,2}|\*)[.)]?\s*(?P<text>\S.*)?")
_FURNITURE = re.compile(
    r"Logo Assembly.*|Print|Imprimer|See related documents|Autres documents liés|\(open\)|_+"
    r"|List of amendments|Liste des amendements|(?:Provisional|Final) version"
    r"|Parliamentary Assembly(?: of the Council of Europe)?|Version (?:provisoire|finale)"
    r"|Assemblée parlementaire(?: du Conseil de l[’']Europe)?",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(r"\b(?:adopted|adoptée?)\b", re.IGNORECASE)
_LETTER = re.compile(r"\(?(?P<letter>[a-z]|[ivx]{2,5})[.)]\s+(?=\S)")
_ROMAN = re.compile(r"[ivx]+")
_LONGEST_TITLE = 300
_MOST_ROMAN = 39


@dataclass(slots=True)
class _OpenPart:
    """A part while a page is read."""

    kind: PartKind = ""
    letter: str = ""
    heading: str = ""
    lines: list[Line] = field(default_factory=list)
    marks: list[tuple[int, str, int]] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    heading_marks: list[str] = field(default_factory=list)
    numbers: DraftNumbers = field(default_factory=DraftNumbers)


def read_html_document(html: str, *, language: Language | None = None) -> Document:
    """Read the draft or adopted text of an HTML page; of a compendium its draft.

    Of a page with a consolidation that Amparo wrote it is the resulting text.

    Raises:
        TextFileError: the page is too large or empty, or has no numbered paragraphs.
    """
    lines = html_lines(html)
    if is_html_text(html):
        return read_html_text(html, language=language)
    texts = pasted_lines("\n".join(without_marks(line.text) for line in lines))
    if is_compendium(texts):
        return _of_compendium(texts, language)
    return _read(lines, language)


def read_pasted_document(text: str, *, language: Language | None = None) -> Document:
    """Read the text of a page that was copied from the browser, as `read_html_document` does.

    Raises:
        TextFileError: there are no numbered paragraphs.
    """
    lines = pasted_lines(text)
    if is_compendium(lines):
        return _of_compendium(lines, language)
    return _read([PageLine(line) for line in lines], language)


def _of_compendium(lines: list[str], language: Language | None) -> Document:
    found = split_compendium(lines)
    document = _read([PageLine(line) for line in found.draft], language)
    return Document(document.parts, found.title, document.language)


def _read(lines: list[PageLine], language: Language | None) -> Document:
    start = _start(lines)
    reader = _Reader(_kind_of_adopted(lines[:start]))
    for line in lines[start:]:
        if not reader.take(line):
            break
    parts = [part for part in reader.parts if any(line.number for line in part.lines)]
    if not parts:
        raise TextFileError(
            say(
                "No numbered paragraphs were found. The text must have paragraphs such as"
                " “1. The Assembly …”; save the whole page, or paste only the text."
            )
        )
    words = " ".join(line.text for part in parts for line in part.lines)
    notes = {line.anchor: without_marks(line.text) for line in lines if line.anchor}
    return Document(
        tuple(
            Part(part.kind, nested(part.lines, part.kind), part.letter, part.heading)
            for part in parts
        ),
        title=_title(lines[:start]),
        language=language or told_language(words),
        footnotes=tuple(note for part in parts for note in _footnotes(part, notes, lines)),
    )


def _start(lines: list[PageLine]) -> int:
    """Give the line of the first heading of a part, else of the first paragraph."""
    for at, line in enumerate(lines):
        if part_heading(_heading(line)):
            return at
    for at, line in enumerate(lines):
        if re.match(r"1[.)]\s|1(?=[^\W\d])", line.text):
            return at
    return len(lines)


def _heading(line: PageLine) -> str:
    return lettered(without_marks(line.text))


class _Reader:
    """Takes the lines of a text one after another."""

    def __init__(self, kind: PartKind) -> None:
        self.parts: list[_OpenPart] = []
        self._kind = kind

    def take(self, line: PageLine) -> bool:
        """Take a line; False where the text has ended."""
        text = without_marks(line.text)
        if (heading := part_heading(_heading(line))) and not self._explains(text):
            on_it = [mark for mark, _ in marks(line.text)]
            self.parts.append(_OpenPart(*heading, heading_marks=on_it))
        elif _END.fullmatch(text):
            return not any(part.lines for part in self.parts)
        elif text and not _FURNITURE.fullmatch(text):
            self._take_words(line, text)
        return True

    def _explains(self, text: str) -> bool:
        """Say whether a line is the note on a heading: "Draft resolution adopted by ..."."""
        return bool(self.parts and not self.parts[-1].lines and _BY_WHOM.search(text))

    def _take_words(self, line: PageLine, text: str) -> None:
        if not self.parts:
            self.parts.append(_OpenPart(self._kind))
        part = self.parts[-1]
        numbered = part.numbers.numbered(text)
        lettered_below = _LETTER.match(text) if part.lines and not numbered else None
        if numbered:
            number, _, words = numbered.partition(". ")
            self._add(part, line, Line(number, words))
        elif lettered_below and (number := _below(part.lines, lettered_below["letter"])):
            self._add(part, line, Line(number, text[lettered_below.end() :]))
        elif not part.lines and not line.heading:
            part.opening.append(text)
        elif line.heading:
            part.lines.append(Line("", text, heading=True))
        else:
            part.lines[-1].text += f" {text}"

    def _add(self, part: _OpenPart, line: PageLine, new: Line) -> None:
        cut = len(without_marks(line.text)) - len(new.text)
        part.marks += [
            (len(part.lines), mark, max(0, place - cut)) for mark, place in marks(line.text)
        ]
        part.lines.append(new)


def _below(lines: list[Line], letter: str) -> str:
    """Give the number of a sub-paragraph "i." or "a." by what stands before it, "" if none can."""
    former = next((line.number for line in reversed(lines) if line.number), "")
    pieces = former.split(".")
    for depth in range(len(pieces), 0, -1):
        if _next_letter(pieces[depth - 1]) == letter or (
            _ROMAN.fullmatch(letter) and _next_roman(pieces[depth - 1]) == letter
        ):
            return ".".join([*pieces[: depth - 1], letter])
    return f"{former}.{letter}" if former and letter in ("a", "i") else ""


def _next_letter(piece: str) -> str:
    return chr(ord(piece) + 1) if len(piece) == 1 and "a" <= piece < "z" else ""


def _next_roman(piece: str) -> str:
    value = next((at for at in range(1, _MOST_ROMAN) if _roman(at) == piece), 0)
    return _roman(value + 1) if value else ""


def _roman(value: int) -> str:
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (value // 10) + ones[value % 10]


def _footnotes(part: _OpenPart, notes: dict[str, str], lines: list[PageLine]) -> list[Footnote]:
    """Give the footnotes of a part; that of its heading belongs to no paragraph."""
    keys = [paragraph.key for paragraph in _flat(nested(part.lines, part.kind))]
    found = []
    note = _OPENING_NOTE.fullmatch(" ".join(part.opening))
    if note and note["text"]:
        found.append(Footnote(note["mark"], note["text"], ""))
    placed = [(mark, "", 0) for mark in part.heading_marks]
    placed += [(mark, keys[at], place) for at, mark, place in part.marks]
    for mark, key, place in placed:
        if text := _note(mark, notes, lines):
            found.append(Footnote(mark, text, key, place))
    return found


def _note(mark: str, notes: dict[str, str], lines: list[PageLine]) -> str:
    """Give the words of a footnote: an anchored line, or a line after the text with its mark."""
    anchored = [
        text for anchor, text in notes.items() if re.fullmatch(rf"\D*{re.escape(mark)}", anchor)
    ]
    after = [
        line.text
        for line in lines
        if re.match(rf"[\[(]?{re.escape(mark)}[\])]?[.\s]\s*\D", line.text) and line.anchor
    ]
    text = next(iter([*after, *anchored]), "")
    return re.sub(rf"^[\[(]?{re.escape(mark)}[\])]?[.\s]*", "", text).strip()


def _flat(paragraphs: tuple[Paragraph, ...]) -> list[Paragraph]:
    return [item for paragraph in paragraphs for item in paragraph.walk()]


def _kind_of_adopted(lines: list[PageLine]) -> PartKind:
    for line in lines:
        if found := _ADOPTED.match(line.text):
            return PART_KINDS[found["kind"].casefold()]
    return ""


def _title(lines: list[PageLine]) -> str:
    """Give the title: the line below the number of the document, in the new skin the one above."""
    texts = [
        text
        for line in lines
        if (text := without_marks(line.text)) and not _FURNITURE.fullmatch(text)
    ]
    for at, text in enumerate(texts):
        if _HEAD.fullmatch(text) or _ADOPTED.match(text):
            above = texts[at - 1] if at and "|" in text else ""
            title = above or (texts[at + 1] if at + 1 < len(texts) else "")
            return title if len(title) <= _LONGEST_TITLE else ""
    return texts[0] if len(texts) == 1 and len(texts[0]) <= _LONGEST_TITLE else ""
