# SPDX-License-Identifier: AGPL-3.0-or-later
"""The engine's work for a run: begun, told of, stopped, gone on with, ended; and read afterwards.

Everything that was estimated is kept in the workspace (amparo.estimate.store): a run that stopped
goes on where it stopped, and a finished one is put together from what is kept to be shown.
"""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from amparo.estimate.alternatives import alternatives
from amparo.estimate.analysis import Analysis, Asked, StoppedError, analyse
from amparo.estimate.answers import strata_to_json, to_json
from amparo.estimate.linked import Linked, analyse_linked
from amparo.estimate.pooling import Partitions
from amparo.estimate.sensitivity import Multiverse
from amparo.estimate.store import NotKeptError, Store
from amparo.estimate.strata import Strata, analyse_strata
from amparo.estimate.stress import StressRow, stress_rows
from amparo_desk.estimates import tables as kept_tables
from amparo_desk.estimates.drawing import drawn, state_of_the_register
from amparo_desk.estimates.gathering import Gathering
from amparo_desk.estimates.meter import Meter
from amparo_desk.estimates.models import Run
from amparo_desk.estimates.remembered import Remembered
from amparo_desk.estimates.stated import counts_the_same
from amparo_desk.estimates.tables import Tables
from amparo_desk.estimates.working import at_work
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.turns import writing

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)


class ChangedError(Exception):
    """What a run was asked of is no longer there; the message says so to people."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a run found, as the report of the command has it.

    `analysis` is that of everybody; with it `strata` where there are strata, `linked` where the
    doubt of linkage was carried through, `alternatives` and `stress` where there is one table.
    """

    tables: Tables
    analysis: Analysis
    strata: Strata | None = None
    linked: Linked | None = None
    alternatives: Multiverse | None = None
    stress: tuple[StressRow, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give plain data, as the command does; what has no end is null."""
        told = strata_to_json(self.strata) if self.strata else to_json(self.analysis)
        if self.linked:
            told["linkage"] = self.linked.to_json()
        if self.stress:
            told["stress"] = [row.to_json() for row in self.stress]
        return _finite(told)  # type: ignore[no-any-return]  # a mapping stays one


_SHOWN: Remembered[Found] = Remembered(8)


def work(number: int) -> None:
    """Do the work of a run that waits, to its end or until it is asked to stop.

    A run that no longer waits is left alone. What goes wrong is said in the run.
    """
    with at_work():
        began = Run.objects.filter(pk=number, state=Run.State.WAITING).update(
            state=Run.State.RUNNING, began_at=timezone.now(), seen_at=timezone.now()
        )
        if not began:
            return
        run = Run.objects.select_related("population", "asked_by").get(pk=number)
        try:
            with_draws(run)
            found = _computed(run, Store(_folder()), Meter(run).told)
        except StoppedError:
            _ended(run, Run.State.STOPPED)
        except ChangedError as changed:
            _ended(run, Run.State.FAILED, problem=str(changed))
        except Exception as error:
            # Whatever it is must be said where people look, not in a log of a worker alone.
            logger.exception("run %s", number)
            _ended(run, Run.State.FAILED, problem=f"{type(error).__name__}: {error}")
        else:
            _ended(run, Run.State.DONE, result=found.to_json())


def found(run: Run) -> Found | None:
    """Give what a finished run found, put together from what is kept; None where that is gone.

    Nothing is estimated for it. The first time takes a moment, then it is remembered.
    """
    if run.state != Run.State.DONE:
        return None
    try:
        store = Store(_folder(), engine=run.settings["engine"])
        return _SHOWN.get(run.key, lambda: _computed(run, store))
    except NotKeptError:
        return None


def with_draws(run: Run) -> None:
    """Draw the partitions that a run was asked for, once; they are kept with it.

    Raises:
        ChangedError: the register, or whom the population counts, is no longer what it was when
            the run was asked for.
        StoppedError: as `Meter.told`.
    """
    number = run.settings["partitions"]
    if not number or "partitions" in run.tables:
        return
    if not counts_the_same(run):
        # Kept as it stands here, said in the language of whoever looks at it.
        said = gettext_noop("Whom it counts has changed since this was asked for: ask again.")
        raise ChangedError(said)
    if state_of_the_register() != run.settings["register"]:
        said = gettext_noop("The register has changed since this was asked for: ask again.")
        raise ChangedError(said)
    told = Meter(run).told
    found = drawn(
        Gathering.of(run.population),
        number=number,
        seed=run.settings["seed"],
        progress=lambda share: told("", "linkage", share),
    )
    run.tables["partitions"] = [
        {"times": times, **kept_tables.table_to_json(table)}
        for table, times in zip(found.tables, found.times, strict=True)
    ]
    run.save(update_fields=["tables"])


def _computed(
    run: Run, store: Store, told: Callable[[str, str, float], None] | None = None
) -> Found:
    asked = Asked(
        methods=tuple(run.settings["methods"]),
        seed=run.settings["seed"],
        sweeps=run.settings["sweeps"],
    )
    tables = kept_tables.from_json(run.tables, run.excluded)
    if run.settings["partitions"]:
        rows = run.tables["partitions"]
        ways = Partitions.of((kept_tables.table_from_json(row), row["times"]) for row in rows)
        linked = analyse_linked(ways, asked, store=store, progress=told)
        return Found(tables, linked.analysis, linked=linked, stress=linked.stress)
    if tables.by:
        strata = analyse_strata(
            tables.strata,
            tables.by,
            asked,
            unreached=tables.unreached,
            store=store,
            progress=told,
        )
        return Found(tables, strata.whole, strata=strata)
    (table,) = tables.strata.values()
    analysis = analyse(table, asked, store=store, progress=told)
    others = alternatives(
        analysis,
        store=store,
        progress=(lambda done, of: told("", "alternatives", done / of)) if told else None,
    )
    stress = stress_rows(analysis, store=store, progress=told)
    return Found(tables, analysis, alternatives=others, stress=stress)


def _ended(
    run: Run, state: Run.State, *, result: dict[str, Any] | None = None, problem: str = ""
) -> None:
    """Write how it ended; a row in the history where it will not go on by itself."""
    fields: dict[str, Any] = {
        "state": state,
        "stop_asked": False,
        "problem": problem,
        "ended_at": timezone.now(),
    }
    if state == Run.State.DONE:
        fields |= {"result": result, "share": 1.0, "at_work": ""}
    with writing():
        Run.objects.filter(pk=run.pk).update(**fields)
        record_change(
            user=run.asked_by,
            verb=f"run_{state.value}",
            kind="estimates.run",
            key=f"{run.population.key}/{run.pk}",
            reason=problem,
            after={"statement": result["statement"]} if result else None,
        )


def _folder() -> Any:  # noqa: ANN401 - a setting
    return settings.WORKSPACE.estimates


def _finite(told: Any) -> Any:  # noqa: ANN401 - plain data of any depth
    """Give plain data without infinities, which JSON does not know and PostgreSQL refuses."""
    if isinstance(told, float):
        return told if math.isfinite(told) else None
    if isinstance(told, dict):
        return {key: _finite(value) for key, value in told.items()}
    return [_finite(value) for value in told] if isinstance(told, list | tuple) else told
