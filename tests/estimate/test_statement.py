# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import json

import numpy as np
import pytest

from amparo.core.messages import say
from amparo.estimate import Estimate, Gate, GateVerdict, ListTable
from amparo.estimate.gates import Missing
from amparo.estimate.statement import Kind, conclude, lower_bound, pooled_median
from list_tables import list_table

KOSOVO = list_table("kosovo_1999")


def of(method: str, low: float, high: float, *verdicts: GateVerdict) -> Estimate:
    gates = [Gate(f"g{v.value}", v, say("For a reason.")) for v in verdicts]
    return Estimate.from_draws(method, np.linspace(low, high, 1001), gates=gates)


def test_methods_that_agree_give_an_estimate_that_holds_all_their_intervals() -> None:
    one, other = of("a", 9000, 13_000), of("b", 10_000, 16_000, GateVerdict.WARN)
    found = conclude(KOSOVO, [one, other])
    assert found.kind is Kind.ESTIMATE
    assert (found.low, found.high) == (one.low, other.high)
    assert found.median == pytest.approx(11_800, rel=0.01)
    said = found.said.text()
    assert said.startswith("Documented: 4,400.")
    assert "11,000 to 13,000" in said
    assert "mean" not in said


def test_what_is_refused_falls_out_and_is_told() -> None:
    refused = of("b", 90_000, 99_000, GateVerdict.REFUSE)
    found = conclude(KOSOVO, [of("a", 9000, 13_000), refused])
    assert found.kind is Kind.ESTIMATE
    assert [name for name, _ in found.methods] == ["a"]
    assert [(name, gate.key) for name, gate in found.gates] == [("b", "grefuse")]
    assert json.loads(json.dumps(found.to_json()))["gates"][0]["method"] == "b"


@pytest.mark.parametrize(
    "methods",
    [
        [of("a", 9000, 13_000, GateVerdict.REFUSE)],
        [of("a", 9000, 13_000), of("b", 9000, 13_000, GateVerdict.LOWER_BOUND)],
        [],
    ],
)
def test_a_lower_bound_is_left_where_no_method_knows_the_upper_end(methods: list[Estimate]) -> None:
    bound = lower_bound(KOSOVO)
    assert bound is not None
    found = conclude(KOSOVO, methods)
    assert (found.kind, found.median, found.high) == (Kind.LOWER_BOUND, None, None)
    assert found.low == bound.low
    assert 8000 < bound.low < bound.median == pytest.approx(8591.2, abs=0.1)
    assert "at least 8,190" in found.said.text()


@pytest.mark.parametrize(
    ("methods", "key"),
    [
        ([of("a", 9000, 13_000, GateVerdict.RANGE), of("b", 9000, 20_000)], "grange"),
        ([of("a", 5000, 5200), of("b", 15_000, 17_000)], "methods_apart"),
        ([of("a", 9000, 10_000), of("b", 11_000, 12_000)], "methods_contradict"),
    ],
)
def test_a_range_has_no_figure_in_the_middle(methods: list[Estimate], key: str) -> None:
    found = conclude(KOSOVO, methods)
    assert (found.kind, found.median) == (Kind.RANGE, None)
    assert key in {gate.key for _, gate in found.gates}
    assert found.low == min(e.low for e in methods)
    assert found.high == max(e.high for e in methods)
    assert "do not say where in between" in found.said.text()


def test_from_lists_that_tell_nothing_nothing_is_said_but_the_count() -> None:
    table = list_table("artificial_3")
    found = conclude(table, [of("a", 100, 120)])
    assert (found.kind, found.low, found.high) == (Kind.NOTHING, None, None)
    assert found.said.text().startswith("Documented: 96. How many are on no list cannot be said")


def test_lists_that_may_be_copies_leave_a_lower_bound_whatever_methods_give() -> None:
    patterns = [[1, 1, 0], [1, 0, 0], [0, 0, 1], [1, 0, 1]]
    table = ListTable.from_patterns("ABC", patterns, [50, 100, 40, 20])
    bound = lower_bound(table)
    found = conclude(table, [of("a", 300, 400)])
    assert bound is not None
    assert (found.kind, found.median, found.low) == (Kind.LOWER_BOUND, None, bound.low)
    assert [gate.key for _, gate in found.gates] == ["perhaps_copied", "copies_leave_few"]


def test_a_method_without_estimate_is_told() -> None:
    missing = Missing.because("graphs", ValueError("seven lists"))
    found = conclude(KOSOVO, [of("a", 9000, 13_000)], [missing])
    assert found.kind is Kind.ESTIMATE
    assert "seven lists" in found.gates[0][1].reason.text()


def test_the_low_end_is_never_said_below_the_documented() -> None:
    said = conclude(KOSOVO, [of("a", 4400, 4500)]).said.text()
    assert "(4,400 to 4,500" in said


def test_pooling_needs_draws() -> None:
    with pytest.raises(ValueError, match="no draws"):
        pooled_median([Estimate("x", 5, None, 4, 6)])


def test_one_method_is_named_and_its_interval_is_not_said_to_be_that_of_all() -> None:
    said = conclude(KOSOVO, [of("graphs", 9000, 13_000)]).said.text()
    assert "the 95 % interval of one method: decomposable graphs, averaged)" in said
    assert "all methods" not in said


def test_medians_that_are_the_same_in_three_digits_are_not_a_span() -> None:
    said = conclude(KOSOVO, [of("a", 9000, 13_000), of("b", 8999, 13_001)]).said.text()
    assert said.endswith(
        "(9,090 to 13,000, which holds the 95 % intervals of the two methods that no gate refuses:"
        " a; b)."
    )


def test_only_the_methods_that_are_left_are_said_to_be_held() -> None:
    left = [of("a", 9000, 13_000), of("b", 9100, 13_100), of("c", 9200, 13_500)]
    refused = of("graphs", 5000, 30_000, GateVerdict.REFUSE)
    said = conclude(KOSOVO, [*left, refused]).said.text()
    assert "intervals of the 3 methods that no gate refuses). By themselves these methods" in said
    assert "all methods" not in said


def test_values_of_xi_are_a_range_even_where_they_are_near_each_other() -> None:
    names = ("xi = 0.25", "xi = 0.5", "xi = 1", "xi = 2", "xi = 4")
    curve = [of(name, 9000 - 10 * k, 13_000 - 10 * k) for k, name in enumerate(names)]
    found = conclude(KOSOVO, curve)
    assert (found.kind, found.median) == (Kind.RANGE, None)
    said = found.said.text()
    assert "for xi from 1/4 to 4 the lists give from 9,060 to 12,900 (11,000 in the middle" in said
    assert "method" not in said


@pytest.mark.parametrize(("low", "keys"), [(8585.0, ["below_bound"]), (8592.0, []), (8600.0, [])])
def test_a_low_end_below_the_lower_bound_as_it_is_said_is_a_warning(
    low: float, keys: list[str]
) -> None:
    bound = Estimate("chao", 9000, None, 8598, 9500)
    one = Estimate("a", 9200, None, low, 9900, draws=np.linspace(low, 9900, 101))
    found = conclude(KOSOVO, [one], bound=bound)
    assert [gate.key for _, gate in found.gates] == keys
    assert all("keeps people off another" in gate.reason.text() for _, gate in found.gates)
    assert found.kind is Kind.ESTIMATE


@pytest.mark.parametrize(
    ("low", "high", "verb"),
    [
        ((5000, 5200), (15_000, 17_000), "gives"),
        ((9000, 10_000), (11_000, 12_000), "there are at most"),
    ],
)
def test_methods_are_named_as_in_the_report(
    low: tuple[int, int], high: tuple[int, int], verb: str
) -> None:
    found = conclude(KOSOVO, [of("lcm", *low), of("loglinear", *high)])
    (reason,) = [gate.reason.text() for _, gate in found.gates if gate.key.startswith("methods")]
    assert verb in reason
    assert "“latent classes”" in reason
    assert "“log-linear models, mixed”" in reason


def test_a_lower_bound_above_all_methods_is_a_warning() -> None:
    bound = Estimate("chao", 9000, None, 8600, 9500)
    below, other = of("a", 7000, 9100), of("b", 8000, 9100)
    found = conclude(KOSOVO, [below, other], bound=bound)
    (gate,) = [gate for _, gate in found.gates]
    assert (gate.key, gate.verdict) == ("bound_above", GateVerdict.WARN)
    assert "9,000 (8,600 or more), yet no method gives more than 8,550" in gate.reason.text()
    assert found.kind is Kind.ESTIMATE
    assert (
        conclude(KOSOVO, [below, of("b", 8200, 9100)], bound=bound).gates[0][1].key == "below_bound"
    )
    # Methods that are refused are not asked.
    far = of("c", 20_000, 30_000, GateVerdict.REFUSE)
    keys = {gate.key for _, gate in conclude(KOSOVO, [below, far], bound=bound).gates}
    assert "bound_above" in keys
