# SPDX-License-Identifier: AGPL-3.0-or-later
"""The second demonstration: SYNTHETIC persons through the desk's own verbs, beside the truth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.synthetic import generate, load_design
from amparo_desk.accounts.models import Role, User
from amparo_desk.demo.build import Station
from amparo_desk.demo.synthetic import (
    DESIGN,
    Comparison,
    build_synthetic,
    compare,
    register_persons,
    truth_of,
)
from amparo_desk.estimates.queries import populations, tables_of
from amparo_desk.history.models import Change
from amparo_desk.register.models import Decision, Record, Source

PERSONS = 60
SEED = 3


@pytest.fixture
def user() -> User:
    return User.objects.create(username="documenter", role=Role.DOCUMENTER)


@pytest.fixture
def built(user: User) -> list[Station | Comparison]:
    return list(build_synthetic(user, persons=PERSONS, seed=SEED))


@pytest.mark.database
def test_every_record_of_the_lists_is_in_the_register(built: list[Station | Comparison]) -> None:
    made = generate(load_design(DESIGN), persons=PERSONS, seed=SEED)
    assert set(truth_of(made)) == set(Record.objects.values_list("key", flat=True))
    assert set(register_persons()) == set(truth_of(made))
    assert [type(item) for item in built] == [*[Station] * 4, Comparison]


@pytest.mark.database
def test_every_source_record_and_decision_is_labelled(built: list[Station | Comparison]) -> None:
    del built
    assert Source.objects.count() == 3
    for source in Source.objects.all():
        assert source.synthetic
        assert "SYNTHETIC" in source.title + source.key
        assert source.duplicate_free
    for key in Record.objects.values_list("key", flat=True):
        assert key.startswith("synthetic")
        assert "SYNTHETIC" in key
    assert Decision.objects.exists()


@pytest.mark.database
def test_there_is_something_to_estimate(built: list[Station | Comparison]) -> None:
    population = populations().get()
    assert "SYNTHETIC" in population.title
    table = tables_of(population).whole
    assert table is not None
    assert len(table.lists) == 3
    # Nothing is estimated before somebody asks.
    assert not population.runs.exists()


@pytest.mark.database
def test_the_comparison_is_that_of_the_register(built: list[Station | Comparison]) -> None:
    made = generate(load_design(DESIGN), persons=PERSONS, seed=SEED)
    found = compare(truth_of(made), register_persons())
    assert built[-1] == found
    assert found.true > 10
    assert found.precision >= 0.9
    assert found.recall >= 0.5


@pytest.mark.database
def test_building_again_leaves_no_trace(user: User, built: list[Station | Comparison]) -> None:
    before = Change.objects.count()
    assert list(build_synthetic(user, persons=PERSONS, seed=SEED))[-1] == built[-1]
    assert Change.objects.count() == before


GROUPS = st.dictionaries(st.integers(0, 30).map(str), st.sampled_from("abcdef"), max_size=20)


@given(GROUPS)
def test_the_truth_compared_with_itself_is_right_in_all(truth: dict[str, str]) -> None:
    found = compare(truth, truth)
    assert found.joined == found.true == found.right
    assert (found.precision, found.recall) == (1.0, 1.0)


@given(GROUPS)
def test_where_nothing_is_joined_nothing_is_wrong(truth: dict[str, str]) -> None:
    found = compare(truth, {})
    assert (found.joined, found.right, found.precision) == (0, 0, 1.0)


def test_pairs_are_counted() -> None:
    truth = {"1": "a", "2": "a", "3": "a", "4": "b"}
    assert compare(truth, {"1": "x", "2": "x", "3": "y", "4": "y"}) == Comparison(2, 3, 1)
