# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents as Akoma Ntoso 3.0 (OASIS LegalDocML), written and read.

A text is a `statement` whose `mainBody` has one `part` for each draft text. Keys, kinds of parts
and the style of numbers stand in a namespace of ours, so that what was written comes back equal.
With a consolidation struck words stand in `del` and new ones in `ins`; what is read back from such
a file is the resulting text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from amparo.texts.files.akoma_ntoso_reading import (
    AKN,
    AMPARO,
    LANGUAGES,
    akn,
    own,
    read_akoma_ntoso,
)
from amparo.texts.marked import Consolidation, Mark, MarkedParagraph, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from lxml.etree import _Element as Element

    from amparo.texts.document import Document, Footnote, Paragraph, PartKind

__all__ = ["read_akoma_ntoso", "write_akoma_ntoso"]

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# No date is known here; the schema asks for one.
_NO_DATE = "0001-01-01"


@dataclass(slots=True)
class _Node:
    """A paragraph on its way into XML: its number and its words with their marks."""

    key: str
    number: tuple[Run, ...]
    runs: tuple[Run, ...]
    heading: bool
    mark: Mark = Mark.KEPT
    by: str = ""
    children: list[_Node] = field(default_factory=list)


def write_akoma_ntoso(
    document: Document,
    consolidation: Consolidation | None = None,
    *,
    day: date | None = None,
) -> bytes:
    """Give a document as Akoma Ntoso 3.0, with its changes in place where they are given.

    Characters that XML cannot hold become U+FFFD. `day` is the date of the text; without it the
    date that the schema asks for is 1 January of the year 1, named "unknown".
    """
    writer = _Writer(document.footnotes)
    root = etree.Element(akn("akomaNtoso"), nsmap={None: AKN, "amparo": AMPARO})
    statement = _element("statement", root, name="text")
    statement.set("contains", "multipleVersions" if consolidation else "originalVersion")
    body = etree.Element(akn("mainBody"))
    if consolidation:
        for marked in consolidation.parts:
            nodes = _marked_tree(marked.paragraphs)
            writer.part(body, marked.kind, marked.letter, marked.heading, nodes)
    else:
        for part in document.parts:
            nodes = [_node(paragraph) for paragraph in part.paragraphs]
            writer.part(body, part.kind, part.letter, part.heading, nodes)
    if not len(body):
        _element("p", body)
    _write_meta(statement, document, writer.unplaced(), day)
    title = (consolidation.title if consolidation else ()) or (Run(Mark.KEPT, document.title),)
    if any(run.text for run in title):
        preface = _element("preface", statement)
        _write_runs(_element("docTitle", _element("p", preface)), title)
    statement.append(body)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


class _Writer:
    """Writes paragraphs; knows the footnotes and which identifiers are taken."""

    def __init__(self, footnotes: Sequence[Footnote]) -> None:
        self._notes: dict[str, list[tuple[int, Footnote]]] = {}
        for order, note in enumerate(footnotes):
            self._notes.setdefault(note.paragraph, []).append((order, note))
        self._taken: dict[str, int] = {}

    def part(
        self, body: Element, kind: PartKind, letter: str, heading: str, nodes: Iterable[_Node]
    ) -> None:
        part = _element("part", body, eId=self._id("", "part", letter))
        part.set(own("kind"), kind)
        if letter:
            _element("num", part).text = _xml_text(letter)
        if heading:
            _element("heading", part).text = _xml_text(heading)
        for node in nodes:
            self._node(part, node, "para")

    def unplaced(self) -> list[tuple[int, Footnote]]:
        """Give the footnotes that stand in no paragraph."""
        return sorted(
            (placed for notes in self._notes.values() for placed in notes),
            key=lambda placed: placed[0],
        )

    def _node(self, parent: Element, node: _Node, name: str) -> None:
        number = "".join(run.text for run in node.number if run.mark is not Mark.STRUCK)
        slug = number or "unp"
        if node.heading:
            element = _element("crossHeading", parent, eId=self._id(parent.get("eId"), "hdg", slug))
            self._words(element, node)
        else:
            tag = "paragraph" if name == "para" else "subparagraph"
            element = _element(tag, parent, eId=self._id(parent.get("eId"), name, slug))
            if node.number:
                _write_runs(_element("num", element), node.number)
            holder = _element("intro" if node.children else "content", element)
            self._words(_element("p", holder), node)
        element.set(own("key"), _xml_text(node.key))
        if node.mark is not Mark.KEPT:
            element.set(own("mark"), node.mark.value)
            element.set(own("by"), _xml_text(node.by))
        # A heading holds no paragraphs: they follow it.
        below = parent if node.heading else element
        for child in node.children:
            self._node(below, child, name if node.heading else "subpara")

    def _words(self, element: Element, node: _Node) -> None:
        length = sum(len(run.text) for run in node.runs if run.mark is not Mark.STRUCK)
        mine = self._notes.pop(node.key, [])
        placed = [item for item in mine if 0 <= item[1].at <= length]
        left = [item for item in mine if item not in placed]
        if left:
            self._notes[node.key] = left
        _write_runs(element, node.runs, sorted(placed, key=lambda item: item[1].at))

    def _id(self, parent: str, name: str, slug: str) -> str:
        wanted = f"{parent}__{name}_" if parent else f"{name}_"
        wanted += re.sub(r"[^\w.-]+", "-", slug).replace(".", "-") or "1"
        self._taken[wanted] = self._taken.get(wanted, 0) + 1
        count = self._taken[wanted]
        return wanted if count == 1 else self._id(parent, name, f"{slug}-{count}")


def _node(paragraph: Paragraph) -> _Node:
    return _Node(
        paragraph.key,
        (Run(Mark.KEPT, paragraph.number),) if paragraph.number else (),
        (Run(Mark.KEPT, paragraph.text),) if paragraph.text else (),
        paragraph.heading,
        children=[_node(child) for child in paragraph.children],
    )


def _marked_tree(paragraphs: Iterable[MarkedParagraph]) -> list[_Node]:
    """Give marked paragraphs as a tree: each below the last one of a higher level."""
    roots: list[_Node] = []
    path: list[tuple[int, _Node]] = []
    for item in paragraphs:
        node = _Node(item.key, _number_runs(item), item.runs, item.heading, item.mark, item.by)
        if item.level:
            path = [above for above in path if above[0] < item.level]
        elif item.heading:
            path = []
        (path[-1][1].children if path else roots).append(node)
        if item.level:
            path.append((item.level, node))
    return roots


def _number_runs(item: MarkedParagraph) -> tuple[Run, ...]:
    if item.number_before == item.number_after:
        runs = [Run(Mark.KEPT, item.number_after)]
    else:
        runs = [Run(Mark.STRUCK, item.number_before), Run(Mark.INSERTED, item.number_after)]
    return tuple(run for run in runs if run.text)


def _write_runs(
    element: Element, runs: Iterable[Run], notes: Sequence[tuple[int, Footnote]] = ()
) -> None:
    """Write words with their marks, each footnote where it stands in the words that remain."""
    waiting = list(notes)
    written = 0
    for run in runs:
        text = run.text
        if run.mark is not Mark.STRUCK:
            while waiting and waiting[0][1].at <= written + len(text):
                cut = waiting[0][1].at - written
                _write_run(element, replace(run, text=text[:cut]))
                text, written = text[cut:], written + cut
                _write_note(element, "authorialNote", waiting.pop(0))
            written += len(text)
        _write_run(element, replace(run, text=text))
    for note in waiting:
        _write_note(element, "authorialNote", note)


def _write_run(element: Element, run: Run) -> None:
    if not run.text:
        return
    text = _xml_text(run.text)
    if run.mark is Mark.KEPT:
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text
        return
    change = _element("ins" if run.mark is Mark.INSERTED else "del", element)
    change.text = text
    if run.by:
        change.set(own("by"), _xml_text(run.by))


def _write_note(parent: Element, name: str, placed: tuple[int, Footnote]) -> Element:
    order, note = placed
    element = _element(name, parent, marker=_xml_text(note.mark), eId=f"fn_{order + 1}")
    element.set(own("order"), str(order))
    _element("p", element).text = _xml_text(note.text)
    return element


def _write_meta(
    statement: Element, document: Document, notes: list[tuple[int, Footnote]], day: date | None
) -> None:
    meta = _element("meta", statement)
    identification = _element("identification", meta, source="#amparo")
    language = LANGUAGES[document.language]
    dated = {"date": day.isoformat() if day else _NO_DATE, "name": "text" if day else "unknown"}
    work = f"/akn/coe/statement/{dated['date']}/text"
    for name, uri in (
        ("FRBRWork", work),
        ("FRBRExpression", f"{work}/{language}@"),
        ("FRBRManifestation", f"{work}/{language}@.akn"),
    ):
        level = _element(name, identification)
        _element("FRBRthis", level, value=f"{uri}/!main")
        _element("FRBRuri", level, value=uri)
        _element("FRBRdate", level, **dated)
        _element("FRBRauthor", level, href="#assembly")
        if name == "FRBRWork":
            _element("FRBRcountry", level, value="coe")
        elif name == "FRBRExpression":
            _element("FRBRlanguage", level, language=language)
    references = _element("references", meta, source="#amparo")
    for eid, href, shown in (
        ("assembly", "/akn/ontology/organization/coe/pace", "Parliamentary Assembly"),
        ("amparo", "/akn/ontology/organization/amparo", "Amparo"),
    ):
        _element("TLCOrganization", references, eId=eid, href=href, showAs=shown)
    if notes:
        holder = _element("notes", meta, source="#amparo")
        for placed in notes:
            element = _write_note(holder, "note", placed)
            element.set(own("paragraph"), _xml_text(placed[1].paragraph))
            element.set(own("at"), str(placed[1].at))
    ours = _element("proprietary", meta, source="#amparo")
    style = etree.SubElement(ours, own("style"))
    style.set("dot", _xml_text(document.style.dot))
    style.set("gap", _xml_text(document.style.gap))


def _element(tag: str, parent: Element, /, **attributes: str) -> Element:
    return etree.SubElement(parent, akn(tag), attributes)


def _xml_text(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
