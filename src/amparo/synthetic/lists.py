# SPDX-License-Identifier: AGPL-3.0-or-later
"""One SYNTHETIC list: who is on it, what it says of them, what it copied from another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amparo.synthetic.design import MISSABLE
from amparo.synthetic.dice import Days, Flags, Numbers, Shares, choose, dice, happens
from amparo.synthetic.lexicon import LANGUAGES
from amparo.synthetic.naming import write_names
from amparo.synthetic.persons import world
from amparo.synthetic.slips import date_slip
from amparo.synthetic.spelling import CYRILLIC, latin

if TYPE_CHECKING:
    from amparo.synthetic.design import ListDesign
    from amparo.synthetic.persons import Population

FIELDS = ("name", "birth_date", "birth_year", "gender", "region", "article", "court", "arrest_date")
MARKS = (
    "initials", "patronymic", "inflected", "upper", "capitals", "comma", "yo_dropped", "name_slip",
    "look_alike", "date_slip", "duplicate", "copied",
)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+(?:[’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a list: numbers of the persons, FIELDS, MARKS, and from what names were spelled.

    `language` is a place in LANGUAGES, or -1 less such a place for Latin letters.
    """

    who: Numbers
    fields: dict[str, pa.Array]
    marks: dict[str, Flags]
    language: Numbers

    def take(self, places: Numbers) -> Rows:
        """Give some of the rows in this order."""
        chosen = pa.array(places)
        return Rows(
            self.who[places],
            {name: column.take(chosen) for name, column in self.fields.items()},
            {name: flags[places] for name, flags in self.marks.items()},
            self.language[places],
        )

    def with_(self, other: Rows) -> Rows:
        """Give these rows and then the others."""
        return Rows(
            np.concatenate([self.who, other.who]),
            {n: pa.concat_arrays([column, other.fields[n]]) for n, column in self.fields.items()},
            {n: np.concatenate([flags, other.marks[n]]) for n, flags in self.marks.items()},
            np.concatenate([self.language, other.language]),
        )


def inclusion(people: Population, design: ListDesign) -> Shares:
    """Give each person's chance to be on the list by its own work (copied records apart)."""
    places = world()
    region = [
        design.by_region.get(code, design.by_region.get(code[:2], 1.0)) for code in places.regions
    ]
    years = people.arrest.astype("datetime64[Y]").astype(np.int64) + 1970
    year = np.ones(len(people))
    for given, factor in design.by_year.items():
        year[years == int(given)] = factor
    known = 1 + design.heterogeneity * (2 * people.visibility - 1)
    chance = design.coverage * np.array(region)[people.region] * year * known
    return np.asarray(np.clip(chance, 0.0, 1.0))


def make_list(
    people: Population, design: ListDesign, seed: int, number: int, earlier: list[Rows]
) -> Rows:
    """Make the list of that number (from 1); `earlier` are the lists before it."""
    name = f"list {number}"
    copied = None
    if design.copied_from:
        copied = _copied(earlier[design.copied_from - 1], design, seed, name)
    on_it = happens(dice(seed, f"{name} included"), inclusion(people, design), len(people))
    if copied:
        on_it[copied.who] = False
    own = np.flatnonzero(on_it)
    twice = own[happens(dice(seed, f"{name} twice"), design.duplicates, len(own))]
    rows = _own(people, np.concatenate([own, twice]), design, seed, name)
    rows.marks["duplicate"][len(own) :] = True
    if copied:
        rows = rows.with_(copied)
    mixed = np.argsort(dice(seed, f"{name} order").random(len(rows.who)), kind="stable")
    return rows.take(mixed)


def _own(people: Population, who: Numbers, design: ListDesign, seed: int, name: str) -> Rows:
    written = write_names(people, who, design, seed, name)
    places = world()
    birth, wrong = _dates(people.birth[who], design.date_slip, seed, f"{name} birth")
    arrest, late = _dates(people.arrest[who], design.date_slip, seed, f"{name} arrest")
    year_only = happens(dice(seed, f"{name} year only"), design.year_only, len(who))
    year = pc.utf8_slice_codeunits(birth, 0, 4)
    region = pa.array(places.regions).take(pa.array(people.region[who]))
    court = pc.binary_join_element_wise(
        "SYNTHETIC court no.", pc.cast(pa.array(people.court[who]), pa.string()), " "
    )
    fields = {
        "name": written.names,
        "birth_date": pc.if_else(pa.array(year_only), "", birth),
        "birth_year": year,
        "gender": pa.array(["male", "female"]).take(pa.array(people.gender[who])),
        "region": region,
        "article": pa.array(places.provisions).take(pa.array(people.article[who])),
        "court": pc.binary_join_element_wise(court, region, ", "),
        "arrest_date": arrest,
    }
    for column in MISSABLE:
        share = design.missing.get(column, 0.0)
        gone = pa.array(happens(dice(seed, f"{name} missing {column}"), share, len(who)))
        for empty in ("birth_date", "birth_year") if column == "birth_date" else (column,):
            fields[empty] = pc.if_else(gone, "", fields[empty])
    marks = written.marks | {"date_slip": wrong | late}
    for mark in ("duplicate", "copied"):
        marks[mark] = np.zeros(len(who), dtype=bool)
    return Rows(who, fields, marks, written.language)


def _dates(days: Days, share: float, seed: int, place: str) -> tuple[pa.Array, Flags]:
    written = pc.cast(pa.array(days.astype("datetime64[D]")), pa.string())
    wrong = happens(dice(seed, f"{place} slip"), share, len(days))
    there = np.flatnonzero(wrong)
    if len(there):
        stream = dice(seed, f"{place} slips")
        before = written.take(pa.array(there)).to_pylist()
        after = pa.array([date_slip(text, stream) for text in before], pa.string())
        written = pc.replace_with_mask(written, pa.array(wrong), after)
    return written, wrong


def _copied(source: Rows, design: ListDesign, seed: int, name: str) -> Rows:
    """Take over a share of another list's rows with their mistakes, in this list's letters."""
    places = np.flatnonzero(happens(dice(seed, f"{name} copies"), design.copied, len(source.who)))
    rows = source.take(places.astype(np.int64))
    systems = list(design.spelling)
    drawn = choose(
        dice(seed, f"{name} copied system"), list(design.spelling.values()), len(rows.who)
    )
    names = [
        _retold(written, systems[system], language)
        for written, system, language in zip(
            rows.fields["name"].to_pylist(), drawn.tolist(), rows.language.tolist(), strict=True
        )
    ]
    language = np.where(
        np.array([systems[n] == CYRILLIC for n in drawn.tolist()], dtype=bool)
        | (rows.language < 0),
        rows.language,
        -1 - rows.language,
    )
    marks = {**rows.marks, "copied": np.ones(len(rows.who), dtype=bool)}
    return Rows(rows.who, {**rows.fields, "name": pa.array(names, pa.string())}, marks, language)


def _retold(written: str, system: str, language: int) -> str:
    """Write a name of another list in Latin letters if it is in Cyrillic, else leave it."""
    if system == CYRILLIC or language < 0:
        return written

    def one(match: re.Match[str]) -> str:
        word = match[0]
        found = latin(word, system, LANGUAGES[language])
        return found.upper() if len(word) > 1 and word.isupper() else found

    return _LETTERS.sub(one, written)
