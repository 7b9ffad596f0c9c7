# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from amparo.estimate import Estimate, GateVerdict, ListTable
from amparo.estimate.simulation import designs
from amparo.estimate.standard import METHODS, Method, default_findings
from amparo.estimate.statement import Kind
from list_tables import list_table

if TYPE_CHECKING:
    from amparo.estimate.identifying import Sampler

DESIGNS = {design.key: design for design in designs()}


def test_independent_lists_give_an_estimate_by_all_methods() -> None:
    design = DESIGNS["independent_four"]
    heard: list[str] = []
    found = default_findings(design.table(1), progress=heard.append)
    assert heard == list(METHODS)
    assert found.statement.kind is Kind.ESTIMATE
    assert found.statement.low is not None
    assert found.statement.high is not None
    assert found.statement.low <= design.people <= found.statement.high
    assert not any(check.fails for check in found.checks.values())


def test_a_method_that_fits_badly_is_refused_and_the_others_stand() -> None:
    def estimate(table: ListTable, seed: int, level: float) -> Estimate:
        return Estimate.from_draws("even", np.full(100, table.n + seed), level=level)

    def shares(_: ListTable) -> Sampler:
        return lambda table, number, _: np.full(
            (number, 2 ** len(table.lists) - 1), 1 / (2 ** len(table.lists) - 1)
        )

    methods = {"loglinear": METHODS["loglinear"], "even": Method(estimate, shares)}
    found = default_findings(list_table("kosovo_1999"), methods=methods)
    even = found.estimates[1]
    assert found.checks["even"].fails
    assert even.verdict is GateVerdict.REFUSE
    assert "does not give back the table" in even.gates[0].reason.text()
    assert [name for name, _ in found.statement.methods] == ["loglinear"]


def test_impossible_patterns_go_through_all_methods() -> None:
    design = DESIGNS["never_both"]
    found = default_findings(design.table(2))
    assert len(found.estimates) == len(METHODS)
    assert found.statement.low is not None
    assert found.statement.low <= design.people


def test_a_table_of_islands_gives_nothing() -> None:
    found = default_findings(list_table("artificial_3"), checked=False)
    assert found.statement.kind is Kind.NOTHING
    assert found.checks == {}
