# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every gate of an assessment; what is unknown never decides."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.assessment import Answer, AnswerError, Outcome, evaluate, read_definition
from amparo.core.truth import Truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
PACE = read_definition("pace-1900")
EXCLUSION = {"terrorist_crime": F, "under_national_law": U, "under_convention": U}
ALL_FALSE = dict.fromkeys(PACE.elements, F)


def answers(values: dict[str, Truth]) -> dict[str, Answer]:
    return {name: Answer(value, "as the file shows", (1,)) for name, value in values.items()}


def outcome(values: dict[str, Truth]) -> Outcome:
    return evaluate(PACE, answers(values)).outcome


@pytest.mark.parametrize(
    ("gate", "criterion", "exclusion", "expected"),
    [
        (F, T, T, "not_deprived"), (F, T, F, "not_deprived"), (F, T, U, "not_deprived"),
        (F, F, T, "not_deprived"), (F, F, F, "not_deprived"), (F, F, U, "not_deprived"),
        (F, U, T, "not_deprived"), (F, U, F, "not_deprived"), (F, U, U, "not_deprived"),
        (U, T, T, "insufficient"), (U, T, F, "insufficient"), (U, T, U, "insufficient"),
        (U, F, T, "insufficient"), (U, F, F, "insufficient"), (U, F, U, "insufficient"),
        (U, U, T, "insufficient"), (U, U, F, "insufficient"), (U, U, U, "insufficient"),
        (T, T, T, "excluded"), (T, T, F, "meets"), (T, T, U, "insufficient"),
        (T, F, T, "excluded"), (T, F, F, "does_not"), (T, F, U, "insufficient"),
        (T, U, T, "excluded"), (T, U, F, "insufficient"), (T, U, U, "insufficient"),
    ],
)  # fmt: skip
def test_the_truth_table_of_gate_criteria_and_exclusion(
    gate: Truth, criterion: Truth, exclusion: Truth, expected: str
) -> None:
    values = ALL_FALSE | dict.fromkeys(PACE.exclusion, exclusion)
    values |= {"liberty": gate, "guarantee": criterion}
    assert outcome(values) == expected


@pytest.mark.parametrize("criterion", PACE.criteria)
def test_each_criterion_suffices_with_all_its_elements_and_with_none_less(criterion: str) -> None:
    held = ALL_FALSE | {"liberty": T} | dict.fromkeys(PACE.criteria[criterion], T)
    assert outcome(held) is Outcome.MEETS
    for element in PACE.criteria[criterion]:
        assert outcome(held | {element: F}) is Outcome.DOES_NOT
        assert outcome(held | {element: U}) is Outcome.INSUFFICIENT


def test_a_violated_guarantee_needs_no_political_motive() -> None:
    assert outcome(ALL_FALSE | {"liberty": T, "guarantee": T, "motive": F}) is Outcome.MEETS


@pytest.mark.parametrize("missing", PACE.exclusion)
def test_a_charge_of_terrorism_excludes_only_with_a_sentence_under_law_and_convention(
    missing: str,
) -> None:
    held = ALL_FALSE | {"liberty": T, "guarantee": T} | dict.fromkeys(PACE.exclusion, T)
    assert outcome(held) is Outcome.EXCLUDED
    assert outcome(held | {missing: F}) is Outcome.MEETS


VALUES = st.fixed_dictionaries(dict.fromkeys(PACE.elements, st.sampled_from([T, F, U])))


@given(VALUES)
def test_the_outcome_is_what_every_way_of_filling_in_the_unknown_gives(
    values: dict[str, Truth],
) -> None:
    unknown = [name for name, value in values.items() if value is U]
    ways = (
        outcome(values | dict(zip(unknown, way, strict=True)))
        for way in product((T, F), repeat=len(unknown))
    )
    possible = set(ways)
    expected = possible.pop() if len(possible) == 1 else Outcome.INSUFFICIENT
    assert outcome(values) is expected


@given(VALUES, st.sampled_from(list(PACE.elements)), st.sampled_from([T, F]))
def test_an_answer_without_evidence_changes_nothing(
    values: dict[str, Truth], element: str, value: Truth
) -> None:
    before = answers({name: v for name, v in values.items() if name != element})
    bare = before | {element: Answer(value, "everybody says so")}
    found = evaluate(PACE, bare)
    assert found.outcome is evaluate(PACE, before).outcome
    assert found.unsupported == (element,)


def test_nothing_answered_is_insufficient_and_says_what_is_missing() -> None:
    found = evaluate(PACE, {})
    assert found.outcome is Outcome.INSUFFICIENT
    assert found.missing == tuple(PACE.elements)


def test_what_cannot_change_the_outcome_any_more_is_not_missing() -> None:
    found = evaluate(PACE, answers({"liberty": T, "guarantee": T}))
    assert found.missing == PACE.exclusion


def test_all_faults_of_the_answers_are_named_at_once() -> None:
    given_answers = {"liberty": Answer(T), "motive": Answer(F, "  ", (1,)), "guilt": Answer(U)}
    with pytest.raises(AnswerError) as caught:
        evaluate(PACE, given_answers)
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "guilt",
        "liberty",
        "motive",
    ]
