# SPDX-License-Identifier: AGPL-3.0-or-later
"""A draft of two parts that both count from 1: no page takes one's paragraphs for the other's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.texts.plain import read_document
from amparo_desk.accounts.models import Role, User
from amparo_desk.chamber.domain import keep_published, take_in_debate
from amparo_desk.chamber.reckoning import reckoned
from chamber.made_up import as_read, source
from html_page import Page

if TYPE_CHECKING:
    from django.test import Client

    from amparo_desk.chamber.models import Draft
    from html_page import Element

pytestmark = pytest.mark.database
AT = "/debates/two/"
TWO_PARTS = """\
On lamps

A. Draft resolution

1. The Assembly notes that lamps are out in many streets.

2. It calls on member States to mend the lamps.

B. Draft recommendation

1. The Assembly refers to its resolution.

2. It recommends that the Committee of Ministers release all prisoners.
"""
ONE_PRINTED = """\
1. The Assembly notes that lamps are out in many streets.

2. It calls on member States to mend the lamps.
"""
TABLED = """\
Amendment 1
In the draft recommendation, paragraph 2, delete the words "not there".

Amendment 2
In the draft resolution, paragraph 2, delete the words "not there".
"""


@pytest.fixture
def draft(db: None) -> Draft:
    return take_in_debate(
        key="two", title="On lamps", source=source(), texts=[as_read(TWO_PARTS, TABLED, "en")],
        user=User.objects.create(username="maker", role=Role.DOCUMENTER),
    )  # fmt: skip


def page(client: Client, address: str) -> Element:
    return Page(client.get(AT + address).content.decode()).root


def test_a_printed_resolution_stands_beside_the_resolution(draft: Draft, reader: Client) -> None:
    printed = read_document(ONE_PRINTED, language="en")
    user = User.objects.get(username="maker")
    keep_published(text=draft.texts.get(), document=printed, content=ONE_PRINTED, user=user)
    rows = [
        [side.text for side in item.children]
        for item in page(reader, "published/").find("div")
        if item.attributes.get("class") == "text-row"
    ]
    assert rows
    assert all(voted == after for voted, after in rows)
    assert "mend the lamps" in rows[1][0]


def test_an_amendment_without_effect_stands_beside_the_part_that_it_names(draft: Draft) -> None:
    work = reckoned(draft.texts.get())
    assert {label: alone.home for label, alone in work.alone.items()} == {
        "1": "recommendation:2",
        "2": "resolution:2",
    }


def test_a_paragraph_that_answers_a_demand_is_named_with_its_part(
    draft: Draft, reader: Client
) -> None:
    root = page(reader, "demand/?in=en&demand=Release+all+prisoners")
    paragraphs = [
        [piece.text for piece in item.find("span")][:2]
        for item in root.find("p")
        if "release all" in item.text and item.find("span")
    ]
    assert paragraphs == [["Draft recommendation", "2."]] * 2
    assert "found in Draft recommendation: 2" in root.text
