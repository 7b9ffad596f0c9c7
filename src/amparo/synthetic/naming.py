# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a SYNTHETIC list writes the names of its records: spelling, case, order, capitals, slips.

A word is spelled once for each way of writing it, then looked up by number: a million records
have far fewer words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amparo.names.inflection import decline
from amparo.synthetic.design import CASES
from amparo.synthetic.dice import Flags, Numbers, choose, dice, happens
from amparo.synthetic.lexicon import FAMILY, GENDERS, GIVEN, LANGUAGES, PATRONYMIC, lexicon
from amparo.synthetic.persons import world
from amparo.synthetic.slips import look_alike, name_slip
from amparo.synthetic.spelling import CYRILLIC, latin

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo.names.inflection import Case, Part
    from amparo.synthetic.design import ListDesign
    from amparo.synthetic.persons import Population

_LANGUAGE_OF_COUNTRY = {"RU": "ru", "UA": "uk", "BY": "be"}
_NOMINATIVE = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The names as written, and how: the language they were spelled from, and a flag by mark."""

    names: pa.Array
    language: Numbers
    marks: dict[str, Flags]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of writing a word."""

    language: str
    system: str
    case: str

    def write(self, kind: str, number: int, gender: int) -> str:
        """Write the word of that number of the lexicon."""
        word = lexicon().nominative(kind, number, gender, self.language)
        if self.system != CYRILLIC:
            return latin(word, self.system, self.language)
        part: Part = "family" if kind == FAMILY else "given" if kind == GIVEN else "patronymic"
        case: Case = self.case  # type: ignore[assignment]  # one of CASES, or none
        return decline(word, part, GENDERS[gender], case, self.language)


def native_ways() -> list[Way]:
    """Give the plain way of each language, in the order of LANGUAGES."""
    return [Way(language, CYRILLIC, _NOMINATIVE) for language in LANGUAGES]


def native_language(region: Numbers) -> Numbers:
    """Give the language of each region's country, as a place in LANGUAGES."""
    of = [LANGUAGES.index(_LANGUAGE_OF_COUNTRY[code[:2]]) for code in world().regions]
    return np.array(of, dtype=np.int64)[region]


def spell(kind: str, numbers: Numbers, genders: Numbers, ways: list[Way], way: Numbers) -> pa.Array:
    """Give the words of these numbers, each in its way."""
    code = (numbers * 2 + genders) * len(ways) + way
    unique, inverse = np.unique(code, return_inverse=True)
    words = []
    for item in unique.tolist():
        rest, place = divmod(item, len(ways))
        words.append(ways[place].write(kind, *divmod(rest, 2)))
    return pa.array(words, pa.string()).take(pa.array(inverse))


def write_names(
    people: Population, who: Numbers, design: ListDesign, seed: int, name: str
) -> Written:
    """Write the names of the persons `who` as the list `name` does."""
    count = len(who)

    def stream(what: str) -> np.random.Generator:
        return dice(seed, f"{name} {what}")

    language = native_language(people.region[who])
    systems = list(design.spelling)
    system = choose(stream("system"), list(design.spelling.values()), count)
    cyrillic = system == (systems.index(CYRILLIC) if CYRILLIC in systems else -1)
    if design.language in LANGUAGES:
        own = LANGUAGES.index(design.language)
        language = np.where(cyrillic, own, language).astype(np.int64)
    case = _cases(stream("case"), design, cyrillic)
    ways = [
        Way(tongue, spelling, inflected)
        for tongue in LANGUAGES
        for spelling in systems
        for inflected in (_NOMINATIVE, *CASES)
    ]
    way = (language * len(systems) + system) * (len(CASES) + 1) + case
    genders = people.gender[who]
    family = spell(FAMILY, people.family[who], genders, ways, way)
    given = spell(GIVEN, people.given[who], genders, ways, way)
    patronymic = spell(PATRONYMIC, people.father[who], genders, ways, way)
    marks = {
        "initials": happens(stream("initials"), design.initials, count),
        "patronymic": happens(stream("patronymic"), design.patronymic, count),
        "inflected": case > 0,
        "upper": happens(stream("upper"), design.upper, count),
        "capitals": happens(stream("capitals"), design.capitals, count),
        "comma": happens(stream("comma"), design.comma, count) & (design.order == "family_first"),
        "yo_dropped": happens(stream("yo"), design.yo_dropped, count) & cyrillic,
    }
    names = _compose(family, given, patronymic, marks, design.order)
    marks["name_slip"] = happens(stream("slip"), design.name_slip, count)
    names = _each(names, marks["name_slip"], name_slip, stream("slips"))
    marks["look_alike"] = happens(stream("look"), design.look_alike, count) & cyrillic
    names = _each(names, marks["look_alike"], look_alike, stream("looks"))
    return Written(names, np.where(cyrillic, language, -1 - language), marks)


def _cases(stream: np.random.Generator, design: ListDesign, cyrillic: Flags) -> Numbers:
    """Give the place of each name's case: 0 the nominative, then those of CASES."""
    shares = [design.cases.get(case, 0.0) for case in CASES]
    drawn = choose(stream, [1 - sum(shares), *shares], len(cyrillic))
    return np.where(cyrillic, drawn, 0).astype(np.int64)


def _compose(
    family: pa.Array, given: pa.Array, patronymic: pa.Array, marks: dict[str, Flags], order: str
) -> pa.Array:
    short = pa.array(marks["initials"])
    given = pc.if_else(short, _initial(given), given)
    patronymic = pc.if_else(short, _initial(patronymic), patronymic)
    patronymic = pc.if_else(pa.array(marks["patronymic"]), patronymic, pa.scalar(None, pa.string()))
    rest = pc.binary_join_element_wise(given, patronymic, " ", null_handling="skip")
    family = pc.if_else(pa.array(marks["upper"]), pc.utf8_upper(family), family)
    between = pc.if_else(pa.array(marks["comma"]), ", ", " ")
    first, second = (family, rest) if order == "family_first" else (rest, family)
    names = pc.binary_join_element_wise(first, second, between)
    names = pc.if_else(pa.array(marks["capitals"]), pc.utf8_upper(names), names)
    plain = pc.replace_substring(pc.replace_substring(names, "ё", "е"), "Ё", "Е")
    return pc.if_else(pa.array(marks["yo_dropped"]), plain, names)


def _initial(words: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(pc.utf8_slice_codeunits(words, 0, 1), ".", "")


def _each(
    names: pa.Array,
    flags: Flags,
    change: Callable[[str, np.random.Generator], str],
    stream: np.random.Generator,
) -> pa.Array:
    """Change the flagged names one by one; a flag falls where the change leaves a name alone."""
    there = np.flatnonzero(flags)
    if not len(there):
        return names
    before = names.take(pa.array(there)).to_pylist()
    after = [change(written, stream) for written in before]
    flags[there] = [old != new for old, new in zip(before, after, strict=True)]
    replaced = np.zeros(len(names), dtype=bool)
    replaced[there] = True
    return pc.replace_with_mask(names, pa.array(replaced), pa.array(after, pa.string()))
