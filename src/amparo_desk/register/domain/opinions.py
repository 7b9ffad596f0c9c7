# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two-person review: what one reader says takes effect when a second one says the same.

The second reader does not see what the first said until he has said something himself, so the
history tells that an opinion was given and only tells which when the pair is decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.linkage import Judgement
from amparo_desk.accounts.models import Role
from amparo_desk.accounts.rules import may_administer, require
from amparo_desk.history.domain import record_change
from amparo_desk.register.domain.decisions import (
    decide_in_turn,
    in_key_order,
    mark_withdrawn,
    pair_key,
    put_in_queue,
    refuse_contradiction,
    standing_on,
)
from amparo_desk.register.domain.turns import RefusedError, stated_reason, turn, writing
from amparo_desk.register.models import Decision, Opinion, Setting
from amparo_desk.register.queries.opinions import disagree, two_person_review

if TYPE_CHECKING:
    from collections.abc import Collection

    from amparo_desk.accounts.models import User
    from amparo_desk.register.models import Record


def judge(
    *, left: Record, right: Record, judgement: Judgement, reason: str, user: User
) -> Decision | Opinion:
    """Say of two records what one reader thinks; give the decision that stands then, if any.

    Where the workspace wants one reader, or of an "unsure", this is `decide`. Where it wants
    two, "same" and "not the same" are an opinion until a second reader says the same of the
    pair. Where two disagree nothing takes effect until one of them says otherwise, or an
    administrator who is none of the two decides. Saying something again replaces what one said.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no reason, twice the same record, or two others disagree on the pair.
        ContradictionError: people decided otherwise, of this pair or by way of others.
    """
    why = stated_reason(reason)
    left, right = in_key_order(left, right)
    with turn(user):
        rows = Opinion.objects.filter(left=left, right=right, withdrawn_at=None, decision=None)
        opinions = list(rows.select_related("given_by", "left", "right").order_by("id"))
        if not two_person_review():
            return decide_in_turn(left, right, judgement, why, user, **_said(opinions))
        own = [item for item in opinions if item.given_by == user]
        others = [item for item in opinions if item.given_by != user]
        standing = standing_on(left, right)
        if standing and standing.judgement == judgement.value:
            return standing
        refuse_contradiction(left, right, judgement, standing)
        if own and own[0].judgement == judgement.value:
            return own[0]
        if disagree(others) and user.role == Role.ADMINISTRATOR:
            return decide_in_turn(left, right, judgement, why, user, **_said(opinions))
        if disagree(others):
            msg = "two others disagree on this pair: one of them changes his mind, or an \
administrator decides"
            raise RefusedError(msg)
        for item in own:
            mark_withdrawn(item, f"replaced: {why}", user)
        if judgement is Judgement.UNSURE:
            return decide_in_turn(left, right, judgement, why, user)
        return _give(left, right, judgement, why, user, others)


def _give(
    left: Record, right: Record, judgement: Judgement, why: str, user: User, others: list[Opinion]
) -> Decision | Opinion:
    given = Opinion.objects.create(
        left=left, right=right, judgement=judgement.value, reason=why, given_by=user
    )
    if others and not disagree([*others, given]):
        return decide_in_turn(left, right, judgement, why, user, **_said([*others, given]))
    put_in_queue(left, right)
    record_change(user=user, verb="give_opinion", kind="pair", key=pair_key(given))
    return given


def _said(opinions: Collection[Opinion]) -> dict[str, list[dict[str, str]]]:
    """Give what each reader said, for the history of the decision."""
    if not opinions:
        return {}
    return {
        "opinions": [
            {"by": str(item.given_by), "judgement": item.judgement, "reason": item.reason}
            for item in opinions
        ]
    }


def withdraw_opinion(*, opinion: Opinion, reason: str, user: User) -> None:
    """Take back one's own opinion that has had no effect yet.

    Raises:
        PermissionDenied: the user may not document.
        RefusedError: no reason; it is somebody else's, withdrawn already, or led to a decision.
    """
    why = stated_reason(reason)
    with turn(user):
        row = Opinion.objects.select_related("left", "right").get(pk=opinion.pk)
        if row.given_by != user:
            msg = "this is somebody else's opinion: only he takes it back"
            raise RefusedError(msg)
        if row.withdrawn_at is not None or row.decision_id is not None:
            msg = "this opinion waits no more: it was taken back, or the pair is decided"
            raise RefusedError(msg)
        mark_withdrawn(row, why, user)
        record_change(user=user, verb="withdraw_opinion", kind="pair", key=pair_key(row))


def switch_two_person_review(*, on: bool, reason: str, user: User) -> None:
    """Let the workspace want two readers for each pair, or one.

    What is decided stays. Opinions that wait when it is switched off go on waiting, without
    effect, until somebody decides the pair.

    Raises:
        PermissionDenied: the user may not administer.
        RefusedError: no reason.
    """
    require(may_administer(user))
    why = stated_reason(reason)
    with writing():
        before = two_person_review()
        if before == on:
            return
        Setting.objects.update_or_create(name=Setting.TWO_PERSON_REVIEW, defaults={"on": on})
        record_change(
            user=user,
            verb="switch_setting",
            kind="setting",
            key=Setting.TWO_PERSON_REVIEW,
            reason=why,
            before={"on": before},
            after={"on": on},
        )
