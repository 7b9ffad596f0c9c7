# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of SYNTHETIC names: given names, patronymics, surnames, each in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np

from amparo import resources
from amparo.core.yaml_files import Marked, read_marked
from amparo.names.evidence import name_resource
from amparo.synthetic.dice import Shares, dice
from amparo.synthetic.patronymics import patronymic
from amparo.synthetic.spelling import crossed

LANGUAGES = ("ru", "uk", "be")
MALE, FEMALE = 0, 1
GENDERS = ("male", "female")
FAMILY, GIVEN, PATRONYMIC = "family", "given", "patronymic"
# How much chance mixes the order of built surnames against plainer before longer ones.
_SPREAD = 4.0
_ORDER_SEED = 1
_MILLION = 1_000_000
_ADJECTIVES = {
    "ru": (("ский", "ская"), ("цкий", "цкая"), ("ый", "ая"), ("ой", "ая")),
    "uk": (("ський", "ська"), ("цький", "цька"), ("зький", "зька"), ("ий", "а")),
}
_POSSESSIVES = {"ru": ("ов", "ев", "ёв", "ин", "ын"), "uk": ("ов", "ев", "єв", "ін")}


@dataclass(frozen=True)
class Origin:
    """One group of names: surnames in the order of frequency, given names with their weights.

    `given` is [gender][cohort] -> weights over the lexicon's given names of that gender.
    """

    name: str
    native: str
    families: tuple[int, ...]
    family_weights: Shares
    given: tuple[tuple[tuple[float, ...], ...], tuple[tuple[float, ...], ...]]


@dataclass(frozen=True)
class Lexicon:
    """All words, by number.

    `families` are pairs (language of the written form, that form in the male gender);
    `given` are [gender] -> Russian forms. A patronymic has the number of the father's name.
    """

    origins: tuple[Origin, ...]
    families: tuple[tuple[str, str], ...]
    given: tuple[tuple[str, ...], tuple[str, ...]]

    def nominative(self, kind: str, number: int, gender: int, language: str) -> str:
        """Give a word as a language (ru, uk, be) writes it in the nominative."""
        if kind == FAMILY:
            return family(*self.families[number], gender, language)
        if kind == GIVEN:
            return given_form(self.given[gender][number], GENDERS[gender], language)
        father = given_form(self.given[MALE][number], "male", language)
        return patronymic(father, language)[gender]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the origins."""
        return tuple(origin.name for origin in self.origins)


@lru_cache(maxsize=1 << 18)
def family(native: str, male: str, gender: int, language: str) -> str:
    """Give a surname in a gender as a language writes it.

    Russian words reach Belarusian directly; Ukrainian ones by a table of their own.
    """
    return crossed(feminine(male, native) if gender == FEMALE else male, native, language)


def feminine(male: str, native: str) -> str:
    """Give a woman's form of a surname, the same word where it has none."""
    if male.endswith(_POSSESSIVES[native]):
        return male + "а"
    for ending, other in _ADJECTIVES[native]:
        if male.endswith(ending):
            return male.removesuffix(ending) + other
    return male


def given_form(name: str, gender: str, language: str) -> str:
    """Give a Russian given name as a language writes it."""
    if language == "ru":
        return name
    known = _given_table().get((name, gender))
    return known[language] if known else crossed(name, "ru", language)


@cache
def lexicon() -> Lexicon:
    """Read people.yaml and surnames.yaml and build the words.

    Raises:
        YamlFileError: one of them has faults.
    """
    path = resources.resource("synthetic", "people.yaml")
    top = read_marked(path)
    given: tuple[dict[str, int], dict[str, int]] = ({}, {})
    weights = {
        name: tuple(_weights(item, gender, given) for gender in (MALE, FEMALE))
        for name, item in top.items()["origins"].items().items()
    }
    top.raise_faults(path)
    families: dict[tuple[str, str], int] = {}
    origins = []
    for name, (native, shares) in _surnames().items():
        numbers = tuple(families.setdefault((native, word), len(families)) for word in shares)
        both = tuple(
            tuple(
                tuple(one.get(number, 0.0) for number in range(len(given[gender])))
                for one in weights[name][gender]
            )
            for gender in (MALE, FEMALE)
        )
        all_shares = np.array(list(shares.values()))
        origins.append(Origin(name, native, numbers, all_shares, (both[0], both[1])))
    return Lexicon(tuple(origins), tuple(families), (tuple(given[MALE]), tuple(given[FEMALE])))


def _weights(
    origin: Marked, gender: int, given: tuple[dict[str, int], dict[str, int]]
) -> tuple[dict[int, float], ...]:
    """Give cohort -> number of the name -> weight; names new to the lexicon get a number."""
    found: tuple[dict[int, float], ...] = ({}, {}, {})
    for entry in origin.items()[GENDERS[gender]].text().split():
        name, *shares = entry.split("/")
        number = given[gender].setdefault(name, len(given[gender]))
        for cohort, share in zip(found, shares, strict=True):
            cohort[number] = float(share)
    return found


def _surnames() -> dict[str, tuple[str, dict[str, float]]]:
    """Give origin -> language in which its surnames are written, surname -> share.

    Surnames that are common in an origin without a table belong to it alone.
    """
    path = resources.resource("synthetic", "surnames.yaml")
    top = read_marked(path)
    items = {name: item.items() for name, item in top.items().items()}
    texts = {
        name: {key: mark.text() for key, mark in of.items() if not mark.is_list}
        for name, of in items.items()
    }
    elsewhere = {word for of in texts.values() for word in of.get("common", "").split()}
    tables = name_resource("family_frequencies")
    elsewhere |= set(tables["ru_instead"])
    found = {}
    for name, of in texts.items():
        built = _built(of["roots"], items[name]["suffixes"].texts(), items[name]["endings"].texts())
        common = dict.fromkeys(of.get("common", "").split(), 0.0)
        if "table" in of:
            yo = {word.replace("ё", "е"): word for word in of.get("yo", "").split()}
            common = {
                yo.get(word, word): share / _MILLION
                for word, share in tables[of["table"]].items()
                if word not in elsewhere
            }
        rest = {word: 0.0 for word in built if word not in common}
        ranked = rest if "table" in of else common | rest
        ranks = np.arange(1, len(ranked) + 1, dtype=np.float64)
        shares = (ranks + float(of["flat"])) ** -float(of["steep"])
        left = 1 - sum(common.values())
        ranked = dict(zip(ranked, (left * shares / shares.sum()).tolist(), strict=True))
        found[name] = (of["native"], common | ranked)
    top.raise_faults(path)
    return found


def _built(roots: str, suffixes: tuple[str, ...], endings: tuple[str, ...]) -> list[str]:
    """Give the built surnames, plain before long but mixed."""
    built = [
        (root + suffix + ending, 1.0 * place + 0.3 * end)
        for root in dict.fromkeys(roots.split())
        for place, suffix in enumerate(suffixes)
        for end, ending in enumerate(endings)
        if not suffix or suffix[0] != ending[0]
    ]
    chance = dice(_ORDER_SEED, "surnames").random(len(built))
    order = np.argsort(np.array([rank for _, rank in built]) + _SPREAD * chance, kind="stable")
    return list(dict.fromkeys(built[place][0] for place in order.tolist()))


@cache
def _given_table() -> dict[tuple[str, str], dict[str, str]]:
    """Give Russian form and gender -> language -> form, from names/given_names.yaml."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    rows = [row for row in name_resource("given_names")["groups"] if all(map(row.get, LANGUAGES))]
    # First forms before others: a word that begins one group may stand further down in another.
    for later in (False, True):
        for row in rows:
            for place, name in enumerate(row["ru"]):
                if (place > 0) == later:
                    forms = {key: _form(row[key], place) for key in LANGUAGES}
                    found.setdefault((name, row["gender"]), forms)
    return found


def _form(forms: list[str], place: int) -> str:
    return forms[place if place < len(forms) else 0].replace("'", "’")
