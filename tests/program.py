# SPDX-License-Identifier: AGPL-3.0-or-later
"""The program as a newcomer runs it: a process of its own, on a workspace of its own."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the program gave."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - any JSON
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The demonstration's workspace and what building it printed."""

    folder: Path
    first: Ran


def run_amparo(*words: str | Path, folder: Path | None = None, hash_seed: str | None = None) -> Ran:
    """Run the program; `folder` is the workspace, `hash_seed` what orders Python's sets."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AMPARO", "DJANGO"))
    }
    if folder is not None:
        environment["AMPARO_WORKSPACE"] = str(folder)
    if hash_seed is not None:
        environment["PYTHONHASHSEED"] = hash_seed
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "amparo", *map(str, words)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def table_hashes(folder: Path) -> dict[str, str]:
    """Give a hash of the rows of each table of a workspace on SQLite."""
    with sqlite3.connect(folder / "amparo.sqlite3") as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        hashes = {}
        for (name,) in found.fetchall():
            rows = sorted(map(repr, database.execute(f'SELECT * FROM "{name}"')))  # noqa: S608 - names of tables
            hashes[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    database.close()
    return hashes
