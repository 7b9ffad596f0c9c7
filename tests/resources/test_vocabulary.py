# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the vocabulary and their labels in four languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.core.cases import Instance, SentenceKind
from amparo.core.languages import INTERFACE_LANGUAGES, Script, script_of
from amparo.core.statements import PROPERTIES, Kind
from amparo.core.yaml_files import YamlFileError
from amparo.resources import label, read_vocabulary, vocabulary, words

if TYPE_CHECKING:
    from pathlib import Path

WORD_PROPERTIES = [
    (schema, prop)
    for schema, properties in PROPERTIES.items()
    for prop, kind in properties.items()
    if kind is Kind.WORD
]
LABELS = [
    (prop, word, language)
    for prop, labels in vocabulary().items()
    for word in labels
    for language in INTERFACE_LANGUAGES
]


@pytest.mark.parametrize(("schema", "prop"), WORD_PROPERTIES)
def test_every_property_of_words_has_words(schema: str, prop: str) -> None:
    assert words(prop, schema)


@pytest.mark.parametrize(("prop", "word", "language"), LABELS)
def test_every_word_has_a_label_in_the_script_of_its_language(
    prop: str, word: str, language: str
) -> None:
    expected = Script.CYRILLIC if language in {"ru", "uk"} else Script.LATIN
    assert script_of(label(prop, word, language)) is expected


def test_the_words_are_those_of_the_case_types() -> None:
    assert set(words("kind", "sentence")) == set(SentenceKind)
    assert set(words("instance", "sentence")) == set(Instance)


def test_one_word_of_one_property_name_has_one_label() -> None:
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for prop, labels in vocabulary().items():
        for word, given in labels.items():
            place = (prop.rpartition(".")[2], word)
            assert seen.setdefault(place, given) == given, place


def test_a_schema_has_its_own_words() -> None:
    assert "custody" in words("kind", "restraint")
    assert "custody" not in words("kind", "sentence")
    assert {"custody", "fine", "released"} <= set(words("kind"))


def test_a_label_is_found_by_name_and_by_schema() -> None:
    assert label("kind", "custody", "fr") == label("restraint.kind", "custody", "fr") == "détention"


def test_a_word_that_is_not_there_is_shown_as_it_is() -> None:
    assert label("kind", "banishment", "fr") == "banishment"
    assert label("no_such_property", "word") == "word"


def test_a_property_without_words_is_refused() -> None:
    with pytest.raises(KeyError):
        words("birth_date")


def test_a_missing_label_is_a_fault_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.yaml"
    path.write_text("gender:\n  female: {en: woman, fr: femme, ru: женщина, xx: y}\n", "utf-8")
    with pytest.raises(YamlFileError) as caught:
        read_vocabulary(path)
    found = [(fault.line, fault.what) for fault in caught.value.faults]
    assert len(found) == 2
    assert all(line == 2 for line, _ in found)
    assert any("'uk' is missing" in what for _, what in found)
    assert any("'xx' is not a field" in what for _, what in found)
