# SPDX-License-Identifier: AGPL-3.0-or-later
"""The proposal for the order of voting, with reasons and rules."""

from __future__ import annotations

from amendable import amendment, draft, operation
from amparo.texts.applying.consolidation import prepare
from amparo.texts.applying.voting_order import VotingLine, voting_order, voting_rules
from amparo.texts.operations import Amendment, Unit

P = Unit.PARAGRAPH


def _lines(*amendments: Amendment) -> list[VotingLine]:
    return voting_order(prepare(draft(), amendments))


def _order(*amendments: Amendment) -> list[str]:
    return [line.key for line in _lines(*amendments)]


def test_amendments_stand_in_the_order_of_the_text() -> None:
    assert _order(
        amendment("1", operation("delete", "words", "3", "above")),
        amendment("2", operation("insert", "after", "2", text="New.", unit=P)),
        amendment("3", operation("delete", "words", "2.1", "all")),
        amendment("4", operation("delete", "words", "1", "peace, and")),
        amendment("5", operation("delete", "words", "1", "the war")),
    ) == ["5", "4", "3", "2", "1"]


def test_of_contradictory_ones_the_furthest_comes_first() -> None:
    lines = _lines(
        amendment("1", operation("insert", "after", "2.1", "all prisoners", "and exiles")),
        amendment("2", operation("replace", "words", "2.1", "all prisoners", "some")),
        amendment("3", operation("delete", "words", "2.1", "prisoners")),
        amendment("4", operation("replace", "whole", "2.1", text="go;", unit=Unit.SUBPARAGRAPH)),
        amendment("5", operation("delete", "whole", "2.1")),
        amendment("6", operation("delete", "words", "2.1", "all prisoners")),
    )
    assert [line.key for line in lines] == ["5", "4", "6", "3", "2", "1"]
    assert lines[0].reason.text() == (
        "strikes a whole paragraph: further from the text than 4, 6, 3, 2, 1"
    )
    assert {line.rule.status for line in lines} == {"former"}
    assert "not seen" in lines[0].rule.said().text()


def test_a_change_made_everywhere_stands_where_its_first_place_is() -> None:
    everywhere = operation("replace", "words", "", "The Assembly", "It", everywhere=True)
    lines = _lines(
        amendment("1", operation("delete", "whole", "2")),
        amendment("2", everywhere),
        amendment("3", operation("delete", "words", "1", "for peace, and")),
    )
    assert [(line.key, line.place) for line in lines] == [("2", "1"), ("3", "1"), ("1", "2")]
    assert lines[0].reason.text() == "in the order of the text"
    lines = _lines(amendment("1", operation("delete", "whole", "1")), amendment("2", everywhere))
    assert [(line.key, line.place) for line in lines] == [("1", "1"), ("2", "2")]


def test_a_sub_amendment_comes_before_its_amendment() -> None:
    lines = _lines(
        amendment("1", operation("insert", "after", "1", text="Some new words.", unit=P)),
        amendment("1", operation("delete", "words", "", "new"), to="1"),
    )
    assert [line.key for line in lines] == ["1/1", "1"]
    assert lines[0].reason.text() == "a sub-amendment, before amendment 1"


def test_identical_ones_stand_together() -> None:
    lines = _lines(
        amendment("1", operation("insert", "after", "1", text="New.", unit=P)),
        amendment("2", operation("delete", "words", "3", "above")),
        amendment("3", operation("insert", "before", "2", text="New.", unit=P)),
    )
    assert [line.key for line in lines] == ["1", "3", "2"]
    assert lines[1].reason.text() == "the same effect as amendment 1"
    assert lines[0].identical == ("3",)


def test_what_cannot_be_applied_stands_last_with_the_reason() -> None:
    lines = _lines(
        amendment("1", operation("delete", "words", "1", "not there")),
        amendment("2", operation("delete", "words", "3", "above")),
    )
    assert [(line.key, line.applicable) for line in lines] == [("2", True), ("1", False)]
    assert "not there" in lines[1].reason.text()
    assert lines[1].place == "1", "the paragraph that it names"
    assert [line.to_json()["position"] for line in lines] == [1, 2]


def test_each_rule_says_what_was_seen_of_it() -> None:
    rules = voting_rules()
    assert {rule.status for rule in rules.values()} <= {"read", "former", "practice"}
    assert all(rule.sense and rule.source and rule.number for rule in rules.values())
