# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demonstration in a database, people of each role, and pages as their readers meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from amparo_desk.accounts.models import Role, User
from amparo_desk.demo.build import build
from amparo_desk.register.domain import run_linkage
from amparo_desk.register.models import Record
from html_page import Page
from pages.browsing import CHROMIUM, PASSWORD, Desk
from told_linkers import Saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse
    from playwright.sync_api import Browser
    from pytest_django import DjangoDbBlocker
    from pytest_django.live_server_helper import LiveServer


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[User]:
    """Build the demonstration once for a module, undone at its end; give who built it."""
    with django_db_blocker.unblock(), transaction.atomic():
        user = User.objects.create_user(
            username="demo-builder", password=PASSWORD, role=Role.ADMINISTRATOR
        )
        for _station in build(user):
            pass
        yield user
        transaction.set_rollback(True)


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """Give a client signed in with a role."""

    def sign_in(role: Role) -> Client:
        user = User.objects.create_user(username=f"a {role}", password=PASSWORD, role=role)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def reader(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.READER)


@pytest.fixture
def documenter(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.DOCUMENTER)


def page_of(response: _MonkeyPatchedWSGIResponse) -> Page:
    """Read the page of an answer."""
    return Page(response.content.decode())


@pytest.fixture
def desk(live_server: LiveServer) -> Desk:
    """Build the demonstration and the people who look at it."""
    user = User.objects.create_user(
        username="documenter", password=PASSWORD, role=Role.ADMINISTRATOR
    )
    for _station in build(user):
        pass
    link_as_told(user)
    return Desk(live_server.url)


@pytest.fixture
def chromium(desk: Desk) -> Iterator[Browser]:
    """Start the browser; whatever it complains of fails the test."""
    # Two processors shared with everything else: a picture's first drawing takes seconds.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()
    assert desk.complaints == []


def link_as_told(user: User) -> None:
    """Let four pairs of the demonstration wait and one be joined, whatever the linker finds."""
    keys = {
        name: sorted(Record.objects.filter(source__key=name).values_list("key", flat=True))
        for name in ("list-en", "list-ru", "list-uk")
    }
    waiting = zip(keys["list-en"][:4], keys["list-uk"][:4], (1.0, 0.5, 3.0, -2.0), strict=True)
    joined = (keys["list-en"][-1], keys["list-ru"][-1], 12.0)
    run_linkage(user=user, linker=Saying(tuple(waiting), (joined,)))
