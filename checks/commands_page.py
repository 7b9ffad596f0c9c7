# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write docs/commands.md from the commands' own help, or check that it is up to date.

python checks/commands_page.py update|check
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amparo.cli import main as program

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
HEAD = "# Commands\n\nMade from `--help` by `make format`; do not edit.\n"


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Context]]:
    """Give each command with its full name, groups before what is in them."""
    settings = {**program.context_settings, "terminal_width": 90, "max_content_width": 90}
    context = click.Context(command, info_name=path, **settings)
    yield path, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from commands(found, f"{path} {name}")


def page() -> str:
    """Give the page."""
    parts = [HEAD]
    for path, context in commands(program, "amparo"):
        help_text = context.command.get_help(context)
        parts.append(f"## {path}\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Update or check; 0 fine, 1 out of date, 2 wrong use."""
    match arguments:
        case ["update"]:
            PAGE.write_text(page(), encoding="utf-8")
            return 0
        case ["check"]:
            fine = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
            print("docs/commands.md is up to date" if fine else "docs/commands.md: `make format`")
            return 0 if fine else 1
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
