# SPDX-License-Identifier: AGPL-3.0-or-later
"""A prior for being on a list, from what is thought of how many there are for one that is seen.

Under the uniform prior of J lists -log p_0 is Gamma(J, 1) for one class: the more lists, the surer
it is beforehand that nearly everybody was seen. The expansion factor N/n is what people can have an
opinion on; HRDAG (StanLCMCR) fits the Beta to two quantiles of it.
"""

from __future__ import annotations

import math

from scipy.optimize import brentq
from scipy.special import polygamma, psi
from scipy.stats import gamma


def capture_prior(
    lists: int, low: float = 1.1, high: float = 5.0, level: float = 0.9
) -> tuple[float, float]:
    """Give the Beta (on the list, not on it) under which N/n is from `low` to `high`.

    One class with J lists not on any has p_0 = 1 - n/N; -log p_0 is taken as the gamma that has
    these quantiles, and the Beta of 1 - lambda gets the mean and the variance that J of its
    logarithms need to add up to it.

    Args:
        lists: J.
        low: the quantile (1 - level) / 2 of N/n, above 1.
        high: the quantile (1 + level) / 2 of N/n.
        level: how probable it is that N/n is between them.

    Raises:
        ValueError: not 1 < low < high, not 0 < level < 1, or no list.
    """
    if not (1 < low < high < math.inf and 0 < level < 1 and lists > 0):
        message = "an expansion factor has 1 < low < high, a level is between 0 and 1"
        raise ValueError(message)
    least, most = (math.log(factor / (factor - 1)) for factor in (high, low))
    tail = (1 - level) / 2

    def wide(log_shape: float) -> float:
        shape = math.exp(log_shape)
        return float(gamma.ppf(1 - tail, shape) / gamma.ppf(tail, shape)) - most / least

    shape = math.exp(brentq(wide, math.log(0.1), math.log(1e4)))
    rate = float(gamma.ppf(tail, shape)) / least
    mean, variance = shape / rate / lists, shape / rate**2 / lists

    # psi(a + b) - psi(a) = mean gives b for each a; the variance then decides a.
    def off_for(a: float) -> float:
        def too_much(log_b: float) -> float:
            return float(psi(a + math.exp(log_b)) - psi(a)) - mean

        return math.exp(brentq(too_much, -30.0, 30.0))

    def excess(log_a: float) -> float:
        a = math.exp(log_a)
        return float(polygamma(1, a) - polygamma(1, a + off_for(a))) - variance

    a = math.exp(brentq(excess, math.log(0.02), math.log(1e4)))
    return off_for(a), a
