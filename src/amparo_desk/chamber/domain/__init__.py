# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be done in the chamber: each verb in one transaction, permitted, with history."""

from amparo_desk.chamber.domain.known import keep_chamber
from amparo_desk.chamber.domain.scenarios import open_scenario, switch_amendment, undo_step
from amparo_desk.chamber.domain.taking_in import TextAsRead, take_in_debate
from amparo_desk.chamber.domain.texts import (
    FaultsError,
    keep_amendments,
    keep_draft,
    keep_published,
    keep_text,
)
from amparo_desk.chamber.domain.votes import announce, recommend, retract_announcement

__all__ = [
    "FaultsError",
    "TextAsRead",
    "announce",
    "keep_amendments",
    "keep_chamber",
    "keep_draft",
    "keep_published",
    "keep_text",
    "open_scenario",
    "recommend",
    "retract_announcement",
    "switch_amendment",
    "take_in_debate",
    "undo_step",
]
