# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deciding on a pair, undoing it, and who may."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from amparo_desk.accounts.models import Role
from amparo_desk.history.models import Change
from amparo_desk.pages.reasons import ready_reasons
from amparo_desk.register.domain import switch_two_person_review
from amparo_desk.register.models import Decision, Proposal, Statement
from amparo_desk.register.queries import waiting_pairs
from html_page import Page
from pages.conftest import link_as_told, page_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test.client import _MonkeyPatchedWSGIResponse

    from amparo_desk.accounts.models import User

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


@pytest.fixture(autouse=True)
def waiting(db: None, demo: User) -> Proposal:
    """Give the pair that waits first, of four of the demonstration."""
    link_as_told(demo)
    return Proposal.objects.get(pk=waiting_pairs()[0])


def people_decisions() -> list[tuple[str, bool]]:
    rows = Decision.objects.filter(by_person=True).order_by("id")
    return [(row.judgement, row.withdrawn_at is not None) for row in rows]


def sent(judgement: str, reason: str = "", **more: object) -> dict[str, object]:
    return {"judgement": judgement, "reason": reason, **more}


def shown(response: _MonkeyPatchedWSGIResponse) -> str:
    return Page(response.content.decode()).root.text


def test_the_queue_shows_both_records_and_why_they_are_there(
    reader: Client, waiting: Proposal
) -> None:
    page = Page(reader.get(reverse("review")).content.decode())
    table = page.root.find("table", **{"class": "pair"})[0]
    assert waiting.left.key in table.text
    assert waiting.right.key in table.text
    assert "Joining would make two persons one; between them they have:" in page.root.text
    assert re.search(r"Probability [\d.]+ %", page.root.text)


def test_the_heading_is_the_two_names_as_written(reader: Client, waiting: Proposal) -> None:
    page = Page(reader.get(reverse("review_pair", args=[waiting.pk])).content.decode())
    (heading,) = page.root.find("h2", id="pair-title")
    for record in (waiting.left, waiting.right):
        name = Statement.objects.filter(record=record, schema="person", prop="name").get()
        assert f"{name.value}{record.key}" in heading.text


def test_the_picture_is_there_with_its_words_and_its_table(
    reader: Client, waiting: Proposal
) -> None:
    page = Page(reader.get(reverse("review_pair", args=[waiting.pk])).content.decode())
    (image,) = [item for item in page.root.find("img") if "evidence" in item.attributes["src"]]
    assert "the probability that the two are one person" in image.attributes["alt"]
    response = reader.get(image.attributes["src"])
    assert response["Content-Type"] == "image/svg+xml"
    assert b"<desc>From " in response.content
    assert "Before any evidence" in page.root.text


@pytest.mark.parametrize("asked", ["xx/wide", "en/huge"])
def test_a_picture_of_another_language_or_size_is_not_there(
    reader: Client, waiting: Proposal, asked: str
) -> None:
    address = f"/review/{waiting.pk}/evidence/{asked}.svg"
    assert reader.get(address).status_code == 404


def test_points_that_are_no_bits_are_not_drawn(reader: Client, waiting: Proposal) -> None:
    Proposal.objects.filter(pk=waiting.pk).update(probability=None)
    address = reverse("review_pair", args=[waiting.pk])
    assert "/evidence/" not in reader.get(address).content.decode()
    picture = reverse("review_picture", args=[waiting.pk, "en", "wide"])
    assert reader.get(picture).status_code == 404


def test_a_documenter_decides_and_the_reason_is_kept(documenter: Client, waiting: Proposal) -> None:
    made = sent("same", "the same case, as both records say")
    response = documenter.post(reverse("review_pair", args=[waiting.pk]), made)
    assert response.status_code == 302
    assert people_decisions() == [("same", False)]
    change = Change.objects.filter(verb="decide").get()
    assert change.reason == "the same case, as both records say"
    assert change.actor.username == "a documenter"


@pytest.mark.parametrize("judgement", ["same", "not_same", "unsure"])
def test_the_ready_reason_shown_for_a_judgement_is_the_one_kept(
    documenter: Client, waiting: Proposal, judgement: str
) -> None:
    address = reverse("review_pair", args=[waiting.pk])
    ready = ready_reasons(waiting)
    assert ready[judgement] in shown(documenter.get(address))
    # Another judgement's sentence left in the field is not kept for this one.
    other = next(reason for name, reason in ready.items() if name != judgement)
    documenter.post(address, sent(judgement, other))
    assert Change.objects.get(verb="decide").reason == ready[judgement]
    assert "on the evidence shown" in ready[judgement]


@pytest.mark.parametrize(
    "given", [{"reason": "why"}, {"judgement": "perhaps"}, sent("same", "x" * 2001)]
)
def test_nothing_is_decided_without_a_judgement(
    documenter: Client, waiting: Proposal, given: dict[str, str]
) -> None:
    response = documenter.post(reverse("review_pair", args=[waiting.pk]), given)
    assert response.status_code == 422
    assert people_decisions() == []
    assert "errorlist" in response.content.decode()


def test_where_nothing_is_shown_that_says_why_a_reason_is_needed(
    documenter: Client, waiting: Proposal
) -> None:
    Proposal.objects.filter(pk=waiting.pk).update(evidence=[])
    response = documenter.post(reverse("review_pair", args=[waiting.pk]), sent("same", "  "))
    assert response.status_code == 422
    assert people_decisions() == []
    assert "write the reason" in shown(response)


def test_htmx_gets_the_next_pair_alone_and_what_was_done(
    documenter: Client, waiting: Proposal
) -> None:
    first, second, *rest = waiting_pairs()
    answer = documenter.post(
        reverse("review_pair", args=[first]),
        sent("not_same", following=second),
        HTTP_HX_REQUEST="true",
    )
    page = Page(answer.content.decode())
    assert not page.root.find("html")
    (part,) = page.root.find("section", **{"class": "queue-pair"})
    assert part.attributes["data-address"] == reverse("review_pair", args=[second])
    left = len(rest) + 1
    assert part.attributes["data-said"] == f"Decided: not the same person. {left} left."


def test_the_last_thing_one_did_is_undone_and_shown_again(
    documenter: Client, waiting: Proposal
) -> None:
    before = waiting_pairs()
    documenter.post(reverse("review_pair", args=[waiting.pk]), sent("same"))
    assert waiting_pairs() != before
    answer = documenter.post(reverse("review_undo"), HTTP_HX_REQUEST="true")
    (part,) = Page(answer.content.decode()).root.find("section", **{"class": "queue-pair"})
    assert part.attributes["data-address"] == reverse("review_pair", args=[waiting.pk])
    assert part.attributes["data-said"].startswith("Undone: same person.")
    assert waiting_pairs() == before
    assert people_decisions() == [("same", True)]
    again = documenter.post(reverse("review_undo"), follow=True)
    assert "nothing of yours to undo" in shown(again)


def test_nobody_undoes_what_another_decided(
    documenter: Client, waiting: Proposal, signed_in: Callable[..., Client]
) -> None:
    documenter.post(reverse("review_pair", args=[waiting.pk]), sent("same"))
    signed_in(Role.ADMINISTRATOR).post(reverse("review_undo"))
    assert people_decisions() == [("same", False)]


def test_the_second_reader_sees_what_the_first_saw(
    documenter: Client, waiting: Proposal, signed_in: Callable[..., Client], demo: User
) -> None:
    switch_two_person_review(on=True, reason="from now on", user=demo)
    second = signed_in(Role.ADMINISTRATOR)
    address = reverse("review_pair", args=[waiting.pk])

    def queue_of(client: Client) -> str:
        (part,) = page_of(client.get(address)).root.find("section", **{"class": "queue-pair"})
        return part.text

    before = queue_of(second)
    assert before == queue_of(documenter)
    documenter.post(address, sent("not_same"))
    assert queue_of(second) == before
    assert second.post(address, sent("not_same")).status_code == 302
    assert people_decisions() == [("not_same", False)]
    for client in (second, documenter):
        client.post(reverse("review_undo"))
    assert queue_of(second) == queue_of(documenter) == before


def test_a_decision_is_withdrawn_and_the_pair_waits_again(
    documenter: Client, waiting: Proposal
) -> None:
    address = reverse("review_pair", args=[waiting.pk])
    documenter.post(address, sent("not_same", "another year of birth"))
    assert documenter.get(address).status_code == 302
    made = Decision.objects.get(by_person=True)
    documenter.post(reverse("withdraw", args=[made.pk]), {"reason": "I misread the year"})
    assert people_decisions() == [("not_same", True)]
    page = Page(documenter.get(reverse("review")).content.decode())
    assert waiting.left.key in page.root.find("table", **{"class": "pair"})[0].text
    assert "I misread the year" in shown(documenter.get(reverse("review_decisions")))


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
    documenter.post(address, sent("not_same", "different cases"))
    response = documenter.post(address, sent("same", "the same after all"))
    assert response.status_code == 409
    assert "withdraw one of them first" in response.content.decode()
    assert people_decisions() == [("not_same", False)]


@pytest.mark.parametrize(
    "name",
    ["review_pair", "review_undo", "review_import", "review_rule", "withdraw", "overrule"],
)
def test_a_reader_changes_nothing(reader: Client, waiting: Proposal, name: str) -> None:
    joined = Decision.objects.filter(by_person=False).first()
    assert joined is not None
    numbers = {"review_pair": [waiting.pk], "withdraw": [joined.pk], "overrule": [joined.pk]}
    before = Change.objects.count()
    address = reverse(name, args=numbers.get(name, []))
    assert reader.post(address, sent("same", "why", on="yes")).status_code == 403
    assert people_decisions() == []
    assert Change.objects.count() == before


def test_a_form_from_elsewhere_changes_nothing(demo: User, waiting: Proposal) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(demo)
    address = reverse("review_pair", args=[waiting.pk])
    assert strict.post(address, sent("same", "why")).status_code == 403
    assert people_decisions() == []


@pytest.mark.parametrize("after", ["1", "x", "9" * 5000, "-1", "٣"])
def test_a_mistyped_place_in_the_queue_is_the_first(reader: Client, after: str) -> None:
    page = reader.get(reverse("review"), {"after": after})
    assert page.status_code == 200
    assert b'<section class="queue-pair"' in page.content


def test_the_queue_goes_forward_and_back(reader: Client, waiting: Proposal) -> None:
    first, second, *_rest = waiting_pairs()
    page = Page(reader.get(reverse("review_pair", args=[second])).content.decode())
    (back,) = page.root.find("a", data_key="k")
    assert back.attributes["href"] == reverse("review_pair", args=[first])
    page = Page(reader.get(reverse("review")).content.decode())
    (on,) = page.root.find("a", data_key="j")
    assert on.attributes["href"] == reverse("review_pair", args=[second])
    assert not page.root.find("a", data_key="k")
