# SPDX-License-Identifier: AGPL-3.0-or-later
"""One sweep of the sampler of the latent class model (Manrique-Vallier 2016), compiled.

A person is in class k with probability nu_k and then on list j with probability lambda_jk, whatever
other lists they are on. nu is broken off a stick: V_k ~ Beta(1, alpha), the last class has what is
left; alpha ~ Gamma(0.25, rate 0.25); lambda ~ Beta; p(N) proportional to 1/N. N is integrated out
exactly: what is left of the data is prod_c (p_c/q)^f_c, q the probability of a pattern that can be
seen at all. *Hidden* cells are the pattern of those on no list and the impossible patterns
(structural zeros): q = 1 - sum of their probabilities. Given the classes the counts of the hidden
cells are a negative multinomial: g ~ Gamma(n, rate q), then z_mk ~ Poisson(g p_mk), independent;
so impossible patterns are filled up for the step and never counted as people (Manrique-Vallier and
Reiter 2014). Where nothing was observed (n = 0) the sweep is a fresh draw from the prior.
The moves beyond Gibbs stand in `class_moves`.
"""

from __future__ import annotations

import math

import numpy as np

from amparo.estimate.class_moves import reorder, stretched
from amparo.estimate.class_state import (
    ALPHA,
    LEAST,
    LEAST_ALPHA,
    LOG_SEEN,
    LOG_UNSEEN,
    OCCUPIED,
    OFF,
    ON,
    RATE,
    SHAPE,
    Floats,
    Ints,
    Seeds,
    State,
    log_sum,
)
from amparo.estimate.variates import binomial, compiled, gamma, log_gamma, poisson, uniform

_FEW = 16.0  # so many people are put into classes one by one: that is quicker


@compiled
def evaluate(cells: Ints, seen: int, state: State) -> None:
    """Fill in what follows from the classes.

    Args:
        cells: the patterns as bits, first `seen` that can be seen, then the hidden ones, of which
            the first is that of nobody's list.
        seen: how many patterns can be seen.
        state: `nu`, `on` and `off` are read, the others written.
    """
    nu, on, off, scalars, weights, log_p = state
    lists, classes = on.shape
    share, there, away = np.exp(nu), np.exp(on), np.exp(off)
    seen_at_all = 0.0
    for k in range(classes):
        total = 0.0
        for j in range(lists):
            total += off[j, k]
        seen_at_all -= share[k] * math.expm1(total)
    observed = 0.0
    for c in range(len(cells)):
        line = weights[c]
        line[:] = share
        for j in range(lists):
            chance = there[j] if cells[c] >> j & 1 else away[j]
            for k in range(classes):
                line[k] *= chance[k]
        whole = 0.0
        for k in range(classes):
            line[k] = max(line[k], LEAST)
            whole += line[k]
        log_p[c] = math.log(whole)
        if c < seen:
            observed += whole
        elif c > seen:
            seen_at_all -= whole
    # What was subtracted may have left nothing but error; no less can be seen than what was.
    scalars[LOG_SEEN] = math.log(max(seen_at_all, observed))
    scalars[LOG_UNSEEN] = log_p[seen]


@compiled
def log_likelihood(counts: Floats, usual: Floats, state: State) -> float:
    """Give sum_c f_c log(p_c / q), for counts with fractions as `round_off` draws them.

    A count with the fraction r has the factor 1 - r + r x for it, x = p_c / q over its usual value:
    close to x^r where x is near 1, and unlike x^r a mixture of the whole counts below and above.
    """
    found = 0.0
    for c in range(len(counts)):
        whole = math.floor(counts[c])
        fraction = counts[c] - whole
        x = state.log_p[c] - state.scalars[LOG_SEEN]
        found += whole * x
        if fraction > 0.0:
            found += math.log1p(fraction * (math.exp(x - usual[c]) - 1.0))
    return found


@compiled
def round_off(random: Seeds, counts: Floats, usual: Floats, state: State, rounded: Floats) -> None:
    """Draw whole counts, given the classes, of counts with fractions."""
    for c in range(len(counts)):
        rounded[c] = math.floor(counts[c])
        fraction = counts[c] - rounded[c]
        if fraction > 0.0:
            taken = fraction * math.exp(state.log_p[c] - state.scalars[LOG_SEEN] - usual[c])
            if uniform(random) * (1.0 - fraction + taken) < taken:
                rounded[c] += 1.0


@compiled
def draw_unseen(random: Seeds, total: float, scalars: Floats) -> float:
    """Draw how many people are on no list, given the classes and that `total` are on one."""
    chance = math.exp(scalars[LOG_UNSEEN] - scalars[LOG_SEEN])
    return poisson(random, gamma(random, total) * chance)


@compiled
def _assign(
    random: Seeds,
    cells: Ints,
    counts: Floats,
    total: float,
    state: State,
    size: Floats,
    present: Floats,
) -> None:
    """Draw classes for everybody, hidden cells included: people by class and by list and class."""
    lists, classes = present.shape
    size[:] = 0.0
    present[:] = 0.0
    seen = len(counts)
    rate = gamma(random, total) / math.exp(state.scalars[LOG_SEEN]) if total > 0.0 else 0.0
    drawn = np.empty(classes)
    for c in range(len(cells)):
        if c >= seen:
            for k in range(classes):
                drawn[k] = poisson(random, rate * state.weights[c, k])
        elif counts[c] > 0.0:
            _share_out(random, counts[c], state.weights[c], drawn)
        else:
            continue
        for k in range(classes):
            size[k] += drawn[k]
        for j in range(lists):
            if cells[c] >> j & 1:
                for k in range(classes):
                    present[j, k] += drawn[k]


@compiled
def _share_out(random: Seeds, people: float, weights: Floats, drawn: Floats) -> None:
    """Draw a multinomial: class by class, and the last few people one by one."""
    rest = weights.sum()
    drawn[:] = 0.0
    last = len(weights) - 1
    for k in range(last):
        if people <= _FEW:
            for _ in range(int(people)):
                left = uniform(random) * rest
                taken = k
                while taken < last and left > weights[taken]:
                    left -= weights[taken]
                    taken += 1
                drawn[taken] += 1.0
            return
        drawn[k] = binomial(random, people, weights[k] / rest)
        people -= drawn[k]
        rest -= weights[k]
    drawn[last] = people


@compiled
def _draw_classes(
    random: Seeds, prior: Floats, size: Floats, present: Floats, state: State
) -> None:
    """Draw lambda, V and alpha, given who is in which class (or from the prior: nobody is)."""
    nu, on, off, scalars = state.nu, state.on, state.off, state.scalars
    lists, classes = present.shape
    for j in range(lists):
        for k in range(classes):
            there = prior[ON] + present[j, k]
            away = prior[OFF] + size[k] - present[j, k]
            if there == 1.0 and away == 1.0:
                chance = uniform(random)
                on[j, k] = math.log(chance)
                off[j, k] = math.log1p(-chance)
            elif there >= 1.0 and away >= 1.0:
                there, away = gamma(random, there), gamma(random, away)
                whole = 1.0 / (there + away)
                on[j, k] = math.log(there * whole)
                off[j, k] = math.log(away * whole)
            else:
                there, away = log_gamma(random, there), log_gamma(random, away)
                whole = log_sum(there, away)
                on[j, k] = there - whole
                off[j, k] = away - whole
    after = size.sum()
    rest = 0.0
    alpha = scalars[ALPHA]
    for k in range(classes - 1):
        after -= size[k]
        broken = log_gamma(random, 1.0 + size[k])
        left = log_gamma(random, alpha + max(after, 0.0))
        whole = log_sum(broken, left)
        nu[k] = rest + broken - whole
        rest += left - whole
    nu[classes - 1] = rest
    drawn = math.exp(log_gamma(random, prior[SHAPE] + classes - 1.0)) / (prior[RATE] - rest)
    scalars[ALPHA] = max(drawn, LEAST_ALPHA)


@compiled
def sweep(
    random: Seeds,
    prior: Floats,
    cells: Ints,
    given: Floats,
    usual: Floats,
    stretches: int,
    state: State,
) -> None:
    """Take a state one step further; `weights`, `log_p` and `scalars` must fit.

    Args:
        random: state of the generator.
        prior: (4,), see SHAPE, RATE, ON, OFF.
        cells: as in `evaluate`.
        given: people of each pattern that can be seen (P,), fractions allowed.
        usual: log of p_c / q as it usually is (P,), see `log_likelihood`.
        stretches: how often it is proposed to make a class heavier and less visible.
        state: it is changed in place.
    """
    lists, classes = state.on.shape
    size = np.empty(classes)
    present = np.empty((lists, classes))
    counts = np.empty(len(given))
    round_off(random, given, usual, state, counts)
    total = counts.sum()
    if total > 0.0:
        _assign(random, cells, counts, total, state, size, present)
        occupied = 0.0
        for k in range(classes):
            occupied += size[k] > 0.0
        state.scalars[OCCUPIED] = occupied
        reorder(random, prior, size, present, state.scalars)
    else:
        size[:] = 0.0
        present[:] = 0.0
        drawn = math.exp(log_gamma(random, prior[SHAPE])) / prior[RATE]
        state.scalars[ALPHA] = max(drawn, LEAST_ALPHA)
        state.scalars[OCCUPIED] = 0.0
    _draw_classes(random, prior, size, present, state)
    evaluate(cells, len(counts), state)
    for _ in range(stretches if total > 0.0 else 0):
        stretched(random, prior, cells, counts, total, state)
