# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of a population as a run keeps them: plain data that give equal tables back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amparo.core.messages import Message
from amparo.estimate.overlap import Overlap
from amparo.estimate.tables import ListTable, drop_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Who of a population is on which lists.

    `strata` has the table of each stratum by its labels (one for each field of `by`, "" where it
    is not known; the key is () where there are no strata), `excluded` how many persons are left
    out for which reason (see `counting.REASONS`), `faults` what forbids a run. `unreached` are
    the lists that cannot have anybody of a stratum: they are no columns of its table.
    """

    by: tuple[str, ...]
    strata: Mapping[tuple[str, ...], ListTable]
    excluded: Mapping[str, int]
    unreached: Mapping[tuple[str, ...], tuple[str, ...]]
    faults: tuple[Message, ...] = ()

    @property
    def documented(self) -> int:
        """How many people of the population are on a list."""
        return sum(table.n for table in self.strata.values())

    @property
    def whole(self) -> ListTable | None:
        """The table of all strata together; None where nobody is on a list."""
        return joined(tuple(self.strata.values()))

    @property
    def overlap(self) -> Overlap | None:
        """How the lists overlap, all strata together; None where nobody is on a list."""
        whole = self.whole
        return Overlap.of(drop_empty(whole)) if whole else None


def joined(tables: tuple[ListTable, ...]) -> ListTable | None:
    """Add up tables, of the same lists or of some of them; None where nobody is on a list."""
    raise NotImplementedError


def table_to_json(table: ListTable) -> dict[str, Any]:
    """Give a table as plain data, its digest beside it."""
    return {
        "lists": list(table.lists),
        "patterns": table.patterns.tolist(),
        "counts": table.counts.tolist(),
        "impossible": table.impossible.tolist(),
        "digest": table.digest,
    }


def table_from_json(kept: Mapping[str, Any]) -> ListTable:
    """Give the table that was kept.

    Raises:
        KeyError, TableFaults: it is not one.
    """
    return ListTable.from_patterns(
        kept["lists"], kept["patterns"], kept["counts"], kept["impossible"]
    )
