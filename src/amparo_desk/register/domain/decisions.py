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
from amparo_desk.register.domain.clusters import connected, standing_decisions
from amparo_desk.register.domain.rebuild import refresh_around
from amparo_desk.register.domain.turns import RefusedError, stated_reason, turn
from amparo_desk.register.models import SAID, Decision, Opinion, Proposal, Record
from amparo_desk.register.queries.opinions import two_person_review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo_desk.accounts.models import User


_SETTLED = "settled by a person"
_REPLACED = "replaced: "


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
        RefusedError: no reason, or twice the same record; or the workspace wants two readers,
            who say what they think with `judge`.
        ContradictionError: people decided otherwise, of this pair or by way of others.
    """
    why = stated_reason(reason)
    left, right = in_key_order(left, right)
    with turn(user):
        if judgement is not Judgement.UNSURE and two_person_review():
            msg = "two readers decide in this workspace: nothing takes effect on one's word"
            raise RefusedError(msg)
        return decide_in_turn(left, right, judgement, why, user)


def in_key_order(left: Record, right: Record) -> tuple[Record, Record]:
    """Give two records, that with the smaller key first.

    Raises:
        RefusedError: they are one.
    """
    if left.key == right.key:
        msg = f"{left.key} is one record: a decision needs two"
        raise RefusedError(msg)
    return (left, right) if left.key < right.key else (right, left)


def decide_in_turn(
    left: Record, right: Record, judgement: Judgement, why: str, user: User,
    **after: Any,  # noqa: ANN401 - whatever JSON holds
) -> Decision:  # fmt: skip
    """Decide as `decide` does, within the turn of a verb that has checked what it must.

    `after` goes into the history beside the judgement.

    Raises:
        ContradictionError: as `decide`.
    """
    standing = standing_on(left, right)
    if standing and standing.judgement == judgement.value:
        return standing
    refuse_contradiction(left, right, judgement, standing)
    made = write_decision(left, right, judgement, why, user)
    record_change(
        user=user,
        verb="decide",
        kind="pair",
        key=pair_key(made),
        reason=why,
        before={"judgement": standing.judgement} if standing else None,
        after={"judgement": made.judgement, **after},
    )
    refresh_around([left.pk, right.pk])
    return made


def standing_on(left: Record, right: Record) -> Decision | None:
    """Give the decision of a person that stands on a pair."""
    rows = Decision.objects.filter(left=left, right=right, by_person=True, withdrawn_at=None)
    return rows.select_related("left", "right", "decided_by").first()


def write_decision(
    left: Record,
    right: Record,
    judgement: Judgement,
    why: str,
    user: User,
    **values: Any,  # noqa: ANN401 - other columns of the row
) -> Decision:
    """Write a decision with what the linker said, so that it can be put back.

    An "unsure" that stood gives way; a decision of the linker's own is settled; opinions that
    waited for a second reader wait no more.
    """
    standing = standing_on(left, right)
    if standing:
        mark_withdrawn(standing, f"{_REPLACED}{why}", user)
    proposal = Proposal.objects.filter(left=left, right=right).first()
    said = {name: getattr(proposal, name) for name in SAID} if proposal else {}
    made = Decision.objects.create(
        left=left,
        right=right,
        judgement=judgement.value,
        by_person=True,
        reason=why,
        decided_by=user,
        **{**said, **values},
    )
    if judgement is not Judgement.UNSURE:
        _settle(made, user)
        waiting = Opinion.objects.filter(left=left, right=right)
        waiting.filter(withdrawn_at=None, decision=None).update(decision=made)
    return made


def withdraw_decision(*, decision: Decision, reason: str, user: User) -> None:
    """Take back a person's decision: what it took the place of stands again.

    That is somebody's "unsure", or the linker's join that it settled; where there was none, the
    pair waits again. Of two readers' opinions that led to it, the other's waits again where one
    of the two takes back; where somebody else does, both are withdrawn.

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
        _reopen_opinions(row, why, user)
        _restore_unsure(row)
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
        refresh_around([row.left_id, row.right_id])


def pair_key(decision: Decision | Opinion) -> str:
    """Give the key under which the history holds a pair of records."""
    return f"{decision.left.key} | {decision.right.key}"


def refuse_contradiction(
    left: Record, right: Record, judgement: Judgement, standing: Decision | None
) -> None:
    """Go on only where people's decisions allow a new one.

    Raises:
        ContradictionError: with the decisions that it contradicts.
    """
    if standing and standing.judgement != Decision.Judgement.UNSURE:
        raise ContradictionError([standing])
    asked = CoreDecision(left.key, right.key, judgement, by_person=True)
    near = connected([left.pk, right.pk], by_person=True)
    found = conflicts_with(asked, standing_decisions(by_person=True, records=near))
    if not found:
        return
    rows = Decision.objects.filter(withdrawn_at=None, by_person=True)
    related = rows.select_related("left", "right", "decided_by")
    pairs = {item.pair for item in found}
    raise ContradictionError(row for row in related if (row.left.key, row.right.key) in pairs)


def mark_withdrawn(row: Decision | Opinion, why: str, user: User) -> None:
    """Write that a decision or an opinion does not stand any more, why, and by whom."""
    row.withdrawn_at = timezone.now()
    row.withdrawn_by = user
    row.withdrawn_reason = why
    row.save()


def put_back(row: Decision, *, outdated: bool = False) -> None:
    """Let the pair wait for a person; `outdated`: what the linker said of it holds no more."""
    pair = {"left": row.left, "right": row.right}
    said: dict[str, Any] = {name: getattr(row, name) for name in SAID}
    if outdated or row.summary is None or row.score is None:
        said = {"score": 0.0, "summary": NOT_COMPARED_SINCE.to_json(), "evidence": []}
        Proposal.objects.filter(**pair).delete()
    last = Proposal.objects.aggregate(last=Max("rank"))["last"] or 0
    Proposal.objects.get_or_create(**pair, defaults={"rank": last + 1, **said})


def put_in_queue(left: Record, right: Record) -> None:
    """Let a pair wait that the linker has joined; one that waits stays as the linker left it."""
    if Proposal.objects.filter(left=left, right=right).exists():
        return
    joined = Decision.objects.filter(left=left, right=right, withdrawn_at=None).last()
    put_back(joined or Decision(left=left, right=right))


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
        decided_by=settled.decided_by,
        **{name: getattr(settled, name) for name in SAID},
    )
    return True


def _restore_unsure(row: Decision) -> None:
    """Let the "unsure" stand again whose place a decision took."""
    before = Decision.objects.filter(
        left=row.left, right=row.right, by_person=True, pk__lt=row.pk
    ).last()
    if before is None or before.withdrawn_reason != f"{_REPLACED}{row.reason}":
        return
    made = Decision.objects.create(
        left=before.left,
        right=before.right,
        judgement=before.judgement,
        by_person=True,
        reason=before.reason,
        decided_by=before.decided_by,
        said_by=before.said_by,
        said_at=before.said_at,
        **{name: getattr(before, name) for name in SAID},
    )
    Decision.objects.filter(pk=made.pk).update(decided_at=before.decided_at)


def _reopen_opinions(row: Decision, why: str, user: User) -> None:
    """Withdraw the taker's own opinion and let the others wait again; or withdraw them all."""
    led = Opinion.objects.filter(decision=row, withdrawn_at=None)
    taken = (
        led.filter(given_by=user) if row.decided_by == user or led.filter(given_by=user) else led
    )
    for opinion in taken:
        mark_withdrawn(opinion, why, user)
    Opinion.objects.filter(decision=row, withdrawn_at=None).update(decision=None)
