# SPDX-License-Identifier: AGPL-3.0-or-later
"""The editor keeps every word, and asks where the draft was corrected under somebody's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.texts.plain import read_document
from amparo_desk.accounts.models import Role, User
from amparo_desk.chamber.domain import keep_text
from chamber.made_up import ENGLISH, lamps
from html_page import Page

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse

    from amparo_desk.chamber.models import Draft
    from html_page import Element

pytestmark = pytest.mark.database
AT = "/debates/lamps/write/"
MEND = "2.1. mend the lamps;"


@pytest.fixture
def maker(db: None) -> User:
    return User.objects.create(username="maker", role=Role.DOCUMENTER)


@pytest.fixture
def draft(maker: User) -> Draft:
    return lamps(maker)


def page(answer: _MonkeyPatchedWSGIResponse) -> Element:
    return Page(answer.content.decode()).root


def write(client: Client, paragraph: str, words: str, **more: str) -> _MonkeyPatchedWSGIResponse:
    return client.post(AT, {"in": "en", "paragraph": paragraph, "words": words, **more})


@pytest.mark.parametrize(
    ("paragraph", "words", "kept"),
    [
        ("0:2.1", f"{MEND}\n47 member States should act;", "47 member States should act;"),
        ("0:2.1", f"{MEND}\n12 June is their day;", "12 June is their day;"),
        ("0:3", "3 lamps are left, to which it resolves to return.", "3 lamps are left"),
    ],
)
def test_a_line_that_begins_with_a_count_keeps_it(
    paragraph: str, words: str, kept: str, draft: Draft, documenter: Client
) -> None:
    root = page(write(documenter, paragraph, words))
    (made,) = [item.text for item in root.find("p") if item.attributes.get("class") == "tabled"]
    assert kept in made


@pytest.mark.parametrize(
    ("paragraph", "words", "where"),
    [
        ("0:2.1", f"{MEND}\n2.2. light them;", "after paragraph 2.1"),
        ("0:3", "3. It resolves to return to lamps.\n4. It thanks them.", "after paragraph 3"),
    ],
)
def test_a_number_that_can_follow_is_no_word(
    paragraph: str, words: str, where: str, draft: Draft, documenter: Client
) -> None:
    root = page(write(documenter, paragraph, words))
    (made,) = [item.text for item in root.find("p") if item.attributes.get("class") == "tabled"]
    assert where in made
    assert words.splitlines()[1].split(maxsplit=1)[1] in made
    assert words.splitlines()[1] not in made


def test_a_correction_made_meanwhile_is_asked_about_and_not_undone(
    draft: Draft, documenter: Client, maker: User
) -> None:
    shown = page(documenter.get(f"{AT}?in=en&paragraph=0:2.1"))
    (seen,) = [item.attributes["value"] for item in shown.find("input", name="seen")]
    corrected = ENGLISH.replace("mend the", "repair the")
    keep_text(draft=draft, document=read_document(corrected, language="en"), content=corrected,
              user=maker)  # fmt: skip
    mine = "2.1. mend the lamps at once;"
    asked = write(documenter, "0:2.1", mine, seen=seen)
    assert asked.status_code == 422
    root = page(asked)
    assert "corrected since this page was opened" in root.text
    assert "2.1. repair the lamps;" in root.text
    assert mine in root.find("textarea", name="words")[0].text
    (again,) = [item.attributes["value"] for item in root.find("input", name="seen")]
    assert write(documenter, "0:2.1", mine, seen=again).status_code == 200


def test_a_paragraph_that_is_not_there_is_said_to_be_missing(
    draft: Draft, documenter: Client
) -> None:
    answer = documenter.get(f"{AT}?paragraph=0:99")
    assert answer.status_code == 404
    assert "There is no paragraph" in page(answer).text
    lost = write(documenter, "0:99", "99. words of mine")
    assert "words of mine" in page(lost).text
