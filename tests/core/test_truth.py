# SPDX-License-Identifier: AGPL-3.0-or-later
"""Strong Kleene logic: every law over all combinations of the three values."""

from __future__ import annotations

from itertools import product

import pytest

from amparo.core.truth import Truth, all_of, any_of

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
ALL = (T, F, U)
PAIRS = list(product(ALL, repeat=2))
TRIPLES = list(product(ALL, repeat=3))


@pytest.mark.parametrize(
    ("one", "other", "both", "either", "follows"),
    [
        (T, T, T, T, T), (T, F, F, T, F), (T, U, U, T, U),
        (F, T, F, T, T), (F, F, F, F, T), (F, U, F, U, T),
        (U, T, U, T, T), (U, F, F, U, U), (U, U, U, U, U),
    ],
)  # fmt: skip
def test_kleenes_tables(
    one: Truth, other: Truth, both: Truth, either: Truth, follows: Truth
) -> None:
    assert (one & other, one | other, one.implies(other)) == (both, either, follows)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_laws_of_two(one: Truth, other: Truth) -> None:
    assert one & other is other & one
    assert one | other is other | one
    assert ~(one & other) is ~one | ~other
    assert ~(one | other) is ~one & ~other
    assert one & (one | other) is one
    assert one | (one & other) is one
    assert one.implies(other) is (~other).implies(~one)


@pytest.mark.parametrize(("one", "other", "third"), TRIPLES)
def test_laws_of_three(one: Truth, other: Truth, third: Truth) -> None:
    assert (one & other) & third is one & (other & third)
    assert (one | other) | third is one | (other | third)
    assert one & (other | third) is (one & other) | (one & third)
    assert one | (other & third) is (one | other) & (one | third)
    assert all_of((one, other, third)) is one & other & third
    assert any_of((one, other, third)) is one | other | third


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_learning_more_never_turns_an_answer_round(one: Truth, other: Truth) -> None:
    """Monotone in knowledge: a decided result stays whatever an UNKNOWN part becomes."""
    for learned_one in ALL if one is U else (one,):
        for learned_other in ALL if other is U else (other,):
            for before, after in (
                (one & other, learned_one & learned_other),
                (one | other, learned_one | learned_other),
                (one.implies(other), learned_one.implies(learned_other)),
                (~one, ~learned_one),
            ):
                assert before in {U, after}


@pytest.mark.parametrize("value", ALL)
def test_laws_of_one(value: Truth) -> None:
    assert ~~value is value
    assert value & value is value | value is value
    assert (value & T, value | F, value & F, value | T) == (value, value, F, T)


def test_nothing_is_all_true_and_none_true() -> None:
    assert (all_of([]), any_of([])) == (T, F)


@pytest.mark.parametrize(("value", "truth"), [(True, T), (False, F), (None, U)])
def test_a_truth_is_made_of_a_bool_or_none_and_is_no_bool(value: bool | None, truth: Truth) -> None:  # noqa: FBT001 - the value itself
    assert Truth.of(value) is truth
    with pytest.raises(TypeError, match="not a bool"):
        bool(truth)
