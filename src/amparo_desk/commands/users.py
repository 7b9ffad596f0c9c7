# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo users`: accounts of a workspace, made by who holds the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from amparo.terminal import answer, json_option
from amparo_desk.commands.opening import (
    acting_option,
    acting_user,
    open_workspace,
    refusals,
    workspace_option,
)

if TYPE_CHECKING:
    from pathlib import Path

    from amparo_desk.accounts.models import User

_ROLES = click.Choice(["reader", "documenter", "administrator"])


@click.group()
def users() -> None:
    """Accounts: list them, add one, give a new passphrase or role, shut somebody out.

    \b
      amparo users list
      amparo users add olena --role documenter
      amparo users passphrase olena
      amparo users deactivate olena --reason "left the group"
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
@click.option("--role", type=_ROLES, default="reader", show_default=True)
@workspace_option
@acting_option
def add_user(name: str, role: str, folder: Path, name_of_user: str) -> None:
    """Add an account and print its first passphrase.

    \b
      amparo users add olena --role documenter
    """
    open_workspace(folder)
    from amparo_desk.accounts.domain import create_user

    with refusals():
        _, passphrase = create_user(username=name, role=role, user=acting_user(name_of_user))
    click.echo(f"{name}: {passphrase}")


@users.command("passphrase")
@click.argument("name")
@workspace_option
@acting_option
def new_passphrase(name: str, folder: Path, name_of_user: str) -> None:
    """Give an account a new passphrase and print it; end its sessions, delete its passkeys.

    \b
      amparo users passphrase olena
    """
    open_workspace(folder)
    from amparo_desk.accounts.domain import reset_passphrase

    with refusals():
        made = reset_passphrase(account=_account(name), user=acting_user(name_of_user))
    click.echo(f"{name}: {made}")


@users.command("role")
@click.argument("name")
@click.argument("role", type=_ROLES)
@click.option("--reason", default="", help="Why, for the history.")
@workspace_option
@acting_option
def change_role(name: str, role: str, reason: str, folder: Path, name_of_user: str) -> None:
    """Give an account another role; it holds from the next page on.

    \b
      amparo users role olena reader --reason "does not document any more"
    """
    open_workspace(folder)
    from amparo_desk.accounts.domain import set_role

    with refusals():
        user = acting_user(name_of_user)
        set_role(account=_account(name), role=role, user=user, reason=reason)
    click.echo(f"{name}: {role}")


@users.command("deactivate")
@click.argument("name")
@click.option("--reason", required=True, help="Why, for the history.")
@workspace_option
@acting_option
def deactivate_user(name: str, reason: str, folder: Path, name_of_user: str) -> None:
    """Shut an account out at once; what it did stays in the history.

    \b
      amparo users deactivate olena --reason "her laptop was taken"
    """
    open_workspace(folder)
    from amparo_desk.accounts.domain import deactivate

    with refusals():
        deactivate(account=_account(name), user=acting_user(name_of_user), reason=reason)
    click.echo(f"{name}: deactivated")


def _account(name: str) -> User:
    from amparo_desk.accounts.models import User

    account = User.objects.filter(username=name).first()
    if account is None:
        msg = f"there is no account {name}: `amparo users list` shows them"
        raise click.UsageError(msg)
    return account
