# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of a debate, as the engines read it."""

from __future__ import annotations

from amparo.demands.records import (
    AdoptedPassage,
    Amendment,
    Chamber,
    ChamberText,
    Member,
    TextEvent,
    VoteReport,
)
from amparo.exchange.plain_data import from_plain
from amparo_desk.chamber import models


def debates() -> list[models.Debate]:
    """Give all debates in their order."""
    return list(models.Debate.objects.all())


def chamber_of(debate: models.Debate) -> Chamber:
    """Give texts, amendments, votes, passages and members of the debate (six queries)."""
    texts = models.Text.objects.filter(debate=debate)
    amendments = models.Amendment.objects.filter(text__debate=debate)
    votes = models.Vote.objects.filter(amendment__text__debate=debate)
    passages = models.AdoptedPassage.objects.filter(text__debate=debate)
    members = models.Member.objects.filter(debate=debate)
    return Chamber(
        texts={row.key: from_plain(ChamberText, row.data) for row in texts},
        amendments={row.key: from_plain(Amendment, row.data) for row in amendments},
        votes=tuple(from_plain(VoteReport, row.data) for row in votes),
        passages=tuple(from_plain(AdoptedPassage, row.data) for row in passages),
        members={row.key: from_plain(Member, row.data) for row in members},
        vote=from_plain(TextEvent, debate.data),
    )
