# SPDX-License-Identifier: AGPL-3.0-or-later
"""Estimates in a real browser: asked for, watched, stopped, taken up again, read by everybody."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import expect

from amparo_desk.accounts.models import User
from amparo_desk.estimates.domain import begin_run
from amparo_desk.estimates.models import Run
from amparo_desk.estimates.reckoning import work
from pages.browsing import CHROMIUM, WIDTHS, faults_of, signed_in
from pages.made_lists import PATTERNS, define, make_lists

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from playwright.sync_api import Browser, Page

    from amparo_desk.estimates.models import Population
    from pages.browsing import Desk

    T = TypeVar("T")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.database(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: not tested in it"),
]
QUICK = ("loglinear", "graphs", "chao", "xi")


@pytest.fixture
def population(desk: Desk) -> Population:
    """State whom to count before the browser starts: within its loop Django refuses to write."""
    assert desk
    make_lists(PATTERNS)
    return define(User.objects.get(username="documenter"))


@pytest.fixture
def done(population: Population) -> Run:
    """Estimate by the quick methods."""
    user = User.objects.get(username="documenter")
    run = begin_run(population=population, by=user, methods=QUICK)
    work(run.pk)
    found = Run.objects.select_related("population").get(pk=run.pk)
    assert found.state == Run.State.DONE, found.problem
    return found


def aside(what: Callable[[], T]) -> T:
    """Do something with the database beside the browser's loop, as a worker does."""
    found: list[T] = []

    def do() -> None:
        try:
            found.append(what())
        finally:
            connection.close()

    thread = Thread(target=do)
    thread.start()
    thread.join()
    return found[0]


def worked() -> Run:
    """Let a worker do what waits; give the run."""
    number = Run.objects.latest("pk").pk
    work(number)
    return Run.objects.get(pk=number)


def after_a_block() -> Run:
    """Let a worker begin what waits, and ask it to stop when it has told of the first block."""
    run = Run.objects.latest("pk")
    told: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401, FBT001 - Django's signature
        answer = execute(sql, params, many, context)
        if sql.startswith("UPDATE") and '"share"' in sql:
            told.append(sql)
            if len(told) == 2:
                Run.objects.filter(pk=run.pk).update(stop_asked=True)
        return answer

    with connection.execute_wrapper(listen):
        work(run.pk)
    return Run.objects.get(pk=run.pk)


def ask(page: Page, desk: Desk, population: Population, *methods: str) -> None:
    """Ask for a run by the form."""
    page.goto(f"{desk.address}/estimates/{population.key}/")
    for box in page.locator("input[name=methods]").all():
        box.set_checked(box.get_attribute("value") in methods)
    page.get_by_role("button", name="Estimate in the background").click()
    expect(page.get_by_role("heading", name="At work")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_estimate_is_asked_for_watched_and_read(
    population: Population, desk: Desk, chromium: Browser, width: int
) -> None:
    page = signed_in(desk, chromium, width)
    ask(page, desk, population, *QUICK)
    expect(page.locator("#progress-now")).to_contain_text("Waiting")
    assert faults_of(page, width) == []
    with page.expect_response("**/progress/") as asked:
        pass
    assert asked.value.status == 200
    assert aside(worked).state == Run.State.DONE
    # Nobody loads the page again: it asks by itself, and then asks no more.
    expect(page.locator("#said")).to_have_text("An estimate")
    expect(page.locator(".verdict")).to_contain_text("Documented: 145.")
    assert page.locator("[hx-trigger]").count() == 0
    page.get_by_label("More than how many were claimed?").fill("300")
    page.get_by_role("button", name="What the lists say of it").click()
    expect(page.locator("[aria-labelledby=claim]")).to_contain_text("claimed: more than 300")
    assert faults_of(page, width) == []


def test_latent_classes_are_stopped_and_taken_up_where_they_stood(
    population: Population, desk: Desk, chromium: Browser
) -> None:
    page = signed_in(desk, chromium)
    ask(page, desk, population, "lcm")
    stopped = aside(after_a_block)
    assert stopped.state == Run.State.STOPPED
    assert stopped.share > 0
    # The page that is open comes to say so by itself.
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    assert faults_of(page, 1280) == []
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_role("heading", name="At work")).to_be_visible()
    assert aside(worked).state == Run.State.DONE
    expect(page.locator("#said")).to_be_visible()
    expect(page.get_by_role("heading", name="What each method gives")).to_be_visible()


def test_without_scripts_it_is_stopped_and_looked_at_by_links(
    population: Population, desk: Desk, chromium: Browser
) -> None:
    page = signed_in(desk, chromium, java_script_enabled=False)
    ask(page, desk, population, *QUICK)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    page.get_by_role("button", name="Resume").click()
    assert aside(worked).state == Run.State.DONE
    page.get_by_role("link", name="Load this page again").click()
    expect(page.locator("#said")).to_have_text("An estimate")


def test_who_is_signed_out_while_it_is_at_work_is_asked_to_sign_in(
    population: Population, desk: Desk, chromium: Browser
) -> None:
    page = signed_in(desk, chromium)
    ask(page, desk, population, *QUICK)
    page.context.clear_cookies(name="sessionid")
    expect(page.get_by_label("User name")).to_be_visible()


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ru", 390), ("fr", 390)])
def test_the_pages_of_estimates_can_be_read_by_everybody(
    done: Run, desk: Desk, chromium: Browser, width: int, language: str
) -> None:
    page = signed_in(desk, chromium, width)
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": desk.address}]
    )
    at = f"{done.population.key}/"
    faults: list[str] = []
    for address in (
        "", "new/", at, f"{at}change/", f"{at}runs/{done.pk}/", f"{at}runs/{done.pk}/?claimed=300",
        f"{at}runs/{done.pk}/report/",
    ):  # fmt: skip
        page.goto(f"{desk.address}/estimates/{address}")
        page.evaluate("document.querySelectorAll('details').forEach((item) => item.open = true)")
        assert page.locator("html").get_attribute("lang") == language
        faults += faults_of(page, width)
    assert faults == []


@pytest.mark.parametrize(("width", "shown"), [(390, True), (1280, False)])
def test_on_a_telephone_each_box_of_a_list_has_a_name_that_is_seen(
    population: Population, desk: Desk, chromium: Browser, width: int, *, shown: bool
) -> None:
    page = signed_in(desk, chromium, width)
    page.goto(f"{desk.address}/estimates/{population.key}/change/")
    for name in ("System of", "What"):
        label = page.locator("table.cards label.hidden").filter(has_text=name).first
        box = label.bounding_box()
        assert box is not None
        assert (box["height"] > 10) is shown, name
    assert faults_of(page, width) == []
