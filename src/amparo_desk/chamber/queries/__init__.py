# SPDX-License-Identifier: AGPL-3.0-or-later
"""Named questions about debates, drafts and amendments."""

from amparo_desk.chamber.queries.drafts import (
    amendment_counts,
    announced_of,
    draft_of,
    drafts,
    recommendations_of,
    scenarios_of,
    steps_of,
    texts_of,
)
from amparo_desk.chamber.queries.known import chamber_of, debates
from amparo_desk.chamber.queries.switches import choices_of, last_step, since

__all__ = [
    "amendment_counts",
    "announced_of",
    "chamber_of",
    "choices_of",
    "debates",
    "draft_of",
    "drafts",
    "last_step",
    "recommendations_of",
    "scenarios_of",
    "since",
    "steps_of",
    "texts_of",
]
