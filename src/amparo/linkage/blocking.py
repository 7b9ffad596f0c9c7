# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which pairs are compared at all.

Two records are compared if they share a block. The keys of a named record, for each reading:

    surname's consonants + a letter with which the given name can begin
    given name + father's name + first consonant of the surname      (a surname misspelt)
    given name + day of birth                                        (a surname changed)

and those of any record, named or not: provision + place, provision + day of the case. A record
with a single word for a name is compared with all that have it as a surname or given name.

Cost: keys per record are bounded; a block of n records gives n(n-1)/2 pairs, so blocks larger
than `largest` are cut into blocks by the given name and those above it again are left out and
counted (the other blocks may still bring them together). With `largest` fixed the number of
pairs grows linearly with the number of records.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from amparo.core.dates import Precision
from amparo.linkage.features import article_of
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
        for key in sorted(set(_keys(record))):
            blocks[key].append(at)
    found: set[tuple[int, int]] = set()
    left_out = 0
    for members in blocks.values():
        parts, skipped = _cut(members, records, largest)
        left_out += skipped
        for part in parts:
            found.update(combinations(part, 2))
    found |= _single_words(records, blocks, largest)
    pairs = sorted(pair for pair in found if not _within_one(records, pair, duplicate_free))
    return Candidates(tuple(pairs), left_out)


def _within_one(
    records: Sequence[LinkRecord], pair: tuple[int, int], duplicate_free: frozenset[str]
) -> bool:
    one, other = (records[at].source for at in pair)
    return one == other and one in duplicate_free


def _cut(
    members: list[int], records: Sequence[LinkRecord], largest: int
) -> tuple[list[list[int]], int]:
    """Give the parts of a block whose members are to be compared, and the pairs left out."""
    if len(members) <= largest:
        return [members], 0
    by_given: dict[str, list[int]] = defaultdict(list)
    for at in members:
        by_given[_given_label(records[at])].append(at)
    parts = [part for part in by_given.values() if len(part) <= largest]
    return parts, _pairs(members) - sum(map(_pairs, parts))


def _pairs(members: Sequence[int]) -> int:
    return len(members) * (len(members) - 1) // 2


def _given_label(record: LinkRecord) -> str:
    given = record.reading().given[:1]
    names = sorted(name for word in given for name in full_names(word))
    return names[0] if names else " ".join(map(search_key, given))


def _keys(record: LinkRecord) -> Iterator[Key]:
    yield from _case_keys(record)
    if record.nobody():
        return
    day = record.birth.to_edtf() if record.birth and record.birth.precision is Precision.DAY else ""
    for reading in record.reading().readings:
        yield from _name_keys(reading, day)


def _name_keys(reading: NameReading, birth_day: str) -> Iterator[Key]:
    families = {consonant_key(word) for token in reading.family for word in words_of(token)}
    given = reading.given[0] if reading.given else ""
    for family in families:
        for letter in _letters(given):
            yield "surname", family, letter
    if not given or is_initial(given):
        return
    names = full_names(given) | short_names(given) or {search_key(given)}
    father = patronymic_of(reading.patronymic[0]) if reading.patronymic else None
    for name in names:
        if birth_day:
            yield "birth", name, birth_day
        if father:
            for family in families:
                yield "father", name, father.father, family[:1]


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
    for provision in record.provisions:
        for detail in details:
            yield ("case", article_of(provision), *detail)


def _single_words(
    records: Sequence[LinkRecord], blocks: dict[Key, list[int]], largest: int
) -> set[tuple[int, int]]:
    """Give pairs of records of one word with those that have it as a surname."""
    by_surname: dict[str, list[int]] = defaultdict(list)
    for key, members in blocks.items():
        if key[0] == "surname":
            by_surname[key[1]].extend(members)
    found: set[tuple[int, int]] = set()
    alone: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        words = words_of(record.name)
        if len(words) == 1 and not record.nobody():
            alone[consonant_key(words[0])].append(at)
    for family, singles in alone.items():
        others = sorted({*by_surname.get(family, ()), *singles})[:largest]
        found.update((min(a, b), max(a, b)) for a in singles for b in others if a != b)
    return found
