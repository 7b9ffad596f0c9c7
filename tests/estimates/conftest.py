# SPDX-License-Identifier: AGPL-3.0-or-later
"""A register of SYNTHETIC persons on three lists, and who works with it."""

from __future__ import annotations

import pytest

from amparo_desk.accounts.models import Role, User
from estimates.made_up import make_register


@pytest.fixture
def user(db: None) -> User:
    """Give a documenter whose register has three lists."""
    user = User.objects.create(username="documenter", role=Role.DOCUMENTER)
    make_register(user)
    return user


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create(username="reader", role=Role.READER)
