# SPDX-License-Identifier: AGPL-3.0-or-later
"""A run that waits: its page says where nobody is there to begin it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo_desk.accounts.models import Role, User
from amparo_desk.estimates.domain import begin_run
from amparo_desk.estimates.models import Run
from amparo_desk.estimates.working import on_duty, somebody_at_work
from amparo_desk.workspace import Workspace
from pages.made_lists import PATTERNS, define, make_lists

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.database
NOBODY = "No worker is there to begin it: start `amparo worker`."


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    """Give each test a workspace of its own: a worker is there for a workspace."""
    settings.WORKSPACE = Workspace(tmp_path / "workspace")
    settings.WORKSPACE.prepare()


def test_workers_are_known_to_be_there_as_long_as_one_is() -> None:
    assert not somebody_at_work()
    with on_duty():
        with on_duty():
            assert somebody_at_work()
        assert somebody_at_work()
    assert not somebody_at_work()


def test_a_run_that_waits_for_nobody_says_so(db: None, documenter: Client) -> None:
    maker = User.objects.create(username="maker", role=Role.DOCUMENTER)
    make_lists(PATTERNS)
    run = begin_run(population=define(maker), by=maker, methods=("chao",))
    page = f"/estimates/{run.population.key}/runs/{run.pk}/"
    for place in (page, f"{page}progress/"):
        assert NOBODY in documenter.get(place).content.decode()
        with on_duty():
            assert NOBODY not in documenter.get(place).content.decode()
    Run.objects.filter(pk=run.pk).update(state="stopped")
    assert NOBODY not in documenter.get(page).content.decode()
