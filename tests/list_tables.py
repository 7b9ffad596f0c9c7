# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of lists for tests: those of tests/cases, and real ones of ../shared where it is there."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from amparo.estimate import ListTable, read_table

_CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "mse"


def cases(name: str) -> dict[str, Any]:
    """Give a table of cases."""
    found: dict[str, Any] = yaml.safe_load((_CASES / f"{name}.yml").read_text("utf-8"))
    return found


@cache
def list_table(name: str) -> ListTable:
    """Give a table by name; the test is skipped where the table is nowhere."""
    told = cases("estimate_tables")
    if name in told:
        people = told[name]["people"]
        patterns = [[int(digit) for digit in pattern] for pattern in people]
        return ListTable.from_patterns(told[name]["lists"], patterns, list(people.values()))
    path = SHARED / f"{name}.csv"
    if not path.exists():
        pytest.skip("../shared is not there")
    return read_table(path)
