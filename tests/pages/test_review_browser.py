# SPDX-License-Identifier: AGPL-3.0-or-later
"""The review queue driven by the keyboard alone, on a screen and on a telephone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from playwright.sync_api import expect

from amparo_desk.register.models import Proposal
from pages.browsing import CHROMIUM, WIDTHS, faults_of, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from pages.browsing import Desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.database(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: not tested in it"),
]


def queue(desk: Desk, chromium: Browser, width: int = 1280, **options: object) -> Page:
    page = signed_in(desk, chromium, width, **options)
    page.goto(f"{desk.address}/review/")
    return page


def pair_shown(page: Page) -> str:
    return page.locator("#pair-title").inner_text()


def decided(desk: Desk, page: Page) -> Locator:
    """Give the rows of people's decisions."""
    page.goto(f"{desk.address}/review/decisions/")
    return page.locator("section[aria-labelledby=decided] > .rows > li")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_alone_works_through_the_queue(
    desk: Desk, chromium: Browser, width: int
) -> None:
    page = queue(desk, chromium, width)
    title, said = page.locator("#pair-title"), page.locator("#said")
    first = pair_shown(page)
    # As where somebody drags the corner of the field: the style is not written into the next page.
    page.evaluate("document.querySelector('[data-reason]').style.height = '9rem'")
    page.keyboard.press("j")
    expect(title).not_to_have_text(first)
    expect(title).to_be_focused()
    second = pair_shown(page)
    page.keyboard.press("k")
    expect(title).to_have_text(first)
    page.keyboard.press("n")
    expect(said).to_contain_text(re.compile(r"Decided: not the same person\. \d+ left\."))
    expect(title).to_have_text(second)
    expect(title).to_be_focused()
    page.keyboard.press("z")
    expect(said).to_contain_text("Undone: not the same person.")
    expect(title).to_have_text(first)
    page.keyboard.press("u")
    expect(said).to_contain_text("Decided: unsure.")
    assert faults_of(page, width) == []
    made = decided(desk, page)
    expect(made).to_have_count(2)
    expect(made.nth(0)).to_contain_text("unsure on the evidence shown")
    expect(made.nth(1)).to_contain_text("undone by who decided it")


def test_a_reason_of_ones_own_is_written_and_kept(desk: Desk, chromium: Browser) -> None:
    page = queue(desk, chromium)
    field = page.get_by_label("Reason in your own words")
    page.keyboard.press("e")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile("decided on the evidence shown"))
    # Letters are letters while somebody writes.
    page.keyboard.type("nobody could sentence sixteen such")
    expect(field).to_have_value("nobody could sentence sixteen such")
    page.keyboard.press("Escape")
    expect(page.locator("#pair-title")).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator("#said")).to_contain_text("Decided: same person.")
    expect(decided(desk, page)).to_contain_text("Reason: nobody could sentence sixteen such")


def test_help_opens_and_single_keys_can_be_switched_off(desk: Desk, chromium: Browser) -> None:
    page = queue(desk, chromium)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys of the queue")
    expect(dialog).to_be_visible()
    assert faults_of(page, 1280) == []
    # Behind the help nothing is decided.
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    switch = page.get_by_role("button", name="Single keys decide")
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "false")
    first = pair_shown(page)
    page.locator("#pair-title").focus()
    page.keyboard.press("n")
    page.keyboard.press("j")
    page.reload()
    expect(page.locator("body.keys-off")).to_be_visible()
    page.keyboard.press("s")
    assert pair_shown(page) == first
    expect(decided(desk, page)).to_have_count(0)


def test_a_cyrillic_keyboard_decides_too(desk: Desk, chromium: Browser) -> None:
    page = queue(desk, chromium)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'т', code: 'KeyN', bubbles: true}))"
    )
    expect(page.locator("#said")).to_contain_text("Decided: not the same person.")


@pytest.fixture
def without_evidence(desk: Desk) -> None:
    Proposal.objects.update(evidence=[])


@pytest.mark.usefixtures("without_evidence")
def test_a_refusal_is_shown_where_the_pair_is(desk: Desk, chromium: Browser) -> None:
    page = signed_in(desk, chromium)
    page.goto(f"{desk.address}/review/")
    page.keyboard.press("s")
    expect(page.locator("#queue .errorlist").first).to_contain_text("write the reason")
    expect(page.get_by_label("Reason in your own words")).to_be_focused()
    # The browser itself writes of an answer with status 422.
    desk.complaints.clear()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_the_review_can_be_read_by_everybody(
    desk: Desk, chromium: Browser, width: int, language: str
) -> None:
    page = queue(desk, chromium, width)
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": desk.address}]
    )
    faults: list[str] = []
    for address in ("", "decisions/", "disagreements/", "rule/", "import/"):
        page.goto(f"{desk.address}/review/{address}")
        page.evaluate("document.querySelectorAll('details').forEach((item) => item.open = true)")
        faults += faults_of(page, width)
    assert faults == []
