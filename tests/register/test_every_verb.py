# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds of every verb: readers may not, history is written, derived rows are right after it.

A new verb without an entry here fails the first test.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from amparo.assessment import Answer
from amparo.core.dates import PartialDate
from amparo.core.truth import Truth
from amparo.exchange.decisions import DecisionRow
from amparo.linkage import Judgement
from amparo_desk.accounts.models import Role, User
from amparo_desk.history.models import Change
from amparo_desk.register import domain
from amparo_desk.register.models import Choice, Decision, Opinion, Statement
from register.made_up import (
    ANNA,
    BORIS,
    all_rows,
    case_record,
    derived_rows,
    listed,
    record,
    source,
)
from told_linkers import ByName

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

pytestmark = pytest.mark.database

CASE = "note-a/anna/case"


def statement() -> Statement:
    return Statement.objects.get(record__key="list-a/1", prop="birth_date")


# Verbs that only an administrator may use; any other a documenter may, too.
OF_ADMINISTRATORS = {"switch_two_person_review"}


def new_list() -> dict[str, Any]:
    content, mapping, file = listed(BORIS, key="list-b")
    return {"content": content, "mapping": mapping, "file": file}


def pair() -> dict[str, Any]:
    return {"left": record("list-a/1"), "right": record("list-b/1")}


# Verb -> what it is given, made when the register of `prepared` is there.
GIVEN: dict[str, Callable[[], dict[str, Any]]] = {
    "add_source": lambda: {"source": source("list-new")},
    "add_case_record": lambda: {"record": case_record(months="30")},
    "import_list": new_list,
    "run_linkage": lambda: {"linker": ByName()},
    "decide": lambda: {**pair(), "judgement": Judgement.NOT_SAME, "reason": "two people"},
    "judge": lambda: {**pair(), "judgement": Judgement.SAME, "reason": "one person"},
    "withdraw_opinion": lambda: {"opinion": Opinion.objects.get(), "reason": "mistake"},
    "switch_two_person_review": lambda: {"on": True, "reason": "from now on"},
    "import_decisions": lambda: {
        "rows": [DecisionRow("list-a/1", "list-b/1", "same", "one person", "vera")],
        "file": "decisions.csv",
    },
    "withdraw_decision": lambda: {"decision": Decision.objects.get(), "reason": "mistake"},
    "choose": lambda: {
        "statement": Statement.objects.get(record__key="list-a/1", prop="place"),
        "reason": "passport",
    },
    "withdraw_choice": lambda: {"choice": Choice.objects.get(), "reason": "mistake"},
    "assess": lambda: {
        "prosecution": CASE,
        "definition": "pace-1900",
        "reference_date": PartialDate.from_edtf("2025-06-24"),
        "answers": {"liberty": Answer(Truth.TRUE, "in a colony", (statement().pk,))},
    },
}
VERBS = {
    name: verb
    for name in domain.__all__
    if inspect.isfunction(verb := getattr(domain, name))
    and "user" in inspect.signature(verb).parameters
}


@pytest.fixture
def prepared(user: User) -> User:
    """Give a register in which each verb of GIVEN has something to change."""
    for key in ("list-a", "list-b"):
        content, mapping, file = listed(ANNA, key=key)
        domain.import_list(content=content, mapping=mapping, file=file, user=user)
    domain.add_case_record(record=case_record(), user=user)
    three = {"left": record("list-a/1"), "right": record("note-a/anna")}
    domain.decide(**three, judgement=Judgement.UNSURE, reason="?", user=user)
    domain.choose(statement=statement(), reason="seen", user=user)
    Opinion.objects.create(
        left=record("list-a/1"),
        right=record("note-a/anna"),
        judgement="same",
        reason="?",
        given_by=user,
    )
    Change.objects.all().delete()
    return user


def who_may(name: str, prepared: User) -> User:
    if name in OF_ADMINISTRATORS:
        return User.objects.create(username="administrator", role=Role.ADMINISTRATOR)
    return prepared


def test_every_verb_is_tested_here_and_takes_names_only() -> None:
    assert VERBS.keys() == GIVEN.keys()
    for name, verb in VERBS.items():
        kinds = {item.kind for item in inspect.signature(verb).parameters.values()}
        assert kinds == {inspect.Parameter.KEYWORD_ONLY}, name


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_that_changes_something_writes_who_did_it(name: str, prepared: User) -> None:
    who = who_may(name, prepared)
    before = all_rows()
    VERBS[name](**GIVEN[name](), user=who)
    assert all_rows() != before
    changes = list(Change.objects.all())
    assert changes
    assert {change.actor for change in changes} == {who}
    assert all(change.verb and change.subject_kind and change.subject_key for change in changes)


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_leaves_what_a_rebuild_would_make(name: str, prepared: User) -> None:
    VERBS[name](**GIVEN[name](), user=who_may(name, prepared))
    left = derived_rows()
    domain.rebuild()
    assert derived_rows() == left


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize(
    ("role", "active"),
    [(Role.READER, True), (Role.DOCUMENTER, False), (Role.ADMINISTRATOR, False), ("", True)],
)
def test_nobody_else_may(name: str, role: str, active: bool, prepared: User) -> None:  # noqa: FBT001 - a case
    who = User.objects.create(username="who", role=role, is_active=active)
    given = GIVEN[name]()
    before = all_rows()
    with pytest.raises(PermissionDenied):
        VERBS[name](**given, user=who)
    assert all_rows() == before


@pytest.mark.parametrize("name", sorted(OF_ADMINISTRATORS))
def test_a_documenter_may_not_what_administrators_may(name: str, prepared: User) -> None:
    with pytest.raises(PermissionDenied):
        VERBS[name](**GIVEN[name](), user=prepared)


def test_being_djangos_superuser_is_no_role_here(prepared: User) -> None:
    boss = User.objects.create(username="boss", is_superuser=True, is_staff=True)
    with pytest.raises(PermissionDenied, match="reader"):
        domain.run_linkage(user=boss)


def test_a_source_told_again_is_unchanged_and_a_correction_is_in_the_history(user: User) -> None:
    Change.objects.all().delete()
    assert domain.add_source(source=source("list-a"), user=user) == "unchanged"
    assert not Change.objects.exists()
    corrected = type(source("list-a"))(**{**_fields("list-a"), "title": "Corrected"})
    assert domain.add_source(source=corrected, user=user, reason="typing error") == "changed"
    change = Change.objects.get()
    assert (change.before, change.after) == (
        {"title": "SYNTHETIC list-a"},
        {"title": "Corrected"},
    )
    assert change.reason == "typing error"


def _fields(key: str) -> dict[str, Any]:
    made = source(key)
    return {name: getattr(made, name) for name in made.__slots__}
