# SPDX-License-Identifier: AGPL-3.0-or-later
"""What methods are called where people read of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLES: Mapping[str, Message] = {
    "loglinear": say("log-linear models, mixed"),
    "graphs": say("decomposable graphs, averaged"),
    "heterogeneity": say("models of people who differ, mixed"),
    "lcm": say("latent classes"),
    "chao": say("Chao's lower bound"),
    "xi": say("under an assumption: no interaction of all lists, xi = 1"),
}
# Latent classes outside the command and its report.
_OTHER = {"latent_classes": "lcm"}


def title_of(method: str) -> Message:
    """Give a method's title; its name where it has none."""
    title = TITLES.get(_OTHER.get(method, method))
    return title or Message("{name}", (("name", method),))
