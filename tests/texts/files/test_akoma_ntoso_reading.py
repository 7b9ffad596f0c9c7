# SPDX-License-Identifier: AGPL-3.0-or-later
"""Akoma Ntoso of others, and files that are not to be trusted."""

from __future__ import annotations

import pytest

from amparo.texts.files.akoma_ntoso import read_akoma_ntoso
from amparo.texts.files.page_lines import TextFileError

OTHER = b"""<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <doc name="draft">
    <meta><identification source="#x"><FRBRExpression><FRBRlanguage language="fra"/>
    </FRBRExpression></identification></meta>
    <mainBody>
      <part eId="p1"><num>A.</num><heading>Draft resolution</heading>
        <paragraph><num>1.</num><intro><p>It asks <i>all</i> States:</p></intro>
          <subparagraph><num>(a)</num><content><p>to <del>look</del><ins>act</ins>;</p></content>
          </subparagraph>
          <wrapUp><p>and to report.</p></wrapUp>
        </paragraph>
        <paragraph><num>2</num><content><p>One.</p><p>Two.<authorialNote marker="1"><p>Note.</p>
        </authorialNote></p></content></paragraph>
      </part>
    </mainBody>
  </doc>
</akomaNtoso>"""


def test_a_file_of_another_program() -> None:
    document = read_akoma_ntoso(OTHER)
    (part,) = document.parts
    assert (part.kind, part.letter, document.language) == ("resolution", "A", "fr")
    assert [(item.number, item.text) for item in part.walk()] == [
        ("1", "It asks all States:"),
        ("1.a", "to act;"),
        ("", "and to report."),
        ("2", "One. Two."),
    ]
    (note,) = document.footnotes
    assert (note.mark, note.text, note.paragraph) == ("1", "Note.", "resolution:2")


def test_paragraphs_without_a_part() -> None:
    xml = OTHER.replace(b'<part eId="p1"><num>A.</num><heading>Draft resolution</heading>', b"")
    (part,) = read_akoma_ntoso(xml.replace(b"</part>", b"")).parts
    assert (part.kind, part.paragraphs[0].number) == ("", "1")


@pytest.mark.parametrize(
    ("xml", "problem"),
    [
        (b"<akomaNtoso><unclosed></akomaNtoso>", "line 1"),
        (b"<html><body/></html>", "no Akoma Ntoso text"),
        (
            b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
            "Remove the DOCTYPE",
        ),
        (b"<a>" + b" " * 20_000_000 + b"</a>", "larger than 20 million"),
    ],
)
def test_what_cannot_be_read_is_said(xml: bytes, problem: str) -> None:
    with pytest.raises(TextFileError, match=problem):
        read_akoma_ntoso(xml)


def test_chapters_are_headings_and_lose_no_paragraph() -> None:
    xml = OTHER.replace(
        b'<part eId="p1"><num>A.</num><heading>Draft resolution</heading>',
        b"<chapter><num>I</num><heading>Of harbours</heading>",
    )
    (part,) = read_akoma_ntoso(xml.replace(b"</part>", b"</chapter>")).parts
    assert [(item.number, item.heading) for item in part.walk()][:3] == [
        ("", True),
        ("1", False),
        ("1.a", False),
    ]
    assert part.paragraphs[0].text == "I Of harbours"
