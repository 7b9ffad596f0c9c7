# SPDX-License-Identifier: AGPL-3.0-or-later
# ruff: noqa: PLR2004 - the published algorithms are full of constants without a name
"""Random numbers inside compiled loops: a generator whose state is four numbers in an array.

numpy's generators can be called from numba, but each call goes through a pointer and their state
cannot be kept in an array; the samplers here draw a hundred variates in a few microseconds and must
go on where they stopped. Generator: xoshiro256++ (Blackman and Vigna 2021). Normal: ziggurat of
Marsaglia and Tsang (2000) as Doornik (2005) corrects it. Gamma: Marsaglia and Tsang (2000).
Binomial and Poisson: transformed rejection of Hörmann (1993), inversion where the mean is small.
Counts are floats, because those on no list have no bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

import numba
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., object])

_SMALL = 10.0  # below this mean inversion is quicker, and the rejection methods do not hold
_LAYERS, _TAIL, _AREA = 128, 3.442619855899, 9.91256303526217e-3
_HALF_LOG_2PI = 0.5 * math.log(2.0 * math.pi)
_VAST = 1e15  # beyond this a Poisson count is its normal limit to the last digit of a float
_TO_UNIT = 2.0**-52  # 52 bits and a half: the last draw is below 1 exactly
_R12 = np.uint64(12)
_R17, _R19 = np.uint64(17), np.uint64(19)
_LOWEST = np.uint64(127)
_R23, _R41, _R45 = np.uint64(23), np.uint64(41), np.uint64(45)


def compiled(function: Function) -> Function:
    """Compile a function at its first use, without the interpreter's lock; kept on disk.

    What is kept is made anew when the function's own file changes, not when a compiled function of
    another file does that it calls: after changing one, remove `__pycache__`.
    """
    return cast("Function", numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def seeded(seed: np.random.SeedSequence) -> NDArray[np.uint64]:
    """Give the state (4,) of a generator."""
    return np.asarray(seed.generate_state(4, np.uint64), np.uint64)


@compiled
def _word(state: NDArray[np.uint64]) -> np.uint64:
    """Draw 64 bits."""
    first, second, third, fourth = state[0], state[1], state[2], state[3]
    turned = first + fourth
    found: np.uint64 = ((turned << _R23) | (turned >> _R41)) + first
    third ^= first
    fourth ^= second
    state[1] = second ^ third
    state[0] = first ^ fourth
    state[2] = third ^ (second << _R17)
    state[3] = (fourth << _R45) | (fourth >> _R19)
    return found


@compiled
def uniform(state: NDArray[np.uint64]) -> float:
    """Draw from (0, 1), ends excluded, so that logarithms are finite."""
    return (float(_word(state) >> _R12) + 0.5) * _TO_UNIT


def _layers() -> NDArray[np.float64]:
    """Give the right ends of layers of the same area under the normal curve, the base first."""
    ends = [_AREA / math.exp(-0.5 * _TAIL * _TAIL), _TAIL]
    for _ in range(_LAYERS - 2):
        height = math.exp(-0.5 * ends[-1] ** 2) + _AREA / ends[-1]
        ends.append(math.sqrt(-2.0 * math.log(height)))
    return np.array([*ends, 0.0])


_ENDS = _layers()
_INSIDE = _ENDS[1:] / _ENDS[:-1]


@compiled
def normal(state: NDArray[np.uint64]) -> float:
    """Draw from the standard normal: a layer by the lowest bits, a place in it by the others."""
    while True:
        word = _word(state)
        layer = int(word & _LOWEST)
        place = 2.0 * (float(word >> _R12) + 0.5) * _TO_UNIT - 1.0
        x: float = place * _ENDS[layer]
        if abs(place) < _INSIDE[layer]:
            return x
        if layer == 0:
            return math.copysign(_from_tail(state), place)
        outer = math.exp(0.5 * (x * x - _ENDS[layer] ** 2))
        inner = math.exp(0.5 * (x * x - _ENDS[layer + 1] ** 2))
        if outer + uniform(state) * (inner - outer) < 1.0:
            return x


@compiled
def _from_tail(state: NDArray[np.uint64]) -> float:
    """Draw a normal beyond the base layer's end."""
    while True:
        x = -math.log(uniform(state)) / _TAIL
        y = -math.log(uniform(state))
        if y + y >= x * x:
            return _TAIL + x


@compiled
def gamma(state: NDArray[np.uint64], shape: float) -> float:
    """Draw from the gamma distribution of scale 1; shape at least 1."""
    if shape == 1.0:
        return -math.log(uniform(state))
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = normal(state)
        v = 1.0 + c * x
        if v <= 0.0:
            continue
        v = v * v * v
        u = uniform(state)
        square = x * x
        if u < 1.0 - 0.0331 * square * square:
            return d * v
        if math.log(u) < 0.5 * square + d * (1.0 - v + math.log(v)):
            return d * v


@compiled
def log_gamma(state: NDArray[np.uint64], shape: float) -> float:
    """Draw the logarithm of a gamma variate of scale 1, for any shape, however near to 0."""
    if shape >= 1.0:
        return math.log(gamma(state, shape))
    return math.log(gamma(state, shape + 1.0)) + math.log(uniform(state)) / shape


@compiled
def binomial(state: NDArray[np.uint64], trials: float, chance: float) -> float:
    """Draw how many of `trials` succeed."""
    if chance <= 0.0:
        return 0.0
    if chance >= 1.0:
        return trials
    if chance > 0.5:
        return trials - _lesser_binomial(state, trials, 1.0 - chance)
    return _lesser_binomial(state, trials, chance)


@compiled
def _beyond_stirling(count: float) -> float:
    """Give log(count!) less Stirling's (x + 1/2) log(x + 1) - (x + 1) + log(2 pi) / 2."""
    if count < 10.0:
        found = math.lgamma(count + 1.0)
        return found - (count + 0.5) * math.log(count + 1.0) + count + 1.0 - _HALF_LOG_2PI
    part = 1.0 / (count + 1.0)
    square = part * part
    return part * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0)))


@compiled
def _lesser_binomial(state: NDArray[np.uint64], trials: float, chance: float) -> float:
    mean = trials * chance
    if mean < _SMALL:
        left = uniform(state)
        if left <= 1.0 - mean:  # (1 - p)^n is at least 1 - n p
            return 0.0
        odds = chance / (1.0 - chance)
        first = math.exp(trials * math.log1p(-chance))
        while True:
            term, found = first, 0.0
            while left > term and found < trials:
                left -= term
                found += 1.0
                term *= odds * (trials - found + 1.0) / found
            if left <= term:
                return found
            left = uniform(state)
    spread = math.sqrt(mean * (1.0 - chance))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * chance
    middle = mean + 0.5
    quick = 0.92 - 4.2 / b
    while True:
        u = uniform(state) - 0.5
        v = uniform(state)
        us = 0.5 - abs(u)
        found = math.floor((2.0 * a / us + b) * u + middle)
        if us >= 0.07 and v <= quick:
            return found
        if found < 0.0 or found > trials:
            continue
        v *= (2.83 + 5.1 / b) * spread / (a / (us * us) + b)
        if math.log(v) <= _binomial_ratio(trials, chance, found):
            return found


@compiled
def _binomial_ratio(trials: float, chance: float, found: float) -> float:
    """Give the log of how much less probable `found` is than the mode, by Stirling's series."""
    odds = chance / (1.0 - chance)
    mode = math.floor((trials + 1.0) * chance)
    rest, mode_rest = trials - found + 1.0, trials - mode + 1.0
    return (
        (mode + 0.5) * math.log((mode + 1.0) / (odds * mode_rest))
        + (trials + 1.0) * math.log(mode_rest / rest)
        + (found + 0.5) * math.log(odds * rest / (found + 1.0))
        + _beyond_stirling(mode)
        + _beyond_stirling(trials - mode)
        - _beyond_stirling(found)
        - _beyond_stirling(trials - found)
    )


@compiled
def poisson(state: NDArray[np.uint64], mean: float) -> float:
    """Draw a Poisson count."""
    if mean < _SMALL:
        left, term, found = uniform(state), math.exp(-mean), 0.0
        while left > term and found < 200.0:
            left -= term
            found += 1.0
            term *= mean / found
        return found
    spread = math.sqrt(mean)
    if mean > _VAST:
        return max(0.0, math.floor(mean + spread * normal(state)))
    b = 0.931 + 2.53 * spread
    a = -0.059 + 0.02483 * b
    scale = 1.1239 + 1.1328 / (b - 3.4)
    quick = 0.9277 - 3.6224 / (b - 2.0)
    while True:
        u = uniform(state) - 0.5
        v = uniform(state)
        us = 0.5 - abs(u)
        found = math.floor((2.0 * a / us + b) * u + mean + 0.43)
        if us >= 0.07 and v <= quick:
            return found
        if found < 0.0 or (us < 0.013 and v > us):
            continue
        bound = found * math.log(mean) - mean - math.lgamma(found + 1.0)
        if math.log(v * scale / (a / (us * us) + b)) <= bound:
            return found
