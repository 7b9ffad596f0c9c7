# SPDX-License-Identifier: AGPL-3.0-or-later
"""The debate driven by the keyboard alone, on a screen and on a telephone; pages for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from playwright.sync_api import expect

from amparo_desk.accounts.models import User
from amparo_desk.demo.debate import KEY, build_debate
from pages.browsing import CHROMIUM, WIDTHS, faults_of, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from pages.browsing import Desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.database(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: not tested in it"),
]


@pytest.fixture(autouse=True)
def _debate(desk: Desk) -> None:
    """Take in the debate before the browser starts: within its loop Django refuses to write."""
    build_debate(User.objects.get(username="documenter"))


def debate(desk: Desk, chromium: Browser, width: int = 1280, **options: object) -> Page:
    page = signed_in(desk, chromium, width, **options)
    page.goto(f"{desk.address}/debates/{KEY}/?in=en")
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_alone_goes_through_the_amendments(
    desk: Desk, chromium: Browser, width: int
) -> None:
    page = debate(desk, chromium, width)
    said, tally = page.locator("#said"), page.locator("#tally")
    page.keyboard.press("j")
    expect(page.locator("#n-1")).to_be_focused()
    page.keyboard.press("a")
    expect(said).to_have_text("Amendment 1: taken as adopted.")
    expect(page.locator("#r-1")).to_contain_text("more than three thousand persons")
    expect(tally).to_contain_text("adopted 1")
    expect(page.locator("#n-1")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("j")
    expect(page.locator("#n-3")).to_be_focused()
    page.keyboard.press("a")
    # Its paragraph is struck, those after it have new numbers, and amendment 4 falls.
    expect(said).to_have_text("Amendment 3: taken as adopted.")
    expect(page.locator("#k-8-1")).to_have_text("5.")
    expect(page.locator("#a-4")).to_contain_text("falls as things stand: 3")
    page.keyboard.press("u")
    expect(said).to_have_text("Amendment 3: open.")
    expect(page.locator("#k-8-1")).to_have_text("6.")
    page.keyboard.press("k")
    expect(page.locator("#n-2")).to_be_focused()
    page.keyboard.press("r")
    expect(said).to_have_text("Amendment 2: taken as rejected.")
    assert faults_of(page, width) == []
    page.reload()
    expect(page.locator("#s-a-1")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#s-r-2")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#s-o-3")).to_have_attribute("aria-pressed", "true")


def test_a_click_keeps_the_focus_where_it_is(desk: Desk, chromium: Browser) -> None:
    page = debate(desk, chromium)
    button = page.locator("#s-a-7")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()


def test_without_scripts_a_switch_is_a_page(desk: Desk, chromium: Browser) -> None:
    page = debate(desk, chromium, java_script_enabled=False)
    page.locator("#s-a-7").click()
    expect(page.locator("#s-a-7")).to_have_attribute("aria-pressed", "true")


def test_single_keys_can_be_switched_off_and_cyrillic_ones_work(
    desk: Desk, chromium: Browser
) -> None:
    page = debate(desk, chromium)
    page.keyboard.press("j")
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'ф', code: 'KeyA', bubbles: true}))"
    )
    expect(page.locator("#said")).to_have_text("Amendment 1: taken as adopted.")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of the debate")).to_be_visible()
    assert faults_of(page, 1280) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Single keys decide").click()
    page.locator("#n-1").focus()
    page.keyboard.press("r")
    page.reload()
    expect(page.locator("#s-a-1")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ru", 390)])
def test_the_pages_of_a_debate_can_be_read_by_everybody(
    desk: Desk, chromium: Browser, width: int, language: str
) -> None:
    page = debate(desk, chromium, width)
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": desk.address}]
    )
    names = ("voting/", "languages/", "scenarios/", "outcomes/", "published/", "take-in/",
             "write/?paragraph=0:8.1", "demand/?demand=release+everybody")  # fmt: skip
    faults: list[str] = []
    for address in ("", "new/", *(f"{KEY}/{name}" for name in names)):
        page.goto(f"{desk.address}/debates/{address}")
        faults += faults_of(page, width)
    assert faults == []


def states(page: Page) -> dict[str, str]:
    """Give what the page shows of the text and of each amendment."""
    found = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll("
        "'[id^=p-],[id^=r-],[id^=w-],[id^=f-],#tally,form.switch [aria-pressed=true]')]"
        ".map((item) => [item.id, item.textContent]))"
    )
    return dict(found)


def test_switches_made_at_once_are_made_one_after_the_other(desk: Desk, chromium: Browser) -> None:
    page = debate(desk, chromium)
    page.evaluate("document.querySelectorAll('[data-letter=a][name]').forEach((b) => b.click())")
    expect(page.locator("#tally")).to_contain_text("open 0")
    shown = states(page)
    page.reload()
    assert states(page) == shown


def test_two_pages_of_one_scenario_come_to_show_the_same(desk: Desk, chromium: Browser) -> None:
    one, other = debate(desk, chromium), debate(desk, chromium)
    one.locator("#s-a-3").click()
    expect(one.locator("#tally")).to_contain_text("adopted 1")
    other.locator("#s-a-4").click()
    expect(other.locator("#tally")).to_contain_text("adopted 2")
    shown = states(other)
    other.reload()
    assert states(other) == shown


def test_a_switch_that_fails_says_so(desk: Desk, chromium: Browser) -> None:
    page = debate(desk, chromium)
    failed = page.locator("#failed")
    page.route("**/switch/", lambda route: route.abort())
    page.locator("#s-a-7").click()
    expect(failed).to_contain_text("The desk did not answer")
    expect(page.locator("#s-a-7")).to_have_attribute("aria-pressed", "false")
    page.unroute("**/switch/")
    page.locator("#s-a-7").click()
    expect(page.locator("#s-a-7")).to_have_attribute("aria-pressed", "true")
    expect(failed).to_be_empty()
    page.evaluate("document.querySelector('#s-a-8').value = 'adopted:none'")
    page.locator("#s-a-8").click()
    expect(failed).to_have_text("There is no amendment none here.")
    assert faults_of(page, 1280) == []
    page.context.clear_cookies(name="sessionid")
    page.locator("#s-a-9").click()
    expect(failed).to_contain_text("you are signed out")
    # What the browser itself says of the aborted and refused requests is no fault of the page.
    desk.complaints[:] = [said for said in desk.complaints if "Failed to load" not in said]


def test_a_pressed_switch_is_filled_and_a_note_stays_open(desk: Desk, chromium: Browser) -> None:
    page = debate(desk, chromium)
    note = page.locator("#a-7 details")
    note.locator("summary").click()
    page.locator("#s-a-7").click()
    expect(page.locator("#s-a-7")).to_have_attribute("aria-pressed", "true")
    expect(note).to_have_attribute("open", "")
    page.locator("h1").hover()
    look = "[getComputedStyle(button).backgroundColor, getComputedStyle(button).fontWeight]"
    pressed, other = (
        page.locator(name).evaluate(f"(button) => {look}") for name in ("#s-a-7", "#s-r-7")
    )
    assert pressed[0] != other[0]
    assert (pressed[1], other[1]) == ("600", "400")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", WIDTHS)
def test_what_has_the_focus_is_not_covered(
    desk: Desk, chromium: Browser, width: int, language: str
) -> None:
    page = debate(desk, chromium, width)
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": desk.address}]
    )
    page.reload()
    room = (
        "(name) => document.getElementById(name).getBoundingClientRect().top"
        " - document.querySelector('.standing').getBoundingClientRect().bottom"
    )
    for key in "jjjjjjjjkkkk":
        page.keyboard.press(key)
        name = page.evaluate("document.activeElement.id")
        assert page.evaluate(room, name) >= 0, name
    page.goto(f"{page.url.partition('#')[0]}#a-12")
    expect(page.locator("#n-12")).to_be_in_viewport()
    assert page.evaluate(room, "a-12") >= 0
    links = page.locator(".by").evaluate_all(
        "(all) => all.map((item) => Math.min(item.offsetWidth, item.offsetHeight))"
    )
    assert min(links) >= 24


def test_without_scripts_nothing_is_offered_that_needs_them(desk: Desk, chromium: Browser) -> None:
    page = debate(desk, chromium, java_script_enabled=False)
    assert page.get_by_role("button", name="Single keys decide").count() == 0
    page.locator("#s-a-5-1").click()
    assert page.url.endswith("#a-5-1")
    expect(page.locator(".messages")).to_contain_text("Sub-amendment 1 to amendment 5")
