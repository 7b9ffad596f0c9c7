# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amendments that touch the same words, and those that fall with others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amendable import amendment, draft, drafts, operation, operations
from amparo.texts.applying.collisions import collisions, falls
from amparo.texts.applying.consolidation import prepare
from amparo.texts.operations import Operation, Unit

P, SUB = Unit.PARAGRAPH, Unit.SUBPARAGRAPH
WAR = operation("replace", "words", "1", "the war", "aggression")
EVERYWHERE = operation("replace", "words", "", "the", "some", everywhere=True)
ONCE = operation("replace", "words", "", "war", "peace", everywhere=True)

PAIRS = [
    (WAR, operation("replace", "words", "1", "war", "crime"), "inside", "2"),
    (WAR, operation("delete", "words", "1", "regrets the"), "same words", "1"),
    (WAR, operation("replace", "words", "1", "the war", "this"), "same words", "2"),
    (WAR, operation("delete", "whole", "1", sentences=(1,)), "inside", "1"),
    (WAR, operation("delete", "whole", "1"), "inside", "1"),
    (WAR, operation("replace", "whole", "1", text="New.", unit=P), "inside", "1"),
    (WAR, operation("insert", "after", "1", "the war", "and more"), "inside", "2"),
    (WAR, operation("insert", "end", "1", sentences=(1,), text="now"), "same place", ""),
    (WAR, operation("replace", "words", "1", "the war.", "aggression."), "identical", ""),
    (WAR, operation("delete", "words", "1", "It calls"), None, ""),
    (EVERYWHERE, operation("delete", "whole", "3"), "partly inside", ""),
    (EVERYWHERE, operation("replace", "words", "3", "thanks the", "x"), "partly inside", ""),
    (EVERYWHERE, operation("delete", "whole", "1"), "partly inside", ""),
    (ONCE, operation("delete", "whole", "1"), "inside", "1"),
    (EVERYWHERE, operation("replace", "words", "", "the", "a", everywhere=True), "same words", "2"),
    (WAR, operation("insert", "after", "1", text="New.", unit=P), None, ""),
    (operation("delete", "whole", "2"), operation("delete", "whole", "2.1"), "inside", "2"),
    (operation("delete", "whole", "2"), operation("delete", "whole", "2"), "identical", ""),
    (
        operation("delete", "whole", "2"),
        operation("insert", "after", "2.1", text="go;", unit=SUB),
        "inside",
        "2",
    ),
    (
        operation("delete", "whole", "2"),
        operation("replace", "whole", "2", text="New.", unit=P),
        "same words",
        "2",
    ),
    (operation("delete", "whole", "2"), operation("insert", "after", "2", text="x"), None, ""),
    (
        operation("insert", "after", "2", text="One.", unit=P),
        operation("insert", "before", "3", text="Two.", unit=P),
        "same place",
        "",
    ),
    (
        operation("insert", "after", "2", text="One.", unit=P),
        operation("insert", "before", "3", text="One.", unit=P),
        "identical",
        "",
    ),
    (
        operation("insert", "after", "1", "peace", "bread"),
        operation("insert", "after", "1", "for peace", "law"),
        "same place",
        "",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "kind", "fallen"), PAIRS)
def test_how_two_amendments_touch(
    one: Operation, other: Operation, kind: str | None, fallen: str
) -> None:
    prepared = prepare(draft(), [amendment("1", one), amendment("2", other)])
    found = collisions(prepared)
    assert [item.kind for item in found] == ([kind] if kind else [])
    assert [item.one_falls for item in found] == ([fallen] if kind else [])
    # What the collision says is what happens when both are adopted.
    result = prepared.consolidate()
    assert [item.amendment for item in result.refused] == ([fallen] if fallen else [])


def test_a_collision_names_the_passage_and_the_paragraph() -> None:
    changes = [amendment("1", WAR), amendment("2", operation("delete", "words", "1", "the war"))]
    item = collisions(prepare(draft(), changes))[0]
    assert (item.number, item.passage) == ("1", "the war")
    assert (item.left, item.right) == ("2", "1"), "striking goes further than replacing"
    assert item.to_json()["reason"] == "amendments 2 and 1 change the same words differently"


def test_what_falls_is_compared_with_what_the_page_announces() -> None:
    changes = [
        amendment("5", operation("delete", "whole", "2"), falls=("7", "9")),
        amendment("6", operation("replace", "words", "2.1", "prisoners", "men")),
        amendment("7", operation("delete", "words", "2.2", "pay")),
        amendment("9", operation("delete", "words", "3", "the")),
    ]
    prepared = prepare(draft(), changes)
    assert falls(prepared, "5") == ["6", "7"]
    told = {(item.kind, item.right) for item in collisions(prepared) if "announced" in item.kind}
    assert told == {("announced only", "9"), ("not announced", "6")}


def test_that_one_falls_may_be_announced_at_the_other() -> None:
    changes = [
        amendment("5", operation("delete", "whole", "2")),
        replace(
            amendment("6", operation("delete", "words", "2.2", "pay"), falls=("8",)),
            falls_if=("5",),
        ),
        replace(amendment("7", operation("delete", "words", "3", "the")), falls_if=("5",)),
        amendment("8", operation("replace", "words", "2.2", "pay", "give")),
    ]
    prepared = prepare(draft(), changes)
    assert falls(prepared, "5") == ["6", "8"]
    told = {
        (item.kind, item.left, item.right)
        for item in collisions(prepared)
        if "announced" in item.kind
    }
    # 6 says that it falls with 5, so that 5 does not say it is no fault, nor is it of 6.
    assert told == {("announced only", "5", "7")}


def test_sub_amendments_to_one_amendment_collide_in_its_words() -> None:
    changes = [
        amendment("1", WAR),
        amendment("1", operation("replace", "words", "", "aggression", "x"), to="1"),
        amendment("2", operation("delete", "words", "", "aggression"), to="1"),
    ]
    found = collisions(prepare(draft(), changes))
    assert [(item.kind, item.left, item.right) for item in found] == [("same words", "1/2", "1/1")]


@settings(max_examples=80)
@given(st.data())
def test_those_that_do_not_collide_all_stand(data: st.DataObject) -> None:
    document = data.draw(drafts())
    changes = [amendment(str(n), data.draw(operations(document))) for n in range(1, 5)]
    prepared = prepare(document, changes)
    fallen = {item.amendment for item in prepared.consolidate().refused if item.because_of}
    assert fallen <= {item.one_falls for item in collisions(prepared)}
    for key in prepared.resolved:
        adopted = prepared.consolidate([key, *falls(prepared, key)])
        assert len(adopted.applied) == 1 or not falls(prepared, key) or adopted.refused
