# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import fcntl
import re
import stat
from typing import TYPE_CHECKING

from program import run_amparo, table_hashes

if TYPE_CHECKING:
    from pathlib import Path

    from program import Demonstration

PASSPHRASE = re.compile(r"^Passphrase:\s+(\S+)$", re.MULTILINE)


def test_demo_walks_all_stations_and_writes_the_dossier(demonstration: Demonstration) -> None:
    assert demonstration.first.code == 0, demonstration.first.err
    assert re.findall(r"^(\d)/7", demonstration.first.err, re.MULTILINE) == list("1234567")
    dossier = demonstration.folder / "dossier"
    assert (dossier / "dossier-en.pdf").read_bytes().startswith(b"%PDF-")
    assert "<html" in (dossier / "dossier-en.html").read_text("utf-8")


def test_demo_says_how_to_sign_in_once(demonstration: Demonstration, workspace: Path) -> None:
    assert len(PASSPHRASE.findall(demonstration.first.out)) == 1
    assert "amparo desk" in demonstration.first.out
    again = run_amparo("demo", folder=workspace)
    assert again.code == 0
    assert PASSPHRASE.findall(again.out) == []
    assert "users passphrase admin" in again.out


def test_a_second_demo_changes_no_row(workspace: Path) -> None:
    before = table_hashes(workspace)
    assert run_amparo("demo", folder=workspace).code == 0
    after = table_hashes(workspace)
    assert {name for name in before if before[name] != after[name]} == set()


def test_the_workspace_is_readable_by_its_owner_only(demonstration: Demonstration) -> None:
    folder = demonstration.folder
    for place in (folder, folder / "files", folder / "dossier", folder / "secret.key"):
        assert stat.S_IMODE(place.stat().st_mode) & 0o077 == 0, place


def test_the_passphrase_is_kept_nowhere(demonstration: Demonstration) -> None:
    passphrase = PASSPHRASE.findall(demonstration.first.out)[0].encode()
    holding = [
        path
        for path in demonstration.folder.rglob("*")
        if path.is_file() and passphrase in path.read_bytes()
    ]
    assert holding == []


def test_the_summary_tells_the_verdicts(demonstration: Demonstration) -> None:
    out = demonstration.first.out
    for words in ("Not supported as worded", "Supported in part", "Disputed", "Undetermined"):
        assert words in out
    assert "pairs that wait for a decision: 2." in out


def test_two_at_once_do_not_meet(workspace: Path) -> None:
    with (workspace / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        ran = run_amparo("demo", folder=workspace)
    assert ran.code == 2
    assert "at work" in ran.err


def test_demo_refuses_a_place_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("something else")
    ran = run_amparo("demo", "--workspace", tmp_path / "taken")
    assert ran.code == 2
    assert "taken" in ran.err
    assert (tmp_path / "taken").read_text() == "something else"
