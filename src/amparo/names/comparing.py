# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comparing two names: part by part, in every reading of both, with evidence in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from amparo.core.languages import Script, script_of
from amparo.core.messages import Message, say
from amparo.core.truth import Truth
from amparo.names.evidence import Evidence, evidence, name_resource
from amparo.names.folding import consonant_key, search_key, sound_key, sounds_agree, words_of
from amparo.names.given import (
    full_names,
    given_names,
    group,
    is_father,
    patronymic_of,
    short_names,
)
from amparo.names.reading import NameReading, is_initial

if TYPE_CHECKING:
    from collections.abc import Callable


class Level(StrEnum):
    """What the names alone say: the same, possibly the same, different, or they do not tell."""

    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class NameComparison:
    """The level and the evidence of the best pair of readings, part by part."""

    level: Level
    evidence: tuple[Evidence, ...]

    @property
    def weight(self) -> float:
        """The sum of the weights of the evidence."""
        return sum(item.weight for item in self.evidence)

    def found(self, *features: str) -> bool:
        """Say whether any of these features is in the evidence."""
        return any(item.feature in features for item in self.evidence)


_FULL = frozenset({"family_same", "family_common", "given_same", "patronymic_same"})
_PARTIAL = frozenset(
    {"family_gendered", "family_vowels", "given_short", "given_initial", "patronymic_initial"}
)
_NEAR = frozenset({"family_near", "given_near", "patronymic_near"})
_DIFFERENT = frozenset(
    {"family_different", "given_different", "patronymic_different", "gender_different"}
)
_SIMILAR = 0.75
_SHORTEST_SIMILAR = 4


def compare_names(left: NameReading, right: NameReading) -> NameComparison:
    """Compare two names in each pair of their readings and give the best one.

    SAME needs surname and given name written out in both and agreeing; a missing patronymic is
    no evidence. An initial, a short form or a gendered surname makes it COMPATIBLE at most;
    any part that merely looks alike, or a missing part, makes it CANNOT_TELL.
    """
    if left.unnamed or right.unnamed:
        return NameComparison(Level.CANNOT_TELL, ())
    tried = (_compare(a, b) for a, b in product(left.readings, right.readings))
    return max(tried, key=lambda found: (_ORDER[found.level], found.weight))


_ORDER = {Level.DIFFERENT: 0, Level.CANNOT_TELL: 1, Level.COMPATIBLE: 2, Level.SAME: 3}


def _compare(left: NameReading, right: NameReading) -> NameComparison:
    items = [
        item
        for item in (_family(left, right), _given(left, right), _patronymic(left, right))
        if item is not None
    ]
    features = {item.feature for item in items}
    genders = {left.gender, right.gender} - {""}
    if len(genders) > 1 and not features & _DIFFERENT and not _oblique(left, right):
        words = say("their names are of different genders")
        items.append(evidence("gender_different", Truth.FALSE, words))
        features.add("gender_different")
    return NameComparison(_level(features), tuple(items))


def _level(features: set[str]) -> Level:
    if features & _DIFFERENT:
        return Level.DIFFERENT
    has_family = any(feature.startswith("family_") for feature in features)
    has_given = any(feature.startswith("given_") for feature in features)
    if not (has_family and has_given) or features & _NEAR:
        return Level.CANNOT_TELL
    if features >= {"family_gendered", "given_initial"}:
        # "Горинова А." is a woman's name or the genitive of a man's.
        return Level.CANNOT_TELL
    return Level.SAME if features <= _FULL else Level.COMPATIBLE


def _family(left: NameReading, right: NameReading) -> Evidence | None:
    if not (left.family and right.family):
        return None
    # A double surname and a single one: the best word of each decides.
    pairs = product(_family_words(left), _family_words(right))
    belarusian = "be" in (left.language, right.language)
    feature = min(
        (_family_feature(*pair, belarusian=belarusian) for pair in pairs), key=_FAMILY_RANK.index
    )
    return _said(feature, left.family, right.family)


_FAMILY_RANK = (
    "family_same", "family_common", "family_gendered", "family_vowels", "family_near",
    "family_different",
)  # fmt: skip


@lru_cache(maxsize=100_000)
def _family_words(reading: NameReading) -> tuple[tuple[str, str], ...]:
    """Give each word of the surname with its sounds; one of three letters or less is a particle."""
    words = [word for token in reading.family for word in words_of(token)]
    long = [word for word in words if len(word) > 3] or words  # noqa: PLR2004 - see above
    return tuple((word, sound_key(word, _french(reading))) for word in long)


def _french(reading: NameReading) -> str:
    return "fr" if reading.language == "fr" else ""


def _family_feature(left: tuple[str, str], right: tuple[str, str], *, belarusian: bool) -> str:
    (left_word, left_sounds), (right_word, right_sounds) = left, right
    if sounds_agree(left_sounds, right_sounds):
        return "family_common" if _without_gender(left_sounds) in _common() else "family_same"
    if sounds_agree(_without_gender(left_sounds), _without_gender(right_sounds)):
        return "family_gendered"
    same_consonants = consonant_key(left_word) == consonant_key(right_word)
    if belarusian and same_consonants and _one_vowel(left_sounds) == _one_vowel(right_sounds):
        return "family_vowels"
    if same_consonants or _alike(left_sounds, right_sounds):
        return "family_near"
    return "family_different"


def _without_gender(sounds: str) -> str:
    """Give the masculine stem: Горинов(а), Ковальск(ий/ая), Толст(ой/ая)."""
    for feminine, masculine in (("ova", "ov"), ("eva", "ev"), ("ina", "in"), ("ava", "av")):
        if sounds.endswith(feminine):
            return sounds.removesuffix(feminine) + masculine
    for ending in ("ska", "ski", "tska", "tski"):
        if sounds.endswith(ending):
            return sounds[:-1]
    return sounds


def _one_vowel(sounds: str) -> str:
    """Give the sounds with Belarusian spellings undone as far as they are ambiguous."""
    unstressed = str.maketrans("oe", "aa")
    return _without_gender(sounds).replace("dz", "d").replace("ts", "t").translate(unstressed)


def _alike(left: str, right: str) -> bool:
    if min(len(left), len(right)) < _SHORTEST_SIMILAR:
        return False
    return Levenshtein.normalized_similarity(left, right) >= _SIMILAR


@cache
def _common() -> frozenset[str]:
    return frozenset(map(sound_key, name_resource("common_family_names")["common"]))


def _given(left: NameReading, right: NameReading) -> Evidence | None:
    if not (left.given and right.given):
        return None
    feature = _given_feature(left, right)
    return _said(feature, left.given, right.given)


def _given_feature(left: NameReading, right: NameReading) -> str:
    one, other = left.given[0], right.given[0]
    if is_initial(one) or is_initial(other):
        return _initials(left, right)
    one_full, other_full = full_names(one), full_names(other)
    if one_full & other_full or sounds_agree(sound_key(one), sound_key(other)):
        return "given_same"
    if _named(one) & _named(other):
        return "given_short"
    # Next to "Петровича", "Александра" is the genitive of a man's name.
    if one_full and other_full and not _oblique(left, right):
        return "given_different"
    if _alike(sound_key(one), sound_key(other)) or consonant_key(one) == consonant_key(other):
        return "given_near"
    return "given_different"


@lru_cache(maxsize=100_000)
def _named(word: str) -> frozenset[str]:
    return full_names(word) | short_names(word)


def _initials(left: NameReading, right: NameReading) -> str:
    one, other = left.given[0], right.given[0]
    starts_one, starts_other = _starts(one), _starts(other)
    if any(a.startswith(b) or b.startswith(a) for a, b in product(starts_one, starts_other)):
        return "given_initial"
    if is_initial(one) and is_initial(other) and not _one_language(left, right):
        # О. in a Ukrainian list and А. in a Russian one can be Олексій and Алексей.
        bridged = any(
            any(k.startswith(tuple(starts_one)) for k in item.keys)
            and any(k.startswith(tuple(starts_other)) for k in item.keys)
            for item in given_names()
        )
        return "given_near" if bridged else "given_different"
    return "given_different"


@lru_cache(maxsize=100_000)
def _starts(word: str) -> tuple[str, ...]:
    """Give the keys with which the name may begin: its own, and its name's in all languages."""
    if not is_initial(word):
        return (
            search_key(word),
            *(key for name in sorted(_named(word)) for key in sorted(group(name).keys)),
        )
    key = search_key(word.split("-", maxsplit=1)[0])
    # A Latin Y., J. or I. may be the glide of Ye-.
    glide = key == "i" and script_of(word) is Script.LATIN
    return (key, "e") if glide else (key,)


def _one_language(left: NameReading, right: NameReading) -> bool:
    return bool(left.language) and left.language == right.language


def _patronymic(left: NameReading, right: NameReading) -> Evidence | None:
    if not (left.patronymic and right.patronymic):
        return None
    feature = _patronymic_feature(left, right)
    return _said(feature, left.patronymic, right.patronymic)


def _patronymic_feature(left: NameReading, right: NameReading) -> str:
    one, other = left.patronymic[0], right.patronymic[0]
    if is_initial(one) or is_initial(other):
        starts = product(_father_starts(one), _father_starts(other))
        if any(a.startswith(b) or b.startswith(a) for a, b in starts):
            return "patronymic_initial"
        # Initials alone differ between languages, and a Latin one may be an English habit.
        both = is_initial(one) and is_initial(other)
        near = both and not _one_language(left, right)
        return "patronymic_near" if near else "patronymic_different"
    read_one, read_other = patronymic_of(one), patronymic_of(other)
    if read_one is None or read_other is None:
        same, near = search_key(one) == search_key(other), _alike(sound_key(one), sound_key(other))
    elif read_one.gender != read_other.gender:
        same, near = False, False
    else:
        same = read_one.father == read_other.father
        known = is_father(read_one.father) and is_father(read_other.father)
        near = not known and _alike(read_one.father, read_other.father)
    if same:
        return "patronymic_same"
    return "patronymic_near" if near else "patronymic_different"


@lru_cache(maxsize=100_000)
def _father_starts(word: str) -> tuple[str, ...]:
    if is_initial(word):
        return _starts(word)
    read = patronymic_of(word)
    known = sorted(group(read.father).keys) if read and is_father(read.father) else ()
    return (search_key(word), *known)


def _oblique(left: NameReading, right: NameReading) -> bool:
    read = (patronymic_of(word) for name in (left, right) for word in name.patronymic)
    return any(found is not None and found.inflected for found in read)


def _said(feature: str, left: tuple[str, ...], right: tuple[str, ...]) -> Evidence:
    return evidence(feature, _truth(feature), _WORDS[feature](" ".join(left), " ".join(right)))


_WORDS: dict[str, Callable[[str, str], Message]] = {
    "family_same": lambda left, right: say(
        "the surnames are the same: {left}, {right}", left=left, right=right
    ),
    "family_common": lambda left, right: say(
        "the surnames are the same but very common: {left}, {right}", left=left, right=right
    ),
    "family_gendered": lambda left, right: say(
        "one surname in two genders: {left}, {right}", left=left, right=right
    ),
    "family_vowels": lambda left, right: say(
        "the surnames differ as Belarusian spelling does: {left}, {right}", left=left, right=right
    ),
    "family_near": lambda left, right: say(
        "the surnames look alike: {left}, {right}", left=left, right=right
    ),
    "family_different": lambda left, right: say(
        "the surnames differ: {left}, {right}", left=left, right=right
    ),
    "given_same": lambda left, right: say(
        "the given names are the same: {left}, {right}", left=left, right=right
    ),
    "given_short": lambda left, right: say(
        "one given name can be a short form of the other: {left}, {right}", left=left, right=right
    ),
    "given_initial": lambda left, right: say(
        "the initial fits: {left}, {right}", left=left, right=right
    ),
    "given_near": lambda left, right: say(
        "the given names look alike: {left}, {right}", left=left, right=right
    ),
    "given_different": lambda left, right: say(
        "the given names differ: {left}, {right}", left=left, right=right
    ),
    "patronymic_same": lambda left, right: say(
        "the patronymics are the same: {left}, {right}", left=left, right=right
    ),
    "patronymic_initial": lambda left, right: say(
        "the initial of the patronymic fits: {left}, {right}", left=left, right=right
    ),
    "patronymic_near": lambda left, right: say(
        "the patronymics look alike: {left}, {right}", left=left, right=right
    ),
    "patronymic_different": lambda left, right: say(
        "the patronymics differ: {left}, {right}", left=left, right=right
    ),
}


def _truth(feature: str) -> Truth:
    if feature in _DIFFERENT:
        return Truth.FALSE
    return Truth.UNKNOWN if feature in _NEAR | _PARTIAL else Truth.TRUE
