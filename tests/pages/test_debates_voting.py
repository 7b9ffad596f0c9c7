# SPDX-License-Identifier: AGPL-3.0-or-later
"""The voting list when two people work on it, when it is long, and when odd signs are in it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest

from amparo_desk.accounts.models import Role, User
from amparo_desk.chamber.domain import recommend
from amparo_desk.chamber.models import Recommendation
from chamber.made_up import lamps
from html_page import Page

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse

    from amparo_desk.chamber.models import Draft

pytestmark = pytest.mark.database
AT = "/debates/lamps/voting/"


@pytest.fixture
def maker(db: None) -> User:
    return User.objects.create(username="maker", role=Role.DOCUMENTER)


@pytest.fixture
def draft(maker: User) -> Draft:
    return lamps(maker)


def fields(answer: _MonkeyPatchedWSGIResponse) -> dict[str, str]:
    """Give what a browser would send of the list as it is shown."""
    sent = {}
    for item in Page(answer.content.decode()).root.walk():
        name = item.attributes.get("name") or ""
        if "-" not in name:
            continue
        if item.tag == "input":
            sent[name] = item.attributes.get("value") or ""
        elif item.tag == "select":
            chosen = [one for one in item.find("option") if "selected" in one.attributes]
            sent[name] = (chosen[0].attributes.get("value") or "") if chosen else ""
    return sent


def kept() -> dict[str, tuple[str, str]]:
    return {row.label: (row.stance, row.remark) for row in Recommendation.objects.all()}


def test_what_another_wrote_meanwhile_stands(draft: Draft, documenter: Client, maker: User) -> None:
    opened = fields(documenter.get(AT))
    recommend(draft=draft, label="1", stance="for", remark="counted", user=maker)
    assert documenter.post(AT, {**opened, "2-stance": "against"}).status_code == 302
    assert kept() == {"1": ("for", "counted"), "2": ("against", "")}
    assert documenter.post(AT, {"3-stance": "free"}).status_code == 302
    assert kept().keys() == {"1", "2", "3"}


def test_two_who_change_the_same_are_told_and_lose_nothing(
    draft: Draft, documenter: Client, maker: User
) -> None:
    opened = fields(documenter.get(AT))
    recommend(draft=draft, label="1", stance="for", remark="counted", user=maker)
    mine = {**opened, "1-stance": "against", "2-stance": "free"}
    refused = documenter.post(AT, mine)
    assert refused.status_code == 422
    assert "Amendment 1: Somebody else changed it meanwhile to “for”" in refused.content.decode()
    assert kept() == {"1": ("for", "counted")}
    again = fields(refused)
    assert (again["1-stance"], again["2-stance"]) == ("against", "free")
    assert again["1-remark"] == "counted"
    assert documenter.post(AT, again).status_code == 302
    assert kept() == {"1": ("against", "counted"), "2": ("free", "")}


def test_a_recommendation_that_was_shown_is_taken_back(
    draft: Draft, documenter: Client, maker: User
) -> None:
    recommend(draft=draft, label="1", stance="for", remark="counted", user=maker)
    opened = fields(documenter.get(AT))
    documenter.post(AT, {**opened, "1-stance": "", "1-remark": ""})
    assert kept() == {}


def test_a_long_list_is_kept(draft: Draft, documenter: Client) -> None:
    many = {f"{number}-{name}": "" for number in range(1, 1500) for name in ("stance", "remark")}
    assert documenter.post(AT, {**many, "1-stance": "for"}).status_code == 302
    assert kept() == {"1": ("for", "")}


def test_a_control_sign_that_is_here_already_stands_on_paper_as_its_code(
    draft: Draft, documenter: Client
) -> None:
    tabled = draft.texts.get(language="en").amendments.get(label="4")
    tabled.wording = "Let there\x01 be\nlight."
    tabled.save()
    tabled.text.version = "another"
    tabled.text.save()
    Recommendation.objects.create(draft=draft, label="1", stance="for", remark="so\x02")
    assert documenter.get("/debates/lamps/voting.pdf").status_code == 200
    word = docx.Document(BytesIO(documenter.get("/debates/lamps/voting.docx").content))
    cells = {cell.text for row in word.tables[0].rows for cell in row.cells}
    assert {"Let there[U+0001] be\nlight.", "so[U+0002]"} <= cells


def test_a_control_sign_in_a_remark_is_refused(draft: Draft, documenter: Client) -> None:
    refused = documenter.post(AT, {"1-stance": "for", "1-remark": "so\x01"})
    assert refused.status_code == 422
    assert "Amendment 1: The remark: a control sign (U+0001)" in refused.content.decode()
    assert kept() == {}


def test_a_count_beyond_any_assembly_is_refused(draft: Draft, documenter: Client) -> None:
    sent = {"label": "1", "outcome": "adopted", "against": "1", "abstentions": "1"}
    refused = documenter.post("/debates/lamps/outcomes/", {**sent, "in_favour": "9" * 20})
    assert refused.status_code == 422
    assert not draft.announced.exists()


def test_each_page_where_outcomes_were_read_is_a_source_of_its_own(
    draft: Draft, documenter: Client
) -> None:
    draft.title = "On lamps " * 20
    draft.save()
    page = "https://example.org/nw/xml/XRef/Xref-XML2HTML-EN.asp?lang=en&fileid="
    for label, address in (("1", f"{page}34001"), ("2", f"{page}34002"), ("3", f"{page}3400/2")):
        sent = {"label": label, "outcome": "adopted", "address": address}
        assert documenter.post("/debates/lamps/outcomes/", sent).status_code == 302
    pages = [row.source.pages for row in draft.announced.order_by("label")]
    assert pages == [[f"{page}34001"], [f"{page}34002"], [f"{page}3400/2"]]
