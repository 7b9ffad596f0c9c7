# SPDX-License-Identifier: AGPL-3.0-or-later
"""Akoma Ntoso 3.0 read into a document: files of ours and of others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from amparo.core.messages import say
from amparo.texts.document import Document, Footnote, Language, Paragraph, Part, PartKind, Style
from amparo.texts.files.page_lines import TextFileError
from amparo.texts.marked import Mark
from amparo.texts.plain import part_heading, told_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
AMPARO = "https://amparo.invalid/ns/texts/1"
LARGEST_FILE = 20_000_000
LANGUAGES: dict[Language, str] = {"en": "eng", "fr": "fra"}
_KINDS: tuple[PartKind, ...] = ("resolution", "recommendation", "opinion", "order")
_HIERARCHY = re.compile(
    "alinea|article|clause|hcontainer|indent|level|paragraph|point|rule|section|subparagraph"
    "|subsection"
)
# What holds paragraphs and is none itself.
_CONTAINER = re.compile(
    "book|chapter|division|list|part|proviso|subchapter|subclause|subdivision|sublist|subpart"
    "|subrule|subtitle|title|tome|transitional"
)


def read_akoma_ntoso(xml: bytes) -> Document:
    """Read an Akoma Ntoso file, ours or another's: parts, numbered paragraphs, footnotes.

    No entity is resolved and nothing is fetched. Struck words and paragraphs are left out.

    Raises:
        TextFileError: it is no XML, declares entities, is too large, or is no Akoma Ntoso text.
    """
    root = _parsed(xml)
    body = next(iter(root.iter(akn("mainBody"), akn("body"))), None)
    if body is None:
        raise TextFileError(
            say(
                "The file is XML, but holds no Akoma Ntoso text: there is no mainBody or body in"
                " the namespace {namespace}.",
                namespace=AKN,
            )
        )
    reader = _Reader()
    parts = tuple(reader.part(element) for element in _children(body, "part"))
    loose = [element for element in body if _name(element) != "part"]
    if any(map(_name, loose)):
        below = tuple(reader.paragraphs(loose, "", ""))
        parts = (*parts, Part("", below)) if below else parts
    reader.notes_of(root)
    title = next(iter(root.iter(akn("docTitle"))), None)
    style = next(iter(root.iter(f"{{{AMPARO}}}style")), None)
    words = " ".join(paragraph.text for part in parts for paragraph in part.walk())
    return Document(
        parts,
        title="" if title is None else _plain(title),
        language=_language(root) or told_language(words),
        footnotes=tuple(note for _, note in sorted(reader.notes, key=lambda placed: placed[0])),
        style=Style() if style is None else Style(style.get("dot", ""), style.get("gap", "\n")),
    )


class _Reader:
    """Reads parts and paragraphs and gathers their footnotes."""

    def __init__(self) -> None:
        self.notes: list[tuple[int, Footnote]] = []

    def part(self, element: Element) -> Part:
        letter = _plain_of(element, "num").strip(". )")
        heading = _plain_of(element, "heading")
        told_kind = element.get(own("kind"))
        told = part_heading(heading)
        kind = told[0] if told else ""
        if told_kind is not None:
            kind = next((known for known in _KINDS if known == told_kind), "")
        return Part(kind, tuple(self.paragraphs(element, kind, "")), letter, heading)

    def paragraphs(
        self, elements: Iterable[Element], kind: PartKind, above: str
    ) -> Iterable[Paragraph]:
        for place, element in enumerate(elements):
            name = _name(element)
            if element.get(own("mark")) == Mark.STRUCK.value:
                # What stands below a struck paragraph may have been kept.
                yield from self.paragraphs(element, kind, above)
                continue
            if name == "crossHeading":
                key = element.get(own("key"), f"{kind}:after {place}")
                yield Paragraph(key, "", self._words(element, key), heading=True)
            elif _HIERARCHY.fullmatch(name):
                yield self._paragraph(element, kind, above, place)
            elif _CONTAINER.fullmatch(name):
                heading = f"{_plain_of(element, 'num')} {_plain_of(element, 'heading')}".strip()
                if heading:
                    yield Paragraph(f"{kind}:heading {heading}", "", heading, heading=True)
                yield from self.paragraphs(element, kind, above)
            elif name == "wrapUp":
                key = element.get(own("key"), f"{kind}:{above} after {place}")
                yield Paragraph(key, "", self._blocks([element], key))

    def _paragraph(self, element: Element, kind: PartKind, above: str, place: int) -> Paragraph:
        number = _plain_of(element, "num")
        key = element.get(own("key"))
        if key is None:
            number = number.strip(" .()")
            if above and number and not number.startswith(f"{above}."):
                number = f"{above}.{number}"
            key = f"{kind}:{number or f'{above} after {place}'}"
        text = self._blocks(_children(element, "intro", "content"), key)
        children = tuple(self.paragraphs(element, kind, number or above))
        return Paragraph(key, number, text, children)

    def _blocks(self, holders: Iterable[Element], key: str) -> str:
        blocks = [block for holder in holders for block in holder if _name(block)]
        return " ".join(self._words(block, key) for block in blocks)

    def _words(self, element: Element, key: str) -> str:
        """Give the words that stand after all changes; keep the footnotes in them."""
        words: list[str] = []
        self._gather(element, words, key)
        return "".join(words)

    def _gather(self, element: Element, words: list[str], key: str) -> None:
        words.append(element.text or "")
        for child in element:
            name = _name(child)
            if name == "authorialNote":
                self._note(child, key, len("".join(words)))
            elif name and name != "del":
                self._gather(child, words, key)
            words.append(child.tail or "")

    def _note(self, element: Element, key: str, at: int) -> None:
        order = element.get(own("order"), "")
        text = " ".join(_plain(block) for block in element if _name(block))
        note = Footnote(element.get("marker", ""), text, key, at)
        self.notes.append((int(order) if order.isdecimal() else len(self.notes), note))

    def notes_of(self, root: Element) -> None:
        """Take the footnotes that stand in no paragraph."""
        for element in root.iter(akn("note")):
            at = element.get(own("at"), "0")
            place = int(at) if re.fullmatch(r"-?\d{1,9}", at) else 0
            self._note(element, element.get(own("paragraph"), ""), place)


def _parsed(xml: bytes) -> Element:
    if len(xml) > LARGEST_FILE:
        raise TextFileError(
            say("The file is larger than {limit} million bytes.", limit=LARGEST_FILE // 1_000_000)
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise TextFileError(
            say(
                "The file is no well-formed XML: line {line}, column {column}: {problem}",
                line=line,
                column=column,
                problem=error.msg,
            )
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise TextFileError(
            say("The file declares a document type. Remove the DOCTYPE: entities are not read.")
        )
    return root


def akn(name: str) -> str:
    """Give the name of an element of Akoma Ntoso."""
    return f"{{{AKN}}}{name}"


def own(name: str) -> str:
    """Give a name in our own namespace."""
    return f"{{{AMPARO}}}{name}"


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _children(element: Element, *names: str) -> list[Element]:
    return [child for child in element if _name(child) in names]


def _plain(element: Element) -> str:
    """Give the words of an element that stand after all changes."""
    words = [element.text or ""]
    for child in element:
        if _name(child) not in ("", "del", "authorialNote"):
            words.append(_plain(child))
        words.append(child.tail or "")
    return "".join(words)


def _plain_of(element: Element, name: str) -> str:
    return "".join(_plain(child) for child in _children(element, name)[:1])


def _language(root: Element) -> Language | None:
    for element in root.iter(akn("FRBRlanguage")):
        for language, code in LANGUAGES.items():
            if element.get("language") in (code, language, {"fra": "fre"}.get(code)):
                return language
    return None
