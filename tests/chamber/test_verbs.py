# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds of every verb of the chamber: who may not, what the history says, what is refused.

A new verb without an entry here fails the first test.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from amparo.core.dates import PartialDate
from amparo.core.sources import Knowledge
from amparo.demands.records import Chamber, TextEvent
from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.operations import VotesLine
from amparo.texts.plain import read_document
from amparo_desk.accounts.models import Role, User
from amparo_desk.chamber import domain
from amparo_desk.chamber.models import Announced, Draft, DraftText, Scenario, Step, Tabled
from amparo_desk.history.models import Change
from amparo_desk.history.rows import Kept
from amparo_desk.register.domain.turns import RefusedError
from chamber.made_up import ENGLISH, FRENCH, PUBLISHED, TABLED, as_read, rows, source

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

pytestmark = pytest.mark.database


def the_draft() -> Draft:
    return Draft.objects.get(key="lamps")


def the_text() -> DraftText:
    return DraftText.objects.get(draft=the_draft(), language="en")


def the_scenario() -> Scenario:
    return Scenario.objects.get(draft=the_draft())


def one_vote() -> Chamber:
    voted = TextEvent("vote", PartialDate.from_edtf("2025-06-24"), "lamps", Knowledge.SEEN)
    return Chamber(texts={}, amendments={}, votes=(), passages=(), members={}, vote=voted)


def corrected() -> dict[str, Any]:
    content = ENGLISH.replace("mend", "repair")
    return {"draft": the_draft(), "document": read_document(content), "content": content}


# Verb -> what it is given, made when the debate of `prepared` is there.
GIVEN: dict[str, Callable[[], dict[str, Any]]] = {
    "announce": lambda: {
        "draft": the_draft(), "label": "2", "outcome": "adopted", "how": "vote",
        "votes": VotesLine(3, 2, 1), "source": source("outcomes"),
    },
    "keep_amendments": lambda: {
        "text": the_text(),
        "amendments": read_amendments(TABLED.replace("most", "all"), language="en"),
    },
    "keep_chamber": lambda: {"key": "vote", "chamber": one_vote()},
    "keep_draft": lambda: {"key": "lamps", "title": "On all lamps", "source": source()},
    "keep_published": lambda: {
        "text": the_text(), "document": read_document(PUBLISHED, language="en"),
        "content": PUBLISHED,
    },
    "keep_text": corrected,
    "open_scenario": lambda: {"draft": the_draft(), "name": "Without 2"},
    "recommend": lambda: {
        "draft": the_draft(), "label": "1", "stance": "for", "remark": "it was counted",
    },
    "retract_announcement": lambda: {"draft": the_draft(), "label": "1"},
    "switch_amendment": lambda: {"scenario": the_scenario(), "label": "2", "choice": "adopted"},
    "take_in_debate": lambda: {
        "title": "On bells", "source": source("bells"), "texts": [as_read(ENGLISH, "", "en")],
    },
    "undo_step": lambda: {"scenario": the_scenario()},
}  # fmt: skip
VERBS = {
    name: verb
    for name in domain.__all__
    if inspect.isfunction(verb := getattr(domain, name))
    and "user" in inspect.signature(verb).parameters
}


@pytest.fixture
def prepared(user: User, draft: Draft, scenario: Scenario) -> User:
    """Give a debate in which each verb of GIVEN has something to change."""
    domain.switch_amendment(scenario=scenario, label="1", choice="adopted", user=user)
    domain.announce(
        draft=draft, label="1", outcome="fell", how="", votes=None, source=source(), user=user
    )
    Change.objects.all().delete()
    return user


def test_every_verb_is_tested_here_and_takes_names_only() -> None:
    assert VERBS.keys() == GIVEN.keys()
    for name, verb in VERBS.items():
        kinds = {item.kind for item in inspect.signature(verb).parameters.values()}
        assert kinds == {inspect.Parameter.KEYWORD_ONLY}, name


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_that_changes_something_writes_who_did_it(name: str, prepared: User) -> None:
    before = rows()
    VERBS[name](**GIVEN[name](), user=prepared)
    changes = list(Change.objects.all())
    assert changes
    assert rows() != before or name == "keep_chamber"
    assert {change.actor for change in changes} == {prepared}
    assert all(change.verb and change.subject_kind and change.subject_key for change in changes)


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize(
    ("role", "active"),
    [(Role.READER, True), (Role.DOCUMENTER, False), (Role.ADMINISTRATOR, False), ("", True)],
)
def test_nobody_else_may(name: str, role: str, active: bool, prepared: User) -> None:  # noqa: FBT001 - a case
    who = User.objects.create(username="who", role=role, is_active=active)
    given = GIVEN[name]()
    before = rows()
    with pytest.raises(PermissionDenied):
        VERBS[name](**given, user=who)
    assert rows() == before
    assert not Change.objects.exists()


def test_what_is_here_already_leaves_no_trace(user: User, text: DraftText) -> None:
    Change.objects.all().delete()
    amendments = read_amendments(TABLED, language="en")
    done = domain.keep_amendments(text=text, amendments=amendments, user=user)
    assert done == {Kept.UNCHANGED: 5}
    domain.keep_text(
        draft=text.draft, document=read_document(ENGLISH, language="en"), content=ENGLISH, user=user
    )
    assert not Change.objects.exists()


def test_all_faults_are_named_and_nothing_is_written(user: User, text: DraftText) -> None:
    before = rows()
    twice = TABLED.split("\n\n", maxsplit=1)[0] + "\n\n"
    more = (
        twice
        + twice.replace("most", "all")
        + "Sub-amendment 1 to Amendment 77\nIn amendment 77, delete the words “x”.\n"
    )
    with pytest.raises(domain.FaultsError) as refused:
        domain.keep_amendments(
            text=text, amendments=read_amendments(more, language="en"), user=user
        )
    assert [word in str(refused.value) for word in ("2 times", "no amendment 77")] == [True, True]
    assert len(refused.value.faults) == 2
    assert rows() == before


def test_a_debate_is_taken_in_whole_or_not_at_all(user: User) -> None:
    texts = [as_read(ENGLISH, TABLED, "en"), as_read("no numbers here", "", "fr")]
    with pytest.raises(domain.FaultsError, match="No numbered paragraph"):
        domain.take_in_debate(title="On lamps", source=source(), texts=texts, user=user)
    assert not Draft.objects.exists()
    assert not Tabled.objects.exists()


def test_two_drafts_of_one_title_have_two_keys(user: User) -> None:
    texts = [as_read(ENGLISH, "", "en")]
    keys = [
        domain.take_in_debate(title="On lamps", source=source(), texts=texts, user=user).key
        for _ in range(2)
    ]
    assert keys == ["on-lamps", "on-lamps-2"]


def test_a_new_version_comes_with_new_words_or_amendments(user: User, text: DraftText) -> None:
    seen = {text.version}
    french = text.draft.texts.get(language="fr").version
    for name in ("keep_text", "keep_amendments"):
        VERBS[name](**GIVEN[name](), user=user)
        seen.add(the_text().version)
    assert len(seen) == 3
    assert text.draft.texts.get(language="fr").version == french


def test_undo_takes_back_ones_own_switches_one_by_one(user: User, scenario: Scenario) -> None:
    other = User.objects.create(username="other", role=Role.DOCUMENTER)
    for label, choice, who in (
        ("1", "adopted", user), ("1", "rejected", user), ("2", "adopted", other),
    ):  # fmt: skip
        domain.switch_amendment(scenario=scenario, label=label, choice=choice, user=who)
    found = []
    for _ in range(3):
        row, step = domain.undo_step(scenario=scenario, user=user)
        found.append((dict(row.choices), step.label if step else None))
    assert found == [
        ({"1": "adopted", "2": "adopted"}, "1"),
        ({"2": "adopted"}, "1"),
        ({"2": "adopted"}, None),
    ]
    assert Step.objects.filter(undone=True).count() == 2


def test_undo_leaves_what_somebody_else_switched_since(user: User, scenario: Scenario) -> None:
    other = User.objects.create(username="other", role=Role.DOCUMENTER)
    domain.switch_amendment(scenario=scenario, label="1", choice="adopted", user=user)
    domain.switch_amendment(scenario=scenario, label="1", choice="rejected", user=other)
    row, _step = domain.undo_step(scenario=scenario, user=user)
    assert row.choices == {"1": "rejected"}


def test_an_outcome_and_a_scenario_never_touch_each_other(user: User, draft: Draft) -> None:
    VERBS["announce"](**GIVEN["announce"](), user=user)
    assert the_scenario().choices == {}
    VERBS["switch_amendment"](**{**GIVEN["switch_amendment"](), "choice": "rejected"}, user=user)
    assert Announced.objects.get().outcome == "adopted"
    domain.retract_announcement(draft=draft, label="2", user=user)
    assert not Announced.objects.exists()
    before = Change.objects.filter(verb="retract_announcement").get().before
    assert before is not None
    assert before["in_favour"] == 3


@pytest.mark.parametrize(
    ("name", "wrong", "why"),
    [
        ("switch_amendment", {"label": "99"}, "no amendment 99"),
        ("switch_amendment", {"choice": "maybe"}, "adopted, rejected or open"),
        ("open_scenario", {"name": "What if"}, "of this name"),
        ("open_scenario", {"name": "  "}, "needs a name"),
        ("recommend", {"stance": "never"}, "for, against"),
        ("recommend", {"stance": ""}, "choose one"),
        ("recommend", {"label": "99"}, "no amendment 99"),
        ("announce", {"outcome": "unclear"}, "no such outcome"),
        ("announce", {"label": "99"}, "no amendment 99"),
        ("keep_published", {"document": read_document(FRENCH)}, "another language"),
    ],
)
def test_what_makes_no_sense_is_refused(
    name: str, wrong: dict[str, Any], why: str, prepared: User
) -> None:
    given = {**GIVEN[name](), **wrong}
    before = rows()
    with pytest.raises(RefusedError, match=why):
        VERBS[name](**given, user=prepared)
    assert rows() == before


def test_a_recommendation_is_taken_back_by_choosing_none(user: User, draft: Draft) -> None:
    VERBS["recommend"](**GIVEN["recommend"](), user=user)
    domain.recommend(draft=draft, label="1", stance="", remark="", user=user)
    assert not draft.recommendations.exists()
    assert Change.objects.filter(verb="recommend").count() == 2
