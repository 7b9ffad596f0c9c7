# SPDX-License-Identifier: AGPL-3.0-or-later
"""A consolidation as DOCX with real tracked changes, each under the number of its amendment.

Accepting all changes gives the resulting text, rejecting all the draft (ECMA-376 part 1, 17.13.5:
`w:ins`, `w:del`, and the same on paragraph marks). Numbers are text, so that they too can change.
Footnotes stand at the end, without their places.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from amparo.texts.files.html_text import amendment_name
from amparo.texts.marked import Consolidation, Mark, MarkedParagraph, Run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from docx.document import Document as Docx
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as DocxParagraph

_LOCALES = {"en": "en-GB", "fr": "fr-FR"}
_INDENT_CM = 1.0
_HANGING_CM = 1.2
_DEEPEST = 5
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_docx(consolidation: Consolidation, *, author: str, when: datetime | None = None) -> bytes:
    """Give a consolidation as a DOCX file.

    `author` is the author of the file and of changes that no amendment makes (new numbers);
    changes of an amendment carry its number as their author. `when` is the time of all changes,
    none where it is not given.
    """
    document = consolidation.document
    file = docx.Document()
    _set_properties(file, consolidation, author, when)
    changes = _Changes(document.language, author, when)
    title = consolidation.title or (Run(Mark.KEPT, document.title),)
    if any(run.text for run in title):
        changes.write_runs(file.add_paragraph(style="Title"), title)
    last: MarkedParagraph | None = None
    for part in consolidation.parts:
        if part.heading:
            letter = f"{part.letter}. " if part.letter else ""
            file.add_paragraph(_xml_text(f"{letter}{part.heading}"), style="Heading 1")
        for last in part.paragraphs:
            changes.write(file.add_paragraph(), last, document.style.dot)
    if last and last.mark is not Mark.KEPT:
        # The last mark of a file cannot be struck or rejected.
        file.add_paragraph()
    if document.footnotes:
        file.add_paragraph(_FOOTNOTES[document.language], style="Heading 2")
    for note in document.footnotes:
        file.add_paragraph(_xml_text(f"{note.mark}  {note.text}"))
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


_FOOTNOTES = {"en": "Footnotes", "fr": "Notes"}


class _Changes:
    """Writes paragraphs with their changes; counts the changes."""

    def __init__(self, language: str, author: str, when: datetime | None) -> None:
        self._language = language
        self._author = author
        self._when = when.strftime("%Y-%m-%dT%H:%M:%SZ") if when else ""
        self._count = 0

    def write(self, paragraph: DocxParagraph, item: MarkedParagraph, dot: str) -> None:
        """Write one paragraph: its number, its words, its mark."""
        if item.heading:
            paragraph.style = "Heading 2"
        elif item.level:
            depth = min(item.level, _DEEPEST)
            paragraph.paragraph_format.left_indent = Cm(_INDENT_CM * (depth - 1) + _HANGING_CM)
            paragraph.paragraph_format.first_line_indent = Cm(-_HANGING_CM)
        self.write_runs(paragraph, (*_number_runs(item, dot), *item.runs))
        if item.mark is not Mark.KEPT:
            in_mark = OxmlElement("w:rPr")
            in_mark.append(self._change(item.mark, item.by))
            paragraph._p.get_or_add_pPr().append(in_mark)  # noqa: SLF001 - as above

    def write_runs(self, paragraph: DocxParagraph, runs: Iterable[Run]) -> None:
        """Write words with their marks."""
        for run in runs:
            if run.text:
                self._write_run(paragraph._p, run)  # noqa: SLF001 - it has no public name for it

    def _write_run(self, parent: BaseOxmlElement, run: Run) -> None:
        if run.mark is Mark.KEPT:
            parent.append(_run("w:t", run.text))
            return
        change = self._change(run.mark, run.by)
        change.append(_run("w:delText" if run.mark is Mark.STRUCK else "w:t", run.text))
        parent.append(change)

    def _change(self, mark: Mark, by: str) -> BaseOxmlElement:
        element = OxmlElement("w:ins" if mark is Mark.INSERTED else "w:del")
        self._count += 1
        element.set(qn("w:id"), str(self._count))
        name = amendment_name(by).text(self._language) if by else self._author
        element.set(qn("w:author"), _xml_text(name))
        if self._when:
            element.set(qn("w:date"), self._when)
        return element


def _number_runs(item: MarkedParagraph, dot: str) -> Iterable[Run]:
    """Give the number as words: struck and inserted if it changed, or with its paragraph."""
    if item.mark is Mark.INSERTED and item.number_after:
        yield Run(Mark.INSERTED, f"{item.number_after}{dot}\t", item.by)
    elif item.mark is Mark.STRUCK and item.number_before:
        yield Run(Mark.STRUCK, f"{item.number_before}{dot}\t", item.by)
    elif item.number_before == item.number_after and item.number_after:
        yield Run(Mark.KEPT, f"{item.number_after}{dot}\t")
    elif item.mark is Mark.KEPT and item.number_before and item.number_after:
        yield Run(Mark.STRUCK, item.number_before)
        yield Run(Mark.INSERTED, item.number_after)
        yield Run(Mark.KEPT, f"{dot}\t")


def _run(tag: str, text: str) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    for piece in re.split("(\t|\n)", _xml_text(text)):
        if piece in ("\t", "\n"):
            run.append(OxmlElement("w:tab" if piece == "\t" else "w:br"))
        elif piece:
            words = OxmlElement(tag)
            words.text = piece
            words.set(qn("xml:space"), "preserve")
            run.append(words)
    return run


def _set_properties(
    file: Docx, consolidation: Consolidation, author: str, when: datetime | None
) -> None:
    properties = file.core_properties
    properties.author = properties.last_modified_by = _xml_text(author)
    properties.title = _xml_text(consolidation.document.title)
    properties.language = _LOCALES[consolidation.document.language]
    properties.comments = ""
    if when:
        properties.created = properties.modified = when
    defaults = file.styles.element.find(".//" + qn("w:rPrDefault") + "/" + qn("w:rPr"))
    if defaults is not None:
        language = defaults.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            defaults.append(language)
        language.set(qn("w:val"), _LOCALES[consolidation.document.language])


def _xml_text(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
