# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line: thin commands over the engines, answers for people or for programs.

Exit codes: 0 fine; 1 found nothing, or not decided; 2 wrong use or bad input. The desk adds its
commands through the entry point group `amparo.commands`, so this module never imports it.
"""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import amparo
from amparo.core.date_reading import read_date
from amparo.core.dates import DateError
from amparo.core.files import write_whole
from amparo.core.yaml_files import YamlFileError
from amparo.exchange.lists import ListFaults, read_list
from amparo.exchange.mapping import read_mapping
from amparo.exchange.plain_data import to_plain
from amparo.exchange.record_files import read_name_pairs, table_text
from amparo.law.citations import provision_keys
from amparo.law.locators import ResolutionKind, resolve
from amparo.names import Level, compare_names, read_name, search_key
from amparo.names.evidence import name_prior
from amparo.terminal import (
    NOT_DECIDED,
    answer,
    existing_file,
    json_option,
    language_option,
    order_option,
    refuse,
)

if TYPE_CHECKING:
    from amparo.names import NameReading

# A reading of at least this share counts as decided.
_PLAIN = 0.9


class OrderedGroup(click.Group):
    """Lists its commands in the order in which data walks through them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of registration."""
        del ctx
        return list(self.commands)


@click.group(cls=OrderedGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(amparo.__version__, prog_name="amparo")
def main() -> None:
    """Carry people's cases from overlapping lists into a parliament and back.

    Begin with the demonstration, then open it in the browser:

    \b
      amparo demo
      amparo desk

    The engines work alone, on files; the desk's commands work on a workspace (a folder).
    Answers go to standard output; progress and faults to standard error.

    Exit code 0: fine. 1: found nothing, or not decided. 2: wrong use or bad input.
    """


@main.command()
@click.argument("text")
@click.option("--form", "forms", multiple=True, help="A declared form, such as DD.MM.YYYY.")
@json_option
def date(text: str, forms: tuple[str, ...], *, as_json: bool) -> None:
    """Read a date as precisely as it is written, or refuse it.

    \b
      amparo date "март 2022"
      amparo date 05.06.2022 --json
      amparo date 05/06/2022 --form DD/MM/YYYY
    """
    try:
        found = read_date(text, formats=forms)
    except DateError as fault:
        refuse(str(fault))
    first, last = found.bounds()
    data = {
        "edtf": found.to_edtf(),
        "precision": found.precision.value,
        "earliest": first.isoformat(),
        "latest": last.isoformat(),
        "approximate": found.approximate,
        "doubtful": found.doubtful,
        "written": found.written,
        "language": found.language,
    }
    answer(data, f"{found.to_edtf()}  ({first} to {last})", as_json=as_json)


@main.group()
def names() -> None:
    """Read and compare names in Cyrillic or Latin letters.

    \b
      amparo names parse "Горинова Алексея Александровича"
      amparo names compare "Олексій Горінов" "Alexei Gorinov"
    """


@names.command("parse")
@click.argument("name")
@order_option
@json_option
def parse_command(name: str, order: Any, *, as_json: bool) -> None:  # noqa: ANN401 - click's choice
    """Say which word is the surname, which the given name, which the patronymic, in which case.

    \b
      amparo names parse "KAGARLITSKY Boris"
      amparo names parse "Горинова Алексея Александровича" --json
    """
    reading = read_name(name, order=order)
    alternatives = [_parts(item) for item in reading.alternatives]
    data = {"written": name, **_parts(reading), "alternatives": alternatives}
    lines = [_line(item) for item in reading.readings]
    answer(data, "\n  or ".join(lines), as_json=as_json)
    if reading.unnamed or reading.weight < _PLAIN:
        sys.exit(NOT_DECIDED)


@names.command("compare")
@click.argument("left")
@click.argument("right")
@order_option
@language_option
@json_option
def compare_command(left: str, right: str, order: Any, language: str, *, as_json: bool) -> None:  # noqa: ANN401 - click's choice
    """Say what two names alone tell about being one person, and why.

    \b
      amparo names compare "Шеляженко Юрій" "Yurii Sheliazhenko"
    """
    found = compare_names(read_name(left, order=order), read_name(right, order=order))
    evidence = [
        {"feature": item.feature, "weight": item.weight, "words": item.words.text(language)}
        for item in found.evidence
    ]
    lines = [f"{item['weight']:+.1f}  {item['words']}" for item in evidence]
    chance = found.probability()
    data = {
        "level": found.level.value,
        "probability": chance,
        "weight": found.weight,
        "evidence": evidence,
    }
    prior = f"if one such pair in {1 / name_prior():.0f} is one person"
    first = f"{found.level.value}, probability {chance:.4f} {prior}"
    answer(data, "\n".join([first, *lines]), as_json=as_json)
    if found.level is Level.CANNOT_TELL:
        sys.exit(NOT_DECIDED)


@names.command("score")
@click.argument("pairs", type=existing_file)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option(
    "--prior",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Which share of such pairs is one person; one in a thousand if not said.",
)
@order_option
@json_option
def score_command(
    pairs: Path,
    out: Path,
    prior: float | None,
    order: Any,  # noqa: ANN401 - click's choice
    *,
    as_json: bool,
) -> None:
    """Give each pair of names (CSV: left, right) the probability that it is one person.

    \b
      amparo names score pairs.csv --out scores.csv
    """
    try:
        asked = read_name_pairs(pairs)
    except ListFaults as faults:
        refuse(str(faults))
    scored = (
        compare_names(read_name(left, order=order), read_name(right, order=order))
        for left, right in asked
    )
    rows = [
        (left, right, f"{found.probability(prior):.6f}")
        for (left, right), found in zip(asked, scored, strict=True)
    ]
    try:
        write_whole(out, table_text(("left", "right", "probability"), rows))
    except OSError as fault:
        refuse(f"{out}: {fault.strerror}")
    data = {"pairs": len(rows), "out": str(out)}
    answer(data, f"{len(rows)} pairs scored: {out}", as_json=as_json)


@names.command("key")
@click.argument("name")
@json_option
def key_command(name: str, *, as_json: bool) -> None:
    """Give the folded key by which a name is searched in any spelling.

    \b
      amparo names key Шеляженко
    """
    key = search_key(name)
    answer({"key": key}, key, as_json=as_json)


@main.command()
@click.argument("locator")
@language_option
@json_option
def provision(locator: str, language: str, *, as_json: bool) -> None:
    """Say which provision a text means, and whether it stands where the text says.

    \b
      amparo provision "Article 111-1 of Ukraine's military legislation"
      amparo provision "ч. 2 ст. 205.2 УК РФ" --json
    """
    found = resolve(locator)
    lines = [found.explanation.text(language)]
    lines += [f"{item.key}  {item.title_en}" for item in found.provisions]
    data = {
        "kind": found.kind.value,
        "explanation": found.explanation.text(language),
        "provisions": [item.key for item in found.provisions],
    }
    answer(data, "\n".join(lines), as_json=as_json)
    if found.kind is not ResolutionKind.FOUND:
        sys.exit(NOT_DECIDED)


@main.command("list")
@click.argument("file", type=existing_file)
@click.option("--mapping", type=existing_file, required=True, help="The list's mapping (YAML).")
@json_option
def list_command(file: Path, mapping: Path, *, as_json: bool) -> None:
    """Read a list (CSV, XLSX) by its mapping; name every fault, or show its statements.

    \b
      amparo list cases.csv --mapping cases.mapping.yaml
      amparo list cases.xlsx --mapping cases.mapping.yaml --json
    """
    try:
        content = read_list(file, read_mapping(mapping), provision_keys)
    except (ListFaults, YamlFileError) as faults:
        refuse(str(faults))
    data = [
        {
            "key": row.key,
            "row": row.number,
            "raw": row.raw,
            "statements": [to_plain(item) for item in row.statements],
        }
        for row in content.rows
    ]
    lines = [
        f"{row.key}\t{item.prop}\t{item.value}\t{item.written}"
        for row in content.rows
        for item in row.statements
    ]
    answer(data, "\n".join(lines), as_json=as_json)


def _parts(reading: NameReading) -> dict[str, Any]:
    return {
        "family": " ".join(reading.family),
        "given": " ".join(reading.given),
        "patronymic": " ".join(reading.patronymic),
        "gender": reading.gender,
        "case": reading.case,
        "language": reading.language,
        "weight": round(reading.weight, 3),
        "unnamed": reading.unnamed,
    }


def _line(reading: NameReading) -> str:
    if reading.unnamed:
        return "a description that names nobody"
    parts = _parts(reading)
    named = [f"{name} {parts[name]}" for name in ("family", "given", "patronymic") if parts[name]]
    told = [f"{reading.weight:.0%}", *filter(None, (reading.gender, reading.case))]
    return f"{', '.join(named)}  ({', '.join(told)})"


for entry_point in entry_points(group="amparo.commands"):
    entry_point.load()(main)
