# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages in a real browser: seen, narrow, dark, by keyboard, and found within a minute."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, expect, sync_playwright

from amparo_desk.accounts.models import Role, User
from amparo_desk.demo.build import build
from amparo_desk.register.models import Person, Proposal, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.database(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: not tested in it"),
]

PASSWORD = "three plain words and more"  # noqa: S105 - of accounts that exist in tests only
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")


class Desk:
    """The demonstration's desk, served, and a browser to open it in."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.complaints: list[str] = []
        person = Person.objects.filter(display_name__contains="Gorinov").first()
        proposal = Proposal.objects.first()
        assert person is not None
        disputed = Statement.objects.filter(schema="charge", value="UA/KK/436").first()
        assert proposal is not None
        assert disputed is not None
        self.pages = [
            "/", "/persons/", f"/persons/{person.key}/", "/claims/", "/claims/prisoners-3000/",
            "/claims/sheliazhenko-charge/", "/demands/", "/demands/general-amnesty/", "/sources/",
            "/sources/note-fig3000a/", "/sources/list-ru/", "/provisions/",
            "/provisions/UA/KK/111-1/", "/review/", f"/review/{proposal.pk}/", "/changes/",
            "/dossier/", "/accounts/2fa/", "/accounts/password/change/", "/accounts/logout/",
            f"/choices/{disputed.pk}/", "/no-such-page/",
        ]  # fmt: skip

    def listen(self, page: Page) -> None:
        """Note what the browser complains of, and each request to another host."""
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._console(said.type, said.text))
        page.on("request", lambda asked: self._asked(asked.url))

    def _asked(self, address: str) -> None:
        if urlsplit(address).netloc != urlsplit(self.address).netloc:
            self.complaints.append(address)

    def _console(self, kind: str, text: str) -> None:
        # Chromium writes an error for the page that is asked for to show that it is not there.
        if kind in {"error", "warning"} and "404 (Not Found)" not in text:
            self.complaints.append(text)


@pytest.fixture
def desk(live_server: LiveServer) -> Desk:
    """Build the demonstration and the people who look at it."""
    user = User.objects.create_user(
        username="documenter", password=PASSWORD, role=Role.ADMINISTRATOR
    )
    for _station in build(user):
        pass
    return Desk(live_server.url)


@pytest.fixture
def chromium(desk: Desk) -> Iterator[Browser]:
    """Start the browser; whatever it complains of fails the test."""
    # Two processors shared with everything else: a picture's first drawing takes seconds.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()
    assert desk.complaints == []


def signed_in(desk: Desk, chromium: Browser, width: int = 1280, **options: object) -> Page:
    """Sign in by the form; give the page."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        **{"locale": "en-GB", **options},  # type: ignore[arg-type]  # playwright's own options
    )
    page = context.new_page()
    desk.listen(page)
    page.goto(desk.address)
    page.get_by_label("User name").fill("documenter")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("From the case to the chamber")
    return page


def faults_of(page: Page, width: int) -> list[str]:
    """Say what is wrong with the page as it stands: axe's violations, words beyond the edge."""
    found = Axe().run(page)
    faults = [
        f"{page.url}: {fault['id']}: {node['html'][:120]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]
    reach = page.evaluate("document.documentElement.scrollWidth")
    return [*faults, *([f"{page.url}: {reach} wide"] if reach > width else [])]


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
    # Without a reason nothing is sent: the field asks for it.
    page.keyboard.press("u")
    reason = page.get_by_label("Reason").first
    expect(reason).to_be_focused()
    page.keyboard.type("nothing but a name, so us two cannot know")
    expect(page).to_have_url(f"{desk.address}/review/#main")
    page.keyboard.press("Tab")
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("unsure")
    expect(page.locator("main")).to_contain_text("so us two cannot know")


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
    page.get_by_label("Reason").first.fill("only the name agrees")
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
