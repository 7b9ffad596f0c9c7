# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of documents: plain text, a page as HTML or pasted, Akoma Ntoso; told apart by content."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.texts.files.akoma_ntoso import read_akoma_ntoso
from amparo.texts.files.amendment_heads import read_head
from amparo.texts.files.compendia import is_compendium
from amparo.texts.files.html_documents import read_html_document, read_pasted_document
from amparo.texts.files.html_text_reading import is_html_text
from amparo.texts.files.page_lines import TextFileError, is_html, pasted_lines
from amparo.texts.plain import Misnumbered, misnumbered, read_document

if TYPE_CHECKING:
    from amparo.texts.document import Document, Language

LARGEST_FILE = 20_000_000
# What other programs write begins so.
_OTHER_FORMATS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "DOCX, ODT, ZIP",
    b"\xd0\xcf\x11\xe0": "DOC",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}
_XML = re.compile(r"\s*<\?xml|\s*<(?:\w+:)?akomaNtoso\b")
_PAGE = re.compile(
    r"(?:Logo Assembly|See related documents|Autres documents liés|Origine? - |Rapporteure?s?\s*:)"
    r"|[^|\n]+\|\s*Doc\.",
)
_GLUED = re.compile(
    r"[1-9][0-9]?(?:\.[0-9]{1,2})*(?!(?:st|nd|rd|th|er|re|e|ème)\b)(?:[^\W\d_]{2}|[AaLlÀàÉéI]\W)"
)
_FEWEST_GLUED = 2


def read_document_file(path: str | Path, *, language: Language | None = None) -> Document:
    """Read a document from a file of any kind that `read_document_text` knows.

    Raises:
        OSError: the file is not there or cannot be read.
        TextFileError: it cannot be read as a text; `faults` says all that is wrong.
    """
    path = Path(path)
    if (size := path.stat().st_size) > LARGEST_FILE:
        raise TextFileError(
            say(
                "{file} has {size} million bytes; at most {limit} are read.",
                file=path.name,
                size=size // 1_000_000,
                limit=LARGEST_FILE // 1_000_000,
            )
        )
    try:
        return read_document_bytes(path.read_bytes(), language=language)
    except TextFileError as error:
        raise TextFileError(
            *(say("{file}: {problem}", file=path.name, problem=fault) for fault in error.faults)
        ) from error


def read_document_bytes(content: bytes, *, language: Language | None = None) -> Document:
    """Read a document from the bytes of a file: UTF-8, UTF-16 with a mark, or Akoma Ntoso.

    Raises:
        TextFileError: it cannot be read as a text; `faults` says all that is wrong.
    """
    if _XML.match(content[:2000].decode("latin-1").removeprefix("ï»¿")) and (
        b"akomaNtoso" in content[:20_000] or b"<html" not in content[:20_000].lower()
    ):
        document = read_akoma_ntoso(content)
        if not any(paragraph.number for paragraph in document.walk()):
            raise TextFileError(
                say("The Akoma Ntoso file holds no numbered paragraphs that can be read.")
            )
        return document
    return read_document_text(decoded(content), language=language)


def read_document_text(text: str, *, language: Language | None = None) -> Document:
    """Read a document from text: an HTML page, a pasted page or plain text with numbers.

    Raises:
        TextFileError: there is no text, no paragraph with a number, or numbers that do not rise;
            all faults are named with their lines.
    """
    if not text.strip():
        raise TextFileError(say("The file is empty."))
    if _shows_changes(text):
        raise TextFileError(
            say(
                "This is the text of a page with marked changes, in which struck words cannot be"
                " told from others. Take the page itself as HTML, or save the resulting text as"
                " plain text."
            )
        )
    if is_html(text):
        return read_html_document(text, language=language)
    lines = pasted_lines(text)
    if _is_page(lines):
        return read_pasted_document(text, language=language)
    document = read_document(text, language=language)
    faults = [*_faults(document), *map(_misnumbered, misnumbered(text))]
    if faults:
        raise TextFileError(*faults)
    return document


def decoded(content: bytes) -> str:
    """Give the text of a file.

    Raises:
        TextFileError: it is of another kind, or neither UTF-8 nor UTF-16 with its mark; the first
            bad byte is named.
    """
    for beginning, name in _OTHER_FORMATS.items():
        if content.startswith(beginning):
            raise TextFileError(
                say(
                    "This is a file of another kind ({kind}). Save its text as plain text (.txt),"
                    " or save the page of the text as HTML.",
                    kind=name,
                )
            )
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in content:
        raise TextFileError(
            say(
                "This is no text in UTF-8: it holds bytes that are zero, as UTF-16 without a mark"
                " does. Save it as plain text (.txt) with the encoding UTF-8."
            )
        )
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TextFileError(
            say(
                "Line {line} is not written in {encoding}. Save the file with the encoding UTF-8.",
                line=line,
                encoding="UTF-16" if encoding == "utf-16" else "UTF-8",
            )
        ) from error


def _is_page(lines: list[str]) -> bool:
    """Say whether lines were copied from a page of the Assembly."""
    if is_compendium(lines) and not any(map(read_head, lines)):
        return True
    glued = sum(bool(_GLUED.match(line)) for line in lines)
    return glued >= _FEWEST_GLUED or any(_PAGE.match(line) for line in lines[:60])


def _shows_changes(text: str) -> bool:
    """Say whether a text was copied from a page that `write_html` wrote, with what it says."""
    ends = (say("end of what is struck"), say("end of insertion"))
    return not is_html_text(text) and any(
        f" {end.text(language)}]" in text for end in ends for language in ("en", "fr")
    )


def _faults(document: Document) -> list[Message]:
    faults = []
    if not any(paragraph.number for paragraph in document.walk()):
        faults.append(
            say(
                "No numbered paragraphs were found. Write each paragraph on a line of its own that"
                " begins with its number: “1. …”, “8.5. …”."
            )
        )
    kinds = [part.kind for part in document.parts]
    faults += [
        say(
            "The heading “{heading}” stands twice. Keep one part of each kind in a file.",
            heading=part.heading,
        )
        for at, part in enumerate(document.parts)
        if part.heading and part.kind in kinds[:at]
    ]
    return faults


def _misnumbered(found: Misnumbered) -> Message:
    if found.number[-1].isalpha() and "." not in found.number:
        return say(
            "Line {line} begins with “{number}”, which is no number that can be read. Number the"
            " paragraphs through: 1, 2, 3.",
            line=found.line,
            number=found.number,
        )
    return say(
        "Line {line} begins with the number {number}, which does not come after {former}. Let the"
        " numbers rise; a line that is no paragraph of its own belongs to the one above.",
        line=found.line,
        number=found.number,
        former=found.former,
    )
