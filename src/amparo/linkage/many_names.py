# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads many names, on several processes: each is read, and what its surname is like worked out.

Both take tens of microseconds a name, so a million names take a minute; everything else of a
linkage is arithmetic on columns.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from amparo.names.comparing import family_chance, reading_bits
from amparo.names.parts import family_forms, part_text
from amparo.names.reading import Order, read_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

READINGS = 4
GENDERS = {"male": 1, "female": 2}
# From so many names on it pays to start processes.
_MANY, _BATCH = 20_000, 2_500

# A name as a list writes it: the text, its language, the order of the list.
Asked = tuple[str, str, Order]


# What a name read is, a row for each of its readings: `slot` counts them, `weight` is log2 of a
# reading's share, `oblique` another case than the nominative, and the last three are the facts of
# the surname, its outlines between spaces. A name that names nobody is one row without a surname.
READ = pa.schema(
    {
        "slot": pa.int8(),
        "family": pa.string(),
        "given": pa.string(),
        "patronymic": pa.string(),
        "weight": pa.float32(),
        "oblique": pa.bool_(),
        "gender": pa.int8(),
        "outlines": pa.string(),
        "sounds_like": pa.string(),
        "chance": pa.float64(),
    }
)
_NOBODY = (0, None, None, None, None, None, None, None, None, None)


class FamilyFacts(NamedTuple):
    """What linkage needs of a surname: the outlines of its words, its class, how common it is.

    All spellings and genders of a surname that sound alike are one class.
    """

    outlines: tuple[str, ...]
    sounds_like: str
    chance: float


def read_all(
    names: list[Asked],
    *,
    processes: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[pa.Table]:
    """Read names in batches, in their order; give the rows of each batch (see `READ`).

    Many names are shared out among the processes; a script that asks for more than one needs the
    guard `if __name__ == "__main__"`.
    """
    batches = [names[at : at + _BATCH] for at in range(0, len(names), _BATCH)]
    told = progress or (lambda _done, _of: None)
    if processes == 1 or len(names) < _MANY:
        for done, batch in enumerate(batches, 1):
            yield _read_batch(batch)
            told(min(done * _BATCH, len(names)), len(names))
        return
    # What one process has loaded of the tables of names, its copies need not load again.
    read_name(names[0][0])
    copies = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(processes, mp_context=copies) as pool:
        for done, found in enumerate(pool.map(_read_batch, batches), 1):
            yield found
            told(min(done * _BATCH, len(names)), len(names))


@lru_cache(maxsize=1 << 18)
def family_facts(text: str) -> FamilyFacts:
    """Give the facts of a surname; "" where it is missing."""
    if not text:
        return FamilyFacts((), "", 1.0)
    forms = family_forms(text)
    outlines = sorted({outline for word in forms for outline in word.outlines if outline})
    longest = max((word.plain for word in forms), key=lambda plain: (len(plain), plain))
    return FamilyFacts(tuple(outlines), longest, family_chance(text))


def _read_batch(names: list[Asked]) -> pa.Table:
    rows = [row for name in names for row in _rows(*name)]
    columns = zip(*rows, strict=True)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, READ.types, strict=True)]
    return pa.table(arrays, schema=READ)


def _rows(name: str, language: str, order: Order) -> Iterator[tuple[object, ...]]:
    reading = read_name(name, order=order, language=language or None)
    if not name or reading.unnamed:
        yield _NOBODY
        return
    weighed = zip(reading.readings[:READINGS], reading_bits(reading), strict=False)
    for slot, (item, weight) in enumerate(weighed):
        family = part_text(item.family)
        facts = family_facts(family)
        yield (
            slot, family, part_text(item.given), part_text(item.patronymic), weight,
            bool(item.case), GENDERS.get(item.gender, 0),
            " ".join(facts.outlines), facts.sounds_like, facts.chance,
        )  # fmt: skip
