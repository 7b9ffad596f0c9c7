# SPDX-License-Identifier: AGPL-3.0-or-later
"""Locks, licence and layout are as the ground rules say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def names_in(name: str) -> set[str]:
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-"))]
    return {re.split(r"[\[<>=~!;]", line)[0].strip().lower() for line in wanted}


def test_the_lock_is_made_from_what_the_project_needs() -> None:
    needed = {re.split(r"[\[<>=]", item)[0].lower() for item in PROJECT["dependencies"]}
    assert names_in("run.in") == needed | {"setuptools"}


@pytest.mark.parametrize("name", ["run", "test", "lint"])
def test_every_package_is_pinned_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())
    assert packages
    for package in packages:
        assert re.match(r"[\w.\-\[\],]+==[\w.\-+!]+", package), package
        assert "--hash=sha256:" in package, package
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.parametrize(
    ("direct", "lock"), [("run.in", "run"), ("test.in", "test"), ("lint.in", "lint")]
)
def test_every_direct_need_is_in_its_lock(direct: str, lock: str) -> None:
    locked = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8").lower()
    for name in names_in(direct):
        assert re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE), name


def test_every_module_names_its_licence() -> None:
    bare = [
        path
        for folder in ("src", "tests", "bench", "checks")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
        and "SPDX-License-Identifier: AGPL-3.0-or-later" not in path.read_text("utf-8")[:200]
    ]
    assert bare == []


def test_there_are_no_drawers() -> None:
    drawers = {"utils", "common", "helpers", "lib", "misc"}
    found = [path for path in (ROOT / "src").rglob("*.py") if path.stem in drawers]
    found += [path for path in (ROOT / "src").rglob("*") if path.is_dir() and path.name in drawers]
    assert found == []


def test_the_licence_is_the_affero_general_public_license() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert PROJECT["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "13. Remote Network Interaction" in text


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
