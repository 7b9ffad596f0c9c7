# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text as voted beside the text as printed: by the table, and what holds for all texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.document import Document, Paragraph, Part
from amparo.texts.layers.comparing import compare
from amparo.texts.layers.differences import Kind, Label
from amparo.texts.plain import read_document

if TYPE_CHECKING:
    from amparo.texts.layers.differences import Comparison, Difference

CASES = yaml.safe_load(
    Path(__file__).parents[2].joinpath("cases/text_differences.yml").read_text("utf-8")
)


def document(*paragraphs: tuple[str, str], **named: Any) -> Document:  # noqa: ANN401 - of a Document
    rows = (Paragraph(str(at), number, text) for at, (number, text) in enumerate(paragraphs))
    return Document((Part("resolution", tuple(rows)),), **named)


def read(before: str, after: str) -> Comparison:
    return compare(read_document(before), read_document(after))


def said(one: Difference) -> list[str]:
    return [one.before, one.after, one.rule or "unexplained"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["before"])
def test_finds_what_the_table_says(case: dict[str, Any]) -> None:
    language = case.get("language", "en")
    before, after = (document(("1", case[side]), language=language) for side in ("before", "after"))
    found = compare(before, after)
    assert [said(one) for one in found.differences] == case["finds"]
    assert found.rebuilt() == found.after
    explained = {Label.UNEXPLAINED: {"unexplained"}}
    for one in found.differences:
        assert (said(one)[2] == "unexplained") == (one.label in explained)


ONE = """A. Draft resolution
1. The Assembly recalls its earlier work on the subject.
2. It deplores that objectors are held, as set out in paragraph 1.
3. The Assembly calls on the authorities:
3.1. to free them, as paragraphs 2 and 3 demand;
3.2. to report on each case. It also wishes the committee to hold a hearing.
4. Nothing else is to be said on the matter at present.
"""


def test_new_numbers_and_references_that_follow_them_are_renumbering() -> None:
    after = """Resolution 2999 (2025)
1. A first paragraph was put before all of them.
2. The Assembly recalls its earlier work on the subject.
3. It deplores that objectors are held, as set out in paragraph 2.
4. The Assembly calls on the authorities:
4.1. to free them, as paragraphs 3 and 5 demand;
4.2. to report on each case. It also wishes the committee to hold a hearing.
5. Nothing else is to be said on the matter at present.
"""
    found = read(ONE, after)
    assert found.rebuilt() == found.after
    words = [one for one in found.differences if one.kind is Kind.WORDS and one.place != "heading"]
    assert [(one.before, one.after, one.label) for one in words] == [
        ("1", "2", Label.RENUMBERING),
        ("2", "3", Label.RENUMBERING),
        ("3", "5", Label.UNEXPLAINED),
    ]
    numbers = [one for one in found.differences if one.kind is Kind.NUMBER]
    assert {one.label for one in numbers if one.place == "paragraph"} == {Label.RENUMBERING}
    assert [one.paragraph_after for one in numbers][-2:] == ["4.2", "5"]
    (added,) = (one for one in found.differences if one.kind is Kind.ADDED)
    assert (added.paragraph_after, added.label) == ("1", Label.UNEXPLAINED)
    heading = [one for one in found.differences if one.place == "heading"]
    assert {one.rule for one in heading} == {"adopted-text"}


def test_a_paragraph_divided_is_a_split_and_two_in_one_are_merged() -> None:
    parted = ONE.replace("each case. It also", "each case.\n3.3. It also")
    (split,) = read(ONE, parted).differences
    assert (split.kind, split.label) == (Kind.SPLIT, Label.UNEXPLAINED)
    (merged,) = read(parted, ONE).differences
    assert merged.kind is Kind.MERGED


def test_a_paragraph_that_moved_is_shown_where_it_was_and_where_it_is() -> None:
    lines = ONE.splitlines()
    recalls = lines.pop(1).removeprefix("1. ").replace("earlier", "former")
    renumbered = [line.replace("2. It", "1. It").replace("3", "2") for line in lines[:-1]]
    after = "\n".join([*renumbered, "3. " + lines[-1].removeprefix("4. "), f"4. {recalls}"])
    found = read(ONE, after)
    left, came = (one for one in found.differences if one.kind is Kind.MOVED)
    assert (left.paragraph_before, left.paragraph_after) == ("1", "4")
    assert (came.paragraph_before, came.after) == ("1", recalls)
    assert [said(one) for one in came.inside] == [["earlier", "former", "unexplained"]]
    assert found.rebuilt() == found.after


def test_another_level_is_not_renumbering() -> None:
    (one,) = read(ONE, ONE.replace("4. Nothing", "3.3. Nothing")).differences
    assert (one.kind, one.label) == (Kind.NUMBER, Label.UNEXPLAINED)


def test_the_printed_part_is_compared_and_the_other_named() -> None:
    two = ONE + "B. Draft recommendation\n1. The Assembly refers to its resolution.\n"
    found = read(two, ONE.replace("A. Draft resolution", "Resolution 2999 (2025)"))
    assert [one.text() for one in found.left_out] == ["not compared: Draft recommendation"]
    assert "refers" not in found.before


WORDS = st.sampled_from(
    [
        *(
            "the",
            "Russia",
            "the Russian Federation",
            "in recent",
            "over the last",
            "NGOs",
            "(NGOs)",
        ),
        *("not", "shall", "paragraph", "1", "2", "five", "5", "co-operation", "cooperation"),
        *(",", ";", "“a”", "and", "objectors", "Assembly", "calls", "on", "12 000", "l’État"),
    ]
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join) | st.text(
    "a é.;-\N{NO-BREAK SPACE}1", max_size=9
)
NUMBERS = st.sampled_from(["", "1", "2", "3", "3.1", "3.2", "4", "10"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    rows = draw(st.lists(st.tuples(NUMBERS, TEXTS), max_size=7))
    language = draw(st.sampled_from(["en", "fr"]))
    return document(*rows, language=language, title=draw(st.sampled_from(["", "On objectors"])))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Document, Document]:
    """Two documents; often the second is the first, changed here and there."""
    first, second = draw(documents()), draw(documents())
    if draw(st.booleans()):
        mixed = [*first.walk(), *second.walk()]
        picked = draw(st.lists(st.sampled_from(mixed), max_size=8)) if mixed else []
        second = document(*((one.number, one.text) for one in picked), language=first.language)
    return first, second


@given(pairs())
def test_what_is_printed_in_place_of_what_was_voted_gives_the_printed_text(
    pair: tuple[Document, Document],
) -> None:
    found = compare(*pair)
    assert found.rebuilt() == found.after
    at = 0
    for one in found.differences:
        start, end = one.span_before
        assert at <= start <= end
        at = end
        whole = one.kind in {Kind.ADDED, Kind.REMOVED, Kind.MOVED}
        if not whole:
            assert one.before == found.before[start:end] != one.after
            assert one.after == found.after[slice(*one.span_after)]
    assert found.before == "".join(
        f"{row.number} {row.text}\n".removeprefix(" ") for row in pair[0].walk()
    ).join([f"{pair[0].title}\n".lstrip("\n"), ""])


@given(documents())
def test_equal_texts_have_no_difference(one: Document) -> None:
    assert compare(one, one).differences == ()


def test_the_heading_of_the_draft_is_not_printed_with_the_adopted_text() -> None:
    words = "1. The Assembly recalls the law.\n"

    (found,) = compare(
        read_document(f"A. Draft resolution\n{words}"), read_document(words)
    ).differences

    assert (found.label, found.rule, found.before) == (
        Label.EDITORIAL,
        "adopted-text",
        "Draft resolution",
    )
