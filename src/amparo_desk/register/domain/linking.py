# SPDX-License-Identifier: AGPL-3.0-or-later
"""Running a linker over the register: its joins become decisions, its doubts wait for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count, Max, Q
from django.utils import timezone

from amparo.exchange.plain_data import to_plain
from amparo.linkage import RegisterLinker, Verdict, record_of
from amparo_desk.accounts.rules import may_document, require
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.clusters import standing_decisions
from amparo_desk.register.domain.rebuild import refresh
from amparo_desk.register.domain.turns import turn
from amparo_desk.register.models import (
    SAID,
    Decision,
    Opinion,
    Proposal,
    Record,
    Source,
    Statement,
)
from amparo_desk.register.queries.review import waiting_count
from amparo_desk.register.queries.said import current_statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from amparo.linkage import Linker, LinkRecord, LinkResult, PairFinding
    from amparo.names.reading import Order
    from amparo_desk.accounts.models import User

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run did: machine decisions new, kept and withdrawn; pairs that wait."""

    joined: int
    kept: int
    withdrawn: int
    waiting: int
    compared: int
    not_compared: int


def run_linkage(
    *,
    user: User,
    linker: Linker | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Linked:
    """Let the linker (RegisterLinker if none is named) look at all records that stand.

    Its joins are decisions below any person's; one that it no longer makes is withdrawn. Its
    pairs for review replace those of the run before.

    Raises:
        PermissionDenied: the user may not document.
    """
    require(may_document(user))
    # Comparing takes long and must not keep others from writing; it is done again in the turn
    # only where somebody wrote meanwhile.
    seen = _state()
    found = _compare(linker, progress)
    with turn(user):
        if _state() != seen:
            found = _compare(linker, progress)
        numbers = dict(Record.objects.order_by().values_list("key", "id"))
        joins = {
            (numbers[item.left], numbers[item.right]): item
            for item in found.findings
            if item.verdict is Verdict.LINK
        }
        new, kept, withdrawn = _write_decisions(joins, user)
        refresh()
        reviews = [item for item in found.findings if item.verdict is Verdict.REVIEW]
        _write_proposals(reviews, numbers)
        waiting = waiting_count()
        done = Linked(new, kept, withdrawn, waiting, found.compared, found.not_compared)
        if new or withdrawn:
            record_change(
                user=user,
                verb="run_linkage",
                kind="register",
                key="linkage",
                after=cast("dict[str, Any]", to_plain(done)),
            )
    return done


def _compare(linker: Linker | None, progress: Callable[[int, int], None] | None) -> LinkResult:
    linker = linker or RegisterLinker(duplicate_free=_duplicate_free())
    people = standing_decisions(by_person=True)
    return linker.link(link_records(), people, progress=progress)


def _state() -> tuple[object, ...]:
    """Give what tells whether anything that a linker looks at has changed.

    Statements are only added and withdrawn; their order follows the row's content and snapshot.
    """
    fields = ("id", "content_hash", "last_snapshot_id", "gone")
    records = frozenset(Record.objects.order_by().values_list(*fields))
    sources = frozenset(Source.objects.values_list("key", "name_order", "duplicate_free"))
    current = Count("id", filter=Q(withdrawn=False))
    statements = Statement.objects.aggregate(last=Max("id"), current=current)
    return records, sources, statements, frozenset(standing_decisions(by_person=True))


def _duplicate_free() -> frozenset[str]:
    """Give the keys of the lists whose mapping says that they hold each person once."""
    return frozenset(Source.objects.filter(duplicate_free=True).values_list("key", flat=True))


def link_records() -> list[LinkRecord]:
    """Give all records that stand, as linkage sees them, in the order of their keys."""
    rows = Record.objects.filter(gone=False).order_by()
    found = sorted(rows.values_list("key", "id", "source__key", "source__name_order"))
    said = current_statements()
    return [
        record_of(
            key,
            source,
            [item.statement for item in said.get(number, ())],
            name_order=cast("Order", order),
        )
        for key, number, source, order in found
    ]


def _write_decisions(joins: dict[tuple[int, int], PairFinding], user: User) -> tuple[int, int, int]:
    """Keep equal machine decisions, withdraw those no longer made, write the new ones."""
    kept: set[tuple[int, int]] = set()
    old: list[int] = []
    for row in Decision.objects.filter(by_person=False, withdrawn_at=None):
        pair = (row.left_id, row.right_id)
        finding = joins.get(pair)
        if finding and {name: getattr(row, name) for name in SAID} == _said(finding):
            kept.add(pair)
        else:
            old.append(row.pk)
    for start in range(0, len(old), _BATCH):
        Decision.objects.filter(pk__in=old[start : start + _BATCH]).update(
            withdrawn_at=timezone.now(),
            withdrawn_by=user,
            withdrawn_reason="the linker no longer finds this",
        )
    new = [
        Decision(
            left_id=pair[0],
            right_id=pair[1],
            judgement=Decision.Judgement.SAME,
            by_person=False,
            decided_by=user,
            **_said(item),
        )
        for pair, item in joins.items()
        if pair not in kept
    ]
    Decision.objects.bulk_create(new, batch_size=_BATCH)
    return len(new), len(kept), len(old)


def _write_proposals(reviews: Iterable[PairFinding], numbers: dict[str, int]) -> None:
    """Replace the pairs for review; which of them wait, queries.review says.

    Where the linker proposes what it proposed before, the rows stay as they are; so do pairs of
    which a first reader has said something that waits for a second.
    """
    proposed = {(numbers[item.left], numbers[item.right]): _said(item) for item in reviews}
    half_read = Opinion.objects.filter(withdrawn_at=None, decision=None)
    for pair in set(half_read.values_list("left_id", "right_id")) - proposed.keys():
        row = Proposal.objects.filter(left=pair[0], right=pair[1]).first()
        if row:
            proposed[pair] = {name: getattr(row, name) for name in SAID}
    new = [
        {"left_id": pair[0], "right_id": pair[1], "rank": rank, **said}
        for rank, (pair, said) in enumerate(proposed.items(), 1)
    ]
    names = ("left_id", "right_id", "rank", *SAID)
    if list(Proposal.objects.order_by("rank").values(*names)) == new:
        return
    Proposal.objects.all().delete()
    Proposal.objects.bulk_create((Proposal(**row) for row in new), batch_size=_BATCH)


def _said(item: PairFinding) -> dict[str, Any]:
    """Give what the linker says of a pair as rows keep it (amparo_desk.register.models.SAID)."""
    said = {
        "score": item.score,
        # A linker that gives no probability leaves the field's zero; one that does never does.
        "probability": item.probability or None,
        "prior": item.prior,
        "summary": item.summary.to_json(),
        "evidence": to_plain(item.evidence),
    }
    kept: dict[str, Any] = json.loads(json.dumps(said))
    return kept
