# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is at work on a run: whoever holds the lock of the workspace, which the system takes back.

A worker may be killed or lose its power; then its lock is free while a run says "running". No clock
is asked, so that a long block of a slow machine is no death.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from django.conf import settings

from amparo_desk.estimates.models import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

# Set where the process is to end: the run at work stops at the next block and can be resumed.
ENDING = Event()
# Held by the one that works on a run; shared by all that look for work, idle ones too.
_AT_WORK, _ON_DUTY = ".at_work", ".on_duty"


@contextmanager
def at_work() -> Iterator[None]:
    """Hold the lock, waiting for whoever has it; runs left by the dead are marked as stopped."""
    handle = _opened(_AT_WORK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _mark_left()
        yield
    finally:
        os.close(handle)


def notice_the_dead() -> None:
    """Mark runs as stopped that say "running" while nobody is at work on any."""
    if not Run.objects.filter(state=Run.State.RUNNING).exists():
        return
    handle = _opened(_AT_WORK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _mark_left()
    except BlockingIOError:
        return
    finally:
        os.close(handle)


@contextmanager
def on_duty() -> Iterator[None]:
    """Let others know that a worker is there, at work or looking for it."""
    handle = _opened(_ON_DUTY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def somebody_at_work() -> bool:
    """Say whether a worker is there, at work or looking for it.

    Two that ask in the same instant may each take the other for a worker; asked again, they know.
    """
    handle = _opened(_ON_DUTY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _mark_left() -> None:
    Run.objects.filter(state=Run.State.RUNNING).update(state=Run.State.STOPPED, stop_asked=False)


def _opened(name: str) -> int:
    folder = settings.WORKSPACE.estimates
    folder.mkdir(mode=0o700, exist_ok=True)
    return os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
