# SPDX-License-Identifier: AGPL-3.0-or-later
"""How every command answers and refuses, and the options that they share."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from amparo.core.languages import INTERFACE_LANGUAGES

NOT_DECIDED = 1
WRONG = 2
# As shells give for Ctrl-C: 128 + SIGINT.
STOPPED = 130

json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
language_option = click.option(
    "--language",
    type=click.Choice([language.value for language in INTERFACE_LANGUAGES]),
    default="en",
    show_default=True,
    help="Language of the answer.",
)
order_option = click.option(
    "--order",
    type=click.Choice(["unknown", "family_first", "given_first"]),
    default="unknown",
    show_default=True,
    help="Order of the names, if the list declares one.",
)
existing_file = click.Path(path_type=Path, exists=True, dir_okay=False)


def answer(data: Any, text: str, *, as_json: bool) -> None:  # noqa: ANN401 - any JSON
    """Print the answer for people, or as JSON for programs."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2) if as_json else text)


def refuse(text: str) -> NoReturn:
    """Say on standard error what is wrong and end with exit code 2."""
    click.echo(text, err=True)
    sys.exit(WRONG)
