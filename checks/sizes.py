# SPDX-License-Identifier: AGPL-3.0-or-later
"""Say which files are longer than 400 lines and which functions than 60 (exit 1 if any)."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

FILE_LIMIT = 400
FUNCTION_LIMIT = 60
FOLDERS = ("src", "tests", "bench", "checks")


def too_long(path: Path) -> list[str]:
    """Give a line for each thing in the file that is too long."""
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    found = [f"{path}: {lines} lines (limit {FILE_LIMIT})"] if lines > FILE_LIMIT else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LIMIT:
                found.append(
                    f"{path}:{node.lineno}: {node.name}, {length} lines (limit {FUNCTION_LIMIT})"
                )
    return found


def main(root: Path = Path()) -> int:
    """Look at all Python files but migrations, which Django writes."""
    found = [
        line
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*.py"))
        if "migrations" not in path.parts
        for line in too_long(path)
    ]
    print("\n".join(found) or "sizes: every file and function is within its limit")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
