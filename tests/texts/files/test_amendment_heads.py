# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lines round a wording."""

from __future__ import annotations

from datetime import date

import pytest

from amparo.texts.files.amendment_heads import (
    Head,
    after_note,
    is_command,
    is_session,
    read_date,
    read_head,
    read_votes,
    take_falls,
    take_falls_if,
)
from amparo.texts.operations import VotesLine


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("Amendment 7", Head("7")),
        ("AMENDMENT NO. 7", Head("7")),
        ("Amendement n° 7", Head("7")),
        ("Amendement n\u00ba\u00a07 :", Head("7")),
        ("Amendment A (to the draft resolution)", Head("A", part="resolution")),
        ("Amendement A (au projet d’avis)", Head("A", part="opinion")),
        ("Amendment A (to the draft resolution and the draft opinion)", Head("A")),
        ("Sub-amendment 2 to Amendment 13", Head("2", "13")),
        ("sub-amendment no. 2 to amendment no. 13", Head("2", "13")),
        ("Sub-Amendment to Amendment No. 13", Head("", "13")),
        ("Oral sub-amendment 1 to Amendment 4", Head("1", "4", oral=True)),
        ("Oral amendment 3", Head("3", oral=True)),
        ("Sous-amendement n° 1 à l’amendement n° 14", Head("1", "14")),
        ("Sous-amendement oral n° 1 à l'amendement 14", Head("1", "14", oral=True)),
        (
            "Amendment No. 1 | Doc. 90011 Part 2 | 02 October 2031",
            Head("1", doc="90011 Part 2", tabled=date(2031, 10, 2), page=True),
        ),
        ("Amendment 2 (revised)", Head("2")),
        ("Amendment 2 revised", Head("2")),
        ("Amendment 2 – revised:", Head("2")),
        ("Amendment 2 (oral)", Head("2", oral=True)),
        ("Amendment 2 to the draft resolution", Head("2", part="resolution")),
        ("Amendement n° 2 au projet d’avis", Head("2", part="opinion")),
        ("Amendment 2 Doc. 15700", Head("2", doc="15700")),
        ("Amendment 2/1", Head("1", "2")),
        ("**Amendment 2:**", Head("2")),
        ("# Amendment 2", Head("2")),
        ("Sub-amendment 1 (revised) to Amendment 4 (revised)", Head("1", "4")),
        ("Amendment 2 (withdrawn)", None),
        ("Amendment 5 and amendment 6 fall", None),
        ("Amendment to paragraph 7", None),
        ("In amendment 7", None),
    ],
)
def test_heads(line: str, head: Head | None) -> None:
    assert read_head(line) == head


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("11 October 2031", date(2031, 10, 11)),
        ("1er août 2031", date(2031, 8, 1)),
        ("25/01/2031", date(2031, 1, 25)),
        ("mardi 30 septembre 2031", date(2031, 9, 30)),
        ("Dimanche 1er juin 2031", date(2031, 6, 1)),
        ("Tuesday, 30 September 2031", date(2031, 9, 30)),
        ("Friday 25/01/2031", date(2031, 1, 25)),
        ("Someday 30 September 2031", None),
        ("31 February 2031", None),
        ("12 Brumaire 2031", None),
        ("on 11 October 2031", None),
    ],
)
def test_dates_are_whole_lines(line: str, day: date | None) -> None:
    assert read_date(line) == day


def test_votes() -> None:
    assert read_votes("Votes: 31 in favor 71 against 7 abstentions") == VotesLine(31, 71, 7)
    assert read_votes("Votes : 31 pour, 71 contre, 7 abstentions") == VotesLine(31, 71, 7)
    assert read_votes("Votes: many") is None


@pytest.mark.parametrize(
    ("line", "left", "falls"),
    [
        ("(If adopted, amendments 19, 9 falls)", "", ("19", "9")),
        ("If adopted, amendments 5, 6 falls.", "", ("5", "6")),
        ("delete it. (If adopted, amendment 4 falls)", "delete it.", ("4",)),
        ("If this amendment is adopted, amendments 9 and 19 fall", "", ("9", "19")),
        ("(Si adopté, les amendements 9 et 19 tombent)", "", ("9", "19")),
        ("If adopted, sub-amendment 1 to amendment 5 and amendment 6 fall", "", ("5/1", "6")),
        ("If adopted, the text falls", "If adopted, the text falls", ()),
    ],
)
def test_what_falls(line: str, left: str, falls: tuple[str, ...]) -> None:
    assert take_falls(line) == (left, falls)


@pytest.mark.parametrize(
    ("line", "left", "falls_if"),
    [
        ("Falls if amendment 13 is adopted.", "", ("13",)),
        ("Falls if amendments 13, 3 are adopted.", "", ("13", "3")),
        ("(Falls if sub-amendment 1 to amendment 5 is agreed to)", "", ("5/1",)),
        ("delete it. (Falls if amendment 4 is adopted)", "delete it.", ("4",)),
        ("Tombe si les amendements 13 et 3 sont adoptés.", "", ("13", "3")),
        ("Devient sans objet si l’amendement 13 est adopté", "", ("13",)),
        ("a text falls if amendment 4 is adopted", "a text falls if amendment 4 is adopted", ()),
    ],
)
def test_with_what_it_falls(line: str, left: str, falls_if: tuple[str, ...]) -> None:
    assert take_falls_if(line) == (left, falls_if)


def test_notes_and_sessions() -> None:
    assert after_note("Explanatory note") == ""
    assert after_note("Note explicative : courte") == "courte"
    assert after_note("Explanation: short") == "short"
    assert after_note("Explanatory notes are rare") is None
    assert is_session("Origin - 2031 - Fourth part-session")
    assert is_session("2031 - Quatrième partie de session")
    assert not is_session("2031 - a year of harbours")


def test_commands() -> None:
    assert is_command('In the draft resolution, paragraph 3, after the words "a", insert "b".')
    assert is_command("Au paragraphe 8, supprimer la phrase suivante :")
    assert is_command("Replace paragraph 4 with the following paragraph:")
    assert is_command('ln amendment 13, replace the word "a" with "b"')
    assert not is_command("In the draft resolution, piers were forgotten.")
    assert not is_command("After the war the harbours were replaced.")
    assert not is_command("The Assembly calls on States to insert a paragraph.")
