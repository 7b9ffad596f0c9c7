# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decisions as text: what is written is read back, and every fault is named at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.exchange.decisions import (
    COLUMNS,
    JUDGEMENTS,
    DecisionRow,
    decisions_of,
    decisions_text,
    read_decisions,
)
from amparo.exchange.lists_faults import ListFaults

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ",".join(COLUMNS)
WHEN = "2026-03-01T12:30:00+00:00"


def read(*lines: str, reasons: bool = False) -> tuple[DecisionRow, ...]:
    return decisions_of("\n".join(lines).encode(), name="d.csv", reasons=reasons)


def faults(*lines: str, reasons: bool = False) -> list[tuple[int, str]]:
    with pytest.raises(ListFaults) as caught:
        read(*lines, reasons=reasons)
    return [(fault.row, fault.column) for fault in caught.value.faults]


def test_a_file_says_who_decided_what_and_why() -> None:
    (item,) = read(HEAD, f'b/2,a/1,same,"the same day, both",vera,{WHEN},0.62')
    assert item == DecisionRow(
        left="a/1",
        right="b/2",
        judgement="same",
        reason="the same day, both",
        decided_by="vera",
        decided_at=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
        probability=0.62,
        row=2,
    )


def test_three_columns_are_enough_for_the_linker() -> None:
    assert [item.judgement for item in read("left,right,judgement", "a,b,unsure", "")] == ["unsure"]


def test_the_same_decision_twice_counts_once() -> None:
    assert len(read("left,right,judgement", "a,b,same", "b,a,same")) == 1


def test_all_faults_are_named_with_row_and_column() -> None:
    found = faults(
        HEAD,
        ",b,same,why,,,",
        "a,a,same,why,,,",
        "a,b,perhaps,why,,yesterday,2",
        "a,c,same,,,2026-03-01T12:30:00,x",
        "a,d,same",
        "a,e,same,why,,,",
        "e,a,not_same,why,,,",
        reasons=True,
    )
    assert found == [
        (2, "left"), (3, "right"), (4, "judgement"), (4, "decided_at"), (4, "probability"),
        (5, "reason"), (5, "decided_at"), (5, "probability"), (6, ""), (8, "judgement"),
    ]  # fmt: skip


def test_a_contradiction_names_both_rows() -> None:
    with pytest.raises(ListFaults, match=r"row 4.*row 2: same"):
        read("left,right,judgement", "a,b,same", "a,c,same", "b,a,not_same")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"left,right\na,b\n", "column is missing"),
        (b"left,right,judgement,left\na,b,same,a\n", "stands twice"),
        (b"left,right,judgement,colour\na,b,same,red\n", "No such column"),
        ("left,right,judgement\nа,б,same\n".encode("cp1251"), "not UTF-8"),
        (b'left,right,judgement\n"a,b,same\n', "cannot be read as CSV"),
        (b"left,right,judgement\na\0,b,same\n", "NUL|CSV"),
    ],
)
def test_a_file_of_another_form_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(ListFaults, match=words):
        decisions_of(content, name="d.csv")


def test_a_spreadsheets_mark_of_utf8_is_no_part_of_the_heading(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    file.write_text("left,right,judgement\nа,б,same\n", "utf-8-sig")
    assert read_decisions(file)[0].left == "а"


keys = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8)
plain = st.text(st.characters(exclude_categories=["C"]), max_size=20).map(str.strip)
rows = st.builds(
    DecisionRow,
    left=keys.map(lambda key: f"a{key}"),
    right=keys.map(lambda key: f"b{key}"),
    judgement=st.sampled_from(JUDGEMENTS),
    reason=plain,
    decided_by=plain,
    decided_at=st.none() | st.datetimes(timezones=st.just(UTC)).map(
        lambda when: when.replace(microsecond=0)
    ),
    probability=st.none() | st.floats(0, 1).map(lambda odds: float(f"{odds:.6g}")),
)  # fmt: skip


@given(st.lists(rows, max_size=6, unique_by=lambda row: (row.left, row.right)))
def test_what_is_written_is_read_back_in_a_stable_order(made: list[DecisionRow]) -> None:
    text = decisions_text(made)
    back = decisions_of(text.encode(), name="d.csv")
    assert text == decisions_text(back) == decisions_text(made[::-1])
    bare = [replace(row, row=0) for row in back]
    assert bare == sorted(made, key=lambda row: (row.left, row.right))
