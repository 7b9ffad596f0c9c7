# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commands turned into edits of a draft, or refused with a reason and the nearest places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendable import DRAFT, amendment, draft, lines_of, operation
from amparo.texts.applying.consolidation import consolidate
from amparo.texts.applying.resolving import resolve
from amparo.texts.marked import Refusal
from amparo.texts.operations import LAST, Operation, Unit

ONE = DRAFT.splitlines()[0].removeprefix("1. ")
P, PS, SUB, SUBS = Unit.PARAGRAPH, Unit.PARAGRAPHS, Unit.SUBPARAGRAPH, Unit.SUBPARAGRAPHS
S = Unit.SENTENCE
NUMBERED = "To:\n4.1. go;\n4.2. stay."


def _first(*operations: Operation) -> str:
    return lines_of(consolidate(draft(), [amendment("1", *operations)]))[0].removeprefix("1. ")


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (
            operation("insert", "start", "1", text="Today,"),
            f"Today, {ONE}",
        ),
        (
            operation("insert", "end", "1", text="in Strasbourg"),
            ONE.replace("spoke.", "spoke in Strasbourg."),
        ),
        (
            operation("insert", "end", "1", text="It will return to this.", unit=S),
            f"{ONE} It will return to this.",
        ),
        (
            operation("insert", "end", "1", text="It will return to this."),
            f"{ONE} It will return to this.",
        ),
        (
            operation("insert", "end", "1", text=", and left.", unit=S),
            ONE.replace("spoke.", "spoke, and left."),
        ),
        (
            operation("insert", "end", "1", text="and went home.", unit=S),
            ONE.replace("spoke.", "spoke and went home."),
        ),
        (
            operation("insert", "end", "1", sentences=(2,), text="everywhere"),
            ONE.replace("justice.", "justice everywhere."),
        ),
        (
            operation("insert", "after", "1", sentences=(1,), text="It is sad.", unit=S),
            ONE.replace("war. It", "war. It is sad. It"),
        ),
        (
            operation("insert", "before", "1", sentences=(LAST,), text="Then"),
            ONE.replace("Mr.", "Then Mr."),
        ),
        (
            operation("delete", "whole", "1", sentences=(2, 3)),
            "The Assembly regrets the war.",
        ),
        (
            operation("replace", "whole", "1", sentences=(1, 3), text="It is one."),
            "It is one. It calls for peace, and for justice.",
        ),
        (
            operation("delete", "rest", "1", "regrets"),
            "The Assembly regrets.",
        ),
        (
            operation("replace", "rest", "1", "peace", "alone", sentences=(2,)),
            ONE.replace("peace, and for justice.", "peace alone."),
        ),
        (
            operation("delete", "until", "1", "for justice", sentences=(2,)),
            ONE.replace("It calls for peace, and for", "for"),
        ),
        (
            operation("delete", "words", "1", "calls", until="justice"),
            ONE.replace("calls for peace, and for justice", "").replace("It .", "It."),
        ),
        (
            operation("replace", "words", "1", "It calls […] justice", "It waits"),
            ONE.replace("It calls for peace, and for justice", "It waits"),
        ),
        (
            operation("replace", "words", "1", "for", "to", occurrence=LAST),
            ONE.replace("and for", "and to"),
        ),
        (
            operation("replace", "words", "1", "for", "to", everywhere=True),
            ONE.replace("for", "to"),
        ),
    ],
)
def test_words_and_sentences(command: Operation, wanted: str) -> None:
    assert _first(command) == wanted


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (operation("insert", "end", "2", text="2.4. go;", unit=SUB), "2 2.1 2.2 2.3 2.4 3"),
        (operation("insert", "start", "2", text="go;", unit=SUB), "2 2.1 2.2 2.3 2.4 3"),
        (operation("insert", "end", "1", text="go;", unit=SUB), "1.1 2 2.1 2.2 2.3 3"),
        (operation("insert", "after", "2.1", text="a;\nb;", unit=SUBS), "2 2.1 2.2 2.3 2.4 2.5 3"),
        (operation("insert", "after", "2", text="One\nTwo", unit=PS), "2 2.1 2.2 2.3 3 4 5"),
        (operation("insert", "after", "2", text="One\nline", unit=P), "2 2.1 2.2 2.3 3 4"),
        (operation("insert", "end", text="The end.", unit=P), "2 2.1 2.2 2.3 3 4"),
        (operation("insert", "after", "3", text=NUMBERED, unit=P), "2 2.1 2.2 2.3 3 4 4.1 4.2"),
        (operation("delete", "whole", "2"), "2"),
        (operation("delete", "whole", "2.1 2.3"), "2 2.1 3"),
        (operation("replace", "whole", "2", text="Two.", unit=P), "2 3"),
        (operation("replace", "whole", "2", text="2. To:\n2.1. go.", unit=P), "2 2.1 3"),
        (operation("replace", "whole", "2.1 2.2", text="go;", unit=SUB), "2 2.1 2.2 3"),
        (operation("replace", "whole", "2", text="To:", within="chapeau"), "2 2.1 2.2 2.3 3"),
        (operation("delete", "rest", "2", "member States"), "2 3"),
    ],
)  # fmt: skip
def test_numbers_that_result(command: Operation, wanted: str) -> None:
    found = consolidate(draft(), [amendment("1", command)])
    assert not found.refused
    assert " ".join(p.number for p in found.document.walk()) == f"1 {wanted}"


def test_text_with_a_decimal_at_its_head_is_no_number() -> None:
    new = operation("insert", "after", "3", text="2.5 million people fled.", unit=P)
    assert (
        lines_of(consolidate(draft(), [amendment("1", new)]))[-1] == "4. 2.5 million people fled."
    )


def test_words_that_a_former_command_inserted_can_be_changed() -> None:
    first = operation("replace", "words", "1", "the war", "the long and cruel aggression")
    then = operation("delete", "words", "1", "and cruel")
    assert _first(first, then) == ONE.replace("the war", "the long aggression")


def test_all_commands_are_read_against_the_draft() -> None:
    cut = operation("delete", "whole", "1")
    change = operation("replace", "words", "3", "rapporteur", "committee")
    found = consolidate(draft(), [amendment("1", cut, change)])
    assert lines_of(found)[-1] == "2. It thanks the committee, see paragraph 2.2 above."


def _refused(*commands: Operation) -> Refusal:
    found = resolve(draft(), amendment("1", *commands))
    assert isinstance(found, Refusal)
    return found


@pytest.mark.parametrize(
    ("command", "reason", "nearest"),
    [
        (operation("delete", "words", "1", "the wars"), "are not in paragraph 1", "1: The Ass"),
        (operation("delete", "words", "1", "rapporteur"), "are not in paragraph 1", "3: It thanks"),
        (
            operation("delete", "words", "1", "xyz", sentences=(LAST,)),
            "are not in sentence 3 of paragraph 1",
            "",
        ),
        (operation("delete", "words", "1", "for"), "are 2 times", "1: "),
        (operation("delete", "words", "1", "for", occurrence=3), "are 2 times", "1: "),
        (operation("delete", "words", "1", "It", until="war"), "do not stand after", ""),
        (operation("delete", "whole", "7"), "has no paragraph 7", "2: The"),
        (operation("delete", "whole", "1", sentences=(4,)), "has 3 sentences", "Mr. Smith"),
        (operation("delete", "rest", "1", "spoke"), "no words follow", ""),
        (operation("delete", "whole"), "not in order", ""),
        (operation("insert", "end", "1", text="New.", unit=P), "cannot be told", ""),
        (operation("insert", "after", "1", "war", "New.", unit=P), "beside words", ""),
        (operation("insert", "end", "1", text="Note.", unit=Unit.FOOTNOTE), "footnotes", ""),
        (operation("insert", "end", "1"), "no new text", ""),
        (operation("delete", "words", "", "war", title=True), "no title", ""),
    ],
)
def test_what_cannot_be_applied_is_refused(command: Operation, reason: str, nearest: str) -> None:
    found = _refused(command)
    said = found.reason.text()
    assert reason in said
    assert nearest in " ".join(found.nearest)
    assert bool(nearest) == bool(found.nearest)


def test_one_bad_command_refuses_the_whole_amendment() -> None:
    good = operation("delete", "whole", "3")
    assert "not in" in _refused(good, operation("delete", "words", "1", "xyz")).reason.text()


def test_two_commands_on_the_same_words_are_refused() -> None:
    one = operation("replace", "words", "1", "the war", "aggression")
    other = operation("replace", "words", "1", "war", "peace")
    assert "same words" in _refused(one, other).reason.text()


def test_a_draft_of_two_parts_needs_a_part() -> None:
    document = draft("A. Draft resolution\n1. One.\nB. Draft recommendation\n1. Two.")
    found = resolve(document, amendment("1", operation("delete", "whole", "1")))
    assert isinstance(found, Refusal)
    assert "does not say which" in found.reason.text()


def test_a_part_that_the_draft_does_not_have_is_refused() -> None:
    document = draft("A. Draft resolution\n1. One.")
    found = resolve(document, amendment("1", operation("delete", "whole", "1", part="opinion")))
    assert isinstance(found, Refusal)
    assert "opinion" in found.reason.text()


def test_an_amendment_that_is_no_sub_amendment_changes_no_other() -> None:
    strayed = operation("delete", "words", "1", "spoke")
    strayed = replace(strayed, target=replace(strayed.target, amendment="2"))
    assert _refused(strayed).reason.text() == (
        "it changes amendment 2, but is no sub-amendment to it"
    )
