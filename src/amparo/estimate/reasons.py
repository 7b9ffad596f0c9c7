# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why there is no estimate, as a sentence for people in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amparo.core.messages import Message


class SaidError(ValueError):
    """A table that a method has no estimate of; `said` is why, a whole sentence."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__(said.text())
