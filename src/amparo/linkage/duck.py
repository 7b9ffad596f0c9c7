# SPDX-License-Identifier: AGPL-3.0-or-later
"""The embedded engine: DuckDB finds the candidate pairs, in memory or spilling to disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import numpy as np
from numpy.typing import NDArray

from amparo.linkage.candidates import KEYS_SQL, LEFT_OUT_SQL, SIZES_SQL, key_tables, pairs_sql

if TYPE_CHECKING:
    from amparo.linkage.table import RecordTable

_BATCH = 1 << 20
_MEMORY = "2GB"


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidate pairs in batches of about a million; how many were in blocks too large."""

    batches: Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]
    left_out: int


@contextmanager
def candidate_batches(
    table: RecordTable, *, known: NDArray[np.bool_] | None, largest: int
) -> Iterator[Candidates]:
    """Give the candidate pairs of a table: places of the left and the right record."""
    with duckdb.connect(config={"memory_limit": _MEMORY}) as database:
        for name, rows in key_tables(table, known).items():
            database.register(name, rows)
        database.execute(f"CREATE TEMP TABLE block_keys AS {KEYS_SQL}")
        database.execute(f"CREATE TEMP TABLE block_sizes AS {SIZES_SQL}")
        left_out = database.execute(LEFT_OUT_SQL.format(largest=largest)).fetchall()[0][0]
        reader = database.sql(pairs_sql(largest)).to_arrow_reader(_BATCH)
        yield Candidates(
            ((batch.column(0).to_numpy(), batch.column(1).to_numpy()) for batch in reader),
            int(left_out),
        )
