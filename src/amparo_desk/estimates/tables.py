# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of a population as a run keeps them: plain data that give equal tables back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from amparo.estimate.overlap import Overlap
from amparo.estimate.tables import ListTable, drop_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Who of a population is on which lists.

    `strata` has the table of each stratum by its labels (one for each field of `by`, "" where it
    is not known; the key is () where there are no strata), over all lists of the population;
    `unreached` are the lists that cannot have anybody of a stratum. `excluded` says how many
    persons are left out for which reason, `admitted` how many of those counted are let in although
    it is not known whether they count (see `counting.REASONS`). `faults` are what forbids a run.
    """

    by: tuple[str, ...]
    strata: Mapping[tuple[str, ...], ListTable]
    excluded: Mapping[str, int]
    admitted: Mapping[str, int]
    unreached: Mapping[tuple[str, ...], tuple[str, ...]]
    faults: tuple[str, ...] = ()

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
    """Add up tables of the same lists; None where there is none."""
    if not tables:
        return None
    return ListTable.from_patterns(
        tables[0].lists,
        np.concatenate([table.patterns for table in tables]),
        np.concatenate([table.counts for table in tables]),
    )


def to_json(tables: Tables) -> dict[str, Any]:
    """Give the tables as plain data: `strata` in their order, each with its labels."""
    return {
        "by": list(tables.by),
        "strata": [
            {
                "labels": list(labels),
                "unreached": list(tables.unreached.get(labels, ())),
                **table_to_json(table),
            }
            for labels, table in tables.strata.items()
        ],
        "admitted": dict(tables.admitted),
    }


def from_json(kept: Mapping[str, Any], excluded: Mapping[str, int]) -> Tables:
    """Give the tables that were kept.

    Raises:
        KeyError, TableFaults: they are not that.
    """
    rows = [(tuple(row["labels"]), row) for row in kept["strata"]]
    return Tables(
        by=tuple(kept["by"]),
        strata={labels: table_from_json(row) for labels, row in rows},
        excluded=dict(excluded),
        admitted=dict(kept["admitted"]),
        unreached={labels: tuple(row["unreached"]) for labels, row in rows if row["unreached"]},
    )


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
