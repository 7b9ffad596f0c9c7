# SPDX-License-Identifier: AGPL-3.0-or-later
"""The hard sets: initials, oblique cases, spouses, relatives, slips, common and rare names."""

from __future__ import annotations

from typing import Any

import pytest

from linkable import case_table, linked, others, persons_of, record


@pytest.mark.parametrize("row", case_table("linkage_special"), ids=lambda row: row["why"])
def test_the_table_of_special_sets(row: dict[str, Any]) -> None:
    records = [record(key, said) for key, said in row["records"].items()]
    found = linked([*records, *others()])
    assert persons_of(found, row["records"]) == row["persons"]
