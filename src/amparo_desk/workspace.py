# SPDX-License-Identifier: AGPL-3.0-or-later
"""A workspace: one folder with the database (or its address), files, the dossier and the key.

Copying the folder copies everything, so the folder is as secret as what is in it: it is made
readable by its owner only.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

ENVIRONMENT_NAME = "AMPARO_WORKSPACE"
DEFAULT_FOLDER = "workspace"
SYNTHETIC_FOLDER = "workspace-synthetic"
_SYNTHETIC_SETTINGS = """\
# Every page of this workspace says: SYNTHETIC data, no real persons. Bring no real lists here.
synthetic = true
"""


class WorkspaceError(Exception):
    """The folder cannot be used as a workspace; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder at `path`; nothing is made before `prepare`."""

    path: Path

    @property
    def files(self) -> Path:
        """Where imported files are kept as they came."""
        return self.path / "files"

    @property
    def dossier(self) -> Path:
        """Where dossiers are written."""
        return self.path / "dossier"

    @property
    def estimates(self) -> Path:
        """Where estimates are kept, those that are not ended too (amparo.estimate.store)."""
        return self.path / "estimates"

    def prepare(self) -> None:
        """Make the folder and its secret key, readable by the owner only.

        What is there already is closed to others too: the umask of whoever made it may have
        been a generous one.

        Raises:
            WorkspaceError: the place is a file, holds other things than a workspace, or may
                not be written.
        """
        try:
            self._refuse_other_folders()
            for folder in (self.path, self.files, self.dossier, self.estimates):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                folder.chmod(0o700)
            for file in self.path.glob("amparo.*"):
                file.chmod(0o600)
            self.secret_key()
        except OSError as fault:
            msg = f"{self.path} cannot be used as a workspace ({fault}): name another folder"
            raise WorkspaceError(msg) from fault

    def _refuse_other_folders(self) -> None:
        """Keep a mistyped path from closing somebody's whole folder to others."""
        if not self.path.is_dir() or not any(self.path.iterdir()):
            return
        ours = ("secret.key", "amparo.toml", "amparo.sqlite3")
        if not any((self.path / name).exists() for name in ours):
            msg = f"{self.path} is no workspace and holds other things: name an empty folder"
            raise WorkspaceError(msg)

    def secret_key(self) -> str:
        """Give the key that signs sessions, made on first use (file `secret.key`, mode 600)."""
        place = self.path / "secret.key"
        if not place.exists():
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = place.with_suffix(f".{os.getpid()}.new")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as out:
                out.write(secrets.token_urlsafe(64))
            draft.replace(place)
        return place.read_text().strip()

    def database(self) -> dict[str, Any]:
        """Give Django's setting for the database.

        The address is `[database] address` in `amparo.toml` of the folder (a PostgreSQL
        connection string); without it, SQLite in `amparo.sqlite3`.

        Raises:
            WorkspaceError: amparo.toml cannot be read.
        """
        address = self._settings().get("database", {}).get("address", "")
        return postgresql_settings(address) if address else sqlite_settings(self.path)

    @property
    def synthetic(self) -> bool:
        """Whether all persons here are made up: `synthetic = true` in `amparo.toml`.

        Every page and dossier of such a workspace says so.

        Raises:
            WorkspaceError: amparo.toml cannot be read.
        """
        return self._settings().get("synthetic") is True

    def keep_apart(self, *, synthetic: bool) -> None:
        """Make an empty workspace one of this kind; made-up and real persons never share one.

        Raises:
            WorkspaceError: it is of the other kind, or amparo.toml cannot be read.
        """
        if self.synthetic == synthetic:
            return
        settings_file = self.path / "amparo.toml"
        if self.synthetic:
            msg = f"{self.path} is for SYNTHETIC persons only: name another folder"
            raise WorkspaceError(msg)
        if settings_file.exists() or (self.path / "amparo.sqlite3").exists():
            msg = (
                f"{self.path} is a workspace that may hold real persons: name another folder, or "
                f"write `synthetic = true` at the top of its amparo.toml if it holds none"
            )
            raise WorkspaceError(msg)
        settings_file.write_text(_SYNTHETIC_SETTINGS, encoding="utf-8")

    def _settings(self) -> dict[str, Any]:
        settings_file = self.path / "amparo.toml"
        if not settings_file.exists():
            return {}
        try:
            return tomllib.loads(settings_file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as fault:
            msg = f"{settings_file}: {fault}"
            raise WorkspaceError(msg) from fault


def current() -> Workspace:
    """Give the workspace named by AMPARO_WORKSPACE, else ./workspace."""
    return Workspace(Path(os.environ.get(ENVIRONMENT_NAME, DEFAULT_FOLDER)).resolve())


def sqlite_settings(folder: Path) -> dict[str, Any]:
    """Give the setting for SQLite: WAL, so that readers do not wait for an import."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "amparo.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def postgresql_settings(address: str) -> dict[str, Any]:
    """Give the setting for a PostgreSQL connection string.

    Raises:
        psycopg.ProgrammingError: not a connection string.
    """
    parts = {key: str(value) for key, value in conninfo_to_dict(address).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
    }
