# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from amparo.exchange.drawn_partitions import DrawnRecords, read_drawn
from amparo.exchange.lists_faults import ListFaults

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = {"one": "record_id,source_list\na,one\nb,one\n", "two": "record_id,source_list\nc,two\n"}
# In the first way a and c are one person, in the second all three are apart.
DRAWS: dict[str, Any] = {
    "draw": [0, 0, 0, 1, 1, 1],
    "record_id": ["a", "b", "c", "c", "b", "a"],
    "person": ["a", "b", "a", "c", "b", "a"],
}


def read(
    folder: Path, draws: dict[str, Any], records: dict[str, str] = RECORDS, **columns: str
) -> DrawnRecords:
    paths = []
    for name, text in records.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text, "utf-8")
    pq.write_table(pa.table(draws), folder / "draws.parquet")
    asked = {"list_column": "source_list", "id_column": "record_id"} | columns
    return read_drawn(paths, folder / "draws.parquet", **asked)


def faults(folder: Path, draws: dict[str, Any], **more: Any) -> list[str]:  # noqa: ANN401 - of `read`
    with pytest.raises(ListFaults) as found:
        read(folder, draws, **more)
    return str(found.value).splitlines()


def test_each_record_has_its_list_and_its_person_in_each_draw(tmp_path: Path) -> None:
    found = read(tmp_path, DRAWS)
    assert found.lists == ("one", "one", "two")
    first, second = found.persons.tolist()
    assert first[0] == first[2] != first[1]
    assert len(set(second)) == 3


def test_columns_go_by_the_names_that_are_told(tmp_path: Path) -> None:
    records = {"all": "list,id,more\none,a,x\none,b,x\ntwo,c,x\n"}
    found = read(tmp_path, DRAWS, records=records, list_column="list", id_column="id")
    assert found.lists == ("one", "one", "two")


def test_numbers_as_draws_and_a_dictionary_with_more_than_is_used(tmp_path: Path) -> None:
    names = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2] * 2), pa.array(["a", "b", "c", "d"]))
    found = read(tmp_path, {**DRAWS, "draw": [7, 7, 7, 3, 3, 3], "record_id": names})
    assert found.persons.shape == (2, 3)


def test_records_of_one_side_alone_are_all_named(tmp_path: Path) -> None:
    records = {**RECORDS, "three": "record_id,source_list\nd,three\n"}
    other = {**DRAWS, "record_id": ["a", "b", "x", "x", "b", "a"]}
    told = faults(tmp_path, other, records=records)
    assert any("in none of the lists: x." in line for line in told)
    assert any("that are not here: c, d." in line for line in told)


def test_a_record_twice_or_not_at_all_in_a_draw_is_a_fault(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, {**DRAWS, "record_id": ["a", "b", "c", "c", "a", "a"]})
    assert told.startswith("draws.parquet: Records that a draw does not hold just once: a, b. Give")


def test_what_is_wrong_with_the_lists_and_the_draws_is_said_at_once(tmp_path: Path) -> None:
    records = {
        "one": "record_id,list\na,one\n",
        "two": "record_id,source_list\nb,two\nb,two\n,two\nc,\n",
    }
    told = "\n".join(faults(tmp_path, {"draw": [0], "person": ["a"]}, records=records))
    for text in (
        "one.csv, row 1, column “source_list”: The column is missing. There are: record_id, list.",
        "two.csv, row 3, column “record_id”: The record b stands more than once.",
        "two.csv, row 4, column “record_id”: The cell is empty.",
        "two.csv, row 5, column “source_list”: The cell is empty.",
        "draws.parquet, column “record_id”: The column is missing.",
    ):
        assert text in told


@pytest.mark.parametrize(
    ("draws", "said"),
    [
        ({name: [] for name in DRAWS}, "The file holds no draw."),
        ({**DRAWS, "person": [None] * 6}, "Some cells are empty."),
    ],
)
def test_draws_with_nothing_in_them_are_refused(
    tmp_path: Path, draws: dict[str, Any], said: str
) -> None:
    assert any(said in line for line in faults(tmp_path, draws))


def test_another_kind_of_file_is_no_parquet(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(RECORDS["one"], "utf-8")
    with pytest.raises(ListFaults, match="no Parquet file"):
        read_drawn(
            [tmp_path / "one.csv"], tmp_path / "one.csv", list_column="source_list", id_column="id"
        )
