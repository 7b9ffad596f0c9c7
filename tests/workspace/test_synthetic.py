# SPDX-License-Identifier: AGPL-3.0-or-later
"""Made-up and real persons never share a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo_desk.workspace import Workspace, WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "cases")
    made.prepare()
    return made


def test_a_workspace_is_for_real_persons_unless_it_says_otherwise(workspace: Workspace) -> None:
    assert not workspace.synthetic
    workspace.keep_apart(synthetic=False)
    assert not (workspace.path / "amparo.toml").exists()


def test_an_empty_workspace_becomes_one_of_made_up_persons_and_stays_one(
    workspace: Workspace,
) -> None:
    for _ in range(2):
        workspace.keep_apart(synthetic=True)
        assert workspace.synthetic
    assert workspace.database()["NAME"] == workspace.path / "amparo.sqlite3"
    with pytest.raises(WorkspaceError, match="SYNTHETIC persons only"):
        workspace.keep_apart(synthetic=False)


@pytest.mark.parametrize("name", ["amparo.sqlite3", "amparo.toml"])
def test_a_workspace_that_may_hold_real_persons_is_left_alone(
    workspace: Workspace, name: str
) -> None:
    (workspace.path / name).write_text("")
    with pytest.raises(WorkspaceError, match="may hold real persons"):
        workspace.keep_apart(synthetic=True)
    assert not workspace.synthetic


def test_only_true_is_true(workspace: Workspace) -> None:
    (workspace.path / "amparo.toml").write_text('synthetic = "no"\n')
    assert not workspace.synthetic
    (workspace.path / "amparo.toml").write_text("synthetic = \n")
    with pytest.raises(WorkspaceError, match=r"amparo\.toml"):
        _ = workspace.synthetic
