# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where an amendment ends and the draft goes on."""

from __future__ import annotations

import pytest

from amparo.texts.files.compendia import DraftNumbers, is_compendium, lettered, split_compendium


def test_paragraphs_of_the_draft_follow_each_other() -> None:
    numbers = DraftNumbers()
    taken = [
        numbers.numbered(line)
        for line in (
            "1The Assembly:",
            "1.1one;",
            "47 of them are",
            "1.1.1. deep",
            "12 June is a day",
            "2 The next",
            "2014 was a year",
            "5. Others were left out.",
            "3. Too late.",
            "5.1to end.",
        )
    ]
    assert [line for line in taken if line] == [
        "1. The Assembly:",
        "1.1. one;",
        "1.1.1. deep",
        "2. The next",
        "5. Others were left out.",
        "5.1. to end.",
    ]


HEAD = ["Collection of written amendments", "Doc. 90011", "Harbours", "Draft resolution"]


def test_new_paragraphs_in_a_quotation_are_not_the_draft() -> None:
    lines = [
        *HEAD,
        "1The first.",
        "Tabled by Mr A",
        "In the draft resolution, after paragraph 1, insert the following paragraphs:",
        "“2. A new one.",
        "2.1. Its child.”",
        "2The old one.",
    ]
    found = split_compendium(lines)
    assert found.draft == ["Draft resolution", "1. The first.", "2. The old one."]
    assert found.amendments[0].lines[-1] == "2.1. Its child.”"
    assert (found.title, found.doc) == ("Harbours", "90011")


def test_a_missing_closing_mark_does_not_swallow_the_draft() -> None:
    lines = [
        *HEAD,
        "1The first.",
        "Tabled by Mr A",
        'In the draft resolution, at the end of paragraph 1, insert the following words: "twice',
        "2The second.",
    ]
    assert split_compendium(lines).draft[-1] == "2. The second."


@pytest.mark.parametrize(
    ("lines", "is_one"),
    [
        (HEAD, True),
        (["Doc. 1: compendium of written amendments | Doc. 1 | 1/1/2031"], True),
        (["Recueil des amendements écrits (Version finale)"], True),
        (["Tabled by Mr A", "Delete paragraph 1."], True),
        (["Amendment 1", "Tabled by Mr A", "Delete paragraph 1."], False),
        (["Compendium of amendments", "Amendment 1 | Doc. 1 | 1 May 2031"], False),
        (["1. The Assembly thinks."], False),
    ],
)
def test_a_compendium_is_told_from_other_files(lines: list[str], *, is_one: bool) -> None:
    assert is_compendium(lines) is is_one


def test_headings_of_parts_come_unglued() -> None:
    assert lettered("ADraft Resolution") == "A. Draft Resolution"
    assert lettered("B Projet de recommandation") == "B. Projet de recommandation"
    assert lettered("A drafted text") == "A drafted text"
