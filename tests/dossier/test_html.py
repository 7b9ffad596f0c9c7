# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page promises: one file, nothing fetched, every citation leads to its source."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from amparo.core.messages import Message, say
from amparo.dossier.glyphs import for_screen
from amparo.dossier.html import make_html, write_html
from amparo.dossier.model import Cite, Dossier, DossierError, Paragraph, Section, Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

VOID = {"meta", "img", "br", "link", "hr"}


class Parsed(HTMLParser):
    """A strict reading: every element closed where it was opened, all attributes kept."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.elements if name in attrs]


def test_every_link_inside_leads_somewhere(sample: Dossier) -> None:
    page = Parsed(make_html(sample))
    ids = page.all("id")
    assert max(Counter(ids).values()) == 1
    inside = {address[1:] for address in page.all("href") if address.startswith("#")}
    assert {"source-1", "source-2", "cite-1", "summary", "text", "contents"} <= inside
    assert inside <= set(ids)


def test_each_source_leads_back_to_every_statement(sample: Dossier) -> None:
    page = Parsed(make_html(sample))
    back = {address[1:] for address in page.all("href") if address.startswith("#cite-")}
    assert back == {name for name in page.all("id") if name.startswith("cite-")}


def test_nothing_is_fetched(sample: Dossier) -> None:
    page = make_html(sample)
    elements = Parsed(page).elements
    assert not {tag for tag, _ in elements} & {"script", "link", "iframe", "object", "base"}
    assert all(attrs["src"].startswith("data:") for _, attrs in elements if "src" in attrs)
    assert not re.search(r"@import|url\(", page)
    assert "default-src 'none'" in page


def test_outside_addresses_are_links_only_if_they_are_addresses(sample: Dossier) -> None:
    source = replace(sample.sources[0], pages=("javascript:alert(1)", "https://example.org/x"))
    page = Parsed(make_html(replace(sample, sources=(source, *sample.sources[1:]))))
    assert "https://example.org/x" in page.all("href")
    assert not [address for address in page.all("href") if address.startswith("javascript")]
    assert "javascript:alert(1)" in "".join(page.texts)


def test_texts_carry_their_language(sample: Dossier) -> None:
    page = Parsed(make_html(replace(sample, language="fr")))
    assert page.elements[0] == ("html", {"lang": "fr"})
    # The sample has sentences that are in no catalogue: they are English, and say so.
    assert {"ru", "uk", "en"} <= set(page.all("lang"))


def test_landmarks_and_the_order_of_headings(sample: Dossier) -> None:
    tags = [tag for tag, _ in Parsed(make_html(sample)).elements]
    assert [tags.count(tag) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_survives(text: str, holding: Callable[[str], Dossier]) -> None:
    page = Parsed(make_html(holding(f"Q{text}Q")))
    shown = for_screen(f"Q{text}Q")
    assert "".join(page.texts).count(shown) >= 9
    assert f"Picture: {shown}" in page.all("alt")


def test_same_dossier_gives_the_same_bytes(sample: Dossier, tmp_path: Path) -> None:
    first = write_html(sample, tmp_path / "a.html").read_bytes()
    assert first == write_html(replace(sample), tmp_path / "b.html").read_bytes()
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.html", "b.html"]


def test_all_faults_of_a_dossier_are_named_at_once(sample: Dossier) -> None:
    sections = (
        Section("a b", ("A",), (Paragraph(("x", Cite(("nobody",)))),)),
        Section("a", ("A",), (Table(("t",), (("h",),), ((("1",), ("2",)),)),)),
        Section("a", ("A",)),
        Section("source-1", ("A",)),
    )
    with pytest.raises(DossierError) as caught:
        make_html(replace(sample, sections=sections, sources=sample.sources * 2))
    for part in (
        "'a b': a key is",
        "no source 'nobody'",
        "row 1 has 2 cells, its head 1",
        "section 'a' is there 2 times",
        "'source-1': this anchor is taken",
        "source 'b' is in the list 2 times",
    ):
        assert part in str(caught.value)


def test_a_missing_folder_is_named(sample: Dossier, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        write_html(sample, tmp_path / "nowhere" / "a.html")


def _open(page: Page, place: Path, fetched: list[str]) -> None:
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(place.as_uri())


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_and_the_page_fits(
    width: int, scheme: str, sample: Dossier, tmp_path: Path
) -> None:
    long = Paragraph(("Donaudampfschifffahrt" * 8,))
    place = write_html(
        replace(sample, sections=(*sample.sections, Section("long", ("Long",), (long,)))),
        tmp_path / "a.html",
    )
    fetched: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        _open(page, place, fetched)
        found = Axe().run(page)
        assert found.response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.locator("#cite-1 a").first.click()
        assert page.evaluate("location.hash") == "#source-2"
        page.locator("#source-2 .back a").first.click()
        assert page.evaluate("location.hash") == "#cite-1"
        browser.close()
    assert [url for url in fetched if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize(
    ("message", "tag"),
    [
        (Message("{n} {m}", (("n", 3), ("m", Message("{n}", (("n", 1),))))), ""),
        (say("A sentence that no catalogue has: {n}", n=1), ' lang="en"'),
        (Message("{a}", (("a", say("Another that no catalogue has")),)), ' lang="en"'),
    ],
)
def test_only_untranslated_words_are_called_english(
    message: Message, tag: str, sample: Dossier
) -> None:
    section = Section("x", ("X",), (Paragraph((message,)),))
    page = make_html(replace(sample, language="fr", sections=(section,)))
    said = message.text("fr")
    shown = f"<p><span{tag}>{said}</span></p>" if tag else f"<p>{said}</p>"
    assert shown in page
