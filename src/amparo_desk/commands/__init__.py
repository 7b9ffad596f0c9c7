# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk's commands, added to the library's command line (entry point `amparo.commands`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo_desk.commands.claims import claims
from amparo_desk.commands.demands import demands
from amparo_desk.commands.demo import demo
from amparo_desk.commands.desk import desk, init
from amparo_desk.commands.dossier import dossier
from amparo_desk.commands.register import register as register_group
from amparo_desk.commands.users import users
from amparo_desk.commands.worker import worker

if TYPE_CHECKING:
    import click


def register(main: click.Group) -> None:
    """Add the desk's commands to the program."""
    for command in (demo, desk, init, register_group, claims, demands, dossier, users, worker):
        main.add_command(command)
