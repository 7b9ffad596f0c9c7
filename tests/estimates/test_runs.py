# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs: asked for, done, stopped, gone on with, left by the dead, never computed twice."""

from __future__ import annotations

import fcntl
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from amparo.estimate.analysis import ALL, Asked, analyse
from amparo.estimate.answers import to_json
from amparo.estimate.store import engine_digest
from amparo_desk.estimates import domain, queries, tables
from amparo_desk.estimates.definition import Definition, Unreached, Use
from amparo_desk.estimates.models import Run
from amparo_desk.estimates.reckoning import found, work
from amparo_desk.estimates.stated import statement_of
from amparo_desk.estimates.tables import Tables
from amparo_desk.estimates.tasks import ask_again
from amparo_desk.estimates.working import ENDING, at_work
from amparo_desk.history.models import Change
from amparo_desk.register.domain.turns import RefusedError
from amparo_desk.register.models import Record
from amparo_desk.workspace import Workspace
from estimates.made_up import PATTERNS, QUICK, bring, define, rows
from list_tables import list_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from amparo_desk.accounts.models import User
    from amparo_desk.estimates.models import Population

pytestmark = pytest.mark.database

KOSOVO = list_table("kosovo_1999")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Give each test a workspace of its own, in which nothing is kept yet."""
    settings.WORKSPACE = Workspace(tmp_path / "workspace")
    settings.WORKSPACE.prepare()
    place: Path = settings.WORKSPACE.estimates
    return place


def asked(population: Population, user: User, **told: Any) -> Run:  # noqa: ANN401 - settings
    return domain.begin_run(population=population, by=user, **{"methods": QUICK} | told)


def done(run: Run) -> Run:
    work(run.pk)
    return queries.run(run.pk)


def test_a_run_says_what_the_command_says(user: User) -> None:
    population = define(user)
    run = done(asked(population, user, seed=3))
    assert (run.state, run.share, run.problem) == ("done", 1.0, "")
    (table,) = queries.tables_of(population).strata.values()
    usual = to_json(analyse(table, Asked(methods=QUICK, seed=3)))
    assert run.result is not None
    assert run.result["statement"] == json.loads(json.dumps(usual["statement"]))
    assert run.documented == sum(PATTERNS.values())
    assert [row["rate"] for row in run.result["stress"]][:3] == [0.05, 0.1, 0.2]
    shown = found(run)
    assert shown is not None
    assert shown.analysis.statement.said.text() == run.result["statement"]["words"]
    assert shown.alternatives is not None
    verbs = Change.objects.filter(subject_kind="estimates.run").values_list("verb", flat=True)
    assert list(verbs) == ["run_done", "begin_run"]


@pytest.mark.database(transaction=True)
def test_a_worker_takes_up_what_was_asked_for(user: User) -> None:
    run = asked(define(user), user)
    assert run.state == "waiting"
    worker_once()
    assert queries.run(run.pk).state == "done"
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@pytest.mark.database(transaction=True)
def test_what_a_worker_died_with_in_its_hands_is_taken_up_by_the_next(user: User) -> None:
    run = asked(define(user), user)
    DBTaskResult.objects.update(status="RUNNING")
    worker_once()
    assert queries.run(run.pk).state == "waiting"
    ask_again()
    ask_again()
    worker_once()
    assert queries.run(run.pk).state == "done"


def worker_once() -> None:
    options: dict[str, Any] = {"queue_names": ["default"], "excluded_queue_names": []}
    names: dict[str, Any] = {"backend_name": "default", "worker_id": "test"}
    Worker(**options, **names, interval=0, batch=True, startup_delay=False, max_tasks=None).run()


def test_the_same_is_never_computed_twice(user: User, folder: Path) -> None:
    population = define(user)
    first = done(asked(population, user))
    kept = {path: path.stat().st_mtime_ns for path in folder.glob("*.npz")}
    assert kept
    assert asked(population, user) == first
    assert DBTaskResult.objects.count() == 1
    # Another seed is another run, another population of the same table another one of its own ...
    assert asked(population, user, seed=2) != first
    other = done(asked(define(user, title="SYNTHETIC, once more"), user))
    assert other != first
    # ... for which what is kept is taken.
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*.npz")} == kept
    # Where the register has changed, so has what is asked.
    bring(user, "list-a", rows()["list-a"][1:])
    assert asked(population, user) != first


def of_kosovo(population: Population, user: User, seed: int = 1) -> Run:
    """Give a run of a table whose chains do not meet in the first block."""
    held = Tables(by=(), strata={(): KOSOVO}, excluded={}, admitted={}, unreached={})
    return Run.objects.create(
        population=population,
        key=f"kosovo-{seed}-{Run.objects.count()}",
        stated=statement_of(population),
        tables=tables.to_json(held),
        settings={
            "methods": ["lcm"],
            "seed": seed,
            "sweeps": 4000,
            "partitions": 0,
            "engine": engine_digest(),
        },
        documented=KOSOVO.n,
        asked_by=user,
    )


def stopping(user: User, run: Run) -> Any:  # noqa: ANN401 - what Django gives
    """Ask for a stop as soon as a block of latent classes was told of, as somebody else would."""
    asked_before: list[bool] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401, FBT001 - Django's signature
        answer = execute(sql, params, many, context)
        of_run = sql.startswith("UPDATE") and "at_work" in sql and "lcm" in (params or ())
        if of_run and max(x for x in params if isinstance(x, float)) > 0.06 and not asked_before:
            asked_before.append(True)
            domain.stop_run(run=run, by=user)
        return answer

    return connection.execute_wrapper(listen)


def test_a_run_that_was_stopped_goes_on_with_the_same_draws(user: User, folder: Path) -> None:
    population = define(user)
    run = of_kosovo(population, user)
    with stopping(user, run):
        work(run.pk)
    run = queries.run(run.pk)
    assert run.state == "stopped"
    assert 0.2 < run.share < 0.3
    assert run.at_work == "lcm"
    assert len(list(folder.glob("*.begun.npz"))) == 1
    assert found(run) is None
    again = domain.resume_run(run=run, by=user)
    assert again.state == "waiting"
    run = done(again)
    assert run.state == "done"
    straight = analyse(KOSOVO, Asked(methods=("lcm",), sweeps=4000))
    assert run.result is not None
    told = run.result["methods"]["lcm"]
    one = straight.estimates[0]
    assert (told["median"], told["mean"], told["interval"]) == (
        one.median,
        one.mean,
        [one.low, one.high],
    )
    assert told["diagnostics"]["chain_medians"] == one.diagnostics["chain_medians"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_what_waits_can_be_stopped_and_resumed(user: User) -> None:
    run = asked(define(user), user)
    assert domain.stop_run(run=run, by=user).state == "stopped"
    # The task is still there; it finds nothing to do.
    assert done(run).state == "stopped"
    domain.resume_run(run=run, by=user)
    assert done(run).state == "done"
    # A task too many does no harm, nor does a stop that comes too late.
    assert done(run).state == "done"
    assert domain.stop_run(run=run, by=user).state == "done"
    assert domain.resume_run(run=run, by=user).state == "done"


def test_a_run_whose_worker_died_is_shown_as_stopped(user: User) -> None:
    run = asked(define(user), user)
    Run.objects.filter(pk=run.pk).update(state="running")
    with at_work():
        # at_work itself finds what others left; who works now is left alone.
        assert queries.run(run.pk).state == "stopped"
        Run.objects.filter(pk=run.pk).update(state="running")
        assert queries.run(run.pk).state == "running"
    assert queries.run(run.pk).state == "stopped"
    # Asking for the same again takes it up.
    assert asked(run.population, user).pk == run.pk
    assert done(run).state == "done"


def test_only_one_works_at_a_time(user: User, folder: Path) -> None:
    with at_work(), (folder / ".at_work").open("r+") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.fixture
def ending() -> Iterator[None]:
    ENDING.set()
    yield
    ENDING.clear()


def test_a_worker_that_is_to_end_leaves_the_run_to_be_resumed(user: User, ending: None) -> None:
    run = done(asked(define(user), user))
    assert run.state == "stopped"
    ENDING.clear()
    assert done(domain.resume_run(run=run, by=user)).state == "done"


def test_what_goes_wrong_is_said_and_can_be_tried_again(user: User) -> None:
    run = asked(define(user), user)
    kept = dict(run.tables)
    Run.objects.filter(pk=run.pk).update(tables={**kept, "strata": []})
    run = done(run)
    assert run.state == "failed"
    assert run.problem
    Run.objects.filter(pk=run.pk).update(tables=kept)
    run = done(domain.resume_run(run=run, by=user))
    assert (run.state, run.problem) == ("done", "")


@pytest.mark.database(transaction=True)
def test_a_database_that_somebody_else_holds_is_waited_for(user: User) -> None:
    run = asked(define(user), user)
    refused: list[str] = []

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401, FBT001 - Django's signature
        if sql.startswith("UPDATE") and "at_work" in sql and "result" not in sql:
            refused.append(sql)
            message = "database is locked"
            raise OperationalError(message)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        work(run.pk)
    assert refused
    assert queries.run(run.pk).state == "done"


def test_the_doubt_of_linkage_is_carried_through(user: User) -> None:
    run = done(asked(define(user), user, partitions=5))
    assert (run.state, run.problem) == ("done", "")
    assert run.result is not None
    linkage = run.result["linkage"]
    assert linkage["partitions"] == 5
    assert sum(row["times"] for row in run.tables["partitions"]) == 5
    shares = linkage["variance_of_log_n"]
    assert shares["linkage"] + (shares["model"] or 0) + shares["sampling"] == pytest.approx(
        shares["total"]
    )
    assert {row["kind"] for row in linkage["stress"]} == {"missed", "false"}
    assert run.result["statement"]["verdict"] == "estimate"
    shown = found(run)
    assert shown is not None
    assert shown.linked is not None
    assert shown.analysis.statement.said.text() == run.result["statement"]["words"]


def test_ways_of_linking_are_drawn_from_the_register_that_was_asked_about(user: User) -> None:
    population = define(user)
    run = asked(population, user, partitions=3)
    bring(user, "list-a", rows()["list-a"][1:])
    run = done(run)
    assert run.state == "failed"
    assert "has changed" in run.problem
    assert asked(population, user, partitions=3).pk != run.pk


def test_strata_with_lists_that_do_not_reach_them(user: User) -> None:
    reach = Unreached(source="list-c", field="gender", label="female", reason="men's prisons only")
    population = define(user, by=("gender",), not_reached=(reach,))
    with pytest.raises(RefusedError, match="list-c/"):
        asked(population, user)
    bring(user, "list-c", [row for row in rows()["list-c"] if row[3] == "m"])
    run = done(asked(population, user))
    assert run.state == "done"
    assert run.result is not None
    assert [row["labels"]["gender"] for row in run.result["strata"]] == ["female", "male"]
    shown = found(run)
    assert shown is not None
    assert shown.strata is not None
    assert shown.strata.unreached == ((("female",), ("list-c",)),)
    # Women stand on two lists then, and of two lists nothing is said.
    assert run.result["strata"][0]["statement"]["verdict"] == "nothing"


@pytest.mark.parametrize(
    "told",
    [
        {"methods": ()},
        {"methods": ("magic",)},
        {"seed": -1},
        {"sweeps": 0},
        {"partitions": -1},
        {"partitions": 10**6},
    ],
)
def test_what_cannot_be_run_is_refused(user: User, told: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        asked(define(user), user, **told)
    assert not Run.objects.exists()


def test_nobody_on_a_list_strata_with_ways_of_linking_and_what_is_withdrawn_are_refused(
    user: User,
) -> None:
    with pytest.raises(RefusedError, match="Nobody"):
        asked(define(user, begin="1999"), user)
    with pytest.raises(RefusedError, match="strata"):
        asked(define(user, by=("gender",)), user, partitions=5)
    population = define(user)
    domain.withdraw_population(population=population, by=user, reason="a mistake")
    with pytest.raises(RefusedError, match="withdrawn"):
        asked(population, user)


def test_another_version_of_the_program_goes_on_with_nothing_but_shows_what_is_kept(
    user: User, folder: Path
) -> None:
    run = done(asked(define(user), user))
    older = {**run.settings, "engine": "f" * 64}
    Run.objects.filter(pk=run.pk).update(settings=older, key="older")
    # What the older engine estimated is not there: nothing is estimated in its name.
    kept = set(folder.iterdir())
    assert found(queries.run(run.pk)) is None
    assert set(folder.iterdir()) == kept
    Run.objects.filter(pk=run.pk).update(state="stopped")
    with pytest.raises(RefusedError, match="version"):
        domain.resume_run(run=queries.run(run.pk), by=user)


def test_all_methods_are_kept_in_one_order(user: User) -> None:
    run = asked(define(user), user, methods=tuple(reversed(ALL)))
    assert run.settings["methods"] == list(ALL)
    assert asked(run.population, user, methods=ALL) == run


def test_no_record_of_a_person_is_in_a_run(user: User) -> None:
    run = done(asked(define(user, by=("gender",)), user))
    everything = json.dumps([run.tables, run.settings, run.result, run.excluded])
    assert not [key for key in Record.objects.values_list("key", flat=True) if key in everything]


def test_a_population_stated_anew_is_another_question(user: User) -> None:
    population = define(user)
    run = asked(population, user, partitions=3)
    before = stated_as(population)
    other = replace(before, title="Others", begin="1990", end="1990")
    domain.change_population(population=population, definition=other, by=user)
    run = done(run)
    assert (run.state, run.problem.partition(" has")[0]) == ("failed", "Whom it counts")
    domain.change_population(population=population, definition=before, by=user)
    again = asked(population, user, partitions=3)
    assert again.pk == run.pk
    assert done(again).state == "done"
    words = replace(before, title="The same people by another name")
    domain.change_population(population=population, definition=words, by=user)
    assert asked(population, user, partitions=3).pk != run.pk


def stated_as(population: Population) -> Definition:
    """Give the definition that a population was made of."""
    told = {name: getattr(population, name) for name in queries.STATED}
    uses = [Use(source=use.source.key, system=use.system) for use in population.uses.all()]
    lists = {"outcomes": tuple(population.outcomes), "by": tuple(population.by)}
    return Definition(**told | lists | {"uses": tuple(uses)})
