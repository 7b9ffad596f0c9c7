# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mapping files: what they say, and every fault of one at once."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from amparo.core.statements import PROPERTIES, Kind, Schema
from amparo.core.yaml_files import YamlFileError
from amparo.exchange.mapping import Column, ListKind, NameOrder, clean, read_mapping

PAGE = (Path(__file__).parents[2] / "docs" / "lists.md").read_text("utf-8")

HEAD = "list: list-x\nlanguage: uk\ncomplete_snapshot: false\n"
COLUMNS = 'columns:\n  "Ім\'я": name\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_whole_mapping_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """\
list: list-x
title: Перелік для показу (SYNTHETIC)
publisher: nobody
language: uk
kind: assessed
complete_snapshot: true
duplicate_free: true
encoding: windows-1251
delimiter: tab
sheet: "2022"
header_row: 3
key: ["№", "Код"]
name_order: family_first
dates: [DD.MM.YYYY, YYYY]
columns:
  "ПІБ": name
  "Name": {property: name, language: en, order: given_first}
  "Народження": birth_date
  "Справа": {property: case_opened, dates: [MM/DD/YYYY]}
  "Стать": {property: gender, words: {"Ч": male, "ж": female, "no": female}}
ignore: "Телефон"
""",
    )
    mapping = read_mapping(path)

    assert (mapping.source_key, mapping.kind) == ("list-x", ListKind.ASSESSED)
    assert (mapping.encoding, mapping.delimiter) == ("cp1251", "\t")
    assert (mapping.sheet, mapping.header_row, mapping.key) == ("2022", 3, ("№", "Код"))
    assert (mapping.complete_snapshot, mapping.ignored) == (True, ("Телефон",))
    assert mapping.duplicate_free
    assert mapping.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    first, second = NameOrder.FAMILY_FIRST, NameOrder.GIVEN_FIRST
    forms = ("DD.MM.YYYY", "YYYY")
    assert mapping.columns == (
        Column("ПІБ", "name", "uk", first, dates=forms),
        Column("Name", "name", "en", second, dates=forms),
        Column("Народження", "birth_date", "uk", first, dates=forms),
        Column("Справа", "case_opened", "uk", first, dates=("MM/DD/YYYY",)),
        Column(
            "Стать", "gender", "uk", first, dates=forms,
            words=(("ч", "male"), ("ж", "female"), ("no", "female")),
        ),
    )  # fmt: skip
    assert [column.kind for column in mapping.columns[2:]] == [Kind.DATE, Kind.DATE, Kind.WORD]
    assert (mapping.name_order_in("uk"), mapping.name_order_in("en")) == (first, second)
    assert mapping.name_order_in("fr") is NameOrder.UNKNOWN


def test_what_is_left_out_is_unknown_or_usual(tmp_path: Path) -> None:
    mapping = read_mapping(write(tmp_path, HEAD + COLUMNS))

    assert (mapping.kind, mapping.name_order) == (ListKind.UNKNOWN, NameOrder.UNKNOWN)
    assert (mapping.encoding, mapping.delimiter, mapping.header_row) == ("utf-8", ",", 1)
    assert (mapping.key, mapping.sheet, mapping.columns[0].dates) == ((), "", ())


def test_a_name_split_over_columns_has_an_order(tmp_path: Path) -> None:
    columns = "columns: {А: name.family, Б: name.given, В: name.patronymic}\n"

    assert read_mapping(write(tmp_path, HEAD + columns)).name_order_in("uk") is (
        NameOrder.FAMILY_FIRST
    )
    given_first = HEAD + "name_order: given_first\n" + columns
    assert read_mapping(write(tmp_path, given_first)).name_order_in("uk") is NameOrder.GIVEN_FIRST


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("language: uk\ncomplete_snapshot: true\n" + COLUMNS, "'list' is missing"),
        ("list: list-x\nlanguage: uk\n" + COLUMNS, "'complete_snapshot' is missing"),
        (HEAD, "'columns' is missing"),
        (HEAD + "columns: {}\n", "nothing of any column"),
        (HEAD + "colums: {}\n" + COLUMNS, "'colums' is not a field"),
        (HEAD + COLUMNS + '  "Ім\'я": place\n', "stands here twice"),
        (HEAD + "columns: {А: nome}\n", "'nome' is no property"),
        (HEAD + "columns: {А: name.first}\n", "'name.first' is no part"),
        (HEAD + "columns: {А: place.name}\n", "'place.name' is no part"),
        (HEAD + "columns: {А: name.given, Б: name.given}\n", "mapped twice in one language"),
        (HEAD + "columns: {А: gender}\n", "gender is a word"),
        (HEAD + "columns: {А: {property: gender, words: {ч: man}}}\n", "'man' is not one of"),
        (HEAD + "columns: {А: {property: gender, words: {ч: male, Ч: female}}}\n", "twice"),
        (HEAD + "columns: {А: {property: place, words: {ч: male}}}\n", "leave `words` out"),
        (HEAD + "columns: {А: {property: place, dates: [YYYY]}}\n", "place is no date"),
        (HEAD + "columns: {А: {property: place, order: given_first}}\n", "only a name has"),
        (HEAD + "columns: {А: {language: uk}}\n", "'property' is missing"),
        (HEAD + "columns: {А: {property: name, langage: uk}}\n", "'langage' is not a field"),
        (HEAD + "dates: [DD.MM.YY]\n" + COLUMNS, "no form of a date"),
        (HEAD + "kind: secret\n" + COLUMNS, "'secret' is not one of"),
        (HEAD + "encoding: ebcdic\n" + COLUMNS, "'ebcdic' is not one of"),
        (HEAD + 'delimiter: "::"\n' + COLUMNS, "'::' is not one of"),
        (HEAD + "header_row: 0\n" + COLUMNS, "rows are counted from 1"),
        (HEAD + "header_row: two\n" + COLUMNS, "rows are counted from 1"),
        (HEAD + "key: [А, А]\n" + COLUMNS, "names a column twice"),
        (HEAD + 'ignore: ["Ім\'я"]\n' + COLUMNS, "also under `columns`"),
        (HEAD.replace("list-x", "a/b") + COLUMNS, "no key"),
        (HEAD.replace("uk", "xx") + COLUMNS, "'xx' is not one of"),
        ("- a list\n", "must be a mapping"),
        ("list: [unclosed\n", "is not YAML"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(YamlFileError) as found:
        read_mapping(write(tmp_path, text))

    assert says in str(found.value)


def test_all_faults_are_named_at_once_with_their_lines(tmp_path: Path) -> None:
    text = HEAD + "kind: secret\ndates: [YY]\ncolumns:\n  А: nome\n  Б: gender\nstray: 1\n"

    with pytest.raises(YamlFileError) as found:
        read_mapping(write(tmp_path, text))
    assert [fault.line for fault in found.value.faults] == [4, 5, 7, 8, 9]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  а \u00a0 б\tв\n", "а б в"),
        ("При\u00adмер\u200bов\ufeff", "Примеров"),
        ("\u2003", ""),
        ("а", "а"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert clean(expected) == expected


def test_the_mapping_on_the_page_for_users_is_one(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    mapping = read_mapping(write(tmp_path, example[1]))

    assert [column.prop for column in mapping.columns] == [
        "name", "birth_date", "case_provision", "gender", "name",
    ]  # fmt: skip
    assert {f"`{prop}`" for prop in PROPERTIES[Schema.PERSON]} <= set(re.findall(r"`\w+`", PAGE))
