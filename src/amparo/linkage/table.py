# SPDX-License-Identifier: AGPL-3.0-or-later
"""Records as columns of numbers: what a million comparisons a second can be made on.

Every distinct surname, given name and patronymic is kept once, in a vocabulary; a record has up
to four readings of its name, each a triple of places in the vocabularies. Records stand in the
order of their keys, so that no result depends on the order of rows, lists or files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from amparo.core.dates import Precision
from amparo.linkage.many_names import GENDERS, READINGS, Asked, FamilyFacts, family_facts
from amparo.linkage.readings import Readings
from amparo.names.comparing import RARELY_OBLIQUE
from amparo.names.folding import search_key
from amparo.names.reading import Order, read_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from amparo.linkage.records import LinkRecord
    from amparo.names.reading import NameReading

    Ints = NDArray[np.int32]

# A list whose names are this often of one order, among at least so many, has that order.
_ONE_ORDER, _ENOUGH_NAMES = 0.9, 20
_LOOKED_AT = 200
# The values of one column that a record can have; the rarest are kept.
_WIDTH = 6


@dataclass(slots=True)
class Rows:
    """Records column by column, as they were read; all lists have one length.

    `orders` has the order of names that a list declares. `births` are pairs of ordinals, the
    first and the last day possible, (0, 0) where nothing is known. `columns` hold what else lists
    say: for each record the set of its values, folded.
    """

    keys: list[str]
    sources: list[str]
    names: list[str]
    languages: list[str]
    genders: list[str]
    births: list[tuple[int, int]]
    orders: Mapping[str, Order] = field(default_factory=dict)
    columns: dict[str, list[frozenset[str]]] = field(default_factory=dict)


@dataclass(slots=True)
class ValueColumn:
    """What else lists say: for each record up to six codes, -1 for none; the texts of the codes."""

    codes: Ints
    texts: list[str]


@dataclass(slots=True)
class RecordTable:
    """N records as columns.

    `parts` (3, N, 4): surname, given name and patronymic of each reading, as places in
    `vocabularies`, the distinct texts; place 0 is the empty one: the part is missing.
    `readings` (N): how many there are, 0 where nobody is named. `log_weights` (N, 4): log2 of the
    share of each reading. `gender` (N, 4): what each reading or the list tells: 0 nothing, 1 male,
    2 female. `birth` (2, N): ordinals of the first and last day, 0 unknown.
    `families`: what is known of each surname of the vocabulary.
    """

    keys: list[str]
    names: list[str]
    source_names: list[str]
    sources: Ints
    parts: Ints
    readings: Ints
    log_weights: NDArray[np.float32]
    gender: NDArray[np.int8]
    birth: Ints
    vocabularies: list[list[str]]
    families: list[FamilyFacts]
    columns: dict[str, ValueColumn]

    def __len__(self) -> int:
        """Give the number of records."""
        return len(self.keys)


def rows_of(records: Sequence[LinkRecord]) -> Rows:
    """Give the columns of the records of a register."""
    sets = {
        "provision": [record.articles() for record in records],
        "country": [record.countries for record in records],
        "place": [_folded(record.places) for record in records],
        "court": [_folded(record.courts) for record in records],
        "workplace": [record.workplaces for record in records],
        "day": [
            frozenset(day.to_edtf() for day in record.case_dates if day.precision is Precision.DAY)
            for record in records
        ],
    }
    return Rows(
        keys=[record.key for record in records],
        sources=[record.source for record in records],
        names=["" if record.unnamed else record.name for record in records],
        languages=[record.language for record in records],
        genders=[record.gender for record in records],
        births=[
            (record.birth.earliest.toordinal(), record.birth.latest.toordinal())
            if record.birth
            else (0, 0)
            for record in records
        ],
        orders={record.source: record.name_order for record in records},
        columns={name: found for name, found in sets.items() if any(found)},
    )


def _folded(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(map(search_key, texts)) - {""}


def build_table(
    rows: Rows,
    *,
    readings: Readings | None = None,
    processes: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> RecordTable:
    """Read every name and give the table, its records sorted by key.

    `readings` are names read before; those that are read now are added to them.

    Cost: about 40 microseconds for each distinct name, 1 for each record.

    Raises:
        ValueError: two records have one key.
    """
    order = sorted(range(len(rows.keys)), key=rows.keys.__getitem__)
    keys = [rows.keys[at] for at in order]
    if len(set(keys)) < len(keys):
        twice = sorted(key for key, number in Counter(keys).items() if number > 1)
        msg = f"two records have the same key: {', '.join(twice[:5])}"
        raise ValueError(msg)
    names = [rows.names[at] for at in order]
    languages = [rows.languages[at] for at in order]
    source_names = sorted(set(rows.sources))
    place_of = {name: at for at, name in enumerate(source_names)}
    sources = np.array([place_of[rows.sources[at]] for at in order], dtype=np.int32)
    declared = [rows.orders.get(name, "unknown") for name in source_names]
    read = _Reader(names, languages, sources, declared)
    asked, places = read.asked_once()
    read.take((readings or Readings()).read(asked, processes=processes, progress=progress), places)
    births = np.array([rows.births[at] for at in order], dtype=np.int32).reshape(-1, 2).T
    stated = np.array([GENDERS.get(rows.genders[at], 0) for at in order], dtype=np.int8)
    return RecordTable(
        keys=keys,
        names=names,
        source_names=source_names,
        sources=sources,
        parts=read.parts,
        readings=read.readings,
        log_weights=read.log_weights,
        gender=np.where(stated[:, None] > 0, stated[:, None], read.gender),
        birth=np.ascontiguousarray(births),
        vocabularies=read.vocabularies,
        families=read.families,
        columns={
            name: _value_column([values[at] for at in order])
            for name, values in sorted(rows.columns.items())
        },
    )


class _Reader:
    """Reads the names of a table into its columns; each distinct name is read once."""

    def __init__(
        self, names: list[str], languages: list[str], sources: Ints, declared: list[Order]
    ) -> None:
        self.asked = list(zip(names, languages, strict=True))
        self.sources = sources
        self.orders = [self._order(place, order) for place, order in enumerate(declared)]

    def asked_once(self) -> tuple[list[Asked], NDArray[np.int64]]:
        """Give the distinct names to be read, and for each record the place of its own."""
        asked = [
            (name, language, self.orders[source])
            for (name, language), source in zip(self.asked, self.sources.tolist(), strict=True)
        ]
        # One surname after the other, so that a process meets it once.
        distinct = {name: at for at, name in enumerate(sorted(set(asked), key=_by_surname))}
        return list(distinct), np.array([distinct[name] for name in asked], dtype=np.int64)

    def take(self, rows: pa.Table, places: NDArray[np.int64]) -> None:
        """Fill `parts`, `readings`, `log_weights` and `gender`, a place for each record."""
        name = np.cumsum(rows["slot"].to_numpy() == 0) - 1
        size = int(name[-1]) + 1 if len(name) else 0
        named = rows["family"].is_valid()
        name, rows = name[named.to_numpy()], rows.filter(named)
        slot = rows["slot"].to_numpy()
        numbered = [_numbered(rows[part]) for part in ("family", "given", "patronymic")]
        self.vocabularies = [texts for _, texts in numbered]
        self.families = _families(rows, *numbered[0])
        parts = np.zeros((3, size, READINGS), dtype=np.int32)
        for part, (codes, _) in enumerate(numbered):
            parts[part, name, slot] = codes
        weights = np.full((size, READINGS), -np.inf, dtype=np.float32)
        gender = np.zeros((size, READINGS), dtype=np.int8)
        oblique = np.zeros((size, READINGS), dtype=bool)
        for column, into in (("weight", weights), ("gender", gender), ("oblique", oblique)):
            into[name, slot] = rows[column].to_numpy()
        self.parts = np.ascontiguousarray(parts[:, places])
        self.readings = np.bincount(name, minlength=size).astype(np.int32)[places]
        self.gender = gender[places]
        self.log_weights = self._by_habit(weights[places], oblique[places])

    def _by_habit(
        self, weights: NDArray[np.float32], oblique: NDArray[np.bool_]
    ) -> NDArray[np.float32]:
        """Raise the oblique readings of names that can be either in lists that decline names."""
        clear = weights[:, 0] > log2(_ONE_ORDER)
        lists = len(self.orders)
        plain = np.bincount(self.sources[clear], minlength=lists)
        declined = np.bincount(self.sources[clear & oblique[:, 0]], minlength=lists)
        rarely = 2.0**RARELY_OBLIQUE
        share = np.maximum(declined / np.maximum(plain, 1), rarely)
        raised = np.log2(share / rarely)[self.sources]
        either = oblique & ~oblique[:, :1]
        changed: NDArray[np.float32] = np.where(either, weights + raised[:, None], weights).astype(
            np.float32
        )
        return changed

    def _order(self, place: int, declared: Order) -> Order:
        """Give the order of a list: declared, or the one that its plain names have."""
        if declared != "unknown":
            return declared
        looked_at = np.flatnonzero(self.sources == place)[:_LOOKED_AT]
        counted = Counter(
            order_of(read_name(name, language=language or None))
            for name, language in (self.asked[at] for at in looked_at)
            if name
        )
        either: tuple[Order, Order] = ("family_first", "given_first")
        plain = sum(counted[order] for order in either)
        order = max(either, key=counted.__getitem__)
        clear = plain >= _ENOUGH_NAMES and counted[order] >= _ONE_ORDER * plain
        return order if clear else "unknown"


def _numbered(column: pa.ChunkedArray) -> tuple[Ints, list[str]]:
    """Give the place of each text among the distinct ones, in which "" comes first."""
    empty = pa.array([""], pa.string())
    encoded = pa.concat_arrays([empty, *column.chunks]).dictionary_encode()
    return encoded.indices.to_numpy()[1:], encoded.dictionary.to_pylist()


def _families(rows: pa.Table, codes: Ints, texts: list[str]) -> list[FamilyFacts]:
    """Give the facts of each surname, as its first row has them."""
    places, first = np.unique(codes, return_index=True)
    facts = rows.select(["outlines", "sounds_like", "chance"]).take(pa.array(first))
    outlines, sounds, chances = (column.to_pylist() for column in facts.columns)
    found = [family_facts("")] * len(texts)
    for place, *own in zip(places.tolist(), outlines, sounds, chances, strict=True):
        found[place] = FamilyFacts(tuple(own[0].split()), own[1], own[2])
    return found


def _by_surname(asked: Asked) -> tuple[str, Asked]:
    words = asked[0].split() or [""]
    return words[-1 if asked[2] == "given_first" else 0].casefold(), asked


def order_of(reading: NameReading) -> Order:
    """Say which order a plain name has; "unknown" where the reading is not plain."""
    if reading.unnamed or reading.weight < _ONE_ORDER or not (reading.family and reading.given):
        return "unknown"
    start = reading.written.lstrip().casefold()
    if start.startswith(reading.family[0].casefold()):
        return "family_first"
    return "given_first" if start.startswith(reading.given[0].casefold()) else "unknown"


def _value_column(values: list[frozenset[str]]) -> ValueColumn:
    # Records share most of their values: each distinct set is looked at once.
    sets = Counter(values)
    counted: Counter[str] = Counter()
    for found, number in sets.items():
        counted.update(dict.fromkeys(found, number))
    texts = sorted(counted, key=lambda text: (counted[text], text))
    places = {text: at for at, text in enumerate(texts)}
    width = min(_WIDTH, max(map(len, sets), default=1) or 1)
    codes = np.full((len(sets), width), -1, dtype=np.int32)
    rows: dict[frozenset[str], int] = {}
    for at, found in enumerate(sets):
        own = sorted(places[text] for text in found)[:width]
        codes[at, : len(own)] = own
        rows[found] = at
    return ValueColumn(codes[np.array([rows[found] for found in values], dtype=np.int64)], texts)
