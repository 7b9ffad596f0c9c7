# SPDX-License-Identifier: AGPL-3.0-or-later
"""The picture of a claimed number among the figures on the same topic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from amparo.claims.numbers import Qualifier
from amparo.claims.words import LABELS, State
from amparo.core.messages import Message
from amparo.pictures.figures import Mark, MarkKind, figures_against_claim
from amparo.pictures.picture import Picture, Size

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.claims.assertions import QuantityAssertion
    from amparo.claims.figures import Figure

_KINDS = {
    State.PROSECUTED: MarkKind.PROSECUTED,
    State.DEPRIVED_OF_LIBERTY: MarkKind.DEPRIVED_OF_LIBERTY,
}


def picture_of_claim(
    assertion: QuantityAssertion,
    figures: Iterable[Figure],
    language: str = "en",
    *,
    size: Size = Size.WIDE,
) -> Picture:
    """Draw the figures with the number claimed as a labelled rule.

    Raises:
        ValueError: there is no figure.
    """
    marks = [mark_of(figure) for figure in figures]
    claimed = assertion.number
    return figures_against_claim(float(claimed.low), claimed.said(), marks, language, size=size)


def mark_of(figure: Figure) -> Mark:
    """Give the mark of a figure: its number as said, what it counts, when."""
    low, high = figure.number.interval(0)
    kind = _KINDS.get(figure.state, MarkKind.OTHER)
    counted = Message(
        "{unit}, {state}", (("unit", LABELS[figure.unit]), ("state", LABELS[figure.state]))
    )
    return Mark(
        label=figure.institution,
        kind=kind,
        low=low,
        high=None if math.isinf(high) else high,
        date=figure.time(),
        counted=counted if kind is MarkKind.OTHER else None,
        about=figure.number.qualifier is Qualifier.ABOUT,
        said=figure.number.said(),
    )
