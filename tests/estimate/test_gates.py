# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from amparo.core.messages import say
from amparo.estimate import Estimate, Gate, GateVerdict, ListTable
from amparo.estimate.checking import check_fit
from amparo.estimate.evidence import Evidence, evidence_of
from amparo.estimate.gates import RULES, Scope, estimate_gates, table_gates
from amparo.estimate.graph_estimates import graph_estimate
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.overlap import Overlap
from list_tables import list_table

FINE = Evidence(overlap=Overlap.of(list_table("kosovo_1999")))
RULE = {rule.key: rule for rule in RULES}
DOCS = Path(__file__).parents[2] / "docs" / "estimate-gates.md"


def of(patterns: list[list[int]], counts: list[int], names: str = "ABC") -> Evidence:
    return Evidence(overlap=Overlap.of(ListTable.from_patterns(names, patterns, counts)))


def bad_fit() -> Evidence:
    table = ListTable.from_patterns("ABC", [[1, 1, 0], [0, 1, 1], [1, 0, 0]], [50, 50, 50])
    shares = np.full((1, 7), 1 / 7)
    return Evidence(overlap=Overlap.of(table), checks=check_fit(table, shares))


SPEAKS = {
    "few_lists": of([[1, 0], [1, 1]], [20, 20], "AB"),
    "islands": of([[1, 1, 0], [0, 0, 1]], [20, 20]),
    "small_list": of([[1, 1, 0], [0, 1, 1]], [20, 9]),
    "perhaps_copied": of([[1, 1, 0], [0, 1, 1]], [20, 20]),
    "copies_leave_few": of([[1, 1, 0], [0, 0, 1], [1, 0, 1]], [40, 20, 20]),
    "chains_apart": replace(FINE, rhat=1.011, ess=5000.0),
    "does_not_fit": bad_fit(),
    "at_cap": replace(FINE, at_cap=0.011),
    "mass_at_end": replace(FINE, at_end=0.001),
    "models_far_apart": replace(FINE, span=(1000.0, 10_001.0)),
    "models_apart": replace(FINE, span=(1000.0, 3001.0)),
    "prior_decides": replace(FINE, prior_span=(1000.0, 1501.0)),
    "no_estimate": replace(FINE, existence=1),
    "saturated_graph": replace(FINE, saturated=0.06),
    "nothing_to_check": replace(FINE, unchecked=0.51),
}
SILENT = {
    "chains_apart": replace(FINE, rhat=1.01, ess=400.0),
    "at_cap": replace(FINE, at_cap=0.01),
    "mass_at_end": replace(FINE, at_end=0.00099),
    "models_far_apart": replace(FINE, span=(1000.0, 10_000.0)),
    "models_apart": replace(FINE, span=(1000.0, 3000.0)),
    "prior_decides": replace(FINE, prior_span=(1000.0, 1500.0)),
    "no_estimate": replace(FINE, existence=0),
    "saturated_graph": replace(FINE, saturated=0.05),
    "nothing_to_check": replace(FINE, unchecked=0.5),
    "copies_leave_few": of(
        [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [1, 0, 0, 1]], [400, 9, 20, 9], "ABCD"
    ),
    "small_list": of([[1, 1, 1], [0, 1, 1]], [10, 10]),
}


@pytest.mark.parametrize("key", [rule.key for rule in RULES])
def test_each_gate_speaks_where_it_must(key: str) -> None:
    assert RULE[key].speaks(SPEAKS[key])
    assert len(RULE[key].reason(SPEAKS[key]).text()) > 40
    assert not RULE[key].speaks(FINE)


@pytest.mark.parametrize("key", SILENT)
def test_at_the_bound_itself_a_gate_is_silent(key: str) -> None:
    assert not RULE[key].speaks(SILENT[key])


@pytest.mark.parametrize(
    "seen", [{"rhat": float("nan")}, {"ess": float("nan")}, {"ess": 399.0}, {"rhat": 3.0}]
)
def test_chains_of_which_nothing_is_known_did_not_meet(seen: dict[str, float]) -> None:
    assert RULE["chains_apart"].speaks(replace(FINE, **seen))  # type: ignore[arg-type]  # keywords


def test_a_model_not_identified_is_told_from_one_without_estimate() -> None:
    said = {
        code: RULE["no_estimate"].reason(replace(FINE, existence=code)).text() for code in (1, 2)
    }
    assert "without end" in said[1]
    assert "more parameters" in said[2]


def test_a_misfit_of_the_whole_names_no_single_number() -> None:
    table = ListTable.from_patterns("ABC", [[1, 1, 0], [0, 1, 1], [1, 0, 0]], [50, 50, 50])
    checks = check_fit(table, np.full((1, 7), 1 / 7))
    known = RULE["does_not_fit"].reason(replace(FINE, checks=checks)).text()
    assert "Farthest off" in known
    assert "is less than 0.001" in known
    mild = replace(checks.checks[0], p=0.02)
    whole = replace(FINE, checks=replace(checks, checks=(mild, mild), whole=0.004))
    assert RULE["does_not_fit"].speaks(whole)
    said = RULE["does_not_fit"].reason(whole).text()
    assert "Farthest off" not in said
    assert "together by more than chance" in said
    assert "of the whole table is 0.004" in said


def test_the_number_of_lists_is_said_without_a_plural() -> None:
    one = of([[1]], [20], "A")
    assert "copies counted once: 1." in RULE["few_lists"].reason(one).text()


@pytest.mark.parametrize(
    ("patterns", "counts", "pairs", "bound"),
    [
        # Three lists that are the same.
        ([[1, 1, 1]], [100], ["“A” / “B”", "“A” / “C”", "“B” / “C”"], True),
        # One of three is within another.
        ([[1, 1, 0], [1, 0, 0], [0, 0, 1], [1, 0, 1]], [50, 100, 40, 20], ["“B” / “A”"], True),
        # Of four, three are left.
        (
            [[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 1]],
            [50, 100, 40, 20, 30, 30],
            ["“B” / “A”"],
            False,
        ),
    ],
)
def test_copies_are_all_named_and_leave_a_bound_where_few_lists_are_left(
    patterns: list[list[int]], counts: list[int], pairs: list[str], *, bound: bool
) -> None:
    table = ListTable.from_patterns("ABCD"[: len(patterns[0])], patterns, counts)
    found = {gate.key: gate for gate in table_gates(table)}
    words = [name.strip("“”") for pair in pairs for name in pair.split(" / ")]
    assert all(name in found["perhaps_copied"].reason.text() for name in words)
    assert ("copies_leave_few" in found) is bound
    if bound:
        said = found["copies_leave_few"].reason.text()
        assert all(pair in said for pair in pairs)
        assert "--copies" in said


def test_gates_of_tables_speak_about_tables() -> None:
    assert table_gates(list_table("kosovo_1999")) == ()
    assert [gate.key for gate in table_gates(list_table("artificial_3"))] == ["islands"]
    two = list_table("kosovo_1999").select(["ABA", "EXH"])
    assert table_gates(two)[0].verdict is GateVerdict.REFUSE


def test_diagnostics_of_chains_are_read() -> None:
    table = list_table("kosovo_1999")
    told = {"rhat": 1.2, "ess_bulk": 900.0, "ess_tail": 300.0, "at_cap": 0.2}
    found = Estimate("x", 5000, None, 4500, 6000, diagnostics=told)
    evidence = evidence_of(table, found)
    assert (evidence.rhat, evidence.ess, evidence.at_cap) == (1.2, 300.0, 0.2)
    keys = [gate.key for gate in estimate_gates(table, found)]
    assert keys == ["chains_apart", "at_cap"]


def test_the_span_of_log_linear_models_near_the_best_speaks() -> None:
    table = list_table("taiwan_hav_1995")
    found = loglinear_estimate(table, draws=500)
    assert [gate.key for gate in estimate_gates(table, found)] == ["nothing_to_check"]
    kosovo = list_table("kosovo_1999")
    assert estimate_gates(kosovo, loglinear_estimate(kosovo, draws=500)) == ()


def test_the_saturated_graph_with_weight_refuses_and_replaces_the_warning() -> None:
    table = list_table("taiwan_hav_1995")
    found = graph_estimate(table, saturated=True, draws=500)
    gates = {gate.key: gate.verdict for gate in estimate_gates(table, found)}
    assert gates["saturated_graph"] is GateVerdict.REFUSE
    assert len(gates) == len(estimate_gates(table, found))


def test_a_gate_that_came_with_the_estimate_is_not_repeated() -> None:
    table = list_table("kosovo_1999")
    own = Gate("at_cap", GateVerdict.REFUSE, say("Own words."))
    found = Estimate("x", 5, None, 4, 6, diagnostics={"at_cap": 0.5}, gates=(own,))
    assert estimate_gates(table, found) == (own,)


def test_the_documentation_has_each_gate_with_its_verdict_and_no_other() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", DOCS.read_text("utf-8"), re.MULTILINE))
    stated = {"classes_used_up": "warn", "methods_apart": "range", "methods_contradict": "range",
              "bound_above": "warn", "below_bound": "warn",
              "partitions_without_estimate": "refuse",
              "imputations_without_estimate": "refuse", "labels_missing": "warn"}  # fmt: skip
    assert rows == {rule.key: rule.verdict.value for rule in RULES} | stated
    assert {rule.scope for rule in RULES} == set(Scope)
