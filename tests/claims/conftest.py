# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demonstration's claims and evidence, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.claims import Evidence, load_authorities, load_claims, load_figures, load_speech
from amparo.core.statements import derive_person
from amparo.exchange.case_files import read_case_file
from amparo.exchange.sources import read_sources
from amparo.law.locators import resolve
from amparo.resources import resource

if TYPE_CHECKING:
    from amparo.claims.speech import Claim


@pytest.fixture(scope="session")
def speech() -> dict[str, str]:
    return load_speech(resource("demo", "speech"))


@pytest.fixture(scope="session")
def claims(speech: dict[str, str]) -> dict[str, Claim]:
    return {claim.key: claim for claim in load_claims(resource("demo", "claims.yaml"), speech)}


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    records = read_case_file(resource("demo", "cases.yaml"))
    bodies, motions = load_authorities(resource("demo", "authorities.yaml"))
    return Evidence(
        figures=load_figures(resource("demo", "figures.yaml")),
        persons={one.key: derive_person(one.key, one.statements) for one in records},
        resolve=resolve,
        bodies=bodies,
        motions=motions,
        sources={one.key: one for one in read_sources(resource("demo", "sources.yaml"))},
    )
