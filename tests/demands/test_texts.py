# SPDX-License-Identifier: AGPL-3.0-or-later
"""The texts of the demonstration's debate, told with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.core.sources import Knowledge
from amparo.demands.reading import read_chamber
from amparo.demands.texts import texts_of, vote_of
from amparo.resources import resource

if TYPE_CHECKING:
    from amparo.demands.records import Chamber


@pytest.fixture(scope="module")
def chamber() -> Chamber:
    return read_chamber(resource("demo", "chamber.yaml"))


def test_the_report_is_told_with_committee_rapporteur_and_dates(chamber: Chamber) -> None:
    report = texts_of(chamber)[0]
    assert (str(report.kind), report.number) == ("Report", "Doc. 16193")
    assert [str(told.words) for told in report.told] == [
        "Parliamentary Assembly of the Council of Europe",
        "committee: Committee on Legal Affairs and Human Rights",
        "rapporteur: Eerik-Niiles Kross (EE, ALDE)",
        "referred to the committee: 28 June 2024",
        "published: 5 June 2025",
    ]


def test_a_title_that_no_source_gives_is_not_known(chamber: Chamber) -> None:
    found = {text.number: text.title for text in texts_of(chamber)}
    assert found["2606 (2025)"] is None


def test_the_french_motion_is_none_of_the_assembly(chamber: Chamber) -> None:
    motion = texts_of(chamber, "fr")[-1]
    assert motion.told[0].words.text("fr") == "Assemblée nationale française"


def test_the_day_of_the_vote_carries_how_well_it_is_known(chamber: Chamber) -> None:
    vote = vote_of(chamber)
    assert "24 June 2025" in str(vote.words)
    assert (vote.source, vote.knowledge) == ("note-ev4", Knowledge.UNVERIFIED)
    assert vote.note is not None


def test_every_sentence_has_a_source(chamber: Chamber) -> None:
    assert all(told.source for text in texts_of(chamber) for told in text.told)
