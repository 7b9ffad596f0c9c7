# SPDX-License-Identifier: AGPL-3.0-or-later
"""A throw-away PostgreSQL cluster in a temporary folder, on a Unix socket only."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql")
# The server refuses to run as root; Debian's package makes this user.
SERVER_USER = "postgres"


def programs() -> Path | None:
    """Give the folder of the newest server's programs; None where no server is installed."""
    found = [place.parent for place in PROGRAMS.glob("*/bin/initdb")]
    return max(found, key=lambda place: int(place.parent.name), default=None)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server; `folder` holds its socket and its data."""

    folder: Path
    bin: Path
    server: subprocess.Popen[bytes]

    def address(self, name: str) -> str:
        """Give the connection string of a database."""
        return f"host={self.folder} user=amparo dbname={name}"

    def create(self, name: str) -> str:
        """Make an empty database; give its connection string."""
        _run(self.folder, self.bin / "createdb", "-h", self.folder, "-U", "amparo", name)
        return self.address(name)

    def stop(self) -> None:
        """Stop the server at once and remove everything."""
        self.server.send_signal(signal.SIGQUIT)
        self.server.wait()
        shutil.rmtree(self.folder)


def start(bin_folder: Path) -> Cluster:
    """Make and start a cluster; the server ends with this process, however that ends.

    Names are compared with ICU's rules, unlike SQLite's bytes, so that a page which leaves
    order to the database is found out.
    """
    folder = Path(tempfile.mkdtemp(prefix="amparo-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, SERVER_USER)
    data = folder / "data"
    _run(
        folder, bin_folder / "initdb", "-D", data, "-U", "amparo", "--auth=trust", "--no-sync",
        "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en",
    )  # fmt: skip
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603 - a fixed program with our own arguments
            _as_server_user(
                bin_folder / "postgres", "-D", data, "-k", folder,
                "-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off",
            ),
            stdout=log, stderr=log, cwd=folder,
        )  # fmt: skip
    cluster = Cluster(folder, bin_folder, server)
    _wait_until_ready(cluster)
    return cluster


def _wait_until_ready(cluster: Cluster, seconds: float = 60) -> None:
    last = time.monotonic() + seconds
    question = [str(cluster.bin / "pg_isready"), "-q", "-h", str(cluster.folder)]
    while subprocess.run(question, check=False).returncode:  # noqa: S603 - a fixed program
        if cluster.server.poll() is not None or time.monotonic() > last:
            msg = f"PostgreSQL does not start: {(cluster.folder / 'log').read_text()}"
            raise RuntimeError(msg)
        time.sleep(0.05)


def _as_server_user(*command: str | Path) -> list[str]:
    """Give the command as run by a user that the server accepts, ending with its parent."""
    switch = [shutil.which("setpriv") or "setpriv", "--pdeathsig=QUIT"]
    if os.geteuid() == 0:
        switch += [f"--reuid={SERVER_USER}", f"--regid={SERVER_USER}", "--clear-groups"]
    return [*switch, *map(str, command)]


def _run(folder: Path, *command: str | Path) -> None:
    """Run one of the server's programs to its end.

    Raises:
        RuntimeError: it failed; with what it wrote.
    """
    done = subprocess.run(  # noqa: S603 - fixed programs with our own arguments
        _as_server_user(*command), capture_output=True, text=True, cwd=folder, check=False
    )
    if done.returncode:
        msg = f"{command[0]} gave {done.returncode}: {done.stdout}{done.stderr}"
        raise RuntimeError(msg)
