# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quoted words found in a text, and what is nearest to them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.applying.matching import around, nearest, occurrences

FOUND = [
    ("State", "State A and State B", 2),
    ("state", "State A", 0),
    ("war", "warfare and war", 1),
    ("member", "non-member and member", 1),
    ("member", "a non-member", 1),
    ("3", "3,000 prisoners", 0),
    ("3", "3 000 prisoners", 0),
    ("3", "2.3 of them", 0),
    ("3", "3 prisoners", 1),
    ("2014", "in 2014 100 came", 1),
    ("the \"law\" it calls 'good'", "the “law” it calls ‘good’", 1),
    ("« loi »", "la “loi” est", 1),
    ("l'État", "que l’État fasse", 1),
    ("two words", "two\u00a0words", 1),
    (", and law", "peace, and law", 1),
    ("shall include", "shall  include", 1),
    ("women [footnote 1] to", "women to", 1),
    ("[text] as it is", "the [text] as it is", 1),
]


@pytest.mark.parametrize(("quoted", "text", "count"), FOUND)
def test_how_often_words_are_found(quoted: str, text: str, count: int) -> None:
    assert len(occurrences(quoted, text)) == count


def test_numbers_in_places_are_carried_over() -> None:
    text = "a minimum of 12 members, including one representative"
    found = occurrences("minimum of [N1] members, including [N2] representative(s)", text)
    assert [hit.filled("[N1] women, [N2] of them") for hit in found] == ["12 women, one of them"]


def test_the_same_place_twice_is_the_same_number() -> None:
    assert not occurrences("[N] of [N]", "3 of 4")
    assert occurrences("[N] of [N]", "3 of 3")


@given(st.lists(st.sampled_from(("a", "bb", "a,", "“c”", "l’d", "5")), min_size=1), st.data())
def test_words_cut_out_of_a_text_are_found_there(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    text, quoted = " ".join(words), " ".join(words[start:end])
    at = len(" ".join(words[:start])) + (1 if start else 0)
    hits = occurrences(quoted, text)
    assert any(hit.start <= at <= hit.end for hit in hits)
    assert all(left.end <= right.start for left, right in pairwise(hits))


def test_the_nearest_passage_comes_first() -> None:
    texts = [
        "nothing of the kind",
        "the release of all prisoner",
        "the release of all prisoners now",
    ]
    near = nearest("the release of all prisoners", texts)
    assert [hit.text for hit in near] == [2, 1]
    assert texts[2][near[0].start : near[0].end] == "the release of all prisoners"


def test_a_passage_is_shown_with_words_round_it() -> None:
    text = " ".join(f"word{count}" for count in range(40))
    shown = around(text, text.index("word20"), text.index("word20") + 6)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert " word20 " in shown
    assert around("short text", 0, 5) == "short text"
