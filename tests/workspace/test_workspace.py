# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from amparo_desk.workspace import Workspace, WorkspaceError, postgresql_settings
from program import run_amparo

if TYPE_CHECKING:
    from pathlib import Path


def test_preparing_makes_the_folders_and_a_key_for_the_owner_only(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "cases")
    workspace.prepare()
    assert {path.name for path in workspace.path.iterdir()} == {
        "files",
        "dossier",
        "estimates",
        "secret.key",
    }
    for path in (workspace.path, *workspace.path.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_folder_that_others_could_read_is_closed_with_its_database(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    (folder / "files").mkdir(parents=True)
    for name in ("amparo.toml", "amparo.sqlite3", "amparo.sqlite3-wal"):
        (folder / name).write_text("")
        (folder / name).chmod(0o644)
    for place in (folder, folder / "files"):
        place.chmod(0o755)
    Workspace(folder).prepare()
    for path in (folder, *folder.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_database_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    folder.chmod(0o755)
    ran = run_amparo("init", folder=folder)
    assert ran.code == 0, ran.err
    assert (folder / "amparo.sqlite3").exists()
    for path in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_folder_of_other_things_is_no_workspace_and_stays_open(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("")
    tmp_path.chmod(0o755)
    with pytest.raises(WorkspaceError, match="other things"):
        Workspace(tmp_path).prepare()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_the_key_is_long_kept_and_each_workspaces_own(tmp_path: Path) -> None:
    first, second = Workspace(tmp_path / "a"), Workspace(tmp_path / "b")
    assert len(first.secret_key()) >= 64
    assert first.secret_key() == first.secret_key()
    assert first.secret_key() != second.secret_key()


def test_without_settings_the_database_is_a_file_in_the_folder(tmp_path: Path) -> None:
    database = Workspace(tmp_path).database()
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == tmp_path / "amparo.sqlite3"


def test_an_address_of_postgresql_is_taken_from_the_settings(tmp_path: Path) -> None:
    address = "host=/run/db dbname=amparo user=olena options='-c statement_timeout=5s'"
    (tmp_path / "amparo.toml").write_text(f'[database]\naddress = "{address}"\n')
    database = Workspace(tmp_path).database()
    assert (database["ENGINE"], database["NAME"], database["HOST"], database["USER"]) == (
        "django.db.backends.postgresql",
        "amparo",
        "/run/db",
        "olena",
    )
    assert database["OPTIONS"] == {"options": "-c statement_timeout=5s"}


def test_settings_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "amparo.toml").write_text("[database\n")
    with pytest.raises(WorkspaceError, match=r"amparo\.toml"):
        Workspace(tmp_path).database()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(WorkspaceError, match="taken"):
        Workspace(tmp_path / "taken").prepare()


def test_the_parts_of_an_address_become_settings() -> None:
    found = postgresql_settings("postgresql://olena@localhost:5433/amparo")
    assert (found["PORT"], found["HOST"], found["PASSWORD"]) == ("5433", "localhost", "")
