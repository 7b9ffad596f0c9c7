# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process killed in the middle of an import, and two that import at the same time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from postgresql import Cluster

TESTS = Path(__file__).parents[1]


@pytest.fixture
def start(tmp_path: Path, cluster: Cluster | None) -> Callable[..., subprocess.Popen[str]]:
    """Give what starts crashing.py on a workspace that no other test sees."""
    if cluster is not None:
        address = cluster.create(f"crash_{uuid4().hex}")
        (tmp_path / "amparo.toml").write_text(f'[database]\naddress = "{address}"\n')
    place = {
        "AMPARO_WORKSPACE": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "amparo_desk.settings",
        "PYTHONPATH": str(TESTS),
    }

    def begin(*what: str) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, str(TESTS / "register" / "crashing.py"), *what],
            env={**os.environ, **place},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    answer(begin("prepare"))
    return begin


def answer(process: subprocess.Popen[str]) -> Any:  # noqa: ANN401 - JSON
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return json.loads(out) if out else None


@pytest.mark.database
def test_a_killed_import_leaves_the_register_as_it_was(
    start: Callable[..., subprocess.Popen[str]],
) -> None:
    before = answer(start("dump"))
    for table in ("register_snapshot", "register_statement", "register_person", "history_change"):
        killed = start("import", "second", table)
        killed.communicate(timeout=60)
        assert killed.returncode == -signal.SIGKILL, table
        assert answer(start("dump")) == before, table
    answer(start("import", "second"))
    assert answer(start("dump")) != before


@pytest.mark.database
def test_two_imports_at_the_same_time_come_one_after_the_other(
    start: Callable[..., subprocess.Popen[str]],
) -> None:
    both = [start("import", "second"), start("import", "third")]
    for process in both:
        answer(process)
    rows = answer(start("dump"))
    snapshots = [item for item in rows["Snapshot"] if item["source_id"] == 1]
    assert sorted(item["number"] for item in snapshots) == [1, 2, 3]
    refreshed, rebuilt = answer(start("rebuilt"))
    assert refreshed == rebuilt
    last = max(item["id"] for item in snapshots)
    standing = {
        item["key"]
        for item in rows["Record"]
        if item["source_id"] == 1 and not item["gone"] and item["last_snapshot_id"] == last
    }
    assert standing in ({"list-a/1", "list-a/3"}, {"list-a/2", "list-a/3"})
