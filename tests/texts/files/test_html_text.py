# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a consolidation: changes in elements and in words, nothing from outside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from lxml import html as lxml_html

from amparo.texts.document import Document
from amparo.texts.files.html_text import write_html
from marked_text import HARBOURS, consolidations

if TYPE_CHECKING:
    from amparo.texts.marked import Consolidation


def without_help(page: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """Take away what is said besides the words of the text."""
    for helping in page.xpath("//*[@class='said'] | //sup"):
        helping.drop_tree()
    return page


def test_changes_are_elements_and_words_and_name_their_amendment() -> None:
    page = lxml_html.document_fromstring(write_html(HARBOURS))
    struck = page.xpath("//p/del[@data-amendment='3']")[0]
    assert "[struck: thinks" in struck.text_content()
    assert "Amendment 3" in struck.text_content()
    inserted = page.xpath("//p/ins[@data-amendment='4/1']")[0]
    assert "Sub-amendment 1 to amendment 4" in inserted.text_content()
    assert "end of insertion]" in inserted.text_content()
    assert page.xpath("//p[contains(@class, 'whole inserted')]")
    assert page.xpath("//p[contains(@class, 'whole struck')]")
    assert "Amendment 2" in page.xpath("//h1/ins[@data-amendment='2']")[0].text_content()
    assert [heading.text_content() for heading in page.xpath("//h2 | //h3")] == [
        "A. Draft resolution",
        "Measures",
        "Footnotes",
        "Not applied",
        "To be checked",
    ]
    assert "Amendment 9: The words are not there." in page.text_content()


def test_nothing_comes_from_outside_and_nothing_runs() -> None:
    written = write_html(HARBOURS)
    page = lxml_html.document_fromstring(written)
    assert not page.xpath("//script | //link | //img | //iframe | //@href | //@src")
    assert "url(" not in written
    assert "default-src 'none'" in written


def test_the_language_is_that_of_the_text() -> None:
    french = replace(HARBOURS, document=Document((), "Ports", "fr"))
    assert '<html lang="fr">' in write_html(french)
    assert '<html lang="en">' in write_html(HARBOURS)


def test_words_are_no_markup() -> None:
    assert "&amp; &lt;notes&gt;" in write_html(HARBOURS)


def test_the_same_text_gives_the_same_page() -> None:
    assert write_html(HARBOURS) == write_html(HARBOURS)


@settings(deadline=None)
@given(consolidations())
def test_the_words_of_the_page_are_those_before_and_after(made: Consolidation) -> None:
    for gone, words in (("del", "after"), ("ins", "before")):
        page = without_help(lxml_html.document_fromstring(write_html(made)))
        for element in page.xpath(f"//{gone}"):
            element.drop_tree()
        shown = " ".join(page.xpath("string(//main)").split())
        for item in made.walk():
            assert " ".join(getattr(item, words).split()) in shown
