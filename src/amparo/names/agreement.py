# SPDX-License-Identifier: AGPL-3.0-or-later
"""In which case a name stands: its words agree in gender and case, or the name is nominative.

Lists write the nominative, judgments inflect. So an oblique case is taken where a patronymic or
a given name shows one, and otherwise kept with a small weight where the words allow it
("Горинова Александра" is a woman, or a man in the genitive). Weights are bits, as in `orders`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from amparo.names.given import (
    inflected_given,
    is_nominative,
    patronymic_of,
)
from amparo.names.inflection import GENDERS, OBLIQUE, Case, undeclined
from amparo.names.orders import Split, Words, told_gender
from amparo.names.tokens import is_initial

# One name in sixteen that can be either stands in an oblique case.
OBLIQUE_BITS = -4.0
_NOT_NOMINATIVE = -8.0
_DISAGREES = -4.0
_SECOND_FORM = -2.5

_NEVER_NOMINATIVE = re.compile(
    r"(?!яровой|луговой|береговой|полевой|садовой|боровой).{2,}(?:[оеє]в(?:у|ым|ой|им|ої|ій|ою)|[иіїы]н(?:у|ым|ой|им|ої|ою)|[сцз]ь?к(?:ого|ому|им|ім|ую|ої|ій|у|ою|ага|аму)"
    r"|енк(?:а|у|ом|ові)|[^аеиоуыэюя][ое](?:го|му)|ич(?:а|у|ем)|[чщ]ук(?:а|у|ом|ові))"
)
_EITHER = re.compile(r".{2,}(?:[оеє]ва|[иіїы]на|[сц]кой)")
_NOUN = re.compile(r".{3,}[бвгґджзклмнпрстфхцчшщ][ая]")
# Beside initials these are rarely nominatives, but Moldovan surnames end in -у.
_RARELY_NOMINATIVE = re.compile(
    r".{3,}(?<!еск)(?<!ан)(?<!ян)(?<!ар)[^аеиоуыэюяіїє](?:у|ю|ом|ем|єм|ові|еві)"
)
_FEMININE = re.compile(r".{2,}(?:[оеё]ва|[сц]кая|[сцз]ька)")


@dataclass(frozen=True, slots=True)
class Agreed:
    """The words of a name in the nominative, their gender, the case in which they stand."""

    bits: float
    family: Words
    given: Words
    patronymic: Words
    gender: str
    case: Case


Hypothesis = tuple[float, Case, str]


def agreements(split: Split, language: str) -> list[Agreed]:
    """Give the cases in which the words can stand, each with the words' nominatives."""
    found: list[Agreed] = []
    hypotheses = _hypotheses(split, language)
    # What no reading of these words can avoid is no evidence against their order.
    surest = max(bits for bits, _, _ in hypotheses)
    for weight, case, gender in hypotheses:
        bits = weight - surest
        if not case:
            told = told_gender(split.given, split.patronymic) or _surname_gender(split.family)
            parts = (split.family, split.given, split.patronymic)
            found.append(Agreed(split.bits + bits, *parts, told, ""))
        else:
            found.extend(_undone(split, split.bits + bits, case, gender, language))
    if len(found) == 1:
        return found
    # An indeclinable surname makes one name of several cases.
    best: dict[tuple[Words, Words, Words], Agreed] = {}
    for item in sorted(found, key=lambda agreed: -agreed.bits):
        best.setdefault((item.family, item.given, item.patronymic), item)
    return list(best.values())


_NOMINATIVE: list[Hypothesis] = [(0.0, "", "")]


def _hypotheses(split: Split, language: str) -> list[Hypothesis]:
    parts = split.family or split.given
    if not parts or parts[0] < "\u0370":
        return _NOMINATIVE
    father = split.patronymic[0] if split.patronymic else ""
    if father and (read := patronymic_of(father)):
        return (
            list(_of_patronymic(father, read.gender, language)) if read.inflected else _NOMINATIVE
        )
    given = split.given[0] if split.given else ""
    if given and not is_initial(given):
        return list(_of_given(given, split.family, language))
    return list(_of_family(split.family, language))


@lru_cache(maxsize=50_000)
def _of_patronymic(word: str, gender: str, language: str) -> tuple[Hypothesis, ...]:
    found = {
        (case, gender) for case in OBLIQUE if undeclined(word, "patronymic", gender, case, language)
    }  # fmt: skip
    return tuple((0.0, case, bearer) for case, bearer in _distinct(found)) or tuple(_NOMINATIVE)


def _of_given(word: str, family: Words, language: str) -> tuple[Hypothesis, ...]:
    inflected = _given_cases(word)
    never = any(_never_nominative(name) for name in family)
    named = is_nominative(word)
    if not inflected:
        if named or not never:
            return ((0.0, "", ""),)
        # A given name that the table has not, beside a surname that is inflected.
        return (
            (_NOT_NOMINATIVE, "", ""),
            *((0.0, case, g) for _, case, g in _of_family(family, language) if case),
        )
    nominative = _NOT_NOMINATIVE if never or not named else 0.0
    return ((nominative, "", ""), *((OBLIQUE_BITS, case, gender) for case, gender in inflected))


@lru_cache(maxsize=50_000)
def _given_cases(word: str) -> tuple[tuple[Case, str], ...]:
    return _distinct({(form.case, form.gender) for form in inflected_given(word)})


def _distinct(found: set[tuple[Case, str]]) -> tuple[tuple[Case, str], ...]:
    """Give the cases in order; an accusative or prepositional that looks like another left out."""
    for gender, doubled, first in (
        ("male", "accusative", "genitive"),
        ("female", "prepositional", "dative"),
    ):
        if (first, gender) in found:
            found.discard((doubled, gender))
    return tuple(sorted(found, key=lambda item: (OBLIQUE.index(item[0]), item[1])))


def _of_family(family: Words, language: str) -> tuple[Hypothesis, ...]:
    """Give what a surname with initials can be: only endings that are plain are believed."""
    word = family[-1] if family else ""
    plain = word.casefold().replace("ё", "е")
    never, rarely = _never_nominative(word), _RARELY_NOMINATIVE.fullmatch(plain)
    noun = _NOUN.fullmatch(plain)
    if not (never or rarely or noun or _EITHER.fullmatch(plain)):
        return ((0.0, "", ""),)
    found = {
        (case, gender)
        for gender in GENDERS
        for case in OBLIQUE
        for name in undeclined(word, "family", gender, case, language)[:1]
        if _plain_surname(name, gender)
        or (rarely and not never and name != word)
        or (noun and (case, gender) == ("genitive", "male"))
    }
    nominative = _NOT_NOMINATIVE if never else 0.0
    if rarely and not never:
        # Surnames of many nations end in -у, hardly any in -ем.
        nominative = OBLIQUE_BITS + (1 if plain.endswith(("у", "ю")) else -3)
    return (
        (nominative, "", ""),
        *((OBLIQUE_BITS, case, bearer) for case, bearer in _distinct(found)),
    )


_PLAIN = {
    "male": re.compile(r".{2,}(?:[оеє]в|[иіїы]н|[сцз]ь?кий|[лнрт](?:ый|ой|ий)|енко|ич|ук)"),
    "female": re.compile(r".{2,}(?:[оеє]ва|[иіїы]на|[сц]кая|[сцз]ька)"),
}


def _plain_surname(word: str, gender: str) -> bool:
    return _PLAIN[gender].fullmatch(word.casefold().replace("ё", "е")) is not None


@lru_cache(maxsize=200_000)
def _never_nominative(word: str) -> bool:
    return _NEVER_NOMINATIVE.fullmatch(word.casefold().replace("ё", "е")) is not None


def _surname_gender(family: Words) -> str:
    if family and _FEMININE.fullmatch(family[-1].casefold()):
        return "female"
    return ""


def _undone(split: Split, bits: float, case: Case, gender: str, language: str) -> list[Agreed]:
    """Give the nominatives of all words in that case; a word that has none stays, at a cost."""
    given: list[str] = []
    for word in split.given:
        undone = word if is_initial(word) else _given_name(word, gender, case, language)
        bits += 0.0 if undone else _DISAGREES
        given.append(undone or word)
    patronymic = tuple(
        next(iter(undeclined(word, "patronymic", gender, case, language)), word)
        for word in split.patronymic
    )
    families: list[tuple[str, ...]] = []
    for word in split.family:
        forms = undeclined(word, "family", gender, case, language)
        forms = forms[: 1 if forms and _plain_surname(forms[0], gender) else 2]
        bits += 0.0 if forms else _DISAGREES
        families.append(forms or (word,))
    found: list[Agreed] = []
    for at, family in enumerate(product(*families)):
        if at > 1:
            break
        cost = _SECOND_FORM * at
        found.append(Agreed(bits + cost, family, tuple(given), patronymic, gender, case))
    return found


@lru_cache(maxsize=50_000)
def _given_name(word: str, gender: str, case: Case, language: str) -> str:
    """Give the nominative of a given name: of the table, else by the rules, "" for none."""
    known = inflected_given(word, language)
    name = next((form.word for form in known if (form.case, form.gender) == (case, gender)), "")
    if not name:
        return next(iter(undeclined(word, "given", gender, case, language)), "")
    return name.upper() if word.isupper() else name
