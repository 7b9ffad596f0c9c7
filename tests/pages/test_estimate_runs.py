# SPDX-License-Identifier: AGPL-3.0-or-later
"""One estimate as its page shows it: waiting, at work, stopped, done; and the files of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from amparo_desk.accounts.models import Role, User
from amparo_desk.estimates.domain import begin_run, stop_run
from amparo_desk.estimates.models import Population, Run
from amparo_desk.estimates.reckoning import work
from amparo_desk.estimates.working import at_work
from amparo_desk.register.models import Record
from html_page import Page
from pages.made_lists import APART, PATTERNS, define, make_lists

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse

    from html_page import Element

pytestmark = pytest.mark.database
QUICK = ("loglinear", "chao", "xi")
STOP_ASKING = 286


@pytest.fixture
def maker(db: None) -> User:
    return User.objects.create(username="maker", role=Role.DOCUMENTER)


@pytest.fixture
def run(maker: User) -> Run:
    make_lists(PATTERNS)
    return begin_run(population=define(maker), by=maker, methods=QUICK)


@pytest.fixture
def done(run: Run) -> Run:
    work(run.pk)
    run.refresh_from_db()
    assert run.state == Run.State.DONE, run.problem
    return run


def page(response: _MonkeyPatchedWSGIResponse, status: int = 200) -> Element:
    assert response.status_code == status
    read = Page(response.content.decode())
    assert read.unclosed == []
    return read.root


def at(run: Run) -> str:
    return f"/estimates/{run.population.key}/runs/{run.pk}/"


def headings(root: Element) -> list[str]:
    return [item.text for item in root.find("h2")]


def rows(root: Element, caption: str) -> list[list[str]]:
    (table,) = [item for item in root.find("table") if item.find("caption")[0].text == caption]
    return [[cell.text for cell in row.children] for row in table.find("tbody")[0].children]


def test_a_run_that_waits_says_so_and_asks_for_its_progress(run: Run, documenter: Client) -> None:
    root = page(documenter.get(at(run)))
    (polled,) = [item for item in root.find("div") if "hx-get" in item.attributes]
    assert polled.attributes["hx-get"] == f"{at(run)}progress/"
    assert polled.attributes["hx-trigger"] == "every 2s"
    assert root.find("progress")[0].attributes["value"] == "0"
    # Without scripts there is a link.
    assert root.find("a", href=at(run))
    with at_work():
        Run.objects.filter(pk=run.pk).update(state="running", share=0.42, at_work="men · lcm")
        told = documenter.get(f"{at(run)}progress/")
    assert "HX-Refresh" not in told.headers
    root = page(told)
    assert root.find("label")[0].text == "Running: men · latent classes"
    assert root.find("progress")[0].attributes["value"] == "42"


def test_a_run_whose_worker_died_is_shown_as_stopped(run: Run, documenter: Client) -> None:
    Run.objects.filter(pk=run.pk).update(state="running")
    assert documenter.get(f"{at(run)}progress/").status_code == STOP_ASKING
    root = page(documenter.get(at(run)))
    assert "Stopped" in headings(root)
    assert root.find("form", action=f"{at(run)}resume/")


@pytest.mark.parametrize("state", ["stopped", "failed", "done"])
def test_progress_ends_where_a_run_stands_still(run: Run, documenter: Client, state: str) -> None:
    Run.objects.filter(pk=run.pk).update(state=state)
    told = documenter.get(f"{at(run)}progress/")
    assert told.status_code == STOP_ASKING
    assert told["HX-Refresh"] == "true"


def test_a_run_is_stopped_and_taken_up_again(run: Run, documenter: Client, reader: Client) -> None:
    assert documenter.post(f"{at(run)}stop/")["Location"] == at(run)
    root = page(reader.get(at(run)))
    assert "Stopped" in headings(root)
    assert not root.find("form", action=f"{at(run)}resume/")
    assert page(documenter.get(at(run))).find("form", action=f"{at(run)}resume/")
    assert documenter.post(f"{at(run)}resume/")["Location"] == at(run)
    run.refresh_from_db()
    assert run.state == Run.State.WAITING


def test_a_run_that_failed_says_why(run: Run, reader: Client) -> None:
    Run.objects.filter(pk=run.pk).update(state="failed", problem="No space left on device")
    assert "No space left on device" in page(reader.get(at(run))).text


def test_first_comes_what_can_be_said_then_why_not_more_then_the_picture(
    done: Run, reader: Client
) -> None:
    root = page(reader.get(at(done)))
    (main,) = root.find("main")
    order = [item for item in main.walk() if item.tag in {"h2", "img"}]
    first = [item.text if item.tag == "h2" else "picture" for item in order][:4]
    assert first == ["An estimate", "What speaks against it", "What each method gives", "picture"]
    (verdict,) = [item for item in root.find("section") if item.find(id="said")]
    assert "Documented: 145. In all, those on no list included: about" in verdict.text
    assert "SYNTHETIC" in [item.text for item in main.find("strong")]
    named = {row[0] for row in rows(root, "Persons in all, those on no list included")}
    assert named == {
        "log-linear models, mixed",
        "Chao's lower bound",
        "under an assumption: no interaction of all lists, xi = 1",
    }
    assert [row[0] for row in rows(root, "The numbers of the picture")] == [
        "1/4", "1/2", "1", "2", "4",
    ]  # fmt: skip
    assert done.key in main.text
    assert {"What no list can check", "A number that was claimed", "To take away"} <= set(
        headings(root)
    )


def crumbs(root: Element) -> list[tuple[str, str]]:
    """Give the way to a page: words and address, the page itself last, without one."""
    (trail,) = root.find("nav", **{"class": "crumbs"})
    return [(item.text, "".join(item.links())) for item in trail.find("li")]


def test_the_way_to_a_run_leads_by_the_estimates_and_the_population(
    done: Run, reader: Client
) -> None:
    population = (done.population.title, f"/estimates/{done.population.key}/")
    way = [("Overview", "/"), ("Estimates", "/estimates/"), population]
    assert crumbs(page(reader.get(at(done)))) == [*way, ("An estimate", "")]
    report = [*way, ("An estimate", at(done)), ("The report", "")]
    assert crumbs(page(reader.get(f"{at(done)}report/"))) == report


def test_every_picture_of_the_page_is_there(done: Run, reader: Client) -> None:
    for where in (at(done), f"{at(done)}?claimed=300", f"{at(done)}report/"):
        root = page(reader.get(where))
        addresses = [
            item.attributes[name]
            for item in root.walk()
            for name in ("src", "srcset")
            if item.tag in {"img", "source"} and name in item.attributes
        ]
        assert len(addresses) >= 3
        for address in addresses:
            drawn = reader.get(address)
            assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/svg+xml"), address
        for image in root.find("img"):
            assert image.attributes["alt"]


@pytest.mark.parametrize(
    "name",
    ["report-" + 5_000 * "9", "report-99", "report-00000", "report-\N{ARABIC-INDIC DIGIT ZERO}",
     "0", "report-", "report-report-0", "none"],
    ids=["thousands of digits", "too high", "long", "not ASCII", "bare", "no number", "twice",
         "unknown"],
)  # fmt: skip
def test_a_picture_that_the_report_has_not_is_not_there(
    done: Run, reader: Client, name: str
) -> None:
    where = f"{at(done)}pictures/en/wide/"
    assert reader.get(f"{where}report-0.svg").status_code == 200
    assert reader.get(f"{where}{name}.svg").status_code == 404


def test_a_claimed_number_is_put_beside_it(done: Run, reader: Client) -> None:
    root = page(reader.get(f"{at(done)}?claimed=300"))
    assert "Documented: 145; claimed: more than 300." in root.text
    told = rows(root, "Probability that there are more than 300:")
    assert told[0][0] == "log-linear models, mixed"
    assert len(told) == 6
    assert all("%" in row[1] for row in told)
    assert root.find("input", value="300")
    assert f"{at(done)}report.pdf?claimed=300" in root.links()
    drawn = reader.get(f"{at(done)}pictures/en/wide/answer.svg?claimed=300").content.decode()
    assert "Claimed: more than 300" in drawn
    less = page(reader.get(f"{at(done)}?claimed=100")).text
    assert "More than claimed are on the lists." in less


def test_a_claim_that_is_no_number_is_a_fault_of_the_form(done: Run, reader: Client) -> None:
    root = page(reader.get(f"{at(done)}?claimed=many"))
    (section,) = root.find("section", aria_labelledby="claim")
    assert section.find("ul", **{"class": "errorlist"})
    assert not root.find("table", **{"class": "claimed"})


def test_the_files_are_those_of_the_command(done: Run, reader: Client) -> None:
    data = reader.get(f"{at(done)}report.json?claimed=300")
    told = json.loads(data.content)
    assert told["n_observed"] == 145
    assert told["statement"]["verdict"] == "estimate"
    assert told["claimed"]["number"] == 300
    assert "attachment" in data["Content-Disposition"]
    html = reader.get(f"{at(done)}report.html").content.decode()
    assert "SYNTHETIC data: no real persons." in html
    assert "How many there are in all" in html
    pdf = reader.get(f"{at(done)}report.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")


def test_the_whole_report_can_be_read_on_the_desk(done: Run, reader: Client) -> None:
    root = page(reader.get(f"{at(done)}report/"))
    assert {"Methods and gates", "How it was made"} <= set(headings(root))
    cited = {link for link in root.links() if link.startswith("#source-")}
    held = {
        f"#{i.attributes['id']}" for i in root.walk() if "source-" in i.attributes.get("id", "")
    }
    assert cited
    assert cited == held


def test_where_nothing_can_be_said_the_page_says_so_as_a_result(
    maker: User, reader: Client
) -> None:
    make_lists(APART)
    run = begin_run(population=define(maker), by=maker, methods=QUICK)
    work(run.pk)
    root = page(reader.get(at(run)))
    assert "How many there are in all cannot be said" in headings(root)
    assert "Why not more" in headings(root)
    assert "groups that share nobody" in root.text
    assert not [item for item in root.walk() if item.attributes.get("role") == "alert"]
    assert page(reader.get(f"{at(run)}?claimed=300")).find("section", aria_labelledby="claim")
    listed = page(reader.get("/estimates/")).text
    assert "How many are on no list cannot be said from these lists." in listed


def test_strata_stand_each_with_what_can_be_said(maker: User, reader: Client) -> None:
    make_lists(PATTERNS)
    run = begin_run(population=define(maker, by=("country",)), by=maker, methods=QUICK)
    work(run.pk)
    root = page(reader.get(at(run)))
    assert "Strata" in headings(root)
    (row,) = rows(root, "The strata by country")
    assert row[:2] == ["RU", "145"]


def test_the_doubt_of_who_is_who_is_carried_through(maker: User, reader: Client) -> None:
    make_lists(PATTERNS)
    population = define(maker)
    run = begin_run(population=population, by=maker, methods=("loglinear",), partitions=5)
    work(run.pk)
    root = page(reader.get(at(run)))
    assert "Who is who" in headings(root)
    (verdict,) = root.find("section", aria_labelledby="said")
    (said,) = [item.text for item in verdict.find("p")]
    # The list of estimates says the same, and that nothing has changed since.
    listed = page(reader.get(f"/estimates/{population.key}/")).text
    assert said in listed
    assert "have changed since" not in listed


def test_a_run_of_other_lists_than_now_is_marked_so(done: Run, reader: Client) -> None:
    where = f"/estimates/{done.population.key}/"
    assert "have changed since" not in page(reader.get(where)).text
    Record.objects.filter(source__key="list-a", key__endswith="-0").update(gone=True)
    assert "have changed since" in page(reader.get(where)).text


def test_what_is_said_stays_where_the_rest_is_gone(done: Run, reader: Client) -> None:
    Run.objects.filter(pk=done.pk).update(key="0" * 64, settings={**done.settings, "seed": 7})
    root = page(reader.get(at(done)))
    assert headings(root)[0] == "What was said"
    assert "Documented: 145. In all" in root.text
    assert reader.get(f"{at(done)}report.pdf").status_code == 404


@pytest.mark.parametrize("language", ["ru", "fr", "uk"])
def test_the_statement_is_in_the_language_of_the_page(
    done: Run, reader: Client, language: str
) -> None:
    root = page(reader.get(at(done), headers={"Accept-Language": language}))
    assert root.find("html")[0].attributes["lang"] == language
    assert "In all, those on no list" not in root.text
    listed = page(reader.get("/estimates/", headers={"Accept-Language": language})).text
    assert "In all, those on no list" not in listed


def test_stopping_needs_no_run_at_work(done: Run, maker: User, documenter: Client) -> None:
    assert stop_run(run=done, by=maker).state == Run.State.DONE
    assert documenter.post(f"{at(done)}stop/").status_code == 302
    assert "It stops at the end" not in page(documenter.get(at(done))).text


def test_a_figure_stays_one_of_what_was_stated_then(done: Run, maker: User, reader: Client) -> None:
    title = done.population.title
    before = page(reader.get(at(done))).text
    other = {"title": "Other people", "definition": "others", "begin": "2019", "end": "2019"}
    Population.objects.filter(pk=done.population_id).update(**other)
    after = page(reader.get(at(done)))
    assert title in after.text
    assert "Other people" not in after.text
    assert "have changed since" in after.text
    assert "have changed since" not in before
    report = reader.get(f"{at(done)}report.html").content.decode()
    assert "Whom it counts" in report
    assert done.stated["definition"] in report
    assert "Other people" not in report
    told = json.loads(reader.get(f"{at(done)}report.json").content)
    assert told["population"]["title"] == title
    assert told["asked"]["methods"] == list(QUICK)
