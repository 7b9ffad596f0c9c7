# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from program import run_amparo, table_hashes

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "left,right,judgement,reason,decided_by,decided_at,probability\n"


@pytest.fixture
def pair(workspace: Path) -> tuple[str, str]:
    """Give a pair of the demonstration that waits."""
    first = run_amparo("register", "waiting", "--json", folder=workspace).json()[0]
    return first["left"], first["right"]


def test_decisions_go_out_and_in_and_again_change_nothing(
    workspace: Path, tmp_path: Path, pair: tuple[str, str]
) -> None:
    file, out = tmp_path / "d.csv", tmp_path / "out.csv"
    row = f"{pair[0]},{pair[1]},same,seen both,vera,2026-03-01T12:30:00+00:00,0.62\n"
    file.write_text(HEAD + row, "utf-8")
    words = ("register", "decisions", "import", file)
    assert "1 added" in run_amparo(*words, folder=workspace).out
    before = table_hashes(workspace)
    again = run_amparo(*words, "--json", folder=workspace)
    assert again.json() == {"added": 0, "replaced": 0, "unchanged": 1}
    assert table_hashes(workspace) == before
    assert (
        "decisions written: 1"
        in run_amparo("register", "decisions", "export", out, folder=workspace).out
    )
    assert out.read_text("utf-8") == HEAD + row
    told = run_amparo("register", "decisions", "export", "-", folder=workspace)
    assert told.out == HEAD + row


def test_every_fault_is_named_and_nothing_is_changed(
    workspace: Path, tmp_path: Path, pair: tuple[str, str]
) -> None:
    file = tmp_path / "d.csv"
    file.write_text(f"{HEAD}{pair[0]},nowhere/1,same,why,,,\n{pair[0]},{pair[1]},same,,,,\n")
    before = table_hashes(workspace)
    ran = run_amparo("register", "decisions", "import", file, folder=workspace)
    assert ran.code == 2
    assert "d.csv, row 3, column “reason”" in ran.err
    assert table_hashes(workspace) == before
    file.write_text(f"{HEAD}{pair[0]},nowhere/1,same,why,,,\n")
    ran = run_amparo("register", "decisions", "import", file, folder=workspace)
    assert ran.code == 2
    assert "d.csv, row 2, column “right”" in ran.err
    assert "no such record" in ran.err
    assert table_hashes(workspace) == before


def test_a_reader_may_not(workspace: Path, tmp_path: Path, pair: tuple[str, str]) -> None:
    run_amparo("users", "add", "vera", folder=workspace)
    file = tmp_path / "d.csv"
    file.write_text(f"{HEAD}{pair[0]},{pair[1]},same,why,,,\n")
    ran = run_amparo("register", "decisions", "import", file, "--as", "vera", folder=workspace)
    assert ran.code == 2
    assert "does not allow changing the register" in ran.err
