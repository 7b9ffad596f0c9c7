# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of the chamber: what is known of a debate; drafts, amendments and scenarios."""

from amparo_desk.chamber.models.known import (
    AdoptedPassage,
    Amendment,
    Debate,
    Member,
    Text,
    Vote,
)
from amparo_desk.chamber.models.tabled import (
    Announced,
    Draft,
    DraftText,
    Recommendation,
    Scenario,
    Step,
    Tabled,
)

__all__ = [
    "AdoptedPassage",
    "Amendment",
    "Announced",
    "Debate",
    "Draft",
    "DraftText",
    "Member",
    "Recommendation",
    "Scenario",
    "Step",
    "Tabled",
    "Text",
    "Vote",
]
