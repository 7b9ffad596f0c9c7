# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first administrator, and what is printed about signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


def say_how_to_sign_in(folder: Path) -> None:
    """Make the first administrator if there is none; print how to sign in.

    The passphrase is printed once, when it is made; only its Argon2 hash is kept.
    """
    from amparo_desk.accounts.domain import ensure_administrator

    user, passphrase = ensure_administrator()
    if passphrase:
        click.echo(f"Sign in as:   {user.username}")
        click.echo(f"Passphrase:   {passphrase}")
        click.echo("It is shown this once; write it down, or set your own after signing in.")
    else:
        click.echo(f"Sign in as {user.username}; the passphrase was shown at the first start.")
        click.echo("Lost it? This makes a new one:")
        click.echo(f"  amparo users passphrase {user.username} --workspace {folder}")
