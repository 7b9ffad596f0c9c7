# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole dossier, put together from what the engines give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.dossier.articles import provisions_section
from amparo.dossier.checks import claims_section
from amparo.dossier.counts import figures_section
from amparo.dossier.debate import debate_section
from amparo.dossier.model import Dossier
from amparo.dossier.persons import persons_section
from amparo.dossier.plain import cited_keys
from amparo.dossier.reading import reading_section
from amparo.dossier.summary import summary_section
from amparo.dossier.unknowns import unknowns_section
from amparo.dossier.values import Teller
from amparo.dossier.ways import demands_section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.core.messages import Message
    from amparo.core.sources import Source
    from amparo.dossier.material import Material
    from amparo.dossier.model import Section


def compose(material: Material) -> Dossier:
    """Give the dossier: its sources are those cited, numbered in the order of their citation.

    A key that is cited and has no source is left for the renderers to refuse, by name.
    """
    sources = {**material.sources, **{s.key: s for s in _laws(material)}}
    sections = tuple(_sections(material, sources))
    cited = [sources[key] for key in cited_keys(sections) if key in sources]
    labels: tuple[Message, ...] = ()
    if material.synthetic:
        labels = (say("SYNTHETIC data: no real persons."),)
    elif any(source.synthetic for source in cited):
        labels = (say("SYNTHETIC: sources marked so were arranged by us for demonstration."),)
    return Dossier(
        title=material.title,
        subtitle=material.subtitle,
        language=material.language,
        made_on=material.made_on,
        labels=labels,
        sections=sections,
        sources=tuple(cited),
    )


def _laws(material: Material) -> Iterator[Source]:
    for provision in material.provisions:
        yield provision.source()


def _sections(material: Material, sources: dict[str, Source]) -> Iterator[Section]:
    language = material.language
    yield summary_section(material, sources)
    synthetic = any(source.synthetic for source in sources.values())
    yield reading_section(synthetic=synthetic, claims=bool(material.checks))
    if material.persons:
        yield persons_section(material.persons, Teller(language, sources))
    if material.figures or material.pictures:
        yield figures_section(material.figures, material.pictures)
    if material.checks:
        yield claims_section(material.checks, material.speech, language)
    if material.chambers:
        yield debate_section(material.chambers, language)
    if material.ways:
        yield demands_section(material.ways, language)
    if material.provisions:
        yield provisions_section(material.provisions, language)
    yield unknowns_section(material, sources)
