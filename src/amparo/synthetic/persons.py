# SPDX-License-Identifier: AGPL-3.0-or-later
"""The SYNTHETIC population: who there is, whether or not on any list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from amparo import resources
from amparo.core.yaml_files import read_marked
from amparo.synthetic.dice import Days, Numbers, Shares, choose, dice, happens
from amparo.synthetic.lexicon import FEMALE, MALE, Lexicon, lexicon

_DAYS_OF_YEAR = 365.2425
_DECADE = 10
_ADULT = 18


@dataclass(frozen=True)
class World:
    """What people.yaml says of regions, years and cases; codes in the order of the file."""

    regions: tuple[str, ...]
    region_shares: tuple[float, ...]
    origins: tuple[tuple[float, ...], ...]
    cohorts: tuple[int, ...]
    men: float
    ages: tuple[float, ...]
    years: tuple[int, ...]
    year_shares: tuple[float, ...]
    articles: dict[str, dict[str, float]]
    courts: int

    @property
    def provisions(self) -> tuple[str, ...]:
        """The keys of all provisions, in the order of the file."""
        return tuple(key for keys in self.articles.values() for key in keys)


@dataclass(frozen=True)
class Population:
    """The persons as columns of numbers: into the lexicon, the regions, the provisions.

    `visibility` (0 to 1) is how well known a person is, the same for every list.
    """

    region: Numbers
    gender: Numbers
    family: Numbers
    given: Numbers
    father: Numbers
    birth: Days
    arrest: Days
    article: Numbers
    court: Numbers
    visibility: Shares

    def __len__(self) -> int:
        """Give the number of persons."""
        return len(self.region)


@cache
def world() -> World:
    """Read people.yaml.

    Raises:
        YamlFileError: it has faults.
    """
    path = resources.resource("synthetic", "people.yaml")
    top = read_marked(path)
    items = top.items()
    regions = {
        code: {key: float(mark.text()) for key, mark in item.items().items()}
        for code, item in items["regions"].items().items()
    }
    years = {int(year): float(mark.text()) for year, mark in items["years"].items().items()}
    found = World(
        regions=tuple(regions),
        region_shares=tuple(item["share"] for item in regions.values()),
        origins=tuple(
            tuple(item[name] for name in items["origins"].items()) for item in regions.values()
        ),
        cohorts=tuple(int(text) for text in items["cohorts"].texts()),
        men=float(items["men"].text()),
        ages=tuple(float(text) for text in items["ages"].texts()),
        years=tuple(years),
        year_shares=tuple(years.values()),
        articles={
            country: {key: float(mark.text()) for key, mark in item.items().items()}
            for country, item in items["articles"].items().items()
        },
        courts=int(items["courts"].text()),
    )
    top.raise_faults(path)
    return found


def populate(count: int, seed: int) -> Population:
    """Make `count` persons; the same seed gives the same ones."""
    place, words = world(), lexicon()
    region = choose(dice(seed, "region"), place.region_shares, count)
    origin = _by_region(dice(seed, "origin"), region, place.origins)
    gender = np.where(happens(dice(seed, "gender"), place.men, count), MALE, FEMALE)
    arrest = _arrests(dice(seed, "arrest"), count)
    birth = _births(dice(seed, "birth"), arrest)
    year = birth.astype("datetime64[Y]").astype(np.int64) + 1970
    cohort = np.searchsorted(np.array(place.cohorts), year, side="right").astype(np.int64)
    weights = {key: weight for keys in place.articles.values() for key, weight in keys.items()}
    articles = tuple(
        tuple(weights[key] * (key[:2] == code[:2]) for key in weights) for code in place.regions
    )
    return Population(
        region=region,
        gender=gender.astype(np.int64),
        family=_families(dice(seed, "family"), origin, words),
        given=_given(dice(seed, "given"), origin, gender, cohort, words),
        father=_given(
            dice(seed, "father"), origin, np.full(count, MALE), np.maximum(cohort - 1, 0), words
        ),
        birth=birth,
        arrest=arrest,
        article=_by_region(dice(seed, "article"), region, articles),
        court=choose(dice(seed, "court"), [1.0] * place.courts, count) + 1,
        visibility=dice(seed, "visibility").random(count),
    )


def _by_region(
    stream: np.random.Generator, region: Numbers, shares: tuple[tuple[float, ...], ...]
) -> Numbers:
    found = np.zeros(len(region), dtype=np.int64)
    for number, weights in enumerate(shares):
        there = np.flatnonzero(region == number)
        found[there] = choose(stream, weights, len(there))
    return found


def _arrests(stream: np.random.Generator, count: int) -> Days:
    place = world()
    years = np.array(place.years)[choose(stream, place.year_shares, count)]
    first = (years - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return np.asarray(first + np.floor(stream.random(count) * 365).astype("timedelta64[D]"))


def _births(stream: np.random.Generator, arrest: Days) -> Days:
    decade = choose(stream, world().ages, len(arrest))
    age = _ADULT + _DECADE * (decade + stream.random(len(arrest)))
    return np.asarray(arrest - np.floor(age * _DAYS_OF_YEAR).astype("timedelta64[D]"))


def _families(stream: np.random.Generator, origin: Numbers, words: Lexicon) -> Numbers:
    found = np.zeros(len(origin), dtype=np.int64)
    for number, item in enumerate(words.origins):
        there = np.flatnonzero(origin == number)
        drawn = choose(stream, item.family_weights, len(there))
        found[there] = np.array(item.families)[drawn]
    return found


def _given(
    stream: np.random.Generator,
    origin: Numbers,
    gender: Numbers,
    cohort: Numbers,
    words: Lexicon,
) -> Numbers:
    found = np.zeros(len(origin), dtype=np.int64)
    for number, item in enumerate(words.origins):
        for sex in (MALE, FEMALE):
            for age, weights in enumerate(item.given[sex]):
                there = np.flatnonzero((origin == number) & (gender == sex) & (cohort == age))
                found[there] = choose(stream, weights, len(there))
    return found
