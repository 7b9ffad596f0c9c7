# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names already read: taking them over changes nothing, and what is not such a file is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.linkage.many_names import READ, Asked, read_all
from amparo.linkage.readings import NotReadingsError, Readings, open_readings, rules_stamp
from amparo.linkage.reports import parquet
from amparo.linkage.table import Rows, build_table

if TYPE_CHECKING:
    from pathlib import Path

# SYNTHETIC: several readings, none, one word, two scripts, the same name in other circumstances.
NAMES: list[Asked] = [
    ("Кропивницкая Александра", "ru", "unknown"),
    ("Кропивницкая Александра", "ru", "given_first"),
    ("Кропивницкая Александра", "uk", "unknown"),
    ("Taras Kropyvnytskyi", "", "unknown"),
    ("Верхнедонецкий А. П.", "ru", "family_first"),
    ("житель Тюмени", "ru", "unknown"),
    ("", "", "unknown"),
    ("Тарас", "", "unknown"),
    ("Ян Ян", "", "unknown"),
    ("Сватовская-Никопольская Анна (Ганна)", "be", "unknown"),
]
ROWS = Rows(
    keys=[str(at) for at in range(len(NAMES))],
    sources=[order for _, _, order in NAMES],
    names=[name for name, _, _ in NAMES],
    languages=[language for _, language, _ in NAMES],
    genders=[""] * len(NAMES),
    births=[(0, 0)] * len(NAMES),
    orders={"given_first": "given_first", "family_first": "family_first"},
)


def rows(names: list[Asked]) -> list[dict[str, object]]:
    return [row for batch in read_all(names) for row in batch.to_pylist()]


def kept(path: Path, names: list[Asked]) -> Path:
    readings = Readings()
    readings.read(names)
    path.write_bytes(readings.content())
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "readings.parquet"


ANY_TEXT = st.tuples(st.text(max_size=9), st.just(""), st.just("unknown"))


@given(
    before=st.lists(st.sampled_from(NAMES), unique=True),
    asked=st.lists(st.sampled_from(NAMES) | ANY_TEXT, unique=True),
)
def test_what_was_read_before_changes_no_reading(before: list[Asked], asked: list[Asked]) -> None:
    readings = Readings()
    readings.read(before)
    assert readings.read(asked).to_pylist() == rows(asked)
    assert readings.grown is bool(before or asked)


def test_a_file_gives_the_same_table(path: Path) -> None:
    asked = kept(path, NAMES[::-2])
    plain = build_table(ROWS)
    assert plain.readings.tolist()[5:7] == [0, 0]
    assert plain.readings.max() > 1
    for _ in range(2):
        readings = open_readings(asked)
        again = build_table(ROWS, readings=readings)
        assert again.vocabularies == plain.vocabularies
        assert again.families == plain.families
        for name in ("parts", "readings", "log_weights", "gender", "birth", "sources"):
            one, other = getattr(plain, name), getattr(again, name)
            assert one.dtype == other.dtype
            assert np.array_equal(one, other)
        path.write_bytes(readings.content())
    assert not readings.grown


def test_another_language_or_order_is_another_name(path: Path) -> None:
    names: list[Asked] = [
        ("Кропивницького Петра", "ru", "family_first"),
        ("Кропивницького Петра", "uk", "family_first"),
        ("Тарас Роман", "ru", "family_first"),
        ("Тарас Роман", "ru", "given_first"),
    ]
    read = rows(names)
    assert len({str([row["family"], row["given"]]) for row in read if not row["slot"]}) == len(
        names
    )
    readings = open_readings(kept(path, names[::2]))
    assert readings.read(names).to_pylist() == read
    assert readings.grown


def test_names_that_are_not_asked_for_stay(path: Path) -> None:
    readings = open_readings(kept(path, NAMES[:4]))
    readings.read(NAMES[3:6])
    path.write_bytes(readings.content())
    again = open_readings(path)
    assert again.read(NAMES[:6]).to_pylist() == rows(NAMES[:6])
    assert not again.grown


def test_no_file_is_none_read_yet(path: Path) -> None:
    readings = open_readings(path)
    assert (readings.stale, readings.grown) == (False, False)
    assert readings.read([]).to_pylist() == []
    assert not readings.grown


def test_what_other_rules_read_is_not_taken_over(path: Path) -> None:
    table = pq.read_table(kept(path, NAMES))
    table = table.set_column(4, "family", pa.array(["Чужой"] * len(table)))
    path.write_bytes(parquet(table.replace_schema_metadata({b"amparo_readings": b"older"})))
    readings = open_readings(path)
    assert readings.stale
    assert readings.read(NAMES).to_pylist() == rows(NAMES)
    path.write_bytes(readings.content())
    assert not open_readings(path).stale


def test_every_damaged_byte_is_noticed(path: Path) -> None:
    whole = kept(path, NAMES).read_bytes()
    told = 0
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x21]) + whole[at + 1 :])
        try:
            readings = open_readings(path)
        except NotReadingsError:
            told += 1
        else:
            assert readings.stale or readings.read(NAMES).to_pylist() == rows(NAMES)
    assert told > len(whole) / 7 / 2


@pytest.mark.parametrize("content", [b"", b"record_id,person_id\n1,p\n", b"PAR1 PAR1"])
def test_another_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotReadingsError):
        open_readings(path)


def test_half_a_file_is_refused(path: Path) -> None:
    path.write_bytes(kept(path, NAMES).read_bytes()[:-100])
    with pytest.raises(NotReadingsError):
        open_readings(path)


def test_a_table_of_something_else_is_refused(path: Path) -> None:
    path.write_bytes(parquet(pa.table({"draw": [1]})))
    with pytest.raises(NotReadingsError, match="another program or command made it"):
        open_readings(path)


@pytest.mark.parametrize("column", [*READ.names, "name", "language", "order"])
def test_rows_that_were_changed_are_refused(path: Path, column: str) -> None:
    table = pq.read_table(kept(path, NAMES))
    at = table.schema.get_field_index(column)
    field = table.schema.field(at)
    values = table[column].to_pylist()
    path.write_bytes(parquet(table.set_column(at, field, pa.array(values, field.type))))
    open_readings(path)
    values[0] = None
    changed = table.set_column(at, field, pa.array(values, field.type))
    for wrong in (changed, table.drop_columns(column), table.slice(1)):
        path.write_bytes(parquet(wrong))
        with pytest.raises(NotReadingsError, match="not those that were written"):
            open_readings(path)


def test_texts_that_were_moved_are_refused(path: Path) -> None:
    table = pq.read_table(kept(path, [("Тарас", "", "unknown"), ("Роман", "", "unknown")]))
    names = pa.array(
        ["ТарасР" if name == "Тарас" else "оман" for name in table["name"].to_pylist()]
    )
    path.write_bytes(parquet(table.set_column(0, table.schema.field(0), names)))
    with pytest.raises(NotReadingsError, match="not those that were written"):
        open_readings(path)


def test_the_stamp_is_of_the_rules_alone() -> None:
    assert re.fullmatch(rb"[0-9a-f]{32}", rules_stamp())
    assert rules_stamp() == rules_stamp.__wrapped__()
