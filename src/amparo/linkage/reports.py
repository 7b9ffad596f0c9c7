# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a linkage found, as tables for files: pairs with reasons, draws, counts."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from amparo.names.evidence import feature_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from amparo.linkage.linking import Linkage

_BATCH = 1 << 18


def pair_rows(found: Linkage) -> Iterator[tuple[str, str, str, str, str]]:
    """Give left, right, probability, decision and reason of pairs joined or worth a look.

    Pairs that people decided are left out: their reason is the decision.
    """
    pairs, keys = found.pairs, found.table.keys
    chance = found.probabilities
    inside = found.labels[pairs.left] == found.labels[pairs.right]
    open_pairs = ~found.weigher.decided(pairs.left, pairs.right)
    worth = np.flatnonzero(open_pairs & (inside | (chance >= found.costs.ask_from)))
    for start in range(0, len(worth), _BATCH):
        at = worth[start : start + _BATCH]
        reasons = _reasons(found, at, inside[at])
        for place, joined, reason in zip(at.tolist(), inside[at].tolist(), reasons, strict=True):
            left, right = keys[pairs.left[place]], keys[pairs.right[place]]
            decision = "link" if joined else "review"
            yield left, right, f"{chance[place]:.4f}", decision, reason


def draws_table(found: Linkage, draws: int, *, seed: int) -> pa.Table:
    """Give draws of the partition: draw (from 0), record_id, and person, the first record's id.

    Two records of a draw are one person in it if their `person` is the same.
    """
    keys = pa.array(found.table.keys)
    drawn = found.draw(draws, seed=seed)
    size = len(found.table)
    places = pa.array(np.tile(np.arange(size, dtype=np.int32), draws))
    return pa.table(
        {
            "draw": np.repeat(np.arange(draws, dtype=np.int32), size),
            "record_id": pa.DictionaryArray.from_arrays(places, keys),
            "person": pa.DictionaryArray.from_arrays(pa.array(drawn.ravel()), keys),
        }
    )


def parquet(table: pa.Table) -> bytes:
    """Give a table as a Parquet file, with checksums."""
    out = BytesIO()
    pq.write_table(table, out, compression="zstd", write_page_checksum=True)
    return out.getvalue()


def counts(found: Linkage) -> dict[str, int]:
    """Give the numbers of records, lists, persons, pairs compared, joined and worth a look."""
    chance = found.probabilities
    inside = found.labels[found.pairs.left] == found.labels[found.pairs.right]
    return {
        "records": len(found.table),
        "lists": len(found.table.source_names),
        "persons": len(np.unique(found.labels)),
        "pairs_compared": found.pairs.compared,
        "pairs_joined": int(inside.sum()),
        "pairs_worth_a_look": int((~inside & (chance >= found.costs.ask_from)).sum()),
        "pairs_not_compared": found.pairs.left_out,
    }


def _reasons(found: Linkage, at: NDArray[np.int64], inside: NDArray[np.bool_]) -> list[str]:
    """Say what each pair agrees and differs in; each combination is put into words once."""
    scorer = found.weigher.scorer
    scored = scorer.score(found.pairs.left[at], found.pairs.right[at])
    never = found.weigher.contradicted(scored)
    sure = ~inside & ~never & (found.probabilities[at] >= found.costs.link)
    columns = np.vstack([scored.levels, inside, ~inside & never, sure]).astype(np.int8)
    distinct, back = np.unique(columns, axis=1, return_inverse=True)
    table = feature_weights()
    said = []
    for *levels, _, contradicted, others in distinct.T.tolist():
        features = [names[level] for names, level in zip(scorer.groups, levels, strict=True)]
        words = [
            table[name].reason if name in table else name.replace("_", " ")
            for name in features
            if not name.endswith("_missing")
        ]
        start = (
            "contradicted: " if contradicted else "other records speak against: " if others else ""
        )
        said.append(start + "; ".join(words))
    return [said[place] for place in back.tolist()]
