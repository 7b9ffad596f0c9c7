# SPDX-License-Identifier: AGPL-3.0-or-later
"""Putting results before people: the terminal, JSON in build/, the page in docs/.

In the page each section stands between two markers and is written only by a run that measured it,
so that no number is ever typed by hand and a run of one section leaves the others as they were.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import platform
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.linkage.running import BENCH_VENV, ROOT
from rich.console import Console
from rich.table import Table as RichTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.linkage.tables import Table

PAGE = ROOT / "docs" / "bench-linkage.md"
RESULTS = ROOT / "build" / "bench-linkage.json"
_COMPARED = ("splink", "duckdb", "nomenklatura", "rapidfuzz", "anyascii", "pytrovich")


def show(tables: Sequence[Table]) -> None:
    """Print the tables, as wide as they need to be where nobody looks at a screen."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=200)
    for table in tables:
        drawn = RichTable(title=table.title, title_justify="left")
        for number, name in enumerate(table.head):
            drawn.add_column(name, justify="right" if number else "left")
        for row in table.rows:
            drawn.add_row(*row)
        console.print(drawn)


def markdown(tables: Sequence[Table]) -> str:
    """Give the tables as Markdown."""
    parts = []
    for table in tables:
        lines = [table.head, tuple("---" for _ in table.head), *table.rows]
        body = "\n".join("| " + " | ".join(row) + " |" for row in lines)
        parts.append(f"**{table.title}**\n\n{body}\n")
    return "\n".join(parts)


def circumstances(commit: str) -> str:
    """Give the sentence that says when, where and with which versions was measured."""
    versions = ", ".join(
        f"{name} {version}" for name in _COMPARED if (version := _version(name)) is not None
    )
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    return (
        f"Measured on {day}, commit {commit}, Python {platform.python_version()}, "
        f"{_processors()}. Beside it: {versions}.\n"
    )


def commit() -> str:
    """Give the short name of the commit, with a + where files differ from it."""
    asked = ["git", "describe", "--always", "--dirty=+", "--abbrev=7", "--match", "-"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    return done.stdout.strip() or "unknown"


def _version(name: str) -> str | None:
    asked = f"import importlib.metadata as m; print(m.version({name!r}))"
    if BENCH_VENV.exists():
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [str(BENCH_VENV), "-c", asked], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return done.stdout.strip()
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _processors() -> str:
    cores = len(re.findall(r"^processor", _cpuinfo(), re.MULTILINE))
    model = re.search(r"^model name\s*: (.+)$", _cpuinfo(), re.MULTILINE)
    return f"{cores or '?'} cores" + (f" of {model[1]}" if model else "")


def _cpuinfo() -> str:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def with_section(page: str, name: str, text: str) -> str:
    """Give the page with the text between the section's markers.

    Raises:
        ValueError: the page has no such markers.
    """
    begin, end = f"<!-- measured: {name} -->", f"<!-- end of {name} -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        msg = f"the page has no markers of the section {name}"
        raise ValueError(msg)
    return f"{before}{begin}\n{text}\n{end}{after}"


def write_page(sections: dict[str, str]) -> None:
    """Put the sections that were measured into the page."""
    page = PAGE.read_text(encoding="utf-8")
    for name, text in sections.items():
        page = with_section(page, name, text)
    PAGE.write_text(page, encoding="utf-8")


def write_results(found: dict[str, Any]) -> None:
    """Write all numbers of this run as JSON."""
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
