# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of a written name, with what stands beside it set apart.

Titles, ages and remarks are left out; other spellings and former surnames are kept apart; Latin
letters inside Cyrillic words, and the reverse, are put right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from amparo.names.descriptions import without_age
from amparo.names.evidence import name_resource

INITIAL = re.compile(r"[^\W\d_]{1,2}\.|[^\W\d_]\.?-[^\W\d_]\.|[^\W\d_]")
_ASIDE = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ALIKE = ("aceiopxyABCEHIKMOPTXYÏïËëĸ", "асеіорхуАВСЕНІКМОРТХУЇїЁёк")
_TO_CYRILLIC = str.maketrans(*_ALIKE)
_TO_LATIN = str.maketrans(_ALIKE[1], _ALIKE[0])
_QUOTES = '"«»“”„;:*†'


@dataclass(frozen=True, slots=True)
class Written:
    """A written name taken apart.

    `others` are whole names or spellings ("/", "a.k.a."), `former` what is announced as a former
    name ("née"), `asides` what stands in brackets; none of them is judged here.
    """

    name: str
    others: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 18)
def is_initial(word: str) -> bool:
    """Say whether a word of a name is an initial."""
    return INITIAL.fullmatch(word) is not None


def take_apart(text: str) -> Written:
    """Give the name that stands first, and what else the text gives."""
    marked = "(" in text or "[" in text or "/" in text
    if not marked and _marks().isdisjoint(text.casefold().replace(",", " ").split()):
        return Written(text)
    bracketed = [first or second for first, second in _ASIDE.findall(text)]
    bare, *others = _between().split(_ASIDE.sub(" ", text))
    bare, *former = _former().split(bare)
    asides: list[str] = []
    for aside in bracketed:
        before, *announced = _former().split(aside)
        asides.extend(before.split(","))
        former.extend(announced)
    return Written(
        _tidy([bare])[0], _tidy(others), tuple(filter(None, _tidy(former))), _tidy(asides)
    )


def _tidy(texts: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(text.strip(" ,;").split()) for text in texts)


def tokens(part: str) -> list[str]:
    """Give the words and initials of one name in their order, without titles and suffixes."""
    if "." not in part:
        words = part.split()
    else:
        words = [token for word in part.split() for token in _undotted(word)]
    found = [repaired for word in words if (repaired := _clean(word))]
    if any(map(_CYRILLIC.search, found)):
        found = [_all_cyrillic(word) for word in found]
    return _without_titles(found)


def name_tokens(part: str) -> list[str]:
    """Give the words of one name after ages and years are left out."""
    return tokens(without_age(part))


def is_son_of(word: str) -> str:
    """Give the gender that "son of" or "daughter of" tells, "" for any other word."""
    return _kin().get(word.casefold(), "")


def joined(words: list[str]) -> list[tuple[str, ...]]:
    """Give the words as units, a particle together with the word after it."""
    low = [word.casefold() for word in words]
    if not any(word in _particles() for word in low):
        return [(word,) for word in words]
    units: list[tuple[str, ...]] = []
    held: list[str] = []
    for at, word in enumerate(words):
        small = low[at] in _particles() and (
            word.islower() or (low[at] in _capital_particles() and len(words) > 2)  # noqa: PLR2004 - "Де Иван" is a surname
        )
        if small and at + 1 < len(words):
            held.append(word)
            continue
        units.append((*held, word))
        held = []
    return units


def _undotted(word: str) -> list[str]:
    """Give the initials and words of a word with dots in it: А.А.Горинов, Г.К., А.А."""
    bare = word.strip(_QUOTES)
    if "." not in bare or is_initial(bare) or _is_word_of_list(bare):
        return [bare]
    *dotted, last = bare.split(".")
    found = [f"{piece}." if len(piece) < 3 else piece for piece in dotted if piece]  # noqa: PLR2004 - Ал. is an initial
    return [*found, last] if last else found


@lru_cache(maxsize=200_000)
def _clean(word: str) -> str:
    bare = word.strip(_QUOTES)
    if not is_initial(bare):
        bare = bare.strip(".-–—'’")
    if not any(letter.isalpha() for letter in bare):
        return ""
    if bare.isascii():
        return bare
    cyrillic, latin = _CYRILLIC.findall(bare), _LATIN.findall(bare)
    if cyrillic and latin:
        fixed = bare.translate(_TO_CYRILLIC)
        if not _LATIN.search(fixed):
            return fixed
        fixed = bare.translate(_TO_LATIN)
        return bare if _CYRILLIC.search(fixed) else fixed
    return bare


def _all_cyrillic(word: str) -> str:
    """Give a word or initial that happens to be of look-alikes only in the others' letters."""
    if not word.isascii() or _is_word_of_list(word):
        return word
    fixed = word.translate(_TO_CYRILLIC)
    return word if _LATIN.search(fixed) else fixed


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and _bare(words[0]) in _titles():
        words = words[1:]
    # "Старший" can be a surname: with a capital it is left out only after two other words.
    while (
        len(words) > 1
        and _bare(words[-1]) in _suffixes()
        and (words[-1].islower() or len(words) > 2)  # noqa: PLR2004 - see above
    ):
        words = words[:-1]
    return words


def _bare(word: str) -> str:
    return word.casefold().strip(".")


def _is_word_of_list(word: str) -> bool:
    return _bare(word) in _titles() or _bare(word) in _suffixes()


def is_suffix(text: str) -> bool:
    """Say whether a text after a comma is a mere "Jr."."""
    return _bare(text.strip()) in _suffixes()


def _words(field: str) -> frozenset[str]:
    return frozenset(name_resource("name_words")[field])


@cache
def _titles() -> frozenset[str]:
    return _words("titles") | _words("court_titles")


@cache
def _suffixes() -> frozenset[str]:
    return _words("suffixes")


@cache
def _particles() -> frozenset[str]:
    return _words("particles")


@cache
def _capital_particles() -> frozenset[str]:
    return _words("particles_capital")


@cache
def _kin() -> dict[str, str]:
    sons, daughters = _words("son_of"), _words("daughter_of")
    return dict.fromkeys(sons, "male") | dict.fromkeys(daughters, "female")


@cache
def _between() -> re.Pattern[str]:
    joined_words = "|".join(map(re.escape, sorted(_words("other_name"), key=len, reverse=True)))
    return re.compile(rf"/|(?<!\w),?\s*(?:{joined_words})(?!\w)", re.IGNORECASE)


@cache
def _former() -> re.Pattern[str]:
    joined_words = "|".join(map(re.escape, sorted(_words("former_name"), key=len, reverse=True)))
    return re.compile(rf"(?<!\w),?\s*(?:{joined_words})(?!\w)", re.IGNORECASE)


@cache
def _marks() -> frozenset[str]:
    """Give the words with which an announcement of another name begins."""
    return frozenset(phrase.split()[0] for phrase in _words("other_name") | _words("former_name"))
