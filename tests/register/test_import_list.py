# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list is imported whole or not at all; what it no longer says is marked, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from amparo.exchange.lists_faults import ListFaults
from amparo_desk.history.models import Change
from amparo_desk.register import domain
from amparo_desk.register.models import Person, Record, RecordVersion, Snapshot, Statement
from register.made_up import (
    ANNA,
    BORIS,
    COLUMNS,
    NOBODY,
    all_rows,
    bring,
    case_record,
    listed,
    record,
    source,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from amparo_desk.accounts.models import User

pytestmark = pytest.mark.database
TVER = (*ANNA[:4], "Kimry", "")


def said(key: str, prop: str) -> list[tuple[str, bool]]:
    rows = Statement.objects.filter(record__key=key, prop=prop).order_by("id")
    return list(rows.values_list("value", "withdrawn"))


def test_a_first_import_adds_records_statements_and_persons(user: User) -> None:
    done = bring(user, ANNA, BORIS, NOBODY)
    assert len(done.diff.added) == 3
    assert Person.objects.count() == 3
    assert said("list-a/1", "birth_date") == [("1980", False)]
    row = record("list-a/2")
    assert (dict(row.raw)["Place"], row.row_number, row.gone) == ("Omsk", 3, False)


def test_the_columns_keep_their_order_on_every_database(user: User) -> None:
    bring(user, BORIS)
    read = zip(COLUMNS[:-1], BORIS[:-1], strict=True)  # Remarks are ignored
    expected = [list(pair) for pair in read]
    assert record("list-a/2").raw == expected
    assert RecordVersion.objects.get().raw == expected


def test_an_unnamed_person_is_kept(user: User) -> None:
    bring(user, NOBODY)
    person = Person.objects.get()
    assert person.unnamed
    stated = person.values["description"]["stated"]
    assert stated[0]["value"] == "17-летний житель Тюмени"


def test_the_same_file_again_changes_nothing_at_all(user: User) -> None:
    bring(user, ANNA, BORIS)
    before = all_rows()
    again = bring(user, ANNA, BORIS)
    assert again.snapshot is None
    assert again.diff.nothing_changed
    assert all_rows() == before


def test_a_preview_says_what_an_import_would_do_and_does_nothing(user: User) -> None:
    bring(user, ANNA, BORIS)
    before = all_rows()
    diff = domain.preview_import(content=listed(TVER, NOBODY)[0])
    assert [row.key for row in diff.added] == ["3"]
    assert [(c.column, c.before, c.after) for c in diff.changed[0].cells] == [
        ("Place", "Tver", "Kimry")
    ]
    assert diff.gone == ("2",)
    assert all_rows() == before
    assert bring(user, TVER, NOBODY).diff == diff


def test_a_changed_cell_withdraws_one_statement_and_adds_one(user: User) -> None:
    bring(user, ANNA)
    bring(user, TVER)
    assert said("list-a/1", "place") == [("Tver", True), ("Kimry", False)]
    assert said("list-a/1", "name") == [("Anna Vymyshlena", False)]
    old = Statement.objects.get(value="Tver")
    assert old.seen_in is not None
    assert old.withdrawn_in is not None
    assert (old.seen_in.number, old.withdrawn_in.number) == (1, 2)
    assert RecordVersion.objects.filter(record=old.record).count() == 2


def test_a_row_that_goes_says_nothing_any_more_and_comes_back_as_it_was(user: User) -> None:
    bring(user, ANNA, BORIS)
    person = record("list-a/2").person_id
    bring(user, ANNA)
    assert record("list-a/2").gone
    assert record("list-a/2").person_id is None
    assert set(said("list-a/2", "name")) == {("Boris Pridumanov", True)}
    assert not Person.objects.filter(key=person).exists()
    done = bring(user, ANNA, BORIS)
    assert [row.key for row in done.diff.added] == ["2"]
    assert record("list-a/2").person_id == person
    assert not record("list-a/2").gone
    assert said("list-a/2", "name") == [("Boris Pridumanov", True), ("Boris Pridumanov", False)]


def test_absence_from_a_list_that_is_not_whole_says_nothing(user: User) -> None:
    bring(user, ANNA, BORIS, complete="false")
    done = bring(user, ANNA, complete="false")
    assert done.diff.gone == ()
    assert not record("list-a/2").gone


def test_the_same_file_under_another_mapping_is_a_change(user: User) -> None:
    bring(user, ANNA)
    done = bring(user, ANNA, place="occupation")
    assert done.snapshot is not None
    assert len(done.diff.changed) == 1
    assert said("list-a/1", "place") == [("Tver", True)]
    assert said("list-a/1", "occupation") == [("Tver", False)]


def test_another_order_of_rows_is_a_snapshot_without_changes(user: User) -> None:
    bring(user, ANNA, BORIS)
    done = bring(user, BORIS, ANNA)
    assert done.snapshot is not None
    assert done.diff.nothing_changed
    assert record("list-a/2").row_number == 2
    assert record("list-a/2").last_snapshot == done.snapshot
    assert not Statement.objects.filter(withdrawn=True).exists()


def test_two_lists_do_not_touch_each_other(user: User) -> None:
    bring(user, ANNA)
    bring(user, BORIS, key="list-b")
    assert not record("list-a/1").gone
    assert Snapshot.objects.count() == 2


def test_a_broken_list_names_every_fault_and_changes_nothing(user: User) -> None:
    bring(user, ANNA)
    before = all_rows()
    with pytest.raises(ListFaults) as caught:
        bring(user, (*ANNA[:2], "1980-13", *ANNA[3:]), (*BORIS[:2], "tomorrow", *BORIS[3:]))
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "Born"),
        (3, "Born"),
    ]
    assert all_rows() == before


def test_a_list_without_its_source_is_refused(user: User) -> None:
    with pytest.raises(domain.RefusedError, match="list-z"):
        bring(user, ANNA, key="list-z")


def test_a_list_does_not_take_over_a_case_history_of_the_same_key(user: User) -> None:
    domain.add_case_record(record=case_record("list-a/1", name="Vera"), user=user)
    before = all_rows()
    with pytest.raises(domain.RefusedError, match=r"row 2: list-a/1"):
        bring(user, ANNA, BORIS)
    content, _, _ = listed(ANNA, BORIS)
    with pytest.raises(domain.RefusedError, match=r"row 2: list-a/1"):
        domain.preview_import(content=content)
    assert all_rows() == before


def test_a_new_list_comes_with_its_source_or_not_at_all(user: User) -> None:
    content, mapping, file = listed(ANNA, key="list-new")
    given: dict[str, Any] = {"content": content, "mapping": mapping, "file": file, "user": user}
    before = all_rows()
    file.rename(file.with_suffix(".away"))
    with pytest.raises(FileNotFoundError):
        domain.import_list(**given, new_source=source("list-new"))
    assert all_rows() == before
    file.with_suffix(".away").rename(file)
    domain.import_list(**given, new_source=source("list-new"))
    assert record("list-new/1").source.title == "SYNTHETIC list-new"


def test_a_file_that_changed_after_it_was_read_is_refused(user: User) -> None:
    content, mapping, file = listed(ANNA)
    file.write_text("something else")
    with pytest.raises(domain.RefusedError, match="changed after"):
        domain.import_list(content=content, mapping=mapping, file=file, user=user)


def test_the_file_is_kept_as_it_came(user: User) -> None:
    content, mapping, file = listed(ANNA)
    domain.import_list(content=content, mapping=mapping, file=file, user=user)
    kept = settings.WORKSPACE.files / f"{content.sha256}.csv"
    assert kept.read_bytes() == file.read_bytes()


def test_an_import_that_fails_at_any_statement_leaves_the_register_as_it_was(user: User) -> None:
    bring(user, ANNA, BORIS)
    before = all_rows()
    content, mapping, file = listed(TVER, NOBODY)
    failed = 0

    class StopError(DatabaseError):
        pass

    def stop_at(number: int) -> Callable[..., Any]:
        seen = iter(range(10_000))

        def wrapper(execute: Callable[..., Any], *call: Any) -> Any:  # noqa: ANN401 - Django's
            if next(seen) == number:
                raise StopError
            return execute(*call)

        return wrapper

    for number in range(10_000):
        try:
            with connection.execute_wrapper(stop_at(number)):
                domain.import_list(content=content, mapping=mapping, file=file, user=user)
        except StopError:
            failed += 1
            assert all_rows() == before, f"stopped at SQL statement {number}"
        else:
            break
    assert failed > 20
    assert Record.objects.filter(gone=True).count() == 1


def test_the_history_names_file_counts_and_reason(user: User) -> None:
    content, mapping, file = listed(ANNA, BORIS)
    domain.import_list(
        content=content, mapping=mapping, file=file, user=user, reason="monthly state"
    )
    change = Change.objects.get(verb="import_list")
    assert change.reason == "monthly state"
    assert change.after == {
        "snapshot": 1, "file": "list-a.csv", "added": 2, "changed": 0, "gone": 0,
    }  # fmt: skip
