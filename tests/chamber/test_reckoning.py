# SPDX-License-Identifier: AGPL-3.0-or-later
"""The engines' work on a text: done once for a version, and right after every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.texts.files.amendment_files import read_amendments
from amparo_desk.chamber.domain import keep_amendments
from amparo_desk.chamber.models import DraftText
from amparo_desk.chamber.reckoning import reckoned
from amparo_desk.pages.debates import shown
from chamber.made_up import TABLED

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User

pytestmark = pytest.mark.database


def test_amendments_come_back_as_they_were_read(text: DraftText) -> None:
    assert list(reckoned(text).amendments.values()) == read_amendments(TABLED, language="en")


def test_a_version_is_worked_on_once(text: DraftText) -> None:
    work = reckoned(text)
    with CaptureQueriesContext(connection) as asked:
        assert reckoned(DraftText(pk=text.pk, version=text.version)) is work
    assert len(asked) == 0


def test_after_a_change_nothing_old_is_shown(user: User, text: DraftText) -> None:
    old = reckoned(text)
    amendments = read_amendments(TABLED.replace("most", "all"), language="en")
    keep_amendments(text=text, amendments=amendments, user=user)
    new = reckoned(DraftText.objects.get(pk=text.pk))
    assert new is not old
    assert "all streets" in new.consolidated({"1"}).document.parts[0].paragraphs[0].text


def test_each_amendment_is_shown_beside_its_paragraph_or_says_why_it_is_not(
    text: DraftText,
) -> None:
    alone = reckoned(text).alone
    homes = {label: item.home.partition(":")[2] for label, item in alone.items()}
    assert homes == {"1": "1", "2": "1", "3": "2.1", "4": "", "5": "3"}
    refused = {label for label, item in alone.items() if item.refusal}
    assert refused == {"4", "5"}


@pytest.mark.parametrize(
    ("choices", "states"),
    [
        ({}, ["open", "open", "open", "refused", "refused"]),
        ({"1": "adopted"}, ["effect", "would_fall", "open", "refused", "refused"]),
        ({"1": "adopted", "2": "adopted"}, ["falls", "effect", "open", "refused", "refused"]),
        ({"1": "rejected", "4": "adopted"}, ["rejected", "open", "open", "refused", "refused"]),
    ],
)
def test_a_card_says_where_its_amendment_stands(
    choices: dict[str, str], states: list[str], text: DraftText
) -> None:
    assert [card.state for card in shown(reckoned(text), choices).cards.values()] == states


def test_a_switch_names_what_must_be_drawn_anew_and_nothing_else(text: DraftText) -> None:
    work = reckoned(text)
    before, after = shown(work, {}), shown(work, {"2": "adopted"})
    changes = after.differing_rows(before)
    assert [row.number for row in changes.proposed] == [0]
    assert [row.number for row in changes.resulting] == [0]
    assert [row.number for row in changes.renumbered] == [1, 2, 3, 4]
    assert [card.label for card in after.differing_cards(before)] == ["1", "2"]
    assert not any(before.differing_rows(before).proposed)
