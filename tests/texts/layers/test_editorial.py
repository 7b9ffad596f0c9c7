# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of the language revision: nothing in them may change what a text says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.texts.layers.editorial import RULES, Revision, Step, protected, tables

if TYPE_CHECKING:
    from amparo.texts.document import Language

LANGUAGES: tuple[Language, ...] = ("en", "fr")
ENTRIES = [(language, *entry) for language in LANGUAGES for entry in tables(language)]


@pytest.mark.parametrize(("language", "old", "new", "rule"), ENTRIES)
def test_no_pair_changes_a_negation_a_modal_verb_a_quantity_or_a_number(
    language: Language, old: tuple[str, ...], new: tuple[str, ...], rule: str
) -> None:
    assert protected(old) == protected(new)
    assert rule in RULES
    assert old != new
    assert Step(len(old), len(new), rule) in set(Revision(language).steps(old, new, 0, 0))


def test_protected_words_count_by_their_meaning() -> None:
    assert protected(["cannot", " ", "wait"]) == protected(["can", " ", "not"])
    assert protected(["shall"]) != protected(["should"])
    assert protected(["tous"]) != protected(["certains"])
    assert protected(["2022"]) != protected(["2023"])
