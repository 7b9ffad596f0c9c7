# SPDX-License-Identifier: AGPL-3.0-or-later
"""The multiverse of an estimate: what would have come out had something else been chosen.

Each row changes one thing: a list left out, the prior, the number of classes, delta, xi. The table
shows all of them, those that were refused too, so that nobody can pick.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from amparo.core.messages import Message, say
from amparo.estimate.estimates import Estimate, Gate, GateVerdict
from amparo.estimate.gates import Missing, estimate_gates, table_gates
from amparo.estimate.identifying import XIS, Sensitivity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amparo.estimate.tables import ListTable


@dataclass(frozen=True, slots=True)
class Change:
    """One thing changed: `key` for programs, `said` in words; `run` estimates under it.

    `run` may raise ValueError: then there is no estimate, and the row says why.
    """

    key: str
    said: Message
    run: Callable[[], Estimate]


@dataclass(frozen=True, slots=True)
class Row:
    """What came out under a change; no estimate, and a gate that says why, where none did."""

    key: str
    said: Message
    estimate: Estimate | None
    gates: tuple[Gate, ...]

    @property
    def holds(self) -> bool:
        """Whether the row has a figure that no gate takes away."""
        taken = {GateVerdict.REFUSE, GateVerdict.LOWER_BOUND}
        return self.estimate is not None and not taken & {gate.verdict for gate in self.gates}

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        found: dict[str, Any] = {"key": self.key, "changed": self.said.text()}
        if self.estimate:
            found |= {
                "median": self.estimate.median,
                "low": self.estimate.low,
                "high": self.estimate.high,
                "settings": self.estimate.settings,
            }
        return found | {"gates": [gate.to_json() for gate in self.gates]}


@dataclass(frozen=True, slots=True)
class Multiverse:
    """All rows, the one with nothing changed first."""

    rows: tuple[Row, ...]

    @property
    def span(self) -> tuple[float, float] | None:
        """The least and the largest median of the rows that hold; None where none does."""
        medians = [row.estimate.median for row in self.rows if row.holds and row.estimate]
        return (min(medians), max(medians)) if medians else None

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            "span": list(self.span) if self.span else None,
            "rows": [row.to_json() for row in self.rows],
        }


def multiverse(
    changes: Iterable[Change], *, progress: Callable[[int, int], None] | None = None
) -> Multiverse:
    """Estimate under each change."""
    whole = list(changes)
    rows = []
    for number, change in enumerate(whole, 1):
        rows.append(_row(change))
        if progress:
            progress(number, len(whole))
    return Multiverse(tuple(rows))


def unchanged(table: ListTable, estimate: Callable[[ListTable], Estimate]) -> Change:
    """Give the row with which the others are compared."""
    return Change("unchanged", say("nothing changed"), partial(_gated, table, estimate))


def lists_left_out(
    table: ListTable, estimate: Callable[[ListTable], Estimate]
) -> tuple[Change, ...]:
    """Leave each list out in turn.

    Who is on that list alone is documented no longer; N is still all there are, if the other lists
    reach everybody.
    """
    return tuple(
        Change(
            f"without:{name}",
            say("without the list “{name}”", name=name),
            partial(_gated, table.select(n for n in table.lists if n != name), estimate),
        )
        for name in table.lists
    )


def setting_changed(
    table: ListTable,
    name: str,
    values: Iterable[tuple[str, Message, Callable[[ListTable], Estimate]]],
) -> tuple[Change, ...]:
    """Change one setting of a method: for each value its words and how a table is estimated.

    For the prior ("prior"), the number of classes ("classes"), delta ("delta").
    """
    return tuple(
        Change(f"{name}:{value}", said, partial(_gated, table, estimate))
        for value, said, estimate in values
    )


def xi_changed(sensitivity: Sensitivity, xis: Sequence[float] = XIS) -> tuple[Change, ...]:
    """Change the assumption about those on no list; every row fits the table equally well."""
    return tuple(
        Change(
            f"xi:{xi:g}",
            say("the assumption that the lists cannot check: xi = {xi}", xi=xi),
            partial(sensitivity.at, xi),
        )
        for xi in xis
    )


def _row(change: Change) -> Row:
    try:
        found = change.run()
    except ValueError as error:
        return Row(change.key, change.said, None, (Missing.because(change.key, error).gate,))
    return Row(change.key, change.said, found, found.gates)


def _gated(table: ListTable, estimate: Callable[[ListTable], Estimate]) -> Estimate:
    """Estimate a table; the gates of the table and of the estimate speak."""
    found = estimate(table)
    return replace(found, gates=(*table_gates(table), *estimate_gates(table, found)))
