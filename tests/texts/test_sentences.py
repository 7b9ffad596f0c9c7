# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where sentences end, and the mark that closes a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.sentences import closing, sentences, whole_sentence

if TYPE_CHECKING:
    from amparo.texts.document import Language

ENGLISH = [
    "One ends here.| Another begins.",
    "Mr. Smith met Ms. Jones and Dr. Brown.| They spoke.",
    "See Doc. 100 and Nos. 3 and 4 of art. 5.| It is there.",
    "States, e.g. State A, and others, i.e. State B, agreed.| It helped.",
    "Food, water, etc. were given.| Nothing else.",
    "They gave food, water, etc.| The Assembly thanks them.",
    "J. R. Smith wrote to A.-M. Jones.| He had no answer.",
    "The U.S. Government replied.| It said no.",
    "It grew by 3.5 per cent.| That is little.",
    "He said “No. Never.” | The Assembly objects.",
    "He said: “No.”| She agreed.",
    "Is it so?| It is!| Good.",
    "It called for peace; It called for law: The rest is silence.",
    "It was said…| Nothing came.",
    "The law changed.12| It was bad.",
    "It asks State A.| It still asks State B.",
    "In Part B.| There it stands.",
    "In 2014.| 45 members came.",
    "It has app. no. 77/21, nos. 3 and 4, art. 5, sect. 6 of it.| It waits.",
    "The answer is no.| The Assembly regrets it.",
    "From 3 Feb. 2020 to 9 Sept. 2021 it waited.| It wrote to Sen. Smith and Mme. Durand.",
    "It came in Sept.| The Assembly thanked it.",
    "It met on 5. May in Paris.| On 6. June 2021 it left.",
    "There were 5.| May they rest.",
    "It was in paragraph 5.| June came.",
]
FRENCH = [
    "M. Dupont et Mme Durand ont parlé.| L’Assemblée les remercie.",
    "Mme. Durand est venue le 3 sept. 2020.| Elle a vu nos. 3 et 4.| Nos États aussi.",
    "Voir n° 5 et art. 6, cf. Doc. 7, p. 8.| Elle le rappelle.",
    "Il a dit : « Non. » | L’Assemblée le regrette.",
    "Elle demande : la paix ; le droit.| Elle insiste.",
    "Des vivres, de l’eau, etc.| L’Assemblée remercie.",
]


def _cut(marked: str, language: Language) -> None:
    text = marked.replace("|", "")
    wanted = [piece.strip() for piece in marked.split("|")]
    assert [text[start:end] for start, end in sentences(text, language)] == wanted


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_sentences(marked: str) -> None:
    _cut(marked, "en")


@pytest.mark.parametrize("marked", FRENCH)
def test_french_sentences(marked: str) -> None:
    _cut(marked, "fr")


@given(st.text(alphabet="ABab .!?;:“”\"«»'’…12\u00a0", max_size=60))
def test_spans_cover_all_but_spaces(text: str) -> None:
    at = 0
    for start, end in sentences(text, "en"):
        assert not text[at:start].strip()
        assert text[start:end].strip() == text[start:end]
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("to free them.", "."),
        ("to free them;", ";"),
        ("to free them; and", "; and"),
        ("to free them, or", ", or"),
        ("calls on State A to:", ":"),
        ("to free them", ""),
        ("with doctors, lawyers, etc.;", ";"),
        ("the “law.”", ""),
    ],
)
def test_the_closing_mark(text: str, mark: str) -> None:
    assert text[closing(text, "en") :] == mark


def test_the_closing_mark_in_french_takes_its_space() -> None:
    text = "libérer les détenus\u00a0; et"
    assert text[closing(text, "fr") :] == "\u00a0; et"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The Assembly regrets this.", True),
        ("“The law is bad.”", True),
        ("and regrets this.", False),
        ("State A.", False),
        ("The Assembly regrets this", False),
    ],
)
def test_a_whole_sentence_by_its_look(text: str, *, whole: bool) -> None:
    assert whole_sentence(text) is whole
