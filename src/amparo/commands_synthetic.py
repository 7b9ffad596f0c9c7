# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo synthetic`: SYNTHETIC lists with truth, as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from amparo.core.yaml_files import YamlFileError
from amparo.terminal import answer, json_option, refuse


@click.command()
@click.option("--persons", type=click.IntRange(min=1), default=3000, show_default=True)
@click.option(
    "--lists", type=click.IntRange(min=1), help="Only the first so many lists of the design."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option(
    "--design",
    "design_name",
    default="three_lists",
    show_default=True,
    help="A packaged design (courts, scale, three_lists), or a file of your own (YAML).",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder for LIST-1.csv ..., truth.csv, persons.csv, marks.csv and README.txt.",
)
@json_option
def synthetic(
    persons: int, lists: int | None, seed: int, design_name: str, folder: Path, *, as_json: bool
) -> None:
    """Make SYNTHETIC persons and lists of them with truth: no real persons.

    The same design, number of persons and seed give the same files. docs/synthetic.md says what
    a design can hold.

    \b
      amparo synthetic --persons 3000 --lists 3 --seed 7 --out ./made
      amparo synthetic --design courts --out ./made --json
    """
    from amparo.synthetic import designs, generate, load_design, read_design, write

    try:
        packaged = design_name in designs()
        design = load_design(design_name) if packaged else read_design(Path(design_name))
    except (YamlFileError, OSError) as fault:
        refuse(f"{fault}\nthere are the designs: {', '.join(designs())}")
    if lists and lists > len(design.lists):
        refuse(f"the design {design.key} has {len(design.lists)} lists, not {lists}")
    design = replace(design, lists=design.lists[:lists])
    made = generate(design, persons=persons, seed=seed)
    try:
        written = write(made, design, folder, seed=seed)
    except OSError as fault:
        refuse(str(fault))
    data = {
        "synthetic": True,
        "design": design.key,
        "persons": persons,
        "records": made.records.num_rows,
        "files": [str(path) for path in written],
    }
    head = f"SYNTHETIC: {made.records.num_rows} records of {persons} persons, none of them real"
    answer(data, "\n".join([head, *map(str, written)]), as_json=as_json)


def register(main: click.Group) -> None:
    """Add the command to the program."""
    main.add_command(synthetic)
