# SPDX-License-Identifier: AGPL-3.0-or-later
"""Demands held against drafts: by the table, and what holds for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.resources import resource
from amparo.texts.demands.answering import answers
from amparo.texts.demands.answers import Answer, Status
from amparo.texts.document import Document, Language, Paragraph, Part
from amparo.texts.plain import read_document

CASES = yaml.safe_load(
    Path(__file__).parents[2].joinpath("cases/demand_answers.yml").read_text("utf-8")
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


DEMANDS = yaml.safe_load(resource("demo", "demands.yaml").read_text("utf-8"))["demands"]
OTHER_MATTERS = """1. The Assembly condemns the Russian Federation for its war against Ukraine.
2. It supports the register of damage and the special tribunal.
3. It calls on member States to extend sanctions and to bring deported children home.
"""
ALL_OF_IT = """1. The Assembly recalls its former texts on the war.
2. It calls on the Russian Federation to end the repression of anti-war activists and to free all
those imprisoned for it.
3. It calls on Russia and Ukraine to adopt a general amnesty for all detained in connection with it.
4. It calls on member States to:
4.1. protect those who refuse to fight, on whichever side;
4.2. give no support to martial law and the curtailment of human rights in Ukraine.
5. It asks the Commissioner for Human Rights to take up the verdicts passed in Ukraine, among them
those for collaboration.
"""
ANSWERED_BY = {
    "anti-war-prisoners": "2",
    "general-amnesty": "3",
    "martial-law-rights": "4.2",
    "collaboration-verdicts": "5",
    "objectors": "4.1",
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("demand", DEMANDS, ids=lambda demand: demand["key"])
def test_demands_of_the_demonstration(demand: dict[str, Any], language: str) -> None:
    words = demand["words"][language]
    silent = answers(words, read_document(OTHER_MATTERS), language=language)
    assert silent.status is Status.SILENT
    found = answers(words, read_document(ALL_OF_IT), language=language)
    assert found.status is Status.ANSWERED
    assert found.paragraphs[0].paragraph == ANSWERED_BY[demand["key"]]


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_a_demand_in_another_language_is_undetermined(language: str) -> None:
    words = DEMANDS[0]["words"][language]
    found = answers(words, read_document(ALL_OF_IT), language=language)
    assert found.status is Status.UNDETERMINED


def test_a_draft_in_another_language_is_undetermined() -> None:
    draft = read_document("1. Ассамблея призывает освободить политических заключённых.\n")
    assert answers("Free them", draft, language="en").status is Status.UNDETERMINED
    dutch = "De Vergadering roept de autoriteiten op om alle politieke gevangenen vrij te laten en"
    draft = read_document(f"1. {dutch} de wetten te herzien die hun vervolging mogelijk maken.\n")
    assert answers("Free them", draft, language="en").status is Status.UNDETERMINED


def test_a_word_that_cannot_be_looked_for_is_not_called_absent() -> None:
    case = {
        "language": "fr",
        "draft_language": "en",
        "demand": "Libérer les prisonniers grabataires",
        "draft": "1. The Assembly calls on the authorities to free all prisoners.\n",
    }
    lost = {one.written: one.reason.text() for one in answer(case).lost}
    assert lost == {"grabataires": "cannot be looked for in the language of the draft"}


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
        *("libérer", "prisonniers", "demande", "Article 207.3", ";", ".", "The", "à"),
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
