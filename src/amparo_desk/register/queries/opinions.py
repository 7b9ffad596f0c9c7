# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two-person review: whether it is on, what waits for a second reader, where two disagree."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from amparo_desk.register.models import Decision, Opinion, Setting

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User

PairOfIds = tuple[int, int]


def two_person_review() -> bool:
    """Say whether the workspace wants two readers for "same" and "not the same"."""
    return Setting.objects.filter(name=Setting.TWO_PERSON_REVIEW, on=True).exists()


def waiting_opinions() -> dict[PairOfIds, list[Opinion]]:
    """Give what readers said that has no effect yet, by the ids of the pair's records."""
    rows = Opinion.objects.filter(withdrawn_at=None, decision=None)
    found: dict[PairOfIds, list[Opinion]] = defaultdict(list)
    for row in rows.order_by("id"):
        found[row.left_id, row.right_id].append(row)
    return found


def disagreements(reader: User, *, all_of_them: bool) -> list[list[Opinion]]:
    """Give the opinions of each pair on which readers disagree, oldest pair first.

    A reader sees the pairs that he has read himself; `all_of_them` for who may settle them.
    """
    related = Opinion.objects.filter(withdrawn_at=None, decision=None).select_related(
        "left__source", "right__source", "given_by"
    )
    by_pair: dict[PairOfIds, list[Opinion]] = defaultdict(list)
    for row in related.order_by("id"):
        by_pair[row.left_id, row.right_id].append(row)
    return [
        opinions
        for opinions in by_pair.values()
        if disagree(opinions)
        and (all_of_them or any(opinion.given_by_id == reader.pk for opinion in opinions))
    ]


def disagree(opinions: list[Opinion]) -> bool:
    """Say whether readers of one pair say different things of it."""
    return len({opinion.judgement for opinion in opinions}) > 1


def last_own(reader: User) -> Decision | Opinion | None:
    """Give what a reader did last in the queue and can take back: a decision or an opinion.

    What came in a file is not undone one by one.
    """
    decision = Decision.objects.filter(
        decided_by=reader, by_person=True, withdrawn_at=None, said_by=""
    ).order_by("-id")
    opinion = Opinion.objects.filter(given_by=reader, withdrawn_at=None, decision=None)
    made = decision.select_related("left", "right").first()
    said = opinion.select_related("left", "right").order_by("-id").first()
    if made is None or said is None:
        return made or said
    return made if made.decided_at > said.given_at else said
