# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of given names: which spellings are one name, its gender, its patronymic."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from amparo.names.evidence import name_resource
from amparo.names.folding import plain_latin, search_key
from amparo.names.inflection import LANGUAGES, OBLIQUE, Nominative, decline

if TYPE_CHECKING:
    from collections.abc import Mapping

# Сергі-ївна, Petr-ovich; and after the few names that form theirs without -ов-: Иль-ич,
# Никит-ична. The last group is the case: oblique if not empty. One pattern for each script.
_SHORT_STEMS = "иль|ілл|іль|лук|кузьм|хом|фом|никит|микит|саввич|савв|фок|мин"
_SHORT_LATIN = "il|ill|luk|kuzm|kuz'm|fom|khom|nikit|mykyt|savv|fok"
_CH = "(?:tsch|tch|tsj|tsh|tj|ts|chs|ch|cz|cs|c)"
_PATRONYMICS = (
    ("male", "", re.compile(
        rf"(?:(?P<stem>.{{2,}}?)[оеєёаяі]в|(?P<short>{_SHORT_STEMS}))[иі]ч"
        "(?P<case>|а|у|ем|е|ам|ом|еві|ові)"
    )),
    ("female", "а", re.compile(
        rf"(?:(?P<stem>.{{2,}}?)[оеєёаяії][вў]|(?P<short>{_SHORT_STEMS})(?:ин)?[иі]ч)н"
        "(?P<case>а|ы|и|і|у|ой|ою|ай|аю|е)"
    )),
    ("male", "", re.compile(
        rf"(?:(?P<stem>.{{2,}}?)[oeaiy][vw]|(?P<short>{_SHORT_LATIN}))[iy]{{1,2}}{_CH}(?P<case>|a|u|em|e)"
    )),
    ("female", "a", re.compile(
        rf"(?:(?P<stem>.{{2,}}?)[oeaiu][vwu]|(?P<short>{_SHORT_LATIN})(?:in)?[iy]{_CH})n"
        "(?P<case>a|y|i|u|oi|oy|oju|e)"
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenName:
    """One given name in all its languages; `cyrillic` has each Cyrillic form with its language."""

    name: str
    gender: str
    full: tuple[str, ...]
    short: tuple[str, ...]
    cyrillic: tuple[tuple[str, str], ...]
    patronymic_stems: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        """The search keys of its full forms."""
        return frozenset(map(search_key, self.full))


@dataclass(frozen=True, slots=True)
class Patronymic:
    """A word read as a patronymic: its bearer's gender, the father's name, oblique case or not."""

    gender: str
    father: str
    inflected: bool


@cache
def given_names() -> tuple[GivenName, ...]:
    """Read resources/names/given_names.yaml."""
    return tuple(
        GivenName(
            name=row["name"],
            gender=row["gender"],
            full=tuple(form for part in ("ru", "uk", "be", "latin") for form in row[part]),
            short=tuple(row.get("short", ())),
            cyrillic=tuple((code, form) for code in LANGUAGES for form in row[code])
            + tuple(("", form) for form in row.get("short", ()) if not form.isascii()),
            patronymic_stems=frozenset(_stem(search_key(s)) for s in row.get("patronymic", ())),
        )
        for row in name_resource("given_names")["groups"]
    )


def full_names(word: str) -> frozenset[str]:
    """Give the groups of which the word is a full form; empty where the table has none."""
    return _index()[0].get(search_key(word), frozenset())


def short_names(word: str) -> frozenset[str]:
    """Give the groups of which the word is a short form."""
    return _index()[1].get(search_key(word), frozenset())


def is_given_name(word: str) -> bool:
    """Say whether the table knows the word, in full or short."""
    return bool(full_names(word) or short_names(word))


def group(name: str) -> GivenName:
    """Give the group of that name.

    Raises:
        KeyError: there is none.
    """
    return _by_name()[name]


@lru_cache(maxsize=100_000)
def patronymic_of(word: str) -> Patronymic | None:
    """Read a word as a patronymic by its ending; None where it has no such ending.

    Surnames in -ович are read so too: whether the word is one is for the reader of the name.
    `father` is the father's group where the table knows it, else the stem.
    """
    plain = plain_letters(word)
    for gender, nominative, pattern in _PATRONYMICS:
        if found := pattern.fullmatch(plain):
            father = _father(search_key(found["stem"] or found["short"]))
            return Patronymic(gender, father, found["case"] != nominative)
    return None


def plain_letters(word: str) -> str:
    """Give a word in small letters, Latin ones without their marks."""
    if word.isascii():
        return word.casefold().replace("'", "")
    return plain_latin(word) if word < "\u0370" else word.casefold()


@lru_cache(maxsize=100_000)
def inflected_given(word: str, language: str = "") -> tuple[Nominative, ...]:
    """Give the names of the table, short forms too, of which the word is an oblique case.

    Names of that language stand first: Петра is Пётр in Russian and Петро in Ukrainian.
    """
    found = _oblique().get(word.casefold().replace("ё", "е"), ())
    own = [name for name, code in found if code == language]
    return tuple(dict.fromkeys([*own, *(name for name, _ in found)]))


def is_nominative(word: str) -> bool:
    """Say whether the table has the word letter by letter, in full or short, as a nominative.

    Unlike `full_names`, which folds: there Валентине is the Latin Valentine.
    """
    return word.casefold().replace("ё", "е") in _nominatives()


@lru_cache(maxsize=100_000)
def given_languages(word: str) -> frozenset[str]:
    """Give the languages in which the table has the word as a full name, or as a case of one."""
    plain = word.casefold().replace("ё", "е")
    return _languages().get(plain, frozenset())


def is_father(name: str) -> bool:
    """Say whether a `Patronymic.father` is a group of the table and not a mere stem."""
    return name in _by_name()


def _father(stem: str) -> str:
    return _fathers().get(_stem(stem), _stem(stem))


def _stem(key: str) -> str:
    return key.rstrip("aeiou") or key


@cache
def _by_name() -> Mapping[str, GivenName]:
    return {item.name: item for item in given_names()}


@cache
def _index() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    full, short = defaultdict(set), defaultdict(set)
    for item in given_names():
        for form in item.full:
            full[search_key(form)].add(item.name)
        for form in item.short:
            short[search_key(form)].add(item.name)
    return (
        {key: frozenset(names) for key, names in full.items()},
        {key: frozenset(names) for key, names in short.items()},
    )


@cache
def _fathers() -> Mapping[str, str]:
    stems: dict[str, str] = {}
    for item in given_names():
        if item.gender == "male":
            for stem in (*item.patronymic_stems, *(_stem(key) for key in sorted(item.keys))):
                stems.setdefault(stem, item.name)
    return stems


@cache
def _languages() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for form, _, language in _declined():
        if language:
            found[form].add(language)
    return {form: frozenset(languages) for form, languages in found.items()}


@cache
def _nominatives() -> frozenset[str]:
    return frozenset(form for form, nominative, _ in _declined() if not nominative.case)


@cache
def _oblique() -> Mapping[str, tuple[tuple[Nominative, str], ...]]:
    found: dict[str, list[tuple[Nominative, str]]] = defaultdict(list)
    for form, nominative, language in _declined():
        if nominative.case:
            found[form].append((nominative, language))
    return {form: tuple(names) for form, names in found.items()}


@cache
def _declined() -> tuple[tuple[str, Nominative, str], ...]:
    """Give every Cyrillic name of the table in every case: the folded form, what it is, language.

    A short form is declined as Russian and Ukrainian do, and tells no language.
    """
    found: list[tuple[str, Nominative, str]] = []
    for item in given_names():
        for language, name in item.cyrillic:
            for code in (language,) if language else ("ru", "uk"):
                for case in ("", *OBLIQUE):
                    form = decline(name, "given", item.gender, case, code)
                    if not case or form != name:
                        plain = form.casefold().replace("ё", "е")
                        found.append((plain, Nominative(name, item.gender, case), language))
    return tuple(found)
