# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.estimate import tempering
from list_tables import list_table

if TYPE_CHECKING:
    from amparo.estimate import ListTable

PRIOR = np.array([0.25, 0.25, 1.0, 1.0])


def chain_of(name: str) -> tuple[ListTable, tempering.Replicas]:
    table = list_table(name)
    cells = np.concatenate([table.codes, [0]])
    chain = tempering.start(
        cells, table.counts, len(table.lists), 4, PRIOR, np.random.SeedSequence(1),
    )  # fmt: skip
    return table, chain


def test_levels_lead_from_nobody_to_everybody() -> None:
    table, chain = chain_of("korea")
    people = chain.tables.sum(axis=1)
    assert people[0] == 0
    assert (np.diff(people) >= 0).all()
    assert (chain.tables[-1] == table.counts).all()
    assert (chain.priors[-1] == PRIOR).all()
    assert (chain.priors[0] != PRIOR).any()


def test_the_levels_are_spaced_so_that_no_exchange_is_refused_much_more_often() -> None:
    table, chain = chain_of("korea")
    chain = tempering.settled(chain, table.counts, PRIOR)
    tempering.run(chain, 1000, 1, 1)
    assert (chain.refused / chain.offered).max() < 0.75
    assert chain.round_trips > 10
    assert sorted(chain.place) == list(range(len(chain.position)))


def test_the_evidence_is_that_of_the_prior_s_mean() -> None:
    # Few people: the mean of the likelihood over draws from the prior can be had directly.
    chain = tempering.start(
        np.array([1, 2, 3, 0]), np.array([3, 2, 2]), 2, 3, PRIOR, np.random.SeedSequence(3)
    )
    tempering.run(chain, 4000, 1, 1)
    direct = []
    for seed in range(400):
        fresh = tempering.start(
            np.array([1, 2, 3, 0]), np.array([3, 2, 2]), 2, 3, PRIOR, np.random.SeedSequence(seed)
        )
        seen = fresh.log_p[:, :3] - fresh.scalars[:, 1:2]
        direct.append(np.exp(seen @ [3, 2, 2]).mean())
    assert chain.log_evidence == pytest.approx(np.log(np.mean(direct)), abs=0.1)


def test_a_chain_goes_on_where_its_arrays_stopped() -> None:
    _, one = chain_of("korea")
    tempering.run(one, 50, 1, 1)
    other = tempering.Replicas.from_arrays(one.arrays())
    assert (
        tempering.run(one, 30, 3, 3).rows.tolist() == tempering.run(other, 30, 3, 3).rows.tolist()
    )
    assert other.done[0] == 80
