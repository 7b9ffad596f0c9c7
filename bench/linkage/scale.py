# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time and memory as the lists grow: SYNTHETIC records of the design `scale`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from bench.linkage.measures import (
    Codes,
    b_cubed,
    cluster_score,
    codes,
    components,
    pairs_within,
    score_of,
    slope,
    true_pairs,
)
from bench.linkage.running import Cost, NotRun, Tools, run, run_other
from bench.linkage.xlink import read_clusters
from pyarrow import csv

from amparo.synthetic import COLUMNS, generate, list_name, load_design

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = 24
# So many the design makes, on the average.
RECORDS_A_PERSON = 1.92
NEW = 1_000
REGISTER = 100_000
AS_WRITTEN = csv.ConvertOptions(
    auto_dict_encode=False, column_types=dict.fromkeys(COLUMNS, pa.string())
)
NEEDS = ("splink", "anyascii", "pyarrow")


def measure(tools: Tools, sizes: Sequence[int]) -> dict[str, Any]:
    """Link lists of about these numbers of records; what cannot be run is counted in `tools`."""
    runs: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            records = Path(name) / "records.csv"
            keys, truth, first = make(size, records)
            for title, link in (("Amparo", _ours), ("splink 5", _splink)):
                try:
                    found, cost = link(tools, records, keys, first)
                except NotRun as why:
                    tools.skip(f"{title} on {len(keys):,} SYNTHETIC records", why)
                    continue
                runs.append(_result(title, found, truth, cost))
                print(f"  {title}, {len(keys):,} records: {cost.wall:.1f} s")
    return {"runs": runs, "slopes": slopes(runs)}


def make(size: int, into: Path) -> tuple[list[str], Codes, list[str]]:
    """Write about `size` SYNTHETIC records; give their ids, their persons, lists family first."""
    design = load_design("scale")
    made = generate(design, persons=round(size / RECORDS_A_PERSON), seed=SEED)
    csv.write_csv(made.records, into)
    first = [
        list_name(design, number)
        for number, item in enumerate(design.lists, 1)
        if item.order == "family_first"
    ]
    return (
        made.truth["record_id"].to_pylist(),
        codes(made.truth["person_id"].to_pylist()),
        first,
    )


def _ours(tools: Tools, records: Path, keys: list[str], _first: list[str]) -> tuple[Codes, Cost]:
    out = records.with_name("clusters.csv")
    cost = run([*tools.amparo, "link", str(records), "--out", str(out)])
    return read_clusters(out, keys), cost


def _splink(_tools: Tools, records: Path, keys: list[str], first: list[str]) -> tuple[Codes, Cost]:
    pairs, cost = run_other("splink_scale", NEEDS, records, "--family-first", *first)
    return components(len(keys), pairs.left, pairs.right), cost


def _result(title: str, found: Codes, truth: Codes, cost: Cost) -> dict[str, Any]:
    return {
        "title": title,
        "records": len(truth),
        "wall": cost.wall,
        "cpu": cost.cpu,
        "memory": cost.memory,
        "clusters": cluster_score(found, truth)._asdict(),
        "b_cubed": b_cubed(found, truth)._asdict(),
    }


def slopes(runs: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Give for each system that was run at two sizes how its time grows: 1 is linear."""
    found = {}
    for title in dict.fromkeys(item["title"] for item in runs):
        own = [item for item in runs if item["title"] == title]
        if len(own) > 1:
            found[title] = slope([item["records"] for item in own], [item["wall"] for item in own])
    return found


def measure_incremental(tools: Tools) -> dict[str, Any] | None:
    """Link 1,000 new records of all lists against a register of 100,000 that was linked before.

    Once all names are read, once those of the register were read when it was linked.
    """
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        keys, truth, _ = make(REGISTER + NEW, work / "records.csv")
        order = np.random.default_rng(SEED).permutation(len(keys))
        new = np.zeros(len(keys), dtype=np.bool_)
        new[order[:NEW]] = True
        whole = csv.read_csv(work / "records.csv", convert_options=AS_WRITTEN)
        register, late = work / "register.csv", work / "new.csv"
        csv.write_csv(whole.filter(pa.array(~new)), register)
        csv.write_csv(whole.filter(pa.array(new)), late)
        known, out, again = (work / f"{name}.csv" for name in ("known", "clusters", "again"))
        keep = ("--readings", str(work / "names.parquet"))
        try:
            run([*tools.amparo, "link", str(register), "--out", str(known), *keep])
            asked = [*tools.amparo, "link", str(register), str(late), "--known", str(known)]
            cost = run([*asked, "--out", str(out)])
            kept = run([*asked, "--out", str(again), *keep])
            _check_equal(out, again)
            found = read_clusters(out, keys)
        except NotRun as why:
            tools.skip(f"{NEW:,} new records against a register of {REGISTER:,}", why)
            return None
    left, right = true_pairs(truth)
    fresh = new[left] | new[right]
    right_pairs = int(np.equal(found[left], found[right])[fresh].sum())
    joined = pairs_within(found) - pairs_within(found[~new])
    return {
        "register": int((~new).sum()),
        "new": int(new.sum()),
        "pairs": score_of(right_pairs, joined, int(fresh.sum()))._asdict(),
        "kept": {"wall": kept.wall, "cpu": kept.cpu, "memory": kept.memory},
        "wall": cost.wall,
        "cpu": cost.cpu,
        "memory": cost.memory,
    }


def _check_equal(one: Path, other: Path) -> None:
    if one.read_bytes() != other.read_bytes():
        msg = "names already read have changed the result"
        raise NotRun(msg)
