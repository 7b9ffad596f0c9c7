# SPDX-License-Identifier: AGPL-3.0-or-later
"""Languages and scripts, tagged after BCP 47 (RFC 5646) and ISO 15924."""

from __future__ import annotations

import unicodedata
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


def script_of(text: str) -> Script:
    """Say in which script the letters of the text are.

    MIXED is an answer, not an error: Latin letters inside Cyrillic words are a known trap.

    >>> script_of("Горинов А. А.")
    <Script.CYRILLIC: 'Cyrl'>
    """
    found = {
        script
        for letter in text
        if letter.isalpha()
        for script in (Script.LATIN, Script.CYRILLIC)
        if unicodedata.name(letter, "").startswith(script.name)
    }
    if len(found) > 1:
        return Script.MIXED
    return found.pop() if found else Script.NONE
