# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dossier of the demonstration: all of its stations, on paper and on screen."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from amparo.claims.check import check
from amparo.claims.evidence import Evidence, load_authorities
from amparo.claims.figures import load_figures
from amparo.claims.speech import load_claims, load_speech
from amparo.core.messages import say
from amparo.core.statements import derive_person
from amparo.demands.reading import read_chamber, read_demands
from amparo.demands.way import way_of
from amparo.dossier.compose import compose
from amparo.dossier.html import make_html, write_html
from amparo.dossier.material import Material, TopicPicture
from amparo.dossier.model import Foreign
from amparo.dossier.pdf import make_pdf
from amparo.exchange.case_files import read_case_file
from amparo.exchange.sources import read_sources
from amparo.law.locators import resolve
from amparo.law.provisions import load_provisions
from amparo.pictures.picture import Picture, Table
from amparo.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(scope="module")
def material() -> Material:
    sources = {item.key: item for item in read_sources(resource("demo", "sources.yaml"))}
    records = read_case_file(resource("demo", "cases.yaml"))
    persons = {item.key: derive_person(item.key, item.statements) for item in records}
    figures = load_figures(resource("demo", "figures.yaml"))
    bodies, motions = load_authorities(resource("demo", "authorities.yaml"))
    evidence = Evidence(figures, persons, resolve, bodies, motions, sources)
    speech = load_speech(resource("demo", "speech"))
    claims = load_claims(resource("demo", "claims.yaml"), speech)
    chamber = read_chamber(resource("demo", "chamber.yaml"))
    demands = read_demands(resource("demo", "demands.yaml"), chamber)
    picture = Picture(SVG, say("A square"), Table(("Who", "Number"), (("A", "1"),)), {})
    return Material(
        title=say("The debate of 24 June 2025"),
        subtitle=say("With its sources"),
        language="en",
        made_on=dt.date(2025, 7, 1),
        sources=sources,
        persons=tuple(persons.values()),
        checks=tuple((claim, check(claim, evidence)) for claim in claims),
        speech=speech,
        figures=figures,
        ways=tuple(way_of(demand, chamber, persons) for demand in demands.values()),
        provisions=tuple(load_provisions()),
        pictures=(TopicPicture(say("A picture"), picture),),
        waiting_reviews=2,
    )


@pytest.mark.parametrize("language", ["en", "uk"])
def test_paper_tells_every_part(material: Material, language: str) -> None:
    dossier = compose(replace(material, language=language))
    reader = PdfReader(io.BytesIO(make_pdf(dossier)))
    keys = [item.key for item in dossier.sections]
    assert keys == [
        *("summary", "reading", "persons", "figures", "claims", "demands", "provisions"),
        "unknown",
    ]
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    assert all(re.sub(r"\s", "", item.title) in text for item in dossier.sources)
    # Nothing is printed as a code: the demonstration needs no glyph that the font lacks.
    assert "[U+" not in text


def test_a_demand_shows_its_six_stations_and_what_is_not_established(material: Material) -> None:
    page = make_html(compose(material))
    demand = page[page.index('<section id="demand-1">') : page.index('<section id="demand-2">')]
    for station in ("Demand", "Who carried it", "Amendment", "Outcome", "Adopted text", "Cases"):
        assert f'<th scope="row">{station}</th>' in demand
    assert "not established" in demand
    assert "unverified" in demand


def test_every_row_about_a_person_or_figure_has_a_source(material: Material) -> None:
    page = make_html(compose(material))
    told = page[page.index('<section id="person-1">') : page.index('<section id="claims">')]
    picture = told.index("<figure>")
    behind = told.index("</table>", picture)
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", told[:picture] + told[behind:])
    assert len(rows) > 60
    assert [row for row in rows if 'class="cite"' not in row] == []


def test_provisions_carry_titles_in_their_own_language(material: Material) -> None:
    sections = compose(material).sections
    table = next(item for item in sections if item.key == "provisions").blocks[0]
    titles = [part for row in table.rows for part in row[1] if isinstance(part, Foreign)]  # type: ignore[union-attr]
    assert {title.language for title in titles} >= {"en", "ru", "uk"}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_axe_finds_nothing_in_the_whole(
    width: int, scheme: str, material: Material, tmp_path: Path
) -> None:
    place = write_html(compose(replace(material, language="uk")), tmp_path / "a.html")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page.goto(place.as_uri())
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        browser.close()
