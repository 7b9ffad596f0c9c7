# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import json
from functools import partial

import pytest

from amparo.core.messages import say
from amparo.estimate import Estimate, GateVerdict, ListTable
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.identifying import XIS, Sensitivity
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.sensitivity import (
    lists_left_out,
    multiverse,
    setting_changed,
    unchanged,
    xi_changed,
)
from list_tables import list_table

KOSOVO = list_table("kosovo_1999")
ESTIMATE = partial(loglinear_estimate, draws=1000)


def test_everything_that_could_have_been_chosen_is_in_the_table() -> None:
    deltas = [(f"{d:g}", say("delta {d}", d=d), partial(graph_estimate, delta=d, draws=500))
              for d in (1 / 64, 1.0)]  # fmt: skip
    free = Sensitivity.of(KOSOVO, draws=2000)
    heard: list[tuple[int, int]] = []
    found = multiverse(
        [
            unchanged(KOSOVO, ESTIMATE),
            *lists_left_out(KOSOVO, ESTIMATE),
            *setting_changed(KOSOVO, "delta", deltas),
            *xi_changed(free),
        ],
        progress=lambda done, of: heard.append((done, of)),
    )
    rows = {row.key: row for row in found.rows}
    assert len(rows) == 1 + 4 + 2 + len(XIS)
    assert heard[-1] == (12, 12)
    medians = {key: row.estimate.median for key, row in rows.items() if row.estimate}
    assert medians["without:ABA"] < medians["unchanged"] < medians["without:HRW"]
    assert medians["delta:0.015625"] == pytest.approx(12_511, rel=0.005)
    assert medians["xi:0.25"] > medians["xi:1"] > medians["xi:4"]
    assert found.span == (min(medians.values()), max(medians.values()))
    plain = json.loads(json.dumps(found.to_json()))
    assert plain["rows"][1]["changed"] == "without the list “ABA”"


def test_a_row_without_estimate_stays_in_the_table_and_says_why() -> None:
    def fails(table: ListTable) -> Estimate:
        message = f"{table.n} are too few"
        raise ValueError(message)

    found = multiverse([unchanged(KOSOVO, fails)])
    (row,) = found.rows
    assert row.estimate is None
    assert row.gates[0].verdict is GateVerdict.REFUSE
    assert "4400 are too few" in row.gates[0].reason.text()
    assert not row.holds
    assert found.span is None


def test_the_gates_speak_in_every_row() -> None:
    three = KOSOVO.select(["ABA", "EXH", "OSCE"])
    (row,) = multiverse(lists_left_out(three, ESTIMATE)[:1]).rows
    assert row.gates[0].key == "few_lists"
    assert not row.holds
    assert multiverse([unchanged(three, ESTIMATE)]).rows[0].holds
