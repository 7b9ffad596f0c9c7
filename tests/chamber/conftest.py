# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who works in the chamber under test, and a debate there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo_desk.accounts.models import Role, User
from chamber.made_up import lamps

if TYPE_CHECKING:
    from amparo_desk.chamber.models import Draft, DraftText, Scenario


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create(username="documenter", role=Role.DOCUMENTER)


@pytest.fixture
def draft(user: User) -> Draft:
    return lamps(user)


@pytest.fixture
def text(draft: Draft) -> DraftText:
    return draft.texts.get(language="en")


@pytest.fixture
def scenario(draft: Draft) -> Scenario:
    return draft.scenarios.get()
