# SPDX-License-Identifier: AGPL-3.0-or-later
"""The numbers that the index of a compendium gives to amendments without any."""

from __future__ import annotations

import pytest

from amparo.texts.files.amendment_heads import Head
from amparo.texts.files.amendment_pages import Printed, read_printed
from amparo.texts.files.compendium_index import index_lines, numbered_by_index, read_index

MAIN = "In the draft resolution, delete paragraph 4."
SUB = 'In the proposed amendment, delete the word "a".'
LEGEND = "Caption: AdoptedRejectedWithdrawnNo electronic votes"


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (["Amendment 1Amendment 2", "1The Assembly"], ["1", "2"]),
        (["Amendment 20 Amendment 6 Sub-amendment 1 to amendment 6"], ["20", "6", "1"]),
        (["Amendement 3 Sous-amendement 1 à l’amendement 3"], ["3", "1"]),
        (["Amendment 4", LEGEND, "3 May 2031", "Tabled by Mr A"], ["4"]),
        (["Compendium index", "", "Amendment 4", "", "Draft resolution"], ["4"]),
        (["Compendium index", "Amendment 4", "Amendment 5", "Legende:"], ["4", "5"]),
        # The last is the line over an amendment.
        (["Compendium index", "Amendment 4", "Amendment 4", "Tabled by Mr A"], ["4"]),
        (["Amendment 4", "Tabled by Mr A", MAIN], []),
    ],
)
def test_the_index_is_told_from_lines_over_amendments(lines: list[str], numbers: list[str]) -> None:
    assert [head.number for head in read_index(lines)] == numbers


def test_places_of_the_index() -> None:
    assert index_lines(["Amendment 4", "", "Amendment 5 Amendment 6", LEGEND]) == [0, 2]


@pytest.mark.parametrize(
    ("wordings", "index", "keys"),
    [
        ([MAIN, MAIN], [Head("20"), Head("6")], ["20", "6"]),
        ([MAIN, SUB], [Head("20"), Head("1", "20")], ["20", "20/1"]),
        # More or fewer than there are, a sub-amendment elsewhere or to another: no numbers.
        ([MAIN, MAIN], [Head("20")], ["", ""]),
        ([MAIN, SUB], [Head("20"), Head("6")], ["", ""]),
        ([MAIN, MAIN], [Head("20"), Head("1", "20")], ["", ""]),
        ([MAIN, SUB], [Head("20"), Head("1", "6")], ["", ""]),
        ([MAIN, 'In amendment 6, delete "a".'], [Head("20"), Head("1", "20")], ["", ""]),
        ([MAIN, MAIN], [Head("20"), Head("20")], ["", ""]),
        # It may be sorted.
        ([MAIN, MAIN], [Head("6"), Head("20")], ["", ""]),
        # None falls with itself.
        ([MAIN, f"Falls if amendment 6 is adopted.\n{MAIN}"], [Head("20"), Head("6")], ["", ""]),
    ],
)
def test_numbers_are_given_only_if_all_agrees(
    wordings: list[str], index: list[Head], keys: list[str]
) -> None:
    read = [read_printed(Printed(None, wording.splitlines())) for wording in wordings]
    assert [item.key for item in numbered_by_index(read, index)] == keys


def test_a_number_that_is_printed_must_be_that_of_the_index() -> None:
    read = [read_printed(Printed(Head("7"), [MAIN])), read_printed(Printed(None, [MAIN]))]
    agreed = numbered_by_index(read, [Head("7"), Head("6")])
    assert [item.key for item in agreed] == ["7", "6"]
    assert numbered_by_index(read, [Head("6"), Head("7")]) == read


def test_a_sub_amendment_is_read_as_one() -> None:
    read = [read_printed(Printed(None, [wording])) for wording in (MAIN, SUB)]
    sub = numbered_by_index(read, [Head("20"), Head("1", "20")])[1]
    assert sub.reading.operations[0].target.amendment == "20"
