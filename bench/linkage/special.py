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
    Initials,
    Made,
    Question,
    Russian,
    declined,
    inflected,
    initials,
    look_alikes,
    read_russian,
)
from bench.linkage.xlink import LOGIC, TOKEN_SET, Other, link, write_records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amparo.names import inflection

CASES: tuple[inflection.Case, ...] = ("genitive", "dative", "instrumental")
DECLINED = 500
EVEN = 0.5
ALONE = "Amparo, two names alone"
_WITHIN = "Surname I. I., all other records of XLINK beside"
INITIALS = (
    Initials("Surname I. I."),
    Initials("Surname I. I., half of them on no other list", absent=300),
    Initials("Surname I. I. in the genitive", case="genitive"),
    Initials("Surname I. I. in the dative", case="dative"),
    Initials("Surname I. I., 40 beside 1,700", count=40, doubled=10),
)


def measure(tools: Tools, folder: Path, thresholds: Mapping[str, float]) -> list[dict[str, Any]]:
    """Ask every question of every tool; `thresholds` are the others' best ones on XLINK."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        sets = [*_of_xlink(tools, folder, work), *look_alikes()]
        ours, beside = _ours(tools, sets, work)
        answers = {"Amparo": ours}
        try:
            answers[ALONE] = _alone(tools, sets, work)
        except NotRun as why:
            tools.skip("amparo names score on the sets of one question", why)
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
    names, others = read_russian(folder)
    made = [initials(names, how) for how in INITIALS]
    made += [initials(names[:40], Initials("Surname I. I., 40 beside 40", 40, 10))]
    made += [initials(names, Initials(_WITHIN), others)]
    some = names[:DECLINED]
    for case in CASES:
        made.append(inflected(some, [declined(name, case) for name in some], f"{case}, by Amparo"))
        try:
            theirs = _by_pytrovich(some, case, work)
            made.append(inflected(some, theirs, f"{case}, by pytrovich"))
        except NotRun as why:
            tools.skip(f"{case} by pytrovich", why)
    return made


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
        joined = pairs_within(linked.clusters)
        for asked in made.questions:
            found[asked.title] = np.equal(linked.clusters[asked.left], linked.clusters[asked.right])
            joined -= int(found[asked.title].sum())
        # The other records of XLINK are rightly joined with each other.
        if made.title != _WITHIN:
            beside[made.title] = joined
    return found, beside


def _alone(tools: Tools, sets: Sequence[Made], work: Path) -> dict[str, Flags]:
    """Let `amparo names score` judge each pair by its two names, with no lists round them."""
    pairs, scores = work / "names.csv", work / "scores.csv"
    asked = [(made.rows, item) for made in sets for item in made.questions]
    rows = [
        {"left": rows[one]["name"], "right": rows[other]["name"]}
        for rows, item in asked
        for one, other in zip(item.left, item.right, strict=True)
    ]
    write_records(pairs, rows)
    run([*tools.amparo, "names", "score", str(pairs), "--out", str(scores)])
    with scores.open(newline="", encoding="utf-8") as handle:
        found = np.array([float(row["probability"]) for row in csv.DictReader(handle)])
    ends = np.cumsum([len(item.left) for _, item in asked])
    return dict(
        zip(
            (item.title for _, item in asked),
            np.split(found >= EVEN, ends[:-1]),
            strict=True,
        )
    )


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
