# SPDX-License-Identifier: AGPL-3.0-or-later
"""The history holds what a verb wrote."""

from __future__ import annotations

import pytest

from amparo_desk.accounts.models import User
from amparo_desk.history.domain import record_change
from amparo_desk.history.models import Change


@pytest.mark.database
def test_a_change_names_its_author_its_reason_and_both_states() -> None:
    user = User.objects.create(username="documenter")
    record_change(
        user=user,
        verb="choose",
        kind="record",
        key="х" * 500,
        reason="the judgment says so",
        before={"place": None},
        after={"place": "Тюмень"},
    )
    change = Change.objects.get()
    assert (change.actor, change.reason) == (user, "the judgment says so")
    assert (change.before, change.after) == ({"place": None}, {"place": "Тюмень"})
    assert change.at is not None
