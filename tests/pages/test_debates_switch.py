# SPDX-License-Identifier: AGPL-3.0-or-later
"""A switch in a debate: what a page that stands at some step is sent, whoever switched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.texts.files.amendment_files import read_amendments
from amparo_desk.accounts.models import Role, User
from amparo_desk.chamber.domain import keep_amendments, open_scenario, switch_amendment
from amparo_desk.chamber.queries import switches
from chamber.made_up import lamps
from html_page import Page

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse

    from amparo_desk.chamber.models import Draft
    from html_page import Element

pytestmark = pytest.mark.database
AT = "/debates/lamps/"
SUB = """\
Sub-amendment 1 to amendment 3
In amendment 3, replace the word "dusk" with the following word: "night".
"""


@pytest.fixture
def maker(db: None) -> User:
    return User.objects.create(username="maker", role=Role.DOCUMENTER)


@pytest.fixture
def draft(maker: User) -> Draft:
    return lamps(maker)


def page(response: _MonkeyPatchedWSGIResponse) -> Element:
    read = Page(response.content.decode())
    assert read.unclosed == []
    return read.root


def by_id(root: Element, name: str) -> Element:
    (found,) = root.find(id=name)
    return found


class Opened:
    """The page of a debate as one person's browser has it, with scripts."""

    def __init__(self, client: Client, draft: Draft) -> None:
        self.client = client
        self.scenario = draft.scenarios.earliest("id").pk
        self.shown: dict[str, str] = {}
        self.load()

    def load(self) -> None:
        self._take(page(self.client.get(AT)))

    def _take(self, root: Element) -> set[str]:
        new = {item.attributes["id"]: item for item in root.walk() if "id" in item.attributes}
        self.step = new["step"].attributes
        self.shown |= {name: item.text for name, item in new.items()}
        for entry in self.step["data-numbers"].split(";")[:-1]:
            name, number = entry.split("=")
            self.shown[name] = number
        return set(new)

    def post(self, verb: str, **sent: str) -> _MonkeyPatchedWSGIResponse:
        at = {"step": self.step["data-step"], "version": self.step["data-version"]}
        sent = {"scenario": str(self.scenario), "in": "en", **at, **sent}
        return self.client.post(f"{AT}{verb}/", sent, headers={"HX-Request": "true"})

    def switch(self, value: str) -> set[str]:
        return self._take(page(self.post("switch", switch=value)))

    def undo(self) -> set[str]:
        return self._take(page(self.post("undo")))

    def as_loaded(self) -> bool:
        """Say whether what is shown is what the page shows when it is loaded anew."""
        now = Opened(self.client, _draft())
        names = [name for name in now.shown if name[:2] in {"p-", "w-", "f-", "k-"}]
        return all(self.shown[name] == now.shown[name] for name in [*names, "tally"])


def _draft() -> Draft:
    from amparo_desk.chamber.models import Draft as Drafts  # noqa: PLC0415 - a row, not a type

    return Drafts.objects.get(key="lamps")


def test_a_switch_sends_back_only_what_it_changes(draft: Draft, documenter: Client) -> None:
    opened = Opened(documenter, draft)
    assert opened.switch("adopted:2") == {
        "step", "said", "tally", "p-0", "r-0", "w-1", "f-1", "w-2", "f-2",
    }  # fmt: skip
    assert opened.shown["said"] == "Amendment 2: taken as adopted."
    assert opened.step["data-numbers"] == "k-1-1=1.;k-2-1=1.1.;k-3-1=1.2.;k-4-1=2.;"
    assert opened.as_loaded()
    opened.undo()
    assert opened.shown["said"] == "Amendment 2: open."
    opened.undo()
    assert opened.shown["said"] == "There is nothing of yours to undo."
    assert opened.as_loaded()


def test_a_page_is_sent_what_others_switched_too(
    draft: Draft, documenter: Client, maker: User
) -> None:
    opened = Opened(documenter, draft)
    row = draft.scenarios.get()
    for label, choice in (("2", "adopted"), ("3", "rejected"), ("3", "adopted")):
        switch_amendment(scenario=row, label=label, choice=choice, user=maker)
    assert {"w-1", "w-2", "w-3", "p-0", "p-2"} <= opened.switch("adopted:1")
    assert opened.shown["w-2"].startswith("taken as adopted")
    assert "adopted 3" in opened.shown["tally"]
    assert opened.as_loaded()
    # What is sent again is sent again: a page that heard no answer lacks nothing after the next.
    switch_amendment(scenario=row, label="2", choice="", user=maker)
    opened.post("switch", switch="rejected:1")
    opened.switch("rejected:1")
    assert opened.as_loaded()


def test_an_undoing_counts_as_a_step(draft: Draft, documenter: Client) -> None:
    one, other = Opened(documenter, draft), Opened(documenter, draft)
    one.switch("adopted:2")
    one.undo()
    other.switch("adopted:3")
    assert other.as_loaded()
    one.undo()
    assert one.as_loaded()


def test_a_page_too_far_behind_is_made_anew(
    draft: Draft, documenter: Client, maker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switches, "BEHIND", 2)
    opened = Opened(documenter, draft)
    row = draft.scenarios.get()
    for choice in ("adopted", "rejected", "adopted"):
        switch_amendment(scenario=row, label="2", choice=choice, user=maker)
    assert opened.post("switch", switch="adopted:1").status_code == 205
    # It is said on the page that is loaded then.
    assert "Amendment 1: taken as adopted" in page(documenter.get(AT)).text


@pytest.mark.parametrize(
    "wrong", [{"step": ""}, {"step": "-1"}, {"step": "9" * 30}, {"version": "x"}]
)
def test_a_page_of_other_words_is_made_anew(
    wrong: dict[str, str], draft: Draft, documenter: Client
) -> None:
    opened = Opened(documenter, draft)
    assert opened.post("switch", switch="adopted:1", **wrong).status_code == 205
    assert draft.scenarios.get().choices == {"1": "adopted"}


def test_amendments_taken_in_meanwhile_make_the_page_anew(
    draft: Draft, documenter: Client, maker: User
) -> None:
    opened = Opened(documenter, draft)
    keep_amendments(
        text=draft.texts.get(language="en"), amendments=read_amendments(SUB), user=maker
    )
    assert opened.post("switch", switch="adopted:3/1").status_code == 205


def test_a_switch_in_another_scenario_is_not_sent(
    draft: Draft, documenter: Client, maker: User
) -> None:
    opened = Opened(documenter, draft)
    other = open_scenario(draft=draft, name="other", user=maker)
    switch_amendment(scenario=other, label="3", choice="adopted", user=maker)
    assert "p-2" not in opened.switch("adopted:2")


def test_a_refused_switch_says_why_to_the_script(draft: Draft, documenter: Client) -> None:
    opened = Opened(documenter, draft)
    answer = opened.post("switch", switch="adopted:99")
    assert answer.status_code == 422
    assert answer.content.decode() == "There is no amendment 99 here."


def test_a_switch_without_scripts_is_said_and_ends_at_its_card(
    draft: Draft, documenter: Client, maker: User
) -> None:
    keep_amendments(
        text=draft.texts.get(language="en"), amendments=read_amendments(SUB), user=maker
    )
    nothing = documenter.post(f"{AT}undo/", follow=True)
    assert "There is nothing of yours to undo." in page(nothing).text
    answer = documenter.post(f"{AT}switch/", {"switch": "adopted:3/1"})
    name = answer["Location"].partition("#")[2]
    root = page(documenter.get(answer["Location"]))
    assert "choice-adopted" in by_id(root, name).attributes["class"]
    assert "Sub-amendment 1 to amendment 3: taken as adopted" in root.text
    undone = page(documenter.post(f"{AT}undo/", follow=True))
    assert "Sub-amendment 1 to amendment 3: open." in undone.text


def test_a_switch_costs_the_database_little(draft: Draft, documenter: Client) -> None:
    opened = Opened(documenter, draft)
    with CaptureQueriesContext(connection) as asked:
        opened.switch("adopted:1")
    assert len(asked) <= 19
