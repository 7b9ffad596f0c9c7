# SPDX-License-Identifier: AGPL-3.0-or-later
"""People's decisions that stand, as rows of a file (amparo.exchange.decisions)."""

from __future__ import annotations

from amparo.exchange.decisions import DecisionRow
from amparo_desk.register.models import Decision


def decision_rows() -> list[DecisionRow]:
    """Give the decisions of people that stand; who and when as the first file said, if one did."""
    rows = Decision.objects.filter(by_person=True, withdrawn_at=None).order_by()
    columns = (
        "left__key", "right__key", "judgement", "reason", "said_by", "decided_by__username",
        "said_at", "decided_at", "probability",
    )  # fmt: skip
    return [
        DecisionRow(
            left=left,
            right=right,
            judgement=judgement,
            reason=reason,
            decided_by=said_by or username,
            decided_at=said_at or decided_at,
            probability=probability,
        )
        for left, right, judgement, reason, said_by, username, said_at, decided_at, probability
        in rows.values_list(*columns)
    ]  # fmt: skip
