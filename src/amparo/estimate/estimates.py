# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a method gives: an estimate with its interval, and the gates that speak against it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from amparo.core.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike

LEVEL = 0.95


class GateVerdict(StrEnum):
    """What remains of an estimate, the worst first."""

    REFUSE = "refuse"  # no figure at all
    LOWER_BOUND = "lower_bound"  # "at least"
    RANGE = "range"  # from - to, no figure in the middle
    WARN = "warn"  # the figure, with the warning beside it


@dataclass(frozen=True, slots=True)
class Gate:
    """A reason to say less: `key` names the gate for programs, `reason` says it in plain words."""

    key: str
    verdict: GateVerdict
    reason: Message

    def to_json(self) -> dict[str, Any]:
        """Give plain data; `reason` is said in English."""
        return {"key": self.key, "verdict": self.verdict.value, "reason": self.reason.text()}


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """How many people there are in all, those on no list included (N), by one method.

    `low` and `high` hold N with probability (or confidence) `level`. `draws` are values of N from
    the posterior, the bootstrap or the mixture over models, None for a method that has none; `mean`
    is None where there is no distribution. `settings` are what the result depends on besides the
    table (with it the key under which it is stored), `diagnostics` what was seen on the way; both
    hold plain data. `seconds` is what it took.
    """

    method: str
    median: float
    mean: float | None
    low: float
    high: float
    level: float = LEVEL
    draws: NDArray[np.float64] | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    diagnostics: dict[str, Any] = field(default_factory=dict)
    gates: tuple[Gate, ...] = ()
    seconds: float = 0.0

    @classmethod
    def from_draws(
        cls,
        method: str,
        draws: ArrayLike,
        *,
        level: float = LEVEL,
        settings: dict[str, Any] | None = None,
        diagnostics: dict[str, Any] | None = None,
        gates: Iterable[Gate] = (),
        seconds: float = 0.0,
    ) -> Estimate:
        """Make an estimate of draws of N: median, mean and the interval of equal tails.

        Raises:
            ValueError: there are no draws, or one is not finite.
        """
        values = np.asarray(draws, np.float64).ravel()
        if not values.size or not np.isfinite(values).all():
            message = "draws of N must be there and finite"
            raise ValueError(message)
        tail = (1 - level) / 2
        low, median, high = np.quantile(values, (tail, 0.5, 1 - tail)).tolist()
        return cls(
            method,
            median,
            float(values.mean()),
            low,
            high,
            level,
            values,
            settings or {},
            diagnostics or {},
            tuple(gates),
            seconds,
        )

    @property
    def verdict(self) -> GateVerdict | None:
        """The worst verdict of its gates; None where no gate speaks."""
        said = {gate.verdict for gate in self.gates}
        return next((verdict for verdict in GateVerdict if verdict in said), None)

    def with_gates(self, gates: Iterable[Gate]) -> Estimate:
        """Give the estimate with further gates."""
        return replace(self, gates=(*self.gates, *gates))

    def share_above(self, number: float) -> float:
        """Give the share of the draws in which N exceeds a number.

        Raises:
            ValueError: the method has no draws.
        """
        if self.draws is None:
            message = f"{self.method} has no draws"
            raise ValueError(message)
        return float((self.draws > number).mean())

    def to_json(self) -> dict[str, Any]:
        """Give plain data that JSON can hold, without the draws; None for what is not finite."""
        plain: dict[str, Any] = _finite(self._plain())
        return plain

    def _plain(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "median": self.median,
            "mean": self.mean,
            "low": self.low,
            "high": self.high,
            "level": self.level,
            "settings": self.settings,
            "diagnostics": self.diagnostics,
            "gates": [gate.to_json() for gate in self.gates],
            "seconds": self.seconds,
        }


def _finite(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        return {key: _finite(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(held) for held in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def total(method: str, strata: Sequence[Estimate], *, seed: int = 1) -> Estimate:
    """Add up strata by their draws, never by their bounds; each is drawn anew, apart from others.

    The number of draws and the level are those of the first; the gates of all are kept.

    Raises:
        ValueError: there is no stratum, or one without draws.
    """
    if not strata or any(stratum.draws is None for stratum in strata):
        message = "strata are added up by their draws"
        raise ValueError(message)
    dice = np.random.default_rng(seed)
    held = [np.asarray(stratum.draws) for stratum in strata]
    summed = sum(dice.choice(draws, len(held[0])) for draws in held)
    return Estimate.from_draws(
        method,
        summed,
        level=strata[0].level,
        settings={"strata": [stratum.settings for stratum in strata], "seed": seed},
        gates=dict.fromkeys(gate for stratum in strata for gate in stratum.gates),
        seconds=sum(stratum.seconds for stratum in strata),
    )
