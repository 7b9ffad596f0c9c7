# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of amendments: the plain contract, single pages, details, compendia, opinions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.files.page_lines import TextFileError, is_html
from amparo.texts.operations import Amendment, Signatory, VotesLine

PAGES = Path(__file__).parent / "pages"

PLAIN = """Draft resolution
1. The Assembly thinks.
2. Amendment 4 was not adopted.

Amendment 1
Tabled by Mr Aldo FERRANTE, Ms Birgit NYSTRÖM,
Sir Colin WEIR

In the draft resolution, paragraph 1, replace the word "thinks" with the following words:

"thinks
twice".

Explanatory note
Once is not enough.

In paragraph 2, nothing is to be done.
amendment no. 12
In the draft resolution, delete paragraph 2.
(If adopted, amendments 19, 9 falls)
Votes: 31 in favor 71 against 7 abstentions
Sub-amendment 1 to Amendment 12
Tabled by the Committee on Harbours, Boats and Piers
In amendment 12, replace the word "delete" with the word "keep".
Oral sub-amendment 2 to Amendment 12
In the proposed amendment, delete "2".
Amendement n° 14
Déposé par M. Aldo FERRANTE, Italie, SOC
Dans le projet de résolution, supprimer le paragraphe 2.
Note explicative : il est de trop.
"""


def page(name: str) -> list[Amendment]:
    """Read a page of the folder."""
    return read_amendments((PAGES / name).read_text(encoding="utf-8"))


def by_key(amendments: list[Amendment]) -> dict[str, Amendment]:
    """Give amendments by their keys, none lost."""
    found = {amendment.key: amendment for amendment in amendments}
    assert len(found) == len(amendments)
    return found


def test_the_plain_contract() -> None:
    read = by_key(read_amendments(PLAIN))
    assert list(read) == ["1", "12", "12/1", "12/2", "14"]
    assert [person.name for person in read["1"].signatories] == [
        "Mr Aldo FERRANTE",
        "Ms Birgit NYSTRÖM",
        "Sir Colin WEIR",
    ]
    assert read["1"].wording.endswith('following words:\n\n"thinks\ntwice".')
    assert read["1"].note == "Once is not enough.\n\nIn paragraph 2, nothing is to be done."
    assert read["12"].falls == ("19", "9")
    assert read["12"].votes == VotesLine(31, 71, 7)
    assert read["12"].wording == "In the draft resolution, delete paragraph 2."
    assert read["12/1"].committee == "Committee on Harbours, Boats and Piers"
    assert (read["12/2"].oral, read["12/1"].oral) == (True, False)
    assert read["14"].signatories == (Signatory("M. Aldo FERRANTE", "Italie", "SOC"),)
    assert read["14"].note == "il est de trop."
    assert read["14"].reading.language == "fr"
    assert [operation.op.value for operation in read["12"].reading.operations] == ["delete"]


def test_windows_line_ends_and_a_mark_of_utf8_change_nothing() -> None:
    windows = "\ufeff" + PLAIN.replace("\n", "\r\n")
    assert read_amendments(windows) == read_amendments(PLAIN)


def test_a_text_without_amendments_gives_none() -> None:
    assert read_amendments("") == []
    assert read_amendments("1. The Assembly thinks.\n2. It calls for amendments.\n") == []


def test_an_amendment_without_wording_is_not_read() -> None:
    (empty,) = read_amendments("Amendment 3\nTabled by Mr Aldo FERRANTE\n")
    assert empty.number == "3"
    assert empty.reading.not_read


def test_one_wording_alone_is_marked_by_its_place() -> None:
    (alone,) = read_amendments("In the draft resolution, delete paragraph 2.\n")
    assert alone.key == "?1"


@pytest.mark.parametrize(
    "wording",
    [
        "Paragraph 2, delete the last sentence.",
        'In the draft resolution, after paragraph 4, insert the following paragraph:\n"5. An end."',
        "Au paragraphe 2, supprimer la dernière phrase du texte.",
    ],
)
def test_a_bare_wording_is_read_whole_or_not_at_all(wording: str) -> None:
    (alone,) = read_amendments(f"\n{wording}\n")
    assert (alone.key, alone.wording) == ("?1", wording)
    assert alone.reading.operations


def test_names_and_wording_may_stand_in_other_lines() -> None:
    text = (
        "Amendment 3: Delete paragraph 2.\n"
        "Amendment 4\nTabled by\nMr A, Ms B\nDelete paragraph 5.\n"
    )
    third, fourth = read_amendments(text)
    assert (third.number, third.wording) == ("3", "Delete paragraph 2.")
    assert [person.name for person in fourth.signatories] == ["Mr A", "Ms B"]
    assert fourth.wording == "Delete paragraph 5."


@pytest.mark.parametrize(
    "heading",
    [
        "Amendment 2 (revised)",
        "Amendment 2, tabled by Mr B, State B, SOC",
        "Amendment 2 (tabled by Mr B)",
        "**Amendment 2** Tabled by Mr B",
        "## Amendment 2",
        "Amendment 2 to the draft resolution – Doc. 15700",
    ],
)
def test_a_heading_with_more_than_a_number_begins_an_amendment(heading: str) -> None:
    text = (
        "Amendment 1\nDelete paragraph 1.\nExplanatory note\nIt is long.\n"
        f"{heading}\nDelete paragraph 2.\n"
    )
    first, second = read_amendments(text)
    assert (first.key, first.note) == ("1", "It is long.")
    assert (second.key, second.wording) == ("2", "Delete paragraph 2.")
    assert not second.reading.not_read


@pytest.mark.parametrize(
    "heading",
    ["Amendment 2 (withdrawn)", "Amendments 2 and 3", "Amendment 2 and its explanation"],
)
def test_an_amendment_below_a_heading_that_is_not_understood_is_not_read(heading: str) -> None:
    text = f"Amendment 1\nDelete paragraph 1.\n\n{heading}\nDelete paragraph 2.\n"
    first, second = read_amendments(text)
    assert not first.reading.not_read
    assert (second.key, second.wording) == ("2", "Delete paragraph 2.")
    assert heading in second.reading.not_read[0].reason.text()


def test_a_sub_amendment_below_a_heading_that_is_not_understood_stays_with_its_amendment() -> None:
    text = (
        "Amendment 2\nDelete paragraph 1.\nSub-amendment 1 (withdrawn) to amendment 2\n"
        'In amendment 2, replace the word "1" with the word "2".\n'
    )
    assert [(item.key, bool(item.reading.not_read)) for item in read_amendments(text)] == [
        ("2", False),
        ("2/1", True),
    ]


def test_number_and_wording_may_stand_in_one_line() -> None:
    text = (
        "**Amendment 1:** Delete paragraph 1.\nSub-amendment 1 to Amendment 1 – In amendment 1,"
        ' replace the word "1" with the word "2".\nAmendment 12 Delete paragraph 4.\n'
    )
    assert [(item.key, item.wording[:6]) for item in read_amendments(text)] == [
        ("1", "Delete"),
        ("1/1", "In ame"),
        ("12", "Delete"),
    ]


def test_a_second_wording_under_one_number_is_not_read_and_has_a_key_of_its_own() -> None:
    text = (
        "Amendment 3\nDelete paragraph 2.\nAmendment 3\nDelete paragraph 4.\n"
        "Amendment 3\nDelete paragraph 5.\nAmendment 3\nDelete  paragraph 4.\n"
        "Sub-amendment 1 to Amendment 3\nDelete it.\nSub-amendment 1 to Amendment 3\nNo.\n"
    )
    read = by_key(read_amendments(text))
    assert list(read) == [
        "3",
        "3 (second wording)",
        "3 (third wording)",
        "3/1",
        "3/1 (second wording)",
    ]
    assert not read["3"].reading.not_read
    assert "twice" in read["3 (second wording)"].reading.not_read[-1].reason.text()
    same = "Amendment 3\nDelete paragraph 2.\nAmendment 3\nDelete  paragraph 2.\n"
    assert len(read_amendments(same)) == 1


def test_single_page_old_skin() -> None:
    (read,) = page("single_old.txt")
    assert (read.number, read.doc, read.tabled) == ("7", "90011 Part 1", date(2031, 10, 2))
    assert read.title == "Safe harbours for small boats"
    assert read.signatories == (
        Signatory("Mr Aldo FERRANTE", "Italy", "SOC"),
        Signatory("Ms Birgit NYSTRÖM", "Sweden", "EPP/CD"),
        Signatory("Sir Colin WEIR", "United Kingdom", "ECPA"),
        Signatory("Ms Dana O’SHEA", "Ireland", ""),
    )
    assert read.wording.startswith("In the draft resolution, paragraph 3, replace")
    assert read.wording.endswith('"within a year".')
    assert read.note == "Harbours need a date.\nIt should be near."
    assert read.reading.operations[0].text == "within a year"


def test_single_page_old_skin_in_french() -> None:
    (read,) = page("single_old_fr.txt")
    assert (read.number, read.tabled) == ("8", date(2031, 10, 1))
    assert read.title == "Des ports sûrs pour les petits bateaux"
    assert [person.group for person in read.signatories] == ["SOC", "PPE/DC"]
    assert read.note.startswith("Les ports")
    assert read.reading.language == "fr"


def test_single_page_new_skin_as_html() -> None:
    (read,) = page("single_new.html")
    assert (read.to, read.doc, read.tabled) == ("7", "90011", date(2031, 10, 3))
    # The page gives no number of the sub-amendment, so it has the mark of its place.
    assert read.key == "7/?1"
    assert read.title == "Safe harbours for small boats"
    assert read.committee == "Committee on Migration, Boats and Harbours"
    assert read.wording.endswith('"within two\u00a0years".')
    assert read.note == "One year is short."


def test_a_title_without_names_or_session_is_no_wording() -> None:
    text = "Amendment No. 2 | Doc. 90011 | 3 October 2031\nHarbours\nDelete paragraph 4.\n"
    (read,) = read_amendments(text)
    assert (read.title, read.wording) == ("Harbours", "Delete paragraph 4.")


def test_single_page_new_skin_with_labels() -> None:
    (read,) = page("single_new_labels.txt")
    assert read.title == "Safe harbours for small boats"
    assert read.committee == "Committee on Migration, Boats and Harbours"
    assert read.wording == "In the draft resolution, delete paragraph 4."


def test_page_of_details_lists_other_amendments_and_holds_one() -> None:
    (read,) = page("details.txt")
    assert (read.number, read.tabled) == ("2", date(2031, 10, 3))
    assert read.title == "Safe harbours for small boats"
    assert read.signatories[0] == Signatory("Mr Aldo FERRANTE", "Italy", "SOC")
    assert read.wording == "In the draft resolution, delete paragraph 4."


def test_old_compendium_without_numbers() -> None:
    read = by_key(page("compendium_old.txt"))
    # "In amendment 17", below it, tells the number of the first; nothing tells the others.
    assert list(read) == ["17", "17/?2", "?3", "?4"]
    assert read["17"].falls == ("19", "9")
    assert read["17"].wording.endswith('"have been closed".')
    assert read["17/?2"].committee == "Committee on Migration, Boats and Harbours"
    assert read["?3"].wording.endswith('ferries;\n2.4. the rest is used by nobody."')
    assert read["?4"].wording == "In the draft recommendation, delete paragraph 1."
    assert {amendment.doc for amendment in read.values()} == {"90011"}
    assert {amendment.title for amendment in read.values()} == {"Safe harbours for small boats"}


def test_new_compendium_in_the_order_of_paragraphs() -> None:
    read = by_key(page("compendium_new.html"))
    assert list(read) == ["5", "9", "9/1", "6"]
    assert read["5"].votes == VotesLine(152, 21, 8)
    assert read["5"].falls == ("9", "6")
    assert read["5"].tabled == date(2031, 10, 3)
    assert [person.name for person in read["5"].signatories][1:] == [
        "Ms Birgit NYSTRÖM",
        "Sir Colin WEIR",
    ]
    assert read["5"].wording.endswith('"and 3 piers"')
    assert read["5"].note == "In the draft resolution, piers were forgotten."
    assert read["9"].votes is None
    assert read["6"].wording == "In the draft resolution, delete paragraph 2.1."


def test_compendium_without_numbers_dates_and_names() -> None:
    read = page("compendium_bare_fr.txt")
    assert [amendment.key for amendment in read] == ["?1", "?2"]
    assert read[0].wording.endswith("« regrette ».")
    assert read[1].wording.endswith("« parlementaire ».")


def test_flat_compendium_takes_the_numbers_of_its_index() -> None:
    read = by_key(page("compendium_flat.txt"))
    assert list(read) == ["20", "6", "6/1"]
    assert [item.tabled for item in read.values()] == [
        date(2031, 9, 29),
        date(2031, 9, 30),
        date(2031, 10, 1),
    ]
    assert (read["20"].falls, read["20"].falls_if) == (("6",), ("9",))
    assert (read["6"].falls, read["6"].falls_if) == ((), ("20", "9"))
    assert read["6"].to_json()["falls_if"] == ["20", "9"]
    assert read["6"].wording.startswith("In the draft resolution")
    assert not any(item.reading.not_read for item in read.values())


def test_an_index_of_one_is_no_amendment() -> None:
    (read,) = page("compendium_index_one.txt")
    assert (read.key, read.doc) == ("4", "90011")
    assert read.committee == "Committee on Migration, Boats and Harbours"
    assert read.wording.endswith('"in vain".')


def test_opinion_names_text_document_and_committee_above_its_amendments() -> None:
    read = by_key(page("opinion_fr.txt"))
    assert [item.reading.part for item in read.values()] == [
        "resolution",
        "resolution",
        "recommendation",
    ]
    assert read["A"].reading.operations[0].target.part == "resolution"
    for item in read.values():
        assert (item.doc, item.tabled) == ("90012", date(2031, 9, 20))
        assert item.title == "Des ports sûrs pour les petits bateaux : avis"
        assert item.committee == "Commission des affaires sociales"
    assert read["B"].wording == "Supprimer le paragraphe 2."


def test_opinion_in_the_new_skin_has_its_title_above() -> None:
    text = (
        "Logo Assembly Logo Hemicycle\nSafe harbours\n"
        "Committee Opinion | Doc. 90012 | 20 September 2031\nCommittee\n"
        "Committee on Social Affairs\nAmendment A\nDelete paragraph 1.\n"
    )
    (read,) = read_amendments(text)
    assert (read.title, read.committee) == ("Safe harbours", "Committee on Social Affairs")
    assert (read.reading.part, read.doc) == ("", "90012")


def test_opinion_with_amendments_of_a_committee() -> None:
    read = by_key(page("opinion.txt"))
    assert list(read) == ["A", "B"]
    assert read["A"].note == "it was early."
    assert [item.reading.part for item in read.values()] == ["resolution", "recommendation"]
    assert read["B"].wording == "Delete paragraph 1."


def test_the_proposed_amendment_is_the_one_above() -> None:
    text = (
        "Collection of written amendments\n1The Assembly thinks.\nTabled by Mr A\n"
        "In the draft resolution, delete paragraph 1.\nTabled by Mr B\n"
        'In the proposed amendment, replace the word "a" with the word "b".\n'
    )
    assert [amendment.key for amendment in read_amendments(text)] == ["?1", "?1/?2"]


def test_a_page_too_large_is_refused() -> None:
    with pytest.raises(TextFileError, match="8 million"):
        read_amendments("<html><body><p>" + "x" * 8_000_000 + "</p></body></html>")


@given(
    st.lists(
        st.sampled_from(
            [*PLAIN.splitlines(), *(PAGES / "compendium_old.txt").read_text("utf-8").splitlines()]
        )
        | st.text(max_size=30)
    )
)
def test_no_text_breaks_the_reader_and_no_key_is_given_twice(lines: list[str]) -> None:
    text = "\n".join(lines)
    if is_html(text):
        return
    by_key(read_amendments(text))
