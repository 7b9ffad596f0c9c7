# SPDX-License-Identifier: AGPL-3.0-or-later
"""Strata: each is analysed by itself, then all together by summing their draws."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from amparo.core.messages import Message, say
from amparo.estimate.analysis import POOLED, Analysis, Asked, analyse, stated
from amparo.estimate.estimates import Estimate, Gate, total
from amparo.estimate.gates import Missing, table_gates
from amparo.estimate.statement import Kind, lower_bound
from amparo.estimate.tables import ListTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amparo.estimate.analysis import Progress
    from amparo.estimate.store import Store


@dataclass(frozen=True, slots=True)
class Strata:
    """An analysis for each stratum, by the columns `by`, and of all together by summed draws."""

    by: tuple[str, ...]
    parts: tuple[Analysis, ...]
    whole: Analysis


def analyse_strata(
    strata: Mapping[tuple[str, ...], ListTable],
    by: Sequence[str],
    asked: Asked | None = None,
    *,
    store: Store | None = None,
    progress: Progress | None = None,
) -> Strata:
    """Analyse each stratum, then all together by summing their draws, never their bounds.

    Gates of a stratum hold for the sum, each with the stratum's name. The lower bound of the sum is
    the sum of the strata's lower ends (of those documented where a stratum has no bound).

    Raises:
        ValueError: no stratum, or a label is missing: leaving these people out would make N too
            small, and to guess their labels is not offered.
        OSError: the store cannot be written to.
    """
    if not strata or any("" in labels for labels in strata):
        message = "strata need a label for everybody"
        raise ValueError(message)
    asked = asked or Asked()
    parts = tuple(
        analyse(table, asked, labels=labels, store=store, progress=progress)
        for labels, table in strata.items()
    )
    return Strata(tuple(by), parts, _together(tuple(strata.values()), parts, asked))


def _together(tables: Sequence[ListTable], parts: Sequence[Analysis], asked: Asked) -> Analysis:
    """Sum up strata; a method counts where every stratum has an estimate by it."""
    table = ListTable.from_patterns(
        tables[0].lists,
        np.concatenate([table.patterns for table in tables]),
        np.concatenate([table.counts for table in tables]),
    )
    estimates, missing = [], []
    for method in asked.methods:
        lacking = [(part, m) for part in parts for m in part.missing if m.method == method]
        missing += [Missing(method, _in_stratum(part, m.gate)) for part, m in lacking]
        if method in POOLED and not lacking:
            estimates.append(_summed(method, parts, asked.seed))
    curve: tuple[Estimate, ...] = ()
    said = [part.statement.kind is not Kind.NOTHING for part in parts]
    if all(said) and all(part.curve for part in parts):
        curve = tuple(
            replace(total(of_xi[0].method, of_xi, seed=asked.seed), settings={"strata": len(parts)})
            for of_xi in zip(*(part.curve for part in parts), strict=True)
        )
    bounds = [
        (part.bound or lower_bound(part.table)) if known else None
        for part, known in zip(parts, said, strict=True)
    ]
    bound = _summed_bounds(parts, bounds)
    return Analysis(
        table=table,
        asked=asked,
        estimates=tuple(estimates),
        missing=tuple(missing),
        bound=bound,
        curve=curve,
        assumption=None,
        statement=stated(table, asked, estimates, missing, bound, curve),
    )


def _summed(method: str, parts: Sequence[Analysis], seed: int) -> Estimate:
    own = [next(e for e in part.estimates if e.method == method) for part in parts]
    gates = [
        _in_stratum(part, gate)
        for part, estimate in zip(parts, own, strict=True)
        for gate in (*table_gates(part.table), *estimate.gates)
    ]
    return replace(
        total(method, own, seed=seed),
        gates=tuple(gates),
        settings={"strata": len(parts), "seed": seed},
    )


def _summed_bounds(parts: Sequence[Analysis], bounds: Sequence[Estimate | None]) -> Estimate | None:
    known = [bound for bound in bounds if bound]
    if not known:
        return None
    alone = sum(part.table.n for part, bound in zip(parts, bounds, strict=True) if not bound)
    return Estimate(
        known[0].method,
        median=alone + sum(bound.median for bound in known),
        mean=None,
        low=alone + sum(bound.low for bound in known),
        high=alone + sum(bound.high for bound in known),
        settings={"strata": len(parts), "without_bound": len(parts) - len(known)},
    )


def _in_stratum(part: Analysis, gate: Gate) -> Gate:
    said: Message = say("{stratum}: {reason}", stratum=", ".join(part.labels), reason=gate.reason)
    return replace(gate, reason=said)
