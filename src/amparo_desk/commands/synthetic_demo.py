# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo demo --synthetic`: a register of persons who do not exist, beside the truth."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from amparo_desk.commands.first_start import say_how_to_sign_in
from amparo_desk.commands.opening import SYNTHETIC, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console


def build_synthetic_demo(folder: Path, progress: Console, persons: int | None) -> None:
    """Build the workspace, print what was found and how to sign in."""
    started = time.monotonic()
    open_workspace(folder, create=True, synthetic=True)
    from amparo_desk.accounts.domain import ensure_administrator
    from amparo_desk.demo.debate import build_debate
    from amparo_desk.demo.synthetic import PERSONS, Comparison, build_synthetic
    from amparo_desk.register.models import Source
    from amparo_desk.register.queries import register_counts

    user, passphrase = ensure_administrator()
    found = Comparison(0, 0, 0)
    with progress.status("Building SYNTHETIC persons and lists ..."):
        for item in build_synthetic(user, persons=persons or PERSONS):
            if isinstance(item, Comparison):
                found = item
                continue
            line = f"[bold]{escape(item.title)}[/bold]  {escape(item.done)}"
            progress.print(line, highlight=False, soft_wrap=True)
    with progress.status("Building a SYNTHETIC debate ..."):
        debate = build_debate(user)
        line = f"[bold]{escape(debate.title)}[/bold]  {escape(debate.done)}"
        progress.print(line, highlight=False, soft_wrap=True)
    counts = register_counts()
    lists = Source.objects.filter(kind=Source.Kind.LIST).count()
    click.echo(SYNTHETIC)
    click.echo(
        f"{counts.records} records of {lists} lists -> {counts.persons} persons; "
        f"pairs that wait for a decision: {counts.waiting}."
    )
    click.echo(
        f"Beside the truth: of {found.joined} joined pairs of records {found.right} are of one "
        f"person (precision {found.precision:.3f}); of {found.true} true pairs that is "
        f"{found.recall:.3f} (recall)."
    )
    click.echo(f"Done in {time.monotonic() - started:.0f} s. Open the desk:")
    click.echo(f"  amparo desk --workspace {folder}")
    say_how_to_sign_in(folder, user, passphrase)
