# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was done to lists before they were estimated: copies made one list, lists left out.

Both change what a figure is of, so that both are told wherever the figure is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from amparo.core.messages import Message, say
from amparo.estimate.overlap import joined_lists, without_copies
from amparo.estimate.tables import TableFault, TableFaults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.estimate.analysis import Analysis
    from amparo.estimate.tables import ListTable


@dataclass(frozen=True, slots=True)
class Prepared:
    """Copies that were made one list, lists that were left out, and the people left out with them.

    `people` are those on lists left out and on no other, `documented` those on any list at all:
    the least and the most of them over ways of linking, the same twice where there is one table.
    """

    copies: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...]
    people: tuple[int, int]
    documented: tuple[int, int]

    @property
    def said(self) -> Iterator[Message]:
        """Say it."""
        for names in self.copies:
            *others, last = names
            yield say(
                "{lists} and {last} are counted as one list (copies).",
                lists=", ".join(others),
                last=last,
            )
        if self.left_out:
            yield say(
                "Left out: {lists}. {people} people are on no other list: they were left out too,"
                " of {documented} documented on all lists. The figures in all include them, as"
                " they do everybody who is on none of the lists that stay.",
                lists=", ".join(self.left_out),
                people=_range_said(self.people),
                documented=_range_said(self.documented),
            )

    def to_json(self) -> dict[str, Any]:
        """Give plain data: nothing where nothing was done."""
        found: dict[str, Any] = {}
        if self.copies:
            found["copies"] = [list(names) for names in self.copies]
        if self.left_out:
            found["left_out"] = {
                "lists": list(self.left_out),
                "people": _plain(self.people),
                "documented": _plain(self.documented),
            }
        return found


def prepare(
    tables: Sequence[ListTable], copies: Sequence[tuple[str, str]], left_out: Sequence[str]
) -> tuple[list[ListTable], list[int]]:
    """Leave lists out, then make copies one list; give the tables, and how many people went.

    The tables are of the same lists.

    Raises:
        TableFaults: names that are no list of the table, or no list stays.
    """
    lists = tables[0].lists if tables else ()
    named = {name for pair in copies for name in pair} | set(left_out)
    faults = [
        TableFault(say("“{name}” is not a list of the table.", name=name))
        for name in sorted(named - set(lists))
    ]
    if tables and set(lists) <= set(left_out):
        faults.append(TableFault(say("All lists are left out: at least one must stay.")))
    if faults:
        raise TableFaults(faults)
    stay = [name for name in lists if name not in left_out]
    kept = [table.select(stay) if left_out else table for table in tables]
    gone = [old.n - new.n for old, new in zip(tables, kept, strict=True)]
    return [without_copies(table, copies) for table in kept], gone


def told_of(
    copies: Sequence[tuple[str, str]],
    left_out: Sequence[str],
    *,
    people: Sequence[int],
    documented: Sequence[int],
) -> Prepared:
    """Give what is to be told; `people` and `documented` are of each way of linking."""
    return Prepared(
        tuple(tuple(names) for names in joined_lists(copies).values()),
        tuple(sorted(set(left_out))),
        (min(people), max(people)),
        (min(documented), max(documented)),
    )


def with_prepared(analysis: Analysis, done: Prepared) -> Analysis:
    """Give the analysis with what was done; its statement counts all who are documented.

    No figure can be below these, whatever the lists that stay make of it.
    """
    stated = analysis.statement
    if done.left_out:
        least, most = done.documented
        stated = replace(
            stated,
            documented=least if stated.ways else most,
            ways=(least, most) if stated.ways else None,
            median=_at_least(stated.median, least),
            low=_at_least(stated.low, least),
            high=_at_least(stated.high, least),
        )
    return replace(analysis, prepared=done, statement=stated)


def _at_least(value: float | None, least: int) -> float | None:
    return None if value is None else max(value, least)


def _plain(ends: tuple[int, int]) -> int | dict[str, int]:
    low, high = ends
    return low if low == high else {"low": low, "high": high}


def _range_said(ends: tuple[int, int]) -> int | Message:
    low, high = ends
    return low if low == high else say("{low} to {high}", low=low, high=high)
