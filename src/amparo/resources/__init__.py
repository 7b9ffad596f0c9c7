# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reference data kept by hand, and the labels of the vocabulary's words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.core.languages import INTERFACE_LANGUAGES
from amparo.core.messages import Message, Name
from amparo.core.yaml_files import read_marked

if TYPE_CHECKING:
    from collections.abc import Mapping

Vocabulary = dict[str, dict[str, dict[str, str]]]


def resource(*parts: str) -> Path:
    """Give the path of a packaged file or folder, e.g. `resource("demo", "cases.yaml")`."""
    return Path(str(files("amparo"))).joinpath("resources", *parts)


def read_vocabulary(path: Path) -> Vocabulary:
    """Read property -> word -> language -> label.

    Raises:
        YamlFileError: with every fault: a word without one of its labels, an unknown language.
    """
    top = read_marked(path)
    found: Vocabulary = {}
    for prop, words in top.items().items():
        found[prop] = {}
        for word, labels in words.items().items():
            given = labels.fields(INTERFACE_LANGUAGES, needed=INTERFACE_LANGUAGES)
            found[prop][word] = {language: item.text() for language, item in given.items()}
    top.raise_faults(path)
    return found


@cache
def vocabulary() -> Vocabulary:
    """Give the packaged vocabulary."""
    return read_vocabulary(resource("vocabulary.yaml"))


def words(prop: str, schema: str = "") -> Mapping[str, Mapping[str, str]]:
    """Give the words of a property with their labels; without a schema, of all schemas having it.

    Raises:
        KeyError: no property of this name has words.
    """
    found: dict[str, Mapping[str, str]] = {}
    for name, labels in vocabulary().items():
        of, _, plain = name.rpartition(".")
        if plain == prop and schema in {"", of} | ({schema} if not of else set()):
            found |= labels
    if not found:
        raise KeyError(f"{schema}.{prop}".lstrip("."))
    return found


def label(prop: str, word: str, language: str = "en") -> str:
    """Give a word's label, in English where the language has none, the word itself if unknown.

    `prop` is a property's name (`kind`) or a schema and a name (`restraint.kind`).
    """
    schema, _, plain = prop.rpartition(".")
    try:
        labels = words(plain, schema)[word]
    except KeyError:
        return word
    return labels.get(language, labels["en"])


def worded(prop: str, word: str) -> Message:
    """Say a word of the vocabulary as each language labels it; an unknown one as it is.

    `prop` is a property's name, after its schema where two have it (`sentence.kind`).
    """
    labels = tuple((str(language), label(prop, word, language)) for language in INTERFACE_LANGUAGES)
    return Message("{word}", (("word", Name(labels)),))
