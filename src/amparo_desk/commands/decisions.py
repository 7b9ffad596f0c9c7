# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo register decisions`: people's decisions taken out as text and brought in from it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from amparo.core.files import write_whole
from amparo.exchange.decisions import decisions_text, read_decisions
from amparo.exchange.lists_faults import ListFaults
from amparo.exchange.plain_data import to_plain
from amparo.terminal import answer, existing_file, json_option, refuse
from amparo_desk.commands.opening import (
    acting_option,
    acting_user,
    open_workspace,
    refusals,
    workspace_option,
)


@click.group()
def decisions() -> None:
    """Decisions of people on pairs of records, as text (CSV, UTF-8).

    \b
      amparo register decisions export decisions.csv
      amparo register decisions import decisions.csv
    """


@decisions.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@workspace_option
@json_option
def export_command(file: Path, folder: Path, *, as_json: bool) -> None:
    """Write the decisions that stand, in the order of the records' keys; - writes them here.

    \b
      amparo register decisions export decisions.csv
    """
    open_workspace(folder)
    from amparo_desk.register.queries import decision_rows

    rows = decision_rows()
    text = decisions_text(rows)
    if str(file) == "-":
        sys.stdout.write(text)
        return
    with refusals():
        write_whole(file, text.encode())
    data = {"decisions": len(rows), "file": str(file)}
    answer(data, f"decisions written: {len(rows)}", as_json=as_json)


@decisions.command("import")
@click.argument("file", type=existing_file)
@workspace_option
@acting_option
@json_option
def import_command(file: Path, folder: Path, name_of_user: str, *, as_json: bool) -> None:
    """Let the decisions of a file stand: all of them, or none with every fault named.

    The same file again changes nothing. Who decided and when stays as the file says.

    \b
      amparo register decisions import decisions.csv --as vera
    """
    open_workspace(folder)
    from amparo_desk.register.domain import import_decisions

    with refusals():
        try:
            rows = read_decisions(file, reasons=True)
            done = import_decisions(rows=rows, file=file.name, user=acting_user(name_of_user))
        except ListFaults as faults:
            refuse(str(faults))
    text = f"{done.added} added, {done.replaced} in the place of unsure, {done.unchanged} unchanged"
    answer(to_plain(done), text, as_json=as_json)
