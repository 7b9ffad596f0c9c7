# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be printed is measured against the font itself."""

from __future__ import annotations

import json

import pytest
import typst

from amparo.dossier.glyphs import for_print, for_screen

TEMPLATE = b"""
#set document(title: "x")
#set text(font: "Libertinus Serif", fallback: false, lang: "en")
#for c in json(bytes(sys.inputs.letters)) {
  [a] + c + [b ] + strong([a] + c + [b ]) + emph([a] + c + [b ])
}
"""


def test_every_character_that_is_called_printable_has_a_glyph() -> None:
    letters = [letter for code in range(0x20, 0x2700) if for_print(letter := chr(code)) == letter]
    assert len(letters) > 1500
    made = typst.compile(
        TEMPLATE,
        sys_inputs={"letters": json.dumps(letters)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    assert isinstance(made, bytes)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("и\u0306", "й"),  # composed: one letter, one glyph
        ("два\r\nслова\tтут", "два слова тут"),
        ("nul\x00", "nul[U+0000]"),
        ("漢", "[U+6F22]"),
        ("а\u0301", "а\u0301"),  # the stress mark of Russian stays
    ],
)
def test_print(text: str, printed: str) -> None:
    assert for_print(text) == printed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("漢\U0001f600", "漢\U0001f600"),
        ("\x07", "[U+0007]"),
        ("Горинов\u202eвонироГ", "Горинов[U+202E]вонироГ"),
        ("\ufdd0", "[U+FDD0]"),
    ],
)
def test_screen(text: str, shown: str) -> None:
    assert for_screen(text) == shown
