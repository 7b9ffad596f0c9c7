# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text of a CSV file as rows, or one fault that says what to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.exchange.csv_text import csv_rows
from amparo.exchange.lists_faults import FaultLog, ListFaults
from amparo.exchange.record_files import table_text


def rows(content: bytes) -> list[list[str]]:
    log = FaultLog("file.csv")
    found = csv_rows(content, log)
    log.raise_faults()
    return found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        (b"a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("\ufeffимя,год\n".encode(), [["имя", "год"]]),
        (b'"a, b","c\nd"\n', [["a, b", "c\nd"]]),
        (b'"say ""so"""\n', [['say "so"']]),
    ],
)
def test_what_spreadsheets_write_is_read(content: bytes, expected: list[list[str]]) -> None:
    assert rows(content) == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("имя,год\n1,2\n".encode("cp1251"), "not UTF-8"),
        (b'a,b\n"1,2\n', "cannot be read as CSV"),
        (b"a,b\n1,\x002\n", "NUL"),
        (b"", "The file is empty"),
    ],
)
def test_what_cannot_be_read_is_a_fault_with_advice(content: bytes, said: str) -> None:
    with pytest.raises(ListFaults, match=said):
        rows(content)


def test_the_row_of_the_first_byte_that_is_not_utf8_is_told() -> None:
    with pytest.raises(ListFaults, match=r"file\.csv, row 3"):
        rows(b"a\nb\n\xff\n")


CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters='",\n'), max_size=8
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_written_is_read_back(table: list[list[str]]) -> None:
    assert rows(table_text(("one", "two"), table)) == [["one", "two"], *table]
