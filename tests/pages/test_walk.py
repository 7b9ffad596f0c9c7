# SPDX-License-Identifier: AGPL-3.0-or-later
"""A reader follows every link of the demonstration: what all pages promise."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

import pytest

from amparo_desk.accounts.models import Role, User
from html_page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

from django.test import Client

pytestmark = pytest.mark.database

LANGUAGES = ("en", "fr", "ru", "uk")
# Forms of allauth that lead to a device; each needs the password again.
ASKS_AGAIN = 302


@pytest.fixture(scope="module", params=LANGUAGES)
def pages(demo: User, django_db_blocker: object, request: pytest.FixtureRequest) -> dict[str, Page]:
    """Give every page that a reader reaches by clicking, in one language."""
    client = Client(HTTP_ACCEPT_LANGUAGE=request.param)
    user = User.objects.create(username=f"walker {request.param}", role=Role.READER)
    client.force_login(user)
    found: dict[str, Page] = {}
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code in {200, ASKS_AGAIN}, f"{address}: {response.status_code}"
        if response.status_code == ASKS_AGAIN or not response["Content-Type"].startswith(
            "text/html"
        ):
            continue
        if response.streaming:
            continue
        page = Page(response.content.decode())
        found[address] = page
        for link in _addresses(page, address):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def _addresses(page: Page, here: str) -> Iterator[str]:
    for item in page.root.walk():
        for name in ("href", "src", "srcset"):
            link = urldefrag(item.attributes.get(name, "")).url
            if link.startswith("?"):
                link = urlsplit(here).path + link
            if link.startswith("/") and not link.startswith("/static/"):
                yield link


def test_the_walk_reaches_every_kind_of_page(pages: dict[str, Page]) -> None:
    kinds = Counter(address.split("/")[1] for address in pages)
    for kind in ("persons", "claims", "demands", "sources", "provisions"):
        assert kinds[kind] > 1, kind
    assert {"review", "changes", "dossier"} <= kinds.keys()


def test_every_fact_leads_to_its_source_in_one_click(pages: dict[str, Page]) -> None:
    without = [
        f"{address}: {fact.text[:80]}"
        for address, page in pages.items()
        for fact in page.facts()
        if not any(urldefrag(link).url.startswith("/sources/") for link in fact.links())
    ]
    assert without == []
    cited = {
        urldefrag(link).url
        for page in pages.values()
        for fact in page.facts()
        for link in fact.links()
        if link.startswith("/sources/")
    }
    # The walk has opened each of them: every link was followed and answered 200.
    assert cited <= pages.keys()


@pytest.mark.parametrize("kind", ["", "persons", "claims", "demands", "sources", "provisions"])
def test_pages_hold_facts(pages: dict[str, Page], kind: str) -> None:
    of_kind = [page for address, page in pages.items() if address.split("/")[1] == kind]
    assert of_kind
    assert any(page.facts() for page in of_kind)


def test_pages_are_well_made(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        assert page.unclosed == [], address
        assert len(page.root.find("h1")) == 1, address
        assert len(page.root.find("main")) == 1, address
        (document,) = page.root.find("html")
        assert document.attributes["lang"] in LANGUAGES, address
        (title,) = page.root.find("title")
        assert title.text.removesuffix("· Amparo").strip(), address
        for table in page.root.find("table"):
            assert table.find("caption"), address
            assert all(cell.attributes.get("scope") for cell in table.find("th")), address
        for image in page.root.find("img"):
            assert image.attributes.get("alt"), address
        ids = Counter(item.attributes["id"] for item in page.root.walk() if "id" in item.attributes)
        assert [name for name, count in ids.items() if count > 1] == [], address


def test_headings_skip_no_level(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        levels = [int(item.tag[1]) for item in page.root.walk() if re.fullmatch("h[1-6]", item.tag)]
        steps = pairwise(levels)
        assert all(later <= level + 1 for level, later in steps), f"{address}: {levels}"


def test_pages_load_nothing_from_elsewhere_and_hold_no_code(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        for item in page.root.walk():
            assert "style" not in item.attributes, address
            assert not [name for name in item.attributes if name.startswith("on")], address
            if item.tag == "script" and "src" not in item.attributes:
                assert item.attributes["type"] == "application/json", address
            assert item.tag != "style", address
            for name in ("src", "srcset", "action"):
                assert not urlsplit(item.attributes.get(name, "")).netloc, address
            if item.tag == "link":
                assert not urlsplit(item.attributes["href"]).netloc, address
            if item.tag == "a" and urlsplit(item.attributes.get("href", "")).netloc:
                assert item.attributes["rel"] == "noopener noreferrer nofollow", address


def test_a_reader_sees_no_button_that_changes_anything(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        if address.startswith("/accounts/"):
            continue
        sent = {form.attributes.get("action") for form in page.root.find("form", method="post")}
        assert sent == {"/language/"}, address


def test_all_text_is_in_the_language_of_the_page(pages: dict[str, Page]) -> None:
    (document,) = pages["/"].root.find("html")
    (title,) = pages["/claims/"].root.find("h1")
    expected = {"en": "Claims", "fr": "Affirmations", "ru": "Утверждения", "uk": "Твердження"}
    assert title.text == expected[document.attributes["lang"]]
