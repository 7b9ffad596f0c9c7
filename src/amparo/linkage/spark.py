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
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark import SparkConf, SparkContext
from pyspark.java_gateway import launch_gateway
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray
    from py4j.java_gateway import JavaGateway
    from pyspark import Broadcast

    from amparo.linkage.scoring import Scorer

if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
    _NO_JAVA = "Apache Spark needs Java 17 or newer"
    raise ImportError(_NO_JAVA)

_COLUMNS = "l int, r int, score float"
_ASKED = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(1 << 16),
    "spark.sql.session.timeZone": "UTC",
}
# Nothing is heard or said beyond this machine.
_LOCAL = {
    "spark.app.name": "amparo",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    # Optimising what runs for seconds takes longer than it saves: half the time without.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.driver.memory": "2g",
    "spark.master": "local[2]",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
}


def spark_engine(
    scorer: Scorer,
    *,
    known: NDArray[np.bool_] | None = None,
    progress: Callable[[int], None] | None = None,
    largest: int = LARGEST,
) -> Pairs:
    """Find and score pairs on Spark (see `Engine`); equal to what `duckdb_engine` gives.

    Spark tells how many pairs were compared when all of them are.
    """
    table, seen = scorer.table, Observation()
    with _session() as spark, ExitStack() as after:
        for name, rows in key_tables(table, known).items():
            spark.createDataFrame(rows).createOrReplaceTempView(name)
        for name, text in (("block_keys", KEYS_SQL), ("block_sizes", SIZES_SQL)):
            made = spark.sql(text).persist()
            after.callback(made.unpersist)
            made.createOrReplaceTempView(name)
        left_out = spark.sql(LEFT_OUT_SQL.format(largest=largest)).collect()[0][0]
        # Made here, so that workers weigh alike.
        shared = spark.sparkContext.broadcast(scorer.without_names())
        after.callback(shared.destroy)
        pairs = spark.sql(pairs_sql(largest)).observe(seen, count(lit(1)).alias("compared"))
        scored = pairs.mapInArrow(_scoring(shared, least_score(len(table))), _COLUMNS)
        left, right, score = (column.to_numpy() for column in scored.toArrow().columns)
        compared = seen.get["compared"]
    if progress:
        progress(compared)
    return in_order([(left, right, score)], compared, int(left_out))


def _scoring(
    shared: Broadcast[Scorer], least: float
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Give what a worker does with batches of pairs; the scorer stays in its process."""

    def score(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            left, right = (column.to_numpy() for column in batch.columns)
            found = shared.value.score(left, right).score
            worth = found >= least
            yield pa.record_batch(
                [left[worth], right[worth], found[worth]], names=("l", "r", "score")
            )

    return score


@contextmanager
def _session() -> Iterator[SparkSession]:
    """Give a session whose views are its own: of the Spark that runs, else of a local one."""
    with ExitStack() as after:
        if SparkContext._active_spark_context or "PYSPARK_GATEWAY_PORT" in os.environ:  # noqa: SLF001 - no other way to ask
            given = SparkSession.builder.getOrCreate()
            # This makes the caller's session the active one again.
            after.callback(given.createDataFrame, [], "none int")
        else:
            given = after.enter_context(_local_session())
        session = given.newSession()
        for name, value in _ASKED.items():
            session.conf.set(name, value)
        yield session


@contextmanager
def _local_session() -> Iterator[SparkSession]:
    """Give a session of two threads; afterwards nothing of it runs and none of its files stays."""
    with ExitStack() as after:
        place = after.enter_context(TemporaryDirectory(prefix="amparo-spark-"))
        after.enter_context(_this_python())
        conf = SparkConf(loadDefaults=False).setAll(list(_LOCAL.items()))
        conf.set("spark.local.dir", place).set("spark.sql.warehouse.dir", place)
        gateway = launch_gateway(conf, {"stderr": DEVNULL})
        after.callback(_end, gateway)
        with SparkSession(SparkContext(conf=conf, gateway=gateway)) as session:
            yield session


def _end(gateway: JavaGateway) -> None:
    """End the Java process and forget it, so that the next session starts one of its own."""
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 - pyspark keeps it for good
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()


@contextmanager
def _this_python() -> Iterator[None]:
    """Let workers be started with the Python that runs here."""
    former = os.environ.get("PYSPARK_PYTHON")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    try:
        yield
    finally:
        del os.environ["PYSPARK_PYTHON"]
        if former is not None:
            os.environ["PYSPARK_PYTHON"] = former
