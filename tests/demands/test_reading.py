# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files of a chamber and of demands: read whole, all faults at once, nothing invented."""

from pathlib import Path

import pytest

from amparo.core.languages import INTERFACE_LANGUAGES
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth
from amparo.core.yaml_files import YamlFileError
from amparo.demands.reading import read_chamber, read_demands
from amparo.demands.records import Body, Chamber, Outcome
from amparo.exchange.sources import read_sources
from amparo.resources import resource

FOUR = "{en: a, fr: b, ru: c, uk: d}"


@pytest.fixture(scope="module")
def chamber() -> Chamber:
    keys = [source.key for source in read_sources(resource("demo", "sources.yaml"))]
    return read_chamber(resource("demo", "chamber.yaml"), sources=keys)


def test_amendments_are_held_as_one_interested_source_reports_them(chamber: Chamber) -> None:
    assert len(chamber.amendments) == 3
    for amendment in chamber.amendments.values():
        assert (amendment.number, amendment.wording) == (None, None)
        assert amendment.knowledge is Knowledge.UNVERIFIED
    for vote in chamber.votes:
        assert (vote.in_favour, vote.against, vote.abstained) == (None, None, None)
        assert vote.knowledge is Knowledge.UNVERIFIED
    assert [vote.outcome for vote in chamber.votes].count(Outcome.REJECTED) == 1


def test_the_french_motion_is_none_of_the_assembly(chamber: Chamber) -> None:
    assert chamber.texts["motion-1048"].body is Body.FRENCH_NATIONAL_ASSEMBLY


def test_no_adopted_passage_is_claimed_to_be_found(chamber: Chamber) -> None:
    assert {item.found for item in chamber.passages} == {Truth.UNKNOWN}


def test_demonstration_demands_are_complete_in_four_languages(chamber: Chamber) -> None:
    keys = [source.key for source in read_sources(resource("demo", "sources.yaml"))]
    demands = read_demands(resource("demo", "demands.yaml"), chamber, sources=keys)
    assert len(demands) == 5
    for demand in demands.values():
        assert len({demand.words.text(code) for code in INTERFACE_LANGUAGES}) == 4


def test_all_faults_of_a_chamber_file_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "chamber.yaml"
    path.write_text(
        f"""\
vote: {{text: nowhere, event: adopted}}
members:
- {{key: m, name: A, country: FR, role: {FOUR}, source: s, knowledge: seen, nickname: x}}
- {{key: m, name: B, country: FR, role: {FOUR}, source: s, knowledge: heard}}
texts:
- key: t
  kind: decree
  body: pace
  number: "1"
  titles: {{de: Titel}}
  source: elsewhere
  knowledge: seen
  dates: [{{event: adopted, date: 24.06.2025, source: s, knowledge: seen}}]
amendments:
- {{key: a, text: other, subject: {{en: x}}, tabled_by: {FOUR}, source: s, knowledge: seen}}
votes:
- {{amendment: a, outcome: adopted, source: s, knowledge: seen, in_favour: many}}
""",
        "utf-8",
    )
    with pytest.raises(YamlFileError) as raised:
        read_chamber(path, sources={"s"})
    said = [(fault.line, fault.what) for fault in raised.value.faults]
    for line, what in [
        (1, "'nowhere' is not a known text"),
        (1, "'nowhere' has no event 'adopted'"),
        (3, "'nickname' is not a field"),
        (4, "'m' is there twice"),
        (4, "'heard' is not one of"),
        (7, "'decree' is not one of"),
        (10, "'de' is not a field"),
        (11, "'elsewhere' is not a known source"),
        (13, "'24.06.2025' is not a date"),
        (15, "'other' is not a known text"),
        (15, "'fr' is missing"),
        (15, "'uk' is missing"),
        (17, "'many' is not a number of votes"),
    ]:
        assert any(at == line and what in text for at, text in said), (line, what, said)


def test_all_faults_of_a_demands_file_are_named_at_once(tmp_path: Path, chamber: Chamber) -> None:
    path = tmp_path / "demands.yaml"
    path.write_text(
        f"""\
demands:
- key: d
  words: {{en: a, fr: b, ru: c}}
  formulated_by: {FOUR}
  carried_by: [nobody]
  steps:
  - {{kind: amendment, ref: chikirou, source: s, knowledge: seen}}
  - {{kind: shouted, source: s, knowledge: seen}}
  - {{kind: motion, source: s, knowledge: seen}}
  concerns: {{conduct_kinds: [treachery], colour: red}}
""",
        "utf-8",
    )
    with pytest.raises(YamlFileError) as raised:
        read_demands(path, chamber)
    said = str(raised.value)
    for what in [
        "line 3, demands[1].words: 'uk' is missing",
        "'nobody' is not a known member",
        "'chikirou' is not a known amendment",
        "'shouted' is not one of",
        "'ref' is missing",
        "'treachery' is not a known conduct_kind",
        "'colour' is not a field",
        "the chamber file names the demand 'general-amnesty'",
    ]:
        assert what in said


def test_a_file_without_a_vote_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "chamber.yaml"
    path.write_text("texts: []\n", "utf-8")
    with pytest.raises(YamlFileError, match="'vote' is missing"):
        read_chamber(path)
