# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long each picture of the demonstration takes: first drawing, and the median of seven."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from amparo.core.dates import PartialDate
from amparo.core.messages import say
from amparo.core.statements import derive_person
from amparo.exchange.case_files import read_case_file
from amparo.pictures.figures import Mark, MarkKind, figures_against_claim
from amparo.pictures.offences import recorded_offences
from amparo.pictures.timeline import cases_over_time
from amparo.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo.pictures.picture import Picture

# SYNTHETIC numbers: only how many there are matters here.
MARKS = [Mark(f"Source {n}", kind, 400 * n, 400 * n) for n in range(1, 4) for kind in MarkKind]
SERIES = [(2022, 4000), (2023, 3000), (2024, 2000), (2025, 2000)]


def main() -> None:
    """Print milliseconds and bytes per picture."""
    records = read_case_file(resource("demo", "cases.yaml"))
    persons = [derive_person(item.key, item.statements) for item in records]
    vote = PartialDate.from_edtf("2025-06-24")
    pictures: dict[str, Callable[[], Picture]] = {
        "figures_against_claim": lambda: figures_against_claim(3000, say("claim"), MARKS),
        "cases_over_time": lambda: cases_over_time(persons, vote),
        "recorded_offences": lambda: recorded_offences(SERIES, 10000),
    }
    print(f"{'picture':24}{'first ms':>10}{'median ms':>11}{'png ms':>9}{'bytes':>8}")
    for name, draw in pictures.items():
        first, *later = [_timed(draw) for _ in range(8)]
        picture = draw()
        png = _timed(picture.png)
        median = statistics.median(later)
        print(f"{name:24}{first:10.0f}{median:11.0f}{png:9.0f}{len(picture.svg):8}")


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
