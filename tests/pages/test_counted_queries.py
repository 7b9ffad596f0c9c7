# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list asks the database the same number of questions whatever its length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.core.statements import Schema, Statement
from amparo.exchange.case_files import CaseRecord
from amparo_desk.accounts.models import Role, User
from amparo_desk.register import domain

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.database


def add_people(first: int, last: int) -> None:
    """Put people into the register, each with a record and a prosecution of its own."""
    user, _made = User.objects.get_or_create(
        username="documenter", defaults={"role": Role.DOCUMENTER}
    )
    for number in range(first, last):
        key = f"note-{number}"
        note = Source(key, SourceKind.NOTE, f"Note {number}", Knowledge.SEEN, "en")
        domain.add_source(source=note, user=user)
        record = f"{key}/row"
        said = [
            (record, Schema.PERSON, "", "name", f"Person{'abcdef'[number]} Testov"),
            (f"{record}/case", Schema.PROSECUTION, record, "country", "RU"),
            (f"{record}/case/charge", Schema.CHARGE, f"{record}/case", "provision", "RU/UK/280"),
        ]
        statements = tuple(Statement(*item, source=key, record=record) for item in said)
        domain.add_case_record(record=CaseRecord(record, key, statements), user=user)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", 21),
        ("/persons/", 5),
        ("/persons/?q=testov", 5),
        ("/sources/", 3),
        ("/changes/", 4),
        ("/claims/", 3),
        ("/demands/", 9),
        ("/debates/", 4),
        ("/review/", 5),
        ("/review/decisions/", 4),
        ("/review/disagreements/", 3),
        ("/provisions/RU/UK/280/", 4),
        ("/sources/note-0/", 11),
    ],
)
def test_one_or_three_cost_the_same(reader: Client, address: str, expected: int) -> None:
    add_people(0, 1)
    counts = []
    for first, last in ((1, 1), (1, 3)):
        add_people(first, last)
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(address).status_code == 200
        counts.append(len(asked))
    assert counts == [expected, expected]
