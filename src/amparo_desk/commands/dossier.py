# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo dossier`: write the dossier of a workspace."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from amparo.dossier.model import DossierError
from amparo.terminal import answer, json_option, language_option, refuse
from amparo_desk.commands.opening import open_workspace, workspace_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@workspace_option
@language_option
@json_option
def dossier(folder: Path, language: str, *, as_json: bool) -> None:
    """Write the dossier as PDF and as one HTML file, in a language.

    \b
      amparo dossier --language fr
      amparo dossier --workspace ./cases --json
    """
    place = open_workspace(folder)
    from amparo_desk.dossiers.writing import write_dossier

    today = dt.datetime.now(tz=dt.UTC).date()
    try:
        written = write_dossier(language=language, folder=place.dossier, made_on=today)
    except (DossierError, OSError) as fault:
        refuse(str(fault))
    answer([str(path) for path in written], "\n".join(map(str, written)), as_json=as_json)
