# SPDX-License-Identifier: AGPL-3.0-or-later
"""The prior of a match is learnt from the scores themselves: a known mixture is found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.linkage.pairs import Pairs
from amparo.linkage.priors import prior_bits

if TYPE_CHECKING:
    from numpy.typing import NDArray

MATCH, STRANGER = 12.0, -4.0


def mixture(
    own: int, matches: int, *, seed: int = 1, spread: float = 2.0
) -> tuple[Pairs, NDArray[np.int32]]:
    """Give two lists of `own` records, so many of them on both, all pairs across scored.

    Scores are normal in both classes with the spread for which they are true weights: the
    likelihood ratio of a score of s bits is 2 ** s.
    """
    dice = np.random.default_rng(seed)
    left, right = (side.ravel() for side in np.mgrid[0:own, own : 2 * own])
    same = (right - left == own) & (left < matches)
    # Of two normals with means +m and -m in nats and variance 2 m the log ratio is the value.
    nats = np.where(same, spread**2 / 2, -(spread**2) / 2) + spread * dice.standard_normal(
        len(left)
    )
    score = (nats / np.log(2)).astype(np.float32)
    sources = np.repeat([0, 1], own).astype(np.int32)
    return Pairs(left.astype(np.int32), right.astype(np.int32), score, len(left)), sources


def share(bits: float) -> float:
    return float(1 / (1 + 2**-bits))


@pytest.mark.parametrize(("own", "matches"), [(300, 100), (300, 200), (300, 290)])
def test_a_known_share_of_matches_is_found_again(own: int, matches: int) -> None:
    pairs, sources = mixture(own, matches, spread=5.0)
    found = share(prior_bits(pairs, sources)[0, 1])
    # Twenty assumed matches at the common share pull little lists a little.
    assert found == pytest.approx(matches / own**2, rel=0.25)


def test_lists_that_share_more_people_have_the_higher_prior() -> None:
    few, many = (prior_bits(*mixture(300, matches, spread=5.0))[0, 1] for matches in (10, 250))
    assert many > few + 2


@given(st.integers(1, 60), st.integers(0, 40), st.integers(0, 9))
@settings(max_examples=30, deadline=None)
def test_it_is_symmetric_and_a_probability_below_one_half(
    own: int, matches: int, seed: int
) -> None:
    pairs, sources = mixture(own, matches, seed=seed)
    bits = prior_bits(pairs, sources)
    assert bits.shape == (2, 2)
    assert (bits == bits.T).all()
    assert (bits <= 0).all()
    assert np.isfinite(bits).all()


def test_a_small_list_leans_on_all_of_them() -> None:
    pairs, sources = mixture(300, 200, spread=5.0)
    # A third list of one record without a pair: nothing is known of it.
    with_third = np.append(sources, np.int32(2))
    bits = prior_bits(pairs, with_third)
    everything = 200 / (601 * 600 / 2)
    assert share(bits[0, 2]) == pytest.approx(everything, rel=0.35)
    assert bits[0, 0] < bits[0, 2] < bits[0, 1]


def test_a_prior_of_a_few_records_is_that_of_a_small_world_not_of_their_number() -> None:
    pairs, sources = mixture(1, 1)
    assert prior_bits(pairs, sources).max() < -6


@pytest.mark.parametrize("records", [0, 1, 2])
def test_no_pairs_at_all_are_no_fault(records: int) -> None:
    empty = np.zeros(0, np.int32)
    pairs = Pairs(empty, empty, empty.astype(np.float32))
    bits = prior_bits(pairs, np.zeros(records, np.int32))
    assert np.isfinite(bits).all()
    assert (bits < 0).all()


def test_of_known_records_only_pairs_with_new_ones_are_looked_at() -> None:
    pairs, sources = mixture(300, 200, spread=5.0)
    new = pairs.right < 350
    found = Pairs(pairs.left[new], pairs.right[new], pairs.score[new])
    known = np.ones(600, dtype=bool)
    known[300:350] = False
    bits = prior_bits(found, sources, known)
    assert share(bits[0, 1]) == pytest.approx(50 / (300 * 50), rel=0.5)
