# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every fault of a list is named with its row and column, all at once."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.exchange.lists import ListFaults, read_list
from amparo.exchange.mapping import Mapping, read_mapping

CASES = yaml.load(
    (Path(__file__).parents[1] / "cases" / "list_faults.yml").read_text("utf-8"),
    Loader=yaml.CSafeLoader,
)
BASE: dict[str, Any] = {
    "list": "list-x",
    "language": "ru",
    "complete_snapshot": "true",
    "key": "№",
    "dates": ["DD.MM.YYYY", "YYYY"],
    "columns": {
        "ФИО": "name",
        "Дата рождения": "birth_date",
        "Пол": {"property": "gender", "words": {"м": "male", "ж": "female"}},
    },
}
HEADINGS = ["№", "ФИО", "Дата рождения", "Пол"]


def mapping_of(folder: Path, **changes: object) -> Mapping:
    path = folder / "mapping.yaml"
    path.write_text(yaml.safe_dump(BASE | changes, allow_unicode=True, sort_keys=False), "utf-8")
    return read_mapping(path)


def faults_of(path: Path, mapping: Mapping) -> list[Any]:
    try:
        read_list(path, mapping)
    except ListFaults as found:
        return list(found.faults)
    return []


def test_all_faults_are_printed_in_the_order_of_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("№,ФИО,Дата рождения,Пол\n,Примеров,вчера,\n2,Образцова,,х\n", "utf-8")

    with pytest.raises(ListFaults) as found:
        read_list(path, mapping_of(tmp_path))
    lines = str(found.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "list.csv, row 2, column “№”",
        "list.csv, row 2, column “Дата рождения”",
        "list.csv, row 3, column “Пол”",
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case_has_these_faults_and_no_others(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(case["file"], "utf-8")
    found = faults_of(path, mapping_of(tmp_path, **case.get("mapping", {})))

    expected = [(fault["row"], fault["column"]) for fault in case["faults"]]
    assert sorted((fault.row, fault.column) for fault in found) == sorted(expected)
    for wanted in case["faults"]:
        said = [str(f) for f in found if (f.row, f.column) == (wanted["row"], wanted["column"])]
        assert any(wanted["says"] in text for text in said), said


names = st.text("абвгд", min_size=1, max_size=6).map(str.title)
dates = st.one_of(
    st.dates().filter(lambda day: 1000 <= day.year <= 2999).map("{:%d.%m.%Y}".format),
    st.integers(1000, 2999).map(str),
    st.just(""),
)
clean_rows = st.lists(
    st.tuples(names, dates, st.sampled_from(["м", "Ж", ""])), min_size=3, max_size=8
)


def _spoil(rows: list[list[str]], kind: str, row: int) -> tuple[int, str]:
    """Put a fault into a row (from 0) and give where it must be shown."""
    number = row + 2
    match kind:
        case "date":
            rows[row][2] = "99.99.2022"
            return number, "Дата рождения"
        case "word":
            rows[row][3] = "?"
            return number, "Пол"
        case "key":
            rows[row][0] = ""
            return number, "№"
        case "sign":
            rows[row][1] += "\x07"
            return number, "ФИО"
        case _:
            rows[row].append("лишнее")
            return number, ""


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(clean_rows, st.data())
def test_all_faults_put_into_a_clean_list_are_found_and_nothing_else(
    tmp_path: Path, table: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    mapping = mapping_of(tmp_path)
    rows = [[str(number), *row] for number, row in enumerate(table, 1)]
    kinds = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(["date", "word", "key", "sign", "extra"]),
                st.integers(0, len(rows) - 1),
            ),
            unique=True,
        )
    )
    expected = {_spoil(rows, kind, row) for kind, row in kinds}

    path = tmp_path / "list.csv"
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([HEADINGS, *rows])
    path.write_bytes(buffer.getvalue().encode())

    assert {(fault.row, fault.column) for fault in faults_of(path, mapping)} == expected


def test_bytes_that_are_not_the_declared_encoding_are_named_by_line_and_byte(
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("№,ФИО,Дата рождения,Пол\n1,".encode() + "Примеров".encode("cp1251") + b",,\n")

    (fault,) = faults_of(path, mapping_of(tmp_path))
    assert fault.row == 2
    assert "Byte 3 of the line is not UTF-8" in str(fault)


def test_utf_8_declared_as_another_encoding_is_not_read_into_wrong_letters(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("№,ФИО,Дата рождения,Пол\n1,Примеров,,\n", "utf-8")

    (fault,) = faults_of(path, mapping_of(tmp_path, encoding="cp1251"))
    assert "written in UTF-8" in str(fault)


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0 old or locked", b"PK\x03\x04 cut off"])
def test_a_workbook_that_cannot_be_read_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)

    (fault,) = faults_of(path, mapping_of(tmp_path))
    assert (fault.row, fault.file) == (0, "list.xlsx")
    assert ".xlsx" in fault.advice.text()


def test_a_workbook_named_as_text_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"PK\x03\x04")

    assert "workbook" in str(faults_of(tmp_path / "list.csv", mapping_of(tmp_path))[0])
    assert "opened" in str(faults_of(tmp_path / "none.csv", mapping_of(tmp_path))[0])
