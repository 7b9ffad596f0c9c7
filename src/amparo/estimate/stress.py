# SPDX-License-Identifier: AGPL-3.0-or-later
"""What errors of linkage would do to an estimate, tried out on the table itself.

An error rate x means x times as many errors as there are people on exactly one list. A *missed
link* takes one record of a person on several lists off, which becomes a person of its own; a *false
link* makes one person of somebody on one list and somebody who is not on that list. Missed links,
which names written in several alphabets cause most of all, make an estimate too high.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from amparo.core.messages import Message, say
from amparo.estimate.estimates import Estimate, GateVerdict
from amparo.estimate.gates import HOPELESS_SPAN
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


@dataclass(frozen=True, slots=True)
class StressRow:
    """What the estimate becomes if errors are added; `estimate` pools several random ways to err.

    `kind` is "missed" or "false", `factor` the median with the errors over that without.
    """

    kind: str
    rate: float
    errors: int
    estimate: Estimate
    factor: float

    @property
    def title(self) -> Message:
        """Name the errors."""
        if self.kind == "missed":
            return say("if {rate} % of links were missed", rate=round(100 * self.rate))
        return say("if {rate} % of links were false", rate=round(100 * self.rate))

    @property
    def beyond(self) -> bool:
        """Whether with so many errors the lists say nothing: ten times the figure, or a tenth."""
        return not 1 / HOPELESS_SPAN <= self.factor <= HOPELESS_SPAN

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            "kind": self.kind,
            "rate": self.rate,
            "errors": self.errors,
            "factor": self.factor,
            "median": self.estimate.median,
            "low": self.estimate.low,
            "high": self.estimate.high,
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
        ValueError: the table itself, or all tables of a row, have no estimate.
    """
    usual = estimate(table).median
    found = []
    ways = [(kind, _WAYS[kind], rate) for kind, each in rates.items() for rate in each]
    for number, (kind, way, rate) in enumerate(ways):
        make = partial(_row, estimate, partial(way, table, rate), (seed, number, repeats))
        pooled = keep(kind, rate, make) if keep else make()
        found.append(StressRow(kind, rate, _errors(table, rate), pooled, pooled.median / usual))
        if progress:
            progress(number + 1, len(ways))
    return tuple(found)


def stress_rows(
    analysis: Analysis, *, store: Store | None = None, progress: Progress | None = None
) -> tuple[StressRow, ...]:
    """Give the rows for an analysis, by graphs, else by log-linear models; kept in the store.

    None where neither was asked for, or nothing may be said of the table at all.

    Raises:
        OSError: the store cannot be written to.
    """
    standing = {e.method for e in analysis.estimates if e.verdict is not GateVerdict.REFUSE}
    name = next((name for name in _ESTIMATED_BY if name in standing), None)
    if name is None or analysis.statement.kind is Kind.NOTHING:
        return ()
    table, seed, held = analysis.table, analysis.asked.seed, store or Store()

    def keep(kind: str, rate: float, make: Callable[[], Estimate]) -> Estimate:
        told = {"kind": kind, "rate": rate, "repeats": REPEATS, "seed": seed}
        return held.kept(table, f"stress {name}", told, make)

    def shown(done: int, whole: int) -> None:
        if progress:
            progress("", "stress", done / whole)

    try:
        usual = partial(_ESTIMATED_BY[name], seed=seed)
        return stress(table, usual, seed=seed, keep=keep, progress=shown)
    except ValueError:
        # What stands for the table itself may have no estimate where so many errors are added.
        return ()


def missed_links(table: ListTable, rate: float, dice: np.random.Generator) -> ListTable:
    """Give the table with links missed: rate x (people on one list) of them, all if there are less.

    Which links is drawn evenly: somebody on m lists is held together by m - 1 of them. Who loses
    r links has r records taken off, drawn evenly. Nobody of whom an impossible pattern would come
    loses any.
    """
    people = np.repeat(table.patterns, table.counts, axis=0)
    links = people.sum(axis=1).astype(np.int64) - 1
    number = min(_errors(table, rate), int(links.sum()))
    lost = dice.multivariate_hypergeometric(links, number, method="marginals")
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
    """Give the table with false links: rate x (people on one list), or as many as can be made.

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
    estimate: Callable[[ListTable], Estimate],
    err: Callable[[np.random.Generator], ListTable],
    numbers: tuple[int, int, int],
) -> Estimate:
    """Pool the estimates of the table with errors made at random, `numbers` being their seed."""
    *start, repeats = numbers
    made = [err(np.random.default_rng((*start, repeat))) for repeat in range(repeats)]
    return pool(
        Partitions(tuple(made), (1,) * repeats),
        lambda changed: [Part(1.0, estimate(changed))],
        method="stress",
        seed=start[0],
    ).estimate


def _errors(table: ListTable, rate: float) -> int:
    return round(rate * int(table.singletons.sum()))


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
