# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dossier as plain data for the templates: words said, sources numbered, faults found.

Both renderers read the same tree, so the PDF and the HTML page say the same. No markup is
made here or in the templates from anybody's text: text goes in as data and is set as text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from babel.dates import format_date

from amparo.core.messages import Message, catalogue
from amparo.dossier import words
from amparo.dossier.model import (
    Align,
    Badge,
    Bullets,
    Callout,
    Cite,
    DossierError,
    Foreign,
    NewLine,
    Paragraph,
    PictureBlock,
    Table,
)
from amparo.dossier.widths import column_shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from amparo.core.sources import Source
    from amparo.dossier.model import Block, Dossier, Line, Part, Section

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_PLACE = re.compile(r"\{[^}]*\}")
# Anchors that the templates make themselves.
_TAKEN = re.compile(r"(source|cite)-\d+|contents|sources|text")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# Height to width of what fits on a page of A4 with its caption.
_TALLEST = 1.3
# English as institutions in Europe write its dates.
_LOCALES = {"en": "en_GB"}


def plain(dossier: Dossier, shown: Callable[[str], str]) -> dict[str, Any]:
    """Give the dossier as what JSON can hold; `shown` makes a text fit for the medium.

    Raises:
        DossierError: a citation of an unknown source, a key twice or not fit for an anchor, a
            table row of another width than its head. All faults are named.
    """
    faults = list(_faults(dossier))
    if faults:
        msg = "the dossier cannot be written:\n" + "\n".join(f"- {fault}" for fault in faults)
        raise DossierError(msg)
    return _Plain(dossier, shown).tree()


class _Plain:
    """One walk through a dossier; it counts the citations as it meets them."""

    def __init__(self, dossier: Dossier, shown: Callable[[str], str]) -> None:
        self.dossier = dossier
        self.language = dossier.language
        self.shown = shown
        self.numbers = {source.key: n for n, source in enumerate(dossier.sources, 1)}
        self.cites: dict[int, list[str]] = {n: [] for n in self.numbers.values()}
        self.cited = 0

    def tree(self) -> dict[str, Any]:
        dossier = self.dossier
        locale = _LOCALES.get(self.language, self.language)
        # The sections first: the list of sources leads back to what cites them.
        sections = [self.section(item, 1) for item in dossier.sections]
        return {
            "language": self.language,
            "title": self.said(dossier.title),
            "subtitle": self.said(dossier.subtitle),
            "labels": [self.said(label) for label in dossier.labels],
            "made_on": format_date(dossier.made_on, "long", locale=locale),
            "date": dossier.made_on.isoformat(),
            "words": {name: self.said(message) for name, message in words.FURNITURE.items()},
            "sections": sections,
            "lead": dossier.lead,
            "sources": [self.source(source) for source in dossier.sources],
        }

    def said(self, message: Message) -> str:
        return self.shown(message.text(self.language))

    def section(self, section: Section, level: int) -> dict[str, Any]:
        return {
            "id": section.key,
            "level": level,
            "heading": self.line(section.heading),
            "blocks": [self.block(block) for block in section.blocks],
            "sections": [self.section(item, level + 1) for item in section.sections],
        }

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph(parts):
                return {"kind": "paragraph", "parts": self.line(parts)}
            case Bullets(items):
                return {"kind": "bullets", "items": [self.line(item) for item in items]}
            case Callout(kind, parts):
                heading = self.said(words.CALLOUT[kind])
                return {
                    "kind": "callout",
                    "tone": kind.value,
                    "heading": heading,
                    "parts": self.line(parts),
                }
            case Table():
                return self.table(block)
            case PictureBlock():
                return {
                    "kind": "picture",
                    "svg": block.svg,
                    "tall": _is_tall(block.svg),
                    "alt": self.said(block.alt),
                    "caption": self.line(block.caption),
                    "table": self.table(block.table) if block.table else None,
                }

    def table(self, table: Table) -> dict[str, Any]:
        return {
            "kind": "table",
            "caption": self.line(table.caption),
            "head": [self.line(cell) for cell in table.head],
            "rows": [[self.line(cell) for cell in row] for row in table.rows],
            "align": [align.value for align in table.align or (Align.START,) * len(table.head)],
            "widths": self.widths(table),
        }

    def widths(self, table: Table) -> list[int]:
        columns = zip(table.head, *table.rows, strict=True)
        return column_shares([[self.parts(cell) for cell in column] for column in columns])

    def line(self, line: Line) -> list[dict[str, Any]]:
        made = self.parts(line)
        for part in made:
            if part["kind"] == "cite":
                self.cited += 1
                part["id"] = f"cite-{self.cited}"
                for number in part["numbers"]:
                    self.cites[number].append(part["id"])
        return made

    def parts(self, line: Line) -> list[dict[str, Any]]:
        return [made for part in line if (made := self.part(part)) is not None]

    def part(self, part: Part) -> dict[str, Any] | None:
        match part:
            case str():
                return self.text(part, None)
            case Foreign(text, language):
                own = language in {self.language, "und", ""}
                return self.text(text, None if own else language)
            case Message():
                return self.text(part.text(self.language), self.spoken(part))
            case Badge(message, tone):
                said = self.text(message.text(self.language), self.spoken(message))
                return {**said, "kind": "badge", "tone": tone.value}
            case NewLine():
                return {"kind": "new_line", "text": "", "lang": None}
            case Cite(sources):
                numbers = sorted({self.numbers[key] for key in sources})
                return {"kind": "cite", "numbers": numbers} if numbers else None

    def text(self, text: str, language: str | None) -> dict[str, Any]:
        return {"kind": "text", "text": self.shown(text), "lang": language}

    def spoken(self, message: Message) -> str | None:
        """Give the language of a message if it is not the dossier's: English, untranslated."""
        return None if _translated(message, self.language) else "en"

    def source(self, source: Source) -> dict[str, Any]:
        number = self.numbers[source.key]
        addresses = [page for page in source.pages if _ADDRESS.fullmatch(page)]
        return {
            "id": f"source-{number}",
            "number": number,
            "title": self.part(Foreign(source.title, source.language)),
            "kind": self.said(words.SOURCE_KIND[source.kind]),
            "knowledge": self.part(words.KNOWLEDGE[source.knowledge]),
            "synthetic": source.synthetic,
            "published": self.shown(source.published),
            # An address goes into a link as it is and onto the page as it can be shown.
            "pages": [{"address": page, "text": self.shown(page)} for page in addresses],
            "other_pages": [self.shown(page) for page in source.pages if page not in addresses],
            # What we write about a source we write in English.
            "statement": self.part(Foreign(source.statement, "en")) if source.statement else None,
            "note": self.part(Foreign(source.note, "en")) if source.note else None,
            "cites": self.cites[number],
        }


def _translated(message: Message, language: str) -> bool:
    """Say whether a message is said in the language; one of places only is, if its values are."""
    if language == "en":
        return True
    if not any(letter.isalpha() for letter in _PLACE.sub("", message.template)):
        nested = [value for _, value in message.values if isinstance(value, Message)]
        return all(_translated(value, language) for value in nested)
    # gettext gives the template itself both where it is missing and where it is the same word.
    return message.template in vars(catalogue(language)).get("_catalog", {})


def _is_tall(svg: str) -> bool:
    """Say whether a picture as wide as the text would be higher than a page of A4."""
    box = re.search(r'viewBox="[\d.\-]+ [\d.\-]+ ([\d.]+) ([\d.]+)"', svg)
    return box is not None and float(box[2]) > _TALLEST * float(box[1])


def _faults(dossier: Dossier) -> Iterator[str]:
    keys: Counter[str] = Counter()
    known = {source.key for source in dossier.sources}
    for place, section in _sections(dossier.sections):
        keys[section.key] += 1
        if not _KEY.fullmatch(section.key):
            yield f"section {section.key!r}: a key is letters, digits and hyphens"
        if _TAKEN.fullmatch(section.key):
            yield f"section {section.key!r}: this anchor is taken by the template"
        for line in _lines(section):
            missing = [repr(key) for key in _cited(line) if key not in known]
            yield from (f"section {place}: no source {key} in the list" for key in missing)
        for block in section.blocks:
            if isinstance(block, PictureBlock) and not block.alt.text(dossier.language).strip():
                yield f"section {place}: a picture has no words"
            if isinstance(block, Table | PictureBlock):
                yield from (f"section {place}: {fault}" for fault in _table_faults(block))
    yield from (f"section {key!r} is there {n} times" for key, n in keys.items() if n > 1)
    counted = Counter(source.key for source in dossier.sources)
    yield from (f"source {key!r} is in the list {n} times" for key, n in counted.items() if n > 1)


def _table_faults(block: Table | PictureBlock) -> Iterator[str]:
    table = block.table if isinstance(block, PictureBlock) else block
    if table is None:
        return
    width = len(table.head)
    for number, row in enumerate(table.rows, 1):
        if len(row) != width:
            yield f"a table's row {number} has {len(row)} cells, its head {width}"
    if table.align and len(table.align) != width:
        yield f"a table has {len(table.align)} alignments for {width} columns"


def _sections(sections: tuple[Section, ...], place: str = "") -> Iterator[tuple[str, Section]]:
    for section in sections:
        here = f"{place}/{section.key}" if place else section.key
        yield here, section
        yield from _sections(section.sections, here)


def _lines(section: Section) -> Iterator[Line]:
    yield section.heading
    for block in section.blocks:
        match block:
            case Paragraph(parts) | Callout(_, parts):
                yield parts
            case Bullets(items):
                yield from items
            case Table():
                yield from _table_lines(block)
            case PictureBlock():
                yield block.caption
                if block.table:
                    yield from _table_lines(block.table)


def _table_lines(table: Table) -> Iterator[Line]:
    yield table.caption
    yield from table.head
    for row in table.rows:
        yield from row


def _cited(line: Line) -> Iterator[str]:
    for part in line:
        if isinstance(part, Cite):
            yield from part.sources


def cited_keys(sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Give the keys of all sources cited, each once, in the order of the text."""
    keys = (
        key
        for _, section in _sections(sections)
        for line in _lines(section)
        for key in _cited(line)
    )
    return tuple(dict.fromkeys(keys))
