# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo link`: which records of one list or many are the same person, as files."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amparo.exchange.lists_faults import ListFaults
from amparo.terminal import answer, existing_file, json_option, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from amparo.exchange.record_files import Clusters
    from amparo.linkage import Decision, Linkage, Rows
    from amparo.linkage.pairs import Engine
    from amparo.linkage.readings import Readings

_FOLDED = ("region", "place", "court")
new_file = click.Path(path_type=Path, dir_okay=False)
_COST = click.FloatRange(min=0, min_open=True)


@click.command("link", context_settings={"show_default": True})
@click.argument("records", nargs=-1, required=True, type=existing_file)
@click.option(
    "--out", type=new_file, required=True, help="The persons: record_id, person_id, probability."
)
@click.option(
    "--pairs", type=new_file, help="The pairs joined, and those worth a look, each with its reason."
)
@click.option(
    "--decisions", type=existing_file, help="What people decided: left, right, judgement."
)
@click.option("--unique", multiple=True, metavar="LIST", help="A list that holds nobody twice.")
@click.option(
    "--order", "orders", multiple=True, metavar="LIST=ORDER", help="family_first or given_first."
)
@click.option(
    "--evidence", multiple=True, metavar="COLUMN", help="A further column to be compared."
)
@click.option(
    "--known", type=existing_file, help="Persons that stand: only new records are linked to them."
)
@click.option("--previous", type=existing_file, help="A former result whose person ids are kept.")
@click.option(
    "--readings", type=new_file, help="Names already read, so that they are not read again."
)
@click.option("--cost-wrong", type=_COST, default=1.0, help="What joining two people costs.")
@click.option("--cost-missed", type=_COST, default=1.0, help="What leaving one person apart costs.")
@click.option("--cost-review", type=_COST, default=0.05, help="What looking at a pair costs.")
@click.option("--draws", type=click.IntRange(min=1), help="Draw so many whole partitions.")
@click.option("--draws-out", type=new_file, help="The draws (Parquet): draw, record_id, person.")
@click.option("--seed", type=click.IntRange(min=0), default=1, help="Of the draws.")
@click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", help="What runs it."
)
@json_option
def link_command(records: tuple[Path, ...], *, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Find which records are the same person: one list against itself, or many lists.

    A file has the columns record_id, source_list and name; lang, birth_date, birth_year, gender,
    region, place, article, court and arrest_date are used where they are there. Nothing needs to be
    declared or trained. docs/linkage.md says how it works.

    \b
      amparo link ru.csv uk.csv en.csv --out persons.csv --pairs pairs.csv
      amparo link register.csv new.csv --known persons.csv --out persons.csv --json
      amparo link lists.csv --out persons.csv --draws 100 --draws-out draws.parquet
    """
    asked = _Asked(**options)
    _check(records, asked)
    with _without_collection():
        data = _run(records, asked)
    lines = (f"{name.replace('_', ' '):22} {value}" for name, value in data.items())
    answer(data, "\n".join(lines), as_json=as_json)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for cycles: a million rows hold none, and it costs a fifth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _run(records: Sequence[Path], asked: _Asked) -> dict[str, Any]:
    """Read, link and write; give the summary."""
    try:
        rows, decisions, known, previous = _read(records, asked)
    except ListFaults as faults:
        refuse(str(faults))
    except OSError as fault:
        refuse(f"{fault.filename}: {fault.strerror}")
    unknown = sorted({*asked.unique, *_orders(asked.orders)} - set(rows.sources))
    if unknown:
        lists = ", ".join(sorted(set(rows.sources)))
        refuse(f"there is no list {', '.join(unknown)}; there are {lists}")
    if known.persons and not set(known.persons) & set(rows.keys):
        refuse("no record of --known is in the files: give the register's own file beside the new")
    readings = _readings(asked.readings)
    found = _link(rows, decisions, known.persons, readings, asked)
    _write(found, known, previous, readings, asked)
    _tell_of_decisions(decisions, found)
    return _summary(found)


def _check(records: Sequence[Path], asked: _Asked) -> None:
    """Refuse options that do not go together, and files that would be written over."""
    if bool(asked.draws) is not bool(asked.draws_out):
        refuse("--draws and --draws-out go together")
    if not all(map(isfinite, (asked.cost_wrong, asked.cost_missed, asked.cost_review))):
        refuse("a cost is a number: write it in figures")
    results = (asked.out, asked.pairs, asked.draws_out, asked.readings)
    written = [path.resolve() for path in results if path]
    if len(set(written)) < len(written):
        refuse("two results would go into one file: name a file for each")
    read = {path.resolve() for path in (*records, *filter(None, [asked.decisions]))}
    if over := sorted(str(path) for path in read & set(written)):
        refuse(f"{', '.join(over)} is read and would be written over: name another file")
    if gone := sorted({str(path.parent) for path in written if not path.parent.is_dir()}):
        refuse(f"there is no folder {', '.join(gone)}; nothing was written")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options of the command, by their names."""

    out: Path
    pairs: Path | None
    decisions: Path | None
    unique: tuple[str, ...]
    orders: tuple[str, ...]
    evidence: tuple[str, ...]
    known: Path | None
    previous: Path | None
    readings: Path | None
    cost_wrong: float
    cost_missed: float
    cost_review: float
    draws: int | None
    draws_out: Path | None
    seed: int
    engine: str


def _read(
    records: Sequence[Path], asked: _Asked
) -> tuple[Rows, list[Decision], Clusters, Clusters]:
    """Read every file; what is wrong with any of them is raised in one."""
    from amparo.exchange.decisions import read_decisions
    from amparo.exchange.record_files import Clusters, read_clusters, read_records

    faults: list[Any] = []

    def tried(read: Callable[[], Any], default: Any) -> Any:  # noqa: ANN401 - what the reader gives
        try:
            return read()
        except ListFaults as found:
            faults.extend(found.faults)
            return default

    columns = tried(partial(read_records, records, declared=asked.evidence), None)
    decided = tried(partial(read_decisions, asked.decisions), ()) if asked.decisions else ()
    known, previous = (
        tried(partial(read_clusters, path), Clusters()) if path else Clusters()
        for path in (asked.known, asked.previous)
    )
    if faults:
        raise ListFaults(faults)
    return _rows(columns, asked), [_decision(row) for row in decided], known, previous


def _rows(columns: Any, asked: _Asked) -> Rows:  # noqa: ANN401 - RecordColumns, imported late
    from amparo.linkage import Rows
    from amparo.names import search_key

    def values(name: str, texts: list[str]) -> list[frozenset[str]]:
        fold = search_key if name in _FOLDED else str
        once = {text: frozenset({fold(text)} - {""}) for text in set(texts)}
        return [once[text] for text in texts]

    return Rows(
        keys=columns.keys,
        sources=columns.sources,
        names=columns.names,
        languages=columns.languages,
        genders=columns.genders,
        births=columns.births,
        orders=_orders(asked.orders),
        columns={name: values(name, texts) for name, texts in columns.values.items()},
    )


def _orders(written: Sequence[str]) -> dict[str, Any]:
    found = {}
    for text in written:
        name, _, order = text.rpartition("=")
        if not name or order not in ("family_first", "given_first"):
            refuse(f"--order {text}: write the list, = and family_first or given_first")
        found[name] = order
    return found


def _decision(row: Any) -> Decision:  # noqa: ANN401 - DecisionRow, imported late
    from amparo.linkage import Decision, Judgement

    return Decision(row.left, row.right, Judgement(row.judgement), by_person=True)


def _engine(name: str) -> Engine:
    if name == "duckdb":
        from amparo.linkage.pairs import duckdb_engine

        return duckdb_engine
    try:
        from amparo.linkage.spark import spark_engine
    except ImportError:
        refuse("--engine spark needs the optional extra: pip install amparo[spark], and Java 17")
    return spark_engine


def _readings(path: Path | None) -> Readings:
    """Open the file of names already read; say if it is of no use any more."""
    from amparo.linkage.readings import NotReadingsError, Readings, open_readings

    if path is None:
        return Readings()
    try:
        found = open_readings(path)
    except NotReadingsError as fault:
        refuse(
            f"{path.name} is not a file that --readings made, or is damaged ({fault}); "
            "nothing was written"
        )
    except OSError as fault:
        refuse(f"{fault.filename}: {fault.strerror}")
    if found.stale:
        click.echo(f"{path.name} was made by other rules of reading: names are read anew", err=True)
    return found


def _link(
    rows: Rows,
    decisions: list[Decision],
    known: dict[str, str],
    readings: Readings,
    asked: _Asked,
) -> Linkage:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from amparo.linkage import Costs, link

    engine = _engine(asked.engine)
    columns = (
        TextColumn("{task.description:10}"),
        BarColumn(),
        TextColumn("{task.completed:,}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bars:
        stages: dict[str, Any] = {}

        def show(stage: str, done: int, of: int) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(stage, total=of or None)
            bars.update(stages[stage], completed=done, total=of or None)

        return link(
            rows,
            decisions=decisions,
            known=known,
            duplicate_free=asked.unique,
            readings=readings,
            costs=Costs(asked.cost_wrong, asked.cost_missed, asked.cost_review),
            engine=engine,
            processes=os.cpu_count() or 1,
            progress=show,
        )


def _write(
    found: Linkage, known: Clusters, previous: Clusters, readings: Readings, asked: _Asked
) -> None:
    """Make every file, then put each in its place."""
    from amparo.core.files import write_together
    from amparo.exchange.record_files import table_text
    from amparo.linkage.reports import draws_table, pair_rows, parquet

    ids = found.person_ids({**known.persons, **previous.persons})
    chances = _chances(found, known)
    ready = {
        asked.out: table_text(
            ("record_id", "person_id", "probability"),
            zip(found.table.keys, ids, chances, strict=True),
        )
    }
    if asked.pairs:
        ready[asked.pairs] = table_text(
            ("left", "right", "probability", "decision", "reason"), pair_rows(found)
        )
    if asked.draws and asked.draws_out:
        ready[asked.draws_out] = parquet(draws_table(found, asked.draws, seed=asked.seed))
    if asked.readings and readings.grown:
        ready[asked.readings] = readings.content()
    try:
        write_together(ready)
    except OSError as fault:
        refuse(f"{fault.filename}: {fault.strerror}; nothing was written")


def _chances(found: Linkage, known: Clusters) -> list[str]:
    """Give the probability of each record; that of a standing person unchanged stays as it was."""
    from collections import defaultdict

    former, persons = known.probabilities, known.persons
    keys, labels = found.table.keys, found.labels.tolist()
    before, now = defaultdict(set), defaultdict(set)
    for key, person in persons.items():
        before[person].add(key)
    for key, label in zip(keys, labels, strict=True):
        now[label].add(key)
    return [
        former[key] if key in former and now[label] == before[persons[key]] else f"{chance:.4f}"
        for key, label, chance in zip(keys, labels, found.membership().tolist(), strict=True)
    ]


def _tell_of_decisions(decisions: list[Decision], found: Linkage) -> None:
    """Say on standard error which decisions were not followed, or concern a record that is gone."""
    there = set(found.table.keys)
    for left, right in found.ties.refused:
        click.echo(f'"same" was not followed, "not the same" wins: {left}, {right}', err=True)
    for item in decisions:
        if not {item.left, item.right} <= there:
            click.echo(
                f"a decision on a record that is not there: {item.left}, {item.right}", err=True
            )


def _summary(found: Linkage) -> dict[str, Any]:
    from amparo.linkage.reports import counts

    costs = found.costs
    return {
        **counts(found),
        "joined_from": costs.link,
        "worth_a_look_from": costs.ask_from,
        "costs": f"wrong {costs.wrong:g}, missed {costs.missed:g}, look {costs.review:g}",
    }


def register(main: click.Group) -> None:
    """Add the command."""
    main.add_command(link_command)
