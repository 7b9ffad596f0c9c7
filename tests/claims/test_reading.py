# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of figures and claims: read whole, or refused with every fault and its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.claims import load_authorities, load_claims, load_figures
from amparo.claims.numbers import Number, Qualifier
from amparo.core.yaml_files import YamlFileError
from amparo.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.claims.speech import Claim

FIGURE = """
- key: a
  topic: t
  number: 12
  unit: persons
  state: prosecuted
  reason: anti_war
  area: RU
  counting: stock
  institution: A
  source: note-a
  knowledge: seen
"""
CLAIMS = """
speech: s
date: "2025-06-24"
claims:
- key: c
  kind: conduct
  topic: t
  quote: {en: one two}
  asserts: {person: note-a/x, workplace: employment_centre}
"""


def at(folder: Path, text: str) -> Path:
    path = folder / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(error: pytest.ExceptionInfo[YamlFileError]) -> str:
    return "\n".join(str(fault) for fault in error.value.faults)


def test_a_figure_is_read_as_written(tmp_path: Path) -> None:
    (figure,) = load_figures(at(tmp_path, FIGURE))
    assert (figure.key, figure.number, figure.as_of) == ("a", Number(12), None)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("number: 12", "number: a dozen", "'a dozen' is not a whole number"),
        ("number: 12", "number: -1", "'-1' is not a whole number"),
        ("  number: 12\n", "", "'number' is missing"),
        ("number: 12", "order: dozens", "'dozens' is not one of: hundreds, thousands"),
        ("number: 12", "number: 12\n  high: 11", "below the number 12"),
        ("number: 12", "number: 12\n  qualifier: nearly", "'nearly' is not one of"),
        ("unit: persons", "unit: people", "'people' is not one of: persons"),
        ("  unit: persons\n", "", "'unit' is missing"),
        ("source: note-a", "source: note-a\n  sorce: note-b", "'sorce' is not a field"),
        ("source: note-a", "source: note-a\n  as_of: '2025-02-30'", "no such day"),
        ("source: note-a", "source: note-a\n  period: ['2025']", "list of two dates"),
        ("source: note-a", "source: note-a\n  part_of: whole", "there is no figure 'whole'"),
    ],
)
def test_a_fault_is_named_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    with pytest.raises(YamlFileError) as error:
        load_figures(at(tmp_path, FIGURE.replace(old, new)))
    assert fault in faults(error)
    assert error.value.faults[0].line > 1


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    broken = FIGURE.replace("persons", "people").replace("seen", "sure") + FIGURE.strip("\n")
    with pytest.raises(YamlFileError) as error:
        load_figures(at(tmp_path, broken))
    assert [part in faults(error) for part in ("'people'", "'sure'", "two figures 'a'")] == [
        True,
        True,
        True,
    ]


def test_a_passage_must_stand_exactly_once(tmp_path: Path) -> None:
    (claim,) = load_claims(at(tmp_path, CLAIMS), {"en": "zero one two three"})
    assert claim.spans == {"en": (5, 12)}
    for text in ("nothing of it", "one two one two"):
        with pytest.raises(YamlFileError, match="exactly once"):
            load_claims(at(tmp_path, CLAIMS), {"en": text})


def test_a_passage_is_needed_in_every_language_of_the_speech(tmp_path: Path) -> None:
    with pytest.raises(YamlFileError, match="the fr passage stands 0 times"):
        load_claims(at(tmp_path, CLAIMS), {"en": "one two", "fr": "un deux"})


def test_a_claim_without_quote_or_assertion_is_refused(tmp_path: Path) -> None:
    text = "\n".join(CLAIMS.splitlines()[:-2])
    with pytest.raises(YamlFileError) as error:
        load_claims(at(tmp_path, text), {"en": "one two"})
    assert "'quote' is missing" in faults(error)
    assert "'asserts' is missing" in faults(error)


def test_an_outcome_in_a_file_of_claims_is_refused(tmp_path: Path) -> None:
    with pytest.raises(YamlFileError, match="'verdict' is not a field"):
        load_claims(at(tmp_path, CLAIMS + "  verdict: supported\n"), {"en": "one two"})


def test_a_statement_of_a_body_uses_known_words(tmp_path: Path) -> None:
    text = """
bodies:
- {key: a, body: CAT, provision: UA/KK/111-1, on_provision: maybe, source: n, knowledge: seen}
"""
    with pytest.raises(YamlFileError, match="'maybe' is not one of"):
        load_authorities(at(tmp_path, text))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (Number(2976, None, Qualifier.ABOUT), "about 2,976"),
        (Number(3000, None, Qualifier.MORE_THAN), "more than 3,000"),
        (Number(3000, None, Qualifier.AT_LEAST), "at least 3,000"),
        (Number(3000, 4000), "3,000 to 4,000"),
        (Number(200, 999, Qualifier.ORDER_OF_MAGNITUDE), "hundreds"),
    ],
)
def test_a_number_is_said_as_it_was_said(number: Number, said: str) -> None:
    assert number.said().text() == said


class TestDemonstration:
    def test_the_passages_are_those_quoted(
        self, claims: dict[str, Claim], speech: dict[str, str]
    ) -> None:
        assert set(speech) == {"en", "fr", "ru", "uk"}
        for claim in claims.values():
            assert set(claim.spans) == set(speech)
        start, end = claims["locator-111-1"].spans["uk"]
        assert speech["uk"][start:end] == "стаття 111-1 військового законодавства України"

    def test_each_text_says_first_that_it_is_a_paraphrase(self, speech: dict[str, str]) -> None:
        marks = {"en": "Paraphrase", "fr": "Paraphrase", "ru": "Пересказ", "uk": "Переказ"}
        for language, mark in marks.items():
            assert speech[language].splitlines()[0].startswith(mark)

    def test_the_yearly_series_and_the_parts_are_transcribed(self) -> None:
        figures = {one.key: one for one in load_figures(resource("demo", "figures.yaml"))}
        years = [figures[f"pgo-{year}"].number.low for year in range(2022, 2026)]
        assert years == [3851, 3207, 2420, 1714]
        assert sum(years[:3]) == 9478
        for part in (one for one in figures.values() if one.part_of):
            assert part.number.low < figures[part.part_of].number.low
        parts = [one for one in figures.values() if one.part_of == "mediazona-2024-all"]
        assert sum(one.number.low for one in parts) == figures["mediazona-2024-all"].number.low
