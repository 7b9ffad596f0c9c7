# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo demo`: the whole walk on the event of 24 June 2025, from embedded data."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import click
from click.core import ParameterSource
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amparo.claims.outcome import VERDICT_LABELS
from amparo.demands.way import StationKind
from amparo.dossier.ways import STATIONS
from amparo.dossier.words import CLAIMS, WAYS, topic
from amparo.terminal import language_option
from amparo_desk.commands.first_start import say_how_to_sign_in
from amparo_desk.commands.opening import open_workspace, workspace_option
from amparo_desk.commands.synthetic_demo import build_synthetic_demo
from amparo_desk.workspace import SYNTHETIC_FOLDER

_ONLY_SYNTHETIC = "--persons goes with --synthetic: the first demonstration has its own persons"
_SHOWN = (StationKind.AMENDMENT, StationKind.OUTCOME, StationKind.ADOPTED_TEXT)


@click.command()
@workspace_option
@language_option
@click.option(
    "--synthetic",
    is_flag=True,
    help="Build a register of SYNTHETIC persons on three lists instead, in workspace-synthetic.",
)
@click.option(
    "--persons",
    type=click.IntRange(min=1),
    help="How many SYNTHETIC persons; 3000 if not said.",
)
@click.pass_context
def demo(
    context: click.Context, folder: Path, language: str, persons: int | None, *, synthetic: bool
) -> None:
    """Build the demonstration workspace, say what was found, write the dossier.

    All data are embedded; nothing is fetched. A second run changes nothing and is quick.

    With --synthetic: a second demonstration, of some size, of persons who do not exist. It says
    how the persons of the register compare with the truth, which is known there.

    \b
      amparo demo
      amparo demo --workspace ./walk --language fr
      amparo demo --synthetic
    """
    started = time.monotonic()
    progress = Console(stderr=True)
    if synthetic:
        if context.get_parameter_source("folder") is ParameterSource.DEFAULT:
            folder = Path(SYNTHETIC_FOLDER)
        build_synthetic_demo(folder, progress, persons)
        return
    if persons is not None:
        raise click.UsageError(_ONLY_SYNTHETIC)
    place = open_workspace(folder, create=True, synthetic=False)
    from amparo_desk.accounts.domain import ensure_administrator
    from amparo_desk.demo.build import STATIONS, build

    user, passphrase = ensure_administrator()
    with progress.status("Building the demonstration ...") as status:
        for number, station in enumerate(build(user), 1):
            line = f"{number}/{STATIONS}  [bold]{escape(station.title)}[/bold]  "
            progress.print(line + escape(station.done), highlight=False, soft_wrap=True)
            status.update(f"Station {number + 1} of {STATIONS} ...")
    _summary(language)
    with progress.status("Writing the dossier ..."):
        from amparo_desk.dossiers.writing import write_dossier

        today = dt.datetime.now(tz=dt.UTC).date()
        written = write_dossier(language=language, folder=place.dossier, made_on=today)
    for path in written:
        click.echo(f"Dossier: {path}")
    click.echo(f"Done in {time.monotonic() - started:.0f} s. Open the desk:  make desk")
    click.echo(f"  (or: amparo desk --workspace {folder})")
    say_how_to_sign_in(folder, user, passphrase)


def _summary(language: str) -> None:
    from amparo_desk.demands.queries import ways
    from amparo_desk.figures.queries import checked_claims
    from amparo_desk.register.queries import register_counts

    console = Console()
    counts = register_counts()
    console.print(
        f"\n{counts.records} records of {counts.sources} sources -> {counts.persons} persons, "
        f"{counts.prosecutions} prosecutions; pairs that wait for a decision: {counts.waiting}.",
        highlight=False,
        soft_wrap=True,
    )
    table = Table(title=CLAIMS.text(language), show_header=False, show_lines=True, expand=True)
    table.add_column(width=22)
    table.add_column(width=25)
    table.add_column(ratio=1)
    for claim, found in checked_claims():
        first = found.lead.text(language) if found.lead else ""
        verdict = VERDICT_LABELS[found.verdict].text(language)
        about = f"{topic(claim.topic).text(language)}\n({claim.key})"
        table.add_row(escape(about), escape(verdict), escape(first))
    console.print(table)
    table = Table(title=WAYS.text(language), show_lines=True)
    for kind in (StationKind.DEMAND, *_SHOWN):
        table.add_column(STATIONS[kind].text(language))
    for way in ways():
        cells = [way.demand.words.text(language)]
        cells += [way.station(kind).words.text(language) for kind in _SHOWN]
        table.add_row(*(escape(cell) for cell in cells))
    console.print(table)
