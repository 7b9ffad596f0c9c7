# SPDX-License-Identifier: AGPL-3.0-or-later
"""An analysis as a whole: what the default report says, other choices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.core.messages import say
from amparo.estimate import Gate, GateVerdict
from amparo.estimate.alternatives import alternatives
from amparo.estimate.analysis import (
    ALL,
    POOLED,
    Asked,
    StoppedError,
    analyse,
    assumption_of,
)
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.standard import METHODS, default_findings
from amparo.estimate.store import Store
from list_tables import list_table

if TYPE_CHECKING:
    from pathlib import Path

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
        Asked(sweeps=2000),
        labels=("north", "men"),
        progress=lambda *news: told.append(news),
    )
    assert [method for _, method, share in told if not share] == list(ALL)
    assert {stratum for stratum, _, _ in told} == {"north, men"}
    assert told.count(("north, men", "lcm", 1.0)) == 1


def test_what_was_stopped_goes_on_with_the_same_draws(tmp_path: Path) -> None:
    asked = Asked(methods=("loglinear", "lcm"), sweeps=4000)
    blocks: list[float] = []

    def stop_once(_stratum: str, method: str, share: float) -> None:
        if method == "lcm" and share:
            blocks.append(share)
            if len(blocks) == 1:
                raise StoppedError

    store = Store(tmp_path)
    with pytest.raises(StoppedError):
        analyse(KOSOVO, asked, store=store, progress=stop_once)
    assert len(list(tmp_path.glob("*.begun.npz"))) == 1
    resumed = analyse(KOSOVO, asked, store=store, progress=stop_once)
    assert blocks == [0.5, 1.0]
    straight = analyse(KOSOVO, asked)
    for one, other in zip(resumed.estimates, straight.estimates, strict=True):
        assert one.draws is not None
        assert other.draws is not None
        assert np.array_equal(one.draws, other.draws)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    # What was begun is dropped when it is ended, and nothing that is kept is told of again.
    assert not list(tmp_path.glob("*.begun.npz"))
    analyse(KOSOVO, asked, store=store, progress=stop_once)
    assert len(blocks) == 2


def test_what_cannot_be_gone_on_with_is_begun_anew(tmp_path: Path) -> None:
    store, settings = Store(tmp_path), {"seed": 1, "sweeps": 2000}
    store.keep_begun(KOREA, "lcm", settings, {"other": np.arange(3)})
    found = analyse(KOREA, Asked(methods=("lcm",), sweeps=2000), store=store)
    assert found.estimates[0].median == pytest.approx(138, abs=3)
    assert len(list(tmp_path.iterdir())) == 1


def test_where_a_pattern_is_empty_the_prior_does_not_decide() -> None:
    assert assumption_of(KOSOVO, 1).fit == "dirichlet"
    # Nobody of Korea is on c and d and not on b.
    assert assumption_of(KOREA, 1).fit == "graphs"
    # Under xi = 1 the graphs' shares give N by the graphs.
    graphs = analyse(KOREA, Asked(methods=("graphs",))).estimates[0]
    assert assumption_of(KOREA, 1).at().median == pytest.approx(graphs.median, rel=0.02)


def test_what_speaks_against_graphs_speaks_against_xi_made_of_their_shares() -> None:
    gate = Gate("g", GateVerdict.RANGE, say("For a reason."))
    graphs = replace(graph_estimate(KOREA), gates=(gate,))
    found = assumption_of(KOREA, 1, [graphs])
    (own,) = found.at().gates
    assert (own.key, own.verdict) == ("g", GateVerdict.RANGE)
    assert own.reason.text().endswith("“decomposable graphs, averaged”. For a reason.")
    # Asked for alone, the gates of graphs are worked out.
    alone = analyse(KOREA, Asked(methods=("xi",))).at_one
    beside = analyse(KOREA, Asked(methods=("graphs", "xi")))
    assert alone is not None
    assert beside.at_one is not None
    assert alone.gates == beside.at_one.gates
    assert [gate.key for gate in alone.gates] == [g.key for g in beside.estimates[0].gates]
    # Where each pattern is seen no graph is behind xi.
    assert assumption_of(KOSOVO, 1, [graphs]).gates == ()


def test_other_choices_change_one_thing_each() -> None:
    found = alternatives(analyse(KOSOVO, Asked(methods=("loglinear",))))
    assert found is not None
    assert [row.key for row in found.rows] == [
        "unchanged",
        *(f"without:{name}" for name in KOSOVO.lists),
        "weights:aic",
    ]
    medians = [row.estimate.median for row in found.rows if row.estimate]
    assert len(np.unique(medians)) == len(medians)
    assert alternatives(analyse(KOSOVO, Asked(methods=("chao",)))) is None
    islands = list_table("artificial_3")
    assert alternatives(analyse(islands, Asked(methods=("loglinear",)))) is None


def test_a_method_that_is_refused_has_no_row_of_other_choices() -> None:
    found = analyse(KOSOVO, Asked(methods=("graphs", "loglinear")))
    gate = Gate("does_not_fit", GateVerdict.REFUSE, say("For a reason."))
    refused = tuple(
        replace(e, gates=(gate,)) if e.method == "graphs" else e for e in found.estimates
    )
    rows = alternatives(replace(found, estimates=refused))
    assert rows is not None
    assert "log-linear models" in rows.rows[0].said.text()
    assert not any(row.key.startswith("delta") for row in rows.rows)
    nothing = tuple(replace(e, gates=(gate,)) for e in found.estimates)
    assert alternatives(replace(found, estimates=nothing)) is None


def test_priors_and_the_number_of_classes_are_changed_too() -> None:
    heard: list[tuple[int, int]] = []
    asked = Asked(methods=("graphs", "lcm"), sweeps=4000)
    found = alternatives(analyse(KOREA, asked), progress=lambda done, of: heard.append((done, of)))
    assert found is not None
    rows = {row.key: row for row in found.rows}
    # Of three lists seven classes are the most that can be told apart: only fewer are tried.
    assert list(rows) == [
        "unchanged",
        "delta:quarter",
        "delta:four",
        "prior:flat",
        "classes:3",
        "lambda:expansion",
    ]
    assert rows["prior:flat"].estimate is not None
    assert rows["unchanged"].estimate is not None
    assert rows["prior:flat"].estimate.median > rows["unchanged"].estimate.median
    for key in ("classes:3", "lambda:expansion"):
        estimate = rows[key].estimate
        assert estimate is not None
        assert estimate.method == "lcm"
    assert rows["classes:3"].estimate is not None
    assert rows["classes:3"].estimate.settings["classes"] == 3
    assert heard[-1] == (6, 6)
