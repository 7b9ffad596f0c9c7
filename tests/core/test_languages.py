# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scripts of texts, and the tags of languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.languages import INTERFACE_LANGUAGES, Language, Script, script_of

latin = st.text("abzéÿŻ", min_size=1)
cyrillic = st.text("абяєїґў", min_size=1)
neither = st.text("0123456789 .,-–'«»№")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Gorinov", Script.LATIN),
        ("Горінов", Script.CYRILLIC),
        ("Гopинов", Script.MIXED),  # Latin o and p among Cyrillic letters
        ("12.05.2022", Script.NONE),
        ("", Script.NONE),
        ("№ 7", Script.NONE),
        ("გიორგი", Script.NONE),
        ("İstanbul", Script.LATIN),
    ],
)
def test_script_of(text: str, script: Script) -> None:
    assert script_of(text) is script


@given(latin, cyrillic, neither)
def test_a_script_is_that_of_the_letters_and_of_nothing_else(
    roman: str, slavic: str, other: str
) -> None:
    assert script_of(other + roman + other) is Script.LATIN
    assert script_of(other + slavic + other) is Script.CYRILLIC
    assert script_of(roman + other + slavic) is script_of(slavic + roman) is Script.MIXED


def test_the_interface_speaks_four_languages() -> None:
    assert [language.value for language in INTERFACE_LANGUAGES] == ["en", "fr", "ru", "uk"]
    assert Language("und") is Language.UNDETERMINED
