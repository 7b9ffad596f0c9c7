# SPDX-License-Identifier: AGPL-3.0-or-later
"""Linkage carried through: every way in which the records may be people gives a table of its own.

Partitions of the records are drawn from the posterior of the linkage; each gives a table, each
distinct table is estimated once, and the draws of N are pooled with every partition weighing the
same (linkage averaging: Sadinle 2018, Annals of Applied Statistics 12:1013).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.core.messages import Message, say
from amparo.estimate.estimates import LEVEL, Estimate, Gate, GateVerdict
from amparo.estimate.loglinear import MOST_UNSEEN, share_at_cap
from amparo.estimate.tables import ListTable

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from amparo.estimate.loglinear import LogLinear

DRAWS = 20_000
# Of the partitions so many may have no estimate before the pooled one is refused.
MOST_WITHOUT = 0.05
# A share below this is what floats leave of nothing.
_NOTHING = 1e-9


class Cause(StrEnum):
    """Why there are several tables; the key of the gate of those without estimate."""

    LINKAGE = "partitions_without_estimate"
    LABELS = "imputations_without_estimate"


@dataclass(frozen=True, slots=True)
class Part:
    """An estimate of a table with its weight among those of the same table."""

    weight: float
    estimate: Estimate


# How a table is estimated: by several methods or models, each with its weight; each with draws.
Estimator = Callable[[ListTable], Sequence[Part]]


@dataclass(frozen=True, slots=True)
class Partitions:
    """The distinct tables (T) of partitions and how many of the partitions give each (T,)."""

    tables: tuple[ListTable, ...]
    times: tuple[int, ...]

    @classmethod
    def of(cls, drawn: Iterable[tuple[ListTable, int]]) -> Partitions:
        """Make them of tables with how often each was drawn; equal tables are one.

        The most frequent stand first.

        Raises:
            ValueError: there is none.
        """
        found: dict[str, tuple[ListTable, int]] = {}
        for table, times in drawn:
            held, before = found.get(table.digest, (table, 0))
            found[table.digest] = (held, before + times)
        if not found:
            message = "there is no partition"
            raise ValueError(message)
        order = sorted(found.values(), key=lambda item: (-item[1], item[0].digest))
        return cls(tuple(table for table, _ in order), tuple(times for _, times in order))

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the tables and how often each was drawn."""
        drawn = sorted(
            f"{table.digest}:{times}" for table, times in zip(self.tables, self.times, strict=True)
        )
        return hashlib.sha256(",".join(drawn).encode()).hexdigest()

    @property
    def n(self) -> tuple[int, int]:
        """The least and the largest documented count."""
        counts = [table.n for table in self.tables]
        return min(counts), max(counts)


@dataclass(frozen=True, slots=True)
class VarianceShares:
    """Where the variance of log N comes from; `linkage`, `model`, `sampling` add up to `total`.

    Linkage: between the tables. Model: between the parts of one table; where each table has one
    only it is 0 because nothing was `compared`. Sampling: within the parts; if a part is itself a
    mixture of models, what is between them is in here too.
    """

    total: float
    linkage: float
    model: float
    sampling: float
    compared: bool = True

    @property
    def said(self) -> Message:
        """Say it in percent."""
        shares = [share / (self.total or 1.0) for share in (self.linkage, self.model)]
        linkage, model = (round(100 * share) for share in shares)
        # What is left, so that the three add up to all of it.
        left = 100 - linkage - model
        told: dict[str, Any] = {
            "linkage": _percent(linkage, shares[0]),
            "sampling": _percent(left, 1 - sum(shares)),
        }
        if not self.compared:
            return say(
                "Of the uncertainty {linkage} % is about who is who, {sampling} % chance. What is"
                " between methods was not measured: only one method is in these shares.",
                **told,
            )
        return say(
            "Of the uncertainty {linkage} % is about who is who, {model} % about the model,"
            " {sampling} % chance.",
            model=_percent(model, shares[1]),
            **told,
        )

    def to_json(self) -> dict[str, float | None]:
        """Give plain data; `model` is None where it was not measured."""
        return {
            "total": self.total,
            "linkage": self.linkage,
            "model": self.model if self.compared else None,
            "sampling": self.sampling,
        }


@dataclass(frozen=True, slots=True)
class Pooled:
    """The pooled estimate and where its variance comes from; `estimate` has all its draws."""

    estimate: Estimate
    shares: VarianceShares
    partitions: Partitions

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        low, high = self.partitions.n
        return {
            **self.estimate.to_json(),
            "documented": {"low": low, "high": high},
            "variance_of_log_n": self.shares.to_json(),
        }


def partition_tables(
    labels: ArrayLike, lists: Sequence[str], impossible: ArrayLike = ()
) -> Partitions:
    """Make the distinct tables of drawn partitions, the most frequent first.

    Args:
        labels: (D, R) whole numbers; within a draw records of one person have the same (as
            `amparo.linkage` draws them).
        lists: (R,) the list of each record.
        impossible: (Q, J) structural zeros, their columns in the order of the lists' names.

    Raises:
        ValueError: not as many labels in a draw as records, or no draw.
        TableFaults: people of an impossible pattern.
    """
    drawn = np.atleast_2d(np.asarray(labels))
    if drawn.size == 0 or drawn.shape[1] != len(lists):
        message = f"each draw must have a label for each of {len(lists)} records"
        raise ValueError(message)
    names = sorted(set(lists))
    place = np.array([names.index(name) for name in lists])

    def table(row: NDArray[np.generic]) -> ListTable:
        _, person = np.unique(row, return_inverse=True)
        there = np.zeros((person.max() + 1, len(names)), np.int8)
        there[person, place] = 1
        return ListTable.from_records(names, there, impossible)

    return Partitions.of((table(row), 1) for row in drawn)


def pool(
    partitions: Partitions,
    estimate: Estimator,
    *,
    method: str = "pooled",
    draws: int = DRAWS,
    seed: int = 1,
    level: float = LEVEL,
    progress: Callable[[int, int], None] | None = None,
) -> Pooled:
    """Estimate each distinct table once and pool the draws, every partition weighing the same.

    A table that raises ValueError, or all of whose parts are refused, counts as without estimate:
    a warning tells its share of the partitions, above 5 % the pooled estimate is refused. Gates of
    parts are carried over, each with the share of the partitions in which it spoke: one of at most
    5 % of them is a warning only.

    Raises:
        ValueError: no table has an estimate, or a part has no draws.
    """
    begun = time.perf_counter()
    found: list[tuple[int, Sequence[Part]]] = []
    for number, (table, times) in enumerate(
        zip(partitions.tables, partitions.times, strict=True), 1
    ):
        try:
            found.append((times, estimate(table)))
        except ValueError:
            found.append((times, ()))
        if progress:
            progress(number, len(partitions.tables))
    mixed, shares = mix(found, method=method, draws=draws, seed=seed, level=level)
    low, high = partitions.n
    mixed.diagnostics.update(tables=len(partitions.tables), documented={"low": low, "high": high})
    seconds = time.perf_counter() - begun
    return Pooled(replace(mixed, seconds=seconds), shares, partitions)


def mix(
    tables: Sequence[tuple[int, Sequence[Part]]],
    *,
    method: str,
    cause: Cause = Cause.LINKAGE,
    draws: int = DRAWS,
    seed: int = 1,
    level: float = LEVEL,
) -> tuple[Estimate, VarianceShares]:
    """Pool the draws of tables that may each be the true one; `tables` are (times, parts).

    What is refused falls out; gates are as `pool` says, worded by the cause.

    Raises:
        ValueError: no table has an estimate, or a part has no draws.
    """
    spoken: dict[str, tuple[Gate, int]] = {}
    kept = [(times, left) for times, parts in tables if (left := _left(parts, times, spoken))]
    if not kept:
        message = "no table of the partitions has an estimate"
        raise ValueError(message)
    whole = sum(times for times, _ in tables)
    without = whole - sum(times for times, _ in kept)
    gates = [carried(gate, times / whole, cause) for gate, times in spoken.values()]
    gates += _without(without / whole, cause)
    counted = "partitions" if cause is Cause.LINKAGE else "imputations"
    sizes = _mixed(kept, draws, np.random.default_rng(seed))
    mixed = Estimate.from_draws(
        method,
        sizes,
        level=level,
        settings={counted: whole, "draws": draws, "seed": seed, "level": level},
        diagnostics={cause.value: without, "share_at_cap": share_at_cap(sizes)},
        gates=gates,
    )
    return mixed, variance_shares(kept)


def loglinear_parts(
    fits: LogLinear, *, draws: int = DRAWS, seed: int = 1, least: float = 1e-3
) -> tuple[Part, ...]:
    """Give the log-linear models of a table one by one, so that what is between them is seen.

    Those with less weight than `least` are left out.
    """
    weights = fits.weights()
    dice = np.random.default_rng(seed)
    found = []
    for place in np.flatnonzero(weights >= least).tolist():
        spread = dice.standard_normal(draws) * np.sqrt(fits.variance[place])
        mean = np.minimum(np.exp(fits.beta[place, 0] + spread), MOST_UNSEEN)
        sizes = fits.design.table.n + dice.poisson(mean).astype(np.float64)
        name = fits.design.spelled(fits.models[place])
        told = {"share_at_cap": share_at_cap(sizes)}
        found.append(
            Part(float(weights[place]), Estimate.from_draws(name, sizes, diagnostics=told))
        )
    return tuple(found)


def variance_shares(tables: Sequence[tuple[int, Sequence[Part]]]) -> VarianceShares:
    """Split the variance of log N by the law of total variance.

    `tables` are the parts of each table with the number of its partitions. What the mean of a
    part misses for want of draws (variance / draws) is taken off the two shares between.
    """
    weight = np.array([times for times, _ in tables], np.float64)
    weight /= weight.sum()
    means, between, within, noise = (np.zeros(len(tables)) for _ in range(4))
    for place, (_, parts) in enumerate(tables):
        share = np.array([part.weight for part in parts])
        share = share / share.sum()
        logs = [np.log(_draws(part.estimate)) for part in parts]
        middle = np.array([x.mean() for x in logs])
        spread = np.array([x.var() for x in logs])
        missed = spread / np.array([len(x) for x in logs])
        means[place] = share @ middle
        noise[place] = share**2 @ missed
        between[place] = max(
            share @ (middle - means[place]) ** 2 - (share * (1 - share)) @ missed, 0
        )
        within[place] = share @ spread
    linkage = float(weight @ (means - weight @ means) ** 2 - (weight * (1 - weight)) @ noise)
    split = (max(linkage, 0.0), float(weight @ between), float(weight @ within))
    compared = any(len(parts) > 1 for _, parts in tables)
    return VarianceShares(sum(split), *split, compared)


def _percent(rounded: int, share: float) -> Message | int:
    """Give a share in percent; one that is not quite nothing, or not quite all, is not said so."""
    if not rounded and share > _NOTHING:
        return say("less than 1")
    if rounded == 100 and share < 1 - _NOTHING:  # noqa: PLR2004 - all of it
        return say("more than 99")
    return rounded


def _left(parts: Sequence[Part], times: int, spoken: dict[str, tuple[Gate, int]]) -> list[Part]:
    """Give the parts of a table that are not refused, and note which gates spoke.

    Gates of a part that others of its table outlive are not noted: it has fallen out.
    """
    left = [part for part in parts if part.estimate.verdict is not GateVerdict.REFUSE]
    for gate in {gate.key: gate for part in left or parts for gate in part.estimate.gates}.values():
        first, before = spoken.get(gate.key, (gate, 0))
        spoken[gate.key] = (first, before + times)
    return left


def carried(gate: Gate, share: float, cause: Cause = Cause.LINKAGE) -> Gate:
    """Give a gate with the share of the tables in which it spoke: in at most 5 % it is a warning.

    One that spoke in all is left as it is.
    """
    if share == 1:
        return gate
    told: dict[str, Any] = {"share": round(100 * share, 1), "reason": gate.reason}
    reason = (
        say("In {share} % of the ways in which the records may be linked: {reason}", **told)
        if cause is Cause.LINKAGE
        else say("In {share} % of the ways in which labels were filled in: {reason}", **told)
    )
    verdict = gate.verdict if share > MOST_WITHOUT else GateVerdict.WARN
    return Gate(gate.key, verdict, reason)


def _without(share: float, cause: Cause) -> list[Gate]:
    if not share:
        return []
    percent = round(100 * share, 1)
    reason = (
        say(
            "In {share} % of the ways in which the records may be linked there is no estimate.",
            share=percent,
        )
        if cause is Cause.LINKAGE
        else say(
            "In {share} % of the ways in which labels were filled in there is no estimate.",
            share=percent,
        )
    )
    verdict = GateVerdict.REFUSE if share > MOST_WITHOUT else GateVerdict.WARN
    return [Gate(cause.value, verdict, reason)]


def _mixed(
    tables: Sequence[tuple[int, Sequence[Part]]], number: int, dice: np.random.Generator
) -> NDArray[np.float64]:
    """Draw N: a table by its partitions, a part by its weight, a draw of that part."""
    chance = np.array(
        [
            times * part.weight / sum(each.weight for each in parts)
            for times, parts in tables
            for part in parts
        ]
    )
    flat = [part for _, parts in tables for part in parts]
    each = dice.multinomial(number, chance / chance.sum())
    return np.concatenate(
        [dice.choice(_draws(part.estimate), size) for part, size in zip(flat, each, strict=True)]
    )


def _draws(estimate: Estimate) -> NDArray[np.float64]:
    if estimate.draws is None:
        message = f"{estimate.method} has no draws and cannot be pooled"
        raise ValueError(message)
    return estimate.draws
