# SPDX-License-Identifier: AGPL-3.0-or-later
"""The review queue, in the order of what a decision would change; the decisions made.

A pair's place is its *stake*: how undecided it is times what hangs on it.

    stake = H(p) * (records + prosecutions + assessments of both persons)

p is the linker's probability that the two are one person and H(p) = -p log2 p - (1-p) log2 (1-p)
its entropy in bits: 1 for even odds, near 0 for what is all but known. A pair without a
probability counts as 1. What is multiplied are the things that would be one person's instead of
two persons': records, prosecutions (the figures count them apart from persons), and assessments,
the findings that the workspace itself makes public. Pairs that weigh the same come in the linker's
order; those on which somebody was unsure come last.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from amparo_desk.register.models import Assessment, Decision, Proposal, Prosecution, Record
from amparo_desk.register.queries.opinions import disagree, two_person_review, waiting_opinions
from amparo_desk.register.queries.said import Said, current_statements

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from amparo_desk.accounts.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """One property of two records side by side."""

    prop: str
    left: tuple[Said, ...]
    right: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Stake:
    """What a decision on a pair would change, and how open it is; `apart` if they are one now.

    `records`, `prosecutions`, `assessments` are those of both persons together.
    """

    probability: float | None
    records: int
    prosecutions: int
    assessments: int
    apart: bool = True

    @property
    def value(self) -> float:
        """The stake (see the module): bits times things that would move."""
        return undecided(self.probability) * (self.records + self.prosecutions + self.assessments)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records to be compared by a person, and what the linker says of them.

    `waiting` counts the pairs that wait for this reader, `following` and `before` are the ids of
    the proposals beside this one; `two` says that the workspace wants two readers.
    """

    proposal: Proposal
    left: Record
    right: Record
    rows: tuple[Row, ...]
    unsure: Decision | None
    waiting: int
    stake: Stake
    before: int | None
    following: int | None
    two: bool


class _Open(NamedTuple):
    """A proposal that waits, as the order needs it."""

    id: int
    records: tuple[int, int]
    persons: tuple[str, str]
    probability: float | None
    unsure: bool


def undecided(probability: float | None) -> float:
    """Give the entropy of a probability in bits, 1.0 where there is none.

    >>> undecided(0.5), undecided(1.0), undecided(None), round(undecided(0.9), 3)
    (1.0, 0.0, 1.0, 0.469)
    """
    if probability is None:
        return 1.0
    return sum(-p * math.log2(p) for p in (probability, 1 - probability) if p > 0)


def waiting_pairs(reader: User | None = None) -> list[int]:
    """Give the ids of the proposals that wait, in the order of their stakes (see the module).

    Of two persons only one pair waits; none whose records are one person by now, unless a reader
    holds otherwise, or two persons that somebody holds apart. `reader` leaves out what waits for
    others: pairs of which he has said what he thinks, and those on which two disagree.
    """
    return [item.id for item, _stake in _in_order(_open_pairs(reader))]


def waiting_count() -> int:
    """Give the number of pairs that wait."""
    return len({frozenset(item.persons) for item in _open_pairs(None)})


def _open_pairs(reader: User | None) -> list[_Open]:
    people = Decision.objects.filter(withdrawn_at=None, by_person=True)
    settled: set[frozenset[str | None]] = set()
    unsure = set()
    sided = people.exclude(judgement=Decision.Judgement.SAME).values_list(
        "judgement", "left_id", "right_id", "left__person_id", "right__person_id"
    )
    for judgement, left, right, one, other in sided:
        if judgement == Decision.Judgement.UNSURE:
            unsure.add((left, right))
        else:
            settled.add(frozenset((one, other)))
    opinions = waiting_opinions()
    found = []
    rows = Proposal.objects.order_by("rank").values_list(
        "id", "left_id", "right_id", "left__person_id", "right__person_id", "probability"
    )
    for number, left, right, one, other, probability in rows:
        said = opinions.get((left, right), [])
        if reader is not None and (
            disagree(said) or any(item.given_by_id == reader.pk for item in said)
        ):
            continue
        joined = one == other and not said
        if None in (one, other) or joined or frozenset((one, other)) in settled:
            continue
        found.append(
            _Open(number, (left, right), (one, other), probability, (left, right) in unsure)
        )
    return found


def _in_order(found: list[_Open]) -> list[tuple[_Open, Stake]]:
    """Give one pair of each two persons, by falling stake, those left unsure last."""
    weighed = list(zip(found, _stakes(found), strict=True))
    weighed.sort(key=lambda item: (item[0].unsure, -item[1].value))
    seen: set[frozenset[str]] = set()
    kept = []
    for item, stake in weighed:
        persons = frozenset(item.persons)
        if persons not in seen:
            seen.add(persons)
            kept.append((item, stake))
    return kept


def _stakes(found: list[_Open]) -> list[Stake]:
    if not found:
        return []
    keys = {key for item in found for key in item.persons}
    records = _counted(Record.objects.filter(gone=False), "person_id", keys)
    cases = _counted(Prosecution.objects.all(), "person_id", keys)
    assessed: dict[str, int] = defaultdict(int)
    standing = Assessment.objects.filter(superseded_by=None).exclude(record__person=None)
    for person in standing.values_list("record__person_id", flat=True):
        assessed[person] += 1
    stakes = []
    for item in found:
        persons = set(item.persons)
        stakes.append(
            Stake(
                probability=item.probability,
                records=sum(records[key] for key in persons),
                prosecutions=sum(cases[key] for key in persons),
                assessments=sum(assessed[key] for key in persons),
                apart=len(persons) > 1,
            )
        )
    return stakes


def _counted(
    rows: QuerySet[Record] | QuerySet[Prosecution], person: str, keys: Collection[str]
) -> dict[str, int]:
    """Count rows by person. All are counted: so many keys fit into no query."""
    counted = rows.order_by().values_list(person).annotate(count=Count("pk"))
    return defaultdict(int, ((key, count) for key, count in counted if key in keys))


def waiting_proposals() -> list[Proposal]:
    """Give the pairs that wait, in their order, with their records."""
    waiting = waiting_pairs()
    rows = Proposal.objects.select_related("left", "right").in_bulk(waiting)
    return [rows[number] for number in waiting]


def next_pair(
    *,
    after: int | None = None,
    before: int | None = None,
    proposal: int | None = None,
    reader: User | None = None,
) -> Pair | None:
    """Give the pair to be decided next: the first, that beside a proposal's id, or a named one.

    None where nothing waits, or the named one does not wait any more.
    """
    order = _in_order(_open_pairs(reader))
    places = {item.id: place for place, (item, _stake) in enumerate(order)}
    if proposal is not None:
        place = places.get(proposal)
    elif after in places:
        place = places[after] + 1
    elif before in places:
        place = places[before] - 1
    else:
        place = 0
    if place is None or not 0 <= place < len(order):
        return None
    item, stake = order[place]
    beside = [order[at][0].id if 0 <= at < len(order) else None for at in (place - 1, place + 1)]
    return _pair(item, stake, len(order), beside)


def _pair(item: _Open, stake: Stake, waiting: int, beside: list[int | None]) -> Pair:
    related = ("left__source", "right__source", "left__person", "right__person")
    proposal = Proposal.objects.select_related(*related).get(id=item.id)
    left, right = proposal.left, proposal.right
    unsure = None
    if item.unsure:
        rows = Decision.objects.filter(left=left, right=right, withdrawn_at=None, by_person=True)
        unsure = rows.select_related("decided_by").first()
    before, following = beside
    return Pair(
        proposal=proposal,
        left=left,
        right=right,
        rows=side_by_side(left, right),
        unsure=unsure,
        waiting=waiting,
        stake=stake,
        before=before,
        following=following,
        two=two_person_review(),
    )


def side_by_side(left: Record, right: Record) -> tuple[Row, ...]:
    """Give what two persons' records say now, property by property in the order of the first.

    The two records' own statements come first on their sides; then those of the other records of
    the same person.
    """
    persons = {record.person_id for record in (left, right)} - {None}
    rows = Record.objects.filter(person_id__in=persons, gone=False)
    members: dict[str | None, list[tuple[str, int]]] = defaultdict(list)
    for number, key, person in rows.values_list("id", "key", "person_id"):
        members[person].append((key, number))
    one = left.person_id == right.person_id
    sides = [
        [record.pk]
        + [n for _, n in sorted(members[record.person_id]) if n != record.pk and not one]
        for record in (left, right)
    ]
    said = current_statements({number for side in sides for number in side})
    statements = [[item for number in side for item in said.get(number, ())] for side in sides]
    names = dict.fromkeys(_name(item) for side in statements for item in side)
    return tuple(
        Row(name, *(tuple(item for item in side if _name(item) == name) for side in statements))
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
