# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moves of the latent class sampler beyond Gibbs, compiled.

Needed because the stick is not symmetric in its classes and the data hardly tell a
large class that is seldom seen from a small one seen more often:
- classes change places, and alpha changes with them, V and lambda integrated out. (With V kept, as
  in the acceptance (nu_a/nu_b)^(n_b - n_a), a chain whose mass sits in the last class stays there.)
- a class becomes t times as heavy and its people 1/t times as visible: nu_k -> t nu_k (then all
  divided by their sum C), -log(1 - lambda_jk) divided by t, with N integrated out. The Jacobian is
  t C^-K prod_j (1/t) (1 - lambda'_jk)/(1 - lambda_jk).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from amparo.estimate.class_state import (
    ALPHA,
    LEAST_ALPHA,
    LEAST_LOG,
    LOG_SEEN,
    LOG_UNSEEN,
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
from amparo.estimate.variates import compiled, normal, uniform

_WIDEST, _NARROWER = 2.0, 5.0  # steps of log t, from 2 to 2 exp(-5) wide
_TURNS, _ALPHA_STEP = 4, 1.5
_TINY, _HUGE = 1e-150, 1e150  # a product is kept between, so that it stays a float
_NEGLIGIBLE = -9.0  # log weight of classes that are not worth stretching


class Proposal(NamedTuple):
    """One class times exp(step), the others times exp(others); `ratio` adds to the posterior's."""

    moved: int
    step: float
    others: float
    on: Floats  # (J,) of the class that is moved
    off: Floats  # (J,)
    ratio: float  # log of what the proposal's density and its Jacobian give


@compiled
def _log_sizes(size: Floats, total: float, alpha: float) -> float:
    """Give the log probability of the classes' sizes in this order, V integrated out.

    Less what no order and no alpha changes: of prod_k B(1 + n_k, alpha + after_k), after_k being
    all after class k, the Gammas of neighbours cancel but for 1 / (alpha + after_k-1).
    """
    last = len(size) - 1
    found = last * math.log(alpha) + math.lgamma(alpha + size[last]) - math.lgamma(alpha + total)
    found -= math.lgamma(1.0 + size[last])
    after = total
    factor = 1.0
    for k in range(last):
        factor *= alpha + after
        if not _TINY < factor < _HUGE:
            found -= math.log(factor)
            factor = 1.0
        after = max(after - size[k], 0.0)
    return found - math.log(factor)


@compiled
def reorder(random: Seeds, prior: Floats, size: Floats, present: Floats, scalars: Floats) -> None:
    """Let classes change places and alpha with them, V and lambda integrated out."""
    lists, classes = present.shape
    alpha = scalars[ALPHA]
    total = size.sum()
    now = _log_sizes(size, total, alpha)
    for turn in range(_TURNS):
        new_alpha = alpha
        if turn % 2 == 0:
            new_alpha *= math.exp(_ALPHA_STEP * normal(random))
        one = other = 0
        if turn % 4 != 0:
            one, other = int(uniform(random) * classes), int(uniform(random) * classes)
        if size[one] == size[other] and new_alpha == alpha:
            continue
        size[one], size[other] = size[other], size[one]
        then = _log_sizes(size, total, new_alpha)
        gain = then - now - prior[RATE] * (new_alpha - alpha)
        gain += prior[SHAPE] * math.log(new_alpha / alpha)
        if new_alpha > LEAST_ALPHA and math.log(uniform(random)) < gain:
            alpha, now = new_alpha, then
            for j in range(lists):
                present[j, one], present[j, other] = present[j, other], present[j, one]
        else:
            size[one], size[other] = size[other], size[one]
    scalars[ALPHA] = alpha


@compiled
def _rests(nu: Floats, rest: Floats) -> None:
    """Give log of the sum of nu from each class to the last."""
    last = len(nu) - 1
    rest[last] = nu[last]
    for k in range(last - 1, -1, -1):
        rest[k] = log_sum(nu[k], rest[k + 1])


@compiled
def stretched(
    random: Seeds, prior: Floats, cells: Ints, counts: Floats, total: float, state: State
) -> bool:
    """Propose that a class is heavier and its people less visible, or the other way round."""
    nu, on, off = state.nu, state.on, state.off
    lists, classes = on.shape
    moved = int(uniform(random) * classes)
    # Steps of all sizes: what is wide enough depends on the data.
    if nu[moved] < _NEGLIGIBLE:
        return False
    step = normal(random) * _WIDEST * math.exp(-_NARROWER * uniform(random))
    new_on, new_off = np.empty(lists), np.empty(lists)
    ratio = (1.0 - lists) * step
    for j in range(lists):
        new_off[j] = off[j, moved] * math.exp(-step)
        new_on[j] = math.log(-math.expm1(new_off[j]))
        ratio += new_off[j] - off[j, moved]
    whole = math.log1p(math.exp(nu[moved]) * math.expm1(step))
    if nu[moved] + step - whole < _NEGLIGIBLE:  # from there it would not come back
        return False
    proposal = Proposal(moved, step - whole, -whole, new_on, new_off, ratio - classes * whole)
    return _decide(random, prior, cells, counts, total, state, proposal)


@compiled
def _decide(
    random: Seeds,
    prior: Floats,
    cells: Ints,
    counts: Floats,
    total: float,
    state: State,
    proposal: Proposal,
) -> bool:
    """Take a proposal or leave it, N integrated out."""
    nu, on, off, scalars, weights, log_p = state
    moved, step, others, new_on, new_off, ratio = proposal
    lists, classes = on.shape
    seen = len(counts)
    away, new_away = off[:, moved].sum(), new_off.sum()
    ratio += (prior[OFF] - 1.0) * (new_away - away)
    ratio += (prior[ON] - 1.0) * (new_on.sum() - on[:, moved].sum())
    new_nu = nu + others
    new_nu[moved] = nu[moved] + step
    rest, new_rest = np.empty(classes), np.empty(classes)
    _rests(nu, rest)
    _rests(new_nu, new_rest)
    ratio += (scalars[ALPHA] - 1.0) * (new_nu[-1] - nu[-1])
    for k in range(1, classes - 1):
        ratio -= new_rest[k] - rest[k]
    factor = math.exp(others)
    column = np.empty(len(cells))
    new_log_p = np.empty(len(cells))
    was, will = (
        math.exp(nu[moved]) * math.expm1(away),
        math.exp(new_nu[moved]) * math.expm1(new_away),
    )
    visible = (math.exp(scalars[LOG_SEEN]) + was) * factor - will
    observed = 0.0
    for c in range(len(cells)):
        value = new_nu[moved] + new_away
        for j in range(lists):
            if cells[c] >> j & 1:
                value += new_on[j] - new_off[j]
        column[c] = math.exp(max(value, LEAST_LOG))
        cell = max(math.exp(log_p[c]) - weights[c, moved], 0.0) * factor + column[c]
        new_log_p[c] = math.log(cell)
        if c < seen:
            observed += cell
            ratio += counts[c] * (new_log_p[c] - log_p[c])
        elif c > seen:
            visible -= column[c] - weights[c, moved] * factor
    log_seen = math.log(max(visible, observed))
    ratio -= total * (log_seen - scalars[LOG_SEEN])
    if not math.log(uniform(random)) < ratio:
        return False
    nu[:] = new_nu
    weights *= factor
    weights[:, moved] = column
    on[:, moved] = new_on
    off[:, moved] = new_off
    log_p[:] = new_log_p
    scalars[LOG_SEEN] = log_seen
    scalars[LOG_UNSEEN] = new_log_p[seen]
    return True
