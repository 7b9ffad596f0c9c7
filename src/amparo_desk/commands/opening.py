# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a workspace for a command: environment, Django, tables, the first administrator."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from amparo.terminal import refuse
from amparo_desk import workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from amparo_desk.accounts.models import User

# Stands wherever a command shows persons of a workspace of made-up ones.
SYNTHETIC = "SYNTHETIC data: no real persons."
# Open as long as the process lives: closing the file would let the workspace go.
_held: list[TextIO] = []


def workspace_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--workspace PATH` to a command; open the workspace before it runs."""
    return click.option(
        "--workspace",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(workspace.DEFAULT_FOLDER),
        envvar=workspace.ENVIRONMENT_NAME,
        show_default=True,
        help="The folder with the database, files and dossiers.",
    )(command)


def open_workspace(
    folder: Path, *, create: bool = False, synthetic: bool | None = None
) -> workspace.Workspace:
    """Make Django ready for the workspace; `create` makes or upgrades its tables.

    `synthetic` says that it must be for made-up persons, or must not; None: either is fine.

    Raises:
        click.UsageError: there is no workspace there, or it cannot be used (exit code 2).
    """
    # Whatever this process writes is for its owner only: the database, its journal, dossiers.
    os.umask(0o077)
    place = workspace.Workspace(folder.resolve())
    if not create and not place.path.is_dir():
        msg = f"there is no workspace at {folder}: `amparo demo` makes one, or name another"
        raise click.UsageError(msg)
    try:
        place.prepare()
        if synthetic is not None:
            place.keep_apart(synthetic=synthetic)
        place.database()
    except workspace.WorkspaceError as fault:
        raise click.UsageError(str(fault)) from fault
    if create:
        _hold(place.path)
    os.environ[workspace.ENVIRONMENT_NAME] = str(place.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo_desk.settings")
    import django

    django.setup()
    _bring_tables_up_to_date(folder, create=create)
    return place


def _hold(folder: Path) -> None:
    """Hold the workspace until this process ends: two must not make its tables at once.

    Raises:
        click.UsageError: another process holds it.
    """
    lock = (folder / ".lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        msg = f"another `amparo demo` or `init` is at work on {folder}: wait until it has ended"
        raise click.UsageError(msg) from fault
    _held.append(lock)


def acting_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--as NAME` to a command that changes data: whose name the history will show."""
    return click.option(
        "--as",
        "name_of_user",
        default="",
        metavar="NAME",
        help="The account in whose name this is done; the first administrator if none is named.",
    )(command)


def acting_user(name: str) -> User:
    """Give the active account of this name, or the first administrator for an empty one.

    Raises:
        click.UsageError: there is none.
    """
    from amparo_desk.accounts.models import Role, User

    active = User.objects.filter(is_active=True)
    if name:
        user = active.filter(username=name).first()
        msg = f"there is no active account {name}: `amparo users list` shows them"
    else:
        user = active.filter(role=Role.ADMINISTRATOR).order_by("pk").first()
        msg = "this workspace has no administrator: `amparo init` makes one"
    if user is None:
        raise click.UsageError(msg)
    return user


@contextmanager
def refusals() -> Iterator[None]:
    """End with exit code 2 and the reason where a verb refuses, or a file cannot be used."""
    from django.core.exceptions import PermissionDenied, ValidationError

    from amparo_desk.register.domain.turns import RefusedError

    try:
        yield
    except ValidationError as fault:
        refuse("; ".join(fault.messages))
    except (RefusedError, PermissionDenied, OSError) as fault:
        refuse(str(fault))


def _bring_tables_up_to_date(folder: Path, *, create: bool) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if not create:
        msg = f"the workspace {folder} is of an older version: `amparo init` brings it up to date"
        raise click.UsageError(msg)
    call_command("migrate", verbosity=0, interactive=False)
