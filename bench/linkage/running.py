# SPDX-License-Identifier: AGPL-3.0-or-later
"""Running a tool as a user would, in a process of its own, and counting what could not be run."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from bench.linkage.measures import Pairs

ROOT = Path(__file__).resolve().parents[2]
BENCH_VENV = ROOT / "build" / "bench-venv" / "bin" / "python"


class NotRun(Exception):  # noqa: N818 - not an error of ours: the tool is absent or failed
    """A tool is absent or failed; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost: seconds by the clock and of the processor, peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


@dataclass(slots=True)
class Tools:
    """The interpreters that can run the tools, and what was skipped for want of one."""

    amparo: list[str] = field(default_factory=lambda: [sys.executable, "-m", "amparo"])
    skipped: list[str] = field(default_factory=list)

    def skip(self, what: str, why: object) -> None:
        """Count a measurement that is not made, and say so at once."""
        self.skipped.append(f"{what}: {why}")
        print(f"SKIPPED: {what}: {why}")


@cache
def python_with(*modules: str) -> str:
    """Give the interpreter that knows the modules: ours, else that of the bench.

    Raises:
        NotRun: neither does.
    """
    for python in (sys.executable, str(BENCH_VENV)):
        if not Path(python).exists():
            continue
        asked = [python, "-c", "import " + ", ".join(modules)]
        if subprocess.run(asked, capture_output=True, check=False).returncode == 0:  # noqa: S603 - our own interpreters
            return python
    msg = f"{', '.join(modules)} cannot be imported, not even in build/bench-venv"
    raise NotRun(msg)


def run(command: list[str], *, limit: float = 1800) -> Cost:
    """Run a command from the root of the project, give what it cost.

    Raises:
        NotRun: it failed or took longer than `limit` seconds; with the last lines it wrote.
    """
    with tempfile.TemporaryDirectory() as folder:
        cost = Path(folder) / "cost.json"
        measured = [sys.executable, str(ROOT / "bench/linkage/cost.py"), str(cost), *command]
        try:
            done = subprocess.run(  # noqa: S603 - commands of this bench
                measured, cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False
            )
        except subprocess.TimeoutExpired as error:
            msg = f"not finished after {limit:.0f} s"
            raise NotRun(msg) from error
        if done.returncode:
            last = " / ".join((done.stderr or done.stdout).strip().splitlines()[-2:])
            msg = f"ended with {done.returncode}: {last[:300]}"
            raise NotRun(msg)
        return Cost(**json.loads(cost.read_text(encoding="utf-8")))


def run_other(module: str, needs: tuple[str, ...], *arguments: str | Path) -> tuple[Pairs, Cost]:
    """Run one of bench.linkage.others on RECORDS.csv, give its scored pairs and the cost.

    Raises:
        NotRun: what it needs is not installed, or it failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pairs.npz"
        command = [python_with(*needs), "-m", f"bench.linkage.others.{module}"]
        cost = run([*command, *map(str, arguments), "--out", str(out)])
        with np.load(out) as data:
            pairs = Pairs(data["left"], data["right"], data["score"])
    return pairs, cost
