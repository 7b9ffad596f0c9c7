# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom an estimate counts, who is on the lists, and what is said before anything is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo_desk.accounts.models import Role, User
from amparo_desk.estimates.definition import Unreached
from amparo_desk.estimates.models import Population, Run
from amparo_desk.history.models import Change
from html_page import Page
from pages.made_lists import APART, LISTS, PATTERNS, define, make_lists

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse

    from html_page import Element

pytestmark = pytest.mark.database
SENT = {
    "title": "SYNTHETIC: prosecuted in 2024",
    "definition": "Everybody prosecuted in 2024.",
    "condition": "prosecuted",
    "kind": "flow",
    "begin": "2024",
    "end": "2024",
    "undetermined": "out",
    **{f"{key}-used": "on" for key in LISTS},
}
QUICK = {"methods": ["loglinear", "chao", "xi"], "seed": "1", "sweeps": "100", "partitions": "0"}


@pytest.fixture
def maker(db: None) -> User:
    return User.objects.create(username="maker", role=Role.DOCUMENTER)


@pytest.fixture
def population(maker: User) -> Population:
    make_lists(PATTERNS)
    return define(maker)


def page(response: _MonkeyPatchedWSGIResponse, status: int = 200) -> Element:
    assert response.status_code == status
    read = Page(response.content.decode())
    assert read.unclosed == []
    return read.root


def cells(table: Element) -> list[list[str]]:
    """Give the rows of a table's body."""
    (body,) = table.find("tbody")
    return [[cell.text for cell in row.children] for row in body.find("tr")]


def tables_of(root: Element) -> dict[str, list[list[str]]]:
    """Give the rows of each table by its caption."""
    return {table.find("caption")[0].text: cells(table) for table in root.find("table")}


def address(population: Population) -> str:
    return f"/estimates/{population.key}/"


def test_nothing_is_estimated_yet(reader: Client) -> None:
    root = page(reader.get("/estimates/"))
    assert "It was not stated yet whom to count." in root.text
    assert root.find("a", aria_current="page", href="/estimates/")
    (main,) = page(reader.get("/")).find("main")
    assert "/estimates/" in main.links()


def test_who_is_stated_stands_in_the_list_marked_as_made_up(
    population: Population, reader: Client
) -> None:
    root = page(reader.get("/estimates/"))
    (row,) = [item for item in root.find("li") if "prosecuted in 2024" in item.text]
    assert "SYNTHETIC" in [item.text for item in row.find("span")]
    assert "3 lists" in row.text
    assert "Nothing was estimated yet." in row.text
    assert address(population) in row.links()


def test_the_lists_stand_there_before_anything_is_computed(
    population: Population, reader: Client
) -> None:
    root = page(reader.get(address(population)))
    assert "145 persons are documented" in root.text
    assert "Nothing can be estimated" not in root.text
    assert "Nobody of the register is left out." in root.text
    assert "Nothing in the lists themselves speaks against an estimate." in root.text
    tables = tables_of(root)
    assert ["list-a", "74", "40"] in tables["Each list"]
    (pairs,) = [rows for name, rows in tables.items() if name.startswith("Each two lists")]
    assert ["list-a / list-b", "22", "34"] in pairs
    (image,) = root.find("img")
    assert "145 people on 3 lists" in image.attributes["alt"]
    for name in ("src", "srcset"):
        (item,) = [each for each in root.walk() if name in each.attributes and each.tag != "script"]
        drawn = reader.get(item.attributes[name])
        assert drawn["Content-Type"] == "image/svg+xml"
        assert b"list-a" in drawn.content


def test_lists_that_share_nobody_allow_no_figure_and_the_page_says_so_as_a_result(
    maker: User, reader: Client
) -> None:
    make_lists(APART)
    root = page(reader.get(address(define(maker))))
    assert "From these lists no figure of all can be given. That is a result too" in root.text
    assert "The lists fall into groups that share nobody: list-a, list-b; list-c." in root.text
    assert not [item for item in root.walk() if item.attributes.get("role") == "alert"]


def test_who_is_left_out_stands_there_with_the_reason(maker: User, reader: Client) -> None:
    make_lists(PATTERNS)
    root = page(reader.get(address(define(maker, begin="2020", end="2021"))))
    assert "0 persons are documented" in root.text
    rows = tables_of(root)["Persons of the register who are left out, and why"]
    assert rows == [["Not in this period.", "145"]]
    assert "Nothing can be estimated: nobody who counts is on any of the lists." in root.text
    assert not root.find("section", aria_labelledby="run")


def test_a_population_is_stated_by_the_form(documenter: Client) -> None:
    make_lists(PATTERNS)
    root = page(documenter.get("/estimates/new/"))
    boxes = [item.attributes["name"] for item in root.find("input", type="checkbox")]
    assert {f"{key}-used" for key in LISTS} <= set(boxes)
    response = documenter.post(
        "/estimates/new/", {**SENT, "list-c-system": "ab", "by": ["country"]}
    )
    made = Population.objects.get()
    assert response["Location"] == address(made)
    systems = {use.source.key: use.system for use in made.uses.select_related("source")}
    assert systems == {"list-a": "list-a", "list-b": "list-b", "list-c": "ab"}
    assert made.by == ["country"]
    root = page(documenter.get(address(made)))
    assert "Whom it counts is kept." in root.text
    assert "country of the case" in root.text


def test_all_that_is_wrong_is_said_at_once_and_what_was_typed_is_kept(documenter: Client) -> None:
    make_lists(PATTERNS)
    sent = {**SENT, "title": "", "begin": "yesterday", "definition": "Those <b>held</b>."}
    sent |= {"list-a-system": "one", "list-a-reason": "by phone"}
    sent |= {"reach0-source": "list-a", "reach0-field": "country", "reach0-label": ""}
    root = page(documenter.post("/estimates/new/", sent), 422)
    faults = [item.text for item in root.find("ul", **{"class": "errorlist"})]
    assert len(faults) >= 2
    assert any("A date is needed" in fault for fault in faults)
    assert any("required" in fault or "title" in fault for fault in faults)
    values = {
        item.attributes["name"]: item.attributes.get("value")
        for item in root.find("input")
        if "name" in item.attributes
    }
    assert values["begin"] == "yesterday"
    assert values["list-a-system"] == "one"
    assert values["list-a-reason"] == "by phone"
    assert "Those <b>held</b>." in [item.text for item in root.find("textarea")]
    (kept,) = [s for s in root.find("select") if s.attributes.get("name") == "reach0-source"]
    assert kept.find("option", value="list-a")[0].attributes.get("selected") is not None
    assert not Population.objects.exists()


def test_outcomes_without_an_assessment_are_a_fault_and_stay_ticked(documenter: Client) -> None:
    make_lists(PATTERNS)
    root = page(documenter.post("/estimates/new/", {**SENT, "outcomes": ["meets"]}), 422)
    faults = [item.text for item in root.find("ul", **{"class": "errorlist"})]
    assert faults == ["Outcomes are of an assessment: name its definition."]
    (box,) = root.find("input", type="checkbox", value="meets")
    assert "checked" in box.attributes
    assert not Population.objects.exists()


def test_a_population_is_stated_anew_and_withdrawn_with_a_reason(
    population: Population, documenter: Client
) -> None:
    at = address(population)
    root = page(documenter.get(f"{at}change/"))
    ticked = [i for i in root.find("input", type="checkbox") if "checked" in i.attributes]
    assert {item.attributes["name"] for item in ticked} == {f"{key}-used" for key in LISTS}
    changed = {**SENT, "title": "SYNTHETIC: another title"}
    assert documenter.post(f"{at}change/", changed).status_code == 302
    assert "another title" in page(documenter.get(at)).text
    root = page(documenter.post(f"{at}withdraw/", {"reason": ""}), 422)
    assert root.find("details", open="")
    assert documenter.post(f"{at}withdraw/", {"reason": "Stated twice."}).status_code == 302
    assert "another title" not in page(documenter.get("/estimates/")).find("main")[0].text
    root = page(documenter.get(at))
    assert "Withdrawn: it is kept, and nothing more is run." in root.text
    assert not root.find("form", action=f"{at}withdraw/")
    verbs = Change.objects.filter(subject_key=population.key).values_list("verb", flat=True)
    assert set(verbs) == {"define_population", "change_population", "withdraw_population"}
    history = page(documenter.get("/changes/")).text
    assert "Statement whom to count withdrawn" in history


def test_a_run_that_is_refused_says_why_and_keeps_the_form(
    population: Population, documenter: Client
) -> None:
    root = page(documenter.post(address(population), {**QUICK, "methods": [], "seed": "-1"}), 422)
    assert len(root.find("ul", **{"class": "errorlist"})) == 2
    (seed,) = [item for item in root.find("input") if item.attributes.get("name") == "seed"]
    assert seed.attributes["value"] == "-1"
    assert not Run.objects.exists()


def test_where_there_are_strata_no_ways_of_linking_are_asked_for(
    maker: User, documenter: Client
) -> None:
    make_lists(PATTERNS)
    root = page(documenter.get(address(define(maker, by=("country",)))))
    named = {item.attributes.get("name") for item in root.find("input")}
    assert "partitions" not in named
    assert "seed" in named
    assert tables_of(root)["Strata"] == [["RU", "145", "–"]]
    assert "filled in by chance" not in root.text


def test_people_without_a_label_are_said_to_be_filled_in(maker: User, reader: Client) -> None:
    make_lists(PATTERNS)
    root = page(reader.get(address(define(maker, by=("gender",)))))
    assert tables_of(root)["Strata"] == [["not known", "145", "–"]]
    assert "their labels are filled in by chance" in root.text


def test_somebody_on_a_list_that_cannot_have_him_forbids_a_run(
    maker: User, documenter: Client
) -> None:
    make_lists(PATTERNS)
    never = Unreached(source="list-b", field="country", label="RU", reason="works abroad")
    root = page(documenter.get(address(define(maker, by=("country",), not_reached=(never,)))))
    assert "Nothing can be run before this is put right:" in root.text
    (note,) = [item.text for item in root.find("div") if "put right" in item.text]
    assert "“list-b” is said not to reach country of the case = RU" in note
    assert "list-b/p-010-0" in note
    assert not root.find("section", aria_labelledby="run")
    assert "works abroad" in root.text


def test_a_title_never_takes_the_address_of_the_form(documenter: Client) -> None:
    make_lists(PATTERNS)
    where = documenter.post("/estimates/new/", {**SENT, "title": "New"})["Location"]
    assert where != "/estimates/new/"
    assert "145 persons are documented" in page(documenter.get(where)).text


POSTS = ("", "withdraw/", "change/", "runs/{run}/stop/", "runs/{run}/resume/")


def test_a_reader_sees_every_page_and_changes_nothing(
    population: Population, documenter: Client, reader: Client
) -> None:
    at = address(population)
    documenter.post(at, QUICK)
    run = Run.objects.get()
    before = Change.objects.count()
    for where in ("/estimates/", at, f"{at}runs/{run.pk}/"):
        root = page(reader.get(where))
        sent = {form.attributes.get("action") for form in root.find("form", method="post")}
        assert sent == {"/language/"}, where
    assert reader.get("/estimates/new/").status_code == 403
    assert reader.get(f"{at}change/").status_code == 403
    assert reader.post("/estimates/new/", SENT).status_code == 403
    for where in POSTS:
        posted = {**SENT, **QUICK, "reason": "because"}
        assert reader.post(at + where.format(run=run.pk), posted).status_code == 403, where
    run.refresh_from_db()
    assert (run.state, run.stop_asked) == (Run.State.WAITING, False)
    assert Change.objects.count() == before


def test_what_is_not_there_is_not_there(population: Population, documenter: Client) -> None:
    documenter.post(address(population), QUICK)
    run = Run.objects.get()
    at = address(population)
    other = f"/estimates/none/runs/{run.pk}/"
    for where in (
        "/estimates/none/", "/estimates/none/change/", other, f"{other}progress/",
        f"{at}runs/0/", f"{at}runs/{run.pk}/report/", f"{at}runs/{run.pk}/report.pdf",
        f"{at}runs/{run.pk}/report.exe", f"{at}lists/xx/wide.svg", f"{at}lists/en/huge.svg",
        f"{at}runs/{run.pk}/pictures/en/wide/answer.svg",
    ):  # fmt: skip
        assert documenter.get(where).status_code == 404, where
    for where in (f"{other}stop/", f"{other}resume/", "/estimates/none/withdraw/"):
        assert documenter.post(where, {"reason": "x"}).status_code == 404, where


def test_no_page_asks_the_database_much(population: Population, reader: Client) -> None:
    for where in ("/estimates/", address(population)):
        reader.get(where)
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(where).status_code == 200
        assert len(asked) <= 22, where
