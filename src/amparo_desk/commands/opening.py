# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a workspace for a command: environment, Django, tables, the first administrator."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amparo_desk import workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo_desk.accounts.models import User


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


def open_workspace(folder: Path, *, create: bool = False) -> workspace.Workspace:
    """Make Django ready for the workspace; `create` makes or upgrades its tables.

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
        place.database()
    except workspace.WorkspaceError as fault:
        raise click.UsageError(str(fault)) from fault
    os.environ[workspace.ENVIRONMENT_NAME] = str(place.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo_desk.settings")
    import django

    django.setup()
    _bring_tables_up_to_date(folder, create=create)
    return place


def administrator() -> User:
    """Give the administrator in whose name commands act.

    Raises:
        click.UsageError: the workspace has none (it was not made by `amparo demo` or `init`).
    """
    from amparo_desk.accounts.models import Role, User

    user = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()
    if user is None:
        msg = "this workspace has no administrator: `amparo init` makes one"
        raise click.UsageError(msg)
    return user


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
