# SPDX-License-Identifier: AGPL-3.0-or-later
"""Monte Carlo: tolerances are about four standard errors of runs as short as these."""

from __future__ import annotations

import numpy as np
import pytest

from amparo.estimate import GateVerdict, ListTable
from amparo.estimate.latent_classes import (
    LatentClassRun,
    Progress,
    Settings,
    default_classes,
    latent_class_estimate,
)
from list_tables import list_table


def test_korea_is_what_long_runs_of_other_samplers_say() -> None:
    told: list[Progress] = []
    found = latent_class_estimate(
        list_table("korea"), classes=10, sweeps=2000, progress=told.append
    )
    assert found.median == pytest.approx(138, abs=2)
    assert found.mean == pytest.approx(145, abs=3)
    # With 1,000 effective draws in the tail its end has a standard error of some 3 %.
    assert (found.low, found.high) == pytest.approx((124, 204), rel=0.08)
    assert found.diagnostics["rhat"] <= 1.01
    assert found.diagnostics["round_trips"] > 100
    assert found.verdict is None
    assert told[-1].share == 1


def test_kosovo_without_tempering_is_what_long_runs_say() -> None:
    run = LatentClassRun.begin(list_table("kosovo_1999"), Settings(10, tempered=False))
    for _ in range(12):
        run.advance()
    found = run.estimate()
    # Effective draws are about 300: 4 standard errors of the median are some 4 %.
    assert found.median == pytest.approx(10_422, rel=0.04)
    assert found.low == pytest.approx(8_953, rel=0.06)
    assert found.diagnostics["k_star"] == pytest.approx(7.2, abs=1.0)


def test_a_run_too_short_refuses() -> None:
    run = LatentClassRun.begin(list_table("kosovo_1999"), Settings(10, tempered=False))
    run.advance()
    found = run.estimate()
    assert [gate.key for gate in found.gates] == ["chains_apart"]
    assert found.verdict is GateVerdict.REFUSE
    assert "did not meet" in found.gates[0].reason.text()


def test_too_few_classes_are_said() -> None:
    found = latent_class_estimate(list_table("korea"), classes=2, sweeps=4000)
    assert "classes_used_up" in [gate.key for gate in found.gates]


def test_a_stored_run_goes_on_as_if_it_had_not_stopped() -> None:
    table, settings = list_table("korea"), Settings(4, chains=2, seed=9, tempered=False)
    straight = LatentClassRun.begin(table, settings)
    straight.advance()
    resumed = LatentClassRun.resumed(table, settings, straight.arrays())
    straight.advance()
    resumed.advance()
    assert resumed.estimate().draws == pytest.approx(straight.estimate().draws)
    assert resumed.sweeps == 4000


def test_a_list_that_cannot_reach_people_is_not_a_list_that_missed_them() -> None:
    # 2,995 people, lists independent but that nobody can be on a and c: odds 2/3, 3/7, 3/7.
    patterns = [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1]]
    counts = [667, 429, 286, 429, 184]
    found = []
    for impossible in ([[1, 0, 1], [1, 1, 1]], []):
        table = ListTable.from_patterns(["a", "b", "c"], patterns, counts, impossible)
        found.append(latent_class_estimate(table, classes=3, chains=2, sweeps=4000))
    never, missed = found
    assert never.median == pytest.approx(2995, rel=0.05)
    assert never.low < 2995 < never.high
    # Classes can imitate it, but the data are far more probable where it is stated.
    stated, imitated = (np.mean(one.diagnostics["log_evidence"]) for one in (never, missed))
    assert stated > imitated + 5


def test_tables_made_by_the_model_look_like_the_one_it_was_fitted_to() -> None:
    table = list_table("korea")
    run = LatentClassRun.begin(table, Settings(5))
    run.advance()
    made = run.replicate(np.random.default_rng(1), 500)
    assert made.shape == (500, len(table.counts) + 1)
    assert (made.sum(axis=1) == table.n).all()
    assert made[:, :-1].mean(axis=0) == pytest.approx(table.counts, rel=0.3, abs=3)


def test_what_cannot_be_estimated_is_no_run() -> None:
    alone = ListTable.from_patterns(["a", "b"], [[1, 0]], [5])
    with pytest.raises(ValueError, match="two lists"):
        latent_class_estimate(alone)
    with pytest.raises(ValueError, match="two classes"):
        Settings(1)
    assert default_classes(list_table("korea")) == 7
    assert default_classes(list_table("kosovo_1999")) == 10
