# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo users`: accounts of a workspace, made by who holds the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from amparo.cli import answer, json_option
from amparo_desk.commands.opening import administrator, open_workspace, workspace_option

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def users() -> None:
    """Accounts: list them, add one, give a new passphrase.

    \b
      amparo users list
      amparo users add olena --role documenter
      amparo users passphrase olena
    """


@users.command("list")
@workspace_option
@json_option
def list_users(folder: Path, *, as_json: bool) -> None:
    """List the accounts with their roles.

    \b
      amparo users list --json
    """
    open_workspace(folder)
    from amparo_desk.accounts.models import User

    rows = [
        {"name": user.username, "role": user.role, "active": user.is_active}
        for user in User.objects.order_by("username")
    ]
    lines = [
        f"{row['name']}\t{row['role']}\t{'' if row['active'] else 'deactivated'}" for row in rows
    ]
    answer(rows, "\n".join(lines), as_json=as_json)


@users.command("add")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["reader", "documenter", "administrator"]),
    default="reader",
    show_default=True,
)
@workspace_option
def add_user(name: str, role: str, folder: Path) -> None:
    """Add an account and print its first passphrase.

    \b
      amparo users add olena --role documenter
    """
    open_workspace(folder)
    from django.core.exceptions import ValidationError

    from amparo_desk.accounts.domain import create_user

    try:
        _, passphrase = create_user(username=name, role=role, user=administrator())
    except ValidationError as fault:
        raise click.UsageError("; ".join(fault.messages)) from fault
    click.echo(f"{name}: {passphrase}")


@users.command("passphrase")
@click.argument("name")
@workspace_option
def new_passphrase(name: str, folder: Path) -> None:
    """Give an account a new passphrase and print it.

    \b
      amparo users passphrase olena
    """
    open_workspace(folder)
    from amparo_desk.accounts.domain import reset_passphrase
    from amparo_desk.accounts.models import User

    account = User.objects.filter(username=name).first()
    if account is None:
        msg = f"there is no account {name}: `amparo users list` shows them"
        raise click.UsageError(msg)
    click.echo(f"{name}: {reset_passphrase(account=account, user=administrator())}")
