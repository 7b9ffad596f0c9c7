# SPDX-License-Identifier: AGPL-3.0-or-later
"""Choosing between sources that differ on an article, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from amparo_desk.figures.models import ClaimCheck
from amparo_desk.history.models import Change
from amparo_desk.register.models import Charge, Choice, Statement
from html_page import Page

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


@pytest.fixture
def article() -> Statement:
    """Give what one source says of Sheliazhenko's article; another says another."""
    return Statement.objects.get(schema="charge", prop="provision", value="UA/KK/436")


def person_page(client: Client, statement: Statement) -> Page:
    address = reverse("person", args=[statement.record.person_id])
    return Page(client.get(address).content.decode())


def test_the_page_of_a_person_leads_to_what_is_disputed(reader: Client, article: Statement) -> None:
    page = person_page(reader, article)
    links = [item.attributes["href"] for item in page.root.find("a")]
    asked = [link for link in links if link.startswith("/choices/")]
    assert asked
    shown = [Page(reader.get(link).content.decode()).root.text for link in asked]
    assert any("436-2" in text and "Charge: provision" in text for text in shown), shown


def test_nobody_is_asked_to_choose_among_spellings(reader: Client, article: Statement) -> None:
    name = Statement.objects.filter(record=article.record, prop="name").get()
    page = person_page(reader, article)
    links = {item.attributes["href"] for item in page.root.find("a")}
    assert reverse("choice", args=[name.pk]) not in links


def test_a_documenter_chooses_with_a_reason_and_takes_it_back(
    documenter: Client, article: Statement
) -> None:
    address = reverse("choice", args=[article.pk])
    sent = {"statement": article.pk, "reason": "the indictment was read"}
    assert documenter.post(address, sent).status_code == 302
    assert Charge.objects.get(key=article.entity).provision == "UA/KK/436"
    assert "the indictment was read" in person_page(documenter, article).root.text
    assert ClaimCheck.objects.get(claim__key="sheliazhenko-charge").verdict != "disputed"
    made = Choice.objects.get()
    back = documenter.post(reverse("unchoose", args=[made.pk]), {"reason": "it was a draft"})
    assert back.status_code == 302
    assert Charge.objects.get(key=article.entity).provision == ""
    assert ClaimCheck.objects.get(claim__key="sheliazhenko-charge").verdict == "disputed"
    verbs = set(Change.objects.order_by("-id").values_list("verb", flat=True)[:2])
    assert verbs == {"choose", "withdraw_choice"}


@pytest.mark.parametrize("sent", [{"reason": "why"}, {"statement": 0, "reason": "why"}, {}])
def test_nothing_is_chosen_without_a_value_and_a_reason(
    documenter: Client, article: Statement, sent: dict[str, object]
) -> None:
    assert documenter.post(reverse("choice", args=[article.pk]), sent).status_code == 422
    assert Choice.objects.count() == 0


def test_a_statement_of_another_property_cannot_be_sent(
    documenter: Client, article: Statement
) -> None:
    other = Statement.objects.filter(prop="name").exclude(record=article.record).first()
    assert other is not None
    sent = {"statement": other.pk, "reason": "why"}
    assert documenter.post(reverse("choice", args=[article.pk]), sent).status_code == 422
    assert Choice.objects.count() == 0


def test_a_reader_may_look_and_not_choose(reader: Client, article: Statement) -> None:
    address = reverse("choice", args=[article.pk])
    page = Page(reader.get(address).content.decode())
    assert [item for item in page.root.find("button") if "stand" in item.text] == []
    sent = {"statement": article.pk, "reason": "why"}
    assert reader.post(address, sent).status_code == 403
    assert Choice.objects.count() == 0


def test_what_is_not_there_is_not_found(documenter: Client) -> None:
    assert documenter.get(reverse("choice", args=[10**9])).status_code == 404
    assert documenter.post(reverse("unchoose", args=[10**9]), {"reason": "x"}).status_code == 404
