# SPDX-License-Identifier: AGPL-3.0-or-later
"""What all the other tools are given and give: RECORDS.csv in, positions and scores out."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import argparse

    from numpy.typing import ArrayLike


def options(parser: argparse.ArgumentParser) -> None:
    """Add what every tool of the bench takes."""
    parser.add_argument("records", type=Path)
    parser.add_argument("--out", type=Path, required=True)


def read_records(path: Path) -> list[dict[str, str]]:
    """Give the rows of RECORDS.csv; their positions are what the pairs refer to."""
    with path.open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def write_pairs(path: Path, left: ArrayLike, right: ArrayLike, score: ArrayLike) -> None:
    """Write scored pairs."""
    np.savez(
        path,
        left=np.asarray(left, dtype=np.int64),
        right=np.asarray(right, dtype=np.int64),
        score=np.asarray(score, dtype=np.float64),
    )
