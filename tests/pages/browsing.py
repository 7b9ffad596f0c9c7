# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages in a real browser: the desk served, somebody signed in, and what is wrong with a page."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from amparo_desk.register.models import Person, Proposal, Statement

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "three plain words and more"  # noqa: S105 - of accounts that exist in tests only
WIDTHS = (1280, 390)


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
            "/claims/sheliazhenko-charge/", "/demands/", "/demands/general-amnesty/", "/estimates/",
            "/estimates/new/", "/sources/",
            "/sources/note-fig3000a/", "/sources/list-ru/", "/provisions/",
            "/provisions/UA/KK/111-1/", "/review/", f"/review/{proposal.pk}/", "/review/decisions/",
            "/review/disagreements/", "/review/rule/", "/review/import/", "/changes/",
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
