# SPDX-License-Identifier: AGPL-3.0-or-later
"""The engine for more than one machine: Apache Spark finds the candidate pairs and scores them.

The same SQL makes the blocks as in the embedded engine and the same `Scorer` weighs the pairs,
a batch of Arrow at a time, so the result is the same. Needs the extra `amparo[spark]` and Java 17
or newer; without either of them this module cannot be imported.

With a Spark session active its cluster is used, else two threads of this machine. Workers of a
cluster need Amparo installed. Reading names, clusters and draws stay with the caller.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from pyspark import SparkContext
from pyspark.sql import Observation, SparkSession
from pyspark.sql.functions import count, lit

from amparo.linkage.candidates import (
    KEYS_SQL,
    LARGEST,
    LEFT_OUT_SQL,
    SIZES_SQL,
    key_tables,
    pairs_sql,
)
from amparo.linkage.pairs import Pairs, in_order, least_score
from amparo.linkage.scoring import Scorer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray
    from pyspark import Broadcast

    from amparo.linkage.table import RecordTable

if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
    _NO_JAVA = "Apache Spark needs Java 17 or newer"
    raise ImportError(_NO_JAVA)

_BATCH = 1 << 18
_LOCAL = "local[2]"
_SCORED = pa.schema([("l", pa.int32()), ("r", pa.int32()), ("score", pa.float32())])
_LOG = "rootLogger.level = off\n"


def spark_engine(
    table: RecordTable,
    *,
    known: NDArray[np.bool_] | None = None,
    progress: Callable[[int], None] | None = None,
    largest: int = LARGEST,
) -> Pairs:
    """Find and score pairs on Spark (see `Engine`); equal to what `duckdb_engine` gives.

    Spark tells how many pairs were compared when all of them are.
    """
    seen = Observation()
    with _session() as spark, ExitStack() as after:
        for name, rows in key_tables(table, known).items():
            spark.createDataFrame(rows).createOrReplaceTempView(name)
        for name, text in (("block_keys", KEYS_SQL), ("block_sizes", SIZES_SQL)):
            made = spark.sql(text).persist()
            after.callback(made.unpersist)
            made.createOrReplaceTempView(name)
        left_out = spark.sql(LEFT_OUT_SQL.format(largest=largest)).first()[0]
        # Only what is weighed leaves this process, not the names as they were written.
        shared = spark.sparkContext.broadcast(replace(table, keys=[], names=[]))
        after.callback(shared.destroy)
        pairs = spark.sql(pairs_sql(largest)).observe(seen, count(lit(1)).alias("compared"))
        scored = pairs.mapInArrow(_scoring(shared, least_score(len(table))), "l int, r int, score float")
        found = [tuple(map(np.asarray, batch.columns)) for batch in scored.toArrow().to_batches()]
        compared = seen.get["compared"]
    if progress:
        progress(compared)
    return in_order(found, compared, int(left_out))


def _scoring(
    shared: Broadcast[RecordTable], least: float
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def score(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        scorer = _scorer(shared)
        for batch in batches:
            left, right = (column.to_numpy() for column in batch.columns)
            found = scorer.score(left, right).score
            worth = found >= least
            columns = [pa.array(column[worth]) for column in (left, right, found)]
            yield pa.record_batch(columns, schema=_SCORED)

    return score


@lru_cache(maxsize=1)
def _scorer(shared: Broadcast[RecordTable]) -> Scorer:
    """Give the scorer of a worker's process, kept for all its batches of one table."""
    return Scorer(shared.value)
