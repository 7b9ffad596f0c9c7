# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing SYNTHETIC lists into a folder, each file with its label at first look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc
from pyarrow import csv

from amparo.synthetic.generating import list_name

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from amparo.synthetic.design import Design
    from amparo.synthetic.generating import Synthetic

_README = """\
SYNTHETIC data: no real persons.

Everything in this folder was made by the program `amparo synthetic` from invented persons.
Whoever bears a name that stands here bears it by chance. Use the files for testing only and pass
them on with this note.

Design {design}, {persons} persons, seed {seed}: {records} records on {lists} lists.

LIST-1.csv ...  the lists, as an organisation might have sent them
truth.csv       which record is of which person
persons.csv     all persons, also those on no list (records = 0)
marks.csv       how each record was made: initials, inflected, slips, copied ...
"""


def write(made: Synthetic, design: Design, folder: Path, *, seed: int) -> list[Path]:
    """Write LIST-1.csv ..., truth.csv, persons.csv, marks.csv and README.txt; give their paths.

    Files of these names are replaced.

    Raises:
        OSError: the folder cannot be made or written, or holds more lists of another run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, pa.Table] = {}
    names = {f"LIST-{number}.csv" for number in range(1, len(design.lists) + 1)}
    if others := sorted({path.name for path in folder.glob("LIST-*.csv")} - names):
        msg = f"{folder} holds {', '.join(others)} of another run: name an empty folder"
        raise FileExistsError(msg)
    for number in range(1, len(design.lists) + 1):
        there = pc.equal(made.records["source_list"], list_name(design, number))
        tables[f"LIST-{number}.csv"] = made.records.filter(there)
    tables |= {"truth.csv": made.truth, "persons.csv": made.persons, "marks.csv": made.marks}
    options = csv.WriteOptions(quoting_style="needed", quoting_header="none")
    for name, table in tables.items():
        csv.write_csv(table, folder / name, options)
    readme = folder / "README.txt"
    text = _README.format(
        design=design.key,
        persons=made.persons.num_rows,
        seed=seed,
        records=made.records.num_rows,
        lists=len(design.lists),
    )
    readme.write_text(text, encoding="utf-8")
    return [*(folder / name for name in tables), readme]
