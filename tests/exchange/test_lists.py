# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists read into rows of statements, from CSV and XLSX alike."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from amparo.exchange.lists import ListContent, ListFaults, ListRow, is_description, read_list
from amparo.exchange.mapping import read_mapping
from amparo.exchange.snapshots import PreviousRow, compare_snapshots
from amparo.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from amparo.exchange.lists import Provisions


def read_csv(
    folder: Path,
    text: str,
    *,
    provisions: Provisions | None = None,
    **mapping: object,
) -> ListContent:
    (folder / "list.csv").write_bytes(text.encode())
    return _read(folder, "list.csv", mapping, provisions)


def read_xlsx(folder: Path, workbook: Workbook, **mapping: object) -> ListContent:
    workbook.save(folder / "list.xlsx")
    return _read(folder, "list.xlsx", mapping, None)


def _read(
    folder: Path, name: str, mapping: dict[str, object], provisions: Provisions | None
) -> ListContent:
    fields = {"list": "list-x", "language": "ru", "complete_snapshot": "true"} | mapping
    (folder / "mapping.yaml").write_text(
        yaml.safe_dump(fields, allow_unicode=True, sort_keys=False), "utf-8"
    )
    return read_list(folder / name, read_mapping(folder / "mapping.yaml"), provisions)


def workbook_of(*rows: Sequence[object]) -> Workbook:
    workbook = Workbook()
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = workbook.active.cell(number, place)  # type: ignore[union-attr]  # a new book has a sheet
            cell.value = value
            if isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"
    return workbook


def said(row: ListRow) -> dict[str, str]:
    return {item.prop: item.value for item in row.statements}


# Texts that both kinds of file can hold: no control signs, nothing XML folds into another, no
# cell of blanks alone (a workbook reads as empty).
texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufffd"),
    max_size=8,
).filter(lambda text: not text.startswith("_x") and (not text or text.strip()))  # fmt: skip
tables = st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=6).filter(
    lambda rows: any(cell.strip() for row in rows for cell in row)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(tables)
def test_any_table_reads_the_same_from_csv_and_xlsx(
    tmp_path: Path, table: list[tuple[str, str, str]]
) -> None:
    columns = {"А": "description", "Б": "place", "В": "occupation"}
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([list(columns), *table])
    from_csv = read_csv(tmp_path, buffer.getvalue(), columns=columns)
    from_xlsx = read_xlsx(tmp_path, workbook_of(list(columns), *table), columns=columns)

    kept = [row for row in table if any(cell.strip() for cell in row)]
    assert [tuple(row.raw.values()) for row in from_csv.rows] == kept
    assert [(row.raw, row.content_hash, row.key) for row in from_xlsx.rows] == [
        (row.raw, row.content_hash, row.key) for row in from_csv.rows
    ]
    assert from_csv.skipped_empty == from_xlsx.skipped_empty + _empty_at_end(table)
    again = _read(tmp_path, "list.csv", {"columns": columns}, None)
    assert again == from_csv
    before = {row.key: PreviousRow(row.content_hash, row.raw) for row in from_xlsx.rows}
    assert compare_snapshots(before, again).nothing_changed


def _empty_at_end(table: list[tuple[str, str, str]]) -> int:
    """Count the rows without any sign at the end, which a workbook does not hold at all."""
    count = 0
    for row in reversed(table):
        if any(row):
            break
        count += 1
    return count


def test_a_row_becomes_statements_of_its_record(tmp_path: Path) -> None:
    content = read_csv(
        tmp_path,
        "№,ФИО,Родился,Пол,Город\n7,\u00a0Примеров  Пример ,ок. 1980 г.,М,\n",
        key="№",
        columns={
            "ФИО": "name",
            "Родился": "birth_date",
            "Пол": {"property": "gender", "words": {"м": "male"}},
            "Город": "place",
        },
    )

    (row,) = content.rows
    assert (row.key, row.number, content.source_key) == ("7", 2, "list-x")
    assert said(row) == {"name": "Примеров Пример", "birth_date": "1980~", "gender": "male"}
    name = row.statements[0]
    assert (name.entity, name.record, name.source) == ("list-x/7", "list-x/7", "list-x")
    assert (name.schema.value, name.parent, name.language) == ("person", "", "ru")
    assert name.written == row.raw["ФИО"] == "\u00a0Примеров  Пример "


def test_a_name_split_over_columns_is_put_together_in_its_order(tmp_path: Path) -> None:
    columns = {"Ім'я": "name.given", "По батькові": "name.patronymic", "Прізвище": "name.family"}
    text = "Ім'я,По батькові,Прізвище\nПроба,Зразківна,Прикладна\nПроба,,Прикладна\n"

    family_first = read_csv(tmp_path, text, columns=columns)
    given_first = read_csv(tmp_path, text, columns=columns, name_order="given_first")
    assert [said(row)["name"] for row in family_first.rows] == [
        "Прикладна Проба Зразківна",
        "Прикладна Проба",
    ]
    assert said(given_first.rows[0])["name"] == "Проба Зразківна Прикладна"


def test_names_in_two_languages_are_two_statements(tmp_path: Path) -> None:
    columns = {
        "Имя": "name",
        "Name": {"property": "name", "language": "en", "order": "given_first"},
    }
    content = read_csv(tmp_path, "Имя,Name\nПримеров Пример,Primer Primerov\n", columns=columns)

    assert [(item.value, item.language) for item in content.rows[0].statements] == [
        ("Примеров Пример", "ru"),
        ("Primer Primerov", "en"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17-летний житель Тюмени", True),
        ("«Анна»", True),
        ("(имя неизвестно)", True),
        ("Неизвестный", True),
        ("unknown man", True),
        ("имя не называется", True),
        ("name withheld", True),
        ("житель Тюмени", True),
        ("Неизвестный Эрнст Иосифович", False),
        ("Невідомський Петро", False),
        ("Примеров П. П.", False),
        ("де Примеров Пример", False),
        ("О'Нил Пример", False),
    ],
)
def test_somebody_unnamed_is_described(tmp_path: Path, text: str, expected: bool) -> None:  # noqa: FBT001 - the expected value
    content = read_csv(tmp_path, f"Имя\n{text}\n", columns={"Имя": "name"})

    assert is_description(text) is expected
    assert said(content.rows[0]) == {"description" if expected else "name": text}


def test_provisions_are_read_by_whoever_can_and_kept_as_written_otherwise(tmp_path: Path) -> None:
    def provisions(text: str) -> tuple[str, ...]:
        return ("RU/UK/205.2/2", "RU/UK/207.3") if "205.2" in text else ()

    column = {"property": "case_provision", "words": {"436": "UA/KK/436"}}
    text = "Имя,Статья\nА,205.2 и 207.3\nБ,неясно\nВ,436\n"
    columns = {"Имя": "name", "Статья": column}
    found = read_csv(tmp_path, text, columns=columns, provisions=provisions)
    plain = read_csv(tmp_path, text, columns=columns)

    def values(content: ListContent) -> list[list[tuple[str, str]]]:
        return [[(item.value, item.written) for item in row.statements[1:]] for row in content.rows]

    assert values(found) == [
        [("RU/UK/205.2/2", "205.2 и 207.3"), ("RU/UK/207.3", "205.2 и 207.3")],
        [("", "неясно")],
        [("UA/KK/436", "436")],
    ]
    assert values(plain)[:2] == [[("", "205.2 и 207.3")], [("", "неясно")]]


def test_without_a_key_rows_are_known_by_their_names_and_namesakes_are_counted(
    tmp_path: Path,
) -> None:
    columns = {"Имя": "name", "Город": "place"}
    first = read_csv(tmp_path, "Имя,Город\nА Б,Х\nА  б,У\nВ Г,Х\n", columns=columns)
    moved = read_csv(tmp_path, "Имя,Город\nВ Г,Х\nА Б,Ц\nА Б,У\n", columns=columns)

    keys = [row.key for row in first.rows]
    assert len(set(keys)) == 3
    assert (keys[0][:-2], keys[0][-2:], keys[1][-2:]) == (keys[1][:-2], "-1", "-2")
    assert [row.key for row in moved.rows] == [keys[2], keys[0], keys[1]]


def test_an_ignored_column_is_kept_nowhere(tmp_path: Path) -> None:
    text = "Имя,Телефон\nА Б,+7 000\n"
    content = read_csv(tmp_path, text, columns={"Имя": "name"}, ignore="Телефон")

    assert content.rows[0].raw == {"Имя": "А Б"}
    assert "+7 000" not in repr(content)


def test_a_leading_equals_sign_is_kept_as_it_came(tmp_path: Path) -> None:
    content = read_csv(tmp_path, "Имя,Город\nА,=1+1\n", columns={"Имя": "name", "Город": "place"})

    assert (said(content.rows[0])["place"], content.rows[0].raw["Город"]) == ("=1+1", "=1+1")


@pytest.mark.parametrize(
    ("declared", "written"),
    [("utf-8", "utf-8"), ("utf-8", "utf-8-sig"), ("cp1251", "cp1251"), ("utf-16", "utf-16"),
     ("koi8-u", "koi8-u")],
)  # fmt: skip
def test_the_same_list_in_each_encoding(tmp_path: Path, declared: str, written: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Имя\nПримеров Пример\n".encode(written))
    content = _read(tmp_path, path.name, {"columns": {"Имя": "name"}, "encoding": declared}, None)

    assert content.rows[0].raw == {"Имя": "Примеров Пример"}


@pytest.mark.parametrize(("name", "sign"), [("tab", "\t"), (";", ";"), ("|", "|"), ("auto", "\t")])
def test_each_delimiter(tmp_path: Path, name: str, sign: str) -> None:
    text = sign.join(["Имя", "Город"]) + "\n" + sign.join(["А", "Б"]) + "\n\n"
    columns = {"Имя": "name", "Город": "place"}
    content = read_csv(tmp_path, text, columns=columns, delimiter=name)

    assert content.rows[0].raw == {"Имя": "А", "Город": "Б"}
    assert content.skipped_empty == 1


def test_cells_of_a_workbook_are_text_as_a_person_reads_them(tmp_path: Path) -> None:
    workbook = workbook_of(
        ["№", "Родился", "Дело", "Сумма", "Да"],
        [17, dt.date(1980, 6, 5), dt.datetime(2022, 3, 1, 10, 30), 1.5, True],  # noqa: DTZ001 - cells have no zone
        [18, 1980, "03.2022", 100000.0, False],
    )
    content = read_xlsx(
        tmp_path,
        workbook,
        key="№",
        dates=["DD.MM.YYYY", "MM.YYYY", "YYYY"],
        columns={
            "Родился": "birth_date", "Дело": "case_opened", "Сумма": "description", "Да": "place",
        },
    )  # fmt: skip

    assert [list(row.raw.values()) for row in content.rows] == [
        ["17", "1980-06-05", "2022-03-01 10:30:00", "1.5", "TRUE"],
        ["18", "1980", "03.2022", "100000", "FALSE"],
    ]
    held = [*content.rows[0].raw.values(), *(s.written for s in content.rows[0].statements)]
    assert {type(text) for text in held} == {str}
    assert [(said(row)["birth_date"], said(row)["case_opened"]) for row in content.rows] == [
        ("1980-06-05", "2022-03-01"),
        ("1980", "2022-03"),
    ]


@pytest.mark.parametrize(
    ("shown_as", "expected"),
    [("mmm yyyy", "2022-03"), ("yyyy", "2022"), ("[$-419]mmmm\\ yyyy", "2022-03"),
     ("dd.mm.yyyy", "2022-03-01")],
)  # fmt: skip
def test_a_date_shown_without_its_day_is_no_day(
    tmp_path: Path, shown_as: str, expected: str
) -> None:
    """A spreadsheet turns a typed "март 2022" into 1 March and shows the month."""
    workbook = workbook_of(["Имя", "Дело"], ["А", dt.date(2022, 3, 1)])
    workbook.active["B2"].number_format = shown_as  # type: ignore[index]  # a new book has a sheet
    content = read_xlsx(tmp_path, workbook, columns={"Имя": "name", "Дело": "case_opened"})

    assert content.rows[0].raw["Дело"] == said(content.rows[0])["case_opened"] == expected


def test_an_error_and_an_uncomputed_formula_are_faults_and_no_empty_cells(tmp_path: Path) -> None:
    workbook = workbook_of(["Имя", "Город"], ["А", "x"], ["Б", None])
    workbook.active["B2"].value = "#N/A"  # type: ignore[index]  # a new book has a sheet
    workbook.active["B3"] = "=A2"  # type: ignore[index]  # a new book has a sheet

    with pytest.raises(ListFaults) as found:
        read_xlsx(tmp_path, workbook, columns={"Имя": "name", "Город": "place"})
    assert [(f.row, f.column) for f in found.value.faults] == [(2, "Город"), (3, "Город")]
    assert "error" in str(found.value.faults[0])
    assert "never computed" in str(found.value.faults[1])


def test_merged_cells(tmp_path: Path) -> None:
    workbook = workbook_of(
        ["Имя", "Город"], ["Область", None], ["А", "Х"], ["Б", None], [None, None], ["В", "У"]
    )
    workbook.active.merge_cells("A2:B2")  # type: ignore[union-attr]  # a new book has a sheet
    columns = {"Имя": "name", "Город": "place"}
    content = read_xlsx(tmp_path, workbook, columns=columns)

    assert [row.raw["Имя"] for row in content.rows] == ["А", "Б", "В"]
    assert content.skipped_empty == 2  # the heading over a section, and the empty row

    workbook.active.merge_cells("B3:B4")  # type: ignore[union-attr]  # a new book has a sheet
    with pytest.raises(ListFaults) as found:
        read_xlsx(tmp_path, workbook, columns=columns)
    assert [(f.row, f.column, f.value) for f in found.value.faults] == [(3, "Город", "Х")]


def test_a_sheet_is_named_where_there_are_several(tmp_path: Path) -> None:
    workbook = workbook_of(["Имя"], ["А"])
    second = workbook.create_sheet("2022")
    second.append(["Имя"])
    second.append(["Б"])

    with pytest.raises(ListFaults, match="Sheet, 2022"):
        read_xlsx(tmp_path, workbook, columns={"Имя": "name"})
    with pytest.raises(ListFaults, match="no sheet “2023”"):
        read_xlsx(tmp_path, workbook, columns={"Имя": "name"}, sheet="2023")
    content = read_xlsx(tmp_path, workbook, columns={"Имя": "name"}, sheet="2022")
    assert [row.raw for row in content.rows] == [{"Имя": "Б"}]


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    workbook_of(["Имя", "Город"], ["А", "x"]).save(tmp_path / "made.xlsx")
    computed = b'<c r="B2" t="str"><f>IF(A2="","a","")</f><v></v></c>'
    with (
        zipfile.ZipFile(tmp_path / "made.xlsx") as made,
        zipfile.ZipFile(tmp_path / "list.xlsx", "w") as changed,
    ):
        for name in made.namelist():
            data = made.read(name)
            if name.startswith("xl/worksheets/"):
                data, count = re.subn(rb'<c r="B2".*?</c>', computed, data)
                assert count == 1
            changed.writestr(name, data)
    content = _read(tmp_path, "list.xlsx", {"columns": {"Имя": "name", "Город": "place"}}, None)

    assert content.rows[0].raw == {"Имя": "А", "Город": ""}


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_the_demonstration_lists_are_read_without_a_fault(language: str) -> None:
    folder = resource("demo", "lists")
    mapping = read_mapping(folder / f"{language}.mapping.yaml")
    content = read_list(folder / f"{language}.csv", mapping)

    assert mapping.source_key == f"list-{language}"
    assert len(content.rows) >= 4
    assert all(said(row)["name"] for row in content.rows)
    assert {item.language for row in content.rows for item in row.statements} == {language}
