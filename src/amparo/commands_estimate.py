# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo estimate`: how many are on no list, with what speaks against saying so."""

from __future__ import annotations

import datetime as dt
import json
import signal
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amparo.commands_estimate_linked import (
    LinkedOptions,
    analysed,
    check_linked,
    linked_options,
)
from amparo.commands_estimate_table import Input, TableOptions, read_input, table_options
from amparo.terminal import (
    NOT_DECIDED,
    STOPPED,
    answer,
    existing_file,
    json_option,
    language_option,
    refuse,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.core.messages import Message
    from amparo.estimate.analysis import Analysis, Asked, Progress
    from amparo.estimate.claimed import Claimed
    from amparo.estimate.sensitivity import Multiverse
    from amparo.estimate.store import Store

_METHODS = ("lcm", "graphs", "loglinear", "heterogeneity", "chao", "xi", "all")


@click.command("estimate", context_settings={"show_default": True})
@click.argument("tables", nargs=-1, required=True, type=existing_file, metavar="TABLE...")
@click.option(
    "--method",
    type=click.Choice(_METHODS),
    default="all",
    help="One method, or all that there are.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, help="Of all that is drawn.")
@table_options
@click.option(
    "--imputations",
    type=click.IntRange(min=2),
    default=20,
    help="How often missing labels of strata are filled in.",
)
@linked_options
@click.option("--claimed", type=click.IntRange(min=0), help="A number said: “more than N”.")
@click.option(
    "--sweeps",
    type=click.IntRange(min=1),
    default=200_000,
    help="The most of each chain of latent classes, in blocks of 2,000.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for HTML, PDF and JSON, and for what need not be computed again.",
)
@language_option
@json_option
def estimate_command(
    tables: tuple[Path, ...],
    *,
    language: str,
    as_json: bool,
    **options: Any,  # noqa: ANN401 - click's options
) -> None:
    """Estimate how many there are in all, those on no list included, or say why it cannot be said.

    TABLE has a column of 0 and 1 for each list and `count`; the count `impossible` marks a pattern
    that nobody can show; without `count` each row is a person. docs/estimates.md says how to read
    the answer. With --draws the TABLEs are records with their lists: every way of linking them is
    estimated. Exit code 0: an estimate or a range; 1: gates leave less than that; 2: bad input;
    130: stopped (Ctrl-C).

    \b
      amparo estimate lists.csv
      amparo estimate lists.csv --claimed 3000 --report reports
      amparo estimate lists.csv --by region --json
      amparo estimate lists.csv --without small_list --copies embassy_a embassy_b
      amparo estimate lists.csv --by sex --unreached maternity_ward sex=m
      amparo estimate ru.csv uk.csv en.csv --draws draws.parquet
    """
    asked = _Options(**options)
    try:
        with _stoppable():
            done = _answered(tables, asked, language)
    except KeyboardInterrupt:
        click.echo(_stopped(asked).text(language), err=True)
        sys.exit(STOPPED)
    answer(done.data, "\n".join(_lines(done, language)), as_json=as_json)
    if not done.decided:
        sys.exit(NOT_DECIDED)


def _answered(tables: tuple[Path, ...], asked: _Options, language: str) -> _Done:
    """Compute all that is asked, and write the report."""
    check_linked(tables, asked.linked, asked.table)
    try:
        if asked.draws:
            done = _analysed_linked(tables, asked)
        else:
            done = _analysed(read_input(tables[0], asked.table), asked)
        if asked.report:
            _write_report(tables, done, asked, language)
    except OSError as fault:
        refuse(f"{fault.filename}: {fault.strerror}")
    return done


# Whether Ctrl-C was pressed. The exception alone may be lost: where it comes up in a callback of
# compiled code Python only prints it.
_pressed = threading.Event()


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let Ctrl-C stop what is at work at once, at the latest after its next step."""

    def stop(_number: int, _frame: object) -> None:
        _pressed.set()
        raise KeyboardInterrupt

    _pressed.clear()
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _stopped(asked: _Options) -> Message:
    from amparo.core.messages import say

    if asked.report:
        return say("Stopped. The same command goes on where this one stopped.")
    return say(
        "Stopped. Nothing was kept. A command with --report FOLDER, once stopped, goes on where it"
        " stopped."
    )


@dataclass(frozen=True, slots=True)
class _Options:
    """The options of the command, by their names."""

    method: str
    seed: int
    by: tuple[str, ...]
    copies: tuple[tuple[str, str], ...]
    without: tuple[str, ...]
    unreached: tuple[tuple[str, str], ...]
    imputations: int
    draws: Path | None
    list_column: str | None
    id_column: str | None
    class_tables: int | None
    claimed: int | None
    sweeps: int
    report: Path | None

    @property
    def asked(self) -> Asked:
        """What the engine is asked."""
        from amparo.estimate.analysis import ALL, Asked

        methods = ALL if self.method == "all" else (self.method,)
        return Asked(methods=methods, seed=self.seed, sweeps=self.sweeps)

    @property
    def table(self) -> TableOptions:
        """The options about lists and strata."""
        return TableOptions(self.by, self.copies, self.without, self.unreached)

    @property
    def linked(self) -> LinkedOptions:
        """The options for drawn ways of linking."""
        return LinkedOptions(self.draws, self.list_column, self.id_column, self.class_tables)


@dataclass(frozen=True, slots=True)
class _Done:
    """What came out: the analysis of all, its strata where there are some, the claim's answer."""

    whole: Any  # Analysis
    strata: Any = None  # Strata, or None
    claimed: Any = None  # Claimed, or None
    linked: Any = None  # Linked, or None
    stress: Any = ()  # rows for errors of linkage in a table given as it is

    @property
    def decided(self) -> bool:
        """Whether there is an estimate."""
        from amparo.estimate.answers import decided

        return decided(self.whole)

    @property
    def data(self) -> dict[str, Any]:
        """The answer for programs."""
        from amparo.estimate.answers import strata_to_json, to_json

        if self.strata:
            return strata_to_json(self.strata, claimed=self.claimed)
        found = to_json(self.whole, claimed=self.claimed)
        if self.linked:
            found["linkage"] = self.linked.to_json()
        elif self.stress:
            found["linkage"] = {"stress": [row.to_json() for row in self.stress]}
        return found


def _analysed(read: Input, options: _Options) -> _Done:
    from amparo.estimate.analysis import analyse
    from amparo.estimate.imputing import Imputing
    from amparo.estimate.preparing import with_prepared
    from amparo.estimate.strata import analyse_strata
    from amparo.estimate.stress import stress_rows
    from amparo.estimate.tables import TableFaults

    store = _store(options)
    with _shown() as progress:
        if options.by:
            try:
                found = analyse_strata(
                    read.strata,
                    options.by,
                    options.asked,
                    unreached=read.unreached,
                    imputing=Imputing(options.imputations),
                    store=store,
                    progress=progress,
                )
            except TableFaults as faults:
                refuse(str(faults))
            whole = with_prepared(found.whole, read.prepared)
            return _Done(whole, replace(found, whole=whole), _claim(whole, options))
        (table,) = read.strata.values()
        whole = analyse(table, options.asked, store=store, progress=progress)
        whole = with_prepared(whole, read.prepared)
        stress = stress_rows(whole, store=store, progress=progress) if options.report else ()
    return _Done(whole, None, _claim(whole, options), stress=stress)


def _analysed_linked(tables: Sequence[Path], options: _Options) -> _Done:
    from amparo.estimate.linked_assumption import judge_linked

    store = _store(options)
    with _shown() as progress:
        linked = analysed(
            tables, options.linked, options.table, options.asked, store=store, progress=progress
        )
    claimed = None if options.claimed is None else judge_linked(options.claimed, linked)
    return _Done(linked.analysis, claimed=claimed, linked=linked)


def _claim(analysis: Analysis, options: _Options) -> Claimed | None:
    from amparo.estimate.claimed import judge_analysis

    if options.claimed is None:
        return None
    return judge_analysis(options.claimed, analysis, strata=bool(options.by))


def _store(options: _Options) -> Store:
    from amparo.estimate.store import Store

    if options.report is None:
        return Store()
    kept = options.report / "kept"
    # Made one by one: of folders made on the way the umask alone decides who may read them.
    options.report.mkdir(mode=0o700, exist_ok=True)
    kept.mkdir(mode=0o700, exist_ok=True)
    return Store(kept)


@contextmanager
def _shown() -> Iterator[Progress]:
    """Show what is at work on standard error, where somebody looks at it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:24}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    hidden = not sys.stderr.isatty()
    with Progress(*columns, console=console, disable=hidden, transient=True) as bars:
        task = bars.add_task("", total=1.0)

        def show(stratum: str, method: str, share: float) -> None:
            if _pressed.is_set():
                raise KeyboardInterrupt
            bars.update(task, description=f"{stratum} {method}".strip(), completed=share)

        yield show


def _lines(done: _Done, language: str) -> Iterator[str]:
    from amparo.estimate.answers import lines
    from amparo.estimate.linked_answers import lines as linked_lines

    yield from lines(done.whole, language)
    if done.linked:
        yield from ("", *linked_lines(done.linked, language))
    if done.strata:
        yield from ("", *(note.text(language) for note in done.strata.notes))
    for part in done.strata.parts if done.strata else ():
        yield f"\n{', '.join(part.labels)}: {part.statement.said.text(language)}"
    if done.claimed:
        yield ""
        yield from (said.text(language) for said in done.claimed.said)


def _alternatives(analysis: Analysis, options: _Options) -> Multiverse | None:
    from amparo.estimate.alternatives import alternatives

    with _shown() as progress:

        def told(done: int, of: int) -> None:
            progress("", "other choices", done / of)

        return alternatives(analysis, store=_store(options), progress=told)


def _write_report(tables: Sequence[Path], done: _Done, options: _Options, language: str) -> None:
    """Write page, PDF and data; all three or none."""
    from amparo.core.files import write_together
    from amparo.dossier.estimate_report import Report, compose_report
    from amparo.dossier.html import make_html
    from amparo.dossier.pdf import make_pdf

    if options.report is None:  # pragma: no cover - asked before
        return
    table = tables[0]
    one = done.linked.middle if done.linked else done.whole
    others = None if done.strata else _alternatives(one, options)
    report = compose_report(
        Report(
            analysis=done.whole,
            strata=done.strata,
            claimed=done.claimed,
            alternatives=others,
            linked=done.linked,
            stress=done.stress,
            file=", ".join(path.name for path in tables),
            made_on=dt.datetime.now(dt.UTC).date(),
            language=language,
        )
    )
    data = json.dumps(done.data, ensure_ascii=False, indent=2)
    write_together(
        {
            options.report / f"{table.stem}.html": make_html(report).encode(),
            options.report / f"{table.stem}.pdf": make_pdf(report),
            options.report / f"{table.stem}.json": data.encode(),
        }
    )


def register(main: click.Group) -> None:
    """Add the command."""
    main.add_command(estimate_command)
