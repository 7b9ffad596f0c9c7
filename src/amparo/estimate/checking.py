# SPDX-License-Identifier: AGPL-3.0-or-later
"""Does a fit give back the table it was made of, and did the data say anything the prior did not?

Posterior predictive checks: tables of the same n people are drawn from the fit and compared with
the table. A fit that cannot give back what was seen has nothing to say about what was not. The
reverse does not hold: fits that give the table back equally well can differ in N without limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import binom

from amparo.core.messages import Message, say

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from amparo.estimate.tables import ListTable

# Of a fit that is right one table in so many is said not to fit, over all its checks together.
ALARM = 0.01
# Beyond this number of draws the p-values do not change in their second digit.
_MOST_DRAWS = 2_000
_MOST_FOR_ENDS = 200
_LEAST_TABLES = 1_000
_TAIL = 0.025
_SLICES = 20
_LEAST_SAID = 0.001


@dataclass(frozen=True, slots=True)
class Check:
    """One number of the table beside what the fit expects.

    `kind` is "cell", "times" (people on exactly so many lists) or "pair"; `lists` are those of the
    cell (on these and no other) or of the pair; `low` to `high` holds 95 % of what the fit gives,
    `p` is two-sided, of the mid-p kind.
    """

    kind: str
    lists: tuple[str, ...]
    times: int
    observed: int
    low: int
    expected: float
    high: int
    p: float

    @property
    def said(self) -> Message:
        """Say what is checked."""
        if self.kind == "times":
            return say("on exactly one list") if self.times == 1 else say("on exactly two lists")
        names = ", ".join(self.lists)
        if self.kind == "pair":
            return say("on both {lists}", lists=names)
        return say("on {lists} and no other list", lists=names)

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            "kind": self.kind,
            "lists": list(self.lists),
            "times": self.times,
            "observed": self.observed,
            "low": self.low,
            "expected": self.expected,
            "high": self.high,
            "p": self.p,
        }


@dataclass(frozen=True, slots=True)
class Checks:
    """All checks of a fit; `whole` is the p-value of the distance of the whole table (one-sided).

    Many checks are made, and of a right fit 5 % of them have p < 0.05. So a fit fails only if the
    least p, times the number of checks (Bonferroni), or the p of the whole table is below 0.01.
    p-values of this kind are cautious: the fit has seen the table.
    """

    checks: tuple[Check, ...]
    whole: float

    @property
    def worst(self) -> Check:
        """The check that fits least."""
        return min(self.checks, key=lambda check: check.p)

    @property
    def adjusted(self) -> float:
        """The least p, corrected for the number of checks."""
        return min(1.0, self.worst.p * len(self.checks))

    @property
    def fails(self) -> bool:
        """Whether the fit does not give the table back."""
        return min(self.adjusted, self.whole) < ALARM

    @property
    def said(self) -> Message:
        """Say how many checks were made and how they came out."""
        low = sum(check.p < 2 * _TAIL for check in self.checks)
        return say(
            "{number} checks; {low} of them have p < 0.05, where {expected} were to be expected"
            " of a fit that is right. The least p, corrected for their number, is {adjusted}; that"
            " of the whole table is {whole}.",
            number=len(self.checks),
            low=low,
            expected=round(2 * _TAIL * len(self.checks), 1),
            adjusted=p_said(self.adjusted),
            whole=p_said(self.whole),
        )

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            "number": len(self.checks),
            "adjusted": self.adjusted,
            "whole": self.whole,
            "fails": self.fails,
            "checks": [check.to_json() for check in self.checks],
        }


def p_said(p: float) -> float | Message:
    """Give a p-value as it is said: to three places, never as 0."""
    return round(p, 3) if p >= _LEAST_SAID else say("less than 0.001")


def check_fit(table: ListTable, shares: NDArray[np.float64], *, seed: int = 1) -> Checks:
    """Check draws of the patterns' shares among those on a list against the table.

    Args:
        table: the table.
        shares: (D, 2^J - 1), columns in the order of the patterns' numbers from 1, rows of sum 1
            (as `identifying.Sampler` gives them); of more than 2,000 every so many is taken.
        seed: of the tables drawn for the distance of the whole.

    A number of a drawn table is binomial given the shares; its p-value is averaged over the draws
    without drawing. The distance of the whole table is that of Freeman and Tukey.

    Raises:
        ValueError: the shares are not of this table's patterns.
    """
    width = len(table.lists)
    if shares.ndim != 2 or shares.shape[1] != 2**width - 1:  # noqa: PLR2004 - rows and columns
        message = f"shares must have a column for each of the {2**width - 1} patterns"
        raise ValueError(message)
    held = shares[:: max(1, len(shares) // _MOST_DRAWS)]
    counts = _counts(table)
    checks = []
    for kind, lists, times, inside in _numbers(table):
        observed = int(counts[inside].sum())
        chance = np.clip(held[:, inside].sum(axis=1), 0.0, 1.0)
        low, high = _ends(table.n, chance[:: max(1, len(chance) // _MOST_FOR_ENDS)])
        p = _two_sided(observed, table.n, chance)
        mean = float(table.n * chance.mean())
        checks.append(Check(kind, lists, times, observed, low, mean, high, p))
    return Checks(tuple(checks), _whole(table.n, counts, held, seed))


def replicated(n: int, shares: NDArray[np.float64], *, seed: int = 1) -> NDArray[np.int64]:
    """Draw one table of n people for each draw of the shares (D, C)."""
    even = shares / shares.sum(axis=1, keepdims=True)
    found: NDArray[np.int64] = np.random.default_rng(seed).multinomial(n, even)
    return found


@dataclass(frozen=True, slots=True)
class PriorPosterior:
    """N/n before and after the data: quantiles (2.5 %, 50 %, 97.5 %), and how much they share.

    `shared` is the mass that the two distributions of log(N/n) have in common: 1 if the data
    changed nothing. `narrowing` is 1 - (variance after / variance before), below 0 if the data made
    it wider.
    """

    prior: tuple[float, float, float]
    posterior: tuple[float, float, float]
    shared: float
    narrowing: float

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            "prior": list(self.prior),
            "posterior": list(self.posterior),
            "shared": self.shared,
            "narrowing": self.narrowing,
        }


def prior_against_posterior(n: int, prior: ArrayLike, posterior: ArrayLike) -> PriorPosterior:
    """Compare draws of N before and after n people were seen.

    Raises:
        ValueError: a draw below n or not finite, or fewer than 20 of one of the two.
    """
    before, after = (np.sort(np.asarray(x, np.float64).ravel()) for x in (prior, posterior))
    both = np.concatenate([before, after])
    if min(len(before), len(after)) < _SLICES or not (
        np.isfinite(both).all() and (both >= n).all()
    ):
        message = f"there must be {_SLICES} draws of N before and after, finite and at least {n}"
        raise ValueError(message)
    before, after = np.log(before / n), np.log(after / n)
    # Slices of equal mass after the data, and the two ends: no width has to be chosen.
    cuts = np.unique(np.quantile(after, np.linspace(0, 1, _SLICES + 1)[1:-1]))
    masses = [
        np.bincount(np.searchsorted(cuts, x, side="right"), minlength=len(cuts) + 1) / len(x)
        for x in (before, after)
    ]
    wide = before.var()
    return PriorPosterior(
        _three(np.exp(before)),
        _three(np.exp(after)),
        float(np.minimum(*masses).sum()),
        float(1 - after.var() / wide) if wide > 0 else 0.0,
    )


def _three(draws: NDArray[np.float64]) -> tuple[float, float, float]:
    low, median, high = np.quantile(draws, (_TAIL, 0.5, 1 - _TAIL)).tolist()
    return low, median, high


def _counts(table: ListTable) -> NDArray[np.int64]:
    found = np.zeros(2 ** len(table.lists) - 1, np.int64)
    found[table.codes - 1] = table.counts
    return found


def _numbers(table: ListTable) -> list[tuple[str, tuple[str, ...], int, NDArray[np.intp]]]:
    """Give what is checked: kind, lists, times, and the places of the patterns added up."""
    codes = np.arange(1, 2 ** len(table.lists))
    size = np.bitwise_count(codes)
    possible = ~np.isin(codes, table.impossible_codes)
    names = np.array(table.lists, object)

    def of(code: int) -> tuple[str, ...]:
        return tuple(names[[j for j in range(len(names)) if code >> j & 1]].tolist())

    found: list[tuple[str, tuple[str, ...], int, NDArray[np.intp]]] = [
        ("cell", of(int(codes[place])), 0, np.array([place]))
        for place in np.flatnonzero(possible).tolist()
    ]
    found += [("times", (), times, np.flatnonzero((size == times) & possible)) for times in (1, 2)]
    for one, other in combinations(range(len(names)), 2):
        mask = 1 << one | 1 << other
        inside = np.flatnonzero((codes & mask == mask) & possible)
        found.append(("pair", of(mask), 0, inside))
    return [number for number in found if number[3].size]


def _two_sided(observed: int, n: int, chance: NDArray[np.float64]) -> float:
    above = float((binom.sf(observed, n, chance) + binom.pmf(observed, n, chance) / 2).mean())
    return min(1.0, 2 * min(above, 1 - above))


def _ends(n: int, chance: NDArray[np.float64]) -> tuple[int, int]:
    """Give the interval of the mixture of binomials by bisection."""
    ends = []
    for wanted in (_TAIL, 1 - _TAIL):
        low, high = 0, n
        while low < high:
            middle = (low + high) // 2
            if binom.cdf(middle, n, chance).mean() >= wanted:
                high = middle
            else:
                low = middle + 1
        ends.append(low)
    return ends[0], ends[1]


def _whole(n: int, counts: NDArray[np.int64], shares: NDArray[np.float64], seed: int) -> float:
    """Give how often a drawn table is farther from what is expected than the table is."""
    enough = np.resize(np.arange(len(shares)), max(len(shares), _LEAST_TABLES))
    shares = shares[enough]
    expected = np.sqrt(n * shares)
    drawn = ((np.sqrt(replicated(n, shares, seed=seed)) - expected) ** 2).sum(axis=1)
    seen = ((np.sqrt(counts) - expected) ** 2).sum(axis=1)
    return float((drawn > seen).mean() + (drawn == seen).mean() / 2)
