# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.plain import (
    Misnumbered,
    misnumbered,
    part_heading,
    read_document,
    told_language,
    write_document,
)
from made_texts import edited, made_document

if TYPE_CHECKING:
    from random import Random

    from amparo.texts.document import Language

DRAFT = """Prisoners of words

A. Draft resolution

1. The Assembly recalls the law.

8. It calls on State A:

8.2. to free:

8.2.1. prisoners;

8.10. to publish.

9. It will return to this.

B. Draft recommendation

1. The Assembly refers to its resolution.
"""


def test_parts_levels_and_gaps_in_numbers_are_read_as_they_stand() -> None:
    document = read_document(DRAFT)

    resolution, recommendation = document.parts
    assert document.title == "Prisoners of words"
    assert (resolution.kind, resolution.letter, resolution.heading) == (
        "resolution", "A", "Draft resolution",
    )  # fmt: skip
    assert [item.number for item in resolution.walk()] == ["1", "8", "8.2", "8.2.1", "8.10", "9"]
    assert [child.number for child in resolution.paragraphs[1].children] == ["8.2", "8.10"]
    assert recommendation.paragraphs[0].text == "The Assembly refers to its resolution."


@given(rng=st.randoms(use_true_random=False), language=st.sampled_from(["en", "fr"]))
def test_what_is_written_is_read_as_it_was(rng: Random, language: Language) -> None:
    text = write_document(edited(rng, made_document(rng, language)))

    assert write_document(read_document(text)) == text


@pytest.mark.parametrize("text", [DRAFT, "1) One.\n2) Two.\n", "1 One.\n\n2 Two.\n"])
def test_the_form_of_numbers_and_gaps_is_kept(text: str) -> None:
    assert write_document(read_document(text)) == text


@pytest.mark.parametrize(
    ("line", "belongs_to"),
    [
        ("2014. It was the year.", "1"),  # no paragraph follows 1 with this number
        ("12 June was the day.", "1"),  # numbers have a dot here
        ("0.5 of them.", "1"),
        ("1. Again.", "1"),  # numbers rise
    ],
)
def test_a_line_that_only_looks_numbered_goes_on_with_the_one_above(
    line: str, belongs_to: str
) -> None:
    document = read_document(f"1. The Assembly recalls\n{line}\n")

    (only,) = document.parts[0].paragraphs
    assert only.number == belongs_to
    assert only.text.endswith(line)


@pytest.mark.parametrize(
    "numbers",
    [
        ["1.i", "1.ii", "1.iii", "1.iv", "1.v", "1.ix", "1.x"],
        ["1.a", "1.b", "1.h", "1.i", "1.j"],
        ["8.9", "8.10", "9"],
    ],
)
def test_numbers_in_letters_and_roman_figures_rise(numbers: list[str]) -> None:
    document = read_document("".join(f"{number}. text {number}\n" for number in numbers))

    assert [item.number for item in document.walk()] == numbers


def test_no_break_spaces_stay_and_others_become_one() -> None:
    document = read_document("1. L’Assemblée dit :  « non ».\n")

    assert document.parts[0].paragraphs[0].text == "L’Assemblée dit : « non »."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("A. Draft resolution", "resolution"),
        ("Draft Recommendation", "recommendation"),
        ("B. Projet de recommandation", "recommendation"),
        ("Projet d’avis", "opinion"),
        ("A. Resolution 2605 (2025)", "resolution"),
        ("B. Recommandation", "recommendation"),
        ("Resolution 2605 (2025)", None),
        ("1. The draft resolution", None),
    ],
)
def test_headings_of_parts(line: str, kind: str | None) -> None:
    found = part_heading(line)

    assert (found[0] if found else None) == kind


def test_the_language_is_told_from_small_words() -> None:
    assert told_language("The Assembly and its members") == "en"
    assert told_language("L’Assemblée et les membres") == "fr"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. One.\n2. Two stays.\n2. Another two.\n3. Three.\n", [Misnumbered(3, "2", "2")]),
        ("1. One.\n\n3. Three.\n\n2. Two.\n", [Misnumbered(5, "2", "3")]),
        ("1. One:\n1.1. a;\n1.1. b; and\n1.1. c.\n", [
            Misnumbered(3, "1.1", "1.1"), Misnumbered(4, "1.1", "1.1"),
        ]),
        ("1. One:\n1.1. a,\n1.1. b.\n", [Misnumbered(3, "1.1", "1.1")]),
        ("1. One.\n1bis. More.\n2. Two.\n", [Misnumbered(2, "1bis", "1")]),
        ("1. One.\n2. Two.2\n1. Text adopted on 5 June.\n", [Misnumbered(3, "1", "2")]),
        ("1. One recalls its Resolution\n2605. Two.\n2. It met on\n1. May and\n2. May.\n", []),
        ("1. One\n\n2. Two\n\n2. Another two\n", [Misnumbered(5, "2", "2")]),
        ("1. One cites Doc.\n1. Two.\n", []),
        ("1. One.\n2014. was the year.\n12 June was the day.\n0.5 of them.\n", []),
        (DRAFT, []),
    ],
)  # fmt: skip
def test_numbers_that_do_not_rise_are_told_where_the_line_above_has_ended(
    text: str, found: list[Misnumbered]
) -> None:
    assert misnumbered(text) == found


def test_a_number_of_a_list_may_want_its_point() -> None:
    document = read_document("1. It calls on A:\n1.1 to free;\n1.2 to publish\n7.5 lists.\n")

    assert [item.number for item in document.walk()] == ["1", "1.1", "1.2"]


def test_roman_headings_stand_where_they_are_printed() -> None:
    text = (
        "A. Draft resolution\nI. The war\n1. It deplores the war.\nII. The peace\n2. It hopes.\n"
        "B. Draft recommendation\nI. The Assembly asks\nMr B. to go.\n1. So.\n"
    )
    document = read_document(text)

    resolution = document.parts[0]
    assert [(item.text, item.heading) for item in resolution.walk()] == [
        ("I. The war", True),
        ("It deplores the war.", False),
        ("II. The peace", True),
        ("It hopes.", False),
    ]
    # One alone is no heading.
    assert not any(item.heading for item in document.parts[1].walk())


def test_a_text_with_roman_headings_is_written_as_it_was() -> None:
    text = "On war\nI. The war\n1. It deplores it.\nII. The peace\n2. It hopes.\n"

    assert write_document(read_document(text)) == text
