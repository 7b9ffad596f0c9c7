# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be said in the end: an estimate, a range, a lower bound, or nothing.

The documented count always stands beside it; a mean never stands alone, nor does a single model.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.core.messages import Message, say
from amparo.estimate.bounds import chao, chao_lists, chao_mth
from amparo.estimate.estimates import LEVEL, Estimate, Gate, GateVerdict
from amparo.estimate.gates import WIDE_SPAN, Missing, table_gates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from amparo.estimate.tables import ListTable

_POINTS = 4_000
_DIGITS = 3
# A method with one of these says nothing of its own about how many there are.
_SILENT = (GateVerdict.REFUSE, GateVerdict.LOWER_BOUND)


class Kind(StrEnum):
    """How much may be said."""

    ESTIMATE = "estimate"
    RANGE = "range"
    LOWER_BOUND = "lower_bound"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Statement:
    """What may be said of a table.

    `documented` are the people on a list; `median`, `low`, `high` are of the kinds that have them,
    `level` theirs; `methods` are those pooled, with their medians; `gates` all that spoke, each
    with the method it is of ("" for the table).
    """

    kind: Kind
    documented: int
    median: float | None
    low: float | None
    high: float | None
    level: float
    methods: tuple[tuple[str, float], ...]
    gates: tuple[tuple[str, Gate], ...]

    @property
    def said(self) -> Message:
        """Say it in words, numbers rounded to three digits, ends outwards."""
        percent = round(100 * self.level)
        if self.kind is Kind.ESTIMATE:
            medians = [median for _, median in self.methods]
            return say(
                "Documented: {documented}. In all, those on no list included: about {median}"
                " ({low} to {high} with {percent} % probability). The methods by themselves give"
                " {least} to {most}.",
                documented=self.documented,
                median=_rounded(self.median or 0),
                low=max(self.documented, _rounded(self.low or 0, math.floor)),
                high=_rounded(self.high or 0, math.ceil),
                percent=percent,
                least=_rounded(min(medians)),
                most=_rounded(max(medians)),
            )
        if self.kind is Kind.RANGE:
            return say(
                "Documented: {documented}. In all, those on no list included: from {low} to {high};"
                " the lists do not say where in between.",
                documented=self.documented,
                low=max(self.documented, _rounded(self.low or 0, math.floor)),
                high=_rounded(self.high or 0, math.ceil),
            )
        if self.kind is Kind.LOWER_BOUND:
            return say(
                "Documented: {documented}. In all, those on no list included: at least {low}, if"
                " being on one list makes it no less likely to be on another; how many more cannot"
                " be said.",
                documented=self.documented,
                low=max(self.documented, _rounded(self.low or 0, math.floor)),
            )
        return say(
            "Documented: {documented}. How many are on no list cannot be said from these lists.",
            documented=self.documented,
        )

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            "kind": self.kind.value,
            "documented": self.documented,
            "median": self.median,
            "low": self.low,
            "high": self.high,
            "level": self.level,
            "methods": [{"method": name, "median": median} for name, median in self.methods],
            "gates": [{"method": name, **gate.to_json()} for name, gate in self.gates],
            "said": self.said.text(),
        }


def conclude(
    table: ListTable,
    estimates: Sequence[Estimate],
    missing: Iterable[Missing] = (),
    *,
    bound: Estimate | None = None,
    level: float = LEVEL,
) -> Statement:
    """Say what may be said, given estimates with their gates (`gates.estimate_gates`).

    - A gate of the table that refuses: nothing.
    - Methods that are refused or have only a lower bound fall out. If none is left: the lower
      bound, that is the lower end of `bound` (None: `lower_bound(table)`).
    - If one that is left has only a range, or their medians are more than a factor of three apart:
      the range from the least low to the largest high end.
    - Else the estimate: the draws of the methods left, each method with the same weight.
    """
    of_table = table_gates(table)
    gates = [("", gate) for gate in of_table]
    gates += [(e.method, gate) for e in estimates for gate in e.gates]
    gates += [(item.method, item.gate) for item in missing]
    left = [e for e in estimates if e.verdict not in _SILENT]
    methods = tuple((e.method, e.median) for e in left)

    def stated(kind: Kind, *ends: float | None) -> Statement:
        median, low, high = ends or (None, None, None)
        pooled = methods if kind in (Kind.ESTIMATE, Kind.RANGE) else ()
        return Statement(kind, table.n, median, low, high, level, pooled, tuple(gates))

    if any(gate.verdict is GateVerdict.REFUSE for gate in of_table):
        return stated(Kind.NOTHING)
    if not left:
        least = bound or lower_bound(table, level=level)
        return stated(Kind.LOWER_BOUND, None, least.low, None) if least else stated(Kind.NOTHING)
    apart = _apart(methods)
    if apart:
        gates.append(("", apart))
    if apart or any(e.verdict is GateVerdict.RANGE for e in left):
        return stated(Kind.RANGE, None, min(e.low for e in left), max(e.high for e in left))
    low, median, high = pooled_quantiles(left, level)
    return stated(Kind.ESTIMATE, median, low, high)


def lower_bound(table: ListTable, *, level: float = LEVEL) -> Estimate | None:
    """Give Chao's bound in the best form that the table allows; None where there is none.

    By maximum likelihood with list effects, else in closed form, else bias-corrected: the last
    needs nobody on two lists.
    """
    ways: tuple[Callable[[], Estimate], ...] = (
        lambda: chao_mth(table, level=level),
        lambda: chao_lists(table, level=level),
        lambda: chao(table, corrected=True, level=level),
    )
    for way in ways:
        try:
            found = way()
        except ValueError:
            continue
        if math.isfinite(found.low):
            return found
    return None


def pooled_quantiles(estimates: Sequence[Estimate], level: float) -> tuple[float, float, float]:
    """Give low, median and high of the mixture of estimates with the same weight each.

    Raises:
        ValueError: an estimate has no draws.
    """
    spread = (np.arange(_POINTS) + 0.5) / _POINTS
    tail = (1 - level) / 2
    pooled = np.concatenate([np.quantile(_draws(e), spread) for e in estimates])
    low, median, high = np.quantile(pooled, (tail, 0.5, 1 - tail)).tolist()
    return low, median, high


def _draws(estimate: Estimate) -> NDArray[np.float64]:
    if estimate.draws is None:
        message = f"{estimate.method} has no draws and cannot be pooled"
        raise ValueError(message)
    return estimate.draws


def _apart(methods: Sequence[tuple[str, float]]) -> Gate | None:
    low = min(methods, key=lambda item: item[1])
    high = max(methods, key=lambda item: item[1])
    if high[1] <= WIDE_SPAN * low[1]:
        return None
    reason = say(
        "“{low_method}” gives {low}, “{high_method}” {high}: more than three times as many.",
        low_method=low[0],
        low=_rounded(low[1]),
        high_method=high[0],
        high=_rounded(high[1]),
    )
    return Gate("methods_apart", GateVerdict.RANGE, reason)


def _rounded(value: float, way: Callable[[float], int] = round) -> int:
    """Round to three digits."""
    if value < 10**_DIGITS:
        return way(value)
    unit = 10 ** (int(math.log10(value)) + 1 - _DIGITS)
    return way(value / unit) * int(unit)
