# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a sampler of the latent class model stands: the arrays that compiled functions share."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from amparo.estimate.variates import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Seeds = NDArray[np.uint64]

# Rows of `prior`: alpha's shape and rate, the Beta of lambda (on the list, not on it).
SHAPE, RATE, ON, OFF = 0, 1, 2, 3
# Places of `scalars`, one row for each state.
ALPHA, LOG_SEEN, LOG_UNSEEN, OCCUPIED = 0, 1, 2, 3
SCALARS = 4

LEAST_ALPHA = 1e-10  # -log nu_K can overflow, and alpha would become 0 for ever
LEAST_LOG = -690.0  # exp of less is 0, and a pattern that no class can have has no class
LEAST = math.exp(LEAST_LOG)


class State(NamedTuple):
    """Where a sampler stands: K classes, J lists, C cells, all in place."""

    nu: Floats  # (K,) logs
    on: Floats  # (J, K) log lambda
    off: Floats  # (J, K) log (1 - lambda)
    scalars: Floats  # (SCALARS,) alpha, log q, log p_0, classes in use
    weights: Floats  # (C, K) nu_k times the probability of the cell in the class
    log_p: Floats  # (C,) logs of their sums


@compiled
def log_sum(one: float, other: float) -> float:
    """Give log(exp(one) + exp(other))."""
    high = max(one, other)
    return high + math.log1p(math.exp(min(one, other) - high))
