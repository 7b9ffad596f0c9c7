# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is printed about signing in."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User


def say_how_to_sign_in(folder: Path, user: User, passphrase: str) -> None:
    """Print how to sign in: with the passphrase if it was made just now, else how to get one.

    It is printed once, when it is made; only its Argon2 hash is kept.
    """
    if passphrase:
        click.echo(f"Sign in as:   {user.username}")
        click.echo(f"Passphrase:   {passphrase}")
        click.echo("It is shown this once; write it down, or set your own after signing in.")
        return
    click.echo(f"Sign in as {user.username}; the passphrase was shown at the first start.")
    click.echo("Lost it? This makes a new one:")
    program = Path(sys.argv[0]).name if shutil.which("amparo") else sys.argv[0]
    click.echo(f"  {program} users passphrase {user.username} --workspace {folder}")
