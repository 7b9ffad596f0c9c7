# SPDX-License-Identifier: AGPL-3.0-or-later
"""SYNTHETIC persons and lists with truth, from a design and a seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amparo.synthetic.lexicon import FAMILY, GIVEN, PATRONYMIC
from amparo.synthetic.lists import FIELDS, MARKS, make_list
from amparo.synthetic.naming import native_language, native_ways, spell
from amparo.synthetic.persons import populate, world

if TYPE_CHECKING:
    from amparo.synthetic.design import Design
    from amparo.synthetic.dice import Numbers
    from amparo.synthetic.lists import Rows
    from amparo.synthetic.persons import Population

COLUMNS = ("record_id", "source_list", "lang", *FIELDS)


@dataclass(frozen=True, slots=True)
class Synthetic:
    """What was made; every record_id begins with `synthetic`, every person_id with `SYNTHETIC`.

    records   COLUMNS, all text, empty where the list is silent; source_list holds SYNTHETIC
    truth     record_id, person_id
    persons   all persons, also those on no list: person_id, name in parts, birth_date, gender,
              region, article, court, arrest_date, visibility, records (how many there are)
    marks     record_id and, for each mark, whether the record was made so
    """

    records: pa.Table
    truth: pa.Table
    persons: pa.Table
    marks: pa.Table


def list_name(design: Design, number: int) -> str:
    """Give the `source_list` of a list, by its number from 1."""
    return f"synthetic-{number}-{design.lists[number - 1].language}-SYNTHETIC"


def generate(design: Design, *, persons: int, seed: int) -> Synthetic:
    """Make `persons` persons and the lists of the design.

    How many records that gives follows from the coverage of the lists. The same design, number
    and seed give the same tables on every machine.

    Raises:
        ValueError: persons is less than one, or the seed is negative.
    """
    if persons < 1 or seed < 0:
        msg = "persons must be at least 1 and the seed at least 0"
        raise ValueError(msg)
    people = populate(persons, seed)
    made: list[Rows] = []
    for number, item in enumerate(design.lists, 1):
        made.append(make_list(people, item, seed, number, made))
    ids = _ids("SYNTHETIC-p", np.arange(1, persons + 1))
    records, truth, marks = [], [], []
    for number, rows in enumerate(made, 1):
        keys = _ids(f"synthetic-{number}-", np.arange(1, len(rows.who) + 1))
        same = len(rows.who)
        first = {
            "record_id": keys,
            "source_list": pa.repeat(list_name(design, number), same),
            "lang": pa.repeat(design.lists[number - 1].language, same),
        }
        records.append(pa.table(first | {name: rows.fields[name] for name in FIELDS}))
        truth.append(pa.table({"record_id": keys, "person_id": ids.take(pa.array(rows.who))}))
        marks.append(
            pa.table({"record_id": keys} | {mark: pa.array(rows.marks[mark]) for mark in MARKS})
        )
    counts = np.bincount(np.concatenate([rows.who for rows in made]), minlength=persons)
    return Synthetic(
        pa.concat_tables(records),
        pa.concat_tables(truth),
        _persons(people, ids, counts),
        pa.concat_tables(marks),
    )


def _ids(prefix: str, numbers: Numbers) -> pa.Array:
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), 7, "0")
    return pc.binary_join_element_wise(prefix, digits, "")


def _persons(people: Population, ids: pa.Array, counts: Numbers) -> pa.Table:
    """Give the population with names as the region's country writes them."""
    places, language = world(), native_language(people.region)
    ways = native_ways()
    return pa.table(
        {
            "person_id": ids,
            "family": spell(FAMILY, people.family, people.gender, ways, language),
            "given": spell(GIVEN, people.given, people.gender, ways, language),
            "patronymic": spell(PATRONYMIC, people.father, people.gender, ways, language),
            "gender": pa.array(["male", "female"]).take(pa.array(people.gender)),
            "birth_date": pc.cast(pa.array(people.birth.astype("datetime64[D]")), pa.string()),
            "region": pa.array(places.regions).take(pa.array(people.region)),
            "article": pa.array(places.provisions).take(pa.array(people.article)),
            "court": pa.array(people.court),
            "arrest_date": pc.cast(pa.array(people.arrest.astype("datetime64[D]")), pa.string()),
            "visibility": pa.array(np.round(people.visibility, 6)),
            "records": pa.array(counts),
        }
    )
