# SPDX-License-Identifier: AGPL-3.0-or-later
"""DOCX: accepting all changes gives the resulting text, rejecting all the draft."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from lxml import etree

from amparo.texts.files.tracked_docx import write_docx
from amparo.texts.marked import Consolidation, Mark
from marked_text import HARBOURS, consolidations

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHEN = datetime(2031, 10, 3, 12, 0, tzinfo=UTC)
SOFFICE = shutil.which("soffice")


def body(content: bytes) -> etree._Element:
    """Give the body of a file."""
    with ZipFile(io.BytesIO(content)) as file:
        return etree.fromstring(file.read("word/document.xml")).find(f"{W}body")


def settled(content: bytes, *, accepted: bool) -> list[str]:
    """Give the lines of a file after all its changes are accepted or rejected."""
    gone = f"{W}del" if accepted else f"{W}ins"
    lines, open_line = [], ""
    for paragraph in body(content).iter(f"{W}p"):
        for element in list(paragraph.iter(gone)):
            # A change inside the properties is that of the paragraph's mark.
            if element.getparent().tag == f"{W}p":
                element.getparent().remove(element)
        open_line += "".join(
            "\t" if element.tag == f"{W}tab" else element.text or ""
            for element in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab")
        )
        # Where its mark goes, a paragraph runs on into the next one.
        if paragraph.find(f"{W}pPr/{W}rPr/{gone}") is None:
            lines.append(open_line)
            open_line = ""
    return [line for line in lines if line]


def expected(made: Consolidation, *, after: bool) -> list[str]:
    """Give the lines that a consolidation stands for."""
    gone = Mark.STRUCK if after else Mark.INSERTED
    title = "".join(run.text for run in made.title if run.mark is not gone)
    lines = [title or made.document.title]
    dot = made.document.style.dot
    for part in made.parts:
        if part.heading:
            lines.append(f"{part.letter}. {part.heading}")
        for item in part.paragraphs:
            if item.mark is gone:
                continue
            number = item.number_after if after else item.number_before
            words = item.after if after else item.before
            lines.append(f"{number}{dot}\t{words}" if number else words)
    return [line for line in lines if line]


def test_accepting_gives_the_result_and_rejecting_the_draft() -> None:
    content = write_docx(HARBOURS, author="Amparo", when=WHEN)
    notes = ["Footnotes", "1  Adopted in committee."]
    assert settled(content, accepted=True) == [*expected(HARBOURS, after=True), *notes]
    assert settled(content, accepted=False) == [*expected(HARBOURS, after=False), *notes]
    assert "3.\tThe end." in settled(content, accepted=True)
    assert "2.\tThe end." in settled(content, accepted=False)


@settings(deadline=None)
@given(consolidations())
def test_every_consolidation_is_settled_right(made: Consolidation) -> None:
    content = write_docx(made, author="Amparo")
    assert settled(content, accepted=True) == expected(made, after=True)
    assert settled(content, accepted=False) == expected(made, after=False)


def test_changes_carry_their_amendment_and_the_time_given() -> None:
    changes = list(body(write_docx(HARBOURS, author="Ms Clerk", when=WHEN)).iter(f"{W}ins"))
    assert [change.get(f"{W}author") for change in changes] == [
        "Amendment 2",
        "Amendment 3",
        "Sub-amendment 1 to amendment 4",
        "Sub-amendment 1 to amendment 4",
        "Sub-amendment 1 to amendment 4",
        "Ms Clerk",
    ]
    assert {change.get(f"{W}date") for change in changes} == {"2031-10-03T12:00:00Z"}
    ids = [
        change.get(f"{W}id")
        for change in body(write_docx(HARBOURS, author="x")).iter(f"{W}ins", f"{W}del")
    ]
    assert len(set(ids)) == len(ids)


def test_no_time_is_made_up() -> None:
    changes = body(write_docx(HARBOURS, author="Amparo")).iter(f"{W}ins")
    assert {change.get(f"{W}date") for change in changes} == {None}


def test_the_language_is_that_of_the_text() -> None:
    with ZipFile(io.BytesIO(write_docx(HARBOURS, author="Amparo"))) as file:
        styles = etree.fromstring(file.read("word/styles.xml"))
    language = styles.find(f".//{W}rPrDefault//{W}lang")
    assert language.get(f"{W}val") == "en-GB"


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it_with_its_changes(tmp_path: Path) -> None:
    (tmp_path / "text.docx").write_bytes(write_docx(HARBOURS, author="Amparo", when=WHEN))
    # LibreOffice writes the changes that it knows of into its own format.
    subprocess.run(  # noqa: S603 - the program was found on this machine, its arguments are ours
        [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "fodt", "--outdir", str(tmp_path), str(tmp_path / "text.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    written = etree.fromstring((tmp_path / "text.fodt").read_bytes())
    kinds = written.iter("{*}insertion", "{*}deletion")
    changes = [etree.QName(element).localname for element in kinds]
    assert changes.count("insertion") >= 4
    assert changes.count("deletion") >= 4
