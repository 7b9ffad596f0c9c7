# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which pairs are compared at all.

Two records are compared if they share a block. The keys of a record, for each of its readings:

    surname's consonants + given name in whatever language
    given name + father's name + first consonant of the surname      (a surname misspelt)
    given name + day of birth, surname's consonants + day of birth   (one of the two changed)
    article + place, article + day of the case                       (named or not)

A record whose given name is an initial, is missing, oblique or not in our table is looked up
besides: among all of its surname whose given name can begin with that letter.

Cost: the keys of a record are bounded; a block of n records gives n(n-1)/2 pairs, so a block
larger than `largest` is left out and its pairs are counted (other blocks may still bring them
together). With `largest` fixed the number of pairs grows at most linearly with the records.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from amparo.core.dates import Precision
from amparo.linkage.features import articles
from amparo.names.folding import consonant_key, search_key, words_of
from amparo.names.given import full_names, group, patronymic_of, short_names
from amparo.names.reading import NameReading, is_initial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.linkage.records import LinkRecord

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of places in the sequence of records, the smaller first; how many were left out."""

    pairs: tuple[tuple[int, int], ...]
    left_out: int


def candidates(
    records: Sequence[LinkRecord], *, duplicate_free: frozenset[str], largest: int
) -> Candidates:
    """Give the pairs worth comparing, in order; none within a list free of duplicates."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        for key in set(_keys(record)):
            blocks[key].append(at)
    found: set[tuple[int, int]] = set()
    left_out = 0
    for members in blocks.values():
        if len(members) <= largest:
            found.update(combinations(members, 2))
        else:
            left_out += len(members) * (len(members) - 1) // 2
    looked_up, too_many = _looked_up(records, largest)
    found |= looked_up
    pairs = sorted(pair for pair in found if not _within_one(records, pair, duplicate_free))
    return Candidates(tuple(pairs), left_out + too_many)


def _within_one(
    records: Sequence[LinkRecord], pair: tuple[int, int], duplicate_free: frozenset[str]
) -> bool:
    one, other = (records[at].source for at in pair)
    return one == other and one in duplicate_free


def _keys(record: LinkRecord) -> Iterator[Key]:
    yield from _case_keys(record)
    if record.nobody():
        return
    day = record.birth.to_edtf() if record.birth and record.birth.precision is Precision.DAY else ""
    for reading in record.reading().readings:
        yield from _name_keys(reading, day)


def _name_keys(reading: NameReading, birth_day: str) -> Iterator[Key]:
    families, given = _families(reading), _given(reading)
    names: frozenset[str] = frozenset()
    if given and not is_initial(given):
        names = full_names(given) | short_names(given) or frozenset({search_key(given)})
    father = patronymic_of(reading.patronymic[0]) if reading.patronymic else None
    for family in families:
        if birth_day:
            yield "surname born", family, birth_day
        for name in names:
            yield "surname", family, name
            if father:
                yield "father", name, father.father, family[:1]
    if birth_day:
        for name in names:
            yield "born", name, birth_day


def _families(reading: NameReading) -> set[str]:
    return {consonant_key(word) for token in reading.family for word in words_of(token)}


def _given(reading: NameReading) -> str:
    return reading.given[0] if reading.given else ""


def _letters(given: str) -> frozenset[str]:
    """Give the letters with which a given name, or what an initial stands for, can begin."""
    if not given:
        return frozenset()
    if is_initial(given):
        letter = search_key(given)[:1]
        return frozenset({"i", "e"} if letter == "i" else {letter})
    names = full_names(given) | short_names(given)
    keys = {key for name in names for key in group(name).keys} | {search_key(given)}
    return frozenset(key[:1] for key in keys)


def _case_keys(record: LinkRecord) -> Iterator[Key]:
    days = [day.to_edtf() for day in record.case_dates if day.precision is Precision.DAY]
    places = filter(None, map(search_key, record.places))
    details = [*(("place", place) for place in places), *(("day", day) for day in days)]
    for article in articles(record):
        for detail in details:
            yield ("case", article, *detail)


def _looked_up(records: Sequence[LinkRecord], largest: int) -> tuple[set[tuple[int, int]], int]:
    """Give the pairs that names not fully told make with all they may stand for."""
    by_letter: dict[tuple[str, str], list[int]] = defaultdict(list)
    asked: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        if record.nobody():
            continue
        there: set[tuple[str, str]] = set()
        here: set[tuple[str, str]] = set()
        for reading in record.reading().readings:
            letters = _letters(_given(reading))
            for family in _families(reading):
                there |= {(family, ""), *((family, letter) for letter in letters)}
                if not _is_firm(reading):
                    here |= {(family, letter) for letter in letters or ("",)}
        for key in there:
            by_letter[key].append(at)
        for key in here:
            asked[key].append(at)
    found: set[tuple[int, int]] = set()
    too_many = 0
    for key, askers in asked.items():
        answers = by_letter[key]
        if len(answers) > largest:
            too_many += len(askers) * len(answers)
            continue
        found.update((min(a, b), max(a, b)) for a in askers for b in answers if a != b)
    return found, too_many


def _is_firm(reading: NameReading) -> bool:
    """Say whether the given name is written out, in the nominative, and in our table."""
    father = patronymic_of(reading.patronymic[0]) if reading.patronymic else None
    return bool(full_names(_given(reading))) and not (father and father.inflected)
