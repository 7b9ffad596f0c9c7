# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names already read: kept in a file, so that a register's names are read once and not each time.

A name is taken over where its text, its language and the order of its list are the same. What was
read by other rules than those installed is not taken over. The file is Parquet: a row for each
reading of a name.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from amparo.linkage.many_names import READ, read_all
from amparo.linkage.reports import parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from numpy.typing import NDArray

    from amparo.linkage.many_names import Asked

_ASKED = pa.schema({"name": pa.string(), "language": pa.string(), "order": pa.string()})
_FILE = pa.schema([*_ASKED, *READ])
_STAMP, _DIGEST = b"amparo_readings", b"amparo_digest"


class NotReadingsError(ValueError):
    """A file is not one of names already read, or it is damaged."""


class Readings:
    """Names already read; `grown` where some were added, `stale` where a file was of no use."""

    def __init__(self, rows: pa.Table | None = None, *, stale: bool = False) -> None:
        rows = _FILE.empty_table() if rows is None else rows
        first = pc.equal(rows["slot"], 0)
        self._asked = rows.select(_ASKED.names).filter(first)
        self._rows = rows.select(READ.names)
        self.stale, self.grown = stale, False

    def read(
        self,
        names: list[Asked],
        *,
        processes: int = 1,
        progress: Callable[[int, int], None] | None = None,
    ) -> pa.Table:
        """Give the rows of distinct names in their order (see `many_names.READ`).

        Only those that are not there yet are read (see `read_all`), and added.
        """
        columns: list[tuple[str, ...]] = list(zip(*names, strict=True)) or [()] * len(_ASKED)
        asked = pa.table([pa.array(texts, pa.string()) for texts in columns], schema=_ASKED)
        places = _places(asked, self._asked)
        fresh = np.flatnonzero(places < 0)
        if len(fresh):
            places[fresh] = len(self._asked) + np.arange(len(fresh))
            unread = [names[at] for at in fresh.tolist()]
            batches = read_all(unread, processes=processes, progress=progress)
            self._rows = pa.concat_tables([self._rows, *batches])
            self._asked = pa.concat_tables([self._asked, asked.take(pa.array(fresh))])
            self.grown = True
        return self._rows_at(places)

    def content(self) -> bytes:
        """Give all of them as the content of a file."""
        name = np.cumsum(self._rows["slot"].to_numpy() == 0) - 1
        asked = self._asked.take(pa.array(name))
        table = pa.table([*asked.columns, *self._rows.columns], schema=_FILE)
        marks = {_STAMP: rules_stamp(), _DIGEST: _digest(table)}
        return parquet(table.replace_schema_metadata(marks))

    def _rows_at(self, places: NDArray[np.int64]) -> pa.Table:
        """Give the rows of the names at these places."""
        if np.array_equal(places, np.arange(len(self._asked))):
            return self._rows
        starts = np.flatnonzero(self._rows["slot"].to_numpy() == 0)
        counts = np.diff(starts, append=len(self._rows))[places]
        before = np.cumsum(counts) - counts
        rows = np.repeat(starts[places] - before, counts) + np.arange(counts.sum())
        return self._rows.combine_chunks().take(pa.array(rows))


def _places(asked: pa.Table, known: pa.Table) -> NDArray[np.int64]:
    """Give the place of each name among those known, -1 where it is not there."""
    if not (len(asked) and len(known)):
        return np.full(len(asked), -1, dtype=np.int64)
    one, other = (
        pc.binary_join_element_wise(names["order"], names["language"], names["name"], "\0")
        for names in (asked, known)
    )
    found: NDArray[np.int64] = (
        pc.index_in(one, value_set=other).fill_null(-1).to_numpy().astype(np.int64)
    )
    return found


def open_readings(path: Path) -> Readings:
    """Read a file of names already read; none are there where there is no such file.

    Raises:
        NotReadingsError: it is another file, or damaged.
        OSError: it cannot be read.
    """
    if not path.exists():
        return Readings()
    content = path.read_bytes()
    try:
        file = pq.ParquetFile(pa.BufferReader(content), page_checksum_verification=True)
        marks = file.schema_arrow.metadata or {}
        if _STAMP not in marks:
            msg = "another program or command made it"
            raise NotReadingsError(msg)
        if marks[_STAMP] != rules_stamp():
            return Readings(stale=True)
        # In one thread: processes that are started later cannot take threads over.
        rows = file.read(use_threads=False).replace_schema_metadata()
        rows.validate(full=True)
    except (pa.ArrowException, OSError, UnicodeError) as error:
        raise NotReadingsError(str(error).partition("\n")[0]) from error
    # Pages have checksums of their own, but not what says where they are.
    if not rows.schema.equals(_FILE) or marks.get(_DIGEST) != _digest(rows):
        msg = "its rows are not those that were written"
        raise NotReadingsError(msg)
    return Readings(rows)


def _digest(rows: pa.Table) -> bytes:
    """Give a digest of what the rows hold, however they are stored."""
    digest = blake2b(digest_size=16)
    for column in rows.columns:
        digest.update(column.is_valid().to_numpy().tobytes())
        values = column.drop_null()
        if pa.types.is_string(column.type):
            digest.update(pc.binary_length(values).to_numpy().tobytes())
            one = pa.concat_arrays([pa.array([], pa.string()), *values.chunks])
            joined = pc.binary_join(pa.ListArray.from_arrays([0, len(one)], one), "")
            digest.update(joined[0].as_buffer())
        else:
            digest.update(values.to_numpy().tobytes())
    return digest.hexdigest().encode()


@cache
def rules_stamp() -> bytes:
    """Give a digest of all that decides how a name is read, as it is installed."""
    digest = blake2b(repr((unicodedata.unidata_version, READ)).encode(), digest_size=16)
    for file in _rules():
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)} ".encode() + content)
    return digest.hexdigest().encode()


def _rules() -> Iterator[Traversable]:
    package = files("amparo")
    for folder in (package / "names", package / "resources" / "names"):
        yield from sorted(
            (file for file in folder.iterdir() if file.is_file()), key=lambda file: file.name
        )
    yield package / "core" / "languages.py"
    yield package / "linkage" / "many_names.py"
