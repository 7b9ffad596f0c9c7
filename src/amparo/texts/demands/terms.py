# SPDX-License-Identifier: AGPL-3.0-or-later
"""Terms of a demand or of a text: concepts of the field, States, provisions, other words by stem.

Concepts stand in resources/texts/synonyms.yaml, English beside French, so that a demand in one
language can be held against a text in the other. Stems are Snowball's (Porter 1980, 2001).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import snowballstemmer  # type: ignore[import-untyped]  # has no types
import yaml
from babel import Locale

from amparo.law.citations import Reference, read_references
from amparo.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from amparo.texts.document import Language

Role = Literal["action", "object", "manner", "place", "provision", "word", "common"]

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_AHEAD = 3  # words, stop words aside, within which a following word gives another meaning
_CITES = re.compile(r"\bart(?:icle|\.)", re.IGNORECASE)
_STEMMERS: Mapping[str, Any] = {
    "en": snowballstemmer.stemmer("english"),
    "fr": snowballstemmer.stemmer("french"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word: without capitals, its stem, its place."""

    form: str
    stem: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """Something that can be looked for: `key` is equal where two terms mean the same.

    Keys are `concept:release`, `place:RU`, `name:gorinov`, `article:207.3`; of other words
    `en:journalist`, which is never equal to a word of the other language.
    """

    key: str
    role: Role
    written: str
    span: tuple[int, int]
    near: tuple[str, ...] = ()
    reference: Reference | None = None

    def meets(self, other: Term) -> bool:
        """Say whether the other, found in a text, is what this one asks for.

        Articles must agree exactly: number, the part if one is asked for, law and country where
        both name them.
        """
        mine, theirs = self.reference, other.reference
        if mine is None or theirs is None:
            return self.key == other.key
        laws = {one.law.value for one in (mine, theirs) if one.law}
        countries = {one.country for one in (mine, theirs) if one.country}
        part = mine.part in {"", theirs.part}
        return self.key == other.key and part and len(laws) < 2 and len(countries) < 2  # noqa: PLR2004 - two that differ


def terms(text: str, language: Language) -> list[Term]:
    """Give the terms of a text in their order; stop words are none."""
    found = list(_provisions(text))
    taken = [term.span for term in found]
    lexicon = _lexicon(language)
    words = tokens(text, language)
    at = 0
    while at < len(words):
        word = words[at]
        if any(start <= word.span[0] < end for start, end in taken):
            at += 1
            continue
        term, used = lexicon.read(text, words, at)
        if term:
            found.append(term)
        at += used
    return sorted(found, key=lambda term: term.span)


def tokens(text: str, language: Language) -> list[Token]:
    """Give the words of a text."""
    return [
        Token(word.group().casefold(), stem(word.group(), language), word.span())
        for word in _TOKEN.finditer(text)
    ]


@cache
def stem(word: str, language: Language) -> str:
    """Give the stem of a word without accents; French endings that Snowball leaves are cut."""
    found = _plain(_STEMMERS[language].stemWord(word.casefold()))
    if language == "fr":
        found = re.sub(r"(?<=[a-z]{3}[^aeiou])ent$", "", found)
        found = re.sub(r"(?<=[a-z]{3})[sx]$", "", found)
    return found


def words_for(key: str, language: Language) -> tuple[str, ...]:
    """Give the words by which a term is looked for in a language, as the table has them."""
    return _lexicon(language).words.get(key, ())


def sheet() -> Mapping[str, Any]:
    """Give resources/texts/synonyms.yaml."""
    return _sheet()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word or phrase: for each word its form, or "~" and its stem."""

    pattern: tuple[str, ...]
    key: str
    role: Role
    near: tuple[str, ...] = ()
    not_before: frozenset[str] = frozenset()
    capital: bool = False

    def stands(self, text: str, words: Sequence[Token], at: int, language: Language) -> bool:
        here = words[at : at + len(self.pattern)]
        if len(here) < len(self.pattern):
            return False
        if not all(
            item == (f"~{word.stem}" if item[0] == "~" else word.form)
            for item, word in zip(self.pattern, here, strict=True)
        ):
            return False
        if self.capital and not text[here[0].span[0]].isupper():
            return False
        if not self.not_before:
            return True
        stop = sheet()["stop_words"][language]
        ahead = (word.form for word in words[at + len(here) :] if word.form not in stop)
        return self.not_before.isdisjoint(islice(ahead, _AHEAD))


class _Lexicon:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.stop = frozenset(sheet()["stop_words"][language])
        self.words: dict[str, tuple[str, ...]] = {}
        self.entries: dict[str, list[_Entry]] = {}
        for concept in sheet()["concepts"]:
            others = concept.get("not_before", {}).get(language, ())
            self._add(
                f"concept:{concept['key']}",
                concept["role"],
                concept[language],
                near=tuple(f"concept:{key}" for key in concept.get("near", ())),
                not_before=frozenset(form for word in others for form in (word, f"{word}s")),
            )
        for code, name in Locale(language).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in {"EU", "UN", "EZ"}:
                written = sheet()["places"].get(code, {}).get(language, ())
                self._add(f"place:{code}", "place", [name, *written])
        for words in sheet()["common"][language]:
            self._add(f"common:{words}", "common", [words])

    def _add(self, key: str, role: Role, words: Sequence[str], **named: Any) -> None:  # noqa: ANN401 - of an entry
        self.words[key] = tuple(word.removeprefix("=") for word in words)
        for written in words:
            # French adjectives of States have no capital.
            capital = role == "place" and written[0].isupper()
            entry = _Entry(self._pattern(written), key, role, capital=capital, **named)
            if entry.pattern:
                self.entries.setdefault(entry.pattern[0], []).append(entry)

    def _pattern(self, written: str) -> tuple[str, ...]:
        words = tokens(written, self.language)
        if written.startswith("="):
            return tuple(word.form for word in words)
        return tuple(f"~{word.stem}" for word in words)

    def read(self, text: str, words: Sequence[Token], at: int) -> tuple[Term | None, int]:
        """Read the term that begins at a word, the longest first; give it and how many words."""
        word = words[at]
        entries = self.entries.get(f"~{word.stem}", []) + self.entries.get(word.form, [])
        for entry in sorted(entries, key=lambda entry: -len(entry.pattern)):
            if entry.stands(text, words, at, self.language):
                size = len(entry.pattern)
                span = word.span[0], words[at + size - 1].span[1]
                return Term(entry.key, entry.role, text[slice(*span)], span, entry.near), size
        if word.form in self.stop or len(word.form) == 1:
            return None, 1
        written = text[slice(*word.span)]
        before = text[: word.span[0]].rstrip(" «“\"'’(")
        named = written[0].isupper() and bool(before) and before[-1] not in ".:;"
        key = f"name:{_plain(word.form)}" if named else f"{self.language}:{word.stem}"
        return Term(key, "word", written, word.span), 1


def _provisions(text: str) -> Iterator[Term]:
    if not _CITES.search(text):
        return
    for reference in read_references(text):
        written = text[slice(*reference.span)]
        yield Term(
            f"article:{reference.article}{reference.raised}",
            "provision",
            written,
            reference.span,
            reference=reference,
        )


def _plain(text: str) -> str:
    parted = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in parted if not unicodedata.combining(letter)).casefold()


@cache
def _lexicon(language: Language) -> _Lexicon:
    return _Lexicon(language)


@cache
def _sheet() -> Mapping[str, Any]:
    text = resource("texts", "synonyms.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found
