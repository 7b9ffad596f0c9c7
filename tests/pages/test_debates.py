# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a debate as an answer of the server: with and without scripts, and who may what."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx.oxml.ns import qn

from amparo.texts.plain import read_document
from amparo_desk.accounts.models import Role, User
from amparo_desk.chamber.domain import announce, keep_published
from amparo_desk.chamber.models import Draft, Recommendation
from amparo_desk.demo.debate import KEY, build_debate
from amparo_desk.history.models import Change
from chamber.made_up import ENGLISH, PUBLISHED, TABLED, lamps, rows, source
from html_page import Page

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse

    from html_page import Element

pytestmark = pytest.mark.database
AT = "/debates/lamps/"
PAGES = ("", "voting/", "languages/", "scenarios/", "outcomes/", "published/", "demand/")
LANG, VAL = qn("w:lang"), qn("w:val")
OF_DOCUMENTERS = ("write/", "write/?paragraph=0:2.1", "take-in/")


@pytest.fixture
def draft(db: None) -> Draft:
    return lamps(User.objects.create(username="maker", role=Role.DOCUMENTER))


def page(response: _MonkeyPatchedWSGIResponse) -> Element:
    read = Page(response.content.decode())
    assert read.unclosed == []
    return read.root


def by_id(root: Element, name: str) -> Element:
    (found,) = root.find(id=name)
    return found


def scenario(draft: Draft) -> dict[str, str]:
    return {"scenario": str(draft.scenarios.get().pk), "in": "en"}


def switch(client: Client, draft: Draft, value: str, **headers: Any) -> _MonkeyPatchedWSGIResponse:  # noqa: ANN401 - Django's
    return client.post(f"{AT}switch/", {**scenario(draft), "switch": value}, **headers)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_reader_sees_every_page_and_no_button_that_changes_anything(
    language: str, draft: Draft, reader: Client
) -> None:
    for address in PAGES:
        root = page(reader.get(AT + address, headers={"Accept-Language": language}))
        assert len(root.find("h1")) == 1
        sent = {form.attributes.get("action") for form in root.find("form", method="post")}
        assert sent == {"/language/"}, address
        assert not [item for item in root.walk() if "style" in item.attributes]


WRITES: tuple[tuple[str, dict[str, str]], ...] = (
    ("switch/", {"switch": "adopted:1"}),
    ("undo/", {}),
    ("scenarios/", {"name": "mine"}),
    ("voting/", {"1-stance": "for", "1-remark": ""}),
    ("outcomes/", {"label": "1", "outcome": "adopted"}),
    ("take-in/", {"what": "amendments", "words": TABLED}),
    ("write/", {"paragraph": "0:1", "words": "1. Lamps."}),
)


def test_a_reader_changes_nothing(draft: Draft, reader: Client) -> None:
    before, changes = rows(), Change.objects.count()
    assert reader.get("/debates/new/").status_code == 403
    assert reader.post("/debates/new/", sent_debate()).status_code == 403
    for address in OF_DOCUMENTERS:
        assert reader.get(AT + address).status_code == 403, address
    for address, sent in WRITES:
        assert reader.post(AT + address, sent).status_code == 403, address
    assert (rows(), Change.objects.count()) == (before, changes)


def test_no_page_asks_the_database_much(draft: Draft, reader: Client) -> None:
    for address in PAGES:
        reader.get(AT + address)
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(AT + address).status_code == 200
        assert len(asked) <= 11, address


def test_amendments_stand_in_place_marked_by_more_than_colour(draft: Draft, reader: Client) -> None:
    root = page(reader.get(AT))
    proposed = by_id(root, "p-0")
    assert "[struck:" in proposed.find("del")[-1].text
    assert proposed.find("a", href="#a-2")
    card = by_id(root, "a-1")
    assert [item.text for item in card.find("ins")] == ["most streets[inserted: ]"]
    assert "cannot stand together with" in card.text
    assert card.find("a", href="#a-2")
    assert root.find("html")[0].attributes["lang"] == "en"
    assert "[inserted:" in by_id(root, "p-2").text
    assert "light them at dusk" not in by_id(root, "r-2").text


def test_what_is_not_read_or_not_applied_is_shown_with_its_reason(
    draft: Draft, reader: Client
) -> None:
    root = page(reader.get(AT))
    (section,) = root.find("section", aria_labelledby="unapplied")
    assert [link.text for link in section.find("a")] == ["Amendment 4", "Amendment 5"]
    assert "Not read:" in by_id(root, "a-4").text
    assert "are not in paragraph 3" in by_id(root, "a-5").text
    assert "Nearest in the draft:" in by_id(root, "a-5").text


def test_a_switch_without_scripts_is_a_page(draft: Draft, documenter: Client) -> None:
    answer = switch(documenter, draft, "adopted:1")
    assert answer.status_code == 302
    assert answer["Location"].endswith("#a-1")
    root = page(documenter.get(answer["Location"]))
    assert "out in most streets" in by_id(root, "r-0").text
    pressed = [item.text for item in by_id(root, "a-1").find("button", aria_pressed="true")]
    assert pressed == ["Adopt"]
    documenter.post(f"{AT}undo/", scenario(draft))
    assert "out in many streets" in by_id(page(documenter.get(AT)), "r-0").text


def test_a_switch_of_what_is_not_there_is_refused(draft: Draft, documenter: Client) -> None:
    answer = documenter.post(
        f"{AT}switch/", {**scenario(draft), "switch": "adopted:99"}, follow=True
    )
    assert "There is no amendment 99 here." in answer.content.decode()
    assert draft.scenarios.get().choices == {}


def test_both_languages_follow_one_scenario(draft: Draft, documenter: Client) -> None:
    switch(documenter, draft, "adopted:1")
    root = page(documenter.get(f"{AT}?in=fr"))
    assert "la plupart des rues" in by_id(root, "r-0").text
    assert "Here only in English: 2, 3, 4, 5" in root.text
    beside = page(documenter.get(f"{AT}languages/"))
    first = next(item for item in beside.find("div") if item.attributes.get("class") == "text-row")
    assert [side.attributes["lang"] for side in first.children] == ["en", "fr"]
    assert "most streets" in first.text
    assert "la plupart des rues" in first.text


def test_another_scenario_begins_from_one_that_is_here(draft: Draft, documenter: Client) -> None:
    switch(documenter, draft, "adopted:1")
    like = draft.scenarios.get()
    sent = {"name": "Without 1", "like": str(like.pk)}
    assert documenter.post(f"{AT}scenarios/", sent).status_code == 302
    assert documenter.post(f"{AT}scenarios/", sent).status_code == 422
    made = draft.scenarios.get(name="Without 1")
    assert made.choices == {"1": "adopted"}
    text = page(documenter.get(f"{AT}scenarios/")).text
    assert "open → adopted" in text


def test_recommendations_are_kept_all_or_none(draft: Draft, documenter: Client) -> None:
    sent = {f"{label}-{name}": "" for label in "12345" for name in ("stance", "remark")}
    sent |= {"1-stance": "for", "1-remark": "counted", "2-stance": "against"}
    assert documenter.post(f"{AT}voting/", sent).status_code == 302
    kept = {row.label: (row.stance, row.remark) for row in Recommendation.objects.all()}
    assert kept == {"1": ("for", "counted"), "2": ("against", "")}
    wrong = {**sent, "1-stance": "abstain", "3-remark": "no vote beside it"}
    answer = documenter.post(f"{AT}voting/", wrong)
    assert answer.status_code == 422
    assert "Amendment 3: A remark stands beside a recommendation" in answer.content.decode()
    assert Recommendation.objects.get(label="1").stance == "for"


def test_the_voting_list_on_paper_says_what_the_page_says(documenter: Client) -> None:
    build_debate(User.objects.get(username=documenter.get("/").context["user"].username))
    at = f"/debates/{KEY}/"
    word = docx.Document(BytesIO(documenter.get(f"{at}voting.docx").content))
    assert word.paragraphs[0].text == "SYNTHETIC"
    lines = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert len(lines) == 16
    order = [line[1].split("\n")[0] for line in lines[1:]]
    assert order == [link.text for link in _table(documenter, at)]
    assert order.index("Amendment 3") < order.index("Amendment 4")
    (seventh,) = [line for line in lines if line[1].startswith("Amendment 7")]
    assert seventh[4:] == ["for", "our demand"]
    assert {mark.get(VAL) for mark in word.styles.element.iter(LANG)} == {"en-GB"}
    french = docx.Document(BytesIO(documenter.get(f"{at}voting.docx?in=fr").content))
    assert {mark.get(VAL) for mark in french.styles.element.iter(LANG)} == {"en-GB"}
    assert {mark.get(VAL) for mark in french.element.iter(LANG)} == {"fr-FR"}
    pdf = documenter.get(f"{at}voting.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert b"pdfuaid" in pdf.content
    assert documenter.get(f"{at}voting.pdf").content == pdf.content


def _table(client: Client, at: str) -> list[Element]:
    (table,) = page(client.get(f"{at}voting/")).find("table")
    return [link for head in table.find("th", scope="row") for link in head.find("a")]


@pytest.mark.parametrize(
    ("paragraph", "language", "words", "given"),
    [
        ("0:1", "en", "1. The Assembly notes that lamps are out in most streets.", "replace"),
        ("0:2.1", "en", "2.1. mend the lamps;\nlight them;", "after paragraph 2.1"),
        ("0:3", "en", "", "delete paragraph 3"),
        ("0:1", "fr", "1. L’Assemblée note que les lampes sont éteintes.", "supprimer"),
    ],
)
def test_a_changed_paragraph_becomes_an_amendment(
    paragraph: str, language: str, words: str, given: str, draft: Draft, documenter: Client
) -> None:
    sent = {"in": language, "paragraph": paragraph, "words": words, "note": "It was seen."}
    root = page(documenter.post(f"{AT}write/", sent))
    (made,) = [item.text for item in root.find("p") if item.attributes.get("class") == "tabled"]
    assert given in made
    assert made.startswith(("Amendment 6", "Amendement 2"))
    assert "It was seen." in made
    assert made.count(".....") >= 5


@pytest.mark.parametrize(
    ("sent", "why", "status"),
    [
        ({"words": "1. The Assembly notes that lamps are out in many streets."}, "Nothing", 200),
        ({"words": "1. Lamps.", "note": "word " * 51}, "51 words", 422),
    ],
)
def test_the_editor_says_why_it_gives_no_amendment(
    sent: dict[str, str], why: str, status: int, draft: Draft, documenter: Client
) -> None:
    answer = documenter.post(f"{AT}write/", {"in": "en", "paragraph": "0:1", **sent})
    assert answer.status_code == status
    assert why in page(answer).text


def sent_debate(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of any kind
    return {"title": "On lamps", "draft": ENGLISH, "amendments": TABLED, **values}


def test_a_pasted_debate_is_taken_in(documenter: Client) -> None:
    answer = documenter.post("/debates/new/", sent_debate(address="https://example.org/1"))
    assert answer.status_code == 302
    root = page(documenter.get(answer["Location"]))
    assert "5 amendments" in by_id(root, "tally").text
    assert Draft.objects.get().source.pages == ["https://example.org/1"]


def test_a_sent_file_is_taken_in(documenter: Client) -> None:
    file = SimpleUploadedFile("draft.txt", ENGLISH.encode())
    sent = sent_debate(draft="", draft_file=file)
    assert documenter.post("/debates/new/", sent).status_code == 302


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"draft": ""}, ["There is no draft"]),
        ({"draft": "lamps, lamps", "amendments": "more light"}, ["numbered paragraph"]),
        ({"amendments": "more light"}, ["No amendment was found"]),
        (
            {
                "draft": "",
                "draft_file": b"1. Lamps\x00.",
                "amendments_file": b"\xff\xfe",
            },
            ["draft_file: This is no text", "amendments_file: paste the words or send"],
        ),
        ({"amendments": TABLED + TABLED.replace("most", "all")}, ["Amendment 1 stands there 2"]),
    ],
)
def test_what_cannot_be_taken_in_is_refused_with_every_reason(
    values: dict[str, Any], reasons: list[str], documenter: Client
) -> None:
    sent = {
        name: SimpleUploadedFile(name, value) if isinstance(value, bytes) else value
        for name, value in sent_debate(**values).items()
    }
    before = rows()
    answer = documenter.post("/debates/new/", sent)
    assert answer.status_code == 422
    (section,) = page(answer).find("section", aria_labelledby="faults")
    assert [reason for reason in reasons if reason not in section.text] == []
    assert rows() == before


def test_more_amendments_and_the_published_text_are_taken_in(
    draft: Draft, documenter: Client
) -> None:
    more = TABLED + "\nAmendment 6\nIn the draft resolution, delete paragraph 3.\n"
    at = f"{AT}take-in/"
    answer = documenter.post(at, {"what": "amendments", "words": more, "in": "en"}, follow=True)
    assert "1 new, 0 changed, 5 here already" in answer.content.decode()
    assert "not read: 1" in answer.content.decode()
    documenter.post(at, {"what": "published", "words": PUBLISHED, "language": "en"})
    text = page(documenter.get(f"{AT}published/?in=en")).text
    assert "letter by letter" not in text
    assert "numerous[inserted: ]" in text
    refused = documenter.post(at, {"what": "amendments", "words": "more light", "in": "en"})
    assert refused.status_code == 422
    assert "No amendment was found" in refused.content.decode()


def test_as_voted_is_what_was_announced_and_not_a_scenario(
    draft: Draft, documenter: Client
) -> None:
    user = User.objects.get(username="maker")
    text = draft.texts.get(language="en")
    keep_published(text=text, document=read_document(PUBLISHED, language="en"),
                   content=PUBLISHED, user=user)  # fmt: skip
    switch(documenter, draft, "adopted:2")
    assumed = page(documenter.get(f"{AT}published/?in=en")).text
    assert "what the scenario takes as adopted: 2." in assumed
    announce(draft=draft, label="1", outcome="adopted", how="", votes=None,
             source=source("outcomes"), user=user)  # fmt: skip
    announced = page(documenter.get(f"{AT}published/?in=en")).text
    assert "announced as adopted: 1." in announced


def test_what_answers_a_demand_is_told_with_the_search(draft: Draft, reader: Client) -> None:
    found = page(reader.get(f"{AT}demand/?in=en&demand=Mend+the+lamps")).text
    assert "2.1." in found
    silent = page(reader.get(f"{AT}demand/?in=en&demand=Release+all+prisoners+of+war")).text
    assert "the text is silent" in silent
    assert "What was looked for in 5 paragraphs" in silent


def test_an_outcome_is_kept_with_its_source_and_taken_out_again(
    draft: Draft, documenter: Client
) -> None:
    at = f"{AT}outcomes/"
    sent = {"label": "2", "outcome": "rejected", "how": "vote", "in_favour": "3", "against": "9"}
    assert documenter.post(at, sent).status_code == 422
    sent |= {"abstentions": "1", "address": "https://example.org/votes"}
    assert documenter.post(at, sent).status_code == 302
    root = page(documenter.get(at))
    (row,) = [item for item in root.find("tr") if "data-fact" in item.attributes]
    assert "3 / 9 / 1" in row.text
    assert any(link.startswith("/sources/outcomes-lamps") for link in row.links())
    assert "announced: rejected" in by_id(page(documenter.get(AT)), "a-2").text
    assert documenter.post(at, {"label": "2", "outcome": "retract"}).status_code == 302
    assert not draft.announced.exists()


def test_the_synthetic_debate_says_so_on_every_page(documenter: Client) -> None:
    user = documenter.get("/").context["user"]
    build_debate(user)
    before = Change.objects.count()
    build_debate(user)
    assert Change.objects.count() == before
    for address in ("", *(f"{KEY}/{name}" for name in (*PAGES, *OF_DOCUMENTERS))):
        root = page(documenter.get(f"/debates/{address}"))
        kinds = [(item.attributes.get("class", ""), item.text) for item in root.walk()]
        assert ("word synthetic", "SYNTHETIC") in kinds, address


def test_a_debate_that_is_not_there_is_not_there(documenter: Client) -> None:
    for address in (*PAGES, *OF_DOCUMENTERS, "voting.pdf", "voting.docx"):
        assert documenter.get(f"/debates/none/{address}").status_code == 404, address
    assert documenter.post("/debates/none/switch/").status_code == 404
