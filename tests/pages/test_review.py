# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deciding on a pair, undoing it, and who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from amparo_desk.history.models import Change
from amparo_desk.register.models import Decision, Proposal
from html_page import Page

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


@pytest.fixture
def waiting(demo: User) -> Proposal:
    """Give a pair of the demonstration that waits: joining it would unite what conflicts."""
    proposal = Proposal.objects.order_by("rank").first()
    assert proposal is not None
    return proposal


def people_decisions() -> list[tuple[str, bool]]:
    rows = Decision.objects.filter(by_person=True).order_by("id")
    return [(row.judgement, row.withdrawn_at is not None) for row in rows]


def test_the_queue_shows_both_records_and_why_they_are_there(
    reader: Client, waiting: Proposal
) -> None:
    page = Page(reader.get(reverse("review")).content.decode())
    (table,) = page.root.find("table", **{"class": "pair"})
    assert waiting.left.key in table.text
    assert waiting.right.key in table.text
    assert "would become one person, but different articles" in page.root.text


def test_a_documenter_decides_and_the_reason_is_kept(documenter: Client, waiting: Proposal) -> None:
    sent = {"judgement": "same", "reason": "the same case, as both records say"}
    response = documenter.post(reverse("review_pair", args=[waiting.pk]), sent)
    assert response.status_code == 302
    assert people_decisions() == [("same", False)]
    change = Change.objects.filter(verb="decide").get()
    assert change.reason == "the same case, as both records say"
    assert change.actor.username == "a documenter"


@pytest.mark.parametrize(
    "sent", [{"judgement": "same", "reason": "  "}, {"judgement": "same"}, {"reason": "why"}]
)
def test_nothing_is_decided_without_a_judgement_and_a_reason(
    documenter: Client, waiting: Proposal, sent: dict[str, str]
) -> None:
    response = documenter.post(reverse("review_pair", args=[waiting.pk]), sent)
    assert response.status_code == 422
    assert people_decisions() == []
    assert "errorlist" in response.content.decode()


def test_a_decision_is_withdrawn_and_the_pair_waits_again(
    documenter: Client, waiting: Proposal
) -> None:
    sent = {"judgement": "not_same", "reason": "another year of birth"}
    documenter.post(reverse("review_pair", args=[waiting.pk]), sent)
    assert documenter.get(reverse("review_pair", args=[waiting.pk])).status_code == 302
    made = Decision.objects.get(by_person=True)
    documenter.post(reverse("withdraw", args=[made.pk]), {"reason": "I misread the year"})
    assert people_decisions() == [("not_same", True)]
    page = Page(documenter.get(reverse("review")).content.decode())
    assert waiting.left.key in page.root.find("table", **{"class": "pair"})[0].text
    assert "I misread the year" in page.root.text


def test_a_join_of_the_linker_is_overruled(documenter: Client) -> None:
    joined = Decision.objects.filter(by_person=False, withdrawn_at=None).first()
    assert joined is not None
    documenter.post(reverse("overrule", args=[joined.pk]), {"reason": "two men of one name"})
    made = Decision.objects.get(by_person=True)
    assert (made.left, made.right) == (joined.left, joined.right)
    assert made.judgement == "not_same"
    made.left.refresh_from_db()
    assert made.left.person_id != made.right.person_id


def test_a_contradiction_is_refused_and_said(documenter: Client, waiting: Proposal) -> None:
    address = reverse("review_pair", args=[waiting.pk])
    documenter.post(address, {"judgement": "not_same", "reason": "different cases"})
    response = documenter.post(address, {"judgement": "same", "reason": "the same after all"})
    assert response.status_code == 409
    assert "withdraw one of them first" in response.content.decode()
    assert people_decisions() == [("not_same", False)]


@pytest.mark.parametrize("name", ["review_pair", "withdraw", "overrule"])
def test_a_reader_changes_nothing(reader: Client, waiting: Proposal, name: str) -> None:
    joined = Decision.objects.filter(by_person=False).first()
    assert joined is not None
    number = waiting.pk if name == "review_pair" else joined.pk
    before = Change.objects.count()
    response = reader.post(reverse(name, args=[number]), {"judgement": "same", "reason": "why"})
    assert response.status_code == 403
    assert people_decisions() == []
    assert Change.objects.count() == before


def test_a_form_from_elsewhere_changes_nothing(demo: User, waiting: Proposal) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(demo)
    sent = {"judgement": "same", "reason": "why"}
    assert strict.post(reverse("review_pair", args=[waiting.pk]), sent).status_code == 403
    assert people_decisions() == []
