# SPDX-License-Identifier: AGPL-3.0-or-later
"""The process that does what takes long: what waits, ended with whoever began it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from program import run_amparo

if TYPE_CHECKING:
    from pathlib import Path

# Asks for a run in a workspace, and says how the last one stands.
ASK = """
import django; django.setup()
from amparo_desk.accounts.models import User
from amparo_desk.estimates.domain import begin_run
from amparo_desk.estimates.queries import populations
run = begin_run(population=populations().first(), by=User.objects.first(), methods=("chao",))
print(run.state)
"""
# Begins a worker as the desk does, says that it has, and dies without a word.
DIE = """
import os, signal, subprocess, sys
told = [sys.executable, "-m", "amparo", "worker", "--workspace", sys.argv[1], sys.argv[2]]
subprocess.Popen([*told, str(os.getpid())], start_new_session=True)
sys.stdin.read(1)
os.kill(os.getpid(), signal.SIGKILL)
"""


def ask(folder: Path) -> str:
    environment = {
        **os.environ,
        "AMPARO_WORKSPACE": str(folder),
        "DJANGO_SETTINGS_MODULE": "amparo_desk.settings",
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-W", "ignore", "-c", ASK],
        capture_output=True, text=True, env=environment, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_a_worker_does_what_waits_and_ends(tmp_path: Path) -> None:
    folder = tmp_path / "made-up"
    built = run_amparo("demo", "--synthetic", "--persons", "60", "--workspace", str(folder))
    assert built.code == 0, built.err
    assert ask(folder) == "waiting"
    ran = run_amparo("worker", "--once", "--workspace", str(folder))
    assert (ran.code, ran.err) == (0, "")
    assert ask(folder) == "done"


@pytest.mark.parametrize("relation", ["--parent", "--keep"])
def test_a_worker_ends_when_whoever_began_it_is_dead(tmp_path: Path, relation: str) -> None:
    folder = tmp_path / "cases"
    assert run_amparo("init", "--workspace", str(folder)).code == 0
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", DIE, str(folder), relation],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        # Ends when the last process that holds it has: the worker, and a worker's worker.
        out, _ = parent.communicate(b"x", timeout=60)
    assert parent.returncode == -signal.SIGKILL
    assert out == b""


def test_a_desk_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    assert run_amparo("init", "--workspace", str(folder)).code == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = ["desk", "--workspace", str(folder), "--port", str(port)]
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "amparo", *told], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as desk:
        assert desk.stdout
        assert any(b"Started worker" in line for line in desk.stdout)
        desk.kill()
        # Ends when the last process that holds it has: the server's worker, the keeper and its own.
        desk.communicate(timeout=60)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
