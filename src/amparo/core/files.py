# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing files so that a reader never finds half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: str | Path, content: bytes) -> Path:
    """Write beside the place, then rename onto it; give the path.

    Only its owner can read the file, whatever the umask: lists and dossiers are of people at risk.
    If anything fails, what stood there before is still there and nothing is left beside it.

    Raises:
        OSError: the folder does not exist or cannot be written to.
    """
    place = Path(path)
    handle, beside = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp promises it on most systems; said here, it does not depend on that.
        Path(beside).chmod(0o600)
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return place
