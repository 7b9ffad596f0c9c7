# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amparo and the others on the sets made for one question each (see sets.py)."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.linkage.measures import Flags, pairs_within, score_of
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
from bench.linkage.xlink import LOGIC, TOKEN_SET, Other, link, write_records

from amparo.names import inflection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CASES: tuple[inflection.Case, ...] = ("genitive", "dative", "instrumental")
DECLINED = 500


def measure(tools: Tools, folder: Path, thresholds: Mapping[str, float]) -> list[dict[str, Any]]:
    """Ask every question of every tool; `thresholds` are the others' best ones on XLINK."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        sets = [*_of_xlink(tools, folder, work), *look_alikes()]
        ours, beside = _ours(tools, sets, work)
        answers = {"Amparo": ours}
        for other in (TOKEN_SET, LOGIC):
            if other.title in thresholds:
                answers[other.title] = _others(tools, other, sets, work, thresholds[other.title])
    return [
        {
            "title": asked.title,
            "pairs": len(asked.left),
            "same": int(asked.same.sum()),
            "beside": beside.get(made.title),
            "answers": {
                tool: _answer(asked, given[asked.title])
                for tool, given in answers.items()
                if asked.title in given
            },
        }
        for made in sets
        for asked in made.questions
    ]


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


def _ours(
    tools: Tools, sets: Sequence[Made], work: Path
) -> tuple[dict[str, Flags], dict[str, int]]:
    """Give which pairs Amparo joins of those asked about, and how many others in each set."""
    found: dict[str, Flags] = {}
    beside: dict[str, int] = {}
    for made in sets:
        write_records(work / "records.csv", made.rows)
        try:
            linked = link(tools, work / "records.csv", [row["record_id"] for row in made.rows])
        except NotRun as why:
            tools.skip(f"amparo link, {made.title}", why)
            continue
        beside[made.title] = pairs_within(linked.clusters)
        for asked in made.questions:
            found[asked.title] = np.equal(linked.clusters[asked.left], linked.clusters[asked.right])
            beside[made.title] -= int(found[asked.title].sum())
    return found, beside


def _others(
    tools: Tools, other: Other, sets: Sequence[Made], work: Path, threshold: float
) -> dict[str, Flags]:
    """Let another tool score exactly the pairs that are asked about, all sets in one run."""
    write_records(work / "records.csv", [row for made in sets for row in made.rows])
    lefts, rights, ends, before = [], [], [], 0
    for made in sets:
        for asked in made.questions:
            lefts.append(asked.left + before)
            rights.append(asked.right + before)
            ends.append(len(asked.left))
        before += len(made.rows)
    wanted = work / "wanted.npz"
    np.savez(wanted, left=np.concatenate(lefts), right=np.concatenate(rights))
    try:
        pairs, _ = run_other(
            other.module, other.needs, work / "records.csv", "--candidates", wanted
        )
    except NotRun as why:
        tools.skip(f"{other.title} on the sets of one question", why)
        return {}
    joined = np.split(pairs.score >= threshold, np.cumsum(ends)[:-1])
    titles = [asked.title for made in sets for asked in made.questions]
    return dict(zip(titles, joined, strict=True))


def _answer(asked: Question, joined: Flags) -> dict[str, float]:
    right = int((joined & asked.same).sum())
    score = score_of(right, int(joined.sum()), int(asked.same.sum()))
    return score._asdict() | {"wrong": int((joined & ~asked.same).sum())}
