# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from amparo.estimate import class_state, sampler, variates

LISTS, CLASSES = 3, 3


def empty(cells: int) -> class_state.State:
    return class_state.State(
        np.zeros(CLASSES),
        np.zeros((LISTS, CLASSES)),
        np.zeros((LISTS, CLASSES)),
        np.ones(class_state.SCALARS),
        np.zeros((cells, CLASSES)),
        np.zeros(cells),
    )


def test_chances_of_patterns_are_those_of_the_formula() -> None:
    random = np.random.default_rng(1)
    cells = np.array([1, 2, 3, 4, 5, 0, 6, 7])  # 6 and 7 cannot occur
    state = empty(len(cells))
    nu = random.dirichlet(np.ones(CLASSES))
    on = random.uniform(size=(LISTS, CLASSES))
    state.nu[:], state.on[:], state.off[:] = np.log(nu), np.log(on), np.log1p(-on)
    sampler.evaluate(cells, 5, state)
    bits = cells[:, None] >> np.arange(LISTS) & 1
    chances = np.where(bits[:, :, None] == 1, on, 1 - on).prod(axis=1) @ nu
    assert np.exp(state.log_p) == pytest.approx(chances)
    assert np.exp(state.scalars[class_state.LOG_SEEN]) == pytest.approx(chances[:5].sum())
    counts, usual = np.array([3.0, 0, 2, 1, 4]), np.zeros(5)
    expected = counts @ np.log(chances[:5] / chances[:5].sum())
    assert sampler.log_likelihood(counts, usual, state) == pytest.approx(expected)


@pytest.mark.parametrize("prior", [(0.25, 0.25, 1.0, 1.0), (2.0, 1.0, 0.6, 2.0)])
@pytest.mark.parametrize("impossible", [(), (6, 7)])
def test_states_of_made_data_are_draws_from_the_prior(
    prior: tuple[float, ...], impossible: tuple[int, ...]
) -> None:
    """Geweke (2004): data given the state, the state given the data, in turn.

    All moves together must leave the prior as it is, with structural zeros and without, and where
    a person counts for a fraction of one.
    """
    rounds, people = 12_000, 12
    random = np.random.default_rng(5)
    visible = np.array([code for code in range(1, 8) if code not in impossible])
    cells = np.concatenate([visible, [0], impossible]).astype(np.int64)
    state, fresh = empty(len(cells)), empty(len(cells))
    seeds = variates.seeded(np.random.SeedSequence(2))
    law = np.array(prior)
    nobody = np.zeros(len(visible))
    seen: list[list[float]] = []
    expected: list[list[float]] = []
    sampler.sweep(seeds, law, cells, nobody, nobody, 0, state)
    for _ in range(rounds):
        sampler.sweep(seeds, law, cells, nobody, nobody, 0, fresh)
        chances = np.exp(state.log_p[: len(visible)] - state.scalars[class_state.LOG_SEEN])
        made = random.multinomial(people, chances / chances.sum()).astype(float)
        sampler.sweep(seeds, law, cells, made, nobody, 1, state)
        seen.append(_features(state))
        expected.append(_features(fresh))
    found, wanted = np.array(seen), np.array(expected)
    error = np.array([_error(column) for column in found.T])
    error = np.hypot(error, wanted.std(axis=0) / np.sqrt(rounds))
    assert (np.abs(found.mean(axis=0) - wanted.mean(axis=0)) / error).max() < 4


def _features(state: class_state.State) -> list[float]:
    on, nu = np.exp(state.on), np.exp(state.nu)
    alpha = float(state.scalars[class_state.ALPHA])
    hidden = float(np.exp(state.scalars[class_state.LOG_UNSEEN]))
    return [
        alpha / (1 + alpha), nu[0], nu[-1], nu[0] ** 2, nu[1] * nu[0], hidden, hidden**2,
        on[0, 0], on[1, 1] ** 2, on[2, 2], on[0, 0] * on[1, 0], on[0, 2] * nu[2],
    ]  # fmt: skip


def _error(column: np.ndarray) -> float:
    """Standard error of the mean of a chain, from the means of its pieces."""
    pieces = column.reshape(40, -1).mean(axis=1)
    return float(pieces.std(ddof=1) / np.sqrt(len(pieces)))


def test_a_fraction_of_a_person_is_a_mixture_of_both_counts() -> None:
    cells = np.array([1, 2, 4, 0])
    state = empty(4)
    seeds = variates.seeded(np.random.SeedSequence(4))
    nobody = np.zeros(3)
    sampler.sweep(seeds, np.array([1.0, 1, 1, 1]), cells, nobody, nobody, 0, state)
    usual = np.log([0.5, 0.3, 0.2])
    x = state.log_p[0] - state.scalars[class_state.LOG_SEEN]
    given = np.array([2.4, 0.0, 0.0])
    expected = 2 * x + np.log(0.6 + 0.4 * np.exp(x - usual[0]))
    assert sampler.log_likelihood(given, usual, state) == pytest.approx(expected)
    rounded = np.zeros(3)
    ups = 0
    for _ in range(4000):
        sampler.round_off(seeds, given, usual, state, rounded)
        assert rounded[0] in (2, 3)
        ups += rounded[0] == 3
    taken = 0.4 * np.exp(x - usual[0])
    assert ups / 4000 == pytest.approx(taken / (0.6 + taken), abs=0.03)
