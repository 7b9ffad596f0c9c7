# SPDX-License-Identifier: AGPL-3.0-or-later
"""On SYNTHETIC lists whose truth is known: few joins are wrong, few missed, probabilities hold.

The floors are what was measured, less a margin for what a better generator may still bring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow.csv
import pytest
from bench.linkage.measures import (
    Codes,
    between,
    calibration_error,
    cluster_score,
    codes,
    reliability,
)

from amparo.linkage import Linkage, link
from amparo.synthetic import generate, load_design
from linkable import rows_of_files

if TYPE_CHECKING:
    from amparo.synthetic import Synthetic

PERSONS, SEED = 600, 11
BESIDE_NAMES = ("births", "region", "place", "article", "court", "arrest_date")


class Known(NamedTuple):
    """A linkage and the truth of its records, in the order of its table."""

    found: Linkage
    truth: Codes
    made: Synthetic


@pytest.fixture(scope="module", params=[(), BESIDE_NAMES], ids=["all columns", "names"])
def known(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Known:
    made = generate(load_design("three_lists"), persons=PERSONS, seed=SEED)
    path = tmp_path_factory.mktemp("synthetic") / "records.csv"
    pyarrow.csv.write_csv(made.records, path)
    found = link(rows_of_files([path], leave_out=request.param))
    person = dict(
        zip(*(made.truth[name].to_pylist() for name in made.truth.schema.names), strict=True)
    )
    return Known(found, codes(person[key] for key in found.table.keys), made)


def test_most_that_is_joined_is_right_and_most_that_is_right_is_joined(known: Known) -> None:
    score = cluster_score(known.found.labels, known.truth)
    assert score.precision >= 0.98
    assert score.recall >= 0.93


def test_probabilities_hold(known: Known) -> None:
    pairs, chance = known.found.pairs, known.found.probabilities
    same = known.truth[pairs.left] == known.truth[pairs.right]
    assert calibration_error(reliability(chance, same, 10)) < 0.06
    undecided = between(chance)
    assert undecided.any()
    # Few are undecided: three standard deviations of their number of matches, and the floor above.
    spread = np.sqrt((chance * (1 - chance))[undecided].sum())
    expected = chance[undecided].sum()
    assert abs(same[undecided].sum() - expected) < 3 * spread + 0.06 * undecided.sum()


def test_draws_have_as_many_persons_as_there_are(known: Known) -> None:
    drawn = known.found.draw(40)
    sizes = np.array([len(np.unique(row)) for row in drawn])
    true = len(np.unique(known.truth))
    assert abs(sizes.mean() / true - 1) < 0.02
    assert sizes.std() > 0


def test_lists_that_hold_nobody_twice_do_not_after_linking(known: Known) -> None:
    table = known.found.table
    pairs = np.stack([known.truth, table.sources.astype(np.int64)], axis=1)
    once = [
        name
        for at, name in enumerate(table.source_names)
        if len(np.unique(pairs[pairs[:, 1] == at], axis=0)) == (table.sources == at).sum()
    ]
    assert once
