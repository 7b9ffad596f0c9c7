# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing files so that a reader never finds half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_whole(path: str | Path, content: bytes) -> Path:
    """Write beside the place, then rename onto it; give the path.

    Only its owner can read the file, whatever the umask: lists and dossiers are of people at risk.
    If anything fails, what stood there before is still there and nothing is left beside it.

    Raises:
        OSError: the folder does not exist or cannot be written to.
    """
    place = Path(path)
    write_together({place: content})
    return place


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write several files as `write_whole` does: none takes its place before all are written.

    Raises:
        OSError: a folder does not exist or cannot be written to; nothing has changed then.
    """
    beside: dict[Path, Path] = {}
    try:
        for place, content in files.items():
            handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
            beside[place] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            # mkstemp promises it on most systems; said here, it does not depend on that.
            beside[place].chmod(0o600)
        for place, ready in beside.items():
            ready.replace(place)
    except BaseException:
        for ready in beside.values():
            ready.unlink(missing_ok=True)
        raise
