# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds of every verb of the estimates: who may not, what the history says, what is refused.

A new verb without an entry here fails the first test.
"""

from __future__ import annotations

import dataclasses
import inspect
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied

from amparo_desk.accounts.models import Role, User
from amparo_desk.estimates import domain, queries
from amparo_desk.estimates.definition import DefinitionFaults, Unreached, Use
from amparo_desk.estimates.models import Population, Run
from amparo_desk.history.models import Change
from amparo_desk.register.domain.turns import RefusedError
from estimates.made_up import LISTS, QUICK, define, definition
from register.made_up import all_rows

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.database

NOT_REACHED = Unreached(source="list-c", field="gender", label="female", reason="men only")


def the_population() -> Population:
    return Population.objects.get()


def the_run() -> Run:
    return Run.objects.get()


# Verb -> what it is given, made when a population with a run that stopped is there.
GIVEN: dict[str, Callable[[], dict[str, Any]]] = {
    "define_population": lambda: {"key": "others", "definition": definition(title="Others")},
    "change_population": lambda: {
        "population": the_population(),
        "definition": definition(by=("gender",), not_reached=(NOT_REACHED,)),
    },
    "withdraw_population": lambda: {"population": the_population(), "reason": "a mistake"},
    "begin_run": lambda: {"population": the_population(), "methods": QUICK, "seed": 2},
    "stop_run": lambda: {"run": waiting()},
    "resume_run": lambda: {"run": the_run()},
}
VERBS = {name: verb for name in domain.__all__ if inspect.isfunction(verb := getattr(domain, name))}


def waiting() -> Run:
    run = the_run()
    run.state = Run.State.WAITING
    run.save()
    return run


@pytest.fixture
def prepared(user: User) -> User:
    run = domain.begin_run(population=define(user), methods=QUICK, by=user)
    domain.stop_run(run=run, by=user)
    Change.objects.all().delete()
    return user


def test_every_verb_is_tested_here_and_takes_names_only() -> None:
    assert VERBS.keys() == GIVEN.keys()
    for name, verb in VERBS.items():
        kinds = {item.kind for item in inspect.signature(verb).parameters.values()}
        assert kinds == {inspect.Parameter.KEYWORD_ONLY}, name


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_writes_who_did_it(name: str, prepared: User) -> None:
    VERBS[name](**GIVEN[name](), by=prepared)
    changes = list(Change.objects.all())
    assert changes
    assert {change.actor for change in changes} == {prepared}
    assert {change.verb for change in changes} == {name}
    assert all(change.subject_kind.startswith("estimates.") for change in changes)


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("active", [True, False])
def test_who_may_not_changes_nothing(name: str, prepared: User, active: bool) -> None:  # noqa: FBT001 - a case
    role = Role.READER if active else Role.ADMINISTRATOR
    other = User.objects.create(username="other", role=role, is_active=active)
    given = GIVEN[name]()
    before = all_rows()
    with pytest.raises(PermissionDenied):
        VERBS[name](**given, by=other)
    assert all_rows() == before


def test_all_that_is_wrong_is_said_at_once(user: User) -> None:
    wrong = definition(
        title=" ",
        definition="",
        kind="both",
        condition="sad",
        undetermined="maybe",
        begin="06/30",
        end="2024?",
        assessment="none-such",
        outcomes=("fine",),
        by=("gender", "shoe size"),
        uses=(Use(source="list-a"), Use(source="list-a"), Use(source="list-x")),
        not_reached=(Unreached(source="list-b", field="article", label="", reason=""),),
    )
    with pytest.raises(DefinitionFaults) as told:
        domain.define_population(key="", definition=wrong, by=user)
    fields = [name for name, _ in told.value.faults]
    assert set(fields) == {item.name for item in dataclasses.fields(wrong)} - {"place", "country"}
    assert fields.count("uses") == 2
    assert fields.count("not_reached") == 3
    assert not Population.objects.exists()
    assert all(problem for _, problem in told.value.faults)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "stock", "begin": "2024"}, "begin"),
        ({"kind": "stock", "begin": "2024-06-30", "end": "2024-07-01"}, "begin"),
        ({"begin": "2024", "end": "2023"}, "end"),
        ({"begin": "2024~"}, "begin"),
        ({"outcomes": ("meets",)}, "outcomes"),
        ({"assessment": "pace-1900"}, "outcomes"),
        ({"uses": ()}, "uses"),
        ({"uses": tuple(Use(source=key, system="one") for key in LISTS)}, "uses"),
        ({"uses": (Use(source="list-a"), Use(source="list-b", system="list-a"))}, "uses"),
        ({"by": ("gender", "gender")}, "by"),
        ({"by": ("gender",), "not_reached": (NOT_REACHED, NOT_REACHED)}, "not_reached"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(user: User, told: dict[str, Any], field: str) -> None:
    with pytest.raises(DefinitionFaults) as faults:
        domain.define_population(key="", definition=definition(**told), by=user)
    assert {name for name, _ in faults.value.faults} == {field}


def test_a_day_is_enough_for_those_who_are_it_on_a_day(user: User) -> None:
    population = define(user, kind="stock", condition="deprived", begin="2024-06-30")
    assert (population.begin, population.end) == ("2024-06-30", "2024-06-30")


def test_a_key_is_made_of_the_title_and_never_taken_twice(user: User) -> None:
    keys = [define(user, title=title).key for title in ("Held in 2024", "Held in 2024!", "Кто?")]
    assert keys == ["held-in-2024", "held-in-2024-2", "population"]
    assert define(user, title="Ещё").key == "population-2"
    for taken in ("held-in-2024", "With Capitals", "new"):
        with pytest.raises(DefinitionFaults):
            domain.define_population(key=taken, definition=definition(), by=user)


def test_a_change_is_in_the_history_as_it_was_and_is(user: User) -> None:
    population = define(user)
    Change.objects.all().delete()
    domain.change_population(population=population, definition=definition(), by=user)
    assert not Change.objects.exists()
    changed = definition(by=("gender",), not_reached=(NOT_REACHED,))
    domain.change_population(population=population, definition=changed, by=user, reason="women")
    change = Change.objects.get()
    assert change.before is not None
    assert change.after is not None
    assert (change.before["by"], change.after["by"]) == ([], ["gender"])
    assert change.after["not_reached"][0]["label"] == "female"
    assert change.reason == "women"
    assert queries.population(population.key).not_reached.count() == 1


def test_what_is_at_work_is_not_withdrawn_what_is_withdrawn_is_kept(user: User) -> None:
    population = define(user)
    run = domain.begin_run(population=population, methods=QUICK, by=user)
    with pytest.raises(RefusedError, match="stop it"):
        domain.withdraw_population(population=population, by=user, reason="a mistake")
    domain.stop_run(run=run, by=user)
    with pytest.raises(RefusedError, match="reason"):
        domain.withdraw_population(population=population, by=user, reason=" ")
    domain.withdraw_population(population=population, by=user, reason="a mistake")
    assert not queries.populations().exists()
    assert list(queries.runs_of(queries.population(population.key))) == [run]
    assert queries.run(run.key) == run
