# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amparo and the others on XLINK: names alone, and with birth data and gender."""

from __future__ import annotations

import csv
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.linkage.measures import (
    Codes,
    Flags,
    Pairs,
    Score,
    at_threshold,
    b_cubed,
    best_clusters,
    best_threshold,
    between,
    calibration_error,
    cluster_score,
    codes,
    components,
    pairs_within,
    recall_by_kind,
    reliability,
)
from bench.linkage.running import ROOT, Cost, NotRun, Tools, run, run_other

from amparo.names import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

XLINK = ROOT.parent / "shared" / "data" / "xlink"
BINS = (10, 15)
NAMES_ONLY, WITH_BIRTH = PARTS = ("names only", "with birth data")
SEED = 24
HIDDEN = ("birth_year", "birth_date", "gender")
# What a user is not shown by default, that the low bins of the calibration are seen too.
WIDE = ("--cost-review", "0.001")
DEFAULT = 0.5
MASKED = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Data:
    """RECORDS.csv with the person of each record and its language."""

    records: Path
    keys: list[str]
    truth: Codes
    languages: list[str]


@dataclass(frozen=True, slots=True)
class Linked:
    """What `amparo link` gave: the clusters, the pairs, which of them it links, the cost."""

    clusters: Codes
    pairs: Pairs
    link: Flags
    cost: Cost


@dataclass(frozen=True, slots=True)
class Other:
    """One of the other tools, what it needs, how it is called, its ready-made thresholds."""

    title: str
    module: str
    needs: tuple[str, ...]
    options: tuple[str, ...] = ()
    ready: tuple[float, ...] = ()
    probability: bool = False


SPLINK = ("splink_names", ("splink", "anyascii", "pyarrow"))
TOKEN_SET = Other("token_set_ratio after anyascii", "token_set", ("rapidfuzz", "anyascii", "numpy"))
LOGIC = Other(
    "nomenklatura logic-v2", "logic_v2", ("nomenklatura.matching", "sklearn"), (), (0.7, 0.9)
)


def others(*, birth: bool) -> list[Other]:
    """Give the other tools; those that know nothing of birth data only where there is none."""
    more = ("--birth",) if birth else ()
    splink = [
        Other(f"splink 5, order {order}", *SPLINK, ("--order", order, *more), (0.5, 0.95), True)  # noqa: FBT003 - its last field says that it gives probabilities
        for order in ("naive", "declared")
    ]
    return [*([] if birth else [TOKEN_SET]), *splink, LOGIC]


def read_data(folder: Path, into: Path, *, birth: bool, masked: float = 0.0) -> Data:
    """Write XLINK's records as the tools get them, and give them with their truth.

    Without `birth` the columns of birth and gender are gone, not empty. Of the share `masked` of
    the records the birth is taken away.
    """
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as handle:
        person = {row["record_id"]: row["person_id"] for row in csv.DictReader(handle)}
    with (folder / "records.csv").open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    chance = random.Random(SEED)  # noqa: S311 - which records, not a secret
    for row in rows:
        if chance.random() < masked:
            row.update(dict.fromkeys(("birth_year", "birth_date"), ""))
    write_records(into, rows, () if birth else HIDDEN)
    keys = [row["record_id"] for row in rows]
    return Data(into, keys, codes(person[key] for key in keys), [row["lang"] for row in rows])


def write_records(path: Path, rows: Sequence[dict[str, str]], hidden: Sequence[str] = ()) -> None:
    """Write RECORDS.csv without the hidden columns."""
    head = [name for name in rows[0] if name not in hidden]
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, head, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def keyed(records: Path, into: Path) -> Path:
    """Copy the records with our search key beside each name, for the candidates of logic-v2."""
    with records.open(newline="", encoding="utf-8") as handle:
        rows = [row | {"search_key": search_key(row["name"])} for row in csv.DictReader(handle)]
    write_records(into, rows)
    return into


def link(tools: Tools, records: Path, keys: Sequence[str], *more: str) -> Linked:
    """Run `amparo link` on the records as a user would.

    Raises:
        NotRun: it failed, or does not keep the contract of its files.
    """
    place = {key: number for number, key in enumerate(keys)}
    with tempfile.TemporaryDirectory() as name:
        out, pairs = Path(name) / "clusters.csv", Path(name) / "pairs.csv"
        cost = run(
            [*tools.amparo, "link", str(records), "--out", str(out), "--pairs", str(pairs), *more]
        )
        found = read_clusters(out, keys)
        with pairs.open(newline="", encoding="utf-8") as handle:
            rows = [
                row for row in csv.DictReader(handle) if {row["left"], row["right"]} <= set(place)
            ]
    scored = Pairs(
        np.array([place[row["left"]] for row in rows], dtype=np.int64),
        np.array([place[row["right"]] for row in rows], dtype=np.int64),
        np.array([float(row["probability"]) for row in rows]),
    )
    return Linked(found, scored, np.array([row["decision"] == "link" for row in rows]), cost)


def read_clusters(path: Path, keys: Sequence[str]) -> Codes:
    """Give the cluster of each record; one that is missing is a cluster of its own.

    Raises:
        NotRun: the file has no record_id and person_id.
    """
    with path.open(newline="", encoding="utf-8") as handle:
        reader = csv.DictReader(handle)
        if not {"record_id", "person_id"} <= set(reader.fieldnames or ()):
            msg = f"{path.name} has the columns {reader.fieldnames}"
            raise NotRun(msg)
        found = {row["record_id"]: row["person_id"] for row in reader}
    return codes(found.get(key) or ("alone", key) for key in keys)


def measure_ours(data: Data, linked: Linked, wide: Linked) -> dict[str, Any]:
    """Give what is said of Amparo's runs; the threshold is its own.

    `linked` is the run by default, `wide` one that writes the less probable pairs too.
    """
    pairs, truth = wide.pairs, data.truth
    threshold, best = best_threshold(pairs, truth)
    return {
        "title": "Amparo",
        "compared": len(pairs.left),
        "found": float(pairs.same(truth).sum()) / pairs_within(truth),
        "clusters": cluster_score(linked.clusters, truth)._asdict(),
        "b_cubed": b_cubed(linked.clusters, truth)._asdict(),
        "pairs": best._asdict() | {"threshold": threshold},
        "ready": {f"{DEFAULT:g}, its default": at_threshold(pairs, truth, DEFAULT)._asdict()},
        "review": int((~linked.link).sum()),
        "by_language": recall_by_kind(linked.clusters, truth, data.languages),
        "calibration": calibration(pairs, truth),
        "calibration_shown": calibration(linked.pairs, truth),
        **cost_of(linked.cost, len(linked.pairs.left)),
    }


def calibration(pairs: Pairs, truth: Codes) -> dict[str, Any]:
    """Give how far the probabilities of scored pairs are from the shares that are one person."""
    same, undecided = pairs.same(truth), between(pairs.score)
    return {
        "pairs": len(same),
        "all": {str(n): calibration_error(reliability(pairs.score, same, n)) for n in BINS},
        "undecided": {
            str(n): calibration_error(reliability(pairs.score[undecided], same[undecided], n))
            for n in BINS
        },
        "undecided_pairs": int(undecided.sum()),
        "curve": [list(item) for item in reliability(pairs.score, same, BINS[0])],
    }


def measure_other(data: Data, other: Other, pairs: Pairs, cost: Cost) -> dict[str, Any]:
    """Give what is said of another tool, its thresholds found on this very truth, favouring it."""
    truth = data.truth
    threshold, best = best_threshold(pairs, truth)
    clusters, cubes = best_clusters(pairs, truth)
    kept = pairs.above(threshold)
    found = components(len(truth), kept.left, kept.right)
    row: dict[str, Any] = {
        "title": other.title,
        "compared": len(pairs.left),
        "found": float(pairs.same(truth).sum()) / pairs_within(truth),
        "clusters": clusters._asdict(),
        "b_cubed": cubes._asdict(),
        "pairs": best._asdict() | {"threshold": threshold},
        "ready": {f"{at:g}": at_threshold(pairs, truth, at)._asdict() for at in other.ready},
        "by_language": recall_by_kind(found, truth, data.languages),
        **cost_of(cost, len(pairs.left)),
    }
    if other.probability:
        row["calibration"] = calibration(pairs, truth)
    return row


def cost_of(cost: Cost, compared: int) -> dict[str, float]:
    """Give the cost of a run, a pair too."""
    each = cost.cpu / compared * 1e6 if compared else 0.0
    return {"wall": cost.wall, "cpu": cost.cpu, "memory": cost.memory, "microseconds": each}


def measure(tools: Tools, folder: Path, parts: Sequence[str] = PARTS) -> dict[str, Any]:
    """Measure everything on XLINK; what cannot be run is counted in `tools`."""
    if not (folder / "records.csv").is_file():
        tools.skip("XLINK", f"{folder} holds no records.csv; it is not part of the repository")
        return {}
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        for part in parts:
            birth = part == WITH_BIRTH
            data = read_data(folder, Path(name) / "records.csv", birth=birth)
            found["records"], found["true_pairs"] = len(data.keys), pairs_within(data.truth)
            found[part] = _systems(tools, data, part, birth=birth)
        if WITH_BIRTH in parts:
            found["masked"] = _masked(tools, folder, Path(name) / "records.csv")
    return found


def _masked(tools: Tools, folder: Path, records: Path) -> list[dict[str, Any]]:
    """Give Amparo's clusters as less and less birth data is left."""
    found = []
    for share in MASKED:
        data = read_data(folder, records, birth=True, masked=share)
        try:
            clusters = link(tools, records, data.keys).clusters
        except NotRun as why:
            tools.skip(f"amparo link on XLINK, births of {share:.0%} taken away", why)
            continue
        with records.open(newline="", encoding="utf-8") as handle:
            left = [row["birth_year"] or row["birth_date"] for row in csv.DictReader(handle)]
        found.append(
            {
                "without": 1 - sum(map(bool, left)) / len(left),
                "clusters": cluster_score(clusters, data.truth)._asdict(),
                "b_cubed": b_cubed(clusters, data.truth)._asdict(),
                "by_language": recall_by_kind(clusters, data.truth, data.languages),
            }
        )
    return found


def _systems(tools: Tools, data: Data, part: str, *, birth: bool) -> list[dict[str, Any]]:
    rows = []
    try:
        linked = link(tools, data.records, data.keys)
        rows.append(measure_ours(data, linked, link(tools, data.records, data.keys, *WIDE)))
        _say(rows[-1], part)
    except NotRun as why:
        tools.skip(f"amparo link on XLINK, {part}", why)
    beside = keyed(data.records, data.records.with_name("keyed.csv"))
    for other in others(birth=birth):
        try:
            pairs, cost = run_other(other.module, other.needs, beside, *other.options)
            rows.append(measure_other(data, other, pairs, cost))
        except NotRun as why:
            tools.skip(f"{other.title} on XLINK, {part}", why)
            continue
        _say(rows[-1], part)
    return rows


def _say(row: dict[str, Any], part: str) -> None:
    best = Score(row["pairs"]["precision"], row["pairs"]["recall"], row["pairs"]["f1"])
    print(f"  {row['title']}, {part}: pair F1 {best.f1:.3f}, {row['wall']:.1f} s")
