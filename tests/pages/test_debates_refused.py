# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of a debate do not take: another debate's scenario, files that are no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo_desk.accounts.models import Role, User
from amparo_desk.chamber.domain import open_scenario, take_in_debate
from amparo_desk.pages.debates import slug
from chamber.made_up import ENGLISH, as_read, lamps, source

if TYPE_CHECKING:
    from django.test import Client

    from amparo_desk.chamber.models import Draft

pytestmark = pytest.mark.database
AT = "/debates/lamps/"


@pytest.fixture
def maker(db: None) -> User:
    return User.objects.create(username="maker", role=Role.DOCUMENTER)


@pytest.fixture
def draft(maker: User) -> Draft:
    return lamps(maker)


def test_a_scenario_of_another_debate_is_not_replaced_by_the_first(
    draft: Draft, maker: User, documenter: Client
) -> None:
    other = take_in_debate(
        key="other", title="On roads", source=source("roads"),
        texts=[as_read(ENGLISH, "", "en")], user=maker,
    )  # fmt: skip
    for wrong in (str(other.scenarios.get().pk), "99999", "x"):
        sent = {"scenario": wrong, "switch": "adopted:1"}
        assert documenter.post(f"{AT}switch/", sent).status_code == 404, wrong
        assert documenter.post(f"{AT}undo/", sent).status_code == 404, wrong
        assert documenter.get(f"{AT}?scenario={wrong}").status_code == 404, wrong
    assert draft.scenarios.get().choices == {}
    second = open_scenario(draft=draft, name="second", user=maker)
    assert documenter.get(f"{AT}?scenario={second.pk}").status_code == 200
    assert documenter.get(f"{AT}?scenario=").status_code == 200


def test_no_two_labels_have_one_id() -> None:
    labels = ["13/2", "13/?2", "13-2", "13_2", "13 2", "13_2f_2"]
    assert slug("13/2") == "13-2"
    assert len({slug(label) for label in labels}) == len(labels)
