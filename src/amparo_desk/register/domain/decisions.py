# SPDX-License-Identifier: AGPL-3.0-or-later
"""People's decisions on pairs of records, and their undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone

from amparo.linkage import Decision as CoreDecision
from amparo.linkage import Judgement, conflicts_with
from amparo.linkage.findings import NOT_COMPARED_SINCE
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.clusters import standing_decisions
from amparo_desk.register.domain.rebuild import refresh
from amparo_desk.register.domain.turns import RefusedError, stated_reason, turn
from amparo_desk.register.models import Decision, Proposal, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo_desk.accounts.models import User


_SETTLED = "settled by a person"


class ContradictionError(RefusedError):
    """What is asked contradicts people's decisions; `decisions` are their rows."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self.decisions = tuple(decisions)
        lines = [
            f"{item.left.key} and {item.right.key}: {item.judgement}, by {item.decided_by}"
            f" on {item.decided_at:%Y-%m-%d} ({item.reason})"
            for item in self.decisions
        ]
        super().__init__(
            "This contradicts decisions that stand; withdraw one of them first:\n"
            + "\n".join(lines)
        )


def decide(
    *, left: Record, right: Record, judgement: Judgement, reason: str, user: User
) -> Decision:
    """Decide whether two records are the same person; give the decision that stands then.

    The same decision again changes nothing. It takes the place of an earlier "unsure".

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no reason, or twice the same record.
        ContradictionError: people decided otherwise, of this pair or by way of others.
    """
    why = stated_reason(reason)
    if left.key == right.key:
        msg = f"{left.key} is one record: a decision needs two"
        raise RefusedError(msg)
    left, right = sorted((left, right), key=lambda record: record.key)
    with turn(user):
        standing = Decision.objects.filter(
            left=left, right=right, by_person=True, withdrawn_at=None
        ).first()
        if standing and standing.judgement == judgement.value:
            return standing
        _refuse_contradiction(left, right, judgement, standing)
        if standing:
            mark_withdrawn(standing, f"replaced: {why}", user)
        made = _make(left, right, judgement, why, user)
        if judgement is not Judgement.UNSURE:
            _settle(made, user)
        record_change(
            user=user,
            verb="decide",
            kind="pair",
            key=pair_key(made),
            reason=why,
            before={"judgement": standing.judgement} if standing else None,
            after={"judgement": made.judgement},
        )
        refresh()
    return made


def withdraw_decision(*, decision: Decision, reason: str, user: User) -> None:
    """Take back a person's decision: the linker's join that it settled stands again.

    Where there was none, the pair waits again.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no reason; the decision is withdrawn already, or the linker's own, which
            a decision "not the same" overrules.
    """
    why = stated_reason(reason)
    with turn(user):
        row = Decision.objects.select_related("left", "right").get(pk=decision.pk)
        if row.withdrawn_at is not None:
            msg = f"{row.left.key} and {row.right.key}: this decision is withdrawn already"
            raise RefusedError(msg)
        if not row.by_person:
            msg = "the linker's own decision would come back: decide that they are not the same"
            raise RefusedError(msg)
        mark_withdrawn(row, why, user)
        if not _restore(row):
            put_back(row)
        record_change(
            user=user,
            verb="withdraw_decision",
            kind="pair",
            key=pair_key(row),
            reason=why,
            before={"judgement": row.judgement},
        )
        refresh()


def pair_key(decision: Decision) -> str:
    """Give the key under which the history holds a pair of records."""
    return f"{decision.left.key} | {decision.right.key}"


def _refuse_contradiction(
    left: Record, right: Record, judgement: Judgement, standing: Decision | None
) -> None:
    if standing and standing.judgement != Decision.Judgement.UNSURE:
        raise ContradictionError([standing])
    asked = CoreDecision(left.key, right.key, judgement, by_person=True)
    found = conflicts_with(asked, standing_decisions(by_person=True))
    if not found:
        return
    rows = Decision.objects.filter(withdrawn_at=None, by_person=True)
    related = rows.select_related("left", "right", "decided_by")
    pairs = {item.pair for item in found}
    raise ContradictionError(row for row in related if (row.left.key, row.right.key) in pairs)


def _make(left: Record, right: Record, judgement: Judgement, why: str, user: User) -> Decision:
    """Write the decision with what the linker said, so that it can be put back."""
    proposal = Proposal.objects.filter(left=left, right=right).first()
    said: dict[str, Any] = {}
    if proposal:
        said = {name: getattr(proposal, name) for name in ("score", "summary", "evidence")}
    return Decision.objects.create(
        left=left,
        right=right,
        judgement=judgement.value,
        by_person=True,
        reason=why,
        decided_by=user,
        **said,
    )


def mark_withdrawn(row: Decision, why: str, user: User) -> None:
    """Write that a decision does not stand any more, why, and by whom."""
    row.withdrawn_at = timezone.now()
    row.withdrawn_by = user
    row.withdrawn_reason = why
    row.save()


def put_back(row: Decision, *, outdated: bool = False) -> None:
    """Let the pair wait for a person; `outdated`: what the linker said of it holds no more."""
    pair = {"left": row.left, "right": row.right}
    said: dict[str, Any] = {"score": row.score, "summary": row.summary, "evidence": row.evidence}
    if outdated or row.summary is None or row.score is None:
        said = {"score": 0.0, "summary": NOT_COMPARED_SINCE.to_json(), "evidence": []}
        Proposal.objects.filter(**pair).delete()
    last = Proposal.objects.aggregate(last=Max("rank"))["last"] or 0
    Proposal.objects.get_or_create(**pair, defaults={"rank": last + 1, **said})


def _settle(made: Decision, user: User) -> None:
    """Withdraw the linker's decision on a pair that a person now decided."""
    for row in Decision.objects.filter(
        left=made.left, right=made.right, by_person=False, withdrawn_at=None
    ):
        mark_withdrawn(row, _SETTLED, user)


def _restore(row: Decision) -> bool:
    """Let the linker's decision that this one settled stand again; say whether there was one."""
    settled = Decision.objects.filter(
        left=row.left,
        right=row.right,
        by_person=False,
        withdrawn_reason=_SETTLED,
        withdrawn_at__gte=row.decided_at,
    ).last()
    if settled is None:
        return False
    Decision.objects.create(
        left=row.left,
        right=row.right,
        judgement=settled.judgement,
        by_person=False,
        score=settled.score,
        summary=settled.summary,
        evidence=settled.evidence,
        decided_by=settled.decided_by,
    )
    return True
