# SPDX-License-Identifier: AGPL-3.0-or-later
"""A row is added, changed or left alone, and the history tells which."""

from __future__ import annotations

import pytest

from amparo_desk.accounts.models import User
from amparo_desk.figures.models import Speech
from amparo_desk.history.models import Change
from amparo_desk.history.rows import Kept, keep_row
from amparo_desk.register.models import Source

pytestmark = pytest.mark.database


@pytest.fixture
def user() -> User:
    return User.objects.create(username="documenter")


@pytest.fixture
def source() -> Source:
    return Source.objects.create(key="speech", kind="speech", title="A speech", knowledge="seen")


def keep(user: User, source: Source, texts: dict[str, object]) -> Kept:
    values = {"source_id": source.pk, "texts": texts}
    return keep_row(model=Speech, key="speech", values=values, user=user, reason="a test")


def test_a_new_row_is_added_with_its_values_in_the_history(user: User, source: Source) -> None:
    assert keep(user, source, {"en": "words"}) is Kept.ADDED
    change = Change.objects.get()
    assert (change.verb, change.before, change.reason) == ("add", None, "a test")
    assert change.after == {"source_id": source.pk, "texts": {"en": "words"}}


def test_the_same_values_again_leave_no_trace(user: User, source: Source) -> None:
    keep(user, source, {"en": "words", "spans": [1, 2]})
    assert keep(user, source, {"en": "words", "spans": (1, 2)}) is Kept.UNCHANGED
    assert Change.objects.count() == 1


def test_a_change_tells_only_what_changed(user: User, source: Source) -> None:
    keep(user, source, {"en": "words"})
    assert keep(user, source, {"en": "other words"}) is Kept.CHANGED
    change = Change.objects.first()
    assert change is not None
    assert (change.before, change.after) == (
        {"texts": {"en": "words"}},
        {"texts": {"en": "other words"}},
    )
    assert Speech.objects.get().texts == {"en": "other words"}
