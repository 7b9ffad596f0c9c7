# SPDX-License-Identifier: AGPL-3.0-or-later
"""One amendment as printed, in whatever order its lines stand."""

from __future__ import annotations

from datetime import date

import pytest

from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.files.amendment_heads import Head
from amparo.texts.files.amendment_pages import Printed, numbered_by_position, read_printed
from amparo.texts.operations import VotesLine

WORDING = "In the draft resolution, delete paragraph 4."


def test_lines_round_a_wording_in_any_order() -> None:
    votes = "Votes: 3 in favour 2 against 1 abstentions"
    lines = ["3 May 2031", votes, "Tabled by Mr A", "Doc. 90011"]
    for round_it in (lines, lines[::-1]):
        read = read_printed(Printed(Head("4"), [*round_it, "", WORDING]))
        assert (read.wording, read.doc, read.tabled) == (WORDING, "90011", date(2031, 5, 3))
        assert read.votes == VotesLine(3, 2, 1)
        assert read.signatories[0].name == "Mr A"


def test_words_before_the_wording_are_a_title_only_on_pages_that_have_one() -> None:
    lines = ["A new harbour", WORDING]
    titled = read_printed(Printed(Head("4", page=True), lines))
    assert (titled.title, titled.wording) == ("A new harbour", WORDING)
    plain = read_printed(Printed(Head("4"), lines))
    assert (plain.title, plain.wording) == ("", f"A new harbour\n{WORDING}")


def test_labels_on_lines_of_their_own_say_nothing() -> None:
    lines = ["Committee", "Committee on Harbours", "Origin", "2031 - Fourth part-session", WORDING]
    read = read_printed(Printed(Head("4", page=True), lines, title="Harbours"))
    assert (read.title, read.committee) == ("Harbours", "Committee on Harbours")
    assert read.wording == WORDING


def test_the_text_named_above_is_that_of_a_wording_that_names_none() -> None:
    above = Head("A", part="resolution")
    named = read_printed(Printed(above, ["Delete paragraph 4."])).reading
    assert (named.part, named.operations[0].target.part) == ("resolution", "resolution")
    own = read_printed(Printed(above, ["In the draft opinion, delete paragraph 4."])).reading
    assert (own.part, own.operations[0].target.part) == ("opinion", "opinion")


def test_what_follows_the_page_is_left_out() -> None:
    read = read_printed(
        Printed(Head("4"), [WORDING, "Explanatory note", "Why.", "Back to document"])
    )
    assert (read.wording, read.note) == (WORDING, "Why.")


@pytest.mark.parametrize(
    "opening",
    ["In the proposed amendment, in the first sentence,", "In the amendment,",
     "Dans l’amendement proposé,", "Dans la proposition d’amendement, première phrase,",
     "In the proposed amendment"],
)  # fmt: skip
def test_the_proposed_amendment_stands_above(opening: str) -> None:
    above = read_printed(Printed(None, [WORDING]))
    below = read_printed(Printed(None, [f'{opening} delete the word "b".']))
    assert [item.key for item in numbered_by_position([above, below])] == ["?1", "?1/?2"]


def test_a_number_is_told_by_a_sub_amendment_but_never_made_up() -> None:
    wordings = (
        WORDING,
        'In amendment 17, delete the word "a".',
        'In the proposed amendment, delete the word "b".',
        WORDING,
    )
    read = [read_printed(Printed(None, [wording])) for wording in wordings]
    assert [item.key for item in numbered_by_position(read)] == ["17", "17/?2", "17/?3", "?4"]
    numbered = [read_printed(Printed(Head("3"), [WORDING])), read[1]]
    # The one above has a number of its own: 17 is another.
    assert [item.key for item in numbered_by_position(numbered)] == ["3", "17/?2"]


INSERT = "Amendment 3\nAfter paragraph 7, insert the following paragraph:\n"


@pytest.mark.parametrize(
    ("text", "not_read"),
    [
        # It breaks off, or is closed behind a line that looks like the next amendment.
        (f'{INSERT}"It recalls\n\nAmendment 9\nDelete paragraph 2.\n', ["3"]),
        (f"{INSERT}“It recalls\nAmendment 9\nDelete paragraph 2.\n", ["3"]),
        (f'{INSERT}"It recalls.\nAmendment 9\nof the law."\n', ["3", "9"]),
        (f'{INSERT}"It recalls.\nAmendment 9\nof it."\nAmendment 10\nDelete paragraph 2.\n',
         ["3", "9"]),
        # A closing mark is forgotten.
        (f'{INSERT}"It recalls it.\nAmendment 9\nDelete paragraph 2.\n', []),
        (f'{INSERT}"It recalls it.\nAmendment 9\nIn paragraph 1, delete "a".\n', []),
        ('Amendment 3\nIn paragraph 1, replace "a" with "b\nAmendment 9\nDelete paragraph 2.', []),
        (f'{INSERT}"It recalls', []),
    ],
)  # fmt: skip
def test_a_quotation_open_at_the_next_amendment_is_not_read_unless_its_mark_was_forgotten(
    text: str, not_read: list[str]
) -> None:
    assert [item.key for item in read_amendments(text) if item.reading.not_read] == not_read
