# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stating whom an estimate counts; asking for runs, stopping and resuming them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from amparo.estimate.analysis import ALL
from amparo.estimate.store import engine_digest
from amparo_desk.estimates import tables as kept_tables
from amparo_desk.estimates.definition import (
    Definition,
    DefinitionFaults,
    Unreached,
    Use,
    faults_of,
)
from amparo_desk.estimates.drawing import state_of_the_register
from amparo_desk.estimates.models import ListUse, NotReached, Population, Run
from amparo_desk.estimates.queries import STATED, definition_of, tables_of
from amparo_desk.estimates.stated import statement_of
from amparo_desk.estimates.tasks import work_on_run
from amparo_desk.estimates.working import notice_the_dead
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.turns import RefusedError, stated_reason, turn
from amparo_desk.register.queries import source_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo_desk.accounts.models import User
    from amparo_desk.estimates.tables import Tables

__all__ = [
    "SWEEPS",
    "Definition",
    "DefinitionFaults",
    "Unreached",
    "Use",
    "begin_run",
    "change_population",
    "define_population",
    "resume_run",
    "stop_run",
    "withdraw_population",
]

# The most sweeps of each chain of the latent classes, as the command has them.
SWEEPS = 200_000
MOST_SWEEPS = 10_000_000
MOST_PARTITIONS = 1_000
MOST_SEED = 2**31 - 1
_PLAIN = tuple(name for name in STATED if name not in {"end", "outcomes", "by"})
# Keys that are addresses of pages.
_RESERVED = frozenset({"new"})
_GOING = (Run.State.WAITING, Run.State.RUNNING)


def define_population(
    *, key: str, definition: Definition, by: User, reason: str = ""
) -> Population:
    """State a new population; an empty key is made of the title.

    Raises:
        PermissionDenied: the user may not document.
        DefinitionFaults: with all that is wrong.
    """
    with turn(by):
        faults = faults_of(definition)
        taken = key in _RESERVED or Population.objects.filter(key=key).exists()
        if key and (key != slugify(key) or taken):
            faults.append(
                ("key", _("The key is taken, or is not of small Latin letters, digits and -."))
            )
        if faults:
            raise DefinitionFaults(faults)
        made = Population.objects.create(
            key=key or _free_key(definition.title), created_by=by, **_columns(definition)
        )
        _write_lists(made, definition)
        _note(by, "define_population", made.key, reason=reason, after=definition_of(made))
        return made


def change_population(
    *, population: Population, definition: Definition, by: User, reason: str = ""
) -> Population:
    """State a population anew; its runs stay as they were asked for.

    Raises:
        PermissionDenied: the user may not document.
        DefinitionFaults: with all that is wrong.
    """
    with turn(by):
        faults = faults_of(definition)
        if faults:
            raise DefinitionFaults(faults)
        row = Population.objects.get(pk=population.pk)
        before = definition_of(row)
        for name, value in _columns(definition).items():
            setattr(row, name, value)
        row.save()
        row.uses.all().delete()
        row.not_reached.all().delete()
        _write_lists(row, definition)
        after = definition_of(row)
        if before != after:
            _note(by, "change_population", row.key, reason=reason, before=before, after=after)
        return row


def withdraw_population(*, population: Population, by: User, reason: str) -> Population:
    """Take a population off the pages; it and its runs stay in the workspace.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no reason, or a run of it is at work.
    """
    with turn(by):
        why = stated_reason(reason)
        row = Population.objects.get(pk=population.pk)
        if row.runs.filter(state__in=_GOING).exists():
            raise RefusedError(_("An estimate of it is at work: stop it first."))
        if row.withdrawn_at is None:
            row.withdrawn_at = timezone.now()
            row.save(update_fields=["withdrawn_at"])
            _note(by, "withdraw_population", row.key, reason=why, before=definition_of(row))
        return row


def begin_run(
    *,
    population: Population,
    by: User,
    methods: Sequence[str] = ALL,
    seed: int = 1,
    sweeps: int = SWEEPS,
    partitions: int = 0,
) -> Run:
    """Ask for an estimate of the tables as they stand now; it is computed in the background.

    Where the same was asked for before, that run is given back, taken up again if it had stopped.
    With `partitions` the doubt about who is who is carried through so many draws of the linkage.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: nobody is on a list, somebody is on a list that is said not to reach him (all
            are named), a setting is out of range.
    """
    # Reading the register takes long and must not keep others from writing; who may not is told
    # before anything is read.
    with turn(by):
        population = Population.objects.get(pk=population.pk)
        problems = _wrong_settings(population, methods, seed, sweeps, partitions)
        if problems:
            raise RefusedError(" ".join(problems))
        stated = statement_of(population)
    tables = tables_of(population)
    if not tables.documented:
        raise RefusedError(_("Nobody of this population is on any of the lists."))
    if tables.faults:
        raise RefusedError(" ".join(tables.faults))
    settings = {
        "methods": [name for name in ALL if name in methods],
        "seed": seed,
        "sweeps": sweeps,
        "partitions": partitions,
        "engine": engine_digest(),
    }
    with turn(by):
        if partitions:
            settings["register"] = state_of_the_register()
        return _begun(population, stated, tables, settings, by)


def stop_run(*, run: Run, by: User) -> Run:
    """Ask a run to stop; it does so between two blocks, and can be resumed.

    Raises:
        PermissionDenied: the user may not document.
    """
    with turn(by):
        notice_the_dead()
        row = Run.objects.get(pk=run.pk)
        if row.state not in _GOING:
            return row
        if row.state == Run.State.WAITING:
            row.state = Run.State.STOPPED
        else:
            row.stop_asked = True
        row.save(update_fields=["state", "stop_asked"])
        _note(by, "stop_run", _place(row), kind="run")
        return row


def resume_run(*, run: Run, by: User) -> Run:
    """Take up a run that stopped or failed where it stopped.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: another version of the program began it.
    """
    with turn(by):
        notice_the_dead()
        return _resumed(Run.objects.get(pk=run.pk), by)


def _begun(
    population: Population,
    stated: dict[str, Any],
    tables: Tables,
    settings: dict[str, Any],
    by: User,
) -> Run:
    key = _key(population, stated, tables, settings)
    notice_the_dead()
    row = Run.objects.filter(key=key).first()
    if row is not None:
        return _resumed(row, by)
    row = Run.objects.create(
        population=population,
        key=key,
        stated=stated,
        tables=kept_tables.to_json(tables),
        settings=settings,
        documented=tables.documented,
        excluded=dict(tables.excluded),
        asked_by=by,
    )
    _note(by, "begin_run", _place(row), kind="run", after=settings)
    work_on_run.enqueue(row.pk)
    return row


def _resumed(row: Run, by: User) -> Run:
    if row.state not in {Run.State.STOPPED, Run.State.FAILED}:
        return row
    if row.settings["engine"] != engine_digest():
        raise RefusedError(
            _("Another version of the program began this: ask for a new estimate instead.")
        )
    row.state, row.stop_asked, row.problem = Run.State.WAITING, False, ""
    row.save(update_fields=["state", "stop_asked", "problem"])
    _note(by, "resume_run", _place(row), kind="run")
    work_on_run.enqueue(row.pk)
    return row


def _key(
    population: Population, stated: dict[str, Any], tables: Tables, settings: dict[str, Any]
) -> str:
    told = {
        "population": population.pk,
        "stated": stated,
        "by": tables.by,
        "strata": [
            [labels, table.digest, tables.unreached.get(labels, ())]
            for labels, table in tables.strata.items()
        ],
        "settings": settings,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _wrong_settings(
    population: Population, methods: Sequence[str], seed: int, sweeps: int, partitions: int
) -> list[str]:
    found = []
    if population.withdrawn_at is not None:
        found.append(_("This population was withdrawn."))
    if not methods or set(methods) - set(ALL):
        found.append(_("Choose at least one method: %(known)s.") % {"known": ", ".join(ALL)})
    if not 0 <= seed <= MOST_SEED:
        found.append(_("The seed is a whole number from 0 on."))
    if not 1 <= sweeps <= MOST_SWEEPS:
        found.append(_("There is at least one sweep."))
    if not 0 <= partitions <= MOST_PARTITIONS:
        found.append(_("There are from 0 to %(most)s draws.") % {"most": MOST_PARTITIONS})
    if partitions and population.by:
        found.append(
            _("The doubt about who is who can be carried through only where there are no strata.")
        )
    return found


def _free_key(title: str) -> str:
    start = slugify(title)[:100] or "population"
    taken = {
        *_RESERVED,
        *Population.objects.filter(key__startswith=start).values_list("key", flat=True),
    }
    tries = (f"{start}-{number}" if number > 1 else start for number in range(1, len(taken) + 2))
    return next(key for key in tries if key not in taken)


def _columns(definition: Definition) -> dict[str, Any]:
    plain = {name: getattr(definition, name).strip() for name in _PLAIN}
    return {
        **plain,
        "end": definition.end.strip() or plain["begin"],
        "outcomes": list(definition.outcomes),
        "by": list(definition.by),
    }


def _write_lists(population: Population, definition: Definition) -> None:
    ids = source_ids()
    for use in definition.uses:
        ListUse.objects.create(
            population=population,
            source_id=ids[use.source],
            system=use.system.strip() or use.source,
            reason=use.reason.strip(),
        )
    for item in definition.not_reached:
        NotReached.objects.create(
            population=population,
            source_id=ids[item.source],
            field=item.field,
            label=item.label.strip(),
            reason=item.reason.strip(),
        )


def _place(run: Run) -> str:
    return f"{run.population.key}/{run.pk}"


def _note(by: User, verb: str, key: str, *, kind: str = "population", **told: Any) -> None:  # noqa: ANN401 - what record_change takes
    record_change(user=by, verb=verb, kind=f"estimates.{kind}", key=key, **told)
