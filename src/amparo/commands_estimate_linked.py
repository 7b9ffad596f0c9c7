# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo estimate --draws`: the doubt of who is who, carried into the figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amparo.terminal import existing_file, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from amparo.commands_estimate_table import TableOptions
    from amparo.estimate.analysis import Asked, Progress
    from amparo.estimate.linked import Linked
    from amparo.estimate.pooling import Partitions
    from amparo.estimate.preparing import Prepared
    from amparo.estimate.store import Store

_LIST, _ID = "source_list", "record_id"
_CLASS_TABLES = 10

_OPTIONS = (
    click.option(
        "--draws",
        type=existing_file,
        help="Drawn ways of linking (amparo link --draws-out): TABLE holds records then.",
    ),
    click.option(
        "--list", "list_column", metavar="COLUMN", help=f"With --draws: the list.  [{_LIST}]"
    ),
    click.option(
        "--id", "id_column", metavar="COLUMN", help=f"With --draws: the record's id.  [{_ID}]"
    ),
    click.option(
        "--class-tables",
        type=click.IntRange(min=1),
        help=f"With --draws: so many tables for latent classes, which are slow.  [{_CLASS_TABLES}]",
    ),
)


def linked_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for drawn ways of linking."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class LinkedOptions:
    """The options for drawn ways of linking; None where one was not given."""

    draws: Path | None
    list_column: str | None
    id_column: str | None
    class_tables: int | None


def check_linked(tables: Sequence[Path], asked: LinkedOptions, about: TableOptions) -> None:
    """Refuse options that do not go together, all of them at once."""
    faults = [*about.faults]
    if asked.draws and about.by:
        faults.append(
            "--by does not go with --draws: the records of one person may have different labels,"
            " and in each way of linking other ones"
        )
    if asked.draws and about.unreached:
        faults.append("--unreached does not go with --draws: it is about strata (--by)")
    if not asked.draws:
        given = {
            "--list": asked.list_column,
            "--id": asked.id_column,
            "--class-tables": asked.class_tables,
        }
        faults += [f"{name} goes with --draws" for name, value in given.items() if value]
        if len(tables) > 1:
            faults.append("several files are records of several lists: they go with --draws")
    if faults:
        refuse("\n".join(faults))


def analysed(
    records: Sequence[Path],
    given: LinkedOptions,
    about: TableOptions,
    asked: Asked,
    *,
    store: Store,
    progress: Progress,
) -> Linked:
    """Read records and draws and analyse all ways of linking."""
    from amparo.estimate.linked import analyse_linked
    from amparo.estimate.preparing import with_prepared

    partitions, prepared = _partitions(records, given, about)
    found = analyse_linked(
        partitions,
        asked,
        class_tables=given.class_tables or _CLASS_TABLES,
        store=store,
        progress=progress,
    )
    return replace(found, analysis=with_prepared(found.analysis, prepared))


def _partitions(
    records: Sequence[Path], given: LinkedOptions, about: TableOptions
) -> tuple[Partitions, Prepared]:
    """Read records and draws; every fault is named."""
    from amparo.estimate.pooling import Partitions, partition_tables
    from amparo.estimate.preparing import prepare, told_of
    from amparo.estimate.tables import TableFaults
    from amparo.exchange.drawn_partitions import read_drawn
    from amparo.exchange.lists_faults import ListFaults

    if given.draws is None:  # pragma: no cover - asked before
        raise ValueError
    try:
        drawn = read_drawn(
            records,
            given.draws,
            list_column=given.list_column or _LIST,
            id_column=given.id_column or _ID,
        )
        found = partition_tables(drawn.persons, drawn.lists)
        tables, gone = prepare(found.tables, about.copies, about.without)
    except (ListFaults, TableFaults) as faults:
        refuse(str(faults))
    except OSError as fault:
        refuse(f"{fault.filename}: {fault.strerror}")
    if not all(table.n for table in tables):
        refuse("in a way of linking nobody is on any of the lists that stay")
    prepared = told_of(
        about.copies, about.without, people=gone, documented=[table.n for table in found.tables]
    )
    return Partitions.of(zip(tables, found.times, strict=True)), prepared
