# SPDX-License-Identifier: AGPL-3.0-or-later
"""A draft is not replaced unasked, comes back when it was, and files that are no text stay out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from amparo_desk.accounts.models import Role, User
from chamber.made_up import ENGLISH, TABLED, lamps
from html_page import Page

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse

    from amparo_desk.chamber.models import Draft

pytestmark = pytest.mark.database
AT = "/debates/lamps/take-in/"
SHORT = "1. The Assembly."
PDF = "%PDF-1.4\n1 0 obj\n1. The Assembly\nendobj\n"


@pytest.fixture
def draft(db: None) -> Draft:
    return lamps(User.objects.create(username="maker", role=Role.DOCUMENTER))


def standing(draft: Draft) -> str:
    return draft.texts.get(language="en").content


def hidden(answer: _MonkeyPatchedWSGIResponse) -> dict[str, str]:
    """Give what the button of the second step sends."""
    root = Page(answer.content.decode()).root
    (section,) = root.find("section", aria_labelledby="replacing")
    return {
        item.attributes["name"]: item.attributes.get("value", "")
        for item in section.find("input", type="hidden")
        if item.attributes["name"] != "csrfmiddlewaretoken"
    }


def test_a_draft_is_replaced_only_when_it_was_said_what_that_breaks(
    draft: Draft, documenter: Client
) -> None:
    sent = {"what": "text", "language": "en", "words": SHORT}
    asked = documenter.post(AT, sent)
    assert asked.status_code == 200
    said = Page(asked.content.decode()).root.text
    assert "A draft is here already: English" in said
    assert "Numbered paragraphs here: 5, in the new text: 1. Amendments here: 5." in said
    assert "would no longer fit: 3 (1, 2, 3)" in said
    assert standing(draft) == ENGLISH
    assert documenter.post(AT, hidden(asked)).status_code == 302
    assert standing(draft) == SHORT


def test_a_replaced_draft_is_brought_back(draft: Draft, documenter: Client) -> None:
    assert "Bring back" not in documenter.get(AT).content.decode()
    sent = {"what": "text", "language": "en", "words": SHORT}
    documenter.post(AT, hidden(documenter.post(AT, sent)))
    assert "Bring back" in documenter.get(AT).content.decode()
    asked = documenter.post(AT, {"bring_back": "en"})
    assert standing(draft) == SHORT
    documenter.post(AT, hidden(asked))
    assert standing(draft).splitlines() == ENGLISH.splitlines()


def test_what_was_seen_before_something_changed_is_asked_again(
    draft: Draft, documenter: Client
) -> None:
    asked = hidden(documenter.post(AT, {"what": "text", "language": "en", "words": SHORT}))
    more = TABLED + "\nAmendment 6\nIn the draft resolution, delete paragraph 3.\n"
    documenter.post(AT, {"what": "amendments", "words": more, "in": "en", "language": "en"})
    assert hidden(documenter.post(AT, asked))["replaced"] != asked["replaced"]
    assert standing(draft) == ENGLISH


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF.encode(), "PDF"),
        (b"PK\x03\x04word", "DOCX, ODT, ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a1. The Assembly", "GIF"),
    ],
)
def test_files_of_other_kinds_are_refused_with_what_to_do(
    content: bytes, kind: str, draft: Draft, documenter: Client
) -> None:
    for what in ("text", "amendments", "published"):
        file = SimpleUploadedFile("sent.txt", content)
        refused = documenter.post(AT, {"what": what, "language": "en", "words_file": file})
        assert refused.status_code == 422
        assert f"sent.txt: This is a file of another kind ({kind})" in refused.content.decode()
        assert "Save its text as plain text" in refused.content.decode()
    assert standing(draft) == ENGLISH


def test_a_pdf_pasted_as_words_is_refused(documenter: Client) -> None:
    refused = documenter.post("/debates/new/", {"title": "Lamps", "draft": PDF})
    assert refused.status_code == 422
    assert "The draft: This is a file of another kind (PDF)" in refused.content.decode()


def test_three_megabytes_may_be_pasted(documenter: Client) -> None:
    long = "1. The Assembly. " + "It notes the lamps. " * 150_000
    assert documenter.post("/debates/new/", {"title": "Lamps", "draft": long}).status_code == 302
