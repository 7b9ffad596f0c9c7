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
from amparo.estimate.titles import title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from amparo.estimate.tables import ListTable

_POINTS = 4_000
_DIGITS = 3
# Methods are named in the statement where there are so many; of more the number is said.
_NAMED = 2
# How N under an assumption is named where methods are.
_XI = "xi = "
BELOW_BOUND = "below_bound"


class Kind(StrEnum):
    """How much may be said."""

    ESTIMATE = "estimate"
    RANGE = "range"
    LOWER_BOUND = "lower_bound"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Statement:
    """What may be said of a table.

    `documented` are the people on a list, `ways` the least and the most of them where it is not
    certain who is who; `median`, `low`, `high` are of the kinds that have them,
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
    ways: tuple[int, int] | None = None

    @property
    def documented_said(self) -> int | Message:
        """The documented count, or from where to where it goes as records may be linked."""
        if self.ways and self.ways[0] < self.ways[1]:
            return say("{low} to {high}", low=self.ways[0], high=self.ways[1])
        return self.documented

    @property
    def said(self) -> Message:
        """Say it in words, numbers rounded to three digits, ends outwards."""
        documented = self.documented_said
        least = self.ways[0] if self.ways else self.documented
        if self.kind is Kind.ESTIMATE:
            ends = {
                "documented": documented,
                "median": rounded_people(self.median or 0),
                "low": max(least, rounded_people(self.low or 0, math.floor)),
                "high": rounded_people(self.high or 0, math.ceil),
                "percent": round(100 * self.level),
            }
            return self._estimate_said(ends)
        if self.kind is Kind.RANGE:
            low = max(least, rounded_people(self.low or 0, math.floor))
            high = rounded_people(self.high or 0, math.ceil)
            if self._by_xi:
                return self._by_xi_said(documented, low, high)
            return say(
                "Documented: {documented}. In all, those on no list included: from {low} to {high};"
                " the lists do not say where in between.",
                documented=documented,
                low=low,
                high=high,
            )
        if self.kind is Kind.LOWER_BOUND:
            return say(
                "Documented: {documented}. In all, those on no list included: at least {low}, if"
                " being on one list makes it no less likely to be on another; how many more cannot"
                " be said.",
                documented=documented,
                low=max(least, rounded_people(self.low or 0, math.floor)),
            )
        return say(
            "Documented: {documented}. How many are on no list cannot be said from these lists.",
            documented=documented,
        )

    def _estimate_said(self, ends: dict[str, int | Message]) -> Message:
        medians = {rounded_people(median) for _, median in self.methods}
        if len(self.methods) == 1:
            return say(
                "Documented: {documented}. In all, those on no list included: about {median}"
                " ({low} to {high}, the {percent} % interval of one method: {method}).",
                method=title_of(self.methods[0][0]),
                **ends,
            )
        held = self._held_said
        if len(medians) == 1:
            return say(
                "Documented: {documented}. In all, those on no list included: about {median}"
                " ({low} to {high}, which holds the {percent} % intervals of {methods}).",
                methods=held,
                **ends,
            )
        return say(
            "Documented: {documented}. In all, those on no list included: about {median}"
            " ({low} to {high}, which holds the {percent} % intervals of {methods}). By themselves"
            " these methods give {least} to {most}.",
            methods=held,
            least=min(medians),
            most=max(medians),
            **ends,
        )

    @property
    def _held_said(self) -> Message:
        """Name the methods whose intervals are held: two by their titles, more by number."""
        if len(self.methods) == _NAMED:
            one, other = (title_of(name) for name, _ in self.methods)
            return say("the two methods that no gate refuses: {one}; {other}", one=one, other=other)
        return say("the {number} methods that no gate refuses", number=len(self.methods))

    @property
    def _by_xi(self) -> bool:
        names = [name for name, _ in self.methods]
        return xi_name(1.0) in names and all(map(is_xi, names))

    def _by_xi_said(self, documented: int | Message, low: int, high: int) -> Message:
        """Say what follows from values of xi alone: none of them is a figure."""
        middle = dict(self.methods)[xi_name(1.0)]
        least, most = self.methods[0][0], self.methods[-1][0]
        return say(
            "Documented: {documented}. In all, those on no list included: for xi from {least} to"
            " {most} the lists give from {low} to {high} ({middle} in the middle at xi = 1). xi is"
            " an assumption that no list can check: none of these is a figure by itself.",
            documented=documented,
            least=_value_of(least),
            most=_value_of(most),
            low=low,
            high=high,
            middle=rounded_people(middle),
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

    - A gate of the table that refuses: nothing; one that leaves a lower bound: that.
    - Methods that are refused fall out. If none is left, or one that is left does not know where N
      ends: the lower bound, that is the lower end of `bound` (None: `lower_bound(table)`).
    - Estimates that are N under values of xi are no methods: never more than a range.
    - If one that is left has only a range, or their medians are more than a factor of three apart,
      or the interval of one lies wholly above that of another: the range from the least low to the
      largest high end.
    - A lower bound above the medians of all that are left is a warning; so is one above the low end
      of what is stated.
    - Else the estimate: the median of the draws of the methods left, each method with the same
      weight, and the interval that holds those of all of them. (A mixture's own interval would
      become the narrower the more methods with one blind spot are asked.)
    """
    of_table = table_gates(table)
    gates = [("", gate) for gate in of_table]
    gates += [(e.method, gate) for e in estimates for gate in e.gates]
    gates += [(item.method, item.gate) for item in missing]
    left = [e for e in estimates if e.verdict is not GateVerdict.REFUSE]
    methods = tuple((e.method, e.median) for e in left)

    def stated(kind: Kind, *ends: float | None) -> Statement:
        median, low, high = ends or (None, None, None)
        pooled = methods if kind in (Kind.ESTIMATE, Kind.RANGE) else ()
        return Statement(kind, table.n, median, low, high, level, pooled, tuple(gates))

    if any(gate.verdict is GateVerdict.REFUSE for gate in of_table):
        return stated(Kind.NOTHING)
    least = bound or lower_bound(table, level=level)
    no_end = any(gate.verdict is GateVerdict.LOWER_BOUND for gate in of_table)
    if no_end or not left or any(e.verdict is GateVerdict.LOWER_BOUND for e in left):
        return stated(Kind.LOWER_BOUND, None, least.low, None) if least else stated(Kind.NOTHING)
    ends = min(e.low for e in left), max(e.high for e in left)
    by_xi = all(is_xi(e.method) for e in left)
    apart = None if by_xi else _apart(left)
    above = _bound_above(left, least) or _below_bound(ends[0], least)
    gates += [("", gate) for gate in (apart, above) if gate]
    if by_xi or apart or any(e.verdict is GateVerdict.RANGE for e in left):
        return stated(Kind.RANGE, None, *ends)
    return stated(Kind.ESTIMATE, pooled_median(left), *ends)


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


def pooled_median(estimates: Sequence[Estimate]) -> float:
    """Give the median of the mixture of estimates with the same weight each.

    Raises:
        ValueError: an estimate has no draws.
    """
    spread = (np.arange(_POINTS) + 0.5) / _POINTS
    return float(np.median(np.concatenate([_quantiles(_draws(e), spread) for e in estimates])))


def _quantiles(values: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give quantiles as numpy does, of a sorted copy: numpy itself takes long for thousands."""
    held = np.sort(values)
    found: NDArray[np.float64] = np.interp(at * (len(held) - 1), np.arange(len(held)), held)
    return found


def _draws(estimate: Estimate) -> NDArray[np.float64]:
    if estimate.draws is None:
        message = f"{estimate.method} has no draws and cannot be pooled"
        raise ValueError(message)
    return estimate.draws


def _apart(estimates: Sequence[Estimate]) -> Gate | None:
    """Give the gate of methods that are far apart, or that exclude each other."""
    low = min(estimates, key=lambda e: e.median)
    high = max(estimates, key=lambda e: e.median)
    if high.median > WIDE_SPAN * low.median:
        reason = say(
            "“{low_method}” gives {low}, “{high_method}” {high}: more than three times as many.",
            low_method=title_of(low.method),
            low=rounded_people(low.median),
            high_method=title_of(high.method),
            high=rounded_people(high.median),
        )
        return Gate("methods_apart", GateVerdict.RANGE, reason)
    if high.low > low.high:
        reason = say(
            "By “{low_method}” there are at most {low}, by “{high_method}” at least {high}.",
            low_method=title_of(low.method),
            low=rounded_people(low.high),
            high_method=title_of(high.method),
            high=rounded_people(high.low),
        )
        return Gate("methods_contradict", GateVerdict.RANGE, reason)
    return None


def _bound_above(estimates: Sequence[Estimate], bound: Estimate | None) -> Gate | None:
    """Give the gate of a lower bound that contradicts all methods.

    Both are right only if being on one list keeps people off another: then it is no bound. The
    lower end of its interval must be above, or chance would speak where lists are independent.
    """
    highest = max(e.median for e in estimates)
    if bound is None or bound.low <= highest:
        return None
    reason = say(
        "Chao's lower bound is {bound} ({low} or more), yet no method gives more than {highest} in"
        " the middle. Either being on one list keeps people off another, and the bound does not"
        " hold, or the figures are too low.",
        bound=rounded_people(bound.median),
        low=rounded_people(bound.low, math.floor),
        highest=rounded_people(highest),
    )
    return Gate("bound_above", GateVerdict.WARN, reason)


def _below_bound(low: float, bound: Estimate | None) -> Gate | None:
    """Give the gate of a low end that the lower bound excludes, as both are said (three digits)."""
    if bound is None:
        return None
    said, least = rounded_people(low, math.floor), rounded_people(bound.low, math.floor)
    if said >= least:
        return None
    reason = say(
        "The low end, {low}, lies below Chao's lower bound ({bound} or more). So low a number can"
        " only be right if being on one list keeps people off another.",
        low=said,
        bound=least,
    )
    return Gate(BELOW_BOUND, GateVerdict.WARN, reason)


def xi_name(xi: float) -> str:
    """Name N under an assumption with this xi, where methods are named."""
    return f"{_XI}{xi:g}"


def is_xi(method: str) -> bool:
    """Say whether a name among those of methods is that of an assumption."""
    return method.startswith(_XI)


def _value_of(name: str) -> str:
    value = float(name.removeprefix(_XI))
    return f"1/{1 / value:g}" if value < 1 else f"{value:g}"


def rounded_people(value: float, way: Callable[[float], int] = round) -> int:
    """Round a number of people to three digits, `way` being round, floor or ceil."""
    if value < 10**_DIGITS:
        return way(value)
    unit = 10 ** (int(math.log10(value)) + 1 - _DIGITS)
    return way(value / unit) * int(unit)
