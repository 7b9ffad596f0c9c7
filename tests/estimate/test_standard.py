# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.estimate import Estimate, GateVerdict, ListTable
from amparo.estimate.latent_classes import LatentClassRun, Settings
from amparo.estimate.simulation import designs
from amparo.estimate.standard import METHODS, Method, default_findings, of_classes
from amparo.estimate.statement import Kind
from list_tables import list_table

if TYPE_CHECKING:
    from amparo.estimate.identifying import Sampler

# The chains of latent classes take their time; they are tested in their own place.
QUICK = {name: method for name, method in METHODS.items() if name != "latent_classes"}
DESIGNS = {design.key: design for design in designs()}


def test_independent_lists_give_an_estimate_by_all_methods() -> None:
    design = DESIGNS["independent_four"]
    heard: list[str] = []
    found = default_findings(design.table(1), methods=QUICK, progress=heard.append)
    assert heard == list(QUICK)
    assert found.statement.kind is Kind.ESTIMATE
    assert found.statement.low is not None
    assert found.statement.high is not None
    assert found.statement.low <= design.people <= found.statement.high
    assert not any(check.fails for check in found.checks.values())


def test_a_method_that_fits_badly_is_refused_and_the_others_stand() -> None:
    def even(table: ListTable, seed: int, level: float) -> tuple[Estimate, Sampler]:
        found = Estimate.from_draws("even", np.full(100, table.n + seed), level=level)
        patterns = 2 ** len(table.lists) - 1
        return found, lambda _, number, __: np.full((number, patterns), 1 / patterns)

    methods: dict[str, Method] = {"loglinear": METHODS["loglinear"], "even": even}
    found = default_findings(list_table("kosovo_1999"), methods=methods)
    badly = found.estimates[1]
    assert found.checks["even"].fails
    assert badly.verdict is GateVerdict.REFUSE
    assert "does not give back the table" in badly.gates[0].reason.text()
    assert [name for name, _ in found.statement.methods] == ["loglinear"]


def test_impossible_patterns_go_through_all_methods() -> None:
    design = DESIGNS["never_both"]
    found = default_findings(design.table(2), methods=QUICK)
    assert len(found.estimates) == len(QUICK)
    assert found.statement.low is not None
    assert found.statement.low <= design.people


def test_a_table_of_islands_gives_nothing() -> None:
    found = default_findings(list_table("artificial_3"), methods=QUICK, checked=False)
    assert found.statement.kind is Kind.NOTHING
    assert found.checks == {}


def test_the_shares_of_latent_classes_are_those_of_the_run() -> None:
    table = DESIGNS["never_both"].table(1)
    run = LatentClassRun.begin(table, Settings(3, chains=2, sweeps=1, tempered=False))
    run.advance()
    shares = of_classes(run)(table, 400, np.random.default_rng(1))
    assert shares.shape == (400, 15)
    assert shares.sum(axis=1) == pytest.approx(np.ones(400))
    assert (shares[:, table.impossible_codes - 1] == 0).all()
    own = run.pattern_chances()[:, :-1].mean(axis=0)
    assert shares[:, table.codes - 1].mean(axis=0) == pytest.approx(own, abs=0.01)


def test_where_the_prior_of_the_graphs_decides_there_is_only_a_range() -> None:
    graphs = {"graphs": METHODS["graphs"]}
    found = default_findings(list_table("uk_modern_slavery_2013_5lists"), methods=graphs)
    (gate,) = found.estimates[0].gates
    assert (gate.key, gate.verdict) == ("prior_decides", GateVerdict.RANGE)
    assert "13,264 to 22,990" in gate.reason.text()
    assert found.statement.kind is Kind.RANGE
    kosovo = default_findings(list_table("kosovo_1999"), methods=graphs).estimates[0]
    assert kosovo.gates == ()
    assert [round(row["delta"] * 16, 9) for row in kosovo.diagnostics["delta"]] == [0.25, 0.5, 2.0]
