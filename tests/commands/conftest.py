# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from program import Demonstration, run_amparo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """Build the demonstration once; only read it (`workspace` is a copy to be changed)."""
    folder = tmp_path_factory.mktemp("demonstration") / "workspace"
    return Demonstration(folder, run_amparo("demo", folder=folder))


@pytest.fixture
def workspace(demonstration: Demonstration, tmp_path: Path) -> Path:
    """Give a copy of the demonstration's workspace: copying the folder copies everything."""
    return shutil.copytree(demonstration.folder, tmp_path / "workspace")
