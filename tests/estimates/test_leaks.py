# SPDX-License-Identifier: AGPL-3.0-or-later
"""What nobody gets who may not: every address of the estimates, signed out or without the role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from amparo_desk.accounts.models import Role, User
from amparo_desk.estimates import domain
from amparo_desk.estimates.reckoning import work
from amparo_desk.history.models import Change
from amparo_desk.workspace import Workspace
from estimates.made_up import QUICK, define
from register.made_up import all_rows

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from amparo_desk.estimates.models import Run

pytestmark = pytest.mark.database

# What stands in addresses, and nowhere else.
STAND_INS = {"language": "en", "size": "wide", "name": "methods", "kind": "json"}
# Of these only a documenter gets anything; the others a reader may read.
OF_DOCUMENTERS = {
    "estimate_new", "estimate_change", "estimate_withdraw", "estimate_stop", "estimate_resume",
}  # fmt: skip


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver):
            found += patterns(item)
        elif (item.name or "").startswith("estimate"):
            found.append(item)
    return found


@pytest.fixture
def run(user: User, settings: Settings, tmp_path: Path) -> Run:
    settings.WORKSPACE = Workspace(tmp_path / "workspace")
    settings.WORKSPACE.prepare()
    made = domain.begin_run(population=define(user, title="Whispered"), methods=QUICK, by=user)
    work(made.pk)
    return made


def addresses(run: Run) -> dict[str, str]:
    known = {"key": run.population.key, "number": run.pk, **STAND_INS}
    return {
        item.name or "": reverse(
            item.name or "", kwargs={name: known[name] for name in item.pattern.converters}
        )
        for item in patterns()
    }


def test_there_are_addresses() -> None:
    assert {item.name for item in patterns()} > OF_DOCUMENTERS


def test_signed_out_nobody_gets_anything_nor_learns_what_there_is(run: Run) -> None:
    before = all_rows()
    nowhere = {
        name: address.replace(run.population.key, "nowhere")
        for name, address in addresses(run).items()
    }
    for name, address in addresses(run).items():
        for client in (Client().get, Client().post):
            there, not_there = client(address), client(nowhere[name])
            assert there.status_code == not_there.status_code == 302, name
            assert there["Location"].startswith(reverse("account_login"))
            assert b"Whispered" not in there.content
    assert all_rows() == before


def test_a_reader_changes_nothing(run: Run) -> None:
    reader = User.objects.create(username="reader", role=Role.READER)
    client = Client()
    client.force_login(reader)
    changes = Change.objects.count()
    for name, address in addresses(run).items():
        refused = client.post(address, {"reason": "why not", "methods": ["chao"], "seed": 5})
        assert refused.status_code in {403, 405}, name
        if name in OF_DOCUMENTERS:
            assert client.get(address).status_code in {403, 405}, name
            assert b"Whispered" not in client.get(address).content
    assert Change.objects.count() == changes


def test_an_account_that_is_closed_gets_nothing(run: Run) -> None:
    client = Client()
    client.force_login(User.objects.create(username="left", role=Role.ADMINISTRATOR))
    User.objects.filter(username="left").update(is_active=False)
    for name, address in addresses(run).items():
        assert client.get(address).status_code == 302, name
