# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which pairs are compared at all: blocks, written once in SQL that every engine runs.

Two records are compared if they share a block. The keys of a record, for each of its readings:

    1  surname's outline + given name in whatever language
    2  surname's outline + first letter, where one of the two has no plain given name
    3  given name + father's name + how the surname begins          (a surname misspelt)
    4  given name + day of birth         5  surname's outline + day of birth
    6  surname's outline alone, where few have it
    7  as 1, with the father's name      8  as 1, with the year of birth
    9  as 1, with another value that both have (a region, a court)
    10 two values that both have (article and court), where one of the two names nobody

A block of n records gives n(n-1)/2 pairs; one of more than `LARGEST` is left out and its pairs
are counted, and the finer keys 7 to 9 look for those of them that agree in more. So the number of
pairs grows at most linearly with the records.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from amparo.names.given import full_names
from amparo.names.parts import father_of, first_letters, given_forms
from amparo.names.reading import is_initial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from amparo.linkage.table import RecordTable

LARGEST = 400
# Keys that many share by chance: a surname's outline alone; given and father's name.
FEW, SOME = 30, 60

_KEYS_SQL = """
    SELECT DISTINCT 1 AS kind, o.code AS a, g.code AS b, 0 AS c, r.rec AS rec, TRUE AS asks
      FROM readings r JOIN outlines o ON o.part = r.family JOIN givens g ON g.part = r.given
    UNION ALL
    SELECT 2, o.code, l.code, 0, r.rec, bool_or(l.asks)
      FROM readings r JOIN outlines o ON o.part = r.family JOIN letters l ON l.part = r.given
     GROUP BY o.code, l.code, r.rec
    UNION ALL
    SELECT DISTINCT 3, g.code, f.code, o.start, r.rec, TRUE
      FROM readings r JOIN outlines o ON o.part = r.family JOIN givens g ON g.part = r.given
      JOIN fathers f ON f.part = r.patronymic
    UNION ALL
    SELECT DISTINCT 4, g.code, b.day, 0, r.rec, TRUE
      FROM readings r JOIN givens g ON g.part = r.given JOIN births b ON b.rec = r.rec
     WHERE b.day > 0
    UNION ALL
    SELECT DISTINCT 5, o.code, b.day, 0, r.rec, TRUE
      FROM readings r JOIN outlines o ON o.part = r.family JOIN births b ON b.rec = r.rec
     WHERE b.day > 0
    UNION ALL
    SELECT DISTINCT 6, o.code, 0, 0, r.rec, TRUE
      FROM readings r JOIN outlines o ON o.part = r.family
    UNION ALL
    SELECT DISTINCT 7, o.code, g.code, f.code, r.rec, TRUE
      FROM readings r JOIN outlines o ON o.part = r.family JOIN givens g ON g.part = r.given
      JOIN fathers f ON f.part = r.patronymic
    UNION ALL
    SELECT DISTINCT 8, o.code, g.code, b.year, r.rec, TRUE
      FROM readings r JOIN outlines o ON o.part = r.family JOIN givens g ON g.part = r.given
      JOIN births b ON b.rec = r.rec
    UNION ALL
    SELECT DISTINCT 9, o.code, g.code, v.code, r.rec, TRUE
      FROM readings r JOIN outlines o ON o.part = r.family JOIN givens g ON g.part = r.given
      JOIN column_values v ON v.rec = r.rec
    UNION ALL
    SELECT DISTINCT 10, v.code, w.code, 0, v.rec, n.nobody
      FROM column_values v JOIN column_values w ON v.rec = w.rec AND v.kind < w.kind
      JOIN unnamed n ON n.rec = v.rec
"""

KEYS_SQL = f"SELECT k.*, f.fresh FROM ({_KEYS_SQL}) k JOIN fresh f ON f.rec = k.rec"  # noqa: S608 - our own text

SIZES_SQL = """
    SELECT kind, a, b, c, count(*) AS n FROM block_keys
     GROUP BY kind, a, b, c HAVING count(*) > 1
"""

_PAIRS_SQL = """
    SELECT DISTINCT x.rec AS l, y.rec AS r
      FROM block_keys x JOIN block_sizes s
        ON x.kind = s.kind AND x.a = s.a AND x.b = s.b AND x.c = s.c
      JOIN block_keys y ON x.kind = y.kind AND x.a = y.a AND x.b = y.b AND x.c = y.c
     WHERE x.rec < y.rec AND (x.asks OR y.asks) AND (x.fresh OR y.fresh)
       AND s.n <= CASE s.kind WHEN 6 THEN {few} WHEN 3 THEN {some} ELSE {largest} END
"""

LEFT_OUT_SQL = """
    SELECT coalesce(sum(n * (n - 1) / 2), 0) FROM block_sizes WHERE kind = 1 AND n > {largest}
"""


def pairs_sql(largest: int) -> str:
    """Give the SQL that finds the pairs in blocks of at most so many records."""
    return _PAIRS_SQL.format(few=FEW, some=SOME, largest=largest)


def key_tables(table: RecordTable, known: NDArray[np.bool_] | None = None) -> dict[str, pa.Table]:
    """Give the tables, by name, from which the SQL makes the keys of all records.

    Two records that are `known` make no pair.

    Cost: tens of microseconds for each distinct part of a name, nothing for a record.
    """
    _, given, patronymic = table.vocabularies
    codes = _Codes()
    fresh = np.ones(len(table), dtype=bool) if known is None else ~known
    valid = np.arange(table.parts.shape[2]) < table.readings[:, None]
    rec, slot = np.nonzero(valid)
    readings = {
        "rec": rec.astype(np.int32),
        "family": table.parts[0, rec, slot],
        "given": table.parts[1, rec, slot],
        "patronymic": table.parts[2, rec, slot],
    }
    low, high = table.birth
    years = _years(low)
    same_year = (low > 0) & (years == _years(high))
    dated = np.flatnonzero(same_year)
    births = {
        "rec": dated.astype(np.int32),
        "day": np.where(low == high, low, 0)[dated],
        "year": years[dated],
    }
    outlines = (
        (place, codes(outline), codes(outline[:1]))
        for place, facts in enumerate(table.families)
        for outline in facts.outlines
    )
    letters = _parts(given, lambda text: ((codes(c), _asks(text)) for c in _letters(text)))
    givens = _parts(given, lambda text: ((codes(c),) for c in _classes(text)))
    fathers = _parts(patronymic, lambda text: ((codes(f),) for f in _fathers(text)))
    return {
        "readings": pa.table(readings),
        "outlines": _arrow(outlines, ("part", "code", "start")),
        "givens": _arrow(givens, ("part", "code")),
        "letters": _arrow(letters, ("part", "code", "asks")),
        "fathers": _arrow(fathers, ("part", "code")),
        "births": pa.table(births),
        "column_values": _column_values(table),
        "unnamed": pa.table(
            {"rec": np.arange(len(table), dtype=np.int32), "nobody": table.readings == 0}
        ),
        "fresh": pa.table({"rec": np.arange(len(table), dtype=np.int32), "fresh": fresh}),
    }


class _Codes:
    """Numbers for texts, in the order in which they are met."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.known.setdefault(text, len(self.known) + 1)


def _parts(
    texts: list[str], codes: Callable[[str], Iterable[tuple[int | bool, ...]]]
) -> Iterator[tuple[int | bool, ...]]:
    for place, text in enumerate(texts):
        for found in codes(text):
            yield place, *found


def _arrow(rows: Iterable[tuple[int | bool, ...]], names: tuple[str, ...]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    kinds = [pa.bool_() if name == "asks" else pa.int32() for name in names]
    return pa.table(
        {
            name: pa.array(values, kind)
            for name, values, kind in zip(names, columns, kinds, strict=True)
        }
    )


def _classes(text: str) -> list[str]:
    """Give the classes of a written-out given name: its names in the table, else its outlines."""
    if not text:
        return []
    word = text.split(maxsplit=1)[0]
    if is_initial(word):
        return []
    forms = given_forms(word)
    return sorted(forms.full | forms.short) or sorted(f"~{o}" for o in forms.forms.outlines)


def _letters(text: str) -> list[str]:
    return sorted(first_letters(text.split(maxsplit=1)[0])) if text else ["*"]


def _asks(text: str) -> bool:
    """Say whether a given name is no plain one: missing, an initial, or not in the table."""
    return not (text and full_names(text.split(maxsplit=1)[0]))


def _fathers(text: str) -> list[str]:
    word = text.split(maxsplit=1)[0] if text else ""
    if not word or is_initial(word):
        return []
    return [father_of(word)]


def _years(ordinals: NDArray[np.int32]) -> NDArray[np.int32]:
    """Give the years of days, which Python counts from 1 January of the year 1."""
    days = ordinals.astype(np.int64) - date(1970, 1, 1).toordinal()
    years: NDArray[np.int32] = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32)
    return years + np.int32(1970)


def _column_values(table: RecordTable) -> pa.Table:
    recs: list[NDArray[np.int32]] = [np.zeros(0, np.int32)]
    kinds, values = list(recs), list(recs)
    start = 0
    for kind, column in enumerate(table.columns.values()):
        rec, slot = np.nonzero(column.codes >= 0)
        recs.append(rec.astype(np.int32))
        kinds.append(np.full(len(rec), kind, np.int32))
        values.append(column.codes[rec, slot] + start)
        start += len(column.texts)
    columns = {"rec": recs, "kind": kinds, "code": values}
    return pa.table({name: np.concatenate(parts) for name, parts in columns.items()})
