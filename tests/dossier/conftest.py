# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small dossier that has one of everything, and a way to make one that holds one text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from amparo.core.messages import say
from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.dossier.model import (
    Align,
    Badge,
    Bullets,
    Callout,
    CalloutKind,
    Cite,
    Dossier,
    Foreign,
    Paragraph,
    PictureBlock,
    Section,
    Table,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60">'
    '<rect width="200" height="30" fill="#345"/><text x="2" y="50">Горинов</text></svg>'
)


def source(key: str, title: str = "A list of cases", *pages: str) -> Source:
    return Source(
        key,
        SourceKind.LIST,
        title,
        Knowledge.SEEN,
        "en",
        pages or (f"https://example.org/{key}?a=1&b=2#part",),
        "2025-06-24",
        "A note of ours",
        synthetic=True,
    )


def dossier_of(*sections: Section, sources: tuple[Source, ...] = ()) -> Dossier:
    return Dossier(
        title=say("From the case to the chamber"),
        subtitle=say("The debate of 24 June 2025"),
        language="en",
        made_on=dt.date(2025, 6, 24),
        labels=(say("SYNTHETIC: the lists are arranged by us."),),
        sections=sections,
        sources=sources,
    )


@pytest.fixture
def sample() -> Dossier:
    table = Table(
        (say("Persons by source"), Cite(("a",))),
        (("Name",), ("Months",)),
        (
            ((Foreign("Горинов Алексей", "ru"),), ("84", Cite(("a", "b")))),
            ((Foreign("Юрій Шеляженко", "uk"),), (Badge(say("not found"), Tone.AGAINST),)),
        ),
        (Align.START, Align.END),
    )
    picture = PictureBlock(SVG, say("Two bars of different length"), (say("Bars"),), table)
    person = Section(
        "person-1",
        (Foreign("Горинов Алексей Александрович", "ru"),),
        (table, Callout(CalloutKind.UNKNOWN, ("the second judgment",))),
    )
    return dossier_of(
        Section("summary", (say("Summary"),), (Bullets((("One", Cite(("b",))), ("Two",))),)),
        Section(
            "persons", (say("Persons"),), (Paragraph(("All", Cite(("a",)))), picture), (person,)
        ),
        sources=(source("a"), source("b", "Another list")),
    )


@pytest.fixture(scope="session")
def holding() -> Callable[[str], Dossier]:
    """Give a function that makes a dossier with the text in every place a text can be."""

    def make(text: str) -> Dossier:
        table = Table((text,), ((text,), ("x",)), (((Foreign(text, "uk"),), (text,)),))
        blocks = (
            Paragraph((text, Cite(("a",)))),
            Bullets(((text,),)),
            Callout(CalloutKind.NOTE, (text,)),
            table,
            PictureBlock(SVG, say("Picture: {text}", text=text), (text,)),
        )
        section = Section("one", ("Heading ", text), blocks)
        return dossier_of(section, sources=(source("a", text),))

    return make
