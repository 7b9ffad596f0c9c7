# SPDX-License-Identifier: AGPL-3.0-or-later
"""An analysis that carries the doubt of linkage: who is who is not certain, so N is neither.

Each distinct table of the drawn partitions is analysed once; each method is pooled over them, every
partition weighing the same; then the same is concluded as for one table. One table, the one
nearest to the middle of all, stands for them where a figure needs one (overlap, models, chains).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.estimate.analysis import CHAO, LCM, POOLED, XI, Analysis, Asked, analyse, stated
from amparo.estimate.estimates import Estimate, Gate, GateVerdict
from amparo.estimate.gates import Missing, table_gates
from amparo.estimate.linked_assumption import SensitivityOfWays, thinned
from amparo.estimate.pooling import (
    Part,
    Partitions,
    VarianceShares,
    carried,
    pool,
    variance_shares,
)
from amparo.estimate.statement import Kind, Statement, lower_bound
from amparo.estimate.stress import StressRow, stress_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amparo.estimate.analysis import Progress
    from amparo.estimate.store import Store
    from amparo.estimate.tables import ListTable

# Latent classes take seconds a table: so many tables of those drawn, unless told.
CLASS_TABLES = 10
# Draws of N kept in all tables together, and of one table at least.
_DRAWS_KEPT = 400_000
_LEAST_KEPT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What was found with the doubt of linkage carried through.

    `analysis` is that of all ways together (its table is that of `middle`), `middle` that of the
    table nearest to the middle, as if that were certain. `shares` splits the variance of log N,
    None where no method has draws in every table. `stress` are rows about the table of `middle`.
    `class_ways` are the partitions that latent classes were estimated for.
    """

    partitions: Partitions
    analysis: Analysis
    middle: Analysis
    shares: VarianceShares | None
    stress: tuple[StressRow, ...]
    class_ways: int | None = None

    @property
    def ways(self) -> int:
        """How many partitions were drawn."""
        return sum(self.partitions.times)

    def to_json(self) -> dict[str, Any]:
        """Give plain data: what an answer has under `linkage`."""
        low, high = self.partitions.n
        shares = self.shares
        return {
            "partitions": self.ways,
            "tables": len(self.partitions.tables),
            "digest": self.partitions.digest,
            "documented": {"low": low, "high": high},
            "variance_of_log_n": shares and shares.to_json(),
            "latent_class_partitions": self.class_ways,
            "nearest_the_middle": {
                "digest": self.middle.table.digest,
                "documented": self.middle.table.n,
                "methods": {
                    e.method: {"median": e.median, "interval": [e.low, e.high]}
                    for e in self.middle.estimates
                },
            },
            "stress": [row.to_json() for row in self.stress],
        }


def analyse_linked(
    partitions: Partitions,
    asked: Asked | None = None,
    *,
    class_tables: int = CLASS_TABLES,
    store: Store | None = None,
    progress: Progress | None = None,
) -> Linked:
    """Analyse each table once and pool; copies must be collapsed before.

    Latent classes, where asked for, are estimated for `class_tables` tables of partitions drawn at
    random from the partitions (and for the one nearest to the middle).

    Raises:
        OSError: the store cannot be written to.
        TableFaults: nobody is on a list.
    """
    asked = asked or Asked()
    nearest = middle(partitions)
    without = replace(asked, methods=tuple(name for name in asked.methods if name != LCM))
    classes = some_ways(partitions, class_tables, asked.seed)
    found: dict[str, Analysis] = {}
    whole = None
    for number, table in enumerate(partitions.tables, 1):
        own = table == nearest
        of_table = asked if own or table in classes.tables else without
        told = _placed(progress, number, len(partitions.tables)) if progress else None
        each = analyse(table, of_table, store=store, progress=told)
        whole = each if own else whole
        found[table.digest] = _thinned(each, len(partitions.tables))
    if whole is None:  # pragma: no cover - the middle is one of them
        raise ValueError
    analysis = _together(partitions, classes, found, whole)
    return Linked(
        partitions=partitions,
        analysis=analysis,
        middle=whole,
        shares=_shares(partitions, found, analysis),
        stress=stress_rows(whole, store=store, progress=progress),
        class_ways=sum(classes.times) if LCM in asked.methods else None,
    )


def middle(partitions: Partitions) -> ListTable:
    """Give the table nearest to the mean of all (by the sum of absolute differences of cells)."""
    codes = np.unique(np.concatenate([table.codes for table in partitions.tables]))
    cells = np.zeros((len(partitions.tables), len(codes)))
    for row, table in zip(cells, partitions.tables, strict=True):
        row[np.searchsorted(codes, table.codes)] = table.counts
    weight = np.array(partitions.times) / sum(partitions.times)
    return partitions.tables[int(np.abs(cells - weight @ cells).sum(axis=1).argmin())]


def some_ways(partitions: Partitions, tables: int, seed: int) -> Partitions:
    """Give partitions drawn at random, as many as have so many distinct tables; all if fewer.

    At random, since a choice by how often a table was drawn would weigh partitions unevenly.

    Raises:
        ValueError: not a single table.
    """
    if len(partitions.tables) <= tables:
        return partitions
    every = np.repeat(np.arange(len(partitions.tables)), partitions.times)
    kept: list[int] = []
    for place in np.random.default_rng((seed, 4)).permutation(every).tolist():
        if place not in kept and len(set(kept)) >= tables:
            break
        kept.append(place)
    return Partitions.of((partitions.tables[place], 1) for place in kept)


def _together(
    partitions: Partitions,
    classes: Partitions,
    found: Mapping[str, Analysis],
    whole: Analysis,
) -> Analysis:
    """Pool each method over the tables and conclude."""
    asked = whole.asked
    assumption = _assumption(partitions, found) if XI in asked.methods else None
    curve = assumption.curve() if assumption else ()
    bound = _bound(partitions, found)
    estimates, missing = [], []
    for method in asked.methods:
        ways = classes if method == LCM else partitions
        pooled = _pooled(method, ways, found, whole) if method in POOLED else None
        if pooled:
            estimates.append(pooled)
        elif not ((method == XI and assumption) or (method == CHAO and bound)):
            missing += _lacking(method, ways, found)
    named = tuple(
        replace(each, method=own.method) for each, own in zip(curve, whole.curve, strict=True)
    )
    statement = stated(whole.table, asked, estimates, missing, bound, named)
    return replace(
        whole,
        estimates=tuple(estimates),
        missing=tuple(missing),
        bound=bound,
        curve=named,
        assumption=assumption,
        statement=_of_all_ways(statement, partitions, bound),
    )


def _pooled(
    method: str, ways: Partitions, found: Mapping[str, Analysis], whole: Analysis
) -> Estimate | None:
    """Pool a method's estimates of all tables; None where no table has one.

    What is told of a single table (models, chains, checks) is told of the one in the middle.
    """
    each = {
        table.digest: estimate
        for table in ways.tables
        for estimate in found[table.digest].estimates
        if estimate.method == method
    }
    if not each:
        return None

    def parts(table: ListTable) -> list[Part]:
        return [Part(1.0, each[table.digest])] if table.digest in each else []

    seed = whole.asked.seed
    try:
        pooled = pool(ways, parts, method=method, seed=seed).estimate
    except ValueError:
        pooled = _all_refused(method, ways, each, seed)
    own = next((e for e in whole.estimates if e.method == method), None)
    about = own or next(iter(each.values()))
    settings = {key: value for key, value in about.settings.items() if key != "table"}
    spans = _spans(list(each.values()))
    return replace(
        pooled,
        settings=settings | pooled.settings,
        diagnostics=about.diagnostics | pooled.diagnostics | ({"span": spans} if spans else {}),
        gates=(*pooled.gates, *_partly_lacking(method, ways, found)),
        seconds=sum(estimate.seconds for estimate in each.values()),
    )


def _all_refused(
    method: str, ways: Partitions, each: Mapping[str, Estimate], seed: int
) -> Estimate:
    """Pool what is refused in every table: for who checks the figures, beside the refusals."""
    known = [(t, n) for t, n in zip(ways.tables, ways.times, strict=True) if t.digest in each]
    bare = {digest: replace(estimate, gates=()) for digest, estimate in each.items()}
    pooled = pool(
        Partitions.of(known), lambda t: [Part(1.0, bare[t.digest])], method=method, seed=seed
    )
    gates = _counted([(n, each[t.digest].gates) for t, n in known], sum(ways.times))
    return pooled.estimate.with_gates(gates)


def _lacking(method: str, ways: Partitions, found: Mapping[str, Analysis]) -> list[Missing]:
    """Give the method as one without an estimate, for the reason of the first table."""
    gates = _gates_of_missing(method, ways, found)
    return [Missing(method, replace(gate, verdict=GateVerdict.REFUSE)) for gate in gates[:1]]


def _partly_lacking(
    method: str, ways: Partitions, found: Mapping[str, Analysis]
) -> tuple[Gate, ...]:
    """Give why some tables have no estimate: that they have none is a gate of its own."""
    gates = _gates_of_missing(method, ways, found)
    return tuple(replace(gate, verdict=GateVerdict.WARN) for gate in gates)


def _gates_of_missing(
    method: str, ways: Partitions, found: Mapping[str, Analysis]
) -> tuple[Gate, ...]:
    spoken = [
        (times, [item.gate for item in found[table.digest].missing if item.method == method])
        for table, times in zip(ways.tables, ways.times, strict=True)
    ]
    return _counted(spoken, sum(ways.times))


def _counted(spoken: Iterable[tuple[int, Iterable[Gate]]], ways: int) -> tuple[Gate, ...]:
    """Give each gate once, with the share of the ways in which it spoke."""
    counted: dict[str, tuple[Gate, int]] = {}
    for times, gates in spoken:
        for gate in {gate.key: gate for gate in gates}.values():
            first, before = counted.get(gate.key, (gate, 0))
            counted[gate.key] = (first, before + times)
    return tuple(carried(gate, times / ways) for gate, times in counted.values())


def _spans(estimates: list[Estimate]) -> list[dict[str, Any]]:
    """Give from where to where models near the best go in any table."""
    rows: dict[float, list[dict[str, Any]]] = {}
    for estimate in estimates:
        for row in estimate.diagnostics.get("span", ()):
            rows.setdefault(row["within"], []).append(row)
    return [
        {
            "within": within,
            "models": max(row["models"] for row in held),
            "low": min(row["low"] for row in held),
            "high": max(row["high"] for row in held),
        }
        for within, held in rows.items()
    ]


def _assumption(partitions: Partitions, found: Mapping[str, Analysis]) -> SensitivityOfWays | None:
    held = [
        (times, found[table.digest].assumption)
        for table, times in zip(partitions.tables, partitions.times, strict=True)
    ]
    known = tuple((times, own) for times, own in held if own)
    return SensitivityOfWays.over(known) if len(known) == len(held) else None


def _bound(partitions: Partitions, found: Mapping[str, Analysis]) -> Estimate | None:
    """Give Chao's bound with the lowest of the lower ends: it is to hold for every table."""
    each = [own.bound or lower_bound(own.table) for own in found.values()]
    known = [bound for bound in each if bound]
    if not known:
        return None
    alone = [own.table.n for own, bound in zip(found.values(), each, strict=True) if not bound]
    return Estimate(
        known[0].method,
        median=float(np.median([bound.median for bound in known])),
        mean=None,
        low=min([*(bound.low for bound in known), *alone]),
        high=max(bound.high for bound in known),
        settings={"partitions": sum(partitions.times), "without_bound": len(alone)},
    )


def _of_all_ways(statement: Statement, partitions: Partitions, bound: Estimate | None) -> Statement:
    """Let the gates of all tables speak, each with its share; what holds for many holds for all."""
    told = [
        (times, table_gates(table))
        for table, times in zip(partitions.tables, partitions.times, strict=True)
    ]
    gates = _counted(told, sum(partitions.times))
    keys = {gate.key for gate in gates}
    others = [item for item in statement.gates if item[0] or item[1].key not in keys]
    whole = replace(
        statement,
        gates=(*(("", gate) for gate in gates), *others),
        ways=partitions.n,
    )
    verdicts = {gate.verdict for gate in gates}
    nothing = replace(whole, kind=Kind.NOTHING, median=None, low=None, high=None, methods=())
    if GateVerdict.REFUSE in verdicts:
        return nothing
    if GateVerdict.LOWER_BOUND in verdicts and whole.kind is not Kind.NOTHING:
        return replace(nothing, kind=Kind.LOWER_BOUND, low=bound.low) if bound else nothing
    return whole


def _shares(
    partitions: Partitions, found: Mapping[str, Analysis], analysis: Analysis
) -> VarianceShares | None:
    """Split the variance over the methods that stand and that all tables were estimated by."""
    methods = [
        estimate.method
        for estimate in analysis.estimates
        if estimate.verdict is not GateVerdict.REFUSE
        and estimate.settings["partitions"] == sum(partitions.times)
    ]
    tables = []
    for table, times in zip(partitions.tables, partitions.times, strict=True):
        own = found[table.digest]
        parts = [
            Part(1.0, estimate)
            for estimate in own.estimates
            if estimate.method in methods and estimate.verdict is not GateVerdict.REFUSE
        ]
        if not analysis.estimates and own.at_one:
            methods, parts = [XI], [Part(1.0, own.at_one)]
        if parts and len(parts) == len(methods):
            tables.append((times, parts))
    return variance_shares(tables) if tables else None


def _thinned(analysis: Analysis, tables: int) -> Analysis:
    """Give the analysis with fewer draws, the fewer the more tables there are."""
    most = max(_LEAST_KEPT, _DRAWS_KEPT // tables)
    dice = np.random.default_rng((analysis.asked.seed, 3))

    def fewer(estimate: Estimate) -> Estimate:
        if estimate.draws is None or len(estimate.draws) <= most:
            return estimate
        return replace(estimate, draws=dice.choice(estimate.draws, most, replace=False))

    return replace(
        analysis,
        estimates=tuple(map(fewer, analysis.estimates)),
        curve=tuple(map(fewer, analysis.curve)),
        assumption=thinned(analysis.assumption, tables) if analysis.assumption else None,
    )


def _placed(progress: Progress, number: int, whole: int) -> Progress:
    """Tell which table is at work."""
    return lambda _stratum, method, share: progress(f"{number}/{whole}", method, share)
