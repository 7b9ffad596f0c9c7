# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of one word of a name, from what it sounds like to a rough outline.

Each form is a set, for a Latin word can be read in several traditions; two words agree in a form
where the sets meet. From fine to coarse:

    sounds      as read                                      gorinova
    stems       without the ending of gender                 gorinov
    vowels      every vowel the same (Belarusian, Latin)     garanav
    consonants  no vowels but a beginning one                grnv
    outline     consonants that spellings confuse as one     GRNV: the key of blocking
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from amparo.names.folding import has_doubled
from amparo.names.romanisations import sound_keys

_FEMININE = (("ova", "ov"), ("eva", "ev"), ("ava", "av"), ("iva", "iv"), ("ina", "in"))
_ADJECTIVE = re.compile(r"(?<=[stdzkgXCWJnl])(?:a|oi|ai|i|e)$")
_SKY = re.compile(r"(?<=[stdz]k)(?:a|oi|ai|i|e)$")
_ALL_VOWELS = str.maketrans("eiou", "aaaa")
_NO_VOWELS = str.maketrans("", "", "aeiou")
_REPEATED = re.compile(r"(.)\1+")
# ц, ч, ш, щ, ж, з, с change places between traditions; so do г, х and a k for х; в and ў.
_OUTLINE = str.maketrans({"W": "s", "C": "s", "J": "s", "z": "s", "X": "g", "k": "g", "f": "v"})


@dataclass(frozen=True, slots=True)
class WordForms:
    """The forms of one word; `plain` is the stem of its plainest reading."""

    sounds: frozenset[str]
    stems: frozenset[str]
    vowels: frozenset[str]
    consonants: frozenset[str]
    outlines: frozenset[str]
    plain: str


@lru_cache(maxsize=1 << 18)
def word_forms(word: str) -> WordForms:
    """Give the forms of one word of a name."""
    sounds = sound_keys(word)
    stems = tuple(dict.fromkeys(map(genderless, sounds)))
    consonants = frozenset(map(_consonants, stems))
    return WordForms(
        sounds=frozenset(sounds),
        stems=frozenset(stems),
        vowels=frozenset(_once(stem.translate(_ALL_VOWELS)) for stem in stems),
        consonants=consonants,
        outlines=frozenset(map(_outline, consonants)),
        plain=stems[0] if stems else "",
    )


def genderless(sounds: str) -> str:
    """Give the stem that the masculine and the feminine of a surname share.

    >>> genderless("gorinova"), genderless("kovalska"), genderless("kovalski")
    ('gorinov', 'kovalsk', 'kovalsk')
    """
    for feminine, masculine in _FEMININE:
        if sounds.endswith(feminine) and len(sounds) > len(feminine) + 1:
            return sounds[: -len(feminine)] + masculine
    return _SKY.sub("", sounds)


def _consonants(stem: str) -> str:
    start = "a" if stem[:1] in "aeiou" else ""
    return start + _once(stem.translate(_NO_VOWELS))


def _outline(consonants: str) -> str:
    rough = consonants.replace("ts", "s").replace("dz", "d").translate(_OUTLINE)
    return _once(rough)


def _once(text: str) -> str:
    return _REPEATED.sub(r"\1", text) if has_doubled(text) else text
