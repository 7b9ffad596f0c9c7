# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages ask for: the same on both databases, nothing that is withdrawn, few queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.linkage import Judgement
from amparo_desk.register import domain, queries
from amparo_desk.register.models import Person, Source, Statement
from register.made_up import ANNA, BORIS, NOBODY, bring, case_record, record
from told_linkers import ByName

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo_desk.accounts.models import User

pytestmark = pytest.mark.database
JOLKIN = ("5", "Ёлкин Юрий", "", "", "", "")
UKRAINIAN = ("6", "Вигаданий Олексій", "", "", "", "")
SECRET = ("7", "Taisiya Ukrytaya", "", "", "Hidden-on-Sea", "")


def names(asked: str) -> list[str]:
    return [person.display_name for person in queries.found_persons(asked)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ЁЛКИН", ["Ёлкин Юрий"]),
        ("елкин", ["Ёлкин Юрий"]),
        ("Yolkin", ["Ёлкин Юрий"]),
        ("Iouri", ["Ёлкин Юрий"]),
        ("юрій ёлкин", ["Ёлкин Юрий"]),
        ("вигаданий", ["Вигаданий Олексій"]),
        ("OLEKSII", ["Вигаданий Олексій"]),
        ("Алексей", ["Вигаданий Олексій"]),
        ("Jolkin Georgij", []),
        ("Jolkin Jurij", ["Ёлкин Юрий"]),
        ("  ", ["Ёлкин Юрий", "Вигаданий Олексій"]),
        ("%", []),
        ("_", []),
        ("никто", []),
    ],
)
def test_search_folds_case_and_script_alike_on_every_database(
    user: User, asked: str, found: list[str]
) -> None:
    bring(user, JOLKIN, key="list-a", language="ru", order="family_first")
    bring(user, UKRAINIAN, key="list-b", language="uk", order="family_first")
    assert sorted(names(asked)) == sorted(found)


def test_the_order_does_not_depend_on_the_databases_alphabet(user: User) -> None:
    bring(user, JOLKIN, UKRAINIAN, ANNA, BORIS, NOBODY)
    assert names("") == [
        "Anna Vymyshlena", "Boris Pridumanov", "Ёлкин Юрий", "Вигаданий Олексій", "",
    ]  # fmt: skip


def test_what_a_source_took_back_is_found_nowhere(user: User) -> None:
    bring(user, SECRET, ANNA)
    bring(user, ANNA)
    assert names("Ukrytaya") == []
    assert "Hidden" not in str(list(Person.objects.values()))
    assert "Taisiya" not in str(queries.persons())
    source = Source.objects.get(key="list-a")
    assert "Hidden" not in str([row.value for row in queries.taken_from(source)])
    assert Statement.objects.get(value="Hidden-on-Sea").withdrawn
    assert [row.key for row in queries.records_from(source)] == ["list-a/1", "list-a/7"]


def test_a_corrected_name_is_no_longer_found(user: User) -> None:
    bring(user, SECRET)
    bring(user, (SECRET[0], "Tamara Otkrytaya", *SECRET[2:]))
    assert names("Ukrytaya") == []
    assert names("Otkrytaya") == ["Tamara Otkrytaya"]


def test_counts_are_in_units_and_never_add_persons_and_records(user: User) -> None:
    bring(user, ANNA, BORIS, NOBODY)
    bring(user, ("1", "Anna Vymyshlena", "", "", "Minsk", ""), key="list-b")
    bring(user, ANNA, NOBODY)
    domain.add_case_record(record=case_record("note-b/other", name="Zoya"), user=user)
    domain.run_linkage(user=user, linker=ByName())
    counts = queries.register_counts()
    assert (counts.persons, counts.unnamed, counts.prosecutions) == (4, 1, 1)
    assert (counts.records, counts.gone, counts.sources) == (4, 1, 4)
    assert counts.waiting >= 1


def test_a_persons_history_is_that_of_the_records_and_of_the_decisions_on_them(
    user: User,
) -> None:
    twelve = ("12", *BORIS[1:])
    bring(user, ANNA, twelve)
    bring(user, ("1", "Anna Vymyshlena", "", "", "Minsk", ""), key="list-b")
    made = domain.decide(
        left=record("list-a/1"),
        right=record("list-b/1"),
        judgement=Judgement.SAME,
        reason="one passport",
        user=user,
    )
    person = record("list-a/1").person
    assert person is not None
    assert [change.reason for change in queries.changes_of(person)] == ["one passport"]
    assert list(queries.decisions_on(queries.records_of(person))) == [made]
    boris = record("list-a/12").person
    assert boris is not None
    assert not queries.changes_of(boris).exists()


def test_sources_are_counted_by_what_they_say_now(user: User) -> None:
    bring(user, ANNA, BORIS)
    bring(user, ANNA)
    rows = [vars(row) for row in queries.sources_with_counts()]
    assert {row["key"]: (row["rows"], row["said"]) for row in rows} == {
        "list-a": (1, 4),
        "list-b": (0, 0),
        "note-a": (0, 0),
        "note-b": (0, 0),
    }


LISTS: dict[str, Callable[[], object]] = {
    "found_persons": lambda: list(queries.found_persons("a")),
    "persons": queries.persons,
    "persons_by_record": queries.persons_by_record,
    "person_of": lambda: queries.person_of(Person.objects.order_by("key")[0]),
    "sources": lambda: list(queries.sources_with_counts()),
    "taken_from": lambda: [
        row.record.person for row in queries.taken_from(Source.objects.get(key="note-a"))
    ],
    "decisions": lambda: [
        (row.left.source.title, row.decided_by.username, row.right.person)
        for row in queries.decisions()
    ],
    "next_pair": queries.next_pair,
    "waiting_pairs": queries.waiting_pairs,
    "counts": queries.register_counts,
}


@pytest.mark.parametrize("name", LISTS)
def test_three_need_no_more_queries_than_one(name: str, user: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            LISTS[name]()
        return len(seen)

    def add(number: int) -> None:
        key = f"note-a/{number}"
        domain.add_case_record(record=case_record(key, name=f"Anna{number}"), user=user)
        other = case_record(f"note-b/{number}", name=f"Anna{number}", months="30")
        domain.add_case_record(record=other, user=user)
        pair = {"left": record(key), "right": record(f"note-b/{number}")}
        domain.decide(**pair, judgement=Judgement.UNSURE, reason="?", user=user)

    add(1)
    domain.run_linkage(user=user, linker=ByName())
    with_one = asked()
    add(2)
    add(3)
    domain.run_linkage(user=user, linker=ByName())
    assert 0 < asked() <= with_one
