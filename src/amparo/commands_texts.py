# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo amend`: amendments as files: read, apply, write, collide, compare."""

from __future__ import annotations

import click


@click.group("amend")
def amend() -> None:
    """Read, apply and write amendments to a text of an assembly."""


def register(main: click.Group) -> None:
    """Add the commands."""
    main.add_command(amend)
