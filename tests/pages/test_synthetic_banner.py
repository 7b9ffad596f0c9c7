# SPDX-License-Identifier: AGPL-3.0-or-later
"""In a workspace of SYNTHETIC persons every page says so, also to whoever is not signed in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from amparo_desk.accounts.models import Role
from amparo_desk.demo.synthetic import build_synthetic
from amparo_desk.dossiers.writing import write_dossier
from amparo_desk.pages.context import MENU
from amparo_desk.register.models import Person, Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.database
BANNER = "SYNTHETIC data: no real persons"


def texts(client: Client) -> dict[str, str]:
    """Give the pages of the menu, one person's, one source's and one that is not there."""
    addresses = [reverse(name) for name, _below, _words in MENU]
    addresses += [reverse("person", args=[person.key]) for person in Person.objects.all()[:1]]
    addresses += [reverse("source", args=[source.key]) for source in Source.objects.all()[:1]]
    return {path: client.get(path).content.decode() for path in [*addresses, "/no-such-page/"]}


@pytest.fixture
def documenter(signed_in: Callable[..., Client]) -> Client:
    client = signed_in(Role.DOCUMENTER)
    user = client.get("/").context["user"]
    list(build_synthetic(user, persons=30, seed=2))
    return client


def test_every_page_says_it(documenter: Client, settings: Settings) -> None:
    settings.SYNTHETIC_WORKSPACE = True
    pages = texts(documenter)
    assert len(pages) == len(MENU) + 3
    assert [path for path, text in pages.items() if BANNER not in text] == []
    assert BANNER in Client().get(reverse("account_login")).content.decode()


def test_a_workspace_without_claims_has_no_empty_section_of_them(documenter: Client) -> None:
    assert 'id="claims"' not in documenter.get(reverse("overview")).content.decode()


def test_no_page_of_another_workspace_says_it(documenter: Client) -> None:
    assert [path for path, text in texts(documenter).items() if BANNER in text] == []


def test_the_dossier_says_it(documenter: Client, settings: Settings, tmp_path: Path) -> None:
    del documenter
    settings.SYNTHETIC_WORKSPACE = True
    written = write_dossier(language="en", folder=tmp_path, made_on=dt.date(2026, 1, 1))
    assert BANNER in written[1].read_text("utf-8")
