# SPDX-License-Identifier: AGPL-3.0-or-later
"""Strata some of whose people lack a label: analysed for each way in which labels are filled in.

An imputation gives a table for each stratum; each distinct table is analysed once, and the draws of
a stratum are pooled with every imputation weighing the same, as those of ways of linking are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.core.messages import Message, say
from amparo.estimate.analysis import CHAO, LCM, POOLED, XI, Analysis, Asked, analyse, stated
from amparo.estimate.estimates import Gate, GateVerdict
from amparo.estimate.gates import Missing, table_gates
from amparo.estimate.imputing import Imputing, Labelling, Labels, MissingLabels
from amparo.estimate.pooling import Cause, Part, mix
from amparo.estimate.tables import ListTable, drop_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from amparo.estimate.analysis import Progress
    from amparo.estimate.estimates import Estimate
    from amparo.estimate.store import Store

# Draws of an estimate that are kept for each imputation: 20 of them make more than are pooled.
_THINNED = 4_000


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What missing labels do to the figures: `share` is that of the variance of log N of the total.

    `share` is None where no method has an estimate of all strata in two imputations. `slow` says of
    how many imputations latent classes are, None where they were not asked for.
    """

    missing: MissingLabels
    imputations: int
    slow: int | None
    share: float | None

    @property
    def said(self) -> Iterator[Message]:
        """Say it."""
        yield self.missing.said
        yield say(
            "They are not left out: their labels were filled in {times} times by chance, as those"
            " with labels on the same lists have them.",
            times=self.imputations,
        )
        if self.share is not None:
            percent = round(100 * self.share)
            yield (
                say(
                    "Of the uncertainty {share} % comes from labels that are missing.",
                    share=percent,
                )
                if percent
                else say("Of the uncertainty less than 1 % comes from labels that are missing.")
            )
        yield say(
            "This is right only if, among people on the same lists, those without a label are like"
            " those with one."
        )
        if self.slow is not None and self.slow < self.imputations:
            yield say(
                "Latent classes, which are slow, were estimated for the first {times} ways of"
                " filling in only.",
                times=self.slow,
            )

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            **self.missing.to_json(),
            "imputations": self.imputations,
            "imputations_of_latent_classes": self.slow,
            "share_of_variance_of_log_n": self.share,
            "assumed": "missing at random given the lists and the labels known",
        }


@dataclass(frozen=True, slots=True)
class Imputed:
    """The strata pooled over imputations, and `rows`: the analyses of each imputation by stratum.

    An analysis of a row has a part of its draws only.
    """

    parts: tuple[Analysis, ...]
    rows: tuple[tuple[Analysis, ...], ...]
    filled_in: FilledIn


def analyse_imputed(
    strata: Mapping[Labels, ListTable],
    by: Sequence[str],
    asked: Asked,
    imputing: Imputing | None = None,
    *,
    store: Store | None = None,
    progress: Progress | None = None,
) -> Imputed:
    """Fill in labels ("" among those of a stratum) and analyse each stratum in each imputation.

    Raises:
        TableFaults: as `Labelling.of`.
        OSError, StoppedError: as `analyse`.
    """
    imputing = imputing or Imputing()
    slow = min(imputing.slow, imputing.imputations) if LCM in asked.methods else None
    times = slow if slow and set(asked.methods) == {LCM} else imputing.imputations
    labelling = Labelling.of(strata, by)
    known: dict[tuple[Labels, str], Analysis] = {}
    rows: list[tuple[Analysis, ...]] = []
    drawn: list[tuple[ListTable, ...]] = []
    for number in range(times):
        quick = replace(asked, methods=tuple(m for m in asked.methods if m != LCM))
        wanted = asked if slow is not None and number < slow else quick
        told = _of_imputation(progress, number + 1, times) if progress else None
        row = []
        tables = labelling.draw(asked.seed, number)
        drawn.append(tuple(tables.values()))
        for labels, table in tables.items():
            key = labels, table.digest
            if key not in known:
                found = analyse(table, wanted, labels=labels, store=store, progress=told)
                known[key] = _thinned(found, asked.seed)
            row.append(known[key])
        rows.append(tuple(row))
    columns = zip(zip(*rows, strict=True), zip(*drawn, strict=True), strict=True)
    parts = tuple(_pooled(column, _middle(tables), asked, slow) for column, tables in columns)
    filled_in = FilledIn(MissingLabels.of(strata, by), times, slow, None)
    return Imputed(parts, tuple(rows), filled_in)


def holding(analysis: Analysis, method: str) -> Estimate | None:
    """Give the estimate by a method, refused or a bound where its table is; None without one."""
    found = next((e for e in analysis.estimates if e.method == method), None)
    ending = (GateVerdict.REFUSE, GateVerdict.LOWER_BOUND)
    return found and found.with_gates(g for g in table_gates(analysis.table) if g.verdict in ending)


def _pooled(
    column: Sequence[Analysis], table: ListTable, asked: Asked, slow: int | None
) -> Analysis:
    """Pool a stratum over imputations; `table` stands for all of theirs."""
    estimates: list[Estimate] = []
    missing: list[Missing] = []
    for method in (name for name in asked.methods if name in POOLED):
        of_method = column[:slow] if method == LCM else column
        found = [holding(analysis, method) for analysis in of_method]
        try:
            estimates.append(mixed_over(method, found, asked.seed))
        except ValueError:
            missing.append(_without(method, of_method))
    bound = lowest([analysis.bound for analysis in column])
    if CHAO in asked.methods and bound is None:
        missing.append(_without(CHAO, column))
    curve = mixed_curve([analysis.curve for analysis in column], asked.seed)
    if XI in asked.methods and not curve:
        missing.append(_without(XI, column))
    empty = tuple(n for n, s in zip(table.lists, table.sizes, strict=True) if not s)
    table = drop_empty(table) if empty else table
    documented = [analysis.table.n for analysis in column]
    statement = stated(table, asked, estimates, missing, bound, curve)
    return Analysis(
        table=table,
        asked=asked,
        estimates=tuple(estimates),
        missing=tuple(missing),
        bound=bound,
        curve=curve,
        assumption=None,
        statement=replace(statement, ways=(min(documented), max(documented))),
        empty=empty,
        labels=column[0].labels,
    )


def mixed_curve(curves: Sequence[Sequence[Estimate]], seed: int) -> tuple[Estimate, ...]:
    """Pool the estimates by xi of several imputations; nothing where one has none."""
    if not all(curves):
        return ()
    found = []
    for of_xi in zip(*curves, strict=True):
        mixed = mixed_assumed(of_xi[0].method, of_xi, seed)
        found.append(replace(mixed, settings=mixed.settings | {"xi": of_xi[0].settings["xi"]}))
    return tuple(found)


def mixed_assumed(method: str, found: Sequence[Estimate], seed: int) -> Estimate:
    """Pool N under an assumption; refused by all imputations it keeps the gates of the first."""
    try:
        return mixed_over(method, found, seed)
    except ValueError:
        bare = [replace(estimate, gates=()) for estimate in found]
        return mixed_over(method, bare, seed).with_gates(found[0].gates)


def lowest(bounds: Sequence[Estimate | None]) -> Estimate | None:
    """Give the lowest of lower bounds; None where an imputation has none."""
    held = [bound for bound in bounds if bound]
    return min(held, key=lambda bound: bound.low) if len(held) == len(bounds) else None


def mixed_over(method: str, found: Sequence[Estimate | None], seed: int) -> Estimate:
    """Pool an estimate over imputations; None is an imputation without one.

    Raises:
        ValueError: no imputation has one.
    """
    tables = [(1, [Part(1.0, estimate)] if estimate else []) for estimate in found]
    return mix(tables, method=method, cause=Cause.LABELS, seed=seed)[0]


def _middle(tables: Sequence[ListTable]) -> ListTable:
    """Give the table of the mean counts, whole people: what is looked at for all."""
    codes = np.unique(np.concatenate([table.codes for table in tables]))
    counts = np.zeros(len(codes))
    for table in tables:
        counts[np.searchsorted(codes, table.codes)] += table.counts
    lists = tables[0].lists
    patterns = codes[:, None] >> np.arange(len(lists)) & 1
    mean = np.rint(counts / len(tables))
    return ListTable.from_patterns(lists, patterns, mean, tables[0].impossible)


def _without(method: str, column: Sequence[Analysis]) -> Missing:
    """Say why a method has no estimate in any imputation, by the first that has a reason."""
    for analysis in column:
        found = holding(analysis, method)
        gates = [item.gate for item in analysis.missing if item.method == method]
        gates += found.gates if found else ()
        gate = next((gate for gate in gates if gate.verdict is GateVerdict.REFUSE), None)
        if gate:
            return Missing(method, gate)
    reason = say("In some of the ways in which labels were filled in there is no estimate.")
    return Missing(method, Gate(Cause.LABELS.value, GateVerdict.REFUSE, reason))


def _thinned(analysis: Analysis, seed: int) -> Analysis:
    dice = np.random.default_rng((seed, 4))

    def thin(estimate: Estimate) -> Estimate:
        if estimate.draws is None or len(estimate.draws) <= _THINNED:
            return estimate
        return replace(estimate, draws=dice.choice(estimate.draws, _THINNED, replace=False))

    return replace(
        analysis,
        estimates=tuple(thin(estimate) for estimate in analysis.estimates),
        curve=tuple(thin(estimate) for estimate in analysis.curve),
        assumption=None,
    )


def _of_imputation(progress: Progress, number: int, times: int) -> Progress:
    def told(stratum: str, method: str, share: float) -> None:
        progress(f"{stratum} ({number}/{times})", method, share)

    return told
