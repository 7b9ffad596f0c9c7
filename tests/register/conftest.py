# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who works at the desk under test, and a register with two sources."""

from __future__ import annotations

import pytest

from amparo.core.sources import SourceKind
from amparo_desk.accounts.models import Role, User
from amparo_desk.register import domain
from register.made_up import source


@pytest.fixture
def user(db: None) -> User:
    """Give a documenter to whom four sources are known: two lists, two notes."""
    user = User.objects.create(username="documenter", role=Role.DOCUMENTER)
    for key in ("list-a", "list-b"):
        domain.add_source(source=source(key), user=user)
    for key in ("note-a", "note-b"):
        domain.add_source(source=source(key, SourceKind.NOTE), user=user)
    return user


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create(username="reader", role=Role.READER)
