# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asserted, in words; persons by the names that each language writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from amparo.claims import Evidence, check
from amparo.claims.wording import described
from amparo.core.cases import Known, Stated

if TYPE_CHECKING:
    from amparo.claims.speech import Claim


@pytest.mark.parametrize(
    ("key", "pairs"),
    [
        (
            "prisoners-3000",
            {
                "number": "more than 3,000",
                "what is counted": "persons",
                "in which situation": "deprived of liberty",
                "for which reason": "anti-war stance",
                "where": "Russia",
                "at one time or over a period": "at one time",
                "when": "24 June 2025",
            },
        ),
        (
            "sentenced-twice",
            {
                "persons": "Boris Kagarlitsky, Alexei Gorinov, Azat Miftakhov",
                "times sentenced": "2",
                "for which reason": "anti-war stance",
            },
        ),
        (
            "locator-111-1",
            {"provision as cited": "Article 111-1 of Ukraine's military legislation"},
        ),
        (
            "bodies-on-111-1",
            {
                "provision": "UA/KK/111-1",
                "bodies said to find fault": (
                    "UN Committee against Torture, European Court of Human Rights"
                ),
            },
        ),
        (
            "krikunova-work",
            {"person": "Viktoriya Krikunova", "workplace": "employment centre"},
        ),
        (
            "sheliazhenko-charge",
            {
                "person": "Yurii Sheliazhenko",
                "provision": "UA/KK/436-2",
                "state of the case": "charged",
            },
        ),
        (
            "amnesty-motion",
            {
                "author": "Sophia Chikirou",
                "chamber": "not said",
                "for whom": "political prisoners, deserters, conscientious objectors",
            },
        ),
    ],
)
def test_what_is_asserted(
    claims: dict[str, Claim], evidence: Evidence, key: str, pairs: dict[str, str]
) -> None:
    given = described(claims[key].assertion, evidence)
    assert {label.text(): value.text() for label, value in given} == pairs


def test_a_person_has_the_name_that_the_language_writes(
    claims: dict[str, Claim], evidence: Evidence
) -> None:
    key = "note-gor1/gorinov"
    person = evidence.persons[key]
    russian = Stated("Алексей Горинов", "list-ru", language="ru")
    both = replace(person, names=Known((*person.names.stated, russian)))
    got = check(
        claims["sentenced-twice"], replace(evidence, persons={**evidence.persons, key: both})
    )
    counted = [one.message for one in got.findings if one.rule == "separate-sentences"]
    assert any(message.text("ru").startswith("Алексей Горинов") for message in counted)
    assert any(message.text("en").startswith("Alexei Gorinov") for message in counted)
