# SPDX-License-Identifier: AGPL-3.0-or-later
"""How one part of two names agrees: a level for surnames, for given names, for patronymics.

Levels are the rows of the table of weights, from the closest to "different". A part is a text of
words with single spaces ("Ковальчук Бойко"), as `part_text` gives it; "" where it is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from rapidfuzz.distance import DamerauLevenshtein

from amparo.core.languages import Script, script_of
from amparo.names.folding import search_key, words_of
from amparo.names.forms import WordForms, word_forms
from amparo.names.given import given_names, group, is_father, patronymic_of
from amparo.names.reading import is_initial
from amparo.names.romanisations import sound_keys

FAMILY = (
    "family_same", "family_gendered", "family_vowels", "family_part", "family_consonants",
    "family_close", "family_outline", "family_different", "family_missing",
)  # fmt: skip
GIVEN = (
    "given_same", "given_short", "given_near", "given_initial", "given_bridged",
    "given_different", "given_missing",
)  # fmt: skip
PATRONYMIC = (
    "patronymic_same", "patronymic_near", "patronymic_initial", "patronymic_bridged",
    "patronymic_different", "patronymic_missing",
)  # fmt: skip
_SHORT_WORD, _LONG_WORD = 5, 9


@lru_cache(maxsize=1 << 18)
def part_text(words: tuple[str, ...]) -> str:
    """Give the words of one part of a name as one text, a hyphen ending a word, initials kept."""
    found = [piece for word in words for piece in ([word] if is_initial(word) else words_of(word))]
    return " ".join(found)


@lru_cache(maxsize=1 << 18)
def family_forms(text: str) -> tuple[WordForms, ...]:
    """Give the forms of each word of a surname; words of three letters or less are particles."""
    words = text.split()
    return tuple(map(word_forms, [word for word in words if len(word) > 3] or words))  # noqa: PLR2004 - see above


def family_level(left: str, right: str) -> str:
    """Give the level of two surnames; of a double and a single one the best word decides."""
    if not (left and right):
        return "family_missing"
    ones, others = family_forms(left), family_forms(right)
    level = min((_word_level(a, b) for a, b in product(ones, others)), key=FAMILY.index)
    whole = len(ones) == len(others)
    if whole and len(ones) > 1:
        pairs = (min((_word_level(a, b) for b in others), key=FAMILY.index) for a in ones)
        whole = max(pairs, key=FAMILY.index) in FAMILY[:5]
    if not whole and level in FAMILY[:3]:
        return "family_part"
    return level


def _word_level(one: WordForms, other: WordForms) -> str:
    levels = (
        ("family_same", one.sounds & other.sounds),
        ("family_gendered", one.stems & other.stems),
        ("family_vowels", one.vowels & other.vowels),
        ("family_consonants", one.consonants & other.consonants),
        ("family_close", _close(one, other)),
        ("family_outline", one.outlines & other.outlines and _are_long(one, other)),
    )
    return next((level for level, agrees in levels if agrees), "family_different")


def _are_long(one: WordForms, other: WordForms) -> bool:
    return min(len(one.plain), len(other.plain)) >= _SHORT_WORD


def _close(one: WordForms, other: WordForms) -> bool:
    """Say whether one letter differs in a word of five letters or more, or two in one of nine."""
    shortest = min(len(one.plain), len(other.plain))
    if shortest < _SHORT_WORD:
        return False
    allowed = 2 if shortest >= _LONG_WORD else 1
    return any(
        DamerauLevenshtein.distance(a, b, score_cutoff=allowed) <= allowed
        for a, b in product(one.vowels, other.vowels)
    )


@dataclass(frozen=True, slots=True)
class GivenForms:
    """A given name: the groups of the table it is a full or a short form of, and its forms."""

    full: frozenset[str]
    short: frozenset[str]
    forms: WordForms


@lru_cache(maxsize=1 << 18)
def given_forms(word: str) -> GivenForms:
    """Give what the table knows of a given name, in the plainest reading that it knows."""
    full, short = _index()
    keys = sound_keys(word)
    known = next(((full.get(k), short.get(k)) for k in keys if k in full or k in short), None)
    if known is None:
        whole = _by_vowels().get(min(word_forms(word).vowels, default=""), frozenset())
        known = (whole, None) if len(whole) == 1 else (None, None)
    empty: frozenset[str] = frozenset()
    return GivenForms(known[0] or empty, known[1] or empty, word_forms(word))


def given_level(left: str, right: str) -> str:
    """Give the level of two given names; of several the first decides."""
    if not (left and right):
        return "given_missing"
    one, other = left.split(maxsplit=1)[0], right.split(maxsplit=1)[0]
    if is_initial(one) or is_initial(other):
        return _initials(one, other)
    a, b = given_forms(one), given_forms(other)
    if a.full & b.full or a.forms.sounds & b.forms.sounds:
        return "given_same"
    if (a.full | a.short) & (b.full | b.short):
        return "given_short"
    near = a.forms.vowels & b.forms.vowels or a.forms.consonants & b.forms.consonants
    if not (a.full and b.full) and (near or _close(a.forms, b.forms)):
        return "given_near"
    return "given_different"


@lru_cache(maxsize=1 << 16)
def first_letters(word: str) -> frozenset[str]:
    """Give the letters, folded, with which a given name in any language or an initial can begin."""
    if is_initial(word):
        return _own_letters(word)
    forms = given_forms(word)
    names = [group(name) for name in forms.full | forms.short]
    written = {search_key(form[0]) for name in names for form in name.full}
    keys = {key[:1] for name in names for key in name.keys}
    return _own_letters(word) | keys | written - {""}


@lru_cache(maxsize=1 << 16)
def _own_letters(word: str) -> frozenset[str]:
    """Give the letters, folded, with which a word begins as it is written."""
    key = search_key(word.split("-", maxsplit=1)[0])
    # A Latin Y., J. or I. may be the glide of Ye-, Yu-, Ya-.
    glide = is_initial(word) and key == "i" and script_of(word) is Script.LATIN
    # A digraph is abbreviated by its first letter: K. for Khalid, Ф. for Philip.
    return frozenset({key[:1], search_key(word[0]), *("ea" if glide else "")}) - {""}


def _initials(one: str, other: str) -> str:
    """Give the level of two given names of which one is an initial at least."""
    if _own_letters(one) & _own_letters(other):
        return "given_initial"
    if is_initial(one) and is_initial(other):
        pairs = product(_own_letters(one), _own_letters(other))
        return "given_bridged" if any(pair in _bridges() for pair in pairs) else "given_different"
    return "given_bridged" if first_letters(one) & first_letters(other) else "given_different"


@cache
def _bridges() -> frozenset[tuple[str, str]]:
    """Give the pairs of letters with which one name begins in two languages: а, о for Алексей."""
    return frozenset(
        (a[0], b[0]) for item in given_names() for a, b in product(item.keys, repeat=2) if a and b
    )


def patronymic_level(left: str, right: str) -> str:
    """Give the level of two patronymics."""
    if not (left and right):
        return "patronymic_missing"
    one, other = left.split(maxsplit=1)[0], right.split(maxsplit=1)[0]
    if is_initial(one) or is_initial(other):
        if _own_letters(one) & _own_letters(other):
            return "patronymic_initial"
        bridged = _father_letters(one) & _father_letters(other)
        return "patronymic_bridged" if bridged else "patronymic_different"
    fathers = {father_of(one), father_of(other)}
    a, b = word_forms(one), word_forms(other)
    if len(fathers) == 1 or a.sounds & b.sounds or a.vowels & b.vowels:
        return "patronymic_same"
    near = a.consonants & b.consonants or a.outlines & b.outlines or _close(a, b)
    known = all(map(is_father, fathers))
    return "patronymic_near" if near and not known else "patronymic_different"


@lru_cache(maxsize=1 << 16)
def father_of(word: str) -> str:
    """Give the father's name: a group of the table, else the stem, else the key of the word."""
    found = patronymic_of(word)
    return found.father if found else search_key(word)


@lru_cache(maxsize=1 << 16)
def _father_letters(word: str) -> frozenset[str]:
    if is_initial(word):
        return first_letters(word)
    father = father_of(word)
    keys = group(father).keys if is_father(father) else ()
    return frozenset(key[:1] for key in (*keys, search_key(word)) if key)


Index = dict[str, frozenset[str]]


@cache
def _index() -> tuple[Index, Index]:
    """Give for each sound key the groups of which it is a full form, and a short one."""
    full: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    for item in given_names():
        for forms, into in ((item.full, full), (item.short, short)):
            for form in forms:
                into.setdefault(sound_keys(form)[0], set()).add(item.name)
    return (
        {key: frozenset(names) for key, names in full.items()},
        {key: frozenset(names) for key, names in short.items()},
    )


@cache
def _by_vowels() -> Index:
    """Give for each full form with its vowels made one the groups that have it."""
    found: dict[str, set[str]] = {}
    for key, names in _index()[0].items():
        found.setdefault(min(word_forms(key).vowels, default=key), set()).update(names)
    return {key: frozenset(names) for key, names in found.items()}
