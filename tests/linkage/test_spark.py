# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spark gives what the embedded engine gives, to the last bit, and leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.exchange.record_files import read_records
from amparo.linkage import Rows
from amparo.linkage.pairs import Pairs, duckdb_engine
from amparo.linkage.scoring import Scorer
from amparo.linkage.table import build_table
from amparo.synthetic import generate, load_design, write
from program import run_amparo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyspark.sql import SparkSession

    from amparo.linkage.table import RecordTable

spark = pytest.importorskip(
    "amparo.linkage.spark", reason="needs amparo[spark] and Java 17", exc_type=ImportError
)
# pyspark leaves the closing of its own sockets on 127.0.0.1 to Python's collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("SYNTHETIC")
    design = load_design("three_lists")
    made = write(generate(design, persons=500, seed=3), design, folder, seed=3)
    return sorted(path for path in made if path.name.startswith("LIST"))


@pytest.fixture(scope="module")
def table(lists: list[Path]) -> RecordTable:
    read = read_records(lists)
    columns = {
        name: [frozenset({text} if text else ()) for text in texts]
        for name, texts in read.values.items()
    }
    return build_table(
        Rows(
            read.keys, read.sources, read.names, read.languages, read.genders, read.births, {},
            columns,
        )
    )  # fmt: skip


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    with spark._local_session() as started:
        yield started


def state(pairs: Pairs) -> tuple[bytes | int, ...]:
    columns = (pairs.left, pairs.right, pairs.score)
    assert [column.dtype for column in columns] == [np.int32, np.int32, np.float32]
    return *(column.tobytes() for column in columns), pairs.compared, pairs.left_out


def test_both_engines_find_the_same(table: RecordTable, session: SparkSession) -> None:
    told: list[int] = []
    found = spark.spark_engine(Scorer(table), progress=told.append)
    assert len(found.left) > 100
    assert found.compared > len(found.left)
    assert told == [found.compared]
    assert state(found) == state(duckdb_engine(Scorer(table)))


def test_known_records_and_large_blocks_give_no_pairs(
    table: RecordTable, session: SparkSession
) -> None:
    session.createDataFrame([("mine",)], ["births"]).createOrReplaceTempView("births")
    known = np.arange(len(table)) % 3 > 0
    found = spark.spark_engine(Scorer(table), known=known, largest=2)
    assert len(found.left) > 10
    assert not (known[found.left] & known[found.right]).any()
    assert found.left_out > 0
    assert state(found) == state(duckdb_engine(Scorer(table), known=known, largest=2))
    # What the caller has in Spark is as it was.
    assert type(session).getActiveSession() is session
    assert [row.births for row in session.table("births").collect()] == ["mine"]
    assert not session.sparkContext._jsc.getPersistentRDDs()


def test_the_command_writes_the_same_files(lists: list[Path], tmp_path: Path) -> None:
    for engine in ("duckdb", "spark"):
        (tmp_path / engine).mkdir()
        out, pairs = (tmp_path / engine / name for name in ("persons.csv", "pairs.csv"))
        ran = run_amparo("link", *lists, "--out", out, "--pairs", pairs, "--engine", engine)
        assert (ran.code, ran.err) == (0, "")
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / engine).iterdir()}
        for engine in ("duckdb", "spark")
    )
    assert one == other
    assert one["pairs.csv"].count(b"\n") > 100
