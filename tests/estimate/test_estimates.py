# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import json

import numpy as np
import pytest

from amparo.core.messages import say
from amparo.estimate import Estimate, Gate, GateVerdict
from amparo.estimate.estimates import total

RANGE = Gate("span", GateVerdict.RANGE, say("Models differ by more than a factor of 3."))
WARN = Gate("tail", GateVerdict.WARN, say("The tail is long."))


def test_an_estimate_of_draws_has_median_mean_and_equal_tails() -> None:
    found = Estimate.from_draws("x", np.arange(1001), level=0.9)
    shown = (found.median, found.mean, found.low, found.high)
    assert shown == pytest.approx((500, 500, 50, 950))
    assert found.share_above(900) == pytest.approx(0.1, abs=1e-3)


@pytest.mark.parametrize("draws", [[], [1.0, float("inf")]])
def test_draws_must_be_there_and_finite(draws: list[float]) -> None:
    with pytest.raises(ValueError, match="finite"):
        Estimate.from_draws("x", draws)


def test_the_worst_gate_decides() -> None:
    found = Estimate("x", 5, None, 4, 6)
    assert found.verdict is None
    assert found.with_gates([WARN, RANGE]).verdict is GateVerdict.RANGE
    refused = Gate("few", GateVerdict.REFUSE, say("There are too few lists."))
    assert found.with_gates([RANGE]).with_gates([refused]).verdict is GateVerdict.REFUSE


def test_an_estimate_is_plain_data_without_its_draws() -> None:
    found = Estimate.from_draws("x", [3, 4], settings={"seed": 1}).with_gates([WARN])
    plain = json.loads(json.dumps(found.to_json()))
    assert plain["median"] == 3.5
    assert plain["gates"] == [{"key": "tail", "verdict": "warn", "reason": "The tail is long."}]
    assert "draws" not in plain


def test_what_is_not_finite_is_nothing_in_plain_data() -> None:
    found = Estimate("x", float("inf"), None, 4, float("inf"), diagnostics={"all": [1.0, np.inf]})
    plain = found.to_json()
    assert (plain["median"], plain["low"], plain["high"]) == (None, 4, None)
    assert plain["diagnostics"] == {"all": [1.0, None]}


def test_without_draws_no_share_is_told() -> None:
    with pytest.raises(ValueError, match="no draws"):
        Estimate("x", 5, None, 4, 6).share_above(5)


def test_strata_are_added_up_by_draws_that_do_not_move_together() -> None:
    same = np.random.default_rng(1).normal(1000, 100, 20_000)
    one = Estimate.from_draws("x", same).with_gates([WARN])
    both = total("x", [one, one.with_gates([RANGE])])
    assert both.median == pytest.approx(2000, rel=0.01)
    # Had they moved together, the width would be twice that of one and not 1.41 times.
    assert both.high - both.low == pytest.approx(2**0.5 * (one.high - one.low), rel=0.03)
    assert both.gates == (WARN, RANGE)


def test_strata_without_draws_are_not_added_up() -> None:
    for strata in ([], [Estimate("x", 5, None, 4, 6)]):
        with pytest.raises(ValueError, match="by their draws"):
            total("x", strata)
