# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files are written whole, and for their owner only."""

import os
from pathlib import Path

import pytest

from amparo.core.files import write_whole


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_only_the_owner_can_read_a_written_file(tmp_path: Path, mask: int) -> None:
    place = tmp_path / "dossier.html"
    place.write_bytes(b"old")
    place.chmod(0o644)
    before = os.umask(mask)
    try:
        write_whole(place, b"new")
    finally:
        os.umask(before)

    assert place.read_bytes() == b"new"
    assert place.stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing_beside(tmp_path: Path) -> None:
    place = tmp_path / "folder"
    (place / "inside").mkdir(parents=True)

    with pytest.raises(OSError, match="folder"):
        write_whole(place, b"new")
    assert [item.name for item in tmp_path.iterdir()] == ["folder"]
