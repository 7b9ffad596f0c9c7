# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo init` and `amparo desk`: make a workspace, open it in the browser."""

from __future__ import annotations

import os
import socket
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

import click

from amparo_desk.commands.first_start import say_how_to_sign_in
from amparo_desk.commands.opening import open_workspace, workspace_option
from amparo_desk.commands.worker import background, end_with

if TYPE_CHECKING:
    from pathlib import Path

    from django.core.handlers.wsgi import WSGIHandler

HOST = "127.0.0.1"
# A desk on a laptop serves a few people; SQLite writes one at a time anyway.
THREADS = 8


@click.command()
@workspace_option
def init(folder: Path) -> None:
    """Make an empty workspace, or bring an older one up to date.

    The first start makes an administrator and prints how to sign in.

    \b
      amparo init --workspace ./cases
    """
    open_workspace(folder, create=True)
    _sign_in(folder)


@click.command()
@workspace_option
@click.option("--port", type=click.IntRange(1, 65535), default=8150, show_default=True)
def desk(folder: Path, port: int) -> None:
    """Open the desk on a workspace, on this machine only.

    What takes long, such as estimates, is done by a second process, which ends with this one.

    \b
      amparo desk
      amparo desk --workspace ./cases --port 8200
    """
    _check_port(port)
    open_workspace(folder)
    _sign_in(folder)
    click.echo(f"The desk is at http://{HOST}:{port}/  (stop it with Ctrl-C)")
    from granian import Granian
    from granian.constants import Interfaces

    server = Granian(
        "amparo_desk.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        log_access=False,
        blocking_threads=THREADS,
    )
    with background(folder):
        loader = partial(_application, os.getpid())
        server.serve(target_loader=loader, wrap_loader=False)


def _application(parent: int) -> WSGIHandler:
    """Give what answers requests, in the server's worker, which ends once the desk is gone."""
    Thread(target=end_with, args=(parent,), daemon=True).start()
    from amparo_desk.wsgi import application

    return application


def _check_port(port: int) -> None:
    """Refuse a port that is taken: two desks on one would share out each other's requests."""
    with socket.socket() as trial:
        # A port that was just left may be taken again; one that somebody listens on may not.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as fault:
            msg = f"port {port} is in use: another desk may be open; try --port {port + 1}"
            raise click.UsageError(msg) from fault


def _sign_in(folder: Path) -> None:
    from amparo_desk.accounts.domain import ensure_administrator

    say_how_to_sign_in(folder, *ensure_administrator())
