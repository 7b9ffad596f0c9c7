# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages in a real browser: seen, narrow, dark, by keyboard, and found within a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from playwright.sync_api import expect

from pages.browsing import CHROMIUM, PASSWORD, WIDTHS, faults_of, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from pages.browsing import Desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.database(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: not tested in it"),
]

SCHEMES = ("light", "dark")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_page_can_be_read_by_everybody(
    desk: Desk, chromium: Browser, width: int, scheme: str
) -> None:
    page = signed_in(desk, chromium, width, color_scheme=scheme)
    faults: list[str] = []
    for address in desk.pages:
        page.goto(desk.address + address)
        page.evaluate("document.querySelectorAll('details').forEach((item) => item.open = true)")
        faults += faults_of(page, width)
    assert faults == []


@pytest.mark.parametrize("language", ["fr", "ru", "uk"])
def test_no_page_is_wider_than_a_telephone_in_longer_languages(
    desk: Desk, chromium: Browser, language: str
) -> None:
    page = signed_in(desk, chromium, 390)
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": desk.address}]
    )
    wide = []
    for address in desk.pages:
        page.goto(desk.address + address)
        page.evaluate("document.querySelectorAll('details').forEach((item) => item.open = true)")
        assert page.locator("html").get_attribute("lang") == language
        reach = page.evaluate("document.documentElement.scrollWidth")
        wide += [f"{address}: {reach}"] if reach > 390 else []
    assert wide == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_sign_in_page_can_be_read_by_everybody(
    desk: Desk, chromium: Browser, width: int
) -> None:
    for scheme in SCHEMES:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]  # one of playwright's words
        )
        page = context.new_page()
        desk.listen(page)
        page.goto(desk.address)
        assert faults_of(page, width) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("language", "words", "verdict"),
    [
        ("en", "Over 3,000 Russian political prisoners", "Not supported as worded"),
        ("ru", "Более 3000 российских политзаключённых", "не подтверждается"),
    ],
)
def test_why_3000_is_not_supported_is_one_click_away(
    desk: Desk, chromium: Browser, width: int, language: str, words: str, verdict: str
) -> None:
    page = signed_in(desk, chromium, width)
    if language != "en":
        page.get_by_role("button", name="русский").or_(page.get_by_title("русский")).click()
    page.get_by_role("link", name=words).click()
    shown = page.locator(".verdict")
    expect(shown).to_contain_text(verdict, ignore_case=True)
    # The verdict and, in it, the reason it rests on are seen without scrolling.
    first = page.locator(".findings li").first
    expect(shown).to_contain_text("OVD-Info")
    box = shown.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 900
    expect(first).to_contain_text("OVD-Info")
    first.get_by_role("link").first.click()
    expect(page).to_have_url(f"{desk.address}/sources/note-fig3000a/")


def test_the_keyboard_is_enough(desk: Desk, chromium: Browser) -> None:
    page = signed_in(desk, chromium)
    page.goto(f"{desk.address}/review/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("unsure")
    page.get_by_role("link", name="Decisions made").press("Enter")
    expect(page.locator("main")).to_contain_text("unsure on the evidence shown")


def test_the_search_answers_while_one_types(desk: Desk, chromium: Browser) -> None:
    page = signed_in(desk, chromium)
    page.goto(f"{desk.address}/persons/")
    rows = page.locator("#list tbody tr")
    everybody = rows.count()
    page.get_by_role("searchbox").press_sequentially("горинов")
    expect(rows).not_to_have_count(everybody)
    expect(page.locator("#list")).to_contain_text("Gorinov")
    expect(page.locator("#list")).not_to_contain_text("Kagarlitsky")


def test_all_works_without_scripts(desk: Desk, chromium: Browser) -> None:
    page = signed_in(desk, chromium, 390, java_script_enabled=False)
    page.get_by_role("link", name="Persons", exact=True).click()
    page.get_by_role("searchbox").fill("Миф")
    page.get_by_role("searchbox").fill("Мифтахов")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#list")).to_contain_text("Azat")
    page.get_by_role("link", name="Review", exact=True).click()
    page.get_by_label("Reason in your own words").fill("only the name agrees")
    page.get_by_role("button", name="Not the same", exact=False).first.click()
    expect(page.get_by_role("status")).to_contain_text("not the same person")


def test_somebody_signs_in_with_a_passkey(desk: Desk, chromium: Browser) -> None:
    page = signed_in(desk, chromium)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(f"{desk.address}/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.get_by_label("Password:").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery Codes")
    page.goto(f"{desk.address}/accounts/logout/")
    page.get_by_role("button", name="Sign Out").click()
    page.goto(f"{desk.address}/claims/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Claims")
