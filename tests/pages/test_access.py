# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nothing is reachable without signing in except what signing in needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from amparo_desk.accounts.models import Role, User

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.database

# Signing in, signing in with a passkey, being told that one's account is closed.
OPEN = {"account_login", "mfa_login_webauthn", "account_inactive"}
PASSWORD = "three plain words and more"  # noqa: S105 - of accounts that exist in tests only
REDIRECT, REFUSED = 302, {404, 405}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """Give each address of the desk with stand-ins for what varies, and its name."""
    for item in resolver.url_patterns:
        route = before + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from patterns(item, route)
        elif isinstance(item, URLPattern):
            plain = re.sub(r"<int:\w+>", "1", route)
            yield "/" + re.sub(r"<\w+:\w+>", "x", plain), item.name or ""


ADDRESSES = sorted(patterns(get_resolver()))


def test_the_walk_finds_the_addresses_it_is_about() -> None:
    names = {name for _address, name in ADDRESSES}
    assert {"overview", "person", "picture", "dossier_file", "withdraw", "mfa_index"} <= names
    assert not [address for address, _name in ADDRESSES if "<" in address]


@pytest.mark.parametrize(("address", "name"), ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_is_closed_to_strangers(address: str, name: str, method: str) -> None:
    response = getattr(Client(), method)(address)
    if name in OPEN:
        assert response.status_code in {200, 302, 405}
    elif name == "account_logout" or (name == "language" and method == "post"):
        # Nobody to sign out; a cookie with the language, so that the sign-in page can be read.
        assert response.url == "/"
    elif response.status_code == REDIRECT:
        assert response.url.startswith(reverse("account_login"))
    else:
        assert response.status_code in REFUSED


@pytest.mark.parametrize(
    "name", ["account_signup", "account_reset_password", "account_email", "account_set_password"]
)
def test_nobody_signs_up_or_asks_for_mail(name: str) -> None:
    client = Client()
    client.force_login(User.objects.create(username="administrator", role=Role.ADMINISTRATOR))
    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name)).status_code == 404


def test_signing_in_leads_to_the_page_that_was_asked_for() -> None:
    User.objects.create_user(username="reader", password=PASSWORD)
    client = Client()
    asked = client.get("/claims/", follow=True)
    assert asked.redirect_chain[-1][0] == "/accounts/login/?next=/claims/"
    sent = {
        "login": "reader",
        "password": PASSWORD,
        "next": "/claims/",
    }
    assert client.post("/accounts/login/", sent).url == "/claims/"  # type: ignore[attr-defined]  # the redirect's


def test_a_wrong_password_opens_nothing() -> None:
    User.objects.create_user(username="reader", password=PASSWORD)
    client = Client()
    response = client.post("/accounts/login/", {"login": "reader", "password": "another"})
    assert response.status_code == 200
    assert client.get("/").status_code == 302


def test_every_answer_carries_the_policy() -> None:
    headers = Client().get(reverse("account_login")).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
