# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of records, persons and pairs of names: what is read, and every fault of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from amparo.exchange.lists_faults import ListFaults
from amparo.exchange.record_files import (
    RecordColumns,
    read_clusters,
    read_name_pairs,
    read_records,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "record_id,source_list,name"


def read(tmp_path: Path, *texts: str, declared: tuple[str, ...] = ()) -> RecordColumns:
    paths = []
    for at, text in enumerate(texts):
        paths.append(tmp_path / f"{at}.csv")
        paths[-1].write_text(text, "utf-8")
    return read_records(paths, declared=declared)


def faults(tmp_path: Path, *texts: str, declared: tuple[str, ...] = ()) -> str:
    with pytest.raises(ListFaults) as raised:
        read(tmp_path, *texts, declared=declared)
    return str(raised.value)


def test_files_with_different_columns_stand_one_below_the_other(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"{HEAD},lang,birth_date,region\n1,a, Дорошенко Анна ,uk,1980-05-01,Уфа\n",
        "name,source_list,record_id,gender,birth_year,court\nAnna,b,2,F,1980,Суд\nOleh,b,3,m,,\n",
    )
    assert found.keys == ["1", "2", "3"]
    assert found.sources == ["a", "b", "b"]
    assert found.names == ["Дорошенко Анна", "Anna", "Oleh"]
    assert found.languages == ["uk", "", ""]
    assert found.genders == ["", "female", "male"]
    assert found.values == {"region": ["Уфа", "", ""], "court": ["", "Суд", ""]}


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("1980-05-01", date(1980, 5, 1), date(1980, 5, 1)),
        ("1980-05", date(1980, 5, 1), date(1980, 5, 31)),
        ("1980", date(1980, 1, 1), date(1980, 12, 31)),
    ],
)
def test_a_birth_is_known_as_precisely_as_it_is_written(
    tmp_path: Path, written: str, first: date, last: date
) -> None:
    found = read(tmp_path, f"{HEAD},birth_date\n1,a,Анна,{written}\n")
    assert found.births == [(first.toordinal(), last.toordinal())]


def test_the_date_counts_before_the_year_and_silence_is_nought(tmp_path: Path) -> None:
    text = f"{HEAD},birth_year,birth_date\n1,a,Анна,1979,1980-05-01\n2,a,Анна,1979,\n3,a,Анна,,\n"
    low = [first for first, _ in read(tmp_path, text).births]
    assert low == [date(1980, 5, 1).toordinal(), date(1979, 1, 1).toordinal(), 0]


def test_a_declared_column_is_read_and_others_are_not(tmp_path: Path) -> None:
    text = f"{HEAD},regiment,note\n1,a,Анна,7,x\n"
    assert read(tmp_path, text).values == {}
    assert read(tmp_path, text, declared=("regiment",)).values == {"regiment": ["7"]}


def test_a_column_that_nobody_filled_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, f"{HEAD},region\n1,a,Анна,\n").values == {}


def test_empty_lines_are_passed_over(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEAD},region\n1,a,Анна,Уфа\n\n2,a,Олег,Омск\n")
    assert (found.keys, found.values) == (["1", "2"], {"region": ["Уфа", "Омск"]})


def test_a_record_without_a_name_is_a_record(tmp_path: Path) -> None:
    assert read(tmp_path, f"{HEAD}\n1,a,\n").names == [""]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("record_id,name\n1,Анна\n", "column “source_list”"),
        (f"{HEAD},birth_date\n1,a,Анна,01/02/1980\n", "row 2, column “birth_date”"),
        (f"{HEAD},birth_year\n1,a,Анна,80s\n", "row 2, column “birth_year”"),
        (f"{HEAD},birth_date\n1,a,Анна,1980-02-31\n", "row 2, column “birth_date”"),
        (f"{HEAD},gender\n1,a,Анна,woman\n", "row 2, column “gender”"),
        (f"{HEAD}\n1,,Анна\n", "row 2, column “source_list”"),
        (f"{HEAD}\n,a,Анна\n", "row 2, column “record_id”"),
        (f"{HEAD}\n1,a,Анна,more\n", "row 2"),
        (f"{HEAD}\n1,a,Анна\n1,a,Олег\n", "The record 1 stands more than once"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    assert said in faults(tmp_path, text)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    one = f"{HEAD},gender\n1,a,Анна,woman\n2,,Анна,f\n"
    other = f"{HEAD}\n1,b,Анна\n"
    said = faults(tmp_path, one, other, "name\nАнна\n", declared=("regiment",))
    for part in ("0.csv, row 2", "0.csv, row 3", "1 stands more than once", "2.csv", "regiment"):
        assert part in said


def test_persons_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "clusters.csv"
    path.write_text("record_id,person_id,probability\n1,p1,0.9\n\n2,p1,1\n", "utf-8")
    found = read_clusters(path)
    assert found.persons == {"1": "p1", "2": "p1"}
    assert found.probabilities == {"1": "0.9", "2": "1"}


def test_persons_may_come_without_probabilities(tmp_path: Path) -> None:
    path = tmp_path / "clusters.csv"
    path.write_text("person_id,record_id\np1,1\n", "utf-8")
    found = read_clusters(path)
    assert (found.persons, found.probabilities) == ({"1": "p1"}, {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("record_id\n1\n", "column “person_id”"),
        ("record_id,person_id\n1,\n", "row 2"),
        ("record_id,person_id\n1\n", "row 2"),
        ("record_id,person_id\n1,p\n1,q\n", "row 3"),
    ],
)
def test_faults_of_persons_are_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "clusters.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ListFaults, match=said):
        read_clusters(path)


def test_pairs_of_names_are_read_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("right,note,left\nB,x, A \n\nD,,C\n", "utf-8")
    assert read_name_pairs(path) == [("A", "B"), ("C", "D")]
    path.write_text("left,right\nA\n,B\n", "utf-8")
    with pytest.raises(ListFaults, match=r"(?s)row 2.*row 3"):
        read_name_pairs(path)
