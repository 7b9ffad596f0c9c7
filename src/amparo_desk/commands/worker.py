# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo worker`: the process that does what takes long, beside the desk or on its own."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import click

from amparo_desk.commands.opening import open_workspace, workspace_option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

# Seconds: between two looks for work; between two looks at who began this process; before a worker
# that died is begun anew; that a worker is given to keep what it has drawn when it is to end.
_INTERVAL, _LOOK, _PAUSE, _PATIENCE = 1.0, 1.0, 3.0, 20.0
_NICE = 5


@click.command()
@workspace_option
@click.option("--once", is_flag=True, help="Do what waits, then end.")
@click.option("--parent", type=int, hidden=True, help="End when this process is no longer there.")
@click.option("--keep", type=int, hidden=True, help="Keep a worker going while this process lives.")
def worker(folder: Path, parent: int | None, keep: int | None, *, once: bool) -> None:
    """Do the estimates that wait. `amparo desk` starts one by itself.

    On a server with a desk of its own this runs beside it. Stopped (Ctrl-C), it ends at the next
    block of what it is doing, which can be resumed from the desk.

    \b
      amparo worker --workspace ./cases
      amparo worker --workspace ./cases --once
    """
    if keep is not None:
        _keep(folder, keep)
        return
    open_workspace(folder)
    from django_tasks_db.management.commands.db_worker import Worker

    from amparo_desk.estimates.tasks import ask_again
    from amparo_desk.estimates.working import ENDING, on_duty

    # That it was asked to end is no warning.
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    at_work = Worker(
        queue_names=["default"],
        interval=_INTERVAL,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"amparo-{os.getpid()}",
        excluded_queue_names=[],
    )

    def end(number: int, frame: FrameType | None) -> None:
        if not ENDING.is_set():
            ENDING.set()
            at_work.shutdown(number, frame)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    if parent is not None:
        Thread(target=end_with, args=(parent,), daemon=True).start()
    # The desk, and whoever else works on this machine, come first.
    os.nice(_NICE)
    with on_duty():
        ask_again()
        at_work.run()


@contextmanager
def background(folder: Path) -> Iterator[None]:
    """Keep a worker going beside this process; it ends with it, however that ends."""
    # A process of its own begins a worker that died anew: the server's must not fork in threads.
    keeper = _started(folder, "--keep")
    try:
        yield
    finally:
        keeper.terminate()
        keeper.wait()


def _keep(folder: Path, parent: int) -> None:
    """Begin a worker, and another when it dies, as long as the parent is there."""
    closing = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: closing.set())
    while not closing.is_set():
        process = _started(folder, "--parent")
        while process.poll() is None and not closing.wait(_LOOK):
            if os.getppid() != parent:
                closing.set()
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
        closing.wait(_PAUSE)


def _started(folder: Path, relation: str) -> subprocess.Popen[bytes]:
    # A session of its own: the terminal's Ctrl-C is for the desk, which ends the worker in turn.
    told = ["--workspace", str(folder), relation, str(os.getpid())]
    command = [sys.executable, "-m", "amparo", "worker", *told]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own program


def end_with(parent: int) -> None:
    """Ask this process to end once its parent is another one; end it where it does not."""
    pause = Event()
    while os.getppid() == parent:
        pause.wait(_LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    # A server may wait for a browser that keeps its connection; nobody else is left to end it.
    pause.wait(_PATIENCE)
    os.kill(os.getpid(), signal.SIGKILL)
