# SPDX-License-Identifier: AGPL-3.0-or-later
"""What answers carry against caches and other sites, and addresses that are refused."""

from __future__ import annotations

import pytest
from django.test import Client

from amparo_desk.accounts.models import Role, User

pytestmark = pytest.mark.database


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create(username="reader", role=Role.READER))
    return client


@pytest.mark.parametrize("address", ["/", "/persons/", "/pictures/en/wide/none.svg", "/nowhere/"])
def test_no_page_is_left_in_a_cache_or_given_to_another_site(client: Client, address: str) -> None:
    for answer in (client.get(address), Client().get(address)):
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_style_may_be_cached_but_not_read_by_another_site() -> None:
    answer = Client().get("/static/amparo.css")
    answer.close()
    assert answer.status_code == 200
    assert "max-age" in answer.headers["Cache-Control"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    "address",
    ["/persons/%00/", "/persons/?asked=%00", "/changes/?about=a%00b", "/accounts/login/?next=%00"],
)
def test_an_address_with_a_nul_is_refused(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_a_number_of_thousands_of_digits_is_no_pair(client: Client) -> None:
    assert client.get("/review/?after=" + "9" * 4400).status_code == 200
