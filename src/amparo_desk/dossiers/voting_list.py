# SPDX-License-Identifier: AGPL-3.0-or-later
"""The voting list on paper: PDF/UA-1 (set by typst, as the dossier is) and DOCX."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import typst
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from amparo.dossier.glyphs import for_print

if TYPE_CHECKING:
    from docx.oxml.text.font import CT_RPr

COLUMNS = 6
WORDING = 2
# Word checks the spelling, and breaks words, by these.
TONGUES = {"en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "uk": "uk-UA"}
# Millimetres of a line of A4 lying on its side, margins taken off.
WIDTHS = (12, 43, 89, 43, 39, 41)


@dataclass(frozen=True, slots=True)
class VotingLine:
    """One line: the amendment as it is called, who tabled it, its wording, why it stands here.

    `stance` is the vote recommended, "" where none is.
    """

    number: str
    title: str
    by: str
    wording: str
    why: str
    stance: str
    remark: str


@dataclass(frozen=True, slots=True)
class VotingList:
    """What stands on the paper, in one language; `labels` come first ("SYNTHETIC")."""

    title: str
    subtitle: str
    notes: tuple[str, ...]
    labels: tuple[str, ...]
    head: tuple[str, str, str, str, str, str]
    lines: tuple[VotingLine, ...]
    language: str
    text_language: str
    made_on: dt.date
    page_words: tuple[str, str]

    def rows(self) -> list[list[str]]:
        """Give the cells of the table."""
        return [
            [
                line.number,
                f"{line.title}\n{line.by}" if line.by else line.title,
                line.wording,
                line.why,
                line.stance,
                line.remark,
            ]
            for line in self.lines
        ]


def voting_pdf(made: VotingList) -> bytes:
    """Give the list as PDF/UA-1; the same list gives the same bytes.

    Raises:
        typst.TypstError: typst refuses to write it.
    """
    data = {
        "title": made.title,
        "subtitle": made.subtitle,
        "notes": list(made.notes),
        "labels": list(made.labels),
        "head": list(made.head),
        "rows": made.rows(),
        "widths": list(WIDTHS),
        "language": made.language,
        "text_language": made.text_language,
        "date": made.made_on.isoformat(),
        "page": made.page_words[0],
        "of": made.page_words[1],
    }
    noon = dt.datetime.combine(made.made_on, dt.time(12), dt.UTC)
    pdf = typst.compile(
        _template(),
        sys_inputs={"list": for_print(json.dumps(data, ensure_ascii=False))},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(noon.timestamp()),
    )
    if not isinstance(pdf, bytes):  # a list is given for formats of one file per page
        msg = f"typst gave {type(pdf).__name__} where one PDF was asked for"
        raise typst.TypstError(msg)
    return pdf


def voting_docx(made: VotingList) -> bytes:
    """Give the list as a Word file on A4 across, with a heading row that repeats."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    core = document.core_properties
    core.title, core.language, core.author = made.title, made.language, "Amparo"
    noon = dt.datetime.combine(made.made_on, dt.time(12), dt.UTC)
    core.created = core.modified = noon
    document.styles["Normal"].font.size = Pt(9.5)
    _speak(document.styles["Normal"].element.get_or_add_rPr(), made.language)
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), TONGUES[made.language])
    for label in made.labels:
        document.add_paragraph().add_run(label).bold = True
    document.add_heading(made.title, level=1)
    for words in (made.subtitle, *made.notes):
        document.add_paragraph(words)
    table = document.add_table(rows=1, cols=COLUMNS, style="Table Grid")
    table.autofit = False
    _repeat(table.rows[0])
    for cell, words in zip(table.rows[0].cells, made.head, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(words).bold = True
    for row in made.rows():
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
        for run in table.rows[-1].cells[WORDING].paragraphs[0].runs:
            _speak(run._r.get_or_add_rPr(), made.text_language)  # noqa: SLF001 - see below
    _set_widths(table)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_widths(table: docx.table.Table) -> None:
    # Word goes by the cells, LibreOffice by the columns.
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    for row_made in table.rows:
        for cell, width in zip(row_made.cells, WIDTHS, strict=True):
            cell.width = Mm(width)


def _speak(properties: CT_RPr, language: str) -> None:
    """Say in which language words are."""
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), TONGUES[language])
    properties.append(mark)


def _repeat(row: docx.table._Row) -> None:
    """Let a row stand at the head of each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no public way


@cache
def _template() -> bytes:
    return (files("amparo_desk") / "templates" / "print" / "voting_list.typ").read_bytes()
