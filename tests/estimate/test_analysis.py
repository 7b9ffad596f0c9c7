# SPDX-License-Identifier: AGPL-3.0-or-later
"""An analysis as a whole: what the default report says, other choices."""

from __future__ import annotations

import numpy as np
import pytest

from amparo.estimate.alternatives import alternatives
from amparo.estimate.analysis import (
    ALL,
    POOLED,
    Asked,
    analyse,
    assumption_of,
)
from amparo.estimate.standard import METHODS, default_findings
from list_tables import list_table

KOSOVO, KOREA = list_table("kosovo_1999"), list_table("korea")
QUICK = ("loglinear", "graphs", "heterogeneity")


def test_it_says_what_the_measured_default_report_says() -> None:
    # The bench measures how often `default_findings` holds the truth: it must be the same thing.
    assert len(POOLED) == len(METHODS)
    usual = default_findings(KOSOVO, methods={name: METHODS[name] for name in QUICK}, seed=5)
    found = analyse(KOSOVO, Asked(methods=(*QUICK, "chao", "xi"), seed=5))
    assert found.statement.to_json() == usual.statement.to_json()


def test_progress_is_told_by_stratum_and_method() -> None:
    told: list[tuple[str, str, float]] = []
    analyse(
        KOREA,
        Asked(sweeps=4000),
        labels=("north", "men"),
        progress=lambda *news: told.append(news),
    )
    assert [method for _, method, share in told if not share] == list(ALL)
    assert {stratum for stratum, _, _ in told} == {"north, men"}
    assert told.count(("north, men", "lcm", 1.0)) == 1


def test_where_a_pattern_is_empty_the_prior_does_not_decide() -> None:
    assert assumption_of(KOSOVO, 1).fit == "dirichlet"
    # Nobody of Korea is on c and d and not on b.
    assert assumption_of(KOREA, 1).fit == "graphs"
    # Under xi = 1 the graphs' shares give N by the graphs.
    graphs = analyse(KOREA, Asked(methods=("graphs",))).estimates[0]
    assert assumption_of(KOREA, 1).at().median == pytest.approx(graphs.median, rel=0.02)


def test_other_choices_change_one_thing_each() -> None:
    found = alternatives(analyse(KOSOVO, Asked(methods=("loglinear",))))
    assert found is not None
    assert [row.key for row in found.rows] == [
        "unchanged",
        "weights:aic",
        *(f"without:{name}" for name in KOSOVO.lists),
    ]
    medians = [row.estimate.median for row in found.rows if row.estimate]
    assert len(np.unique(medians)) == len(medians)
    assert alternatives(analyse(KOSOVO, Asked(methods=("chao",)))) is None
