# SPDX-License-Identifier: AGPL-3.0-or-later
"""What errors of linkage would do to an estimate, tried out on the table itself.

Somebody on m lists is m - 1 links. An error rate x means x times as many errors as the table has
links. A *missed link* takes one record of a person on several lists off, which becomes a person of
its own; a *false link* makes one person of somebody on one list and somebody who is not on that
list. Missed links, which names written in several alphabets cause most of all, make an estimate too
high. The errors of a higher rate hold those of a lower one, so that rates differ by these alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.core.messages import Message, say
from amparo.estimate.estimates import Estimate, GateVerdict
from amparo.estimate.gates import HOPELESS_SPAN, MOST_AT_CAP, table_gates
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.pooling import Part, Partitions, pool
from amparo.estimate.statement import Kind
from amparo.estimate.store import Store
from amparo.estimate.tables import ListTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from amparo.estimate.analysis import Analysis, Progress

# Links missed are the likelier error between alphabets.
RATES: Mapping[str, Sequence[float]] = {"missed": (0.05, 0.1, 0.2), "false": (0.05, 0.1)}
REPEATS = 8
# A table of more people has no rows: errors are made person by person.
MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class StressRow:
    """What the estimate becomes if errors are added; `estimate` pools several random ways to err.

    `kind` is "missed" or "false", `errors` how many were really made, `factor` the median with the
    errors over that without; estimate and factor are None where no way to err has an estimate.
    """

    kind: str
    rate: float
    errors: int
    estimate: Estimate | None
    factor: float | None

    @property
    def title(self) -> Message:
        """Name the errors."""
        if self.kind == "missed":
            return say("if {rate} % of links were missed", rate=round(100 * self.rate))
        return say("if {rate} % of links were false", rate=round(100 * self.rate))

    @property
    def beyond(self) -> bool:
        """Whether with so many errors the lists say nothing, so that no figure is shown.

        The lists are refused then, the draws lie at the cap of N, or the figure is more than ten
        times as large or as small.
        """
        if self.estimate is None or self.factor is None or self.refused:
            return True
        capped = self.estimate.diagnostics.get("share_at_cap", 0) > MOST_AT_CAP
        return capped or not 1 / HOPELESS_SPAN <= self.factor <= HOPELESS_SPAN

    @property
    def refused(self) -> bool:
        """Whether the lists with the errors are refused, or have no estimate."""
        return self.estimate is None or self.estimate.verdict is GateVerdict.REFUSE

    def to_json(self) -> dict[str, Any]:
        """Give plain data; figures that are not shown are None."""
        shown = None if self.beyond else self.estimate
        return {
            "kind": self.kind,
            "rate": self.rate,
            "errors": self.errors,
            "factor": self.factor if shown else None,
            "median": shown.median if shown else None,
            "low": shown.low if shown else None,
            "high": shown.high if shown else None,
            "beyond": self.beyond,
        }


def stress(
    table: ListTable,
    estimate: Callable[[ListTable], Estimate],
    *,
    rates: Mapping[str, Sequence[float]] = RATES,
    repeats: int = REPEATS,
    seed: int = 1,
    keep: Callable[[str, float, Callable[[], Estimate]], Estimate] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[StressRow, ...]:
    """Estimate the table with missed and with false links added, at each rate of each kind.

    `keep` gives the estimate of a kind and rate that is kept, or makes it.

    Raises:
        ValueError: the table itself has no estimate.
    """
    usual = estimate(table).median
    found = []
    ways = [(kind, rate) for kind, each in rates.items() for rate in each]
    for number, (kind, rate) in enumerate(ways):
        way = partial(_WAYS[kind], table, rate)
        make = partial(_pooled, estimate, way, (seed, list(_WAYS).index(kind), repeats))
        found.append(
            _row(table, usual, kind, rate, partial(keep, kind, rate, make) if keep else make)
        )
        if progress:
            progress(number + 1, len(ways))
    return tuple(found)


def stress_rows(
    analysis: Analysis, *, store: Store | None = None, progress: Progress | None = None
) -> tuple[StressRow, ...]:
    """Give the rows for an analysis, by graphs, else by log-linear models; kept in the store.

    None where neither was asked for, nothing may be said of the table at all, or it has more than a
    million people.

    Raises:
        OSError: the store cannot be written to.
    """
    standing = {e.method for e in analysis.estimates if e.verdict is not GateVerdict.REFUSE}
    name = next((name for name in _ESTIMATED_BY if name in standing), None)
    table, seed, held = analysis.table, analysis.asked.seed, store or Store()
    if name is None or analysis.statement.kind is Kind.NOTHING or table.n > MOST_PEOPLE:
        return ()

    def keep(kind: str, rate: float, make: Callable[[], Estimate]) -> Estimate:
        told = {"kind": kind, "rate": rate, "repeats": REPEATS, "seed": seed}
        return held.kept(table, f"stress {name}", told, make)

    def shown(done: int, whole: int) -> None:
        if progress:
            progress("", "stress", done / whole)

    usual = partial(_ESTIMATED_BY[name], seed=seed)
    return stress(table, usual, seed=seed, keep=keep, progress=shown)


def links(table: ListTable) -> int:
    """Give how many links a table shows: for each person the lists but one."""
    return int(((table.patterns.sum(axis=1, dtype=np.int64) - 1) * table.counts).sum())


def missed_links(table: ListTable, rate: float, dice: np.random.Generator) -> ListTable:
    """Give the table with links missed: a share of those that it shows, from 0 to 1.

    Which links is drawn evenly: somebody on m lists is held together by m - 1 of them. Who loses
    r links has r records taken off, drawn evenly. Nobody of whom an impossible pattern would come
    loses any.
    """
    people = np.repeat(table.patterns, table.counts, axis=0)
    holding = np.repeat(np.arange(len(people)), people.sum(axis=1, dtype=np.int64) - 1)
    cut = dice.permutation(holding)[: _errors(table, rate)]
    lost = np.bincount(cut, minlength=len(people))
    # The records of a person in random order: the first so many are taken off.
    order = np.where(people == 1, dice.random(people.shape), 2.0).argsort(axis=1).argsort(axis=1)
    off = (people == 1) & (order < lost[:, None])
    bits = np.int64(1) << np.arange(len(table.lists), dtype=np.int64)
    alone = np.isin(bits, table.impossible_codes)
    never = np.isin((people * ~off) @ bits, table.impossible_codes) | (off & alone).any(axis=1)
    off &= ~never[:, None]
    single = np.eye(len(table.lists), dtype=np.int8)[np.nonzero(off)[1]]
    return _kept(table, np.concatenate([people * ~off, single]))


def false_links(table: ListTable, rate: float, dice: np.random.Generator) -> ListTable:
    """Give the table with false links: rate x (links that it shows), or as many as can be made.

    Each joins somebody on one list to somebody else, drawn evenly among those not on that list; an
    impossible pattern never comes of it.
    """
    cells = dict(zip(table.codes.tolist(), table.counts.tolist(), strict=True))
    never = set(table.impossible_codes.tolist())
    alone = {1 << j for j in range(len(table.lists))}
    left = _errors(table, rate)
    while left and (mask := _drawn({c: cells.get(c, 0) for c in alone}, dice)):
        others = {c: f for c, f in cells.items() if not c & mask and c | mask not in never}
        other = _drawn(others, dice)
        if not other:
            alone.remove(mask)
            continue
        for code, change in ((mask, -1), (other, -1), (mask | other, 1)):
            cells[code] = cells.get(code, 0) + change
        left -= 1
    codes = np.array(list(cells), np.int64)
    patterns = codes[:, None] >> np.arange(len(table.lists)) & 1
    return ListTable.from_patterns(table.lists, patterns, list(cells.values()), table.impossible)


_ESTIMATED_BY: Mapping[str, Callable[..., Estimate]] = {
    "graphs": graph_estimate,
    "loglinear": loglinear_estimate,
}
_WAYS = {"missed": missed_links, "false": false_links}


def _row(
    table: ListTable, usual: float, kind: str, rate: float, give: Callable[[], Estimate]
) -> StressRow:
    try:
        pooled = give()
    except ValueError:
        # What stands for the table itself may have no estimate where so many errors are added.
        return StressRow(kind, rate, _errors(table, rate), None, None)
    # Each error is one person more, or one fewer.
    people = pooled.diagnostics["documented"]
    made = abs(round((people["low"] + people["high"]) / 2) - table.n)
    return StressRow(kind, rate, made, pooled, pooled.median / usual)


def _pooled(
    estimate: Callable[[ListTable], Estimate],
    err: Callable[[np.random.Generator], ListTable],
    numbers: tuple[int, int, int],
) -> Estimate:
    """Pool the estimates of the table with errors made at random, `numbers` being their seed.

    Tables that the gates of the lists refuse have none.
    """
    *start, repeats = numbers
    made = [err(np.random.default_rng((*start, repeat))) for repeat in range(repeats)]

    def parts(changed: ListTable) -> list[Part]:
        refused = any(gate.verdict is GateVerdict.REFUSE for gate in table_gates(changed))
        return [] if refused else [Part(1.0, estimate(changed))]

    return pool(
        Partitions(tuple(made), (1,) * repeats), parts, method="stress", seed=start[0]
    ).estimate


def _errors(table: ListTable, rate: float) -> int:
    return round(rate * links(table))


def _drawn(cells: dict[int, int], dice: np.random.Generator) -> int:
    """Draw a cell by its people; 0 where nobody is."""
    whole = sum(cells.values())
    left = int(dice.integers(whole)) if whole else 0
    for code in sorted(cells):
        if left < cells[code]:
            return code
        left -= cells[code]
    return 0


def _kept(table: ListTable, people: NDArray[np.int8]) -> ListTable:
    return ListTable.from_records(table.lists, people, table.impossible)
