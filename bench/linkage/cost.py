# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run a command and write what it cost: wall and processor seconds, peak memory.

    python bench/linkage/cost.py COST.json COMMAND [ARGUMENT ...]

A process of its own because Linux counts the memory of the process that started a command as the
command's own peak: the one that starts it has to be small.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def main() -> int:
    """Run the command, give its exit code."""
    out, command = Path(sys.argv[1]), sys.argv[2:]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    cost = {
        "wall": time.perf_counter() - start,
        "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss / 1024,
    }
    out.write_text(json.dumps(cost), encoding="utf-8")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
