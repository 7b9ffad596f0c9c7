# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from program import Ran, run_amparo, table_hashes

if TYPE_CHECKING:
    from pathlib import Path

MAPPING = """
list: list-made-up
title: "SYNTHETIC: a list made up for tests"
language: ru
complete_snapshot: true
key: "№"
name_order: family_first
dates: ["DD.MM.YYYY", "YYYY"]
columns:
  "ФИО": name
  "Родился": birth_date
  "Статья": case_provision
"""
ROWS = """№,ФИО,Родился,Статья
1,Выдуманный Пётр Ильич,05.06.1980,ст. 207.3 УК РФ
2,17-летний житель Нигдеева,,ч. 1 ст. 280.3 УК РФ
3,Придуманова Анна,1975,
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    mapping, rows = tmp_path / "made-up.mapping.yaml", tmp_path / "made-up.csv"
    mapping.write_text(MAPPING, "utf-8")
    rows.write_text(ROWS, "utf-8")
    return mapping, rows


def bring(files: tuple[Path, Path], workspace: Path, *words: str) -> Ran:
    mapping, rows = files
    return run_amparo("register", "import", rows, "--mapping", mapping, *words, folder=workspace)


def test_a_dry_run_changes_nothing(files: tuple[Path, Path], workspace: Path) -> None:
    before = table_hashes(workspace)
    ran = bring(files, workspace, "--dry-run")
    assert ran.code == 0
    assert "3 rows" in ran.out
    assert table_hashes(workspace) == before


def test_a_list_is_imported_and_again_changes_nothing(
    files: tuple[Path, Path], workspace: Path
) -> None:
    first = bring(files, workspace, "--reason", "a test")
    assert "3 added" in first.out, first.err
    before = table_hashes(workspace)
    again = bring(files, workspace)
    assert "0 added, 0 changed, 3 unchanged, 0 gone" in again.out
    assert table_hashes(workspace) == before


def test_an_unnamed_person_is_kept(files: tuple[Path, Path], workspace: Path) -> None:
    bring(files, workspace)
    run_amparo("register", "link", folder=workspace)
    rows = run_amparo("register", "persons", "--json", folder=workspace).json()
    unnamed = [row for row in rows if row["unnamed"]]
    assert [row["description"] for row in unnamed] == ["17-летний житель Нигдеева"]


def test_a_changed_list_tells_what_changed_and_what_is_gone(
    files: tuple[Path, Path], workspace: Path
) -> None:
    bring(files, workspace)
    _, rows = files
    lines = ROWS.replace("1975", "1976").splitlines()
    rows.write_text("\n".join([lines[0], *lines[2:]]) + "\n", "utf-8")
    ran = bring(files, workspace, "--dry-run")
    assert "'1975' -> '1976'" in ran.out
    assert "0 added, 1 changed, 1 unchanged, 1 gone" in ran.out


def test_a_broken_list_names_every_fault_and_changes_nothing(
    files: tuple[Path, Path], workspace: Path
) -> None:
    bring(files, workspace)
    before = table_hashes(workspace)
    _, rows = files
    rows.write_text(
        ROWS.replace("05.06.1980", "31.02.1980").replace("1975", "75").replace("3,П", "1,П"),
        "utf-8",
    )
    ran = bring(files, workspace)
    assert ran.code == 2
    assert "row 2, column “Родился”" in ran.err
    assert "no such date" in ran.err
    assert "row 4, column “Родился”" in ran.err
    assert "row 4, column “№”" in ran.err
    assert table_hashes(workspace) == before


def test_a_file_that_is_not_there_is_exit_code_2(files: tuple[Path, Path], workspace: Path) -> None:
    ran = run_amparo("register", "import", "nowhere.csv", "--mapping", files[0], folder=workspace)
    assert ran.code == 2
    assert "nowhere.csv" in ran.err


def test_a_reader_may_not_import(files: tuple[Path, Path], workspace: Path) -> None:
    run_amparo("users", "add", "vera", folder=workspace)
    before = table_hashes(workspace)
    ran = bring(files, workspace, "--as", "vera")
    assert ran.code == 2
    assert "does not allow changing the register" in ran.err
    assert table_hashes(workspace) == before
