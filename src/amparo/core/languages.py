# SPDX-License-Identifier: AGPL-3.0-or-later
"""Languages and scripts, tagged after BCP 47 (RFC 5646) and ISO 15924."""

from __future__ import annotations

import re
from enum import StrEnum


class Language(StrEnum):
    """The languages in which Amparo reads and writes; UNDETERMINED is BCP 47's `und`."""

    ENGLISH = "en"
    FRENCH = "fr"
    RUSSIAN = "ru"
    UKRAINIAN = "uk"
    BELARUSIAN = "be"
    UNDETERMINED = "und"


INTERFACE_LANGUAGES = (Language.ENGLISH, Language.FRENCH, Language.RUSSIAN, Language.UKRAINIAN)


class Script(StrEnum):
    """Writing systems by ISO 15924 code; Zyyy is its code for "common to several or none"."""

    LATIN = "Latn"
    CYRILLIC = "Cyrl"
    MIXED = "Zyyx"
    NONE = "Zyyy"


# The signs that stand between letters (×, ÷, the thousands of old Cyrillic) are left out.
_LATIN = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff]")
_CYRILLIC = re.compile("[\u0400-\u0481\u048a-\u052f]")


def script_of(text: str) -> Script:
    """Say in which script the letters of the text are.

    MIXED is an answer, not an error: Latin letters inside Cyrillic words are a known trap.

    >>> script_of("Горинов А. А.")
    <Script.CYRILLIC: 'Cyrl'>
    """
    latin = _LATIN.search(text)
    cyrillic = None if text.isascii() else _CYRILLIC.search(text)
    if latin and cyrillic:
        return Script.MIXED
    if latin:
        return Script.LATIN
    return Script.CYRILLIC if cyrillic else Script.NONE
