# SPDX-License-Identifier: AGPL-3.0-or-later
"""How common a name is among people of Russia, Ukraine and Belarus, from tables kept outside.

Shares are fractions of 1. A word is looked up in every reading of it, without the ending of its
gender, so one row of the tables stands for all spellings. The tables say where they come from:
resources/names/family_frequencies.yaml and given_frequencies.yaml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from amparo.names.evidence import name_resource
from amparo.names.folding import search_key, sound_key, words_of
from amparo.names.forms import genderless, word_forms
from amparo.names.given import full_names, given_names, short_names

_MILLION = 1_000_000
_LONGEST_PARTICLE = 3
# Belarusian writes о and е without stress as а and я; Ukrainian writes -ьов where Russian has -ев.
_UNSTRESSED = str.maketrans("oe", "aa")


@dataclass(frozen=True, slots=True)
class _Families:
    by_stem: Mapping[str, float]
    by_unstressed: Mapping[str, float]
    unlisted: float


@dataclass(frozen=True, slots=True)
class _Givens:
    by_gender: Mapping[str, Mapping[str, float]]
    unlisted: float


@lru_cache(maxsize=1 << 18)
def family_share(text: str) -> float:
    """Give the share of people who bear this surname, whatever its gender, script and language.

    Of a double surname the rarer word counts, words of three letters or less only where there is
    no other. A surname outside the table has the share that the bearer of such a surname meets on
    average (`unlisted` in the table), which is also the least share given. A text without words
    tells nothing: 1.

    >>> family_share("Иванова") == family_share("Ivanov") > family_share("Горинов")
    True
    """
    words = words_of(text)
    long = [word for word in words if len(word) > _LONGEST_PARTICLE] or words
    return min(map(_family_word_share, long), default=1.0)


@lru_cache(maxsize=1 << 18)
def given_share(text: str, gender: str = "") -> float:
    """Give the share of people of one gender who bear this given name, in any form.

    `text` is a group of the table of given names (`aleksandr`) or a name as written; a short form
    has the share of all the names it can stand for, an initial that of all names it can begin.
    `gender` ("male" or "female") narrows what these can stand for; without it the greater share
    counts. Of several given names the rarer counts. A text without words tells nothing: 1.

    >>> given_share("Саша", "male") == given_share("aleksandr") == given_share("Oleksandr")
    True
    """
    for shares in _givens().by_gender.values():
        if text in shares:
            return shares[text]
    return min((_given_word_share(word, gender) for word in words_of(text)), default=1.0)


def _family_word_share(word: str) -> float:
    families = _families()
    stems = word_forms(word).stems
    found = [families.by_stem[stem] for stem in stems if stem in families.by_stem]
    if not found:
        loose = {stem.translate(_UNSTRESSED) for stem in stems}
        found = [families.by_unstressed[key] for key in loose if key in families.by_unstressed]
    return max(found, default=families.unlisted)


def _given_word_share(word: str, gender: str) -> float:
    givens = _givens()
    names = full_names(word) or short_names(word)
    if not names and len(word) == 1:
        names = _beginning(search_key(word))
    sums = [
        sum(shares[name] for name in sorted(names) if name in shares)
        for one, shares in givens.by_gender.items()
        if gender in ("", one)
    ]
    return max(*sums, givens.unlisted) if sums else givens.unlisted


@cache
def _beginning(key: str) -> frozenset[str]:
    return frozenset(
        item.name for item in given_names() if any(form.startswith(key) for form in item.keys)
    )


@cache
def _families() -> _Families:
    table = name_resource("family_frequencies")
    populations = table["populations"]
    unlisted = table["unlisted"] / _MILLION
    by_stem: dict[str, float] = defaultdict(float)
    for country, inhabitants in populations.items():
        weight = inhabitants / sum(populations.values()) / _MILLION
        rows = table[country] | table.get(f"{country}_instead", {})
        for surname, per_million in rows.items():
            by_stem[genderless(sound_key(surname))] += per_million * weight
    for spellings in table["same"]:
        stems = {genderless(sound_key(surname)) for surname in spellings}
        total = sum(by_stem.get(stem, 0.0) for stem in sorted(stems))
        by_stem.update(dict.fromkeys(stems, total))
    by_unstressed: dict[str, float] = defaultdict(float)
    for stem, share in by_stem.items():
        by_stem[stem] = max(share, unlisted)
        key = stem.translate(_UNSTRESSED)
        by_unstressed[key] = max(by_unstressed[key], by_stem[stem])
    return _Families(dict(by_stem), dict(by_unstressed), unlisted)


@cache
def _givens() -> _Givens:
    table = name_resource("given_frequencies")
    other = table["other_group"]
    by_gender: dict[str, dict[str, float]] = {"male": {}, "female": {}}
    for item in given_names():
        per_million = table[item.gender].get(item.name, other)
        by_gender[item.gender][item.name] = per_million / _MILLION
    return _Givens(by_gender, table["unlisted"] / _MILLION)
