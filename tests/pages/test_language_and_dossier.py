# SPDX-License-Identifier: AGPL-3.0-or-later
"""The language is remembered; dossiers are given only from their folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from amparo_desk import workspace
from html_page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.database


def language_of(client: Client, address: str) -> str:
    page = Page(client.get(address).content.decode())
    return page.root.find("html")[0].attributes["lang"]


@pytest.mark.parametrize("language", ["en", "fr", "ru", "uk"])
def test_the_language_chosen_stays(reader: Client, language: str) -> None:
    response = reader.post("/language/", {"language": language, "next": "/claims/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/claims/")
    assert language_of(reader, "/claims/") == language
    assert language_of(reader, "/sources/") == language


def test_a_stranger_reads_the_sign_in_page_in_his_language() -> None:
    client = Client()
    client.post("/language/", {"language": "uk", "next": "/accounts/login/"})
    page = Page(client.get("/accounts/login/").content.decode())
    assert page.root.find("h1")[0].text == "Увійти"


def test_the_language_form_leads_nowhere_else() -> None:
    sent = {"language": "fr", "next": "https://elsewhere.example/"}
    assert Client().post("/language/", sent).headers["Location"] == "/"


def test_the_browser_is_asked_first() -> None:
    client = Client(HTTP_ACCEPT_LANGUAGE="ru-RU,ru;q=0.9,en;q=0.5")
    assert language_of(client, "/accounts/login/") == "ru"


@pytest.fixture
def dossiers() -> Iterator[Path]:
    """Give the folder of dossiers with two files, and a secret beside it."""
    place = workspace.current()
    place.prepare()
    written = [place.dossier / "dossier-en.pdf", place.dossier / "notes.txt"]
    for path in written:
        path.write_bytes(b"%PDF-1.7 made up")
    yield place.dossier
    for path in written:
        path.unlink()


def test_a_dossier_is_offered_and_given(reader: Client, dossiers: Path) -> None:
    page = Page(reader.get("/dossier/").content.decode())
    assert "/dossier/dossier-en.pdf" in page.root.links()
    response = reader.get("/dossier/dossier-en.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert "attachment" in response.headers["Content-Disposition"]
    assert b"".join(response) == b"%PDF-1.7 made up"


@pytest.mark.parametrize(
    "name", ["notes.txt", "../secret.key", "..%2Fsecret.key", "absent.pdf", "../amparo.sqlite3"]
)
def test_nothing_else_is_given(reader: Client, dossiers: Path, name: str) -> None:
    assert reader.get(f"/dossier/{name}").status_code == 404


def test_without_a_dossier_the_page_says_how_one_is_made(reader: Client) -> None:
    assert "amparo demo" in reader.get("/dossier/").content.decode()
