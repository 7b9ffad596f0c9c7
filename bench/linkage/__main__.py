# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measure linkage beside the other tools, on the same data in the same run.

    python -m bench.linkage [--only xlink|special|scale] [--scale 1000000] [--write]

Tools that are not installed and data that is not there are counted and said, never guessed.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from bench.linkage import charts, report, scale, special, xlink
from bench.linkage.running import ROOT, Tools
from bench.linkage.tables import Table, scale_tables, special_tables, xlink_tables
from bench.linkage.targets import targets_table

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (10_000, 100_000)
SECTIONS = ("xlink", "special", "scale")
PICTURES = ROOT / "docs" / "pictures"


@click.command()
@click.option("--only", multiple=True, type=click.Choice(SECTIONS), help="One section, not all.")
@click.option("--scale", "largest", type=int, default=SIZES[-1], help="The most records.")
@click.option("--xlink", "folder", type=Path, default=xlink.XLINK, help="The folder of XLINK.")
@click.option("--amparo", default="", help="Command to measure in place of this amparo.")
@click.option("--write", is_flag=True, help="Write the numbers into docs/bench-linkage.md.")
def main(*, only: tuple[str, ...], largest: int, folder: Path, amparo: str, write: bool) -> None:
    """Measure linkage beside the other tools, on the same data in the same run."""
    tools = Tools(shlex.split(amparo)) if amparo else Tools()
    commit = report.commit()
    sections = only or SECTIONS
    found: dict[str, Any] = {}
    if {"xlink", "special"} & set(sections):
        parts = xlink.PARTS if "xlink" in sections else xlink.PARTS[:1]
        found["xlink"] = xlink.measure(tools, folder, parts)
    if "special" in sections:
        found["special"] = special.measure(tools, folder, thresholds(found["xlink"]))
    if "scale" in sections:
        found["scale"] = scale.measure(tools, sizes_up_to(largest))
        found["scale"]["incremental"] = scale.measure_incremental(tools)
    # The sets of one question need the thresholds of XLINK, which is not a section asked for then.
    found = {name: found[name] for name in sections if name in found}
    tables = tables_of(found)
    for group in tables.values():
        report.show(group)
    report.write_results(found | {"skipped": tools.skipped, "commit": commit})
    if write:
        _write(found, tables, report.circumstances(commit))
    print(f"{len(tools.skipped)} measurements skipped")
    for line in tools.skipped:
        print(f"  {line}")


def thresholds(found: dict[str, Any]) -> dict[str, float]:
    """Give each system's best threshold on names alone, as this run found it."""
    return {item["title"]: item["pairs"]["threshold"] for item in found.get(xlink.NAMES_ONLY, [])}


def sizes_up_to(largest: int) -> list[int]:
    """Give the sizes to measure: powers of ten from 10,000, the largest as asked."""
    size, found = SIZES[0], []
    while size < largest:
        found.append(size)
        size *= 10
    return [*found, largest]


def tables_of(found: dict[str, Any]) -> dict[str, list[Table]]:
    """Give the tables of each section that was measured, and after all of them the targets."""
    makers: dict[str, Callable[[Any], list[Table]]] = {
        "xlink": xlink_tables,
        "special": special_tables,
        "scale": scale_tables,
    }
    tables = {name: make(found[name]) for name, make in makers.items() if found.get(name)}
    # Of a part of the sections there is no whole answer.
    whole = set(SECTIONS) <= set(tables)
    return tables | ({"targets": [targets_table(found)]} if whole else {})


def _write(found: dict[str, Any], tables: dict[str, list[Table]], said: str) -> None:
    report.write_page({name: f"{said}\n{report.markdown(group)}" for name, group in tables.items()})
    curves = {
        f"{item['title']}, {part}": item["calibration"]["curve"]
        for part in xlink.PARTS
        for item in found.get("xlink", {}).get(part, [])
        if "calibration" in item and "naive" not in item["title"]
    }
    if curves:
        picture = charts.reliability_picture(curves)
        (PICTURES / "linkage-reliability.svg").write_text(picture.svg, encoding="utf-8")
    masked = found.get("xlink", {}).get("masked")
    if masked:
        picture = charts.births_picture(masked)
        (PICTURES / "linkage-births.svg").write_text(picture.svg, encoding="utf-8")
    runs = found.get("scale", {}).get("runs")
    if runs:
        picture = charts.scale_picture(runs, found["scale"]["slopes"])
        (PICTURES / "linkage-scale.svg").write_text(picture.svg, encoding="utf-8")


if __name__ == "__main__":
    main()
