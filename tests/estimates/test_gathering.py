# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a register to tables: lists, copies, strata, records that are gone, who is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.estimate.tables import ListTable
from amparo_desk.estimates import queries, tables
from amparo_desk.estimates.definition import Unreached, Use
from amparo_desk.register.models import Record
from estimates.made_up import LISTS, PATTERNS, bring, define, rows

if TYPE_CHECKING:
    from amparo_desk.accounts.models import User

pytestmark = pytest.mark.database

# Patterns as tables have them: on the first list, on the second ...
BY_PATTERN = ListTable.from_patterns(
    LISTS, [[int(digit) for digit in pattern] for pattern in PATTERNS], list(PATTERNS.values())
)


def test_the_table_is_that_of_the_lists(user: User) -> None:
    found = queries.tables_of(define(user))
    assert found.strata == {(): BY_PATTERN}
    assert found.documented == BY_PATTERN.n
    assert (found.excluded, found.admitted, found.faults) == ({}, {}, ())
    assert found.overlap is not None
    assert found.overlap.n == BY_PATTERN.n


def test_sources_of_one_system_are_one_list(user: User) -> None:
    uses = (
        Use(source="list-a", system="north"),
        Use(source="list-b", system="south", reason="c takes over what b has"),
        Use(source="list-c", system="south", reason="c takes over what b has"),
    )
    (table,) = queries.tables_of(define(user, uses=uses)).strata.values()
    assert table.lists == ("north", "south")
    assert table.n == BY_PATTERN.n
    assert table.margin(("north", "south")) == sum(
        count for pattern, count in PATTERNS.items() if pattern[0] == "1" and "1" in pattern[1:]
    )


def test_who_counts_and_is_on_no_list_is_said(user: User) -> None:
    found = queries.tables_of(define(user, uses=(Use(source="list-a"), Use(source="list-b"))))
    assert found.excluded == {"no_list": PATTERNS["001"]}
    assert found.documented == BY_PATTERN.n - PATTERNS["001"]


def test_who_is_left_out_is_counted_by_reason(user: User) -> None:
    content = rows()["list-a"]
    bring(
        user,
        "list-a",
        [
            *content,
            ("900", "Anna Pozdnaya", "1980", "f", "2025-01-01"),
            ("901", "Boris Neizvestny", "1981", "m", ""),
            ("902", "Boris Kraynov", "1982", "m", "2024"),
            ("903", "17-летний житель Тюмени", "", "m", "2024-03-01"),
        ],
    )
    found = queries.tables_of(define(user, begin="2024-02", end="2024-12"))
    assert found.excluded == {"no_case": 1, "time": 1, "time_unknown": 1, "unnamed": 1}
    assert found.documented == BY_PATTERN.n
    let_in = queries.tables_of(define(user, begin="2024-02", end="2024-12", undetermined="in"))
    assert let_in.admitted == {"no_case": 1, "time_unknown": 1}
    assert let_in.documented == BY_PATTERN.n + 2


def test_a_record_that_is_gone_is_on_no_list(user: User) -> None:
    content = rows()["list-b"]
    bring(user, "list-b", content[1:])
    assert Record.objects.filter(gone=True).count() == 1
    (table,) = queries.tables_of(define(user)).strata.values()
    assert table.margin(("list-b",)) == BY_PATTERN.margin(("list-b",)) - 1


def test_strata_are_by_the_fields_asked_for(user: User) -> None:
    bring(user, "list-a", [*rows()["list-a"], ("900", "Anna Bezpolaya", "1980", "", "2024-03-01")])
    found = queries.tables_of(define(user, by=("gender",)))
    assert list(found.strata) == [("",), ("female",), ("male",)]
    assert found.strata["",].n == 1
    assert found.documented == BY_PATTERN.n + 1
    assert found.whole is not None
    assert found.whole.n == found.documented


def test_somebody_on_a_list_that_does_not_reach_him_is_a_fault_with_the_record(user: User) -> None:
    reach = Unreached(source="list-c", field="gender", label="female", reason="men's prisons only")
    women = [row for row in rows()["list-c"] if row[3] == "f"]
    found = queries.tables_of(define(user, by=("gender",), not_reached=(reach,)))
    assert found.unreached == {("female",): ("list-c",)}
    (fault,) = found.faults
    assert f"list-c/{min(row[0] for row in women)}" in fault
    bring(user, "list-c", [row for row in rows()["list-c"] if row[3] == "m"])
    population = queries.populations().get()
    assert queries.tables_of(population).faults == ()


def test_a_list_of_two_sources_reaches_whom_one_of_them_reaches(user: User) -> None:
    uses = (
        Use(source="list-a"),
        Use(source="list-b", system="south", reason="one office"),
        Use(source="list-c", system="south", reason="one office"),
    )
    reach = Unreached(source="list-c", field="gender", label="female", reason="men's prisons only")
    found = queries.tables_of(define(user, by=("gender",), uses=uses, not_reached=(reach,)))
    assert found.unreached == {}
    assert found.faults == ()


def test_tables_that_are_kept_come_back(user: User) -> None:
    reach = Unreached(source="list-c", field="gender", label="female", reason="men's prisons only")
    found = queries.tables_of(define(user, by=("gender",), not_reached=(reach,)))
    back = tables.from_json(tables.to_json(found), found.excluded)
    assert (back.by, back.strata, back.unreached) == (found.by, found.strata, found.unreached)


def test_a_population_that_is_changed_is_counted_anew(user: User) -> None:
    population = define(user)
    queries.tables_of(population)
    population.begin = population.end = "2023"
    assert queries.tables_of(population).documented == 0
