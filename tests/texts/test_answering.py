# SPDX-License-Identifier: AGPL-3.0-or-later
"""Demands held against drafts: by the table, and what holds for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.answering import answers
from amparo.texts.answers import Answer, Status
from amparo.texts.document import Document, Language, Paragraph, Part
from amparo.texts.plain import read_document

CASES = yaml.safe_load(
    Path(__file__).parents[1].joinpath("cases/demand_answers.yml").read_text("utf-8")
)


def answer(case: dict[str, Any]) -> Answer:
    language = case.get("language", "en")
    draft = read_document(case["draft"], language=case.get("draft_language", language))
    return answers(case["demand"], draft, language=language)


def as_parameter(case: dict[str, Any]) -> Any:  # noqa: ANN401 - what pytest makes of it
    fault = case.get("known_fault")
    marks = [pytest.mark.xfail(reason=fault, strict=True)] if fault else []
    return pytest.param(case, id=f"{case['set']}: {case['name']}", marks=marks)


@pytest.mark.parametrize("case", [as_parameter(case) for case in CASES])
def test_answers_as_the_table_says(case: dict[str, Any]) -> None:
    found = answer(case)
    assert found.status == case["says"]
    by = [one.paragraph for one in found.paragraphs if one.status is Status.ANSWERED]
    assert set(case.get("by", ())) <= {one.paragraph for one in found.paragraphs}
    if case["says"] == "answered":
        assert set(by) == set(case["by"])
    if found.status is Status.SILENT:
        assert found.searched
        assert found.paragraphs_searched == len(case["draft"].splitlines())
    assert set(case.get("lost", ())) <= {one.written for one in found.lost}


def test_silence_is_shown_by_the_search() -> None:
    found = answer(
        {
            "demand": "Release the political prisoners in Russia",
            "draft": "1. The Assembly notes the laws.\n2. It urges Russia to free journalists.\n",
        }
    )
    assert found.status is Status.SILENT
    assert found.summary.text() == "This draft says nothing about political prisoners."
    searched = {one.written: one for one in found.searched}
    assert searched["prisoners"].words[:2] == ("prisoner", "prisoners")
    assert (searched["prisoners"].found_in, searched["Release"].found_in) == ((), ("2",))
    assert found.nearest is not None
    assert (found.nearest.paragraph, found.nearest.status) == ("2", Status.SILENT)
    assert found.nearest.reason.text() == "it does not speak of “political, prisoners”"


WORDS = st.sampled_from(
    [
        *(
            "release",
            "all",
            "political",
            "prisoners",
            "Russia",
            "the",
            "calls on",
            "not",
            "amnesty",
        ),
        *("libérer", "les", "prisonniers", "demande", "Article 207.3", ";", ".", "The", "à"),
    ]
)
TEXTS = st.lists(WORDS, max_size=9).map(" ".join)
LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["en", "fr"])


@given(TEXTS, st.lists(TEXTS, max_size=4), LANGUAGES, LANGUAGES)
def test_every_span_is_that_of_its_words(
    demand: str, texts: list[str], language: Language, other: Language
) -> None:
    rows = tuple(Paragraph(str(at), f"1.{at}", text) for at, text in enumerate(texts, 1))
    children = (Paragraph("top", "1", "It calls on Russia to:", rows),)
    draft = Document((Part("resolution", children),), language=other)
    found = answers(demand, draft, language=language)
    words = {row.number: row.text for row in draft.walk()}
    for one in (*found.paragraphs, *([found.nearest] if found.nearest else [])):
        assert 0 < one.score <= 1
        for match in one.matches:
            assert demand[slice(*match.span)] == match.written
            assert words[match.paragraph][slice(*match.found_span)] == match.found
    for lost in found.lost:
        assert demand[slice(*lost.span)] in {lost.written, demand}
    assert found.to_json()["status"] == found.status
