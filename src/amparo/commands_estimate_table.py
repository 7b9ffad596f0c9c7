# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo estimate TABLE`: the options about its lists and strata, and what they make of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from amparo.terminal import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from amparo.estimate.tables import ListTable
    from amparo.estimate.tables_reading import Unreached

_OPTIONS = (
    click.option(
        "--by", multiple=True, metavar="COLUMN", help="A column of labels: strata, added up."
    ),
    click.option(
        "--copies",
        nargs=2,
        multiple=True,
        metavar="LIST LIST",
        help="Two lists, one copied: made one. Of more lists, give them in pairs.",
    ),
    click.option(
        "--without",
        multiple=True,
        metavar="LIST",
        help="A list to be left out, with the people who are on no other; they are counted.",
    ),
    click.option(
        "--unreached",
        nargs=2,
        multiple=True,
        metavar="LIST COLUMN=LABEL",
        help="A list that cannot cover a stratum (--by): left out there, not counted as 0.",
    ),
)


def table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options about lists and strata."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class TableOptions:
    """The options about lists and strata."""

    by: tuple[str, ...]
    copies: tuple[tuple[str, str], ...]
    without: tuple[str, ...]
    unreached: tuple[tuple[str, str], ...]

    @property
    def faults(self) -> Iterator[str]:
        """Say what does not go together, whatever the table holds."""
        for name in sorted({name for name in self.by if self.by.count(name) > 1}):
            yield f"--by: “{name}” is given twice"
        for one, other in self.copies:
            if one == other:
                yield f"--copies: “{one}” is given twice; give two lists, one of which is copied"
        both = {name for pair in self.copies for name in pair} & set(self.without)
        for name in sorted(both):
            yield f"“{name}” is both left out (--without) and one of two lists made one (--copies)"


@dataclass(frozen=True, slots=True)
class Input:
    """The tables by stratum, by its labels the lists that cannot cover it, and what was done."""

    strata: Any  # Mapping[Labels, ListTable]
    unreached: dict[tuple[str, ...], tuple[str, ...]]
    prepared: Any  # Prepared


def read_input(path: Path, asked: TableOptions) -> Input:
    """Read the table as the options want it; every fault is named."""
    from amparo.estimate.overlap import joined_lists
    from amparo.estimate.preparing import prepare, told_of
    from amparo.estimate.tables import TableFaults
    from amparo.estimate.tables_reading import out_of_reach, read_strata

    unreached = _unreached(asked)
    try:
        read = read_strata(path, asked.by, unreached)
        _check_people(path, read, "nobody is on any list")
        tables, gone = prepare([*read.values()], asked.copies, asked.without)
        strata = dict(zip(read, tables, strict=True))
        _check_people(path, strata, "nobody is on any of the lists that stay")
    except TableFaults as faults:
        refuse(str(faults))
    except OSError as fault:
        refuse(f"{fault.filename}: {fault.strerror}")
    prepared = told_of(
        asked.copies,
        asked.without,
        people=[sum(gone)],
        documented=[sum(table.n for table in read.values())],
    )
    reach = out_of_reach(strata, asked.by, unreached, joined_lists(asked.copies))
    return Input(strata, reach, prepared)


def _unreached(asked: TableOptions) -> list[Unreached]:
    """Split each “COLUMN=LABEL”; a column may have the sign in its name."""
    from amparo.estimate.tables_reading import Unreached

    found, faults = [], []
    for name, told in asked.unreached:
        column = next((column for column in asked.by if told.startswith(f"{column}=")), None)
        label = told[len(column) + 1 :] if column else ""
        if column and label:
            found.append(Unreached(name, column, label))
        else:
            faults.append(
                f"--unreached: “{told}” is not COLUMN=LABEL with a column of --by"
                f" ({', '.join(asked.by) or 'there is none'})"
            )
    if faults:
        refuse("\n".join(faults))
    return found


def _check_people(path: Path, strata: Mapping[tuple[str, ...], ListTable], said: str) -> None:
    """Refuse a table, or a stratum, with nobody on any list."""
    empty = [key for key, table in strata.items() if not table.n and "" not in key]
    if empty:
        where = ([path.name, ", ".join(key)] for key in empty)
        refuse("\n".join(": ".join([*filter(None, words), said]) for words in where))
