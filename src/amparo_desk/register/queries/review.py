# SPDX-License-Identifier: AGPL-3.0-or-later
"""The review queue and the decisions made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo_desk.register.models import Decision, Proposal, Record
from amparo_desk.register.queries.said import Said, current_statements

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Row:
    """One property of two records side by side."""

    prop: str
    left: tuple[Said, ...]
    right: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records to be compared by a person, and what the linker says of them."""

    proposal: Proposal
    left: Record
    right: Record
    rows: tuple[Row, ...]
    unsure: Decision | None
    waiting: int


def waiting_pairs() -> list[int]:
    """Give the ids of the proposals that wait, best first, those with a person unsure last.

    Of two persons only the first pair waits; none whose records are one person by now, or
    two persons that somebody holds apart.
    """
    people = Decision.objects.filter(withdrawn_at=None, by_person=True)
    apart = people.filter(judgement=Decision.Judgement.NOT_SAME)
    settled = {frozenset(pair) for pair in apart.values_list("left__person_id", "right__person_id")}
    unsure = set(
        people.filter(judgement=Decision.Judgement.UNSURE).values_list("left_id", "right_id")
    )
    rows = Proposal.objects.order_by("rank").values_list(
        "id", "left_id", "right_id", "left__person_id", "right__person_id"
    )
    found: list[int] = []
    for number, _, _, *persons in sorted(rows, key=lambda row: (row[1], row[2]) in unsure):
        pair = frozenset(persons)
        if len(pair) > 1 and None not in pair and pair not in settled:
            settled.add(pair)
            found.append(number)
    return found


def waiting_proposals() -> list[Proposal]:
    """Give the pairs that wait, best first, with their records."""
    waiting = waiting_pairs()
    rows = Proposal.objects.select_related("left", "right").in_bulk(waiting)
    return [rows[number] for number in waiting]


def next_pair(*, after: int | None = None, proposal: int | None = None) -> Pair | None:
    """Give the pair to be decided next: the first, that after a proposal's id, or a named one.

    None where nothing waits, or the named one does not wait any more.
    """
    waiting = waiting_pairs()
    if proposal is not None:
        chosen = proposal if proposal in waiting else None
    elif after in waiting:
        place = waiting.index(after) + 1
        chosen = waiting[place] if place < len(waiting) else None
    else:
        chosen = next(iter(waiting), None)
    return None if chosen is None else _pair(chosen, len(waiting))


def _pair(number: int, waiting: int) -> Pair:
    related = ("left__source", "right__source", "left__person", "right__person")
    proposal = Proposal.objects.select_related(*related).get(id=number)
    left, right = proposal.left, proposal.right
    unsure = (
        Decision.objects.filter(left=left, right=right, withdrawn_at=None, by_person=True)
        .select_related("decided_by")
        .first()
    )
    return Pair(proposal, left, right, side_by_side(left, right), unsure, waiting)


def side_by_side(left: Record, right: Record) -> tuple[Row, ...]:
    """Give what two records say now, property by property in the order of the first."""
    said = current_statements([left.pk, right.pk])
    sides = [said.get(record.pk, []) for record in (left, right)]
    names = dict.fromkeys(_name(item) for side in sides for item in side)
    return tuple(
        Row(name, *(tuple(item for item in side if _name(item) == name) for side in sides))
        for name in names
    )


def _name(item: Said) -> str:
    return f"{item.statement.schema.value}.{item.statement.prop}"


def decisions(*, by_person: bool | None = None) -> QuerySet[Decision]:
    """Give all decisions, the newest first, withdrawn ones too; who made and withdrew them."""
    rows = Decision.objects.select_related(
        "left__source", "right__source", "left__person", "right__person",
        "decided_by", "withdrawn_by",
    ).order_by("-id")  # fmt: skip
    return rows if by_person is None else rows.filter(by_person=by_person)
