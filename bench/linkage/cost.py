# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run a command and write what it cost: wall and processor seconds, peak memory.

    python bench/linkage/cost.py COST.json COMMAND [ARGUMENT ...]

A process of its own because Linux counts the memory of the process that started a command as the
command's own peak: the one that starts it has to be small. The memory is that of the command and
of all processes it starts, together; what they share is counted once (Linux' PSS).
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

SHORTEST = 0.1
# Looking takes the kernel time in which the command cannot run: this part of it at most.
PART = 0.02


def main() -> int:
    """Run the command, give its exit code."""
    out, command = Path(sys.argv[1]), sys.argv[2:]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)
    peak = 0
    while True:
        began = time.perf_counter()
        peak = max(peak, sum(map(memory, family(child))))
        pause = max(SHORTEST, (time.perf_counter() - began) / PART)
        if ended(child, pause):
            break
    end = time.perf_counter()
    _, status, used = os.wait4(child, 0)
    cost = {
        "wall": end - start,
        "cpu": used.ru_utime + used.ru_stime,
        # The kernel's peak of the largest process, should all looks have missed it.
        "memory": max(peak, used.ru_maxrss) / 1024,
    }
    out.write_text(json.dumps(cost), encoding="utf-8")
    return os.waitstatus_to_exitcode(status)


def ended(child: int, seconds: float) -> bool:
    """Wait for the end of the child, so many seconds at most; it stays to be waited for."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return True
        time.sleep(0.005)
    return False


def family(process: int) -> list[int]:
    """Give a process and all that it started."""
    found = [process]
    for one in found:
        for path in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, path.read_text(encoding="ascii").split())
    return found


def memory(process: int) -> int:
    """Give the memory of a process in KiB, of shared pages its share; 0 once it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
