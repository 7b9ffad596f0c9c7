# SPDX-License-Identifier: AGPL-3.0-or-later
"""Simple estimates that need little: pairs of lists, lower bounds, sample coverage.

A pair (Chapman) holds if the two lists are independent: pairs that lie far apart say that lists
depend on each other. Chao's bounds hold from below if people differ in how easily they get on
lists or if lists depend positively; negative dependence breaks them. All intervals are of
log(N - n), so that none reaches below the people documented.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import norm

from amparo.core.messages import say
from amparo.estimate.estimates import LEVEL, Estimate, Gate, GateVerdict
from amparo.estimate.fitting import fit
from amparo.estimate.models import design

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from amparo.estimate.tables import ListTable

# Below this share of the lists' people seen twice sample coverage is not to be trusted (Chao,
# Tsay, Lin, Shau and Chao 2001, Statistics in Medicine 20:3123).
LOW_COVERAGE = 0.55
_TRIPLE = 3
# Up to so many lists it is gone through which patterns are impossible.
_MOST_GONE_THROUGH = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lists: their sizes, how many are on both, and N by Chapman with its interval.

    N counts the people whom the two lists reach, as if they were independent.
    """

    lists: tuple[str, str]
    sizes: tuple[int, int]
    both: int
    estimate: float
    low: float
    high: float


def chapman(first: int, second: int, both: int) -> tuple[float, float]:
    """Give Chapman's N for two lists of these sizes with so many on both, and its variance.

    Source: Chapman 1951; variance of Seber 1970, Biometrika 57:313.
    """
    size = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (
        (first + 1) * (second + 1) * (first - both) * (second - both)
        / ((both + 1) ** 2 * (both + 2))
    )  # fmt: skip
    return size, variance


def pairs(table: ListTable, *, level: float = LEVEL) -> tuple[Pair, ...]:
    """Give Chapman's estimate for every two lists, but for the `untied_pairs`."""
    found = []
    untied = untied_pairs(table)
    for one, other in combinations(range(len(table.lists)), 2):
        if (table.lists[one], table.lists[other]) in untied:
            continue
        first, second = int(table.sizes[one]), int(table.sizes[other])
        both = int(table.overlaps[one, other])
        size, variance = chapman(first, second, both)
        low, high = log_interval(first + second - both, size, variance, level)
        names = (table.lists[one], table.lists[other])
        found.append(Pair(names, (first, second), both, size, low, high))
    return tuple(found)


def untied_pairs(table: ListTable) -> tuple[tuple[str, str], ...]:
    """Give the pairs of lists whose overlap tells nothing of those on neither.

    Such two lists depend on each other by what is impossible alone, also where all lists are
    independent otherwise: nobody can be on both, or not with a third. This is looked up for odds of
    the lists that are no multiples of each other; beyond 20 lists each pair of which a list has an
    impossible pattern counts as one.
    """
    every = tuple(combinations(range(len(table.lists)), 2))
    if not len(table.impossible):
        return ()
    if len(table.lists) > _MOST_GONE_THROUGH:
        bound = table.impossible.max(axis=0).tolist()
        return tuple((table.lists[i], table.lists[j]) for i, j in every if bound[i] or bound[j])
    width = len(table.lists)
    there = (np.arange(2**width)[:, None] >> np.arange(width) & 1).astype(bool)
    odds = np.sqrt(np.arange(2, 2 + width)) / 2
    weight = np.where(there, odds, 1.0).prod(axis=1)
    weight[table.impossible_codes] = 0.0
    found = []
    for one, other in every:
        i, j = there[:, one], there[:, other]
        both, neither = weight[i & j].sum(), weight[~i & ~j].sum()
        single = weight[i & ~j].sum() * weight[~i & j].sum()
        if not (single and math.isclose(both * neither, single, rel_tol=1e-9)):
            found.append((table.lists[one], table.lists[other]))
    return tuple(found)


def log_interval(
    seen: float, size: float, variance: float, level: float = LEVEL
) -> tuple[float, float]:
    """Give the interval of N by a normal log(N - seen) (Chao 1987, Biometrics 43:783)."""
    unseen = size - seen
    if unseen <= 0:
        return float(seen), float(max(seen, size))
    width = math.exp(norm.ppf((1 + level) / 2) * math.sqrt(math.log1p(variance / unseen**2)))
    return seen + unseen / width, seen + unseen * width


def chao(table: ListTable, *, corrected: bool = False, level: float = LEVEL) -> Estimate:
    """Give Chao's lower bound n + f1^2 / (2 f2); bias-corrected n + f1 (f1 - 1) / (2 (f2 + 1)).

    f1 and f2 are the people on exactly one list and on exactly two (Chao 1987 and 1989). Made for
    many occasions alike: J independent lists of one size give J / (J - 1) times those unseen, so
    that with few lists only `chao_lists` and `chao_mth` are bounds. Without anybody on two lists
    only the corrected figure is there; the plain one is infinite.

    Raises:
        ValueError: the table has impossible patterns.
    """
    if len(table.impossible):
        message = "f1 and f2 tell nothing where some patterns are impossible"
        raise ValueError(message)
    begun = time.perf_counter()
    once, twice = (int(f) for f in (*table.frequencies, 0)[:2])
    if corrected:
        unseen = once * (once - 1) / (2 * (twice + 1))
        variance = (
            unseen
            + once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
            + once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
        )
        return _bound("chao_corrected", table, unseen, variance, level, begun)
    if not twice:
        return _bound("chao", table, math.inf, math.inf, level, begun)
    ratio = once / twice
    variance = twice * (ratio**4 / 4 + ratio**3 + ratio**2 / 2)
    return _bound("chao", table, once**2 / (2 * twice), variance, level, begun)


def chao_lists(table: ListTable, *, level: float = LEVEL) -> Estimate:
    """Give Chao's bound for lists of different reach: n + sum of s_i s_j / f2 over pairs.

    s_j are the people on list j alone, f2 those on exactly two; pairs of which one of the three
    patterns is impossible are left out of both. Infinite where nobody is on two lists.
    """
    begun = time.perf_counter()
    counts = dict(zip(table.codes.tolist(), table.counts.astype(np.float64).tolist(), strict=True))
    never = set(table.impossible_codes.tolist())
    product, twice = 0.0, 0.0
    slope: dict[int, float] = {}
    for one, other in combinations([1 << j for j in range(len(table.lists))], 2):
        if never & {one, other, one | other}:
            continue
        first, second = counts.get(one, 0.0), counts.get(other, 0.0)
        product += first * second
        twice += counts.get(one | other, 0.0)
        slope[one] = slope.get(one, 0.0) + second
        slope[other] = slope.get(other, 0.0) + first
        slope[one | other] = math.nan
    if not twice:
        return _bound("chao_lists", table, math.inf, math.inf, level, begun)
    unseen = product / twice
    # The derivatives by the singletons, and those by the people on two lists.
    along = [(-unseen if math.isnan(d) else d) / twice for d in slope.values()]
    people = [counts.get(cell, 0.0) for cell in slope]
    variance = _delta(np.array(along), np.array(people), unseen + table.n)
    return _bound("chao_lists", table, unseen, variance, level, begun)


def chao_mth(table: ListTable, *, level: float = LEVEL) -> Estimate:
    """Give the lower bound of maximum likelihood with effects of lists and of their number.

    log mu_c = gamma + sum of beta_j over the lists of c + sum of eta_k max(|c| - k, 0), k from 2 to
    J - 1, with eta_k >= 0: people who are listed more and less easily make the logarithm convex in
    the number of lists (Rivest and Baillargeon 2007, Biometrics 63:999). An eta_k that would be
    negative is taken out, the most negative first.

    Raises:
        ValueError: fewer than two lists, a list that nobody is on, or too few patterns.
    """
    begun = time.perf_counter()
    layout = design(table, 1)
    number = np.array([cell.bit_count() for cell in layout.cells.tolist()])
    bends = list(range(2, len(table.lists)))
    while True:
        further = [np.maximum(number - bend, 0) for bend in bends]
        columns = np.column_stack([layout.columns, *further])
        every = np.ones((1, len(number)), bool), np.ones((1, columns.shape[1]), bool)
        fits = fit(columns, layout.counts, *every)
        eta = fits.beta[0, layout.columns.shape[1] :]
        if not (eta < 0).any():
            break
        bends.pop(int(eta.argmin()))
    if not fits.sure[0]:
        message = "the table has too few patterns for Chao's bound by maximum likelihood"
        raise ValueError(message)
    unseen = float(np.exp(fits.beta[0, 0]))
    variance = unseen + unseen**2 * float(fits.variance[0])
    return _bound("chao_mth", table, unseen, variance, level, begun)


def coverage(table: ListTable) -> float:
    """Give the sample coverage: the mean share of a list's people who are on another too.

    1 minus the mean of (on this list alone) / (on this list); lists that nobody is on are left out.
    """
    sizes = table.sizes
    return 1 - float((table.singletons[sizes > 0] / sizes[sizes > 0]).mean())


def sample_coverage(table: ListTable, *, level: float = LEVEL) -> Estimate:
    """Estimate N of three lists by sample coverage.

    Source: Chao and Tsay 1998, Journal of the American Statistical Association 93:283. Where
    coverage is below 55 % the full estimator is unstable: the one-step estimator, a lower bound
    under positive dependence, is given instead, with a gate that says so.

    Raises:
        ValueError: not three lists, a list that nobody is on, nobody on two lists, or impossible
            patterns.
    """
    if len(table.impossible):
        message = "sample coverage tells nothing where some patterns are impossible"
        raise ValueError(message)
    if len(table.lists) != _TRIPLE or not table.sizes.all():
        message = "sample coverage is worked out for three lists, each with somebody on it"
        raise ValueError(message)
    begun = time.perf_counter()
    counts = table.counts.astype(np.float64)
    covered = coverage(table)
    if not covered:
        message = "nobody is on two lists: sample coverage is 0"
        raise ValueError(message)
    low_coverage = covered < LOW_COVERAGE
    place = 1 if low_coverage else 2
    figures = _coverage_sizes(table.patterns, counts)
    size = figures[place]
    slope = _slope(lambda cells: _coverage_sizes(table.patterns, cells)[place], counts)
    gates = []
    if low_coverage:
        reason = say(
            "Only {share} % of the people on a list are on another: too few for sample coverage."
            " What is given is a lower bound if lists depend positively.",
            share=round(100 * covered),
        )
        gates.append(Gate("low_coverage", GateVerdict.LOWER_BOUND, reason))
    found = _bound(
        "sample_coverage", table, size - table.n, _delta(slope, counts, size), level, begun
    )
    found.diagnostics.update(
        coverage=covered,
        independent=figures[0],
        one_step=figures[1],
        full=figures[2],
        used="one_step" if low_coverage else "full",
    )
    return found.with_gates(gates)


def _coverage_sizes(
    patterns: NDArray[np.int8], counts: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Give N without dependence, by one step, and in full for three lists."""
    sizes = counts @ patterns
    alone = counts @ (patterns * (patterns.sum(axis=1) == 1)[:, None])
    covered = 1 - float((alone / sizes).mean())
    distinct = counts.sum() - alone.mean()
    start = distinct / covered
    weights, ratios = [], []
    for one, other in combinations(range(_TRIPLE), 2):
        third = _TRIPLE - one - other
        outside = counts * (patterns[:, third] == 0)
        weights.append(outside @ patterns[:, one] + outside @ patterns[:, other])
        both = counts @ (patterns[:, one] & patterns[:, other])
        ratios.append(both / (sizes[one] * sizes[other]))
    weight, ratio = np.array(weights), np.array(ratios)
    share = 1 / (_TRIPLE * covered)
    before = start + share * (weight * (start * ratio - 1)).sum()
    one_step = start + share * (weight * (before * ratio - 1)).sum()
    left = 1 - share * (weight * ratio).sum()
    full = (start - share * weight.sum()) / left if left > 0 else math.inf
    return float(start), float(one_step), float(full)


def _bound(
    method: str, table: ListTable, unseen: float, variance: float, level: float, begun: float
) -> Estimate:
    size = table.n + unseen
    low, high = (
        log_interval(table.n, size, variance, level)
        if math.isfinite(size) and math.isfinite(variance)
        else (float(table.n), math.inf)
    )
    return Estimate(
        method,
        median=size,
        mean=None,
        low=low,
        high=high,
        level=level,
        settings={"level": level},
        seconds=time.perf_counter() - begun,
    )


def _delta(slope: NDArray[np.float64], counts: NDArray[np.float64], size: float) -> float:
    """Give the variance of a function of multinomial counts among `size` people."""
    mean = float(slope @ counts)
    return float((slope**2) @ counts) - mean**2 / size


def _slope(
    function: Callable[[NDArray[np.float64]], float], counts: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the derivatives of a function of counts by central differences."""
    found = np.zeros(len(counts))
    for place, count in enumerate(counts):
        step = np.zeros(len(counts))
        step[place] = 1e-4 * max(count, 1.0)
        found[place] = (function(counts + step) - function(counts - step)) / (2 * step[place])
    return found
