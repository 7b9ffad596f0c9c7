# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stating whom an estimate counts; asking for runs, stopping and resuming them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.estimate.analysis import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amparo_desk.accounts.models import User
    from amparo_desk.estimates.models import Population, Run

# The most sweeps of each chain of the latent classes, as the command has them.
SWEEPS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A list to look on: the key of its source; sources of one system are one list."""

    source: str
    system: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """A list (key of its source) that cannot have anybody with this label, and why."""

    source: str
    field: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """All that states a population but its key; fields as those of `models.Population`.

    `by` are names of `counting.FIELDS`; `end` may be empty where it is `begin`.
    """

    title: str
    definition: str
    kind: str
    begin: str
    end: str = ""
    condition: str = "prosecuted"
    undetermined: str = "out"
    place: str = ""
    country: str = ""
    assessment: str = ""
    outcomes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    not_reached: tuple[Unreached, ...] = ()


class DefinitionFaults(ValueError):  # noqa: N818 - the name says what it holds
    """A definition that cannot be used; `faults` are all of them: (field, what is wrong)."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(problem for _, problem in self.faults))


def define_population(
    *, key: str, definition: Definition, by: User, reason: str = ""
) -> Population:
    """State a new population; an empty key is made of the title.

    Raises:
        PermissionDenied: the user may not document.
        DefinitionFaults: with all that is wrong.
    """
    raise NotImplementedError


def change_population(
    *, population: Population, definition: Definition, by: User, reason: str = ""
) -> Population:
    """State a population anew; its runs stay as they were asked for.

    Raises:
        PermissionDenied: the user may not document.
        DefinitionFaults: with all that is wrong.
    """
    raise NotImplementedError


def withdraw_population(*, population: Population, by: User, reason: str) -> Population:
    """Take a population off the pages; it and its runs stay in the workspace.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no reason, or a run of it is at work.
    """
    raise NotImplementedError


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
    raise NotImplementedError


def stop_run(*, run: Run, by: User) -> Run:
    """Ask a run to stop; it does so between two blocks, and can be resumed.

    Raises:
        PermissionDenied: the user may not document.
    """
    raise NotImplementedError


def resume_run(*, run: Run, by: User) -> Run:
    """Take up a run that stopped or failed where it stopped.

    Raises:
        PermissionDenied: the user may not document.
    """
    raise NotImplementedError
