# SPDX-License-Identifier: AGPL-3.0-or-later
"""rapidfuzz's token_set_ratio of the names after anyascii, every pair of records.

Pairs below 70 of 100 are not written: its best threshold lies far above.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from anyascii import anyascii  # type: ignore[import-not-found]  # in the venv of the bench only
from bench.linkage.others.files import options, read_records, write_pairs
from rapidfuzz import fuzz, process, utils

STEP = 500


def every_pair(names: list[str]) -> tuple[Any, Any, Any]:
    """Score all pairs."""
    lefts, rights, scores = [], [], []
    for at in range(0, len(names), STEP):
        found = process.cdist(
            names[at : at + STEP], names, scorer=fuzz.token_set_ratio, dtype=np.uint8,
            score_cutoff=70, workers=2,
        )  # fmt: skip
        row, column = np.nonzero(found)
        upper = row + at < column
        row, column = row[upper], column[upper]
        lefts.append(row + at)
        rights.append(column)
        scores.append(found[row, column])
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(scores)


def main() -> None:
    """Score all pairs, or with `--candidates PAIRS.npz` exactly those."""
    parser = argparse.ArgumentParser(description=__doc__)
    options(parser)
    parser.add_argument("--candidates", type=Path)
    args = parser.parse_args()
    names = [utils.default_process(anyascii(row["name"])) for row in read_records(args.records)]
    if args.candidates:
        with np.load(args.candidates) as data:
            left, right = data["left"], data["right"]
        score = np.array(
            [fuzz.token_set_ratio(names[a], names[b]) for a, b in zip(left, right, strict=True)]
        )
    else:
        left, right, score = every_pair(names)
    write_pairs(args.out, left, right, score / 100)


if __name__ == "__main__":
    main()
