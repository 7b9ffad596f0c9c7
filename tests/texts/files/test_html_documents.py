# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports, adopted texts and the drafts of compendia, as HTML and as pasted pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.document import Document, Footnote
from amparo.texts.files.html_documents import read_html_document, read_pasted_document
from amparo.texts.files.page_lines import TextFileError

PAGES = Path(__file__).parent / "pages"


def page(name: str) -> str:
    """Give a page of the folder."""
    return (PAGES / name).read_text(encoding="utf-8")


def numbered(document: Document) -> list[tuple[str, str]]:
    """Give numbers and words of all paragraphs."""
    return [(item.number, item.text) for item in document.walk()]


def test_report_old_skin() -> None:
    document = read_pasted_document(page("report_old.txt"))
    assert document.title == "Safe harbours for small boats"
    assert [(part.kind, part.letter) for part in document.parts] == [
        ("resolution", "A"),
        ("recommendation", "B"),
    ]
    assert numbered(document) == [
        ("1", "The Parliamentary Assembly recalls that 47 harbours were closed in 2029."),
        ("2", "It notes that:"),
        ("2.1", "some were sold;"),
        ("2.2", "others are empty:"),
        ("2.2.1", "by day;"),
        ("2.2.2", "by night. 12 June is their day."),
        ("3", "The end."),
        ("1", "The Assembly asks the Committee of Ministers to:"),
        ("1.i", "look;"),
        ("1.ii", "act:"),
        ("1.ii.a", "soon;"),
        ("1.ii.b", "well;"),
        ("1.iii", "report."),
    ]
    assert document.footnotes == (
        Footnote("1", "Draft resolution adopted unanimously by the committee on 19 June 2031.", ""),
        Footnote("2", "Draft recommendation adopted by the committee.", ""),
    )


def test_report_new_skin_with_lists_headings_and_footnotes() -> None:
    document = read_html_document(page("report_new.html"))
    assert document.title == "Safe harbours for small boats"
    first, second = document.parts
    assert (first.kind, first.letter, first.heading) == ("resolution", "A", "Draft resolution")
    assert [(item.number, item.text, item.heading) for item in first.walk()] == [
        ("1", "The Parliamentary Assembly recalls that 47 harbours were closed on the 10th day.",
         False),
        ("2", "It notes that:", False),
        ("2.1", "some were sold;", False),
        ("2.2", "others are empty.", False),
        ("", "What is to be done", True),
        ("3", "The Assembly calls on member States to open harbours.", False),
    ]  # fmt: skip
    assert [item.text for item in second.walk()] == ["The Assembly refers to its resolution."]
    assert document.footnotes == (
        Footnote("1", "Draft resolution adopted by the committee.", ""),
        Footnote("2", "As counted in 2030.", "resolution:1", 51),
    )
    assert first.paragraphs[0].text[:51].endswith("47 harbours")


def test_adopted_text() -> None:
    document = read_pasted_document(page("adopted.txt"))
    assert document.title == "Safe harbours for small boats"
    assert [part.kind for part in document.parts] == ["resolution"]
    assert numbered(document)[-1] == ("2.1", "to open them;")


def test_the_draft_of_a_compendium_is_without_its_amendments() -> None:
    old = read_pasted_document(page("compendium_old.txt"))
    assert numbered(old) == [
        ("1", "The Parliamentary Assembly recalls that 47 harbours were closed."),
        ("2", "It notes that:"),
        ("2.1", "some were sold;"),
        ("2.2", "others are empty."),
        ("3", "The Assembly calls on member States to open harbours as soon as possible."),
        ("1", "The Assembly refers to its resolution."),
    ]
    assert old.title == "Safe harbours for small boats"
    new = read_html_document(page("compendium_new.html"))
    assert [item.number for item in new.walk()] == ["1", "2", "2.1"]
    assert (new.parts[0].letter, new.parts[0].kind) == ("A", "resolution")
    french = read_pasted_document(page("compendium_bare_fr.txt"))
    assert (french.language, len(list(french.walk()))) == ("fr", 2)


def test_pages_of_plain_paragraphs() -> None:
    html = (
        "<html><body><p><font size=2>1.&nbsp;&nbsp; The Assembly asks:</font></p>"
        "<p>a. one;</p><p>b. two.</p></body></html>"
    )
    assert numbered(read_html_document(html)) == [
        ("1", "The Assembly asks:"),
        ("1.a", "one;"),
        ("1.b", "two."),
    ]


@pytest.mark.parametrize("html", ["<html></html>", "", "<p>Nothing is numbered.</p>"])
def test_a_page_without_a_text_is_said_to_be_one(html: str) -> None:
    with pytest.raises(TextFileError):
        read_html_document(html)


@given(st.text() | st.lists(st.sampled_from(page("report_new.html").split(">"))).map(">".join))
def test_no_page_breaks_the_reader(html: str) -> None:
    try:
        document = read_html_document(html)
    except TextFileError:
        return
    assert any(item.number for item in document.walk())
