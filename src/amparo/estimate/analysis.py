# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole analysis: the methods asked for on a table, their gates, what may be said.

Only methods that estimate N are pooled into the statement (`POOLED`). Chao's figure is a lower
bound, and N under an assumption of no highest interaction is shown for five values of xi: both
stand beside the statement and enter it only where nothing else was asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from amparo.core.messages import say
from amparo.estimate.estimates import Estimate, Gate, GateVerdict
from amparo.estimate.gates import Missing
from amparo.estimate.graph_averaging import average
from amparo.estimate.graph_shares import of_graphs
from amparo.estimate.identifying import DIRICHLET, XIS, Sampler, Sensitivity, dirichlet
from amparo.estimate.latent_classes import METHOD as LATENT_CLASSES
from amparo.estimate.latent_classes import LatentClassRun, Settings, default_classes
from amparo.estimate.preparing import Prepared
from amparo.estimate.standard import METHODS, default_findings, of_classes
from amparo.estimate.statement import Statement, conclude, lower_bound, xi_name
from amparo.estimate.store import NoEstimateError, Store
from amparo.estimate.tables import ListTable, drop_empty
from amparo.estimate.titles import title_of

LCM, CHAO, XI, GRAPHS = "lcm", "chao", "xi", "graphs"
# The methods of the default report; latent classes are called as the command calls them.
POOLED = tuple(LCM if name == LATENT_CLASSES else name for name in METHODS)
ALL = (*POOLED, CHAO, XI)
# Seconds between two times that a run at work is kept: a kill loses no more.
_KEPT_EVERY = 3.0
# Every pattern of so many lists is checked against latent classes.
_MOST_LISTS_CHECKED = 10

# Told which stratum ("" where there is none) and method is at work, and how much of it is done. To
# stop an analysis it raises `StoppedError`: what is done is kept, also of a method at work.
Progress = Callable[[str, str, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an analysis depends on besides the table; `sweeps` are the most of latent classes."""

    methods: tuple[str, ...] = ALL
    seed: int = 1
    sweeps: int = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One table analysed, or all strata together.

    `estimates` are those of pooled methods with their gates, `missing` the methods without one;
    `bound` is Chao's, `curve` N for each xi of `XIS`, `assumption` what the curve comes from
    (None for strata together). `empty` are lists that nobody of the table is on: they were left
    out. `labels` are those of a stratum. `prepared` is what the caller did to the lists before.
    """

    table: ListTable
    asked: Asked
    estimates: tuple[Estimate, ...]
    missing: tuple[Missing, ...]
    bound: Estimate | None
    curve: tuple[Estimate, ...]
    assumption: Sensitivity | None
    statement: Statement
    empty: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    prepared: Prepared | None = None

    @property
    def at_one(self) -> Estimate | None:
        """N under the assumption as it stands, xi = 1."""
        return self.curve[XIS.index(1.0)] if self.curve else None


class StoppedError(Exception):
    """Somebody asked an analysis to stop; with the same store it goes on where it stopped."""


def analyse(
    table: ListTable,
    asked: Asked | None = None,
    *,
    labels: Sequence[str] = (),
    store: Store | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Run the methods asked for on a table and conclude; copies must be collapsed before.

    Lists that nobody is on are left out. What `store` keeps is not computed again.

    A run of latent classes that was stopped, or died, goes on from what `store` has of it and gives
    the same draws as one that was not.

    Raises:
        NotKeptError: as `Store.kept`.
        OSError: the store cannot be written to.
        StoppedError: `progress` raised it.
        TableFaults: nobody is on a list.
    """
    asked = asked or Asked()
    empty = tuple(name for name, size in zip(table.lists, table.sizes, strict=True) if not size)
    table = drop_empty(table) if empty else table
    name = ", ".join(labels)
    estimates, missing = [], []
    for method in asked.methods:
        if progress:
            progress(name, method, 0.0)
        if method not in POOLED:
            continue
        try:
            told = partial(progress, name, method) if progress else _silent
            estimates.append(_kept(table, method, asked, store or Store(), told))
        except NoEstimateError as error:
            missing.append(error.missing)
    bound = lower_bound(table) if CHAO in asked.methods else None
    if CHAO in asked.methods and bound is None:
        missing.append(_without_bound())
    assumption: Sensitivity | None = None
    curve: tuple[Estimate, ...] = ()
    if XI in asked.methods:
        try:
            assumption = assumption_of(table, asked.seed, estimates, store)
            curve = _named(assumption.curve())
        except ValueError as error:
            missing.append(Missing.because(XI, error))
    return Analysis(
        table=table,
        asked=asked,
        estimates=tuple(estimates),
        missing=tuple(missing),
        bound=bound,
        curve=curve,
        assumption=assumption,
        statement=stated(table, asked, estimates, missing, bound, curve),
        empty=empty,
        labels=tuple(labels),
    )


def assumption_of(
    table: ListTable, seed: int, estimates: Sequence[Estimate] = (), store: Store | None = None
) -> Sensitivity:
    """Give N as a function of xi, without a model of the patterns unless nobody shows some.

    Where nobody shows a pattern the prior of a fit without a model would decide; up to six lists
    its share is then that of the graphs, and what speaks against these speaks against N by xi:
    their gates are taken from `estimates`, or worked out.

    Raises:
        NotKeptError, OSError: as `analyse`.
        ValueError: as `Sensitivity.of`.
    """
    sampler: Sampler = dirichlet
    fit = DIRICHLET
    gates: tuple[Gate, ...] = ()
    if len(table.patterns) < 2 ** len(table.lists) - 1 and not len(table.impossible):
        try:
            sampler, fit = of_graphs(average(table)), GRAPHS
        except ValueError:
            # More lists than graphs are averaged over: a gate will say what the prior does.
            sampler, fit = dirichlet, DIRICHLET
        else:
            gates = _gates_of_graphs(table, seed, estimates, store or Store())
    return Sensitivity.of(table, sampler, fit=fit, seed=seed, gates=gates)


def _gates_of_graphs(
    table: ListTable, seed: int, estimates: Sequence[Estimate], store: Store
) -> tuple[Gate, ...]:
    """Give the gates of graphs as those of what is made of their shares."""
    known = next((found.gates for found in estimates if found.method == GRAPHS), None)
    if known is None:
        try:
            known = _kept(table, GRAPHS, Asked(seed=seed), store, _silent).gates
        except NoEstimateError as error:
            known = (error.missing.gate,)
    told = say("Its shares of the patterns come from “{method}”.", method=title_of(GRAPHS))
    return tuple(
        replace(gate, reason=say("{told} {reason}", told=told, reason=gate.reason))
        for gate in known
    )


def _kept(
    table: ListTable,
    method: str,
    asked: Asked,
    store: Store,
    told: Callable[[float], None],
) -> Estimate:
    """Estimate by a pooled method, checked and gated, if it is not kept already.

    Raises:
        NoEstimateError: the method has none.
    """
    settings = {"seed": asked.seed} | ({"sweeps": asked.sweeps} if method == LCM else {})
    held = _Held(store, table, settings)
    run = partial(_latent_classes, asked.sweeps, told, held) if method == LCM else METHODS[method]

    def make() -> Estimate:
        found = default_findings(table, methods={method: run}, seed=asked.seed)
        if found.missing:
            raise NoEstimateError(found.missing[0])
        (estimate,) = found.estimates
        checks = found.checks.get(method)
        if checks is None:
            return estimate
        return replace(estimate, diagnostics=estimate.diagnostics | {"checks": checks.to_json()})

    return store.kept(table, method, settings, make)


@dataclass(slots=True)
class _Held:
    """What the store has of a run of latent classes that is not ended."""

    store: Store
    table: ListTable
    settings: Mapping[str, Any]
    at: float = field(default_factory=time.monotonic)

    def run(self, settings: Settings) -> LatentClassRun:
        """Give the run as it stands, at its beginning where nothing is kept of it."""
        arrays = self.store.begun(self.table, LCM, self.settings)
        if arrays:
            try:
                return LatentClassRun.resumed(self.table, settings, arrays)
            except (KeyError, TypeError):
                pass
        return LatentClassRun.begin(self.table, settings)

    def keep(self, run: LatentClassRun, *, now: bool = False) -> None:
        """Keep the run from time to time, or now; only between two blocks."""
        if now or time.monotonic() - self.at >= _KEPT_EVERY:
            self.store.keep_begun(self.table, LCM, self.settings, run.arrays())
            self.at = time.monotonic()


def _latent_classes(
    sweeps: int,
    told: Callable[[float], None],
    held: _Held,
    table: ListTable,
    seed: int,
    level: float,
) -> tuple[Estimate, Sampler | None]:
    """Estimate by latent classes as `standard` does, with progress and a bound of sweeps."""
    run = held.run(Settings(default_classes(table), sweeps=sweeps, seed=seed))
    while not run.done:
        share = run.advance().share
        try:
            told(share)
        except BaseException:
            held.keep(run, now=True)
            raise
        held.keep(run)
    found = run.estimate()
    if found.level != level:
        message = f"latent classes are run at the level {found.level}, not {level}"
        raise ValueError(message)
    checked = len(table.lists) <= _MOST_LISTS_CHECKED
    return replace(found, method=LCM), of_classes(run) if checked else None


def stated(
    table: ListTable,
    asked: Asked,
    estimates: Sequence[Estimate],
    missing: Sequence[Missing],
    bound: Estimate | None,
    curve: Sequence[Estimate],
) -> Statement:
    """Conclude from the pooled methods; from all xi where nothing else was asked for."""
    pooled = estimates if set(asked.methods) & set(POOLED) else curve
    return conclude(table, pooled, missing, bound=bound)


def _silent(_share: float) -> None:
    """Tell nobody."""


def _without_bound() -> Missing:
    reason = say("Chao's lower bound cannot be worked out from this table.")
    return Missing(CHAO, Gate("no_estimate", GateVerdict.REFUSE, reason))


def _named(curve: Sequence[Estimate]) -> tuple[Estimate, ...]:
    return tuple(replace(found, method=xi_name(found.settings["xi"])) for found in curve)
