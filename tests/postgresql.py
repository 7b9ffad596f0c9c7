# SPDX-License-Identifier: AGPL-3.0-or-later
"""A throw-away PostgreSQL cluster in a temporary folder, on a Unix socket only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
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

    def address(self, name: str) -> str:
        """Give the connection string of a database."""
        return f"host={self.folder} user=amparo dbname={name}"

    def create(self, name: str) -> str:
        """Make an empty database; give its connection string."""
        _run(self.folder, self.bin / "createdb", "-h", self.folder, "-U", "amparo", name)
        return self.address(name)

    def stop(self) -> None:
        """Stop the server at once and remove everything."""
        _run(
            self.folder, self.bin / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop"
        )
        shutil.rmtree(self.folder)


def start(bin_folder: Path) -> Cluster:
    """Make and start a cluster.

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
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off"
    log = folder / "log"
    _run(folder, bin_folder / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
    return Cluster(folder, bin_folder)


def _run(folder: Path, *command: str | Path) -> None:
    """Run a server program as a user that it accepts.

    Raises:
        RuntimeError: it failed; with what it wrote.
    """
    before: list[str] = []
    if os.geteuid() == 0:
        switch = shutil.which("setpriv") or "setpriv"
        before = [switch, f"--reuid={SERVER_USER}", f"--regid={SERVER_USER}", "--clear-groups"]
    output = folder / "output"
    # A file, not a pipe: the server keeps its end open as long as it runs.
    with output.open("w") as out:
        done = subprocess.run(  # noqa: S603 - fixed programs with our own arguments
            [*before, *map(str, command)], stdout=out, stderr=out, cwd=folder, check=False
        )
    if done.returncode:
        msg = f"{command[0]} gave {done.returncode}: {output.read_text()}"
        raise RuntimeError(msg)
