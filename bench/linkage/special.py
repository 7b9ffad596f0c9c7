# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amparo and the others on the sets made for one question each (see sets.py)."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.linkage.measures import Codes, Flags, Pairs, score_of
from bench.linkage.running import NotRun, Tools, python_with, run, run_other
from bench.linkage.sets import (
    Made,
    Question,
    Russian,
    inflected,
    initials,
    look_alikes,
    read_russian,
)
from bench.linkage.xlink import LOGIC, TOKEN_SET, Other, keyed, link, write_records

from amparo.names import inflection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CASES: tuple[inflection.Case, ...] = ("genitive", "dative", "instrumental")
DECLINED = 500


def measure(tools: Tools, folder: Path, thresholds: Mapping[str, float]) -> list[dict[str, Any]]:
    """Ask every question of every tool; `thresholds` are the others' best ones on XLINK."""
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as name:
        for made in [*_of_xlink(tools, folder, Path(name)), *look_alikes()]:
            found.extend(_ask(tools, made, Path(name) / "records.csv", thresholds))
    return found


def _of_xlink(tools: Tools, folder: Path, work: Path) -> list[Made]:
    if not (folder / "records.csv").is_file():
        tools.skip("initials and oblique cases", f"{folder} is not here")
        return []
    names = read_russian(folder)
    made = [initials(names)]
    some = names[:DECLINED]
    for case in CASES:
        made.append(inflected(some, [_declined(name, case) for name in some], f"{case}, by Amparo"))
        try:
            theirs = _by_pytrovich(some, case, work)
            made.append(inflected(some, theirs, f"{case}, by pytrovich"))
        except NotRun as why:
            tools.skip(f"{case} by pytrovich", why)
    return made


def _declined(name: Russian, case: inflection.Case) -> Russian:
    return Russian(
        inflection.decline(name.family, "family", name.gender, case),
        inflection.decline(name.given, "given", name.gender, case),
        inflection.decline(name.patronymic, "patronymic", name.gender, case),
    )


def _by_pytrovich(names: Sequence[Russian], case: str, work: Path) -> list[Russian]:
    source, target = work / "names.csv", work / "declined.csv"
    rows = [
        {"family": n.family, "given": n.given, "patronymic": n.patronymic, "gender": n.gender}
        for n in names
    ]
    write_records(source, rows)
    run(
        [python_with("pytrovich"), "-m", "bench.linkage.others.pytrovich_cases",
         str(source), case, "--out", str(target)],
    )  # fmt: skip
    with target.open(newline="", encoding="utf-8") as handle:
        return [Russian(**row) for row in csv.DictReader(handle)]


def _ask(
    tools: Tools, made: Made, records: Path, thresholds: Mapping[str, float]
) -> list[dict[str, Any]]:
    write_records(records, made.rows)
    answers: dict[str, list[Flags]] = {}
    try:
        linked = link(tools, records, [row["record_id"] for row in made.rows])
        answers["Amparo"] = [
            np.equal(linked.clusters[asked.left], linked.clusters[asked.right])
            for asked in made.questions
        ]
    except NotRun as why:
        tools.skip(f"amparo link, {made.title}", why)
    for other in (TOKEN_SET, LOGIC):
        threshold = thresholds.get(other.title)
        if threshold is None:
            continue
        try:
            answers[other.title] = _joined(other, made, records, threshold)
        except NotRun as why:
            tools.skip(f"{other.title}, {made.title}", why)
    return [
        {
            "title": asked.title,
            "pairs": len(asked.left),
            "same": int(asked.same.sum()),
            "answers": {tool: _answer(asked, given[number]) for tool, given in answers.items()},
        }
        for number, asked in enumerate(made.questions)
    ]


def _joined(other: Other, made: Made, records: Path, threshold: float) -> list[Flags]:
    left = np.concatenate([asked.left for asked in made.questions])
    right = np.concatenate([asked.right for asked in made.questions])
    more: tuple[str, ...] = ()
    if other is LOGIC:
        wanted = records.with_name("wanted.npz")
        np.savez(wanted, left=left, right=right)
        more = ("--candidates", str(wanted))
    beside = keyed(records, records.with_name("keyed.csv"))
    pairs, _ = run_other(other.module, other.needs, beside, *other.options, *more)
    joined = joined_pairs(pairs.above(threshold), left, right, len(made.rows))
    return np.split(joined, np.cumsum([len(asked.left) for asked in made.questions])[:-1])


def joined_pairs(pairs: Pairs, left: Codes, right: Codes, count: int) -> Flags:
    """Tell which pairs of records are among the scored ones, whichever side is left."""
    low, high = np.minimum(pairs.left, pairs.right), np.maximum(pairs.left, pairs.right)
    return np.isin(np.minimum(left, right) * count + np.maximum(left, right), low * count + high)


def _answer(asked: Question, joined: Flags) -> dict[str, float]:
    right = int((joined & asked.same).sum())
    score = score_of(right, int(joined.sum()), int(asked.same.sum()))
    return score._asdict() | {"wrong": int((joined & ~asked.same).sum())}
