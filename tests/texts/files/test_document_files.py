# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of documents are told apart by what they hold; faults say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.texts.files.akoma_ntoso import write_akoma_ntoso
from amparo.texts.files.document_files import read_document_bytes, read_document_file
from amparo.texts.files.page_lines import TextFileError
from amparo.texts.plain import read_document

PAGES = Path(__file__).parent / "pages"
PLAIN = (
    "A. Draft resolution\n1. The Assembly thinks.\n2. It asks.\nB. Draft recommendation\n1. So.\n"
)


@pytest.mark.parametrize(
    ("name", "paragraphs"),
    [
        ("report_old.txt", 13),
        ("report_new.html", 7),
        ("compendium_old.txt", 6),
        ("compendium_new.html", 3),
        ("adopted.txt", 3),
    ],
)
def test_pages(name: str, paragraphs: int) -> None:
    assert len(list(read_document_file(PAGES / name).walk())) == paragraphs


def test_plain_text_in_either_encoding(tmp_path: Path) -> None:
    expected = read_document(PLAIN)
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path = tmp_path / "draft.txt"
        path.write_bytes(PLAIN.encode(encoding))
        assert read_document_file(path) == expected


def test_plain_text_with_amendments_below_is_plain_text() -> None:
    text = PLAIN + "3. It ends.\n"
    assert read_document_bytes(text.encode()) == read_document(text)


def test_akoma_ntoso() -> None:
    document = read_document(PLAIN)
    assert read_document_bytes(write_akoma_ntoso(document)) == document


def test_the_language_may_be_said() -> None:
    assert read_document_bytes(b"1. Oui.\n", language="fr").language == "fr"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04...", "DOCX"),
        ("1. The Assembly.\n".encode("utf-16-le"), "zero"),
        (b"1. The Assembly\n2. caf\xe9.\n", "Line 2 is not written in UTF-8"),
        (b"The Assembly thinks.\n", "No numbered paragraphs"),
        (b"<?xml version='1.0'?><a/>", "no Akoma Ntoso text"),
        (write_akoma_ntoso(read_document("No numbers.")), "holds no numbered paragraphs"),
    ],
)
def test_what_is_wrong_and_what_to_do(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(content)
    with pytest.raises(TextFileError, match=problem) as caught:
        read_document_file(path)
    assert str(caught.value).startswith("draft.txt: ")


def test_all_faults_are_named_at_once() -> None:
    text = b"Draft resolution\nDraft resolution\nA line.\n"
    with pytest.raises(TextFileError) as caught:
        read_document_bytes(text)
    assert len(caught.value.faults) == 2


def test_lines_whose_numbers_do_not_rise_are_named() -> None:
    with pytest.raises(TextFileError) as caught:
        read_document_bytes(b"1. One.\n2. Two.\n2. Another.\n2bis. More.\n3. Three.\n")
    told = [fault.text() for fault in caught.value.faults]
    assert told[0].startswith("Line 3 begins with the number 2, which does not come after 2.")
    assert told[1].startswith("Line 4 begins with “2bis”")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_document_file(tmp_path / "none.txt")
