# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import json
from dataclasses import replace

import pytest

from amparo.core.messages import say
from amparo.estimate import Gate, GateVerdict, ListTable
from amparo.estimate.analysis import Asked, analyse, stated
from amparo.estimate.answers import method_rows
from amparo.estimate.claimed import Claimed, judge_analysis, judge_claim, percent
from amparo.estimate.identifying import Sensitivity
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.titles import TITLES
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


def gated(verdict: GateVerdict) -> Gate:
    return Gate("g", verdict, say("For a reason."))


@pytest.mark.parametrize(
    ("verdict", "words", "firm"),
    [
        (GateVerdict.REFUSE, "By xi, no figure: For a reason.", False),
        (GateVerdict.LOWER_BOUND, "By xi, a lower bound only: For a reason.", False),
        (GateVerdict.RANGE, "% (a range only).", True),
        (GateVerdict.WARN, "% (with a warning).", True),
    ],
)
def test_gates_of_the_fit_behind_xi_speak_in_the_claim(
    verdict: GateVerdict, words: str, *, firm: bool
) -> None:
    of_fit = replace(FREE, gates=(gated(verdict),))
    assert {estimate.verdict for estimate in of_fit.curve()} == {verdict}
    found = judge_claim(10_000, KOSOVO, [], sensitivity=of_fit)
    assert words in text(found)
    assert [row.probability is not None for row in found.rows] == [firm] * 5
    assert (found.flip is not None) is firm
    assert "For a reason." in text(found)


def test_copies_leave_no_probability() -> None:
    patterns = [[1, 1, 0], [1, 0, 0], [0, 0, 1], [1, 0, 1]]
    table = ListTable.from_patterns("ABC", patterns, [50, 100, 40, 20])
    found = judge_claim(500, table, [ESTIMATE], sensitivity=FREE)
    assert {row.probability for row in found.rows} == {None}
    assert found.flip is None
    assert "no probability is given" in text(found)


@pytest.mark.parametrize(
    ("verdict", "words", "firm"),
    [
        (None, "Probability", True),
        (GateVerdict.RANGE, "Only a range can be said", True),
        (GateVerdict.LOWER_BOUND, "no probability is given", False),
        (GateVerdict.REFUSE, "no probability is given", False),
    ],
)
def test_no_probability_looks_firmer_than_the_statement(
    verdict: GateVerdict | None, words: str, *, firm: bool
) -> None:
    whole = analyse(KOSOVO, Asked(methods=("xi",)))
    gates = (gated(verdict),) if verdict else ()
    estimate = replace(ESTIMATE, gates=gates)
    asked = Asked(methods=("loglinear", "xi"))
    stand = stated(KOSOVO, asked, [estimate], [], None, whole.curve)
    analysis = replace(whole, asked=asked, estimates=(estimate,), statement=stand)
    found = judge_analysis(10_000, analysis)
    assert words in text(found)
    assert [row.probability is not None for row in found.rows] == [firm] * 6
    assert (found.flip is not None) is firm
    of_xi = {row[0]: row for row in method_rows(analysis, "en")}[TITLES["xi"].text()]
    assert (of_xi[1] == "-") is not firm
    assert of_xi[-1] == ("an assumption, not a method" if firm else "a lower bound only")


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "less than 1 %"), (0.5, "50 %"), (0.99, "99 %"), (0.9901, "more than 99 %")],
)
def test_nothing_is_certain(share: float, words: str) -> None:
    assert percent(share).text() == words
