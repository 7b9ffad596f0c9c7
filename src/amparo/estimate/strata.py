# SPDX-License-Identifier: AGPL-3.0-or-later
"""Strata: each is analysed by itself, then all together by summing their draws.

A list that cannot cover a stratum is left out of it and said to be so: it is not a list that missed
everybody there. Missing labels are filled in (`imputing`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from amparo.core.messages import Message, say
from amparo.estimate.analysis import LCM, POOLED, Analysis, Asked, analyse, stated
from amparo.estimate.estimates import Estimate, Gate, GateVerdict, total
from amparo.estimate.gates import Missing, table_gates
from amparo.estimate.imputing import Imputing, Labels, possible_in
from amparo.estimate.pooling import Cause, Part, variance_shares
from amparo.estimate.statement import Kind, lower_bound
from amparo.estimate.strata_imputed import (
    FilledIn,
    analyse_imputed,
    holding,
    lowest,
    mixed_assumed,
    mixed_over,
)
from amparo.estimate.tables import ListTable, TableFault, TableFaults, drop_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from amparo.estimate.analysis import Progress
    from amparo.estimate.store import Store

# Beyond so many lists it is not gone through which patterns are impossible in every stratum.
_MOST_GONE_THROUGH = 12


@dataclass(frozen=True, slots=True)
class Strata:
    """An analysis for each stratum, by the columns `by`, and of all together by summed draws.

    `unreached` are the lists that cannot cover a stratum, by its labels; `filled_in` tells of
    labels that were missing, None where none was.
    """

    by: tuple[str, ...]
    parts: tuple[Analysis, ...]
    whole: Analysis
    unreached: tuple[tuple[Labels, tuple[str, ...]], ...] = ()
    filled_in: FilledIn | None = None

    @property
    def notes(self) -> Iterator[Message]:
        """Say what was done to the strata before they were estimated."""
        for labels, lists in self.unreached:
            yield say(
                "{stratum}: cannot be on {lists}: left out there, not counted as 0.",
                stratum=", ".join(labels),
                lists=", ".join(lists),
            )
        for part in self.parts:
            if part.empty:
                yield say(
                    "{stratum}: nobody is on {lists}: left out there.",
                    stratum=", ".join(part.labels),
                    lists=", ".join(part.empty),
                )
        if self.filled_in:
            yield from self.filled_in.said


def analyse_strata(
    strata: Mapping[Labels, ListTable],
    by: Sequence[str],
    asked: Asked | None = None,
    *,
    unreached: Mapping[Labels, Sequence[str]] | None = None,
    imputing: Imputing | None = None,
    store: Store | None = None,
    progress: Progress | None = None,
) -> Strata:
    """Analyse each stratum, then all together by summing their draws, never their bounds.

    People with "" among their labels are placed in strata by chance, several times (`imputing`).
    `unreached` are the lists that cannot cover a stratum, by its labels; so is a list all of whose
    patterns are impossible in a stratum. Gates of a stratum hold for the sum, each with the
    stratum's name. The lower bound of the sum is the sum of the strata's lower ends (of those
    documented where a stratum has no bound).

    Raises:
        ValueError: no stratum.
        TableFaults: people are on a list that cannot cover them, or fit no stratum.
        OSError, StoppedError: as `analyse`.
    """
    if not strata:
        message = "there is no stratum"
        raise ValueError(message)
    asked = asked or Asked()
    out = _unreached(strata, unreached or {})
    tables = {labels: _without(table, out[labels]) for labels, table in strata.items()}
    said = tuple((labels, lists) for labels, lists in out.items() if lists)
    if any("" in labels for labels in tables):
        found = analyse_imputed(tables, by, asked, imputing, store=store, progress=progress)
        whole = _whole_table(strata, tables)
        parts, rows, filled_in = found.parts, found.rows, found.filled_in
        share = _share_of_labels(rows, asked, filled_in.slow)
        gate = filled_in.missing.gate
        together = _together(whole, parts, rows, asked, filled_in.slow)
        together = _gated(together, gate) if gate else together
        return Strata(tuple(by), parts, together, said, replace(filled_in, share=share))
    parts = tuple(
        analyse(table, asked, labels=labels, store=store, progress=progress)
        for labels, table in tables.items()
    )
    whole = _whole_table(strata, tables)
    return Strata(tuple(by), parts, _together(whole, parts, (parts,), asked), said)


def _unreached(
    strata: Mapping[Labels, ListTable], stated: Mapping[Labels, Sequence[str]]
) -> dict[Labels, tuple[str, ...]]:
    """Give the lists that cannot cover a stratum: stated, or all their patterns are impossible.

    Raises:
        TableFaults: people are on one.
    """
    found, faults = {}, []
    for labels, table in strata.items():
        full = 2 ** (len(table.lists) - 1)
        never = table.impossible.sum(axis=0, dtype=np.int64)
        out = {name for name, times in zip(table.lists, never, strict=True) if times == full}
        out |= set(stated.get(labels, ()))
        faults += [
            TableFault(_not_out(labels, name, people))
            for name in sorted(out & set(table.lists))
            if (people := table.margin((name,)))
        ]
        found[labels] = tuple(sorted(out))
    if faults:
        raise TableFaults(faults)
    return found


def _not_out(labels: Labels, name: str, people: int) -> Message:
    return say(
        "“{list}” is said not to cover “{stratum}”, but {people} people of it are on it.",
        list=name,
        stratum=", ".join(labels),
        people=people,
    )


def _without(table: ListTable, out: Sequence[str]) -> ListTable:
    left = [name for name in table.lists if name not in out]
    return table if len(left) == len(table.lists) else table.select(left)


def _whole_table(
    strata: Mapping[Labels, ListTable], reached: Mapping[Labels, ListTable]
) -> ListTable:
    """Put strata together: a list that covers only some of them is a list of them all.

    What is impossible in every stratum is so in all together.
    """
    tables = strata.values()
    lists = sorted({name for table in tables for name in table.lists})
    patterns = []
    for table in tables:
        wide = np.zeros((len(table.patterns), len(lists)), np.int8)
        wide[:, [lists.index(name) for name in table.lists]] = table.patterns
        patterns.append(wide)
    counts = np.concatenate([table.counts for table in tables])
    never = np.zeros((0, len(lists)), np.int64)
    if any(len(table.impossible) for table in tables) and len(lists) <= _MOST_GONE_THROUGH:
        codes = np.arange(1, 2 ** len(lists))
        known = [table for labels, table in reached.items() if "" not in labels]
        possible = np.any([possible_in(table, lists, codes) for table in known], axis=0)
        never = codes[~possible][:, None] >> np.arange(len(lists)) & 1
    return ListTable.from_patterns(lists, np.concatenate(patterns), counts, never)


def _together(
    table: ListTable,
    parts: Sequence[Analysis],
    rows: Sequence[Sequence[Analysis]],
    asked: Asked,
    slow: int | None = None,
) -> Analysis:
    """Sum up strata; a method counts where every stratum has an estimate by it.

    `rows` are the analyses of the strata for each way in which labels were filled in: sums are made
    within a row, then pooled over rows.
    """
    estimates: list[Estimate] = []
    missing: list[Missing] = []
    for method in asked.methods:
        lacking = [(part, m) for part in parts for m in part.missing if m.method == method]
        missing += [Missing(method, _in_stratum(part, m.gate)) for part, m in lacking]
        if method not in POOLED or lacking:
            continue
        asked_of = rows[:slow] if method == LCM else rows
        gates = tuple(_gates(method, parts))
        try:
            found = _summed(method, _sums(method, asked_of, asked.seed), asked.seed)
        except ValueError:
            reason = say("In no way of filling in labels do all strata have an estimate.")
            gate = Gate(Cause.LABELS.value, GateVerdict.REFUSE, reason)
            missing.append(Missing(method, gate))
            continue
        settings = found.settings | {"strata": len(parts)}
        estimates.append(replace(found.with_gates(gates), settings=settings))
    said = all(part.statement.kind is not Kind.NOTHING for part in parts)
    curve = _summed_curve(rows, asked.seed) if said else ()
    bound = lowest([_summed_bounds(row) for row in rows])
    empty = tuple(name for name, size in zip(table.lists, table.sizes, strict=True) if not size)
    table = drop_empty(table) if empty else table
    return Analysis(
        table=table,
        asked=asked,
        estimates=tuple(estimates),
        missing=tuple(missing),
        bound=bound,
        curve=curve,
        assumption=None,
        statement=stated(table, asked, estimates, missing, bound, curve),
        empty=empty,
    )


def _sums(
    method: str, rows: Sequence[Sequence[Analysis]], seed: int
) -> tuple[Estimate | None, ...]:
    """Sum up a method's draws over the strata of each row; None where a stratum has none."""
    found: list[Estimate | None] = []
    for number, row in enumerate(rows):
        own = [holding(analysis, method) for analysis in row]
        held = [estimate for estimate in own if estimate]
        # Without imputations the gates of the strata speak for the sum; a figure stands with them.
        refused = len(rows) > 1 and any(e.verdict is GateVerdict.REFUSE for e in held)
        if refused or len(held) < len(own):
            found.append(None)
        else:
            found.append(replace(total(method, held, seed=seed + number), gates=()))
    return tuple(found)


def _summed(method: str, sums: Sequence[Estimate | None], seed: int) -> Estimate:
    """Pool sums over rows.

    Raises:
        ValueError: no row has one.
    """
    if len(sums) == 1 and sums[0]:
        return replace(sums[0], settings={"seed": seed})
    seconds = sum(found.seconds for found in sums if found)
    return replace(mixed_over(method, sums, seed), seconds=seconds)


def _summed_curve(rows: Sequence[Sequence[Analysis]], seed: int) -> tuple[Estimate, ...]:
    """Sum up N by xi over the strata of each row, then pool; nothing where one has no curve."""
    if not all(analysis.curve for row in rows for analysis in row):
        return ()
    found = []
    for place, first in enumerate(rows[0][0].curve):
        sums = [
            total(first.method, [analysis.curve[place] for analysis in row], seed=seed + number)
            for number, row in enumerate(rows)
        ]
        settings = {"strata": len(rows[0]), "xi": first.settings["xi"]}
        whole = sums[0] if len(sums) == 1 else mixed_assumed(first.method, sums, seed)
        found.append(replace(whole, settings=settings))
    return tuple(found)


def _gates(method: str, parts: Sequence[Analysis]) -> Iterator[Gate]:
    for part in parts:
        own = next(e for e in part.estimates if e.method == method)
        for gate in dict.fromkeys((*table_gates(part.table), *own.gates)):
            yield _in_stratum(part, gate)


def _summed_bounds(row: Sequence[Analysis]) -> Estimate | None:
    bounds = [
        None
        if analysis.statement.kind is Kind.NOTHING
        else analysis.bound or lower_bound(analysis.table)
        for analysis in row
    ]
    known = [bound for bound in bounds if bound]
    if not known:
        return None
    alone = sum(part.table.n for part, bound in zip(row, bounds, strict=True) if not bound)
    return Estimate(
        known[0].method,
        median=alone + sum(bound.median for bound in known),
        mean=None,
        low=alone + sum(bound.low for bound in known),
        high=alone + sum(bound.high for bound in known),
        settings={"strata": len(row), "without_bound": len(row) - len(known)},
    )


def _share_of_labels(
    rows: Sequence[Sequence[Analysis]], asked: Asked, slow: int | None
) -> float | None:
    """Give the share of the variance of log N of the sum that is between imputations."""
    quick = [name for name in asked.methods if name in POOLED and name != LCM]
    if quick:
        by_method = [_sums(method, rows, asked.seed) for method in quick]
    elif slow:
        by_method = [_sums(LCM, rows[:slow], asked.seed)]
    else:
        return None
    tables = [
        (1, [Part(1.0, found) for found in of_row if found])
        for of_row in zip(*by_method, strict=True)
    ]
    held = [(times, parts) for times, parts in tables if parts]
    if not held[1:]:
        return None
    shares = variance_shares(held)
    return shares.linkage / shares.total if shares.total else 0.0


def _gated(analysis: Analysis, gate: Gate) -> Analysis:
    """Give the analysis with a gate of its labels, which may leave a range of an estimate."""
    told = analysis.statement
    only = gate.verdict is GateVerdict.RANGE and told.kind is Kind.ESTIMATE
    kind, median = (Kind.RANGE, None) if only else (told.kind, told.median)
    stated_so = replace(told, kind=kind, median=median, gates=(("", gate), *told.gates))
    return replace(analysis, statement=stated_so)


def _in_stratum(part: Analysis, gate: Gate) -> Gate:
    said: Message = say("{stratum}: {reason}", stratum=", ".join(part.labels), reason=gate.reason)
    return replace(gate, reason=said)
