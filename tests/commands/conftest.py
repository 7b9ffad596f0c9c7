# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from program import Ran, run_amparo


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The demonstration's workspace and what building it printed."""

    folder: Path
    first: Ran


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """Build the demonstration once; only read it (`workspace` is a copy to be changed)."""
    folder = tmp_path_factory.mktemp("demonstration") / "workspace"
    return Demonstration(folder, run_amparo("demo", folder=folder))


@pytest.fixture
def workspace(demonstration: Demonstration, tmp_path: Path) -> Path:
    """Give a copy of the demonstration's workspace: copying the folder copies everything."""
    return shutil.copytree(demonstration.folder, tmp_path / "workspace")
