# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo demands`: the way of each demand."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from amparo.dossier.ways import STATIONS
from amparo.terminal import NOT_DECIDED, answer, json_option, language_option
from amparo_desk.commands.opening import open_workspace, workspace_option

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.demands.way import DemandWay


@click.command()
@click.argument("key", default="")
@workspace_option
@language_option
@json_option
def demands(key: str, folder: Path, language: str, *, as_json: bool) -> None:
    """Show the way of the demands: who asked, who carried, what became of it, the cases.

    \b
      amparo demands
      amparo demands general-amnesty --json
    """
    open_workspace(folder)
    from amparo_desk.demands.queries import ways

    data = [_plain(way, language) for way in ways() if key in {"", way.demand.key}]
    answer(data, "\n\n".join(map(_text, data)) or f"there is no demand {key}", as_json=as_json)
    if not data:
        sys.exit(NOT_DECIDED)


def _plain(way: DemandWay, language: str) -> dict[str, Any]:
    return {
        "demand": way.demand.key,
        "words": way.demand.words.text(language),
        "stations": [
            {
                "kind": station.kind.value,
                "station": STATIONS[station.kind].text(language),
                "state": station.state.value,
                "words": station.words.text(language),
                "sources": list(station.sources),
            }
            for station in way.stations
        ],
        "cases": [
            {
                "person": case.person.name(language),
                "concerned": case.matches.value,
                "state": [message.text(language) for message in case.state.words],
            }
            for case in way.cases
        ],
    }


def _text(row: dict[str, Any]) -> str:
    lines = [f"{row['demand']}: {row['words']}"]
    lines += [f"  {item['station']}: {item['words']}" for item in row["stations"]]
    for case in row["cases"]:
        lines += [f"  - {case['person']}", *(f"    {words}" for words in case["state"])]
    return "\n".join(lines)
