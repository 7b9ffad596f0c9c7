# SPDX-License-Identifier: AGPL-3.0-or-later
"""Descriptions that stand where a name should: "17-летний житель Тюмени", "N.N."."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from amparo.names.evidence import name_resource
from amparo.names.given import full_names, patronymic_of

_AGE_ADJECTIVE = re.compile(
    r"\b\d+[\s-]*(?:х\s+)?-?(?:літ|лет|гадов|річн|year|ans)[\w-]*", re.IGNORECASE
)
_BORN = re.compile(r"\b(?:род|нар|born|b|née?)\.?\s*(?=\d)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d")


def is_description(text: str) -> bool:
    """Say whether a text, or one part of it between commas, names nobody.

    True for nothing written, for a sign of "no name", for an age alone, for a text that begins
    with "name not known", and for a part that holds a describing word or one for "unknown"
    (resources/names/descriptions.yaml) once other parts are set aside. "Unknown" beside a given
    name or a patronymic is a surname: Неизвестный Эрнст Иосифович.
    """
    plain = text.strip()
    if not plain or _stands_for_a_name(plain) or names_several(plain):
        return True
    parts = plain.split(",")
    if len(parts) > 1:
        return all(map(is_description, parts))
    bare = without_age(plain)
    words = _WORD.findall(bare)
    if not words:
        return True
    kinds = [_kind(word) for word in words]
    if "describing" in kinds:
        return True
    if "nameless" in kinds:
        named = [word for word, kind in zip(words, kinds, strict=True) if not kind]
        return not (all(word[0].isupper() for word in words) and _has_given(named))
    # An age with a common noun beside it: a word that no list was thought of for.
    return bare != plain and all(word.islower() for word in words[:1])


def _stands_for_a_name(plain: str) -> bool:
    small = plain.casefold()
    return (
        plain in _signs()
        or small.startswith(_phrases())
        or _placeholders().fullmatch(small) is not None
    )


def names_several(text: str) -> bool:
    """Say whether a text ends with "and others"."""
    return text.casefold().rstrip(" .").endswith(_several())


def without_age(text: str) -> str:
    """Give the text without "37 років", "17-летний", "a 17-year-old" and years in figures."""
    if not _NUMBER.search(text):
        return text
    bare = _BORN.sub(" ", _AGE_ADJECTIVE.sub(" ", text))
    bare = re.sub(rf"\d+(?:\s*(?:{_ages()})\b\.?)?", " ", bare, flags=re.IGNORECASE)
    return " ".join(bare.split())


def _has_given(words: list[str]) -> bool:
    initials = sum(len(word) == 1 for word in words)
    return initials > 1 or any(full_names(word) or patronymic_of(word) for word in words)


@lru_cache(maxsize=200_000)
def _kind(word: str) -> str:
    """Say whether a word is "describing", or one for "unknown" ("nameless"), or "" for others."""
    if _describing().fullmatch(word):
        return "describing"
    return "nameless" if word.casefold() in _nameless() else ""


@cache
def _nameless() -> frozenset[str]:
    rows = name_resource("descriptions")["nameless"].values()
    return frozenset(word for row in rows for word in row)


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(name_resource("descriptions")["no_name_phrases"])


@cache
def _placeholders() -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?:{row})" for row in name_resource("descriptions")["placeholders"])
    )


@cache
def _several() -> tuple[str, ...]:
    return tuple(f" {words}" for words in name_resource("descriptions")["several"])


@cache
def _describing() -> re.Pattern[str]:
    rows = name_resource("descriptions")["describing"].values()
    stems = [word for row in rows for word in row]
    joined = "|".join(
        re.escape(w[:-1]) + r"\w*" if w.endswith("-") else re.escape(w) for w in stems
    )
    return re.compile(joined, re.IGNORECASE)


@cache
def _signs() -> frozenset[str]:
    return frozenset(name_resource("descriptions")["no_name"])


@cache
def _ages() -> str:
    words = sorted(name_resource("descriptions")["age"], key=len, reverse=True)
    return "|".join(map(re.escape, words))
