# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers as they are said: exactly, about, more than, at least, "hundreds"."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from amparo.core.messages import Message, say
from amparo.core.truth import Truth

# "About" in a speech is read as within ten per cent, in a source as within five
# (docs/decisions/0006-claim-checks.md).
ABOUT_IN_SPEECH = 0.10
ABOUT_IN_SOURCE = 0.05


class Qualifier(StrEnum):
    """How the number is said; ORDER_OF_MAGNITUDE is "hundreds", "thousands"."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    ORDER_OF_MAGNITUDE = "order_of_magnitude"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as said, and the whole numbers it leaves open."""

    low: int
    high: int | None = None
    qualifier: Qualifier = Qualifier.EXACT

    def interval(self, about: float = ABOUT_IN_SOURCE) -> tuple[float, float]:
        """Give the least and the greatest number meant."""
        high = self.low if self.high is None else self.high
        match self.qualifier:
            case Qualifier.MORE_THAN:
                return self.low + 1, math.inf
            case Qualifier.AT_LEAST:
                return self.low, math.inf
            case Qualifier.ABOUT:
                return self.low * (1 - about), high * (1 + about)
            case _:
                return self.low, high

    def bears_out(self, claimed: Number) -> Truth:
        """Say whether this number, from a source, makes the claimed number true.

        TRUE where all numbers it leaves open are claimed ones, FALSE where none is.
        """
        (low, high), (least, most) = self.interval(), claimed.interval(ABOUT_IN_SPEECH)
        if high < least or low > most:
            return Truth.FALSE
        return Truth.of(True if least <= low and high <= most else None)

    def said(self) -> Message:
        """Say the number as it was said."""
        if order := next((name for name, number in ORDERS.items() if number == self), ""):
            return _ORDER_LABELS[order]
        if self.high is not None and self.high != self.low:
            return say("{low} to {high}", low=self.low, high=self.high)
        match self.qualifier:
            case Qualifier.ABOUT:
                return say("about {number}", number=self.low)
            case Qualifier.MORE_THAN:
                return say("more than {number}", number=self.low)
            case Qualifier.AT_LEAST:
                return say("at least {number}", number=self.low)
            case _:
                return Message("{number}", (("number", self.low),))


# A plural alone leaves these bounds: "hundreds" is at least two hundred and under a thousand.
ORDERS = {
    "hundreds": Number(200, 999, Qualifier.ORDER_OF_MAGNITUDE),
    "thousands": Number(2000, 9999, Qualifier.ORDER_OF_MAGNITUDE),
}
_ORDER_LABELS = {"hundreds": say("hundreds"), "thousands": say("thousands")}
