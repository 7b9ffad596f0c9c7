# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which characters a page can show, and what stands for those it cannot.

PDF/UA-1 forbids text without a glyph, and HTML forbids control characters. What cannot be
shown is written as its code, `[U+1F600]`, so that nothing vanishes unseen. That holds for the
invisible characters that turn the direction of writing too: in a name they are a trap.
"""

from __future__ import annotations

import re
import unicodedata

# Characters for which Libertinus Serif, as typst 0.15 carries it, has glyphs in its upright,
# bold and italic cuts. Measured by compiling each of them under PDF/UA-1; the test
# tests/dossier/test_glyphs.py compiles them all again.
_PRINTED = (
    r"\x20-\x7e\xa0-\u0241\u0250-\u02e4\u02ea-\u036f\u0374\u0375\u037a-\u037e\u0384-\u038a"
    r"\u038e-\u03a1\u03a3-\u03ce\u03d0-\u03e1\u03fd-\u045f\u0462\u0463\u0470-\u0477"
    r"\u0490-\u04c4\u04c7-\u04cc\u04d0-\u04f9\u1e00-\u1e9b\u1ea0-\u1ef9\u2000-\u200d"
    r"\u2010-\u2027\u202f-\u2037\u2039-\u203e\u2044\u2070\u2071\u2074-\u208e\u20ac\u2116"
    r"\u2122\u2126\u2153-\u2184\u2190-\u219b\u2200-\u220d\u220f-\u221c\u221e\u221f\u2223-\u222b"
    r"\u2260-\u2262\u2264\u2265\u25a0\u25a1\u25b2\u25b3\u25cf-\u25d7"
)
_NOT_PRINTED = re.compile(f"[^{_PRINTED}]")
_SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_HIDDEN_IN_HTML = {"Cc", "Cs", "Cn", "Co"}
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def for_print(text: str) -> str:
    """Give the text as the PDF can show it: composed (NFC), on one line, codes for the rest."""
    line = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return _NOT_PRINTED.sub(lambda found: _code(found[0]), line)


def for_screen(text: str) -> str:
    """Give the text as HTML can hold it: on one line, codes for controls and turning marks."""
    line = _SPACES.sub(" ", text)
    return "".join(
        _code(letter)
        if letter in _TURNING or unicodedata.category(letter) in _HIDDEN_IN_HTML
        else letter
        for letter in line
    )


def _code(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"
