# SPDX-License-Identifier: AGPL-3.0-or-later
"""nomenklatura's logic-v2 on candidate pairs.

It has no blocking that fits here, so it is given candidates: the nearest of each record by 3-grams
of characters (TF-IDF) of the column `search_key`, which is Amparo's own folding and so favours it;
or with `--candidates PAIRS.npz` exactly those pairs.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from bench.linkage.others.files import options, read_records, write_pairs
from followthemoney import model  # type: ignore[import-not-found]  # in the venv of the bench only
from nomenklatura.matching import (  # type: ignore[import-not-found]  # in the venv of the bench only
    LogicV2,
)
from sklearn.feature_extraction.text import (  # type: ignore[import-not-found]  # likewise
    TfidfVectorizer,
)

NEAREST = 30
# Of 30 nearest most are nothing like; this keeps about 7 of them a record.
LIKENESS = 0.4
STEP = 1000


def candidates(keys: list[str]) -> tuple[Any, Any]:
    """Give positions of the pairs worth comparing."""
    found = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3)).fit_transform(keys)
    seen: set[tuple[int, int]] = set()
    for at in range(0, len(keys), STEP):
        block = (found[at : at + STEP] @ found.T).tocsr()
        for row in range(block.shape[0]):
            start, end = block.indptr[row], block.indptr[row + 1]
            likeness, column = block.data[start:end], block.indices[start:end]
            first = np.argsort(-likeness)[: NEAREST + 1]
            for other in column[first[likeness[first] >= LIKENESS]]:
                if other != at + row:
                    seen.add((min(at + row, int(other)), max(at + row, int(other))))
    pairs = np.array(sorted(seen), dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def person(number: int, row: dict[str, str]) -> Any:  # noqa: ANN401 - a class of followthemoney
    """Give the record as the entity that the matcher reads."""
    properties = {"name": [row["name"]]}
    born = row.get("birth_date") or row.get("birth_year")
    if born:
        properties["birthDate"] = [born]
    if row.get("gender"):
        properties["gender"] = [row["gender"]]
    return model.get_proxy({"id": str(number), "schema": "Person", "properties": properties})


def main() -> None:
    """Score the candidates."""
    parser = argparse.ArgumentParser(description=__doc__)
    options(parser)
    parser.add_argument("--candidates", type=Path)
    args = parser.parse_args()
    rows = read_records(args.records)
    if args.candidates:
        with np.load(args.candidates) as data:
            left, right = data["left"], data["right"]
    else:
        left, right = candidates([row["search_key"] for row in rows])
    people = [person(number, row) for number, row in enumerate(rows)]
    config = LogicV2.default_config()
    scores = [
        LogicV2.compare(people[one], people[other], config).score
        for one, other in zip(left, right, strict=True)
    ]
    write_pairs(args.out, left, right, scores)


if __name__ == "__main__":
    main()
