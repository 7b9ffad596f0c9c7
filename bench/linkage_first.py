# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measure the first linkage on XLINK beside rapidfuzz's token_set_ratio in the same run.

    python bench/linkage_first.py [FOLDER OF XLINK]

Names only, then with birth data and gender. The baseline compares every pair of names at the
threshold that is best for it (found on this very data, which favours it), once on the names as
written and once on our search keys, which favours it again: it has no folding of its own.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from amparo.core.dates import PartialDate
from amparo.linkage import CautiousLinker, LinkRecord, Verdict
from amparo.names import search_key

XLINK = Path(__file__).resolve().parents[2] / "shared" / "data" / "xlink"
Truth = dict[str, str]


def read(folder: Path) -> tuple[list[LinkRecord], Truth]:
    """Give the records with everything XLINK tells of them, and the person of each."""
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as handle:
        truth = {row["record_id"]: row["person_id"] for row in csv.DictReader(handle)}
    with (folder / "records.csv").open(newline="", encoding="utf-8") as handle:
        records = [
            LinkRecord(
                row["record_id"],
                row["source_list"],
                row["name"],
                birth=PartialDate.from_edtf(born) if born else None,
                gender=row["gender"],
            )
            for row in csv.DictReader(handle)
            for born in [row["birth_date"] or row["birth_year"]]
        ]
    return records, truth


def pairs_of(truth: Truth) -> int:
    """Give the number of pairs that are one person."""
    return sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())


def measure(title: str, records: list[LinkRecord], truth: Truth) -> tuple[float, float, float]:
    """Link the records, print what came out, give precision and recall of pairs, and seconds."""
    start = time.perf_counter()
    result = CautiousLinker().link(records, [])
    seconds = time.perf_counter() - start
    by_verdict: dict[Verdict, list[bool]] = defaultdict(list)
    for item in result.findings:
        by_verdict[item.verdict].append(truth[item.left] == truth[item.right])
    right = sum(map(sum, by_verdict.values()))
    precision, recall = right / len(result.findings), right / pairs_of(truth)
    print(f"\n{title}: {seconds:.1f} s, {result.compared} pairs compared", end="")
    print(f" ({result.compared / seconds:,.0f} a second), {result.not_compared} left out")
    for verdict in (Verdict.LINK, Verdict.REVIEW):
        found = by_verdict[verdict]
        share = f"{sum(found) / len(found):.4f}" if found else "-"
        print(f"  {verdict:7} {len(found):6} pairs, of them one person {share}")
    print(f"  link and review together: precision {precision:.4f}, recall {recall:.4f}")
    return precision, recall, seconds


def baseline(title: str, names: list[str], people: list[str]) -> tuple[float, float, float]:
    """Score all pairs by token_set_ratio; give precision, recall, seconds at its best threshold."""
    start = time.perf_counter()
    codes = np.unique(np.array(people), return_inverse=True)[1]
    total, right = np.zeros(101, dtype=np.int64), np.zeros(101, dtype=np.int64)
    step = 500
    for at in range(0, len(names), step):
        scores = process.cdist(
            names[at : at + step], names, scorer=fuzz.token_set_ratio, dtype=np.uint8,
            score_cutoff=70, workers=2,
        )  # fmt: skip
        rows, columns = np.nonzero(scores)
        upper = rows + at < columns
        rows, columns = rows[upper], columns[upper]
        found = scores[rows, columns]
        total += np.bincount(found, minlength=101)
        right += np.bincount(found[codes[rows + at] == codes[columns]], minlength=101)
    seconds = time.perf_counter() - start
    true = sum(n * (n - 1) // 2 for n in Counter(people).values())
    above, right_above = np.cumsum(total[::-1])[::-1], np.cumsum(right[::-1])[::-1]
    f1 = 2 * right_above / (above + true)
    best = int(f1.argmax())
    precision, recall = right_above[best] / above[best], right_above[best] / true
    print(f"\n{title}: {seconds:.1f} s, threshold {best}: {above[best]} pairs", end="")
    print(f", precision {precision:.4f}, recall {recall:.4f}")
    return float(precision), float(recall), seconds


def main() -> int:
    """Run all measurements; 1 if the data is not there."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else XLINK
    if not (folder / "records.csv").is_file():
        print(f"SKIPPED: {folder} holds no records.csv; XLINK is not part of the repository")
        return 1
    records, truth = read(folder)
    people = [truth[item.key] for item in records]
    print(f"XLINK: {len(records)} records, {pairs_of(truth)} pairs that are one person")
    names_only = [replace(item, birth=None, gender="") for item in records]
    ours = measure("names only", names_only, truth)
    measure("with birth data and gender", records, truth)
    written = [item.name for item in records]
    folded = [search_key(name) for name in written]
    for title, names in (("as written", written), ("on our search keys", folded)):
        theirs = baseline(f"token_set_ratio {title}", names, people)
        print("  names only, ours to theirs:", end="")
        for word, one, other in zip(("precision", "recall", "seconds"), ours, theirs, strict=True):
            print(f" {word} {one / other:.2f}", end="")
        f_ours, f_theirs = (2 * p * r / (p + r) for p, r, _ in (ours, theirs))
        print(f", F1 {f_ours:.4f} to {f_theirs:.4f} = {f_ours / f_theirs:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
