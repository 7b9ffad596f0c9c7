# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the latent class model says of N before it sees who is on which lists together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from amparo.estimate.class_state import OFF, ON, RATE, SHAPE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from amparo.estimate.latent_classes import Settings
    from amparo.estimate.tables import ListTable

# Beyond it whole numbers cannot be told apart, and nobody would print them.
_MOST = 1e15


def people_beforehand(
    table: ListTable, settings: Settings, *, draws: int = 4_000, seed: int = 1
) -> NDArray[np.float64]:
    """Draw N (draws,) from the prior, given only that n people are on a list.

    Classes and lists' probabilities come from the prior of the settings; of the table n, the number
    of lists and the impossible patterns count. Draws end at 10^15.
    """
    dice = np.random.default_rng(seed)
    prior, classes, lists = settings.prior, settings.classes, len(table.lists)
    alpha = np.maximum(dice.gamma(prior[SHAPE], 1 / prior[RATE], draws), np.finfo(float).tiny)
    broken = dice.beta(1.0, alpha[:, None], (draws, classes - 1))
    left = np.concatenate([np.ones((draws, 1)), np.cumprod(1 - broken, axis=1)], axis=1)
    share = left * np.concatenate([broken, np.ones((draws, 1))], axis=1)
    on = dice.beta(prior[ON], prior[OFF], (draws, lists, classes))
    unseen = (share * (1 - on).prod(axis=1)).sum(axis=1)
    hidden = np.zeros(draws)
    for pattern in table.impossible:
        there = np.where(pattern[None, :, None] == 1, on, 1 - on)
        hidden += (share * there.prod(axis=1)).sum(axis=1)
    seen = np.maximum(1 - unseen - hidden, np.finfo(float).tiny)
    rate = np.minimum(dice.gamma(table.n, 1.0, draws) * unseen / seen, _MOST)
    found: NDArray[np.float64] = table.n + dice.poisson(rate).astype(np.float64)
    return found
