# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept, under which key and in which order, and what of it the history can give back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.plain import read_document
from amparo_desk.chamber import domain
from amparo_desk.history.models import Change
from amparo_desk.register.domain.turns import RefusedError
from chamber.made_up import ENGLISH, PUBLISHED, as_read, source

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User
    from amparo_desk.chamber.models import Draft, DraftText, Scenario

pytestmark = pytest.mark.database


def tabled(*numbers: int) -> str:
    return "\n".join(
        f"Amendment {number}\nIn the draft resolution, delete paragraph 3.\n" for number in numbers
    )


def last_change(verb: str) -> Change:
    return Change.objects.filter(verb=verb)[0]


def test_a_draft_called_new_has_an_address_of_its_own(user: User) -> None:
    texts = [as_read(ENGLISH, "", "en")]
    made = domain.take_in_debate(title="New", source=source(), texts=texts, user=user)
    assert made.key == "new-2"


def test_a_source_without_a_key_gets_one_that_no_other_has(user: User) -> None:
    texts = [as_read(ENGLISH, "", "en")]
    made = [
        domain.take_in_debate(title="On bells", source=source(""), texts=texts, user=user)
        for _ in range(2)
    ]
    assert [draft.source.key for draft in made] == ["draft-on-bells", "draft-on-bells-2"]


def test_later_amendments_stand_in_the_order_in_which_they_came(
    user: User, text: DraftText
) -> None:
    for numbers in ((6, 7), (6, 7, 20), (21,)):
        domain.keep_amendments(
            text=text, amendments=read_amendments(tabled(*numbers), language="en"), user=user
        )
    found = list(text.amendments.values_list("label", flat=True))
    assert found[-4:] == ["6", "7", "20", "21"]


def test_what_was_published_is_kept_as_it_came_and_the_history_has_both(
    user: User, text: DraftText
) -> None:
    revised = PUBLISHED.replace("numerous", "several")
    for content in (PUBLISHED, revised):
        domain.keep_published(
            text=text, document=read_document(content, language="en"), content=content, user=user
        )
    text.refresh_from_db()
    assert text.published_content == revised
    change = last_change("keep_published")
    assert change.before is not None
    assert change.after is not None
    assert change.before["content"] == PUBLISHED
    assert change.after["content"] == revised
    assert change.before.keys() == change.after.keys()


def test_an_outcome_taken_out_leaves_its_source_in_the_history(user: User, draft: Draft) -> None:
    domain.announce(
        draft=draft, label="1", outcome="fell", how="", votes=None, source=source("outcomes"),
        user=user,
    )  # fmt: skip
    announced = draft.announced.get().source_id
    domain.retract_announcement(draft=draft, label="1", user=user)
    before = last_change("retract_announcement").before
    assert before is not None
    assert before["source_id"] == announced


def test_the_history_tells_an_undo_from_a_switch(user: User, scenario: Scenario) -> None:
    domain.switch_amendment(scenario=scenario, label="1", choice="adopted", user=user)
    domain.undo_step(scenario=scenario, user=user)
    change = last_change("undo_step")
    assert (change.before, change.after) == ({"1": "adopted"}, {"1": ""})


def test_control_signs_are_refused_with_their_place(user: User, draft: Draft) -> None:
    text = draft.texts.get(language="en")
    amendments = read_amendments(tabled(6).replace("paragraph", "para\x01graph"), language="en")
    with pytest.raises(domain.FaultsError, match=r"Amendment 6: a control sign \(U\+0001\)"):
        domain.keep_amendments(text=text, amendments=amendments, user=user)
    with pytest.raises(RefusedError, match=r"U\+0001.* in line 1 as sign 3"):
        domain.recommend(draft=draft, label="1", stance="for", remark="so\x01", user=user)
    content = ENGLISH.replace("lamps are", "lamps \x02are")
    with pytest.raises(domain.FaultsError, match=r"U\+0002.* in line 5 as sign 34"):
        domain.keep_text(draft=draft, document=read_document(content), content=content, user=user)
    with pytest.raises(domain.FaultsError, match=r"The title .*U\+0002"):
        domain.keep_draft(key="lamps", title="On\x02", source=source(), user=user)
    paged = ENGLISH + "\f4. It thanks.\n"
    domain.keep_text(draft=draft, document=read_document(paged), content=paged, user=user)


@pytest.mark.parametrize(
    ("shown", "wished", "kept"),
    [
        # He saw nothing and wrote nothing: what another wrote stands.
        (("", ""), ("", ""), ("for", "counted")),
        # He saw it and took it back.
        (("for", "counted"), ("", ""), None),
        # Each wrote another field.
        (("for", ""), ("against", ""), ("against", "counted")),
        (("", "counted"), ("", "seen"), ("for", "seen")),
    ],
)
def test_only_what_was_changed_of_a_recommendation_is_written(
    shown: tuple[str, str],
    wished: tuple[str, str],
    kept: tuple[str, str] | None,
    user: User,
    draft: Draft,
) -> None:
    domain.recommend(draft=draft, label="1", stance="for", remark="counted", user=user)
    domain.recommend(
        draft=draft, label="1", stance=wished[0], remark=wished[1], user=user,
        shown=dict(zip(("stance", "remark"), shown, strict=True)),
    )  # fmt: skip
    found = draft.recommendations.values_list("stance", "remark").first()
    assert found == kept


def test_two_who_change_the_same_field_are_told(user: User, draft: Draft) -> None:
    domain.recommend(draft=draft, label="1", stance="for", remark="", user=user)
    with pytest.raises(RefusedError, match="meanwhile to “for”"):
        domain.recommend(
            draft=draft, label="1", stance="against", remark="", user=user,
            shown={"stance": "", "remark": ""},
        )  # fmt: skip
    assert draft.recommendations.get().stance == "for"
