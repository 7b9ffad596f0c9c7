# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import json
from dataclasses import replace

import pytest

from amparo.core.messages import say
from amparo.estimate import Gate, GateVerdict
from amparo.estimate.claimed import Claimed, judge_claim, percent
from amparo.estimate.identifying import Sensitivity
from amparo.estimate.mixture import loglinear_estimate
from list_tables import list_table

KOSOVO = list_table("kosovo_1999")
FREE = Sensitivity.of(KOSOVO, draws=4000)
ESTIMATE = loglinear_estimate(KOSOVO, draws=4000)


def text(found: Claimed) -> str:
    return " ".join(said.text() for said in found.said)


def test_a_claim_below_what_is_documented_is_borne_out_by_the_lists() -> None:
    found = judge_claim(4399, KOSOVO, [ESTIMATE])
    assert text(found).endswith("More than claimed are on the lists.")
    assert "Probability" in text(judge_claim(4400, KOSOVO, [ESTIMATE]))


def test_each_method_and_each_xi_has_its_probability_and_they_fall_in_xi() -> None:
    found = judge_claim(10_000, KOSOVO, [ESTIMATE], sensitivity=FREE)
    assert found.rows[0].probability == ESTIMATE.share_above(10_000)
    of_xi = [row.probability for row in found.rows[1:]]
    assert of_xi == sorted(of_xi, key=lambda p: -(p or 0))
    assert found.rows[3].key == "no_highest_interaction:1"
    assert found.flip == pytest.approx(2.3, abs=0.1)
    assert "below xi = 2.28" in text(found)
    assert "an assumption that these lists cannot check" in text(found)
    assert json.loads(json.dumps(found.to_json()))["flip"] == found.flip


@pytest.mark.parametrize(
    ("number", "words"), [(5_000, "only above xi"), (200_000, "only below xi")]
)
def test_a_claim_that_turns_beyond_what_is_tried_is_said_to(number: int, words: str) -> None:
    said = text(judge_claim(number, KOSOVO, [], sensitivity=FREE))
    assert words in said
    assert "beyond the 1/4 to 4 that are tried" in said


@pytest.mark.parametrize(("number", "words"), [(8_000, "more than claimed"), (9_000, "that alone")])
def test_the_lower_bound_may_bear_a_claim_out(number: int, words: str) -> None:
    found = judge_claim(number, KOSOVO, [])
    assert found.bound is not None
    assert words in text(found)


def test_a_method_that_is_refused_gives_no_probability() -> None:
    gate = Gate("x", GateVerdict.REFUSE, say("For a reason."))
    found = judge_claim(10_000, KOSOVO, [replace(ESTIMATE, gates=(gate,))])
    assert found.rows[0].probability is None
    assert "cannot be said" in text(found)


def test_lists_that_tell_nothing_give_no_probability_at_all() -> None:
    table = list_table("artificial_3")
    found = judge_claim(500, table, [loglinear_estimate(table, draws=100)])
    assert (found.rows, found.bound, found.flip) == ((), None, None)
    assert "share nobody" in text(found)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "less than 1 %"), (0.5, "50 %"), (0.99, "99 %"), (0.9901, "more than 99 %")],
)
def test_nothing_is_certain(share: float, words: str) -> None:
    assert percent(share).text() == words
