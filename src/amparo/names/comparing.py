# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comparing two names: part by part, in every reading of both, with evidence in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import log2, sqrt
from typing import TYPE_CHECKING

from amparo.core.truth import Truth
from amparo.names.agreement import OBLIQUE_BITS
from amparo.names.evidence import Evidence, bits, kin_share, name_prior
from amparo.names.frequency import family_share, given_share
from amparo.names.parts import (
    family_level,
    father_of,
    given_level,
    part_text,
    patronymic_level,
)
from amparo.names.wording import part_words

if TYPE_CHECKING:
    from amparo.names.reading import NameReading


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
        """The sum of the weights of the evidence, in bits."""
        return sum(item.weight for item in self.evidence)

    def probability(self, prior: float | None = None) -> float:
        """Give the probability that it is one person if `prior` of such pairs are.

        The prior of the table of weights where none is given.
        """
        chance = name_prior() if prior is None else prior
        odds = max(-1000.0, min(1000.0, log2(chance / (1 - chance)) + self.weight))
        return float(1 / (1 + 2**-odds))

    def found(self, *features: str) -> bool:
        """Say whether any of these features is in the evidence."""
        return any(item.feature in features for item in self.evidence)


# A name in a list that writes nominatives stands in another case less than once in 60,000 times.
RARELY_OBLIQUE = -16.0
_LEAST_SHARE = 1e-6
_FULL = frozenset({"family_same", "given_same", "patronymic_same"})
_NEAR = frozenset(
    {
        "family_consonants",
        "family_close",
        "family_outline",
        "given_near",
        "patronymic_near",
    }
)
_DIFFERENT = frozenset(
    {"family_different", "given_different", "patronymic_different", "gender_different"}
)


def compare_names(left: NameReading, right: NameReading) -> NameComparison:
    """Compare two names in each pair of their readings and give the one that weighs most.

    SAME needs surname and given name written out in both and agreeing; a missing patronymic is
    no evidence. An initial, a short form, a gendered surname or one half of a double one makes it
    COMPATIBLE at most; any part that merely looks alike, or a missing part, CANNOT_TELL.
    """
    if left.unnamed or right.unnamed:
        return NameComparison(Level.CANNOT_TELL, ())
    sides = (zip(side.readings, reading_bits(side), strict=True) for side in (left, right))
    tried = [
        (_compare(a, b), one + other)
        for (a, one), (b, other) in product(*sides)
        # What could be a nominative is one, where no list tells that it declines names.
        if min(one, other) > RARELY_OBLIQUE / 2
    ]
    return max(tried, key=lambda pair: (pair[0].weight + pair[1], _ORDER[pair[0].level]))[0]


def reading_bits(reading: NameReading, oblique: float = RARELY_OBLIQUE) -> list[float]:
    """Give log2 of the share of each reading of a name.

    "Горинова Александра" is a woman's name or the genitive of a man's. Where nothing but this
    tells, `oblique` bits are what the oblique case weighs, for a list that writes nominatives as a
    rule; a judgment's list that does not is told by its other names (amparo.linkage.table).
    """
    readings = reading.readings
    plain = max((item.weight for item in readings if not item.case), default=0.0)
    return [
        log2(max(item.weight, _LEAST_SHARE))
        + (oblique - OBLIQUE_BITS if item.case and item.weight < plain else 0.0)
        for item in readings
    ]


_ORDER = {Level.DIFFERENT: 0, Level.CANNOT_TELL: 1, Level.COMPATIBLE: 2, Level.SAME: 3}


def _compare(left: NameReading, right: NameReading) -> NameComparison:
    items = [
        part_evidence(
            level(part_text(one), part_text(other)),
            (" ".join(one), " ".join(other)),
            sqrt(share(part_text(one)) * share(part_text(other))),
        )
        for one, other, level, share in (
            (left.family, right.family, family_level, family_chance),
            (left.given, right.given, given_level, given_share),
            (left.patronymic, right.patronymic, patronymic_level, father_share),
        )
    ]
    found = [item for item in items if item is not None]
    genders = {left.gender, right.gender} - {""}
    if len(genders) > 1:
        different = part_evidence("gender_different", ("", ""), 1.0)
        found += [different] if different else []
    return NameComparison(_level({item.feature for item in found}), tuple(found))


def part_evidence(feature: str, written: tuple[str, str], share: float) -> Evidence | None:
    """Give the evidence of one part of two names; None for a part that is missing.

    `written` is the part in both names, `share` that of the people who bear it.
    """
    if feature.endswith("_missing"):
        return None
    return Evidence(
        feature, agreement(feature), bits(feature, share), part_words(feature, *written)
    )


def agreement(feature: str) -> Truth:
    """Say whether a feature of names agrees, differs, or leaves it open."""
    if feature in _DIFFERENT:
        return Truth.FALSE
    return Truth.TRUE if feature in _FULL else Truth.UNKNOWN


def family_chance(family: str) -> float:
    """Give how probable it is that another person has this surname: by chance or as a relative."""
    return min(1.0, family_share(family) + kin_share())


def father_share(patronymic: str) -> float:
    """Give the share of people with this patronymic: that of the father's name."""
    return given_share(father_of(patronymic.split(maxsplit=1)[0]), "male") if patronymic else 1.0


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
