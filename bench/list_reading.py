# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time of reading a list, beside a bare pass of the csv module over the same file.

    python bench/list_reading.py [ROWS ...]

Makes SYNTHETIC lists of 8 columns in a temporary folder and prints seconds of processor time and
rows per second for CSV and XLSX.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from amparo.exchange.lists import read_list
from amparo.exchange.mapping import Mapping, read_mapping

if TYPE_CHECKING:
    from collections.abc import Callable

MAPPING = """
list: bench
language: ru
complete_snapshot: true
key: "№"
name_order: family_first
dates: [DD.MM.YYYY, MM.YYYY, YYYY]
columns:
  "ФИО": name
  "Дата рождения": birth_date
  "Пол": {property: gender, words: {"м": male, "ж": female}}
  "Статья": case_provision
  "Возбуждено": case_opened
  "Суд": case_court
  "Город": place
"""
HEADINGS = ["№", "ФИО", "Дата рождения", "Пол", "Статья", "Возбуждено", "Суд", "Город"]


def rows(count: int) -> list[list[str]]:
    """Give synthetic rows, dates of all three forms among them."""
    return [
        [
            str(number),
            f"Фамилия{number % 7919} Имя{number % 97} Отчество{number % 89}",
            f"{number % 28 + 1:02}.{number % 12 + 1:02}.{1940 + number % 65}",
            "мж"[number % 2],
            f"ч. {number % 3 + 1} ст. 20{number % 8}.3 УК РФ",
            (f"{number % 12 + 1:02}.2022", "2023", "")[number % 3],
            f"Суд {number % 300}",
            f"Город {number % 1000}",
        ]
        for number in range(count)
    ]


def timed(work: Callable[[], object]) -> float:
    """Give the best of three, in seconds of processor time, which other work disturbs least."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def write(folder: Path, count: int) -> tuple[Path, Path]:
    """Write the same rows as CSV and XLSX."""
    table = [HEADINGS, *rows(count)]
    text, book = folder / f"{count}.csv", folder / f"{count}.xlsx"
    with text.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("list")
    for row in table:
        sheet.append(row)
    workbook.save(book)
    return text, book


def bare_pass(path: Path) -> int:
    """Read the file with the csv module and keep nothing."""
    with path.open(newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.reader(file))


def measure(folder: Path, mapping: Mapping, count: int) -> None:
    """Print the times for one size."""
    text, book = write(folder, count)
    for name, work in (
        ("csv module alone", lambda: bare_pass(text)),
        ("read_list, CSV", lambda: read_list(text, mapping)),
        ("read_list, XLSX", lambda: read_list(book, mapping)),
    ):
        seconds = timed(work)
        print(f"{count:>8,} rows  {name:<18} {seconds:7.2f} s  {count / seconds:>11,.0f} rows/s")
    assert len(read_list(text, mapping).rows) == count


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]] or [25_000, 50_000, 100_000]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
        for size in sizes:
            measure(place, read_mapping(place / "mapping.yaml"), size)
